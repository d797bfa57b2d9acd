//! Offline: files are judged, told and forgotten, and hostile ones are refused in words.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

mod common;
#[path = "common/page.rs"]
mod page;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use boxseat_web::router;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HOST};
use http::{Request, StatusCode};
use page::{assert_safe, page, text};
use serde_json::json;
use sim::exports::{EXCHANGE_PLAN_1, SIZES, mailboxes, users};
use tempfile::TempDir;
use tower::ServiceExt as _;
use words::Language;

const OFFLINE: &str = "/t/contoso/offline?lang=en";

/// The three files that decide.
fn three(name: &str) -> Vec<(String, Vec<u8>)> {
    [
        ("one.txt", mailboxes(name, &json!([]))),
        ("two.txt", users()),
        ("three.txt", SIZES.to_owned()),
    ]
    .map(|(name, content)| (name.to_owned(), content.into_bytes()))
    .into()
}

const BOUNDARY: &str = "----boundary-of-a-browser";

/// A form as a browser sends it.
fn form(files: &[(String, Vec<u8>)], fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    }
    for (name, content) in files {
        let name = name.replace('"', "%22");
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

async fn send(app: &Router, address: &str, body: Vec<u8>) -> Response {
    let request = Request::post(address)
        .header(HOST, "localhost")
        .header("sec-fetch-site", "same-origin")
        .header(
            CONTENT_TYPE,
            format!("multipart/form-data; boundary={BOUNDARY}"),
        )
        .body(Body::from(body))
        .unwrap();
    app.clone().oneshot(request).await.unwrap()
}

async fn told(app: &Router, files: &[(String, Vec<u8>)]) -> (StatusCode, String) {
    let body = form(files, &[("as_of", "2026-11-22"), ("answer", "page")]);
    text(send(app, OFFLINE, body).await).await
}

async fn app(folder: &TempDir) -> Router {
    router(common::site(folder.path(), true).await)
}

/// What a link on the page holds.
fn kept(html: &str, name: &str) -> String {
    let (_, rest) = html
        .split_once(&format!("download=\"{name}\" href=\""))
        .unwrap();
    let (address, _) = rest.split_once('"').unwrap();
    let (_, content) = address.split_once("base64,").unwrap();
    let content = content.replace("&#43;", "+").replace("&#61;", "=");
    String::from_utf8(STANDARD.decode(content).unwrap()).unwrap()
}

#[tokio::test]
async fn files_are_judged_as_a_tenant_is_and_nothing_is_kept() {
    let folder = TempDir::new().unwrap();
    let site = common::site(folder.path(), true).await;
    let (store, connection) = (
        site.engine.store().clone(),
        site.places[0].connection.clone(),
    );
    let before = store.snapshots(common::CONTOSO, 10).await.unwrap();
    let app = router(site);
    let (status, html) = told(&app, &three("Sales")).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    assert_safe(&html, "the answer");
    for said in [
        "Can be removed now",
        "sales@contoso.com",
        "Get-MailboxStatistics",
        "22 November 2026, 00:00 UTC",
        "no tenant was asked",
        "Exchange Online (Plan 1)",
    ] {
        assert!(html.contains(said), "{said}");
    }
    assert!(kept(&html, "boxseat-report.html").contains("sales@contoso.com"));
    assert!(kept(&html, "boxseat-review.csv").contains(",removable,"));
    let after = store.snapshots(common::CONTOSO, 10).await.unwrap();
    assert_eq!(before, after);
    assert_eq!(connection.meter().total(), 0, "no request was sent");
}

#[tokio::test]
async fn a_report_or_a_table_is_a_file_to_keep() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    for (answer, r#type, name, says) in [
        (
            "report",
            "text/html; charset=utf-8",
            "boxseat-report.html",
            "<!doctype html>",
        ),
        (
            "csv",
            "text/csv; charset=utf-8",
            "boxseat-review.csv",
            "'=cmd",
        ),
    ] {
        let body = form(
            &three("=cmd|' /C calc'!A0"),
            &[("as_of", "2026-11-22"), ("answer", answer)],
        );
        let response = send(&app, OFFLINE, body).await;
        assert_eq!(response.headers()[CONTENT_TYPE], r#type);
        assert_eq!(
            response.headers()[CONTENT_DISPOSITION],
            format!("attachment; filename=\"{name}\"")
        );
        let (status, content) = text(response).await;
        assert_eq!(status, StatusCode::OK);
        assert!(content.contains(says), "{content}");
    }
}

#[tokio::test]
async fn the_form_says_its_limits_and_every_export_that_it_takes() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    let (status, html) = page(&app, "/t/contoso/offline?lang=nl").await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        html.contains("Hoogstens 20 bestanden, samen 64 MB"),
        "{html}"
    );
    for kind in engine::ExportKind::ALL {
        assert!(
            html.contains(&format!("<code>{}</code>", kind.name())),
            "{kind:?}"
        );
    }
}

