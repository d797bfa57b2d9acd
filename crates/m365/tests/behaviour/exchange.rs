//! Exchange: pages and their fallback, reads by identity, statistics.

use boxseat_m365::{Connection, Field, MailboxRow, ReadError, Statistics};
use futures_util::TryStreamExt as _;
use model::{ByteSize, MailboxGuid, RecipientKind};
use serde_json::{Value, json};
use wire::exchange::{LINK_EXPIRED, MORE_RESULTS, NOT_FOUND_TYPE};

use crate::support::{Reply, Script, Seen, account, batch, cmdlet_fault};

const LINK: &str = "https://outlook.office365.com/adminapi/beta/ff4a5e05-0649-491b-8829-ed60e1a5fcd5/InvokeCommand?%24skiptoken=QUQ=";

fn mailbox(n: u128) -> Value {
    json!({"ExternalDirectoryObjectId": account(n), "ExchangeGuid@data.type": "System.Guid",
        "ExchangeGuid": MailboxGuid::from_u128(n), "Alias": format!("box{n:06}"), "LitigationHoldOwner": "",
        "PrimarySmtpAddress": format!("box{n}@contoso.com"), "RecipientTypeDetails": "SharedMailbox",
        "ProhibitSendReceiveQuota": "50 GB (53,687,091,200 bytes)"})
}

fn answer(rows: &[Value], next: Option<&str>, warnings: &[&str]) -> Value {
    let mut body = json!({"@adminapi.warnings": warnings, "value": rows});
    if let Some(next) = next {
        body["@odata.nextLink"] = next.into();
    }
    body
}

async fn list(connection: &Connection) -> Result<Vec<MailboxRow>, ReadError> {
    let pages: Vec<_> = connection
        .mailboxes(&[RecipientKind::SharedMailbox])
        .try_collect()
        .await?;
    Ok(pages.into_iter().flat_map(|p| p.rows).collect())
}

#[tokio::test(start_paused = true)]
async fn pages_are_posted_again_with_the_same_body_and_anchor() {
    let script = Script::new(|_, nth| {
        let (rows, next) = if nth == 0 {
            ([mailbox(1)], Some(LINK))
        } else {
            ([mailbox(2)], None)
        };
        Reply::ok(&answer(&rows, next, &[]))
    });
    let rows = list(&script.connect()).await.unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].account(), Some(account(1)));
    let seen = script.seen();
    assert_eq!(
        (seen[1].url.as_str(), seen[1].method.as_str()),
        (LINK, "POST")
    );
    assert_eq!(seen[0].body, seen[1].body);
    assert_eq!(seen[0].parameter("ResultSize"), "Unlimited");
    assert_eq!(
        seen[0].parameter("RecipientTypeDetails"),
        &json!(["SharedMailbox"])
    );
    for s in &seen {
        assert!(
            s.header("x-anchormailbox")
                .starts_with("APP:SystemMailbox{bb558c35")
        );
        assert!(s.header("prefer").contains("odata.maxpagesize=1000"));
    }
}

/// A directory of 2,500 mailboxes behind an Exchange whose links do not hold.
fn keyset(seen: &Seen) -> Reply {
    // From the last one on, itself included.
    let from = seen.parameter("Filter").as_str().map_or(1, |filter| {
        let alias = filter.strip_prefix("Alias -gt 'box").unwrap();
        let (alias, rest) = alias.split_once('\'').unwrap();
        assert_eq!(rest, format!(" -or Alias -eq 'box{alias}'"));
        alias.parse::<u128>().unwrap()
    });
    let rows: Vec<Value> = (from..=2_500).take(1_000).map(mailbox).collect();
    Reply::ok(&answer(&rows, None, &[]))
}

