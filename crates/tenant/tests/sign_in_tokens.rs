//! What signing in gives: codes, tokens, refresh tokens, device codes, and every refusal of the token endpoint.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod support;

use std::collections::BTreeMap;

use http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use support::browser::{Browser, Form, VERIFIER, bearer, claims, redeem, sent, set, who};
use support::{BASE, World};

use boxseat_tenant::people;

#[tokio::test]
async fn a_person_signs_in_and_the_application_gets_tokens() {
    let world = World::new().await;
    let page = Browser::new(&world).authorize(&[]).await;
    assert!(page.text.contains("Embedded tenant (simulated)"));
    assert!(!page.text.contains("<script"), "the page needs no script");

    let got = Browser::new(&world).sign_in(&[], "ruud.kestemont").await;
    assert_eq!(got.keys().collect::<Vec<_>>(), ["code", "state"]);
    assert_eq!(got["state"], "st&te");
    let answer = redeem(&world, &got["code"], &[]).await;
    let body = answer.json();
    assert_eq!(
        body.as_object().unwrap().keys().collect::<Vec<_>>(),
        [
            "token_type",
            "scope",
            "expires_in",
            "ext_expires_in",
            "access_token",
            "refresh_token",
            "id_token"
        ]
    );
    assert_eq!(body["scope"], "User.Read openid profile");
    assert_eq!(answer.header("cache-control"), Some("no-store, no-cache"));

    // The id token, as a client has to check it.
    let tid = world.tenant.id().to_string();
    let client = world
        .tenant
        .connect_info(&BASE.parse().unwrap())
        .unwrap()
        .client_id;
    let discovery = world.get(&wire::oauth::discovery_path(&tid)).await.json();
    let keys = world.get(&wire::oauth::keys_path(&tid)).await.json();
    let key = &keys["keys"][0];
    let public = jsonwebtoken::DecodingKey::from_rsa_components(
        key["n"].as_str().unwrap(),
        key["e"].as_str().unwrap(),
    )
    .unwrap();
    let mut rules = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::RS256);
    rules.validate_exp = false;
    rules.set_audience(&[&client]);
    rules.set_issuer(&[discovery["issuer"].as_str().unwrap()]);
    let id_token = body["id_token"].as_str().unwrap();
    let id = jsonwebtoken::decode::<Value>(id_token, &public, &rules)
        .unwrap()
        .claims;
    let (user, _) = who(&world, "ruud.kestemont");
    assert_eq!(
        (
            &id["tid"],
            &id["nonce"],
            &id["preferred_username"],
            &id["name"],
            &id["ver"]
        ),
        (
            &json!(tid),
            &json!("n-0nce"),
            &json!(user),
            &json!("Ruud Kestemont"),
            &json!("2.0")
        )
    );
    assert_eq!(id["wids"], json!([people::LICENSE.template_id]));
    assert!(id.get("roles").is_none());
    let now = support::START
        .parse::<jiff::Timestamp>()
        .unwrap()
        .as_second();
    assert_eq!(id["exp"], now + 3599);

    // The person is an account of the directory, and the sign-in shows there.
    let oid = id["oid"].as_str().unwrap();
    let row = world
        .get(&format!(
            "/v1.0/users/{oid}?$select=userPrincipalName,signInActivity"
        ))
        .await
        .json();
    assert_eq!(row["userPrincipalName"], user.as_str());
    assert_eq!(
        row["signInActivity"]["lastSuccessfulSignInDateTime"],
        support::START
    );

    // The access token says the same person to Graph, the pairwise subject is the id token's.
    let access = body["access_token"].as_str().unwrap();
    assert_eq!(claims(access)["scp"], "User.Read openid profile");
    let info = world.call(Method::GET, "/oidc/userinfo", None, &[]).await;
    assert_eq!(
        info.status,
        StatusCode::FORBIDDEN,
        "an application is nobody"
    );
    let info = ask(&world, "/oidc/userinfo", access).await;
    assert_eq!(info["sub"], id["sub"]);
    assert_ne!(id["sub"], id["oid"]);
}

async fn ask(world: &World, path: &str, token: &str) -> Value {
    let request = Request::get(format!("{BASE}{path}")).header("authorization", bearer(token));
    world
        .send(request.body(axum::body::Body::empty()).unwrap())
        .await
        .json()
}

