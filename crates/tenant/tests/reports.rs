//! Usage reports from outside: the redirect, the download, the CSV.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail like tests")]

#[path = "exchange/world.rs"]
#[expect(dead_code, reason = "the Exchange tests use the rest of it")]
mod world;

use axum::body::Body;
use boxseat_tenant::{Profile, Seed};
use http::Request;
use jiff::SignedDuration;
use model::CloudId;

use crate::world::{Answer, BASE, World};

const MAILBOXES: &str = "getMailboxUsageDetail(period='D7')";
const USERS: &str = "getOffice365ActiveUserDetail(period='D30')";
const ONEDRIVES: &str = "getOneDriveUsageAccountDetail(period='D180')";
const GRAPH: &str = "https://graph.microsoft.com/.default";

async fn ask(world: &World, report: &str) -> Answer {
    let token = world.token_for(GRAPH).await;
    let request = Request::get(format!("{BASE}/v1.0/reports/{report}"))
        .header("authorization", format!("Bearer {token}"));
    world.send(request.body(Body::empty()).unwrap()).await
}

async fn location(world: &World, report: &str) -> String {
    let answer = ask(world, report).await;
    assert_eq!(
        answer.status,
        302,
        "{}",
        String::from_utf8_lossy(&answer.bytes)
    );
    assert_eq!(answer.header("content-type"), "text/plain");
    assert!(answer.bytes.is_empty());
    answer.header("location").to_owned()
}

async fn fetch(world: &World, url: &str, token: Option<&str>) -> Answer {
    let mut request = Request::get(url);
    if let Some(token) = token {
        request = request.header("authorization", token);
    }
    world.send(request.body(Body::empty()).unwrap()).await
}

