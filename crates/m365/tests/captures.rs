//! The client reads what was captured from the services: documents made from the committed forms, and, where
//! `BOXSEAT_CAPTURES` names the folder with the captures themselves, those too.

use std::fmt::Debug;
use std::path::PathBuf;

use boxseat_m365::{
    CasMailboxRow, GroupRow, MailboxRow, OrgConfigRow, OrganizationRow, PermissionRow,
    ReportSettings, SignInRow, SkuRow, StatisticsRow, SubscriptionRow, UserRow,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use wire::shapes::Capture;

/// Reads a row, or says what is wrong with it.
type Reader = fn(&Value) -> Result<String, String>;

/// Which row type reads the rows of which capture.
const READERS: &[(&str, Reader)] = &[
    ("exchange/get-mailbox-discovery.row", read::<MailboxRow>),
    ("exchange/get-mailbox-page-truncated", read::<MailboxRow>),
    ("exchange/get-mailbox-user", read::<MailboxRow>),
    ("exchange/get-mailbox-user-2026.row", read::<MailboxRow>),
    ("exchange/get-mailboxpermission.rows", read::<PermissionRow>),
    (
        "exchange/ps-get-exomailboxpermission",
        read::<PermissionRow>,
    ),
    ("exchange/get-mailboxstatistics.test", read::<StatisticsRow>),
    ("exchange/get-organizationconfig.row", read::<OrgConfigRow>),
    ("exchange/odata-mailbox-shared.row", read::<MailboxRow>),
    ("exchange/ps-get-exocasmailbox", read::<CasMailboxRow>),
    (
        "graph/directory-subscription-item-docs",
        read::<SubscriptionRow>,
    ),
    (
        "graph/directory-subscriptions-docs",
        read::<SubscriptionRow>,
    ),
    ("graph/group-licenseprocessingstate", read::<GroupRow>),
    (
        "graph/groups-assignedlicenses-members-docs",
        read::<GroupRow>,
    ),
    ("graph/groups-with-license-errors-docs", read::<GroupRow>),
    ("graph/licenseassignmentstates-docs", read::<UserRow>),
    ("graph/licenseassignmentstates-test", read::<UserRow>),
    ("graph/organization", read::<OrganizationRow>),
    ("graph/reportsettings-get", read::<ReportSettings>),
    ("graph/reportsettings-get-docs", read::<ReportSettings>),
    ("graph/subscribedsku-item-docs", read::<SkuRow>),
    ("graph/subscribedskus-docs", read::<SkuRow>),
    ("graph/users-page-guests", read::<UserRow>),
    ("graph/users-signinactivity", read::<SignInRow>),
    ("graph/users-signinactivity-docs", read::<SignInRow>),
];

fn read<R: DeserializeOwned + Debug>(row: &Value) -> Result<String, String> {
    let read: R = serde_json::from_value(row.clone()).map_err(|e| e.to_string())?;
    Ok(format!("{read:?}"))
}

/// The rows of a body; ids that the publisher left out are filled in, for every row of the service has one.
fn rows(name: &str, body: &Value) -> Vec<Value> {
    let rows = match body.get("value").unwrap_or(body) {
        Value::Array(rows) => rows.clone(),
        _ => vec![body.clone()],
    };
    let with_id = |mut row: Value| {
        if let (true, Value::Object(members)) = (name.starts_with("graph/"), &mut row) {
            members.entry("id").or_insert_with(|| GUID.into());
        }
        row
    };
    rows.into_iter().map(with_id).collect()
}

const GUID: &str = "47ca75cb-bf00-4d20-8415-112f84ee0e70";

/// A document of a form.
fn document(form: &Value) -> Value {
    match form {
        Value::Object(members) => members
            .iter()
            .map(|(k, form)| (k.clone(), document(form)))
            .collect(),
        Value::Array(forms) => forms.iter().map(document).collect(),
        Value::String(words) => {
            let mut all = words.split('|');
            let first = all.clone().find(|word| *word != "null");
            value(first.or_else(|| all.next()).unwrap_or_default())
        }
        other => other.clone(),
    }
}

fn value(word: &str) -> Value {
    match word {
        "null" => Value::Null,
        "bool" => true.into(),
        "int" => 7.into(),
        "number" => 0.5.into(),
        "empty" => "".into(),
        "guid" => GUID.into(),
        "size" => "1 KB (1,024 bytes)".into(),
        "unlimited" => "Unlimited".into(),
        time if time.starts_with("0000-00-00") => {
            let real = "2024-01-31T09:00:00";
            let shared = real.len().min(time.len());
            format!("{}{}", &real[..shared], &time[shared..]).into()
        }
        _ => "text".into(),
    }
}

/// Everything that the client could not make sense of.
fn misread(name: &str, reader: Reader, body: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for row in rows(name, body) {
        match reader(&row) {
            Ok(read) if !read.contains("Odd(") => {}
            Ok(read) => wrong.push(format!("{name}: {read}")),
            Err(error) => wrong.push(format!("{name}: {error}")),
        }
    }
    wrong
}

#[test]
fn everything_captured_is_read() {
    let folder = std::env::var_os("BOXSEAT_CAPTURES").map(PathBuf::from);
    let mut wrong = Vec::new();
    for (name, reader) in READERS {
        let capture = Capture::named(name).unwrap_or_else(|| panic!("no capture {name}"));
        wrong.extend(misread(name, *reader, &document(&capture.form)));
        if let Some(folder) = &folder {
            let file = folder.join(format!("{name}.json"));
            let original: Value =
                serde_json::from_str(&fs_err::read_to_string(file).unwrap()).unwrap();
            wrong.extend(misread(name, *reader, &original["body"]));
        }
    }
    assert_eq!(wrong, [""; 0]);
}