#[tokio::test(start_paused = true)]
async fn a_link_that_does_not_hold_is_replaced_by_keyset_paging() {
    let expired = json!({"error": {"code": "BadRequest", "message": "Invalid Operation",
        "innererror": {"internalexception": {"message": LINK_EXPIRED}}}});
    let full = |link: Option<&str>, warnings: &[&str]| {
        let rows: Vec<Value> = (501..=1_500).map(mailbox).collect();
        Reply::ok(&answer(&rows, link, warnings))
    };
    let cases: Vec<(&str, Reply, Option<Reply>)> = vec![
        (
            "expired",
            full(Some(LINK), &[]),
            Some(Reply::json(400, &expired)),
        ),
        (
            "an empty body",
            full(Some(LINK), &[]),
            Some(Reply::text(200, "")),
        ),
        (
            "an empty page",
            full(Some(LINK), &[]),
            Some(Reply::ok(&answer(&[], None, &[]))),
        ),
        (
            "the same link",
            full(Some(LINK), &[]),
            Some(Reply::ok(&answer(&[mailbox(1)], Some(LINK), &[]))),
        ),
        (
            "another host",
            full(Some("https://outlook.example.net/adminapi"), &[]),
            None,
        ),
        (
            "no link where there is more",
            full(None, &[MORE_RESULTS]),
            None,
        ),
    ];
    for (name, first, second) in cases {
        let mut replies = [Some(first), second].into_iter().flatten();
        let script = Script::new(move |seen, _| replies.next().unwrap_or_else(|| keyset(seen)));
        let mut rows = list(&script.connect())
            .await
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        rows.sort_by_key(MailboxRow::account);
        rows.dedup_by_key(|row| row.account());
        assert_eq!(rows.len(), 2_500, "{name}");
        assert!(
            script
                .seen()
                .iter()
                .all(|s| s.url.starts_with("https://outlook.office365.com/")),
            "{name}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn keyset_paging_that_leads_nowhere_is_an_error() {
    let rows: Vec<Value> = (1..=1_000).map(mailbox).collect();
    let script = Script::new(move |_, _| Reply::ok(&answer(&rows, None, &[MORE_RESULTS])));
    let error = list(&script.connect()).await.unwrap_err();
    assert!(matches!(error, ReadError::Broken { .. }), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn a_list_ends_with_the_error_of_a_later_page() {
    let script = Script::new(|_, nth| match nth {
        0 => Reply::ok(&answer(&[mailbox(1)], Some(LINK), &[])),
        _ => Reply::text(403, &"\0".repeat(4096)).with("x-ms-diagnostics", "role missing"),
    });
    let error = list(&script.connect()).await.unwrap_err();
    assert!(
        matches!(&error, ReadError::Denied { status: 403, message, needs, .. }
        if message == "role missing" && needs.contains("Exchange.ManageAsApp")),
        "{error:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_read_by_id_is_one_row_of_that_id_or_an_error() {
    let everything: Vec<Value> = (1..=5).map(mailbox).collect();
    let no_id = json!({"ExternalDirectoryObjectId": "", "Alias": "x"});
    let gone = cmdlet_fault(NOT_FOUND_TYPE, "couldn't be found on 'A'.");
    let twins = cmdlet_fault(
        "X",
        "There are multiple recipients matching identity \"x\".",
    );
    for (name, status, body, expected) in [
        ("that one", 200, answer(&[mailbox(1)], None, &[]), "ok"),
        (
            "another",
            200,
            answer(&[mailbox(2)], None, &[]),
            "not_exactly_one",
        ),
        (
            "everything",
            200,
            answer(&everything, None, &[]),
            "not_exactly_one",
        ),
        ("nothing", 200, answer(&[], None, &[]), "not_exactly_one"),
        ("no id", 200, answer(&[no_id], None, &[]), "not_exactly_one"),
        ("not found", 404, gone.clone(), "not_found"),
        ("not found as 500", 500, gone.clone(), "not_found"),
        ("not found as 400", 400, gone, "not_found"),
        ("ambiguous as 500", 500, twins, "not_exactly_one"),
        ("no list", 200, json!({"value": null}), "broken_answer"),
    ] {
        let script =
            Script::new(move |seen, _| batch(seen, |_| json!({"status": status, "body": body})));
        let read = script.connect().mailboxes_by_id(&[account(1)]).await;
        assert_eq!(
            read[0].1.as_ref().map_or_else(ReadError::code, |_| "ok"),
            expected,
            "{name}: {read:?}"
        );
        assert_eq!(script.seen().len(), 1, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_that_passes_is_asked_again() {
    let busy = cmdlet_fault(
        "Microsoft.Exchange.Data.Directory.ADTransientException",
        "TransientException: try later",
    );
    let script = Script::new(move |seen, nth| {
        batch(seen, |_| match nth {
            0 => json!({"status": 400, "body": busy}),
            _ => json!({"status": 200, "body": answer(&[mailbox(1)], None, &[])}),
        })
    });
    assert!(
        script.connect().mailboxes_by_id(&[account(1)]).await[0]
            .1
            .is_ok()
    );
}

#[tokio::test(start_paused = true)]
async fn a_batch_of_exchange_has_ten_commands_with_absolute_urls_and_tokens() {
    let script = Script::new(|seen, _| {
        batch(seen, |item| {
            let id: String = item["body"]["CmdletInput"]["Parameters"]["Identity"]
                .as_str()
                .unwrap()
                .to_owned();
            json!({"status": 200, "body": {"value": [{"ExternalDirectoryObjectId": id}]}})
        })
    });
    let ids: Vec<_> = (1..=23).map(account).collect();
    let read = script.connect().cas_mailboxes(&ids).await;
    assert!(
        read.iter().all(
            |(id, row)| row.as_ref().unwrap().external_directory_object_id == Field::Value(*id)
        )
    );
    let seen = script.seen();
    let sizes: Vec<_> = seen
        .iter()
        .map(|s| s.body["requests"].as_array().unwrap().len())
        .collect();
    assert_eq!(sizes, [10, 10, 3]);
    let item = &seen[0].body["requests"][0];
    assert!(
        item["url"]
            .as_str()
            .unwrap()
            .starts_with("https://outlook.office365.com/adminapi/beta/")
    );
    assert!(
        item["headers"]["Authorization"]
            .as_str()
            .unwrap()
            .starts_with("Bearer ")
    );
}

#[tokio::test(start_paused = true)]
async fn a_mailbox_is_never_used_only_by_exchanges_own_word() {
    let warning = "The user hasn't logged on to mailbox 'x', so there is no data to return.";
    let row = |size: &str| json!({"MailboxGuid": MailboxGuid::from_u128(1), "TotalItemSize": size, "ItemCount": 3});
    let size = "2.4 GB (2,578,497,536 bytes)";
    for (name, body, expected) in [
        (
            "a row",
            answer(&[row(size)], None, &[]),
            Ok(Some(Field::Value(ByteSize(2_578_497_536)))),
        ),
        (
            "unlimited",
            answer(&[row("Unlimited")], None, &[]),
            Ok(Some(Field::Odd("Unlimited".to_owned()))),
        ),
        ("never used", answer(&[], None, &[warning]), Ok(None)),
        ("no row", answer(&[], None, &[]), Err("not_exactly_one")),
        (
            "no row and another warning",
            answer(&[], None, &["Something else."]),
            Err("not_exactly_one"),
        ),
        (
            "two rows",
            answer(&[row(size), row(size)], None, &[]),
            Err("not_exactly_one"),
        ),
        (
            "another mailbox",
            answer(
                &[json!({"MailboxGuid": MailboxGuid::from_u128(2)})],
                None,
                &[],
            ),
            Err("not_exactly_one"),
        ),
    ] {
        let script =
            Script::new(move |seen, _| batch(seen, |_| json!({"status": 200, "body": body})));
        let of = [(account(1), Some(MailboxGuid::from_u128(1)))];
        let read = script.connect().statistics(&of, false).await.remove(0).1;
        let read = match &read {
            Ok(Statistics::Row(row)) => Ok(Some(row.total_item_size.clone())),
            Ok(Statistics::NeverUsed) => Ok(None),
            Err(error) => Err(error.code()),
        };
        assert_eq!(read, expected, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_name_must_be_borne_by_the_row() {
    let everything: Vec<Value> = (1..=3).map(mailbox).collect();
    for (identity, rows, expected) in [
        ("BOX1@contoso.com", vec![mailbox(1)], "some"),
        ("box000001", vec![mailbox(1)], "some"),
        (
            "00000000-0000-0000-0000-000000000001",
            vec![mailbox(1)],
            "some",
        ),
        ("other@contoso.com", vec![mailbox(1)], "not_exactly_one"),
        ("box1@contoso.com", everything, "not_exactly_one"),
        ("box9@contoso.com", vec![], "none"),
    ] {
        let script = Script::of(vec![Reply::ok(&answer(&rows, None, &[]))]);
        let read = script.connect().mailbox_named(identity).await;
        let read = read.as_ref().map_or_else(ReadError::code, |row| {
            row.as_ref().map_or("none", |_| "some")
        });
        assert_eq!(read, expected, "{identity}");
    }
    let script = Script::of(vec![]);
    assert!(
        script.connect().mailbox_named("  ").await.is_err(),
        "an empty identity may return everything"
    );
    assert!(script.seen().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_redirect_is_followed_within_the_family_only() {
    let config = Reply::ok(&answer(
        &[json!({"Name": "contoso", "InPlaceHolds": ["mbx1:2"]})],
        None,
        &[],
    ));
    let to =
        |host: &str| Reply::text(307, "").with("Location", &format!("https://{host}/adminapi/x"));
    let script = Script::of(vec![to("eur01.outlook.office365.com"), config]);
    let row = script.connect().organization_config().await.unwrap();
    assert_eq!(row.in_place_holds, Field::Value(vec!["mbx1:2".to_owned()]));
    assert!(
        script.seen()[1]
            .url
            .starts_with("https://eur01.outlook.office365.com/")
    );

    let script = Script::of(vec![to("outlook.example.net")]);
    assert!(script.connect().organization_config().await.is_err());
    assert_eq!(script.seen().len(), 1, "the token stays at home");
}

#[tokio::test(start_paused = true)]
async fn calls_wait_when_the_window_is_used_up() {
    let config = || {
        Reply::ok(&answer(&[json!({"Name": "contoso"})], None, &[]))
            .with("Date", "Sat, 25 Jul 2026 08:00:00 GMT")
            .with("Rate-Limit-Remaining", "3")
            .with("Rate-Limit-Reset", "2026-07-25T08:00:16.365Z")
    };
    let script = Script::of(vec![config(), config()]);
    let connection = script.connect();
    connection.organization_config().await.unwrap();
    connection.organization_config().await.unwrap();
    assert_eq!(script.times(), [0, 16_365]);
}
