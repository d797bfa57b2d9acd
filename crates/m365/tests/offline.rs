//! Exported files of every form that we know, read into rows.

use boxseat_m365::Field;
use boxseat_m365::offline::{
    Content, ExportError, ExportKind, Exported, ExportedAccount, Named, read,
};
use model::catalogue::catalogue;
use model::{ByteSize, RecipientKind, mailbox::Quota};
use proptest::prelude::*;

const ACTIVE_USERS: &str = include_str!("offline/active-users.csv");
const ACTIVE_USERS_2: &str = include_str!("offline/active-users-2.csv");
const MAILBOX_CSV: &str = include_str!("offline/get-mailbox.csv");
const MAILBOX_JSON: &str = include_str!("offline/get-mailbox.json");
const USERS: &str = include_str!("offline/users-powershell.json");
const USAGE: &str = "Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Created Date,\
    Last Activity Date,Item Count,Storage Used (Byte),Issue Warning Quota (Byte),Prohibit Send Quota (Byte),\
    Prohibit Send/Receive Quota (Byte),Deleted Item Count,Deleted Item Size (Byte),Deleted Item Quota (Byte),\
    Has Archive,Report Period\n\
    2026-07-25,sales@contoso.com,Sales,False,,2025-08-08,2026-07-25,4096,23293152,105226698752,106300440576,\
    107374182400,0,0,107374182400,False,7\n";

fn one(text: &str) -> Content {
    let mut contents = read(text.as_bytes()).expect("an export").contents;
    assert_eq!(contents.len(), 1);
    contents.remove(0)
}

fn active_users(text: &str) -> Vec<ExportedAccount> {
    match one(text) {
        Content::ActiveUsers(rows) => rows,
        other => panic!("{:?}", other.kind()),
    }
}

fn users(text: &str) -> Vec<ExportedAccount> {
    match one(text) {
        Content::Users(rows) => rows,
        other => panic!("{:?}", other.kind()),
    }
}

fn mailboxes(text: &str) -> Vec<boxseat_m365::MailboxRow> {
    match one(text) {
        Content::Mailboxes(rows) => rows,
        other => panic!("{:?}", other.kind()),
    }
}

#[test]
fn a_file_is_known_by_its_columns() {
    let graph = r#"{"value":[{"id":"a0000000-0000-4000-8000-000000000001","userPrincipalName":"sales@contoso.com","assignedLicenses":[]}]}"#;
    let entra = "userPrincipalName,displayName,surname,mail,givenName,objectId,userType,accountEnabled\nsales@contoso.com,Sales,,,,a0000000-0000-4000-8000-000000000001,Member,True\n";
    let skus = r#"{"value":[{"skuId":"6fd2c87f-b296-42f0-b197-1e91e994b900","skuPartNumber":"ENTERPRISEPACK","consumedUnits":1,"prepaidUnits":{"enabled":2}}]}"#;
    let onedrive = "Report Refresh Date,Site Id,Site URL,Owner Display Name,Is Deleted,Last Activity Date,File Count,Active File Count,Storage Used (Byte),Storage Allocated (Byte),Owner Principal Name,Report Period\n2026-07-25,x,,Sales,False,,0,0,0,1,sales@contoso.com,7\n";
    for (text, kind) in [
        (ACTIVE_USERS, ExportKind::ActiveUsers),
        (ACTIVE_USERS_2, ExportKind::ActiveUsers),
        (MAILBOX_CSV, ExportKind::Mailboxes),
        (MAILBOX_JSON, ExportKind::Mailboxes),
        (USERS, ExportKind::Users),
        (graph, ExportKind::Users),
        (entra, ExportKind::Users),
        (USAGE, ExportKind::MailboxUsage),
        (onedrive, ExportKind::OneDriveUsage),
        (skus, ExportKind::Products),
        (
            "MailboxGuid\tTotalItemSize\nb0000000-0000-4000-8000-000000000001\t1 KB (1,024 bytes)\n",
            ExportKind::Statistics,
        ),
        (
            r#"{"Name":"contoso","InPlaceHolds":[],"DefaultMailboxRegion":null}"#,
            ExportKind::Organization,
        ),
    ] {
        let content = one(text);
        assert_eq!(content.kind(), kind, "{text}");
        assert!(!content.is_empty(), "{text}");
    }
}

