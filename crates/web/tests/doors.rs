//! Every endpoint there is, tried by those who should not get through.

#[path = "common/browser.rs"]
mod browser;
mod common;
#[path = "common/house.rs"]
mod house;

use std::collections::BTreeSet;

use boxseat_web::{Access, Endpoint, Site, endpoints, router};
use browser::{Answer, Browser};
use engine::{Caller, Right, Role};
use house::{HERE, House};
use http::{Method, StatusCode};
use jiff::SignedDuration;
use tempfile::TempDir;

/// The path of an endpoint at the sample organisation.
fn path(endpoint: &Endpoint) -> String {
    let mailbox = common::REMOVABLE.to_string();
    [
        ("{place}", "contoso"),
        ("{id}", &mailbox),
        ("{subscription}", &mailbox),
        ("{topic}", "remove-a-license"),
        ("{version}", "x"),
        ("{name}", "boxseat.css"),
        ("{token}", "x"),
    ]
    .iter()
    .fold(endpoint.path.to_owned(), |path, (name, value)| {
        path.replace(name, value)
    })
}

/// Asks as a page of ours would.
async fn ask(browser: &mut Browser, endpoint: &Endpoint) -> Answer {
    match endpoint.method {
        Method::GET => browser.open(&path(endpoint)).await,
        _ => browser.send_form(&path(endpoint), &[]).await,
    }
}

fn assert_turned_away(answer: &Answer, endpoint: &Endpoint, who: &str) {
    let case = format!("{who}: {} {}", endpoint.method, endpoint.path);
    if endpoint.method == Method::GET {
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{case}");
        assert!(
            answer.leads_to().starts_with("/sign-in?to=%2F"),
            "{case}: {}",
            answer.leads_to()
        );
    } else {
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{case}");
        assert!(answer.text.contains("nothing was changed"), "{case}");
    }
    assert!(
        !answer.text.contains("Contoso") && !answer.text.contains("Accounts Payable"),
        "{case}"
    );
}

#[tokio::test]
async fn nobody_and_those_whose_session_is_no_more_see_nothing_and_change_nothing() {
    let house = House::new().await;
    let mut stale = house.browser();
    stale.open(&house.link().await).await;
    assert_eq!(stale.open("/t/contoso").await.status, StatusCode::OK);
    let mut left = stale.clone();
    house.wait(SignedDuration::from_hours(13));
    let cookie = left.cookies.keys().next().unwrap().clone();
    left.open(&house.link().await).await;
    let kept = left.cookies.clone();
    left.send_form("/sign-out", &[]).await;
    left.cookies = kept;
    let mut forged = house.browser();
    forged.cookies.insert(cookie.clone(), "A".repeat(43));
    let mut elsewhere = house.browser();
    elsewhere
        .cookies
        .insert("boxseat-1".to_owned(), stale.cookies[&cookie].clone());

    let all = endpoints();
    let guarded: Vec<_> = all.iter().filter(|e| e.needs_person).collect();
    assert!(guarded.len() > 30 && guarded.iter().any(|e| e.method == Method::POST));
    for endpoint in guarded {
        for (who, browser) in [
            ("nobody", &mut house.browser()),
            ("an old session", &mut stale),
            ("a session that was left", &mut left),
            ("a made-up cookie", &mut forged),
            ("a cookie of another port", &mut elsewhere),
        ] {
            let answer = ask(browser, endpoint).await;
            assert_turned_away(&answer, endpoint, who);
        }
        // A script is told, and led nowhere.
        let answer = house
            .browser()
            .ask(endpoint.method.clone(), &path(endpoint), &[])
            .await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", endpoint.path);
    }
    for endpoint in all.iter().filter(|e| !e.needs_person) {
        let answer = ask(&mut house.browser(), endpoint).await;
        assert!(
            !answer.text.contains("Contoso") && !answer.text.contains("Accounts Payable"),
            "{}",
            endpoint.path
        );
    }
}

