//! Lists of Graph: whole, or an error.

use boxseat_m365::{Page, ReadError, UserFilter, UserQuery, UserRow, UserSelect};
use futures_util::TryStreamExt as _;
use model::{AssignedBy, GroupId, SkuId};
use serde_json::{Value, json};

use crate::support::{Reply, Script, account, fault};

fn rows(from: u128, to: u128) -> Vec<Value> {
    (from..=to).map(|n| json!({"id": account(n)})).collect()
}

fn page(from: u128, to: u128, next: Option<&str>, count: Option<u64>) -> Reply {
    let mut body = json!({"value": rows(from, to)});
    if let Some(next) = next {
        body["@odata.nextLink"] = next.into();
    }
    if let Some(count) = count {
        body["@odata.count"] = count.into();
    }
    Reply::ok(&body)
}

const NEXT: &str = "https://graph.microsoft.com/v1.0/users?$skiptoken=a";

async fn list(
    replies: Vec<Reply>,
) -> (
    Result<Vec<Page<UserRow>>, ReadError>,
    Vec<crate::support::Seen>,
) {
    let script = Script::of(replies);
    let query = UserQuery::new(UserSelect::REVIEW, UserFilter::Licensed);
    let read = script.connect().users(&query).try_collect().await;
    (read, script.seen())
}

#[tokio::test(start_paused = true)]
async fn a_list_follows_its_links_and_carries_its_headers() {
    let (read, seen) = list(vec![
        page(1, 3, Some(NEXT), Some(4)),
        page(4, 4, None, None),
    ])
    .await;
    let read = read.unwrap();
    assert_eq!(
        read.iter().map(|p| p.rows.len()).collect::<Vec<_>>(),
        [3, 1]
    );
    assert_eq!(read[0].total, Some(4));
    assert!(
        seen[0]
            .url
            .contains("$top=999&$filter=assignedLicenses%2F%24count%20ne%200&$count=true")
    );
    assert_eq!(seen[1].url, NEXT, "followed as it stands");
    assert!(
        seen.iter()
            .all(|s| s.header("consistencylevel") == "eventual")
    );
}

#[tokio::test(start_paused = true)]
async fn a_broken_list_is_never_a_short_one() {
    let first = |next: &str| page(1, 3, Some(next), None);
    for (name, replies) in [
        (
            "another host",
            vec![first("https://graph.example.net/v1.0/users?$skiptoken=a")],
        ),
        (
            "another port",
            vec![first(
                "https://graph.microsoft.com:444/v1.0/users?$skiptoken=a",
            )],
        ),
        (
            "no TLS",
            vec![first("http://graph.microsoft.com/v1.0/users?$skiptoken=a")],
        ),
        (
            "the same link again",
            vec![first(NEXT), page(4, 6, Some(NEXT), None)],
        ),
        (
            "an empty body after a link",
            vec![first(NEXT), Reply::text(200, "")],
        ),
        (
            "no list after a link",
            vec![first(NEXT), Reply::ok(&json!({}))],
        ),
        (
            "a value that is no list",
            vec![Reply::ok(&json!({"value": {"id": account(1)}}))],
        ),
        (
            "a row without id",
            vec![Reply::ok(&json!({"value": [{"displayName": "x"}]}))],
        ),
        ("a page cut short", vec![page(1, 200, None, Some(250))]),
        ("no content", vec![Reply::text(204, "")]),
    ] {
        let (read, _) = list(replies).await;
        assert!(
            matches!(read, Err(ReadError::Broken { .. })),
            "{name}: {read:?}"
        );
    }
    let (read, _) = list(vec![
        first(NEXT),
        Reply::json(400, &fault("Request_BadRequest", "expired")),
    ])
    .await;
    assert!(
        matches!(read, Err(ReadError::Service { status: 400, .. })),
        "{read:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn people_may_leave_while_a_long_list_is_read() {
    let (read, _) = list(vec![page(1, 990, None, Some(999))]).await;
    assert!(read.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_count_is_plain_text() {
    for (text, count) in [
        ("4711", Some(4711)),
        ("\u{feff}12\r\n", Some(12)),
        ("", None),
        ("many", None),
    ] {
        let script = Script::of(vec![Reply::text(200, text)]);
        let read = script.connect().count_users(&UserFilter::Licensed).await;
        assert_eq!(read.as_ref().ok().copied(), count, "{text}: {read:?}");
        let seen = &script.seen()[0];
        assert_eq!(
            (seen.header("accept"), seen.header("consistencylevel")),
            ("text/plain", "eventual")
        );
    }
}

#[tokio::test(start_paused = true)]
async fn licences_are_read_with_their_sources() {
    let (sku, group) = (SkuId::from_u128(0xe3), GroupId::from_u128(9));
    let body = json!({"id": account(1), "accountEnabled": false, "onPremisesSyncEnabled": null,
        "assignedLicenses": [{"skuId": sku, "disabledPlans": []}],
        "licenseAssignmentStates": [
            {"skuId": sku, "assignedByGroup": null, "disabledPlans": [], "state": " Active ", "error": "None"},
            {"skuId": sku, "assignedByGroup": group, "disabledPlans": [], "state": "Active", "error": null},
            {"state": "Error", "error": "CountViolation"}], "unknown": {}});
    let script = Script::of(vec![Reply::ok(&body)]);
    let user = script
        .connect()
        .user(&account(1).to_string(), UserSelect::STATE)
        .await
        .unwrap()
        .unwrap();
    let states = user.license_assignment_states.value().unwrap();
    let (found, direct) = states[0].source().unwrap();
    assert_eq!(
        (found, direct.by, direct.is_active()),
        (sku, AssignedBy::Direct, true)
    );
    assert_eq!(states[0].error, None);
    assert_eq!(states[1].by, Some(AssignedBy::Group(group)));
    assert_eq!(
        (states[2].sku, states[2].by, states[2].source()),
        (None, None, None)
    );
    assert_eq!(states[2].error.as_deref(), Some("CountViolation"));
    assert!(
        user.on_premises_sync_enabled.is_empty() && user.account_enabled.value() == Some(&false)
    );
}

#[tokio::test(start_paused = true)]
async fn the_organisation_is_the_one_of_the_connection() {
    for (ids, good) in [(vec![crate::support::TENANT], true), (vec![], false)] {
        let value: Vec<Value> = ids
            .iter()
            .map(|id| json!({"id": id, "displayName": "Contoso"}))
            .collect();
        let script = Script::of(vec![Reply::ok(&json!({"value": value}))]);
        assert_eq!(script.connect().organization().await.is_ok(), good);
    }
    let other = json!({"value": [{"id": account(5)}]});
    let error = Script::of(vec![Reply::ok(&other)])
        .connect()
        .organization()
        .await
        .unwrap_err();
    assert!(matches!(
        error,
        ReadError::NotExactlyOne {
            rows: 1,
            found: Some(_),
            ..
        }
    ));
}
