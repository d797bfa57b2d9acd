//! A browser without scripts: follows redirects, keeps cookies, fills in forms.

use std::collections::BTreeMap;
use std::sync::Mutex;

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{Request, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use url::Url;

use super::{Answer, BASE, World};

pub(crate) const CALLBACK: &str = "http://127.0.0.1:8123/auth/callback";
/// Of RFC 7636, appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// One browser.
pub(crate) struct Browser<'w> {
    world: &'w World,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What a page asks for.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) fields: BTreeMap<String, String>,
}

impl<'w> Browser<'w> {
    pub(crate) fn new(world: &'w World) -> Self {
        Self {
            world,
            cookies: Mutex::default(),
        }
    }

    pub(crate) async fn get(&self, url: &str) -> Answer {
        self.send(Request::get(absolute(url)), Body::empty()).await
    }

    /// Sends a form as a page of the authority would.
    pub(crate) async fn submit(&self, form: &Form) -> Answer {
        let body = encode(form.fields.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        let request = Request::post(absolute(&form.action))
            .header("origin", BASE)
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    async fn send(&self, mut request: http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .lock()
            .unwrap()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        let answer = self.world.send(request.body(body).unwrap()).await;
        for set in answer.headers.get_all("set-cookie") {
            let (pair, rules) = set.to_str().unwrap().split_once(';').unwrap();
            assert!(
                rules.contains("HttpOnly") && rules.contains("SameSite=Lax"),
                "{rules}"
            );
            let (name, value) = pair.split_once('=').unwrap();
            let mut jar = self.cookies.lock().unwrap();
            if rules.contains("Max-Age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    /// The sign-in page of an ordinary request with these parameters changed.
    pub(crate) async fn authorize(&self, change: &[(&str, &str)]) -> Answer {
        self.get(&authorize_url(self.world, change)).await
    }

    /// Opens the page, fills it in, and says what the application is sent.
    pub(crate) async fn sign_in(
        &self,
        change: &[(&str, &str)],
        alias: &str,
    ) -> BTreeMap<String, String> {
        let page = self.authorize(change).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        let (user, password) = who(self.world, alias);
        let form = Form::on(&page.text).with(&[
            ("loginfmt", &user),
            ("passwd", &password),
            ("do", "sign_in"),
        ]);
        sent(&self.submit(&form).await)
    }
}

impl Form {
    /// The form of a page, with the values that stand in it.
    pub(crate) fn on(html: &str) -> Self {
        fn tags<'h>(html: &'h str, start: &str) -> Vec<&'h str> {
            let rests = html.split(start).skip(1);
            rests.map(|rest| rest.split('>').next().unwrap()).collect()
        }
        let fields = tags(html, "<input").into_iter().map(|tag| {
            (
                attribute(tag, "name").expect("a field has a name"),
                attribute(tag, "value").unwrap_or_default(),
            )
        });
        let form = tags(html, "<form")
            .first()
            .copied()
            .expect("the page has a form");
        assert!(form.contains("method=\"post\""), "{form}");
        Self {
            action: attribute(form, "action").unwrap(),
            fields: fields.collect(),
        }
    }

    pub(crate) fn with(mut self, fields: &[(&str, &str)]) -> Self {
        for (name, value) in fields {
            self.fields.insert((*name).to_owned(), (*value).to_owned());
        }
        self
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(
        rest.split('"')
            .next()?
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&"),
    )
}

fn absolute(url: &str) -> String {
    if url.starts_with("http") {
        url.to_owned()
    } else {
        format!("{BASE}{url}")
    }
}

fn encode<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

/// User name and password of a seeded person.
pub(crate) fn who(world: &World, alias: &str) -> (String, String) {
    let hints = world.tenant.sign_in_hints().unwrap();
    let hint = hints
        .into_iter()
        .find(|hint| hint.user_name.starts_with(&format!("{alias}@")))
        .expect("there is such a person");
    (hint.user_name, hint.password)
}

/// What the application is sent, in the query or the fragment of a redirect.
pub(crate) fn sent(answer: &Answer) -> BTreeMap<String, String> {
    assert_eq!(answer.status, StatusCode::FOUND, "{answer:?}");
    let target = Url::parse(answer.header("location").unwrap()).unwrap();
    assert!(
        target.as_str().starts_with("http://127.0.0.1:8123/"),
        "{target}"
    );
    let text = target.fragment().or(target.query()).unwrap_or_default();
    url::form_urlencoded::parse(text.as_bytes())
        .into_owned()
        .collect()
}

/// An ordinary request, changed; an empty value leaves a parameter out.
pub(crate) fn authorize_url(world: &World, change: &[(&str, &str)]) -> String {
    let info = world.tenant.connect_info(&BASE.parse().unwrap()).unwrap();
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let mut fields = vec![
        ("client_id", info.client_id.as_str()),
        ("response_type", "code"),
        ("redirect_uri", CALLBACK),
        ("scope", "openid profile offline_access User.Read"),
        ("state", "st&te"),
        ("nonce", "n-0nce"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ];
    let mut directory = world.tenant.id().to_string();
    for (name, value) in change {
        if *name == "directory" {
            (*value).clone_into(&mut directory);
            continue;
        }
        fields.retain(|(known, _)| known != name);
        if !value.is_empty() {
            fields.push((name, value));
        }
    }
    format!(
        "{}?{}",
        wire::oauth::authorize_path(&directory),
        encode(fields.into_iter())
    )
}

/// Redeems a code as the application would, with fields changed.
pub(crate) async fn redeem(world: &World, code: &str, change: &[(&str, &str)]) -> Answer {
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        ("scope", ""),
    ];
    for (name, value) in change {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    world.ask_token(&fields).await
}

/// The claims of a token, without a look at its signature.
pub(crate) fn claims(token: &str) -> Value {
    let middle = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(middle).unwrap()).unwrap()
}

/// An access token of a person for Graph.
pub(crate) async fn token_of(world: &World, alias: &str) -> String {
    let graph = world.tenant.cloud().record().graph;
    let scope = format!("openid {graph}/.default");
    let got = Browser::new(world)
        .sign_in(&[("scope", &scope)], alias)
        .await;
    let answer = redeem(world, &got["code"], &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

/// A header of such a token.
pub(crate) fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// One value of `roles`, as a change of settings.
pub(crate) async fn set(world: &World, key: &str, value: &str) {
    let answer = world.patch("/_tenant/settings", json!({key: value})).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
}