#[test]
fn what_no_export_is_known_for_is_told_by_its_columns() {
    for text in [
        "Name,Colour\nSales,blue\n",
        r#"[{"Name":"Sales","Colour":"blue"}]"#,
    ] {
        let columns = vec!["Name".to_owned(), "Colour".to_owned()];
        assert_eq!(
            read(text.as_bytes()).unwrap_err(),
            ExportError::Unknown { columns }
        );
    }
    // A user's licence details look like products and say nothing of the tenant.
    let details = r#"{"value":[{"id":"x","skuId":"6fd2c87f-b296-42f0-b197-1e91e994b900","skuPartNumber":"ENTERPRISEPACK"}]}"#;
    assert!(matches!(
        read(details.as_bytes()),
        Err(ExportError::Unknown { .. })
    ));
    // The template for adding users is an import.
    let template = "User Name,First Name,Last Name,Display Name,Job Title\n";
    assert!(matches!(
        read(template.as_bytes()),
        Err(ExportError::Unknown { .. })
    ));
}

#[test]
fn active_users_say_who_may_sign_in_and_what_is_held_by_name() {
    for text in [ACTIVE_USERS, ACTIVE_USERS_2] {
        let sales = &active_users(text)[0];
        assert_eq!(sales.row.account_enabled, Field::Value(false));
        assert_eq!(sales.row.usage_location, Field::Value("NL".to_owned()));
        assert_eq!(
            sales.addresses,
            ["sales@contoso.com", "verkoop@contoso.com"]
        );
        let mut skus: Vec<_> = ["ENTERPRISEPACK", "POWER_BI_PRO"]
            .map(|part| catalogue().by_part_number(part).unwrap().id)
            .to_vec();
        skus.sort_unstable();
        assert_eq!(sales.named, Named::Products(skus));
    }
    let all = active_users(ACTIVE_USERS);
    let names: Vec<_> = all
        .iter()
        .map(|a| a.row.display_name.value().unwrap().as_str())
        .collect();
    assert_eq!(names, ["Sales", "Info", "Odd"], "a deleted account is none");
    assert_eq!(all[1].named, Named::Products(Vec::new()));
    assert_eq!(all[1].row.usage_location, Field::Missing);
    assert_eq!(all[2].named, Named::Unclear("Contoso Suite".to_owned()));
}

#[test]
fn a_placeholder_of_powershell_is_odd() {
    let row = &mailboxes(MAILBOX_CSV)[0];
    assert_eq!(row.in_place_holds, Field::Odd("System.String[]".to_owned()));
    assert_eq!(row.litigation_hold_enabled, Field::Value(false));
    assert_eq!(
        row.recipient_type_details,
        Field::Value(RecipientKind::SharedMailbox)
    );
    assert_eq!(
        row.prohibit_send_receive_quota,
        Field::Value(Quota::Limited(ByteSize::gb(50)))
    );
    assert_eq!(row.mailbox_region, Field::Null);
}

#[test]
fn json_of_powershell_keeps_what_the_wire_would_say() {
    let rows = mailboxes(MAILBOX_JSON);
    assert_eq!(rows[0].in_place_holds, Field::Value(Vec::new()));
    assert!(rows[0].when_mailbox_created.value().is_some());
    assert_eq!(rows[1].in_place_holds.value().unwrap().len(), 1);
    assert_eq!(
        rows[1].prohibit_send_receive_quota,
        rows[0].prohibit_send_receive_quota
    );
    assert_eq!(rows[1].recipient_type_details, Field::Odd("4".to_owned()));
    assert_eq!(
        rows[1].is_dir_synced,
        Field::Missing,
        "as what it is mastered is not said"
    );
}

#[test]
fn a_property_that_was_listed_and_not_read_says_nothing() {
    let selected = r#"[{"PrimarySmtpAddress":"sales@contoso.com","RecipientTypeDetails":"SharedMailbox",
        "LitigationHoldEnabled":null,"InPlaceHolds":null,"IsDirSynced":null,"MailboxRegion":null}]"#;
    let row = &mailboxes(selected)[0];
    assert_eq!(row.in_place_holds, Field::Missing);
    assert_eq!(row.is_dir_synced, Field::Missing);
    assert_eq!(row.mailbox_region, Field::Missing);

    let unasked = r#"[{"Id":"a0000000-0000-4000-8000-000000000001","UserPrincipalName":"sales@contoso.com",
        "AccountEnabled":null,"AssignedLicenses":[],"LicenseAssignmentStates":[]}]"#;
    let user = &users(unasked)[0];
    assert_eq!(user.row.assigned_licenses, Field::Missing);
    let asked = &users(USERS)[1];
    assert_eq!(
        asked.row.assigned_licenses,
        Field::Value(Vec::new()),
        "others in the file hold licences"
    );
}