#[tokio::test]
async fn every_refusal_of_a_code_has_its_number() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let code = browser.sign_in(&[], "pim.oudekerk").await["code"].clone();
    let public = world.tenant.public_client_id().unwrap();
    let other_verifier = "a".repeat(43);
    for (change, status, error, number) in [
        (&[("code", "1.nonsense")][..], 400, "invalid_grant", 70000),
        (&[("code", "")], 400, "invalid_request", 900_144),
        (&[("redirect_uri", "")], 400, "invalid_request", 900_144),
        (
            &[("redirect_uri", "http://127.0.0.1:8124/auth/callback")],
            400,
            "invalid_client",
            500_112,
        ),
        (&[("code_verifier", "")], 400, "invalid_grant", 501_481),
        (
            &[("code_verifier", other_verifier.as_str())],
            400,
            "invalid_grant",
            501_481,
        ),
        (
            &[("client_secret", "s3cret")],
            401,
            "invalid_client",
            7_000_215,
        ),
        (&[("client_secret", "")], 401, "invalid_client", 7_000_218),
        (
            &[("client_id", public.as_str())],
            401,
            "invalid_client",
            700_025,
        ),
        (
            &[("client_id", public.as_str()), ("client_secret", "")],
            400,
            "invalid_grant",
            70000,
        ),
        (
            &[("scope", "openid User.ReadWrite.All")],
            400,
            "invalid_grant",
            70000,
        ),
        (
            &[("grant_type", "password")],
            400,
            "unsupported_grant_type",
            70003,
        ),
    ] {
        let answer = redeem(&world, &code, change).await;
        let said = answer.json();
        assert_eq!(
            (
                answer.status.as_u16(),
                said["error"].as_str(),
                said["error_codes"][0].as_u64()
            ),
            (status, Some(error), Some(number)),
            "{change:?}: {said}"
        );
    }
    // None of this spent it; success does.
    assert_eq!(redeem(&world, &code, &[]).await.status, StatusCode::OK);
    assert_eq!(
        redeem(&world, &code, &[]).await.json()["error_codes"],
        json!([54005])
    );

    let late = sent(&browser.authorize(&[]).await)["code"].clone();
    world.advance(10 * 60).await;
    assert_eq!(
        redeem(&world, &late, &[]).await.json()["error_codes"],
        json!([70008])
    );
}

#[tokio::test]
async fn a_challenge_may_be_plain_or_left_out() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in(&[], "pim.oudekerk").await;
    let none = [("code_challenge", ""), ("code_challenge_method", "")];
    for (change, verifier, status) in [
        (
            &[
                ("code_challenge", VERIFIER),
                ("code_challenge_method", "plain"),
            ][..],
            VERIFIER,
            StatusCode::OK,
        ),
        (
            &[("code_challenge", VERIFIER), ("code_challenge_method", "")],
            VERIFIER,
            StatusCode::OK,
        ),
        (&none, "", StatusCode::OK),
        (&none, VERIFIER, StatusCode::BAD_REQUEST),
    ] {
        let code = sent(&browser.authorize(change).await)["code"].clone();
        let answer = redeem(&world, &code, &[("code_verifier", verifier)]).await;
        assert_eq!(answer.status, status, "{change:?}: {answer:?}");
    }
}

async fn refresh(world: &World, token: &str, change: &[(&str, &str)]) -> support::Answer {
    let mut fields = vec![
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
        ("scope", ""),
    ];
    fields.extend(change);
    world.ask_token(&fields).await
}

#[tokio::test]
async fn a_refresh_token_goes_on_until_the_person_may_not() {
    let world = World::new().await;
    world.grant(&["User.ReadWrite.All"]);
    let world = world.renewed().await;
    let browser = Browser::new(&world);
    let code = browser.sign_in(&[], "pim.oudekerk").await["code"].clone();
    let first = redeem(&world, &code, &[]).await.json()["refresh_token"]
        .as_str()
        .unwrap()
        .to_owned();
    world.advance(89 * 24 * 3600).await;
    let again = refresh(&world, &first, &[]).await.json();
    assert!(
        again["id_token"].is_string()
            && claims(again["id_token"].as_str().unwrap())
                .get("nonce")
                .is_none()
    );
    let second = again["refresh_token"].as_str().unwrap().to_owned();
    assert_ne!(first, second);
    let narrow = refresh(&world, &second, &[("scope", "User.Read")])
        .await
        .json();
    assert_eq!(
        (&narrow["scope"], narrow.get("id_token")),
        (&json!("User.Read"), None)
    );
    assert_eq!(
        refresh(&world, &second, &[("scope", "Directory.Read.All")])
            .await
            .json()["error_codes"],
        json!([70000])
    );
    assert_eq!(
        refresh(&world, "1.nonsense", &[]).await.json()["error_codes"],
        json!([70000])
    );
    world.advance(24 * 3600).await;
    assert_eq!(
        refresh(&world, &first, &[]).await.json()["error_codes"],
        json!([70008])
    );

    let (user, _) = who(&world, "pim.oudekerk");
    let token = world
        .token_for("https://graph.microsoft.com/.default")
        .await;
    let block = Request::patch(format!("{BASE}/v1.0/users/{user}"))
        .header("authorization", bearer(&token))
        .header("content-type", "application/json")
        .body(json!({"accountEnabled": false}).to_string().into());
    let blocked = world.send(block.unwrap()).await;
    assert_eq!(blocked.status, StatusCode::NO_CONTENT, "{blocked:?}");
    let refused = refresh(&world, &second, &[]).await;
    assert_eq!(refused.json()["error_codes"], json!([50057]));
    assert_eq!(
        sent(&browser.authorize(&[("prompt", "none")]).await)["error"],
        "login_required"
    );
}