#[tokio::test]
async fn what_is_missing_is_said_with_the_line_that_exports_it() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    let lost = mailboxes("Sales", &json!("System.String[]"));
    let (_, html) = told(&app, &[("one.json".to_owned(), lost.into_bytes())]).await;
    assert!(html.contains("What would say more"), "{html}");
    assert!(html.contains("Get-MgUser -All -Property"), "{html}");
    assert!(html.contains("Unknown"));
    // Old files decide nothing, for the day that the reader gave is believed.
    let body = form(
        &three("Sales"),
        &[("as_of", "2024-01-31"), ("answer", "page")],
    );
    let (_, html) = text(send(&app, OFFLINE, body).await).await;
    assert!(html.contains("31 January 2024") && !html.contains("Can be removed now"));
    // Files that list no mailbox are not an empty tenant.
    let products = json!([{
        "skuId": EXCHANGE_PLAN_1,
        "skuPartNumber": "EXCHANGESTANDARD",
        "capabilityStatus": "Enabled",
        "appliesTo": "User",
        "consumedUnits": 1,
        "prepaidUnits": { "enabled": 5, "suspended": 0, "warning": 0 },
        "servicePlans": [],
    }]);
    let products = products.to_string().into_bytes();
    let (_, html) = told(&app, &[("products.json".to_owned(), products)]).await;
    assert!(html.contains("Begin with the export Get-Mailbox"), "{html}");
}

#[tokio::test]
async fn a_file_or_a_form_that_cannot_be_taken_is_refused_in_words() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    let file = |name: &str, content: &[u8]| vec![(name.to_owned(), content.to_owned())];
    let day = [("as_of", "2026-11-22")];
    let twenty_one: Vec<_> = (0..21)
        .map(|n| (format!("{n}.csv"), b"a,b\n".to_vec()))
        .collect();
    let large = file("large.json", &vec![b' '; (64 << 20) + 1]);
    let cases: [(Vec<u8>, StatusCode, &str); 11] = [
        (
            form(&[], &day),
            StatusCode::BAD_REQUEST,
            "No file was chosen",
        ),
        (
            form(&file("", b""), &day),
            StatusCode::BAD_REQUEST,
            "No file was chosen",
        ),
        (
            form(&three("x"), &[]),
            StatusCode::BAD_REQUEST,
            "is missing",
        ),
        (
            form(&three("x"), &[("as_of", "<script>")]),
            StatusCode::BAD_REQUEST,
            "is no day like",
        ),
        (
            form(&three("x"), &[("as_of", "2027-01-01")]),
            StatusCode::BAD_REQUEST,
            "in the future",
        ),
        (
            form(&twenty_one, &day),
            StatusCode::PAYLOAD_TOO_LARGE,
            "More than 20 files",
        ),
        (
            form(&large, &day),
            StatusCode::PAYLOAD_TOO_LARGE,
            "larger than 64 MB",
        ),
        (
            form(
                &file("latin.csv", b"Display name,Licenses\nCr\xE8che,x\n"),
                &day,
            ),
            StatusCode::UNPROCESSABLE_ENTITY,
            "latin.csv, line 2, column 3",
        ),
        (
            form(&file("empty.csv", b""), &day),
            StatusCode::UNPROCESSABLE_ENTITY,
            "empty.csv is empty",
        ),
        (
            form(
                &file("C:\\x\\other.csv", b"Name,<script>\nSales,blue\n"),
                &day,
            ),
            StatusCode::UNPROCESSABLE_ENTITY,
            "other.csv is no export",
        ),
        (
            b"--no form at all".to_vec(),
            StatusCode::BAD_REQUEST,
            "did not arrive whole",
        ),
    ];
    for (body, status, says) in cases {
        let (found, html) = text(send(&app, OFFLINE, body).await).await;
        assert_eq!(found, status, "{says}: {html}");
        assert_safe(&html, says);
        assert!(html.contains(says), "{says}: {html}");
        assert!(html.contains("Nothing was kept"), "{says}");
        assert!(html.contains("role=\"alert\""), "{says}");
    }
    let plain = Request::post(OFFLINE)
        .header(HOST, "localhost")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from("as_of=2026-11-22"))
        .unwrap();
    let (status, _) = text(app.clone().oneshot(plain).await.unwrap()).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn hostile_names_stay_names_in_every_language() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    for language in Language::ALL {
        for name in common::HOSTILE {
            let mut files = three(name);
            files[0].0 = name.to_owned();
            let body = form(&files, &[("as_of", "2026-11-22")]);
            let address = format!("/t/contoso/offline?lang={}", language.tag());
            let (status, html) = text(send(&app, &address, body).await).await;
            assert_eq!(status, StatusCode::OK, "{name}: {html}");
            assert_safe(&html, name);
            assert!(html.contains("sales@contoso.com"));
        }
    }
}