/// A CSV by column names.
struct Csv {
    columns: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Csv {
    async fn of(world: &World, report: &str) -> Self {
        let file = fetch(world, &location(world, report).await, None).await;
        assert_eq!(file.status, 200);
        assert_eq!(file.header("content-type"), "application/octet-stream");
        let text = file
            .bytes
            .strip_prefix(b"\xEF\xBB\xBF")
            .expect("a byte order mark");
        assert!(text.ends_with(b"\r\n"));
        let mut reader = csv::Reader::from_reader(text);
        let columns = reader
            .headers()
            .unwrap()
            .iter()
            .map(str::to_owned)
            .collect();
        Self {
            columns,
            rows: reader.records().map(Result::unwrap).collect(),
        }
    }

    fn column(&self, name: &str) -> Vec<&str> {
        let at = self
            .columns
            .iter()
            .position(|column| column == name)
            .unwrap_or_else(|| panic!("no column {name}"));
        self.rows.iter().map(|row| &row[at]).collect()
    }

    /// A cell of the row whose first such column has a value.
    fn cell(&self, key: &str, value: &str, name: &str) -> &str {
        let at = self
            .column(key)
            .iter()
            .position(|cell| *cell == value)
            .unwrap_or_else(|| panic!("no row {value}"));
        self.column(name)[at]
    }
}

async fn open_names() -> World {
    let world = World::new().await;
    world.set("reports.concealed", "0");
    world
}

#[tokio::test]
async fn the_mailbox_report_has_its_columns_and_every_mailbox() {
    let world = open_names().await;
    let csv = Csv::of(&world, MAILBOXES).await;
    assert_eq!(
        csv.columns.join(","),
        "Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Created Date,Last Activity Date,\
         Item Count,Storage Used (Byte),Issue Warning Quota (Byte),Prohibit Send Quota (Byte),\
         Prohibit Send/Receive Quota (Byte),Deleted Item Count,Deleted Item Size (Byte),Deleted Item Quota (Byte),\
         Has Archive,Report Period"
    );
    let known = world
        .ids("m.created_at < strftime('%s', '2026-11-21') * 1000")
        .len();
    assert!(csv.rows.len() >= known, "deleted ones come on top");
    assert!(
        csv.column("Report Refresh Date")
            .iter()
            .all(|day| *day == "2026-11-20")
    );
    assert!(
        csv.column("Report Period")
            .iter()
            .all(|period| *period == "7")
    );
    for bytes in csv.column("Storage Used (Byte)") {
        bytes.parse::<u64>().unwrap();
    }

    let id = world.id("m.size_bytes > 0 AND m.created_at < strftime('%s', '2026-11-01') * 1000");
    let read = |column: &str| -> String {
        let sql = format!("SELECT {column} FROM account JOIN mailbox ON account = n WHERE id = ?1");
        world.file.query_row(&sql, [&id], |row| row.get(0)).unwrap()
    };
    let upn = read("upn");
    let key = "User Principal Name";
    assert_eq!(
        csv.cell(key, &upn, "Storage Used (Byte)"),
        read("CAST(size_bytes AS TEXT)")
    );
    assert_eq!(
        csv.cell(key, &upn, "Prohibit Send/Receive Quota (Byte)"),
        read("CAST(quota_receive AS TEXT)")
    );
    assert_eq!(csv.cell(key, &upn, "Is Deleted"), "False");
}

#[tokio::test]
async fn a_deleted_account_is_marked_and_a_young_one_is_missing() {
    let world = open_names().await;
    let old = "m.created_at < strftime('%s', '2026-11-01') * 1000 AND a.created_at < strftime('%s', '2026-11-01') * 1000";
    let (gone, young) = (world.ids(old)[0].clone(), world.ids(old)[1].clone());
    let upn = |id: &str| -> String {
        world
            .file
            .query_row("SELECT upn FROM account WHERE id = ?1", [id], |row| {
                row.get(0)
            })
            .unwrap()
    };
    let (gone_upn, young_upn) = (upn(&gone), upn(&young));
    world
        .file
        .execute(
            "UPDATE account SET deleted_at = strftime('%s', '2026-11-15') * 1000 WHERE id = ?1",
            [&gone],
        )
        .unwrap();
    world
        .file
        .execute("UPDATE mailbox SET created_at = strftime('%s', '2026-11-21') * 1000 WHERE account = (SELECT n FROM account WHERE id = ?1)", [&young])
        .unwrap();
    let csv = Csv::of(&world, MAILBOXES).await;
    assert_eq!(
        csv.cell("User Principal Name", &gone_upn, "Is Deleted"),
        "True"
    );
    assert_eq!(
        csv.cell("User Principal Name", &gone_upn, "Deleted Date"),
        "2026-11-15"
    );
    assert!(
        !csv.column("User Principal Name")
            .contains(&young_upn.as_str())
    );
}

#[tokio::test]
async fn the_lag_and_an_eighteenth_column_are_switches() {
    let world = open_names().await;
    world.set("assume.report_lag_days", "3");
    world.set("assume.report_recipient_type", "1");
    let csv = Csv::of(&world, MAILBOXES).await;
    assert_eq!(csv.columns.len(), 18);
    assert_eq!(csv.columns[16], "Recipient Type");
    assert_eq!(csv.column("Report Refresh Date")[0], "2026-11-19");
    assert!(csv.column("Recipient Type").contains(&"SharedMailbox"));
}

#[tokio::test]
async fn concealed_names_are_the_same_in_every_report() {
    let world = World::new().await;
    world.set("reports.concealed", "1");
    let mailboxes = Csv::of(&world, MAILBOXES).await;
    let onedrives = Csv::of(&world, ONEDRIVES).await;
    let upns = mailboxes.column("User Principal Name");
    for name in upns.iter().chain(&mailboxes.column("Display Name")) {
        assert!(
            name.len() == 32
                && name
                    .bytes()
                    .all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b)),
            "{name}"
        );
    }
    assert!(!onedrives.rows.is_empty());
    assert!(
        onedrives
            .column("Owner Principal Name")
            .iter()
            .any(|owner| upns.contains(owner))
    );
    assert!(
        onedrives
            .column("Site Id")
            .iter()
            .all(|site| *site == "00000000-0000-0000-0000-000000000000")
    );
    assert!(
        onedrives
            .column("Site URL")
            .iter()
            .all(|url| url.is_empty())
    );
    assert_eq!(
        upns,
        Csv::of(&world, MAILBOXES)
            .await
            .column("User Principal Name"),
        "and at every time"
    );
}

