//! Authorities without a network: the embedded tenant, and one that signs whatever it is told to.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

use std::fmt;
use std::sync::{Arc, Mutex};

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use axum::Router;
use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use boxseat_web::Wire;
use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::header::{COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use url::Url;

/// A service in this process, under a name of its own.
#[derive(Clone)]
pub(crate) struct Near(pub(crate) Router);

impl fmt::Debug for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Near")
    }
}

impl Near {
    pub(crate) async fn ask(&self, request: Request<Bytes>) -> Response<Bytes> {
        let (mut parts, body) = request.into_parts();
        let host = parts.uri.authority().unwrap().as_str().to_owned();
        parts.headers.insert(HOST, host.parse().unwrap());
        parts.uri = parts
            .uri
            .path_and_query()
            .unwrap()
            .as_str()
            .parse()
            .unwrap();
        let request = Request::from_parts(parts, Body::from(body));
        let (parts, body) = self.0.clone().oneshot(request).await.unwrap().into_parts();
        Response::from_parts(parts, body.collect().await.unwrap().to_bytes())
    }
}

impl Near {
    /// Fills in the authority's page; answers where it sends the browser.
    pub(crate) async fn fill_in(&self, page: &str, user: &str, password: &str) -> String {
        let authority = Url::parse(page).unwrap().origin().ascii_serialization();
        let answer = self
            .ask(Request::get(page).body(Bytes::new()).unwrap())
            .await;
        assert_eq!(answer.status(), StatusCode::OK);
        let cookie = answer.headers().get(SET_COOKIE).cloned();
        let html = String::from_utf8(answer.into_body().into()).unwrap();
        let between = |start: &str| {
            let (_, rest) = html
                .split_once(start)
                .unwrap_or_else(|| panic!("{start} in {html}"));
            rest.split('"').next().unwrap().replace("&amp;", "&")
        };
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([
                ("request", between("name=\"request\" value=\"").as_str()),
                ("loginfmt", user),
                ("passwd", password),
                ("do", "sign_in"),
            ])
            .finish();
        let action = between("<form method=\"post\" action=\"");
        let mut post = Request::post(format!("{authority}{action}"))
            .header(ORIGIN, &authority)
            .header("content-type", "application/x-www-form-urlencoded");
        if let Some(cookie) = cookie {
            post = post.header(COOKIE, cookie);
        }
        let answer = self.ask(post.body(body.into()).unwrap()).await;
        assert_eq!(answer.status(), StatusCode::FOUND);
        answer.headers()[LOCATION].to_str().unwrap().to_owned()
    }
}

impl Wire for Near {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, String>> {
        Box::pin(async move { Ok(self.ask(request).await) })
    }
}

/// A key, by the name under which it is published.
pub(crate) struct SigningKey {
    pub(crate) id: &'static str,
    pair: KeyPair,
}

impl SigningKey {
    pub(crate) fn new(id: &'static str) -> Self {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        Self { id, pair }
    }

    fn modulus(&self) -> Vec<u8> {
        let key = self.pair.public_key();
        key.modulus().big_endian_without_leading_zero().to_vec()
    }

    fn public(&self) -> Value {
        let exponent = self.pair.public_key().exponent();
        json!({
            "kty": "RSA", "use": "sig", "kid": self.id,
            "n": BASE64.encode(self.modulus()),
            "e": BASE64.encode(exponent.big_endian_without_leading_zero()),
        })
    }

    fn text(header: &Value, claims: &Value) -> String {
        let part = |value: &Value| BASE64.encode(value.to_string());
        format!("{}.{}", part(header), part(claims))
    }

    /// As the authority signs.
    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let text = Self::text(header, claims);
        let mut signature = vec![0; self.pair.public_modulus_len()];
        let chance = SystemRandom::new();
        self.pair
            .sign(&RSA_PKCS1_SHA256, &chance, text.as_bytes(), &mut signature)
            .unwrap();
        format!("{text}.{}", BASE64.encode(signature))
    }

    /// As somebody does who takes the public key for a shared secret.
    pub(crate) fn sign_as_secret(&self, header: &Value, claims: &Value) -> String {
        let text = Self::text(header, claims);
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.modulus());
        let signature = hmac::sign(&key, text.as_bytes());
        format!("{text}.{}", BASE64.encode(signature))
    }

    /// Not at all.
    pub(crate) fn unsigned(header: &Value, claims: &Value) -> String {
        format!("{}.", Self::text(header, claims))
    }
}

/// An authority that says what it is told to.
#[derive(Clone)]
pub(crate) struct Puppet(Arc<Mutex<Says>>);

/// What a puppet says.
pub(crate) struct Says {
    pub(crate) discovery: Value,
    pub(crate) keys: Vec<Value>,
    pub(crate) tokens: Value,
    pub(crate) asked: Vec<String>,
    /// The last form of the token endpoint.
    pub(crate) form: String,
}

impl fmt::Debug for Puppet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Puppet")
    }
}

impl Puppet {
    /// One at this base, for the tenant of this id.
    pub(crate) fn at(base: &str, tenant: &str, key: &SigningKey) -> Self {
        let discovery = json!({
            "issuer": format!("{base}/{tenant}/v2.0"),
            "authorization_endpoint": format!("{base}/{tenant}/oauth2/v2.0/authorize"),
            "token_endpoint": format!("{base}/{tenant}/oauth2/v2.0/token"),
            "jwks_uri": format!("{base}/{tenant}/discovery/v2.0/keys"),
            "end_session_endpoint": format!("{base}/{tenant}/oauth2/v2.0/logout"),
        });
        Self(Arc::new(Mutex::new(Says {
            discovery,
            keys: vec![key.public()],
            tokens: json!({}),
            asked: Vec::new(),
            form: String::new(),
        })))
    }

    pub(crate) fn told<T>(&self, tell: impl FnOnce(&mut Says) -> T) -> T {
        tell(&mut self.0.lock().unwrap())
    }

    pub(crate) fn publish(&self, key: &SigningKey) {
        self.told(|says| says.keys = vec![key.public()]);
    }

    pub(crate) fn hand_out(&self, id_token: &str) {
        let tokens = json!({"token_type": "Bearer", "id_token": id_token});
        self.told(|says| says.tokens = tokens);
    }
}

impl Wire for Puppet {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, String>> {
        let path = request.uri().path().to_owned();
        let body = self.told(|says| {
            says.asked.push(path.clone());
            if path.ends_with("/token") {
                says.form = String::from_utf8_lossy(request.body()).into_owned();
                says.tokens.clone()
            } else if path.ends_with("/keys") {
                json!({"keys": says.keys})
            } else {
                says.discovery.clone()
            }
        });
        Box::pin(async move { Ok(Response::new(body.to_string().into())) })
    }
}

/// The parameters of an address.
pub(crate) fn parameter(url: &str, name: &str) -> String {
    let url = Url::parse(url).unwrap();
    let found = url.query_pairs().find(|(n, _)| n == name);
    found.map(|(_, v)| v.into_owned()).unwrap_or_default()
}