#[test]
fn licences_of_powershell_have_their_sources() {
    let user = &users(USERS)[0];
    let state = &user.row.license_assignment_states.value().unwrap()[0];
    let (sku, source) = state.source().unwrap();
    assert_eq!(
        catalogue().product(sku).unwrap().part_number,
        "ENTERPRISEPACK"
    );
    assert!(source.is_active());
    let cut = USERS.replace(
        "\"DisabledPlans\": []",
        "\"DisabledPlans\": \"System.Object[]\"",
    );
    let user = &users(&cut)[0];
    assert!(
        user.row.assigned_licenses.odd().is_some(),
        "cut short by -Depth"
    );
}

#[test]
fn a_table_with_sizes_is_two_exports() {
    let text = "PrimarySmtpAddress;RecipientTypeDetails;TotalItemSize;IsArchiveMailbox\n\
        sales@contoso.com;SharedMailbox;1,5 GB (1.610.612.736 bytes);False\n";
    let contents = read(text.as_bytes()).unwrap().contents;
    let Content::Statistics(rows) = &contents[1] else {
        panic!("{contents:?}");
    };
    assert_eq!(
        rows[0].row.total_item_size,
        Field::Value(ByteSize(1_610_612_736))
    );
    assert_eq!(rows[0].names, ["sales@contoso.com"]);
}

#[test]
fn a_report_keeps_its_date_and_its_secrecy_through_a_spreadsheet() {
    let hidden = USAGE.replace("sales@contoso.com", "8D1B9A2C0E7F4B6A");
    for (text, concealed) in [
        (USAGE.to_owned(), false),
        (hidden, true),
        (USAGE.replace(',', ";"), false),
    ] {
        let Content::MailboxUsage(report) = one(&text) else {
            panic!("{text}");
        };
        assert_eq!(report.concealed, concealed);
        assert_eq!(
            report.rows[0].storage_used,
            Field::Value(ByteSize(23_293_152))
        );
        assert_eq!(
            report.refresh_date.unwrap().to_string(),
            "2026-07-25T00:00:00Z"
        );
    }
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn encodings_and_delimiters_change_nothing() {
    for text in [ACTIVE_USERS_2, MAILBOX_CSV, MAILBOX_JSON, USERS, USAGE] {
        let plain: Exported = read(text.as_bytes()).unwrap();
        let marked = format!("\u{feff}{text}");
        for bytes in [
            marked.clone().into_bytes(),
            utf16(&marked, u16::to_le_bytes),
            utf16(&marked, u16::to_be_bytes),
            utf16(text, u16::to_le_bytes),
            text.replace('\n', "\r\n").into_bytes(),
        ] {
            assert_eq!(read(&bytes).unwrap(), plain);
        }
    }
}

#[test]
fn what_is_broken_is_named_by_its_place() {
    let short = format!("{MAILBOX_CSV}\"a\",\"b\"\n");
    let twice = "User principal name,Licenses,licenses\n";
    for (bytes, wanted) in [
        (&b""[..], "empty"),
        (b"\xEF\xBB\xBF\r\n", "empty"),
        (b"[]", "empty"),
        (b"{\"value\":[]}", "empty"),
        (
            b"User principal name,Licenses\nCr\xE8che,x\n",
            "line 2, column 3",
        ),
        (short.as_bytes(), "line 4, column 3"),
        (twice.as_bytes(), "line 1, column 3"),
        (b"[{\"a\":\n1,}]", "line 2, column"),
        (b"[1]", "item 1"),
    ] {
        let said = read(bytes).unwrap_err().to_string();
        assert!(said.contains(wanted), "{said}");
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes: Vec<u8>) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_damage_to_a_file_panics(which in 0_usize..5, at in 0_usize..4_000, byte: u8, cut in 0_usize..4_000) {
        let mut bytes = [ACTIVE_USERS, MAILBOX_CSV, MAILBOX_JSON, USERS, USAGE][which].as_bytes().to_vec();
        let (at, cut) = (at % bytes.len(), cut % bytes.len());
        bytes[at] = byte;
        let _ = read(&bytes);
        let _ = read(&bytes[..cut]);
        let _ = read(&bytes[cut..]);
    }
}

#[test]
fn the_guide_has_every_line_as_it_is() {
    let guide = include_str!("../../../docs/offline.md");
    for kind in ExportKind::ALL {
        let shown = match kind {
            ExportKind::ActiveUsers => "**Export users**",
            _ => kind.line(),
        };
        assert!(guide.contains(shown), "docs/offline.md lacks: {shown}");
    }
}
