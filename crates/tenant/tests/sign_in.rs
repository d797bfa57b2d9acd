//! Signing in, as a browser without scripts does it: the page, the session, and every refusal before a code.

mod support;

use http::{Method, Request, StatusCode};
use model::CloudId;
use serde_json::json;
use support::browser::{Browser, CALLBACK, Form, authorize_url, redeem, sent, set, who};
use support::{BASE, World};

use boxseat_tenant::Seed;

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
    world.grant(&["User.ReadWrite.All"]);
    let world = world.renewed().await;
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