#[tokio::test]
async fn a_form_of_another_site_changes_nothing_whoever_sends_it() {
    let house = House::new().await;
    let mut owner = house.browser();
    owner.open(&house.link().await).await;
    let forms: Vec<_> = endpoints()
        .into_iter()
        .filter(|e| e.method == Method::POST)
        .collect();
    for endpoint in &forms {
        for headers in [
            &[
                ("origin", "https://evil.example"),
                ("sec-fetch-site", "cross-site"),
            ][..],
            &[
                ("origin", "http://localhost:9999"),
                ("sec-fetch-site", "same-site"),
            ],
            &[("origin", "https://evil.example")],
            &[("origin", "http://localhost:8080.evil.example")],
            &[("origin", "null")],
            &[("origin", "null"), ("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "anything")],
        ] {
            let answer = owner.ask(Method::POST, &path(endpoint), headers).await;
            let case = format!("{} {headers:?}", endpoint.path);
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{case}");
            assert!(answer.text.contains("another site"), "{case}");
        }
    }
    // Not even the session that sent them was ended.
    assert_eq!(owner.open("/t/contoso").await.status, StatusCode::OK);
    let left = owner.send_form_from(HERE, "/sign-out", &[]).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn no_endpoint_answers_to_another_name_or_method() {
    let house = House::new().await;
    let mut owner = house.browser();
    owner.open(&house.link().await).await;
    for endpoint in endpoints() {
        for name in [
            "http://evil.example",
            "http://10.0.0.1:8080",
            "http://localhost.evil.example",
        ] {
            let mut rebound = Browser::new(house.app.clone(), name);
            rebound.cookies = owner.cookies.clone();
            let answer = ask(&mut rebound, &endpoint).await;
            assert_eq!(
                answer.status,
                StatusCode::MISDIRECTED_REQUEST,
                "{name} {}",
                endpoint.path
            );
        }
        for method in [Method::PUT, Method::PATCH, Method::DELETE] {
            let same = [("sec-fetch-site", "same-origin")];
            let answer = owner.ask(method.clone(), &path(&endpoint), &same).await;
            assert_eq!(
                answer.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {}",
                endpoint.path
            );
        }
    }
}

/// The forms of the settings, filled in so that they would be taken.
const SETTINGS: [(&str, &[(&str, &str)]); 4] = [
    ("policy", &[("policy", "article-2021")]),
    ("prices", &[("currency", "EUR"), ("price:SPE_E3", "36,50")]),
    (
        "exclusions",
        &[("mailbox", "info@contoso.example"), ("reason", "Legal")],
    ),
    ("exclusions/end", &[("mailbox", "info@contoso.example")]),
];

#[tokio::test]
async fn settings_are_for_those_whose_role_carries_them() {
    for role in [
        Role::Global,
        Role::License,
        Role::User,
        Role::Billing,
        Role::Exchange,
        Role::Reader,
    ] {
        let folder = TempDir::new().unwrap();
        let caller = Caller {
            roles: BTreeSet::from([role]),
            ..Caller::owner("robin@contoso.example", "web")
        };
        let may = role.carries(Right::Settings);
        let site = Site {
            access: Access::Open(caller.clone()),
            ..common::site(folder.path(), true).await
        };
        let mut browser = Browser::new(router(site.clone()), HERE);
        let page = browser.open("/t/contoso/settings").await.text;
        assert_eq!(page.contains("<fieldset disabled>"), !may, "{role:?}");
        assert_eq!(page.contains("but not change them"), !may, "{role:?}");
        for (form, fields) in SETTINGS {
            let answer = browser
                .send_form(&format!("/t/contoso/settings/{form}"), fields)
                .await;
            let expected = if may {
                StatusCode::SEE_OTHER
            } else {
                StatusCode::FORBIDDEN
            };
            assert_eq!(answer.status, expected, "{role:?} {form}: {}", answer.text);
        }
        let kept = site
            .engine
            .settings(&caller, common::CONTOSO)
            .await
            .unwrap();
        assert_eq!(
            kept.policy.is_some() && kept.prices.is_some(),
            may,
            "{role:?}"
        );
        assert!(
            kept.exclusions.is_empty(),
            "{role:?}: it was ended again, or never kept"
        );
        let page = browser.open("/t/contoso/settings").await.text;
        assert_eq!(
            page.contains("Set by robin@contoso.example on 22 November 2026"),
            may,
            "{role:?}"
        );
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_setting_is_said_beside_it_and_nothing_is_kept() {
    let folder = TempDir::new().unwrap();
    let site = common::site(folder.path(), true).await;
    let mut browser = Browser::new(router(site.clone()), HERE);
    for (form, fields, says) in [
        ("policy", &[("policy", "mine")][..], "policy"),
        ("prices", &[("currency", "euros")], "is no currency"),
        (
            "prices",
            &[("currency", "EUR"), ("price:SPE_E5", "<script>")],
            "is no price",
        ),
        (
            "prices",
            &[("currency", "EUR"), ("price:SPE_E5", "-1")],
            "SPE_E5",
        ),
        (
            "exclusions",
            &[("mailbox", " "), ("reason", "x")],
            "names no mailbox",
        ),
        (
            "exclusions",
            &[("mailbox", "<b>info</b>"), ("reason", "")],
            "has no reason",
        ),
        (
            "exclusions",
            &[("mailbox", "a"), ("reason", "b"), ("until", "soon")],
            "is no day",
        ),
        (
            "exclusions",
            &[("mailbox", "a"), ("reason", "b"), ("until", "2026-11-21")],
            "is over",
        ),
    ] {
        let answer = browser
            .send_form(&format!("/t/contoso/settings/{form}"), fields)
            .await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{form} {fields:?}"
        );
        let (_, fault) = answer.text.split_once("role=\"alert\"").unwrap();
        let fault = fault.split_once("</p>").unwrap().0;
        assert!(fault.contains(says), "{says}: {fault}");
        assert!(
            !answer.text.contains("<script>") && !answer.text.contains("<b>"),
            "{fields:?}"
        );
    }
    let owner = Caller::owner("alex", "web");
    let kept = site.engine.settings(&owner, common::CONTOSO).await.unwrap();
    assert_eq!(kept, engine::TenantSettings::default());

    let until = [
        ("mailbox", "info@contoso.example"),
        ("reason", "Court <b>"),
        ("until", "2026-12-31"),
    ];
    browser
        .send_form("/t/contoso/settings/exclusions", &until)
        .await;
    let page = browser.open("/t/contoso/settings").await.text;
    assert!(
        page.contains("Court &#60;b&#62;") && page.contains("31 December 2026"),
        "{page}"
    );
    let gone = [("mailbox", "INFO@contoso.example")];
    browser
        .send_form("/t/contoso/settings/exclusions/end", &gone)
        .await;
    assert!(
        browser
            .open("/t/contoso/settings?lang=nl")
            .await
            .text
            .contains("geen postvak met rust")
    );
}
