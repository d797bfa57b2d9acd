//! Usage reports.

use boxseat_m365::{Field, Period, ReadError};
use model::{ByteSize, CloudId};
use serde_json::json;

use crate::support::{Reply, Script, fault};

const FILE: &str = "https://reports.office.com/data/download/secret-path";

const SEVENTEEN: &str = "Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Created Date,\
    Last Activity Date,Item Count,Storage Used (Byte),Issue Warning Quota (Byte),Prohibit Send Quota (Byte),\
    Prohibit Send/Receive Quota (Byte),Deleted Item Count,Deleted Item Size (Byte),Deleted Item Quota (Byte),\
    Has Archive,Report Period";
const ROW: &str = "2026-07-25,info@contoso.com,Info,False,,2025-08-08,2026-07-24,4096,23293152,105226698752,\
    106300440576,107374182400,0,0,107374182400,False,7";

fn script(csv: &str) -> std::sync::Arc<Script> {
    Script::of(vec![
        Reply::text(302, "").with("Location", FILE),
        Reply::text(200, csv),
    ])
}

#[tokio::test(start_paused = true)]
async fn the_file_is_fetched_without_the_token() {
    let script = script(&format!("\u{feff}{SEVENTEEN}\r\n{ROW}\r\n"));
    let report = script.connect().mailbox_usage(Period::D7).await.unwrap();
    let seen = script.seen();
    assert!(
        seen[0]
            .url
            .ends_with("/v1.0/reports/getMailboxUsageDetail(period='D7')"),
        "{}",
        seen[0].url
    );
    assert!(seen[0].header("authorization").starts_with("Bearer "));
    assert_eq!(
        (seen[1].url.as_str(), seen[1].header("authorization")),
        (FILE, "")
    );
    assert_eq!(
        report.refresh_date,
        Some("2026-07-25T00:00:00Z".parse().unwrap())
    );
    assert!(!report.concealed);
    let row = &report.rows[0];
    assert_eq!(row.user_principal_name, "info@contoso.com");
    assert_eq!(row.storage_used, Field::Value(ByteSize(23_293_152)));
    assert_eq!(
        row.prohibit_send_receive_quota,
        Field::Value(ByteSize::gb(100))
    );
    assert_eq!(
        (&row.has_archive, &row.recipient_type),
        (&Field::Value(false), &Field::Missing)
    );
}

#[tokio::test(start_paused = true)]
async fn columns_may_come_and_go() {
    let with_kind = SEVENTEEN.replace("Has Archive", "Has Archive,Recipient Type");
    let eighteen = ROW.replace("False,7", "False,Shared,7");
    let fifteen = SEVENTEEN.replace(",Deleted Date,Created Date", "");
    let short = ROW.replace(",,2025-08-08", "");
    let hidden = ROW.replace("info@contoso.com", "171429B9AACE5AB6A05B76BFA68E5E79");
    for (header, row, concealed, kind) in [
        (
            with_kind.as_str(),
            eighteen.as_str(),
            false,
            Field::Value("Shared".to_owned()),
        ),
        (&fifteen, &short, false, Field::Missing),
        (SEVENTEEN, &hidden, true, Field::Missing),
    ] {
        let report = script(&format!("{header}\n{row}\n"))
            .connect()
            .mailbox_usage(Period::D7)
            .await
            .unwrap();
        assert_eq!(
            (report.concealed, &report.rows[0].recipient_type),
            (concealed, &kind)
        );
        assert_eq!(
            report.rows[0].storage_used,
            Field::Value(ByteSize(23_293_152))
        );
    }
    let empty = script(SEVENTEEN)
        .connect()
        .mailbox_usage(Period::D7)
        .await
        .unwrap();
    assert_eq!(
        (empty.refresh_date, empty.concealed, empty.rows.len()),
        (None, false, 0)
    );
}

