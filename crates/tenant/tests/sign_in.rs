//! Signing in, as a browser without scripts does it: the page, the code, the tokens, and every refusal.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod support;

use std::collections::BTreeMap;

use http::{Method, Request, StatusCode};
use model::CloudId;
use serde_json::{Value, json};
use support::browser::{
    Browser, CALLBACK, Form, VERIFIER, authorize_url, bearer, claims, redeem, sent, set, who,
};
use support::{BASE, World};

use boxseat_tenant::{Seed, people};

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
async fn answers_come_in_the_mode_that_was_asked_for() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    assert!(
        browser
            .sign_in(&[("response_mode", "fragment")], "pim.oudekerk")
            .await
            .contains_key("code")
    );
    let answer = browser.authorize(&[("response_mode", "fragment")]).await;
    let target = answer.header("location").unwrap();
    assert!(target.starts_with(&format!("{CALLBACK}#code=")), "{target}");
    let answer = browser.authorize(&[]).await;
    assert!(
        answer
            .header("location")
            .unwrap()
            .starts_with(&format!("{CALLBACK}?code="))
    );

    let posted = browser
        .authorize(&[("response_mode", "form_post"), ("state", "<\"'&>")])
        .await;
    let form = Form::on(&posted.text);
    assert_eq!(form.action, CALLBACK);
    assert_eq!(form.fields["state"], "<\"'&>");
    assert_eq!(
        redeem(&world, &form.fields["code"], &[]).await.status,
        StatusCode::OK
    );
    let policy = posted.header("content-security-policy").unwrap();
    assert!(
        policy.contains("form-action 'self' http://127.0.0.1:8123;"),
        "{policy}"
    );
    assert!(
        policy.contains("script-src 'sha256-") && !policy.contains("unsafe"),
        "{policy}"
    );
}