#[tokio::test]
async fn the_other_two_reports_have_their_columns() {
    let world = open_names().await;
    let users = Csv::of(&world, USERS).await;
    assert_eq!(users.columns.len(), 24);
    assert!(!users.columns.contains(&"Report Period".to_owned()));
    let licensed: i64 = world
        .file
        .query_row("SELECT count(*) FROM account WHERE license_count > 0 AND created_at < strftime('%s', '2026-11-21') * 1000", [], |row| row.get(0))
        .unwrap();
    assert!(i64::try_from(users.rows.len()).unwrap() >= licensed);
    assert!(users.column("Has Exchange License").contains(&"True"));
    assert!(
        users
            .column("Assigned Products")
            .iter()
            .all(|products| *products == products.to_uppercase())
    );

    let onedrives = Csv::of(&world, ONEDRIVES).await;
    assert_eq!(onedrives.columns.len(), 12);
    assert_eq!(onedrives.columns[1], "Site Id");
    assert!(
        onedrives
            .column("Report Period")
            .iter()
            .all(|period| *period == "180")
    );
    assert!(
        onedrives
            .column("Site URL")
            .iter()
            .all(|url| url.contains("-my.sharepoint.com/personal/"))
    );
    assert!(
        onedrives
            .column("Owner Principal Name")
            .iter()
            .all(|owner| owner.contains('@'))
    );
}

#[tokio::test]
async fn a_download_needs_no_token_and_does_not_live_long() {
    let world = open_names().await;
    let url = location(&world, MAILBOXES).await;
    // Not at the host of Graph, where a client would send its token.
    assert!(
        url.starts_with("http://localhost:4711/data/download/"),
        "{url}"
    );
    assert_eq!(fetch(&world, &url, Some("Bearer x")).await.status, 401);
    let counted: i64 = world
        .file
        .query_row(
            "SELECT n FROM request_count WHERE operation = 'download.withAuthorization'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(counted, 1);
    assert_eq!(fetch(&world, &url, None).await.status, 200);
    world.set("assume.report_download_strict", "0");
    assert_eq!(fetch(&world, &url, Some("Bearer x")).await.status, 200);
    world.advance(SignedDuration::from_mins(6));
    assert_eq!(fetch(&world, &url, None).await.status, 404);
    assert_eq!(
        fetch(&world, &format!("{BASE}/data/download/nonsense"), None)
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn what_is_no_report_is_refused() {
    let world = open_names().await;
    for (report, status) in [
        ("getMailboxUsageDetail(period='D8')", 400),
        ("getMailboxUsageDetail", 400),
        ("getNonsense(period='D7')", 400),
    ] {
        assert_eq!(ask(&world, report).await.status, status, "{report}");
    }
    let change = "UPDATE app SET graph_roles = '[\"User.Read.All\"]'";
    world.file.execute(change, []).unwrap();
    assert_eq!(ask(&world, MAILBOXES).await.status, 403);
}

#[tokio::test]
async fn the_fifteenth_request_in_ten_minutes_is_too_many() {
    let world = open_names().await;
    for _ in 0..14 {
        assert_eq!(ask(&world, MAILBOXES).await.status, 302);
    }
    assert_eq!(ask(&world, MAILBOXES).await.status, 429);
    assert_eq!(
        ask(&world, ONEDRIVES).await.status,
        302,
        "each report has its own limit"
    );
    world.advance(SignedDuration::from_mins(10));
    assert_eq!(ask(&world, MAILBOXES).await.status, 302);
}

#[tokio::test]
async fn other_clouds_have_no_reports() {
    for profile in [Profile::GccHigh, Profile::China] {
        let seed = Seed {
            users: 40,
            ..Seed::of(profile)
        };
        assert_ne!(seed.cloud, CloudId::Worldwide);
        let world = World::with(seed).await;
        let token = world
            .token_for(&format!("{}/.default", seed.cloud.record().graph))
            .await;
        let request = Request::get(format!("{BASE}/v1.0/reports/{MAILBOXES}"))
            .header("authorization", format!("Bearer {token}"));
        assert_eq!(
            world
                .send(request.body(Body::empty()).unwrap())
                .await
                .status,
            400,
            "{profile}"
        );
    }
}