#[tokio::test(start_paused = true)]
async fn a_report_that_cannot_be_read_is_an_error_that_says_where() {
    let gone = SEVENTEEN.replace("Storage Used (Byte)", "Storage");
    let undated = ROW.replace("2026-07-25,", "yesterday,");
    for (csv, place) in [
        (format!("{gone}\n{ROW}"), "Storage Used (Byte)"),
        (format!("{SEVENTEEN}\n{undated}"), "Report Refresh Date"),
        (format!("{SEVENTEEN}\n{ROW},8"), "row 1"),
        ("<html></html>".to_owned(), "Report Refresh Date"),
        (String::new(), "line 1"),
    ] {
        let error = script(&csv)
            .connect()
            .mailbox_usage(Period::D7)
            .await
            .unwrap_err();
        assert!(
            matches!(&error, ReadError::Broken { at, .. } if at.starts_with(place)),
            "{error:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_redirect_leads_to_a_safe_place() {
    for (location, says) in [
        ("http://reports.office.com/data", "without TLS"),
        ("ftp://reports.office.com/data", "without TLS"),
        ("", "to nowhere"),
    ] {
        let script = Script::of(vec![Reply::text(302, "").with("Location", location)]);
        let error = script.connect().mailbox_usage(Period::D7).await;
        let shown = format!("{:?}", error.as_ref().unwrap_err());
        assert!(shown.contains(says), "{location}: {shown}");
        assert_eq!(script.seen().len(), 1);
    }
    let again = Script::new(|_, _| Reply::text(302, "").with("Location", FILE));
    let error = again.connect().mailbox_usage(Period::D7).await.unwrap_err();
    assert!(
        format!("{error}").contains("second redirect")
            && !format!("{error:?}").contains("secret-path")
    );
}

#[tokio::test(start_paused = true)]
async fn a_file_that_is_gone_is_asked_for_from_the_start() {
    let to = || Reply::text(302, "").with("Location", FILE);
    let script = Script::of(vec![
        to(),
        Reply::text(503, ""),
        to(),
        Reply::text(200, &format!("{SEVENTEEN}\n{ROW}")),
    ]);
    assert_eq!(
        script
            .connect()
            .mailbox_usage(Period::D7)
            .await
            .unwrap()
            .rows
            .len(),
        1
    );
}

#[tokio::test(start_paused = true)]
async fn where_the_cloud_has_no_reports_nothing_is_asked() {
    for cloud in [
        CloudId::GccHigh,
        CloudId::Dod,
        CloudId::China,
        CloudId::Germany,
    ] {
        let script = Script::with_tokens(|_, _| Reply::json(500, &fault("", "")));
        let connection = script.connect_as(|info| info.cloud = cloud);
        let ends = [
            connection.mailbox_usage(Period::D7).await.err(),
            connection.active_users(Period::D30).await.err(),
            connection.onedrive_usage(Period::D180).await.err(),
            connection.report_settings().await.err(),
        ];
        assert!(
            ends.iter()
                .all(|e| matches!(e, Some(ReadError::NotOffered { .. }))),
            "{ends:?}"
        );
        assert!(script.seen().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn the_settings_come_flat_or_wrapped() {
    for body in [
        json!({"displayConcealedNames": true}),
        json!({"value": {"displayConcealedNames": true}}),
    ] {
        let script = Script::of(vec![Reply::ok(&body)]);
        assert!(
            script
                .connect()
                .report_settings()
                .await
                .unwrap()
                .display_concealed_names
        );
    }
    let script = Script::of(vec![Reply::ok(&json!({"value": {}}))]);
    assert!(
        script.connect().report_settings().await.is_err(),
        "no default"
    );
}

#[tokio::test(start_paused = true)]
async fn the_other_reports_are_read_by_their_columns() {
    let people = "Report Refresh Date,User Principal Name,Is Deleted,Exchange Last Activity Date,\
        OneDrive Last Activity Date,SharePoint Last Activity Date,Teams Last Activity Date\n\
        2026-07-25,info@contoso.com,False,2026-07-24,,2026-07-01,\n";
    let report = script(people)
        .connect()
        .active_users(Period::D30)
        .await
        .unwrap();
    assert!(report.rows[0].onedrive_last_activity.is_empty());
    assert_eq!(
        report.rows[0].sharepoint_last_activity,
        Field::Value("2026-07-01T00:00:00Z".parse().unwrap())
    );

    let drives = "Report Refresh Date,Site Id,Site URL,Owner Display Name,Is Deleted,Last Activity Date,File Count,\
        Active File Count,Storage Used (Byte),Storage Allocated (Byte),Owner Principal Name,Report Period\n\
        2026-07-16,00000000-0000-0000-0000-000000000000,,3BF329F9,False,2026-07-15,2,1,203051,1099511627776,6F55,7\n";
    let report = script(drives)
        .connect()
        .onedrive_usage(Period::D7)
        .await
        .unwrap();
    assert!(report.concealed);
    assert_eq!(report.rows[0].file_count, Field::Value(2));
}
