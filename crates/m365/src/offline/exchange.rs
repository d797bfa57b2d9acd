//! What Exchange Online PowerShell gives: `Get-Mailbox`, `Get-MailboxStatistics`, `Get-OrganizationConfig` and their
//! REST-backed namesakes.

use model::AccountId;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::table::{Record, Table};
use super::value::{Form, entries, flag, name, object, same, size, text, time};
use crate::exchange::{MailboxRow, OrgConfigRow, StatisticsRow};
use crate::field::Field;

/// A row of statistics with everything by which it may find its mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedStatistics {
    /// The statistics themselves; `MailboxGuid` is the surest key.
    pub row: StatisticsRow,
    /// The account, where a script wrote it beside the size.
    pub account: Option<AccountId>,
    /// Sign-in name or address, where a script wrote them; each in small letters.
    pub names: Vec<String>,
    /// The row says of itself that it is an archive's.
    pub is_archive: bool,
}

/// What Exchange fills in every mailbox. Where one of these says nothing in the whole file the properties were
/// listed without being read, and then no null of that file means anything.
const ALWAYS_FILLED: [&str; 7] = [
    "exchangeguid",
    "recipienttypedetails",
    "prohibitsendreceivequota",
    "archiveguid",
    "litigationholdenabled",
    "delayholdapplied",
    "isdirsynced",
];

const MAILBOX: [(&str, Form); 24] = [
    ("ExternalDirectoryObjectId", text),
    ("ExchangeGuid", text),
    ("Identity", text),
    ("DisplayName", text),
    ("PrimarySmtpAddress", text),
    ("UserPrincipalName", text),
    ("Alias", text),
    ("EmailAddresses", addresses),
    ("RecipientTypeDetails", name),
    ("IsDirSynced", flag),
    ("RemoteRecipientType", text),
    ("ProhibitSendReceiveQuota", size),
    ("ProhibitSendQuota", size),
    ("ArchiveGuid", text),
    ("ArchiveStatus", name),
    ("AutoExpandingArchiveEnabled", flag),
    ("LitigationHoldEnabled", flag),
    ("InPlaceHolds", entries),
    ("ComplianceTagHoldApplied", flag),
    ("DelayHoldApplied", flag),
    ("DelayReleaseHoldApplied", flag),
    ("RetentionHoldEnabled", flag),
    ("MailboxRegion", text),
    ("WhenMailboxCreated", time),
];

/// The mailboxes of a table.
pub(super) fn mailboxes(table: &Table) -> Vec<MailboxRow> {
    let listed_only = ALWAYS_FILLED
        .iter()
        .any(|name| table.has(name) && table.is_void(name));
    let holds_were_read = table
        .records
        .iter()
        .any(|r| r.get("inplaceholds").is_some_and(|v| !v.is_null()));
    table
        .records
        .iter()
        .map(|record| {
            let mut row: MailboxRow = read(object(record, &MAILBOX));
            // Exchange sends a list, if an empty one, and true or false: null was never read.
            if holds_were_read && row.in_place_holds == Field::Null {
                // An empty cell of a column that was read is an empty list.
                row.in_place_holds = Field::Value(Vec::new());
            }
            forget_null(&mut row.in_place_holds);
            forget_null(&mut row.is_dir_synced);
            if listed_only {
                forget_null(&mut row.mailbox_region);
            }
            // As what it is mastered on premises decides, and nothing is said of that.
            if row.is_dir_synced.value() == Some(&true)
                && row.remote_recipient_type == Field::Missing
            {
                row.is_dir_synced = Field::Missing;
            }
            row
        })
        .collect()
}

fn forget_null<T>(field: &mut Field<T>) {
    if matches!(field, Field::Null) {
        *field = Field::Missing;
    }
}

/// The sizes of a table.
pub(super) fn statistics(table: &Table) -> Vec<ExportedStatistics> {
    const MEMBERS: [(&str, Form); 4] = [
        ("MailboxGuid", text),
        ("TotalItemSize", size),
        ("TotalDeletedItemSize", size),
        ("ItemCount", number),
    ];
    const NAMES: [&str; 5] = [
        "userprincipalname",
        "upn",
        "primarysmtpaddress",
        "emailaddress",
        "identity",
    ];
    table
        .records
        .iter()
        .map(|record| {
            let cell = |name: &str| record.get(name).and_then(Value::as_str).map(str::trim);
            let mut row: StatisticsRow = read(object(record, &MEMBERS));
            if row.mailbox_guid == Field::Missing
                && let Some(guid) = cell("exchangeguid").and_then(|t| t.parse().ok())
            {
                row.mailbox_guid = Field::Value(guid);
            }
            let id = cell("externaldirectoryobjectid").or_else(|| cell("identity"));
            ExportedStatistics {
                row,
                account: id.and_then(|t| t.parse().ok()),
                names: NAMES
                    .into_iter()
                    .filter_map(cell)
                    .filter(|t| t.contains('@'))
                    .map(str::to_lowercase)
                    .collect(),
                is_archive: record
                    .get("isarchivemailbox")
                    .is_some_and(|v| flag(v.clone()) == true),
            }
        })
        .collect()
}

/// The organisation.
pub(super) fn organization(table: &Table) -> Vec<OrgConfigRow> {
    const MEMBERS: [(&str, Form); 5] = [
        ("Name", text),
        ("InPlaceHolds", entries),
        ("AutoExpandingArchiveEnabled", flag),
        ("DefaultMailboxRegion", text),
        ("DelayedDelicensingEnabled", flag),
    ];
    let read_row = |record: &Record| {
        let mut row: OrgConfigRow = read(object(record, &MEMBERS));
        forget_null(&mut row.in_place_holds);
        row
    };
    table.records.iter().map(read_row).collect()
}

fn read<T: DeserializeOwned>(members: Map<String, Value>) -> T {
    serde_json::from_value(Value::Object(members)).expect("a row takes a member of any form")
}

fn number(value: Value) -> Value {
    match value.as_str().map(str::parse::<u64>) {
        Some(Ok(number)) => number.into(),
        _ => same(value),
    }
}

fn addresses(value: Value) -> Value {
    match value.as_str() {
        Some(text) if text.contains(':') => text
            .split([',', ';', ' ', '+'])
            .filter(|part| part.contains(':'))
            .collect(),
        _ => value,
    }
}