#[tokio::test]
async fn who_is_signed_in_is_not_asked_again() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let (user, _) = who(&world, "pim.oudekerk");
    let silent = sent(&browser.authorize(&[("prompt", "none")]).await);
    assert_eq!(
        (silent["error"].as_str(), silent["state"].as_str()),
        ("login_required", "st&te")
    );
    assert!(silent["error_description"].starts_with("AADSTS50058: "));

    browser.sign_in(&[], "pim.oudekerk").await;
    for (change, asked) in [
        (&[][..], false),
        (&[("prompt", "none")], false),
        (&[("login_hint", user.as_str())], false),
        (&[("login_hint", "somebody.else@contoso.com")], true),
        (&[("prompt", "login")], true),
        (&[("prompt", "select_account")], true),
    ] {
        let answer = browser.authorize(change).await;
        assert_eq!(
            answer.status == StatusCode::OK,
            asked,
            "{change:?}: {answer:?}"
        );
    }
    assert_eq!(
        Browser::new(&world).authorize(&[]).await.status,
        StatusCode::OK
    );

    // A name that is hinted at stands in the field; every person of the list has a link that puts it there.
    let page = browser
        .authorize(&[("prompt", "login"), ("login_hint", "<b>\"x")])
        .await;
    assert!(
        page.text.contains("value=\"&lt;b&gt;&quot;x\""),
        "{}",
        page.text
    );
    assert_eq!(page.text.matches("<li><a href=").count(), 7);
    let link = page
        .text
        .split("<li><a href=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let picked = browser.get(&link.replace("&amp;", "&")).await;
    assert!(Form::on(&picked.text).fields["loginfmt"].starts_with("tessa.ravensbergen@"));

    // A day later the session has ended; signing out ends it at once.
    let signed_out = browser
        .get(&format!(
            "{}?post_logout_redirect_uri=http://127.0.0.1:8123/signed-out&state=x",
            wire::oauth::logout_path(&world.tenant.id().to_string())
        ))
        .await;
    assert_eq!(
        signed_out.header("location"),
        Some("http://127.0.0.1:8123/signed-out?state=x")
    );
    assert_eq!(browser.authorize(&[]).await.status, StatusCode::OK);
    browser.sign_in(&[], "pim.oudekerk").await;
    world.advance(24 * 3600).await;
    assert_eq!(browser.authorize(&[]).await.status, StatusCode::OK);
    let elsewhere = browser
        .get(&format!(
            "{}?post_logout_redirect_uri=https://adatum.com/",
            wire::oauth::logout_path(&world.tenant.id().to_string())
        ))
        .await;
    assert_eq!(
        (elsewhere.status, elsewhere.header("location")),
        (StatusCode::OK, None)
    );
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_look_the_same() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let (user, password) = who(&world, "pim.oudekerk");
    let page = browser.authorize(&[]).await;
    let try_as = async |user: &str, password: &str| {
        let form = Form::on(&page.text).with(&[("loginfmt", user), ("passwd", password)]);
        let answer = browser.submit(&form).await;
        assert_eq!(answer.status, StatusCode::OK);
        let said = answer
            .text
            .split("role=\"alert\">")
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap()
            .to_owned();
        (said, answer.text.replace(&format!("value=\"{user}\""), ""))
    };
    let (wrong, unknown) = (
        try_as(&user, "wrong").await,
        try_as("nobody@contoso.com", "wrong").await,
    );
    assert_eq!(wrong, unknown);
    assert!(wrong.0.contains("incorrect"), "{}", wrong.0);
    // A person of the crowd has no password that anybody knows.
    let other = world.user(|user| user["accountEnabled"] == true).await;
    assert_eq!(
        try_as(other["userPrincipalName"].as_str().unwrap(), "")
            .await
            .0,
        wrong.0
    );

    // A blocked account is told to those who know its password, and to nobody else.
    let world = world_with(world, &["User.ReadWrite.All"]).await;
    let browser = Browser::new(&world);
    let blocked = world
        .patch(
            &format!("/v1.0/users/{user}"),
            json!({"accountEnabled": false}),
        )
        .await;
    assert_eq!(blocked.status, StatusCode::NO_CONTENT, "{blocked:?}");
    let page = browser.authorize(&[]).await;
    for (password, says) in [(password.as_str(), "AADSTS50057"), ("wrong", "incorrect")] {
        let form = Form::on(&page.text).with(&[("loginfmt", &user), ("passwd", password)]);
        let said = browser.submit(&form).await.text;
        assert!(said.contains(says), "{said}");
    }
    // What happened stands in the tenant's history.
    let image = serde_json::to_value(world.tenant.export().unwrap()).unwrap();
    let codes: Vec<_> = image["tables"]["event"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["kind"] == "sign_in")
        .map(|event| event["data"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        codes,
        [50126, 50034, 50126, 50057, 50126].map(|code| format!("{{\"code\":{code}}}"))
    );
}

async fn world_with(world: World, roles: &[&str]) -> World {
    world.grant(roles);
    world.renewed().await
}

#[tokio::test]
async fn guessing_locks_a_name_for_a_minute() {
    for (cloud, tries) in [(CloudId::Worldwide, 10), (CloudId::GccHigh, 3)] {
        let world = World::with(&Seed {
            users: 1,
            cloud,
            ..Seed::default()
        })
        .await;
        let browser = Browser::new(&world);
        let (user, password) = who(&world, "tessa.ravensbergen");
        let page = browser.authorize(&[]).await;
        let attempt = async |password: &str| {
            browser
                .submit(&Form::on(&page.text).with(&[("loginfmt", &user), ("passwd", password)]))
                .await
        };
        for _ in 0..tries {
            assert!(attempt("wrong").await.text.contains("incorrect"));
        }
        assert!(
            attempt(&password).await.text.contains("AADSTS50053"),
            "{cloud:?}"
        );
        world.advance(60).await;
        assert!(sent(&attempt(&password).await).contains_key("code"));
    }
}

#[tokio::test]
async fn what_is_wrong_before_the_application_is_known_is_shown() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    for (change, code) in [
        (("client_id", ""), 900_144),
        (
            ("client_id", "33333333-3333-4333-8333-333333333333"),
            700_016,
        ),
        (("redirect_uri", ""), 900_144),
        (("redirect_uri", "http://127.0.0.1:8123/elsewhere"), 50011),
        (("redirect_uri", "https://adatum.com/auth/callback"), 50011),
        (("redirect_uri", "javascript:alert(1)"), 50011),
        (("directory", "fabrikam.com"), 90002),
        (("directory", "common"), 50194),
    ] {
        let answer = browser.authorize(&[change]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{change:?}");
        assert!(
            answer.text.contains(&format!("AADSTS{code}: ")),
            "{change:?}: {}",
            answer.text
        );
        assert!(!answer.text.contains("<script") && answer.header("location").is_none());
    }
    set(&world, "assume.sign_in_error_status", "200").await;
    assert_eq!(
        browser.authorize(&[("client_id", "")]).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn what_is_wrong_afterwards_is_sent() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    for (change, error, code) in [
        (&[("response_type", "")][..], "invalid_request", 900_144),
        (
            &[("response_type", "id_token")],
            "unsupported_response_type",
            700_054,
        ),
        (
            &[("response_type", "token")],
            "unsupported_response_type",
            700_054,
        ),
        (&[("response_mode", "smoke")], "invalid_request", 90023),
        (&[("scope", "")], "invalid_request", 900_144),
        (&[("scope", "openid Mail.Explode")], "invalid_scope", 70011),
        (
            &[("scope", "https://vault.azure.net/.default")],
            "invalid_resource",
            650_057,
        ),
        (&[("code_challenge", "short")], "invalid_request", 50147),
        (&[("code_challenge", "")], "invalid_request", 50147),
        (
            &[("code_challenge_method", "S512")],
            "invalid_request",
            90023,
        ),
        (&[("prompt", "dance")], "invalid_request", 90023),
        (&[("prompt", "none")], "login_required", 50058),
    ] {
        let got = sent(&browser.authorize(change).await);
        let described = got["error_description"].starts_with(&format!("AADSTS{code}: "));
        assert!(
            described && got["error"] == error && got["state"] == "st&te",
            "{change:?}: {got:?}"
        );
    }
    let page = browser.authorize(&[]).await;
    let cancelled = browser
        .submit(&Form::on(&page.text).with(&[("do", "cancel")]))
        .await;
    assert_eq!(sent(&cancelled)["error"], "access_denied");
}

#[tokio::test]
async fn a_form_is_checked_as_if_it_came_anew() {
    let world = World::new().await;
    let browser = Browser::new(&world);
    let (user, password) = who(&world, "tessa.ravensbergen");
    let page = browser.authorize(&[]).await;
    let good = || Form::on(&page.text).with(&[("loginfmt", &user), ("passwd", &password)]);
    let request = good().fields["request"].clone();
    let turned = request.replace("127.0.0.1%3A8123", "adatum.com");
    assert_ne!(turned, request);
    let answer = browser.submit(&good().with(&[("request", &turned)])).await;
    assert!(answer.status == StatusCode::BAD_REQUEST && answer.text.contains("AADSTS50011"));

    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&good().fields)
        .finish();
    let foreign =
        Request::post(format!("{BASE}{}", good().action)).header("origin", "https://adatum.com");
    let answer = world.send(foreign.body(body.into()).unwrap()).await;
    assert_eq!(
        (answer.status, answer.header("set-cookie")),
        (StatusCode::FORBIDDEN, None)
    );
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
    let world = world_with(World::new().await, &["User.ReadWrite.All"]).await;
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
async fn everybody_has_a_password_of_this_tenant_alone() {
    let world = World::new().await;
    let hints = world.tenant.sign_in_hints().unwrap();
    let roles: Vec<_> = hints.iter().map(|hint| hint.roles.join("+")).collect();
    assert_eq!(
        roles,
        [
            "Global Administrator",
            "License Administrator",
            "User Administrator",
            "Billing Administrator",
            "Exchange Administrator",
            "Global Reader",
            ""
        ]
    );
    let passwords: std::collections::BTreeSet<_> =
        hints.iter().map(|hint| &hint.password).collect();
    assert_eq!(passwords.len(), 7);
    for hint in &hints {
        let alias = hint.user_name.split('@').next().unwrap();
        assert!(
            Browser::new(&world)
                .sign_in(&[], alias)
                .await
                .contains_key("code")
        );
        assert!(!format!("{hint:?}").contains(&hint.password));
    }
    // No image holds a password, a cookie or a code, and taking one in leaves them be.
    let image = world.tenant.export().unwrap();
    let text = serde_json::to_string(&image).unwrap();
    for table in [
        "\"password\"",
        "\"handed_out\"",
        "\"app\"",
        "\"redirect_uri\"",
        "\"sign_in_failure\"",
    ] {
        assert!(!text.contains(table), "{table}");
    }
    world.tenant.import(&image).unwrap();
    assert_eq!(world.tenant.sign_in_hints().unwrap(), hints);
    world.tenant.reset().unwrap();
    assert_eq!(world.tenant.sign_in_hints().unwrap(), hints);
}

#[tokio::test]
async fn more_redirect_uris_can_be_registered() {
    let world = World::new().await;
    let uri = "https://boxseat.contoso.com/auth/callback";
    let change = [("redirect_uri", uri)];
    assert_eq!(
        Browser::new(&world).authorize(&change).await.status,
        StatusCode::BAD_REQUEST
    );
    for (body, status) in [
        (json!({"uri": uri}), StatusCode::NO_CONTENT),
        (
            json!({"uri": "http://boxseat.contoso.com/x"}),
            StatusCode::BAD_REQUEST,
        ),
    ] {
        assert_eq!(
            world.post("/_tenant/redirect-uris", body).await.status,
            status
        );
    }
    assert!(
        world
            .get("/_tenant/redirect-uris")
            .await
            .json()
            .as_array()
            .unwrap()
            .contains(&json!(uri))
    );
    let page = Browser::new(&world).authorize(&change).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.header("content-security-policy")
            .unwrap()
            .contains("form-action 'self' https://boxseat.contoso.com;")
    );
    let gone = world
        .call(
            Method::DELETE,
            "/_tenant/redirect-uris",
            Some(json!({"uri": uri})),
            &[],
        )
        .await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(
        Browser::new(&world).authorize(&change).await.status,
        StatusCode::BAD_REQUEST
    );
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

#[tokio::test]
async fn a_request_may_be_posted_and_url_is_what_the_document_says() {
    let world = World::new().await;
    let url = authorize_url(&world, &[]);
    let (path, query) = url.split_once('?').unwrap();
    let posted = world
        .send(
            Request::post(format!("{BASE}{path}"))
                .body(query.to_owned().into())
                .unwrap(),
        )
        .await;
    assert!(
        posted.status == StatusCode::OK && posted.text.contains("<h1>Sign in to Contoso</h1>"),
        "{posted:?}"
    );
    let document = world
        .get(&wire::oauth::discovery_path("contoso.com"))
        .await
        .json();
    assert_eq!(document["authorization_endpoint"], format!("{BASE}{path}"));
    assert_eq!(
        document["userinfo_endpoint"],
        format!("{BASE}/oidc/userinfo")
    );
    assert_eq!(
        document[wire::billing::DISCOVERY_MEMBER],
        format!("{BASE}/billing/v1")
    );
}