#[tokio::test]
async fn a_registration_says_which_claims_tell_roles() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    browser.sign_in(&[], "harald.brinkhof").await;
    let (wids, roles) = (
        json!([people::BILLING.template_id]),
        json!([people::BILLING.app_role]),
    );
    for (value, expected) in [
        ("wids", (Some(&wids), None)),
        ("roles", (None, Some(&roles))),
        ("both", (Some(&wids), Some(&roles))),
        ("none", (None, None)),
    ] {
        set(&world, "assume.role_claims", value).await;
        let code = sent(&browser.authorize(&[]).await)["code"].clone();
        let answer = redeem(&world, &code, &[]).await.json();
        let id = claims(answer["id_token"].as_str().unwrap());
        assert_eq!((id.get("wids"), id.get("roles")), expected, "{value}");
    }
}

#[tokio::test]
async fn a_device_waits_until_somebody_has_signed_in() {
    let world = World::new().await;
    let client = world.tenant.public_client_id().unwrap();
    let start = async || {
        let fields = [
            ("client_id", client.as_str()),
            ("scope", "openid profile offline_access User.Read"),
        ];
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let path = wire::oauth::device_code_path(&world.tenant.id().to_string());
        let answer = world
            .send(
                Request::post(format!("{BASE}{path}"))
                    .body(body.into())
                    .unwrap(),
            )
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        answer.json()
    };
    let poll = async |device: &Value| {
        let code = device["device_code"].as_str().unwrap();
        world
            .ask_token(&[
                ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
                ("client_id", &client),
                ("client_secret", ""),
                ("scope", ""),
                ("device_code", code),
            ])
            .await
            .json()
    };
    let device = start().await;
    assert_eq!(
        device.as_object().unwrap().keys().collect::<Vec<_>>(),
        [
            "user_code",
            "device_code",
            "verification_uri",
            "expires_in",
            "interval",
            "message"
        ]
    );
    assert_eq!(poll(&device).await["error"], "authorization_pending");

    let browser = Browser::new(&world);
    let page = browser
        .get(device["verification_uri"].as_str().unwrap())
        .await;
    let wrong = browser
        .submit(&Form::on(&page.text).with(&[("otc", "BBBBBBBBB")]))
        .await;
    assert!(wrong.text.contains("Check the code"), "{}", wrong.text);
    // People type small letters.
    let typed = device["user_code"].as_str().unwrap().to_lowercase();
    let page = browser
        .submit(&Form::on(&page.text).with(&[("otc", &typed)]))
        .await;
    let (user, password) = who(&world, "kofi.ankrah");
    let form = Form::on(&page.text).with(&[("loginfmt", &user), ("do", "sign_in")]);
    let page = browser.submit(&form.with(&[("passwd", "wrong")])).await;
    assert!(page.text.contains("incorrect"));
    let done = browser
        .submit(&Form::on(&page.text).with(&[("passwd", &password), ("do", "sign_in")]))
        .await;
    assert!(done.text.contains("You are signed in"), "{}", done.text);

    let tokens = poll(&device).await;
    assert_eq!(
        claims(tokens["id_token"].as_str().unwrap())["preferred_username"],
        user.as_str()
    );
    assert!(tokens["refresh_token"].is_string());
    assert_eq!(poll(&device).await["error"], "bad_verification_code");

    let declined = start().await;
    let page = browser.get("/devicelogin").await;
    let fields = BTreeMap::from([
        ("otc", declined["user_code"].as_str().unwrap()),
        ("do", "cancel"),
    ]);
    let fields: Vec<_> = fields.into_iter().collect();
    browser.submit(&Form::on(&page.text).with(&fields)).await;
    assert_eq!(poll(&declined).await["error"], "authorization_declined");
    let late = start().await;
    world.advance(15 * 60).await;
    assert_eq!(poll(&late).await["error"], "expired_token");
}
