//! What shows only when people sign in, which the main job never does.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use boxseat_sim::World;
use http::Response;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};

use crate::exercise::{form, post, send};

const CALLBACK: &str = "http://127.0.0.1:8123/auth/callback";
/// Of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// Shows the switch; `way` is the one that is turned to.
pub(crate) async fn show(w: &World, name: &str, way: &str) {
    match name {
        "sign-in-error-status" => {
            let page = authorize(w, "", &[("redirect_uri", "https://adatum.com/")]).await;
            assert_eq!(page.status().as_u16().to_string(), way);
        }
        "device-interval" => {
            let begun = device(w).await;
            assert!(begun["interval"].as_u64().unwrap() > 5, "{begun}");
        }
        "session-hours" => {
            let (cookie, _) = signed_in(w).await;
            assert_eq!(silently(w, &cookie).await, None, "still signed in");
            let hours = json!({"seconds": 2 * 3600});
            w.admin("POST", "/clock/advance", Some(hours)).await;
            let refused = silently(w, &cookie).await;
            assert_eq!(refused.as_deref(), Some("login_required"));
        }
        "role-claims" => {
            let (_, code) = signed_in(w).await;
            let claims = claims(w, &code).await;
            let (directory, of_app) = (claims.get("wids"), claims.get("roles"));
            assert_eq!(directory.is_some(), way == "both", "{claims}");
            assert!(of_app.is_none() || way != "none", "{claims}");
        }
        _ => {}
    }
}

async fn device(w: &World) -> Value {
    let client = w.tenant.public_client_id().unwrap();
    let fields = form(&[("client_id", &client), ("scope", "openid")]);
    let path = format!("/{}/oauth2/v2.0/devicecode", w.info.tenant_id);
    post(w, &path, "", fields, "application/x-www-form-urlencoded").await
}

/// An ordinary request of the application, with fields changed.
async fn authorize(w: &World, cookie: &str, change: &[(&str, &str)]) -> Response<axum::body::Body> {
    let mut fields = BTreeMap::from([
        ("client_id", w.info.client_id.as_str()),
        ("response_type", "code"),
        ("redirect_uri", CALLBACK),
        ("scope", "openid profile"),
        ("state", "s"),
        ("nonce", "n"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]);
    fields.extend(change.iter().copied());
    let fields: Vec<_> = fields.into_iter().collect();
    let path = wire::oauth::authorize_path(&w.info.tenant_id.to_string());
    let request = http::Request::get(format!("{path}?{}", form(&fields))).header("cookie", cookie);
    send(w, request, "", String::new()).await
}

/// Signs an administrator in; the cookie of the session and the code.
async fn signed_in(w: &World) -> (String, String) {
    let hints = w.tenant.sign_in_hints().unwrap();
    let person = hints.iter().find(|hint| !hint.roles.is_empty()).unwrap();
    let page = authorize(w, "", &[]).await;
    let page = page.into_body().collect().await.unwrap().to_bytes();
    let page = String::from_utf8(page.to_vec()).unwrap();
    let tag = page.split("<form").nth(1).unwrap();
    let action = attribute(tag.split('>').next().unwrap(), "action").unwrap();
    let mut fields = BTreeMap::new();
    for input in page.split("<input").skip(1) {
        let input = input.split('>').next().unwrap();
        let value = attribute(input, "value").unwrap_or_default();
        fields.insert(attribute(input, "name").unwrap(), value);
    }
    for (name, value) in [
        ("loginfmt", person.user_name.as_str()),
        ("passwd", &person.password),
        ("do", "sign_in"),
    ] {
        fields.insert(name.to_owned(), value.to_owned());
    }
    let fields: Vec<_> = fields.iter().map(|(k, v)| (&**k, &**v)).collect();
    let request = http::Request::post(action)
        .header("origin", "http://127.0.0.1:1")
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = send(w, request, "", form(&fields)).await;
    assert_eq!(answer.status(), 302);
    let cookies = answer.headers().get_all("set-cookie").iter();
    let cookies: Vec<_> = cookies
        .map(|set| set.to_str().unwrap().split(';').next().unwrap())
        .collect();
    (cookies.join("; "), sent(&answer)["code"].clone())
}

/// The error of a request that may ask nobody, if there is one.
async fn silently(w: &World, cookie: &str) -> Option<String> {
    let answer = authorize(w, cookie, &[("prompt", "none")]).await;
    sent(&answer).remove("error")
}

/// What the application is sent.
fn sent(answer: &Response<axum::body::Body>) -> BTreeMap<String, String> {
    let to = answer.headers()["location"].to_str().unwrap();
    let to: url::Url = to.parse().unwrap();
    to.query_pairs().into_owned().collect()
}

/// What the id token for a code says.
async fn claims(w: &World, code: &str) -> Value {
    use secrecy::ExposeSecret as _;
    let fields = form(&[
        ("grant_type", "authorization_code"),
        ("client_id", &w.info.client_id),
        ("client_secret", w.info.client_secret.expose_secret()),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ]);
    let path = wire::oauth::token_path(&w.info.tenant_id.to_string());
    let answer = post(w, &path, "", fields, "application/x-www-form-urlencoded").await;
    let token = answer["id_token"].as_str().unwrap();
    let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap());
    serde_json::from_slice(&claims.unwrap()).unwrap()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split('"').next()?;
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&"),
    )
}
