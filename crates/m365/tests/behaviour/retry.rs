//! What is asked again, when, and what never is.

use crate::support::{Reply, Script, account, batch, fault};
use boxseat_m365::{LicenseChange, ReadError, RefusalKind, SignInRow, UserSelect, WriteEnd};
use model::{SignIn, SkuId};
use serde_json::json;

fn user() -> Reply {
    Reply::ok(&json!({"id": account(1), "userPrincipalName": "info@contoso.com"}))
}

#[tokio::test(start_paused = true)]
async fn a_read_is_repeated_while_it_may_pass() {
    let busy = || Reply::json(429, &fault("TooManyRequests", "Please retry again later."));
    for (name, replies, requests) in [
        ("at once", vec![user()], 1),
        ("429", vec![busy(), user()], 2),
        (
            "429 with a wish",
            vec![busy().with("Retry-After", "315"), user()],
            2,
        ),
        ("503", vec![Reply::text(503, "<html>"), user()], 2),
        ("504", vec![Reply::text(504, ""), user()], 2),
        (
            "409",
            vec![
                Reply::json(409, &fault("Directory_ConcurrencyViolation", "")),
                user(),
            ],
            2,
        ),
        (
            "500 twice",
            vec![Reply::text(500, ""), Reply::text(502, ""), user()],
            3,
        ),
        ("reset", vec![Reply::MaybeSent, user()], 2),
        ("refused", vec![Reply::NotSent, user()], 2),
        ("silence", vec![Reply::Silence, user()], 2),
        (
            "401 once",
            vec![
                Reply::json(401, &fault("InvalidAuthenticationToken", "")),
                user(),
            ],
            2,
        ),
    ] {
        let script = Script::of(replies);
        let read = script
            .connect()
            .user("info@contoso.com", UserSelect::STATE)
            .await;
        assert!(matches!(read, Ok(Some(_))), "{name}: {read:?}");
        assert_eq!(script.seen().len(), requests, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_read_that_cannot_pass_ends_at_once_and_says_why() {
    let denied = Reply::json(
        403,
        &fault("Authorization_RequestDenied", "Insufficient privileges"),
    );
    let page = Reply::text(403, "<html>gateway</html>").with("content-type", "text/html");
    for (name, reply, expected) in [
        ("403", denied, "Authorization_RequestDenied"),
        ("a gateway's page", page, "denied"),
        (
            "400",
            Reply::json(400, &fault("Request_BadRequest", "Invalid page size")),
            "Request_BadRequest",
        ),
        (
            "an empty code",
            Reply::json(400, &fault("", "Invalid page size")),
            "service_error",
        ),
        (
            "an unknown refusal",
            Reply::text(418, "teapot"),
            "service_error",
        ),
        (
            "another account",
            Reply::ok(&json!({"id": account(2)})),
            "not_exactly_one",
        ),
        (
            "no id",
            Reply::ok(&json!({"displayName": "Info"})),
            "broken_answer",
        ),
        ("nothing", Reply::text(200, " "), "broken_answer"),
        (
            "a page of HTML",
            Reply::text(200, "<html>"),
            "broken_answer",
        ),
    ] {
        let script = Script::of(vec![reply.with("request-id", "r-1")]);
        let error = script
            .connect()
            .user("info@contoso.com", UserSelect::STATE)
            .await
            .unwrap_err();
        assert_eq!(error.code(), expected, "{name}: {error:?}");
        assert_eq!(script.seen().len(), 1, "{name}");
        if !matches!(error, ReadError::NotExactlyOne { .. }) {
            assert_eq!(
                error.request_id().map(|id| id.0.as_str()),
                Some("r-1"),
                "{name}: {error:?}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn patience_ends() {
    let always = |status: u16, wish: &'static str| {
        Script::new(move |_, _| {
            Reply::json(status, &fault("TooManyRequests", "")).with("Retry-After", wish)
        })
    };
    let script = always(429, "315");
    let error = script
        .connect()
        .user("x", UserSelect::STATE)
        .await
        .unwrap_err();
    assert!(matches!(error, ReadError::Throttled { .. }), "{error:?}");
    assert_eq!(
        script.times(),
        [0, 315_000, 630_000],
        "a quarter of an hour, not longer"
    );

    let script = always(429, "0");
    assert!(script.connect().user("x", UserSelect::STATE).await.is_err());
    assert_eq!(script.seen().len(), 9);

    let script = Script::new(|_, _| Reply::text(500, ""));
    let error = script
        .connect()
        .user("x", UserSelect::STATE)
        .await
        .unwrap_err();
    assert!(
        matches!(error, ReadError::Service { status: 500, .. }),
        "{error:?}"
    );
    assert_eq!(
        script.seen().len(),
        3,
        "a server error is repeated sparingly"
    );
}

#[tokio::test(start_paused = true)]
async fn a_wish_is_kept_to_the_millisecond_in_all_its_forms() {
    for (wish, waits) in [
        ("7", 7_000),
        ("2.128", 2_128),
        ("Sat, 25 Jul 2026 08:00:30 GMT", 30_000),
    ] {
        let busy = Reply::text(429, "")
            .with("Retry-After", wish)
            .with("Date", "Sat, 25 Jul 2026 08:00:00 GMT");
        let script = Script::of(vec![busy, user()]);
        script
            .connect()
            .user("info@contoso.com", UserSelect::STATE)
            .await
            .unwrap();
        assert_eq!(script.times(), [0, waits], "{wish}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_that_never_answered_is_told_soon() {
    let script = Script::with_tokens(|_, _| Reply::NotSent);
    let begun = tokio::time::Instant::now();
    let error = script.connect().subscribed_skus().await.unwrap_err();
    assert!(
        matches!(&error, ReadError::Unreached { host, .. } if host == "https://login.microsoftonline.com")
    );
    assert!(begun.elapsed().as_secs() <= 2);
    assert_eq!(script.seen().len(), 2);
}

fn sku() -> SkuId {
    SkuId::from_u128(0xe3)
}

/// How a write of one account ends, and how often it was sent.
async fn write(replies: Vec<Reply>) -> (WriteEnd, usize) {
    let script = Script::of(replies);
    let change = LicenseChange::remove([sku()]);
    let mut ends = script.connect().assign(&[(account(1), change)]).await;
    assert_eq!(ends.len(), 1);
    (ends.remove(0).1, script.seen().len())
}

fn item(status: u16, body: &serde_json::Value) -> Reply {
    let item = json!({"id": "1", "status": status, "headers": {"request-id": "r-2"}, "body": body});
    Reply::ok(&json!({"responses": [item]}))
}

#[tokio::test(start_paused = true)]
async fn a_write_is_repeated_only_when_it_was_certainly_not_applied() {
    let done = || item(200, &json!({"id": account(1)}));
    let conflict = || item(409, &fault("Directory_ConcurrencyViolation", ""));
    for (name, replies, requests) in [
        ("at once", vec![done()], 1),
        (
            "whole call throttled",
            vec![Reply::text(429, ""), done()],
            2,
        ),
        ("whole call never sent", vec![Reply::NotSent, done()], 2),
        ("whole call 401", vec![Reply::text(401, ""), done()], 2),
        ("item throttled", vec![item(429, &json!(null)), done()], 2),
        ("item 409", vec![conflict(), conflict(), done()], 3),
        ("item 401", vec![item(401, &json!(null)), done()], 2),
    ] {
        let (end, sent) = write(replies).await;
        assert!(
            matches!(&end, WriteEnd::Written(id) if id.0 == "r-2"),
            "{name}: {end:?}"
        );
        assert_eq!(sent, requests, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_that_may_have_been_applied_is_never_sent_twice() {
    let twice = json!({"id": "1", "status": 200});
    let replies = [
        ("reset", Reply::MaybeSent),
        ("silence", Reply::Silence),
        ("whole call 500", Reply::text(500, "")),
        ("whole call 502", Reply::text(502, "")),
        (
            "whole call 503",
            Reply::text(503, "").with("Retry-After", "1"),
        ),
        ("whole call 504", Reply::text(504, "")),
        (
            "whole call 302",
            Reply::text(302, "").with("Location", "https://graph.microsoft.com/x"),
        ),
        ("unreadable", Reply::text(200, "{\"responses\":")),
        ("empty", Reply::text(200, "")),
        ("no list", Reply::ok(&json!({"responses": {}}))),
        ("no item", Reply::ok(&json!({"responses": []}))),
        (
            "another item",
            Reply::ok(&json!({"responses": [{"id": "2", "status": 200}]})),
        ),
        (
            "two answers",
            Reply::ok(&json!({"responses": [twice, twice]})),
        ),
        ("item 500", item(500, &json!(null))),
        ("item 503", item(503, &json!(null))),
        ("item 504", item(504, &json!(null))),
    ];
    for (name, reply) in replies {
        let (end, sent) = write(vec![reply]).await;
        let WriteEnd::MaybeApplied(lost) = end else {
            panic!("{name}: {end:?}")
        };
        assert!(lost.request_id.is_some(), "{name}: support can find it");
        assert_eq!(sent, 1, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_told_by_its_text() {
    use RefusalKind::{
        Denied, Depends, Exclusive, Inherited, NoLicenses, NotAssigned, NotFound, Unknown,
        UnknownSku, UsageLocation,
    };
    for (status, message, kind) in [
        (
            400,
            "Subscription with SKU 05e9a617 does not have any available licenses.",
            NoLicenses,
        ),
        (
            400,
            "License assignment cannot be done for user with invalid usage location",
            UsageLocation,
        ),
        (
            400,
            "User does not have a corresponding license.",
            NotAssigned,
        ),
        (400, wire::graph::refusal::INHERITED, Inherited),
        (
            400,
            "License assignment failed because service plans a, b are mutually exclusive.",
            Exclusive,
        ),
        (
            400,
            "License assignment failed because service plan a depends on the service plan(s) b",
            Depends,
        ),
        (
            400,
            "License x does not correspond to a valid company License.",
            UnknownSku,
        ),
        (400, "Something new.", Unknown),
        (400, "", Unknown),
        (
            403,
            "Insufficient privileges to complete the operation.",
            Denied,
        ),
        (404, "Resource 'x' does not exist", NotFound),
    ] {
        let (end, sent) = write(vec![item(status, &fault("Request_BadRequest", message))]).await;
        let WriteEnd::NotApplied(refusal) = end else {
            panic!("{message}: {end:?}")
        };
        assert_eq!(
            (refusal.kind, refusal.message.as_str(), sent),
            (kind, message, 1)
        );
        assert_eq!(refusal.request_id.unwrap().0, "r-2");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_of_the_whole_batch_is_everyones() {
    for (status, kind) in [(400, RefusalKind::Unknown), (403, RefusalKind::Denied)] {
        let (end, _) = write(vec![Reply::json(status, &fault("x", "no"))]).await;
        assert!(
            matches!(&end, WriteEnd::NotApplied(r) if r.kind == kind),
            "{end:?}"
        );
    }
    let script = Script::new(|_, _| Reply::text(429, "").with("Retry-After", "300"));
    let ends = script
        .connect()
        .set_sign_in(&[(account(1), SignIn::Blocked)])
        .await;
    assert!(matches!(&ends[0].1, WriteEnd::NotApplied(r) if r.kind == RefusalKind::Throttled));
    assert_eq!(
        script.times(),
        [0, 300_000],
        "a write gives up before its facts are old"
    );
    let script = Script::new(|_, _| Reply::text(401, ""));
    let ends = script
        .connect()
        .set_sign_in(&[(account(1), SignIn::Blocked)])
        .await;
    assert!(matches!(&ends[0].1, WriteEnd::NotApplied(r) if r.kind == RefusalKind::Denied));
    assert_eq!(script.seen().len(), 2, "one fresh token, not more");
}

#[tokio::test(start_paused = true)]
async fn a_read_only_connection_sends_no_write() {
    let script = Script::with_tokens(|_, _| Reply::text(500, ""));
    let connection = script.connect_as(|info| info.write = None);
    let change = LicenseChange::remove([sku()]);
    for (_, end) in connection
        .assign(&[(account(1), change.clone()), (account(2), change)])
        .await
    {
        assert!(matches!(end, WriteEnd::NotApplied(r) if r.kind == RefusalKind::ReadOnly));
    }
    let ends = connection
        .set_sign_in(&[(account(1), SignIn::Blocked)])
        .await;
    assert!(matches!(&ends[0].1, WriteEnd::NotApplied(r) if r.kind == RefusalKind::ReadOnly));
    assert!(script.seen().is_empty(), "not even a token was asked for");
}

#[tokio::test(start_paused = true)]
async fn sign_ins_are_read_fifteen_at_a_time_and_each_absence_twice() {
    let script = Script::new(|seen, _| {
        if seen.path().ends_with("$batch") {
            return batch(seen, |item| {
                let id = item["url"].as_str().unwrap()[7..43].to_owned();
                json!({"status": 200, "body": {"id": id}})
            });
        }
        let rows: Vec<_> = (1..=15)
            .filter(|n| {
                seen.url
                    .contains(&account(*n).to_string().replace('-', "%2D"))
            })
            .map(|n| {
                json!({"id": account(n),
                "signInActivity": {"lastSuccessfulSignInDateTime": "0001-01-01T00:00:00Z"}})
            })
            .collect();
        Reply::ok(&json!({"value": rows}))
    });
    let ids: Vec<_> = (1..=16).map(account).collect();
    let read = script.connect().sign_in_activity(&ids).await;
    assert_eq!(read.len(), 16);
    let row = |n: usize| -> &SignInRow { read[n].1.as_ref().unwrap() };
    assert!(
        row(0)
            .sign_in_activity
            .value()
            .unwrap()
            .last_successful
            .is_empty(),
        "the zero date is none"
    );
    assert!(row(15).sign_in_activity.is_empty());
    assert_eq!(script.seen().len(), 3, "two lists, one second look");
}

#[tokio::test(start_paused = true)]
async fn a_tenant_without_entra_p1_is_asked_once() {
    let script = Script::new(|_, _| {
        Reply::json(
            403,
            &fault(wire::graph::code::NON_PREMIUM, "Neither tenant is B2C"),
        )
    });
    let ids: Vec<_> = (1..=40).map(account).collect();
    let read = script.connect().sign_in_activity(&ids).await;
    assert!(
        read.iter()
            .all(|(_, r)| matches!(r, Err(ReadError::NotOffered { .. })))
    );
    assert_eq!(script.seen().len(), 1);
}
