//! Tokens: when they are fetched, and that neither they nor the secret show anywhere.

use std::time::Duration;

use boxseat_m365::{LicenseChange, ReadError, RefusalKind, WriteEnd};
use model::CloudId;
use serde_json::json;

use crate::support::{Reply, SECRET, Script, Seen, TENANT, TOKEN, account, fault, token};

fn is_token(seen: &Seen) -> bool {
    seen.path().ends_with("/token")
}

fn none() -> Reply {
    Reply::ok(&json!({"value": []}))
}

#[tokio::test(start_paused = true)]
async fn a_token_is_asked_for_as_entra_wants_it_and_kept() {
    let script = Script::with_tokens(|seen, _| {
        if is_token(seen) {
            Reply::ok(&token(3599))
        } else {
            none()
        }
    });
    let connection = script.connect();
    let (one, two) = tokio::join!(connection.subscribed_skus(), connection.subscriptions());
    one.unwrap();
    two.unwrap();
    let seen = script.seen();
    assert_eq!(
        seen.iter().filter(|s| is_token(s)).count(),
        1,
        "a crowd fetches one"
    );
    let asked = &seen[0];
    assert_eq!(
        asked.url,
        format!("https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token")
    );
    assert_eq!(
        asked.header("content-type"),
        "application/x-www-form-urlencoded"
    );
    assert_eq!(
        asked.form,
        "client_id=app&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default\
         &client_secret=s3cret-of-contoso&grant_type=client_credentials"
    );
    assert_eq!(seen[1].header("authorization"), format!("Bearer {TOKEN}"));
    assert!(!seen[1].header("client-request-id").is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_before_it_ends_and_once_after_a_401() {
    let script = Script::with_tokens(|seen, nth| match nth {
        _ if is_token(seen) => Reply::ok(&token(3600)),
        5 => Reply::json(401, &fault("InvalidAuthenticationToken", "")),
        _ => none(),
    });
    let connection = script.connect();
    connection.subscribed_skus().await.unwrap();
    tokio::time::advance(Duration::from_secs(3600 - 301)).await;
    connection.subscribed_skus().await.unwrap();
    tokio::time::advance(Duration::from_secs(2)).await;
    connection.subscribed_skus().await.unwrap();
    connection.subscribed_skus().await.unwrap();
    let kinds: Vec<bool> = script.seen().iter().map(is_token).collect();
    // The last read is refused once (the sixth request) and goes again with a fresh token.
    assert_eq!(kinds, [true, false, false, true, false, false, true, false]);
}

#[tokio::test(start_paused = true)]
async fn the_scope_follows_the_resource() {
    let script = Script::with_tokens(|seen, _| {
        if is_token(seen) {
            Reply::ok(&token(3599))
        } else {
            none()
        }
    });
    let far = script.connect();
    let near = script.connect_as(|info| {
        for url in [&mut info.authority, &mut info.graph, &mut info.exchange] {
            *url = "http://127.0.0.1:8080".parse().unwrap();
        }
        info.cloud = CloudId::China;
    });
    for connection in [far, near] {
        let _ = connection.organization_config().await;
    }
    let scopes: Vec<String> = script
        .seen()
        .into_iter()
        .filter(is_token)
        .map(|s| {
            s.form
                .split('&')
                .find(|p| p.starts_with("scope"))
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(
        scopes,
        [
            "scope=https%3A%2F%2Foutlook.office365.com%2F.default",
            "scope=https%3A%2F%2Foutlook.office365.cn%2F.default",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_wrong_secret_is_told_at_once_and_never_shown() {
    let script = Script::with_tokens(|_, _| {
        let body = json!({"error": "invalid_client", "error_codes": [7_000_215], "trace_id": "t-1",
            "error_description": "AADSTS7000215: Invalid client secret is provided.\r\nTrace ID: t-1\r\nCorrelation ID: c"});
        Reply::json(401, &body)
    });
    let connection = script.connect();
    let error = connection.subscribed_skus().await.unwrap_err();
    let ReadError::Unauthorized {
        error: code,
        aadsts,
        message,
        trace_id,
    } = &error
    else {
        panic!("{error:?}")
    };
    assert_eq!(
        (code.as_str(), *aadsts),
        ("invalid_client", Some(7_000_215))
    );
    assert_eq!(message, "AADSTS7000215: Invalid client secret is provided.");
    assert_eq!(trace_id.as_ref().unwrap().0, "t-1");
    assert_eq!(script.seen().len(), 1);
    let ends = connection
        .assign(&[(account(1), LicenseChange::default())])
        .await;
    assert!(matches!(&ends[0].1, WriteEnd::NotApplied(r) if r.kind == RefusalKind::NotSent));
    let shown = format!(
        "{error} {error:?} {connection:?} {ends:?} {:?}",
        connection.meter()
    );
    assert!(!shown.contains(SECRET) && !shown.contains(TOKEN), "{shown}");
}

#[tokio::test(start_paused = true)]
async fn a_token_endpoint_that_is_busy_is_asked_again() {
    let busy = |code: u32| json!({"error": "temporarily_unavailable", "error_codes": [code]});
    for reply in [
        Reply::json(429, &busy(90055)),
        Reply::json(400, &busy(90033)),
        Reply::text(503, ""),
    ] {
        let mut first = Some(reply);
        let script = Script::with_tokens(move |seen, _| match first.take() {
            Some(reply) => reply,
            None if is_token(seen) => Reply::ok(&token(60)),
            None => none(),
        });
        script.connect().subscribed_skus().await.unwrap();
        assert_eq!(script.seen().len(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_without_a_token_shows_nothing_of_itself() {
    let odd = json!({"access_token": {"hidden": TOKEN}, "expires_in": TOKEN});
    let script = Script::with_tokens(move |_, _| Reply::ok(&odd));
    let error = script.connect().subscribed_skus().await.unwrap_err();
    assert!(matches!(error, ReadError::Broken { .. }));
    assert!(!format!("{error} {error:?}").contains(TOKEN));
}

#[tokio::test(start_paused = true)]
async fn the_services_clock_is_learnt_from_its_answers() {
    let script = Script::new(|_, _| none().with("Date", "Sat, 25 Jul 2026 09:30:00 GMT"));
    let connection = script.connect();
    assert_eq!(connection.service_now().to_string(), "2026-07-25T08:00:00Z");
    connection.subscribed_skus().await.unwrap();
    assert_eq!(connection.service_now().to_string(), "2026-07-25T09:30:00Z");
}
