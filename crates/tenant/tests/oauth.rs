//! The authority: tokens, their errors, discovery, keys, and what services say to bad tokens.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::{Method, Request, StatusCode};
use model::{CloudId, SkuId};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use support::{BASE, World};

use boxseat_tenant::{Profile, Seed};

fn claims(token: &str) -> Value {
    let middle = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(middle).unwrap()).unwrap()
}

#[tokio::test]
async fn a_token_holds_what_services_look_at() {
    let world = World::new().await;
    let answer = world.ask_token(&[]).await;
    assert_eq!(answer.header("cache-control"), Some("no-store, no-cache"));
    let members: Vec<String> = answer.json().as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        members,
        ["token_type", "expires_in", "ext_expires_in", "access_token"]
    );
    let claims = claims(&world.token);
    let tid = world.tenant.id().to_string();
    assert_eq!(claims["aud"], "https://graph.microsoft.com");
    assert_eq!(claims["iss"], format!("https://sts.windows.net/{tid}/"));
    assert_eq!(
        (&claims["tid"], &claims["idtyp"], &claims["ver"]),
        (&json!(tid), &json!("app"), &json!("1.0"))
    );
    assert!(
        claims["app_displayname"].is_string()
            && claims["oid"].is_string()
            && claims["appid"].is_string()
    );
    assert!(
        claims["roles"]
            .as_array()
            .unwrap()
            .contains(&json!("User.Read.All"))
    );
    let exchange = self::claims(
        &world
            .token_for("https://outlook.office365.com/.default")
            .await,
    );
    assert_eq!(exchange["roles"], json!(["Exchange.ManageAsApp"]));
}

#[tokio::test]
async fn the_secret_may_come_as_basic_and_the_key_signs_the_token() {
    let world = World::new().await;
    let info = world.tenant.connect_info(&BASE.parse().unwrap()).unwrap();
    let basic = STANDARD.encode(format!(
        "{}:{}",
        info.client_id,
        info.client_secret.expose_secret()
    ));
    let request = Request::post(format!("{BASE}/{}/oauth2/v2.0/token", world.tenant.id()))
        .header("authorization", format!("Basic {basic}"))
        .body(
            "grant_type=client_credentials&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"
                .into(),
        );
    let token = world.send(request.unwrap()).await.json()["access_token"]
        .as_str()
        .unwrap()
        .to_owned();

    let keys = world
        .get(&format!("/{}/discovery/v2.0/keys", world.tenant.id()))
        .await
        .json();
    let key = &keys["keys"][0];
    let public = jsonwebtoken::DecodingKey::from_rsa_components(
        key["n"].as_str().unwrap(),
        key["e"].as_str().unwrap(),
    )
    .unwrap();
    let mut rules = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::RS256);
    rules.validate_exp = false;
    rules.validate_aud = false;
    let read = jsonwebtoken::decode::<Value>(&token, &public, &rules).unwrap();
    assert_eq!(read.header.kid.as_deref(), key["kid"].as_str());
}

#[tokio::test]
async fn every_refusal_of_a_token_has_its_number() {
    let world = World::new().await;
    let other = SkuId::from_u128(9).to_string();
    for (change, status, error, code) in [
        (
            ("client_secret", "s3cret-of-another"),
            401,
            "invalid_client",
            7_000_215,
        ),
        (("client_secret", ""), 401, "invalid_client", 7_000_218),
        (
            ("client_id", other.as_str()),
            400,
            "unauthorized_client",
            700_016,
        ),
        (("client_id", ""), 400, "invalid_request", 900_144),
        (("scope", ""), 400, "invalid_request", 900_144),
        (("grant_type", ""), 400, "invalid_request", 900_144),
        (
            ("grant_type", "password"),
            400,
            "unsupported_grant_type",
            70_003,
        ),
        (("scope", "User.Read"), 400, "invalid_scope", 1_002_012),
        (
            (
                "scope",
                "https://graph.microsoft.com/.default https://outlook.office365.com/.default",
            ),
            400,
            "invalid_scope",
            700_022,
        ),
        (
            ("scope", "https://graph.microsoft.us/.default"),
            400,
            "invalid_resource",
            500_011,
        ),
    ] {
        let answer = world.ask_token(&[change]).await;
        let body = answer.json();
        assert_eq!(
            (answer.status.as_u16(), &body["error"], &body["error_codes"]),
            (status, &json!(error), &json!([code])),
            "{body}"
        );
        let members: Vec<&str> = body
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(
            members,
            [
                "error",
                "error_description",
                "error_codes",
                "timestamp",
                "trace_id",
                "correlation_id",
                "error_uri"
            ]
        );
        let text = body["error_description"].as_str().unwrap();
        assert!(
            text.starts_with(&format!("AADSTS{code}: ")) && text.ends_with("2026-11-22 08:00:00Z"),
            "{text}"
        );
        assert!(!answer.text.contains("s3cret-of-another"));
    }
}

#[tokio::test]
async fn discovery_names_graph_and_knows_no_other_tenant() {
    for (cloud, host) in [
        (CloudId::Worldwide, "graph.microsoft.com"),
        (CloudId::China, "microsoftgraph.chinacloudapi.cn"),
    ] {
        let world = World::with(&Seed {
            seed: 1,
            users: 30,
            cloud,
            profile: Profile::default(),
        })
        .await;
        let path = format!(
            "/{}/v2.0/.well-known/openid-configuration",
            world.tenant.id()
        );
        let document = world.get(&path).await.json();
        assert_eq!(document["msgraph_host"], host);
        assert_eq!(
            document["token_endpoint"],
            format!("{BASE}/{}/oauth2/v2.0/token", world.tenant.id())
        );
        let answer = world
            .get("/adatum.example/v2.0/.well-known/openid-configuration")
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(
            answer.header("cache-control"),
            Some("max-age=86400, private")
        );
        assert_eq!(answer.json()["error_codes"], json!([90002]));
    }
}

#[tokio::test]
async fn graph_says_what_is_wrong_with_a_token() {
    let mut world = World::new().await;
    let good = world.token.clone();
    let exchange = world
        .token_for("https://outlook.office365.com/.default")
        .await;
    let (head, _) = good.rsplit_once('.').unwrap();
    let forged = format!("{head}.{}", URL_SAFE_NO_PAD.encode([1; 256]));
    for (token, text) in [
        (String::new(), "Access token is empty."),
        (
            "nonsense".to_owned(),
            "CompactToken parsing failed with error code: 80049217",
        ),
        (forged, "Signature is invalid."),
        (
            exchange,
            "Access token validation failure. Invalid audience.",
        ),
    ] {
        world.token = token;
        let answer = world.get("/v1.0/users").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(
            answer.error(),
            ("InvalidAuthenticationToken".into(), text.into())
        );
    }
    world.token = good;
    world.advance(3600).await;
    let answer = world.get("/v1.0/users").await;
    assert_eq!(
        answer.error().1,
        "Lifetime validation failed, the token is expired."
    );
    assert_eq!(
        answer.json()["error"]["innerError"]["date"],
        "2026-11-22T09:00:00"
    );
}

#[tokio::test]
async fn a_token_without_roles_is_issued_and_refused_by_graph() {
    let mut world = World::new().await;
    world.strip_roles();
    world.token = world
        .token_for("https://graph.microsoft.com/.default")
        .await;
    assert!(claims(&world.token).get("roles").is_none());
    let answer = world.call(Method::GET, "/v1.0/users", None, &[]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(
        answer.error(),
        (
            "Authorization_RequestDenied".into(),
            "Insufficient privileges to complete the operation.".into()
        )
    );
}
