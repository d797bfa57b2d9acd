//! The rows of mailboxes, their statistics and the organisation.

use serde_json::{Map, Value, json};

use super::json::{absent, flag_text, list, more, or, rename, rows, set, text};
use super::{Rewrite, body, row};

const MAILBOXES: &[&str] = &["exchange.Get-Mailbox"];
const STATISTICS: &[&str] = &["exchange.Get-MailboxStatistics"];
const ORGANIZATION: &[&str] = &["exchange.Get-OrganizationConfig"];
const BOTH: &[&str] = &["exchange.Get-Mailbox", "exchange.Get-MailboxStatistics"];

const QUOTA: &str = "ProhibitSendReceiveQuota";
const SIZE: &str = "TotalItemSize";
const HOLDS: &str = "InPlaceHolds";
const SYNCED: &str = "IsDirSynced";
const REMOTE: &str = "RemoteRecipientType";
const REGION: &str = "MailboxRegion";
const ARCHIVE: &str = "ArchiveGuid";
const KIND: &str = "RecipientTypeDetails";
const FLAGS: [&str; 4] = [
    "LitigationHoldEnabled",
    "ComplianceTagHoldApplied",
    "DelayHoldApplied",
    "DelayReleaseHoldApplied",
];
/// The unlicensed quota and its two lower steps (`exchange.md` 4.1).
const UNLICENSED: &str = "50 GB (53,687,091,200 bytes)";
const NIL: &str = "00000000-0000-0000-0000-000000000000";

pub(super) const TABLE: &[Rewrite] = &[
    row("quota-text", "null", MAILBOXES, |r| {
        set(r, QUOTA, Value::Null)
    }),
    row("quota-text", "absent", MAILBOXES, |r| absent(r, QUOTA)),
    row("quota-text", "bytes", MAILBOXES, |r| bytes(r, QUOTA)),
    row("quota-text", "no-brackets", MAILBOXES, |r| {
        text(r, QUOTA, no_brackets)
    }),
    row("quota-text", "dots", MAILBOXES, |r| text(r, QUOTA, dots)),
    row("quota-text", "unlimited", MAILBOXES, |r| {
        set(r, QUOTA, "Unlimited")
    }),
    row("unlicensed-quota", "100-gb", MAILBOXES, |r| {
        unlicensed(r, "100 GB (107,374,182,400 bytes)")
    }),
    row("unlicensed-quota", "2-gb", MAILBOXES, |r| {
        unlicensed(r, "2 GB (2,147,483,648 bytes)")
    }),
    row("size-text", "null", STATISTICS, |r| {
        set(r, SIZE, Value::Null)
    }),
    row("size-text", "absent", STATISTICS, |r| absent(r, SIZE)),
    row("size-text", "bytes", STATISTICS, |r| bytes(r, SIZE)),
    row("size-text", "no-brackets", STATISTICS, |r| {
        text(r, SIZE, no_brackets)
    }),
    row("size-text", "dots", STATISTICS, |r| text(r, SIZE, dots)),
    row("size-text", "empty-text", STATISTICS, |r| set(r, SIZE, "")),
    body("statistics-row", "missing", STATISTICS, |b, _| {
        list(b).is_some_and(|rows| rows.pop().is_some())
    }),
    body("statistics-row", "twice", STATISTICS, |b, _| {
        list(b).is_some_and(|rows| {
            rows.extend(rows.first().cloned());
            rows.len() > 1
        })
    }),
    row("statistics-row", "another", STATISTICS, |r| {
        set(r, "MailboxGuid", "0b0a5ea7-0000-4000-8000-000000000001")
    }),
    row("statistics-row", "no-guid", STATISTICS, |r| {
        absent(r, "MailboxGuid")
    }),
    body("never-used-row", "zero", STATISTICS, |b, _| {
        never_used(b, &json!({SIZE: "0 B (0 bytes)", "ItemCount": 0}))
    }),
    body("never-used-row", "null", STATISTICS, |b, _| {
        never_used(b, &json!({SIZE: null, "ItemCount": null}))
    }),
    row("mailbox-kinds", "small", MAILBOXES, |r| {
        text(r, KIND, str::to_lowercase)
    }),
    row("mailbox-kinds", "words", MAILBOXES, |r| {
        text(r, KIND, |kind| kind.replace("Mailbox", " Mailbox"))
    }),
    row("mailbox-kinds", "number", MAILBOXES, |r| set(r, KIND, 4)),
    row("mailbox-kinds", "null", MAILBOXES, |r| {
        set(r, KIND, Value::Null)
    }),
    row("archive-guid", "null", MAILBOXES, |r| {
        r.get(ARCHIVE) == Some(&NIL.into()) && set(r, ARCHIVE, Value::Null)
    }),
    row("archive-guid", "absent", MAILBOXES, |r| absent(r, ARCHIVE)),
    row("archive-guid", "empty-text", MAILBOXES, |r| {
        r.get(ARCHIVE) == Some(&NIL.into()) && set(r, ARCHIVE, "")
    }),
    row("hold-lists", "null", MAILBOXES, |r| {
        set(r, HOLDS, Value::Null)
    }),
    row("hold-lists", "null-for-empty", MAILBOXES, |r| {
        r.get(HOLDS) == Some(&json!([])) && set(r, HOLDS, Value::Null)
    }),
    row("hold-lists", "absent", MAILBOXES, |r| absent(r, HOLDS)),
    row("hold-lists", "text", MAILBOXES, |r| {
        let joined = r.get(HOLDS).and_then(Value::as_array).map(|entries| {
            entries
                .iter()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
                .join(",")
        });
        joined.is_some_and(|joined| set(r, HOLDS, joined))
    }),
    row("hold-entries", "capitals", MAILBOXES, |r| {
        entries(r, str::to_uppercase)
    }),
    row("hold-entries", "new-form", MAILBOXES, |r| {
        entries(r, |entry| format!("new{entry}"))
    }),
    row("hold-flags", "null", MAILBOXES, |r| {
        FLAGS
            .map(|name| set(r, name, Value::Null))
            .into_iter()
            .fold(false, or)
    }),
    row("hold-flags", "absent", MAILBOXES, |r| {
        FLAGS
            .map(|name| absent(r, name))
            .into_iter()
            .fold(false, or)
    }),
    row("hold-flags", "text", MAILBOXES, |r| {
        FLAGS
            .map(|name| flag_text(r, name))
            .into_iter()
            .fold(false, or)
    }),
    row("organization-holds", "null", ORGANIZATION, |r| {
        set(r, HOLDS, Value::Null)
    }),
    row("organization-holds", "absent", ORGANIZATION, |r| {
        absent(r, HOLDS)
    }),
    row("dir-sync-flag", "null-for-false", MAILBOXES, |r| {
        r.get(SYNCED) == Some(&Value::Bool(false)) && set(r, SYNCED, Value::Null)
    }),
    row("dir-sync-flag", "null", MAILBOXES, |r| {
        set(r, SYNCED, Value::Null)
    }),
    row("dir-sync-flag", "absent", MAILBOXES, |r| absent(r, SYNCED)),
    row("remote-type-words", "number", MAILBOXES, |r| {
        text(r, REMOTE, flags_sum)
    }),
    row("remote-type-words", "small", MAILBOXES, |r| {
        text(r, REMOTE, str::to_lowercase)
    }),
    row("remote-type-words", "null", MAILBOXES, |r| {
        set(r, REMOTE, Value::Null)
    }),
    row("remote-type-words", "absent", MAILBOXES, |r| {
        absent(r, REMOTE)
    }),
    row("remote-type-words", "empty-text", MAILBOXES, |r| {
        set(r, REMOTE, "")
    }),
    row("remote-type-words", "other", MAILBOXES, |r| {
        text(r, REMOTE, |words| format!("New{words}"))
    }),
    row("mailbox-region", "none-word", MAILBOXES, |r| {
        r.get(REGION).is_some_and(Value::is_null) && set(r, REGION, "None")
    }),
    row("mailbox-region", "name", MAILBOXES, |r| {
        r.get(REGION).is_some_and(Value::is_null) && set(r, REGION, "EUR")
    }),
    row("mailbox-region", "absent", MAILBOXES, |r| absent(r, REGION)),
    row("empty-texts", "null", MAILBOXES, |r| {
        each(r, |value| value.as_str() == Some(""), &Value::Null)
    }),
    row("empty-texts", "empty", MAILBOXES, |r| {
        each(r, Value::is_null, &"".into())
    }),
    row("exchange-ids", "capitals", BOTH, |r| {
        ids(r, super::json::id_in_capitals)
    }),
    row("exchange-ids", "braces", BOTH, |r| {
        ids(r, |id| {
            if uuid::Uuid::parse_str(id).is_ok() {
                format!("{{{id}}}")
            } else {
                id.to_owned()
            }
        })
    }),
    row("exchange-member-names", "small", BOTH, |r| {
        rename(r, |c| c.to_ascii_lowercase())
    }),
    row("exchange-member-names", "more", BOTH, more),
];

fn bytes(row: &mut Map<String, Value>, name: &str) -> bool {
    let size = row
        .get(name)
        .and_then(Value::as_str)
        .and_then(|t| wire::size::parse(t).ok());
    size.is_some_and(|size| set(row, name, size.0))
}

fn no_brackets(text: &str) -> String {
    text.split(" (").next().unwrap_or_default().to_owned()
}

fn dots(text: &str) -> String {
    text.replace(',', ".")
}

/// Wherever the quota of an unlicensed mailbox stands.
fn unlicensed(row: &mut Map<String, Value>, quota: &str) -> bool {
    row.get(QUOTA) == Some(&UNLICENSED.into()) && set(row, QUOTA, quota)
}

/// A row where there is only the warning that a mailbox was never used.
fn never_used(body: &mut Value, instead: &Value) -> bool {
    let warned = body["@adminapi.warnings"]
        .as_array()
        .is_some_and(|w| !w.is_empty());
    let empty = rows(body).is_empty();
    if warned && empty {
        body["value"] = json!([instead]);
        body["@adminapi.warnings"] = json!([]);
    }
    warned && empty
}

fn entries(row: &mut Map<String, Value>, change: impl Fn(&str) -> String) -> bool {
    let list = row.get_mut(HOLDS).and_then(Value::as_array_mut);
    list.is_some_and(|list| {
        for entry in list.iter_mut() {
            if let Value::String(text) = entry {
                *text = change(text);
            }
        }
        !list.is_empty()
    })
}

/// The flags of `RemoteRecipientType` as their sum (`exchange.md` 5.5; the names are recollections).
fn flags_sum(words: &str) -> String {
    const BITS: [(&str, u32); 8] = [
        ("ProvisionMailbox", 1),
        ("ProvisionArchive", 2),
        ("Migrated", 4),
        ("DeprovisionMailbox", 8),
        ("DeprovisionArchive", 16),
        ("RoomMailbox", 32),
        ("EquipmentMailbox", 64),
        ("SharedMailbox", 96),
    ];
    let bit = |word: &str| {
        BITS.iter()
            .find(|(name, _)| *name == word.trim())
            .map_or(0, |(_, bit)| *bit)
    };
    words.split(',').map(bit).sum::<u32>().to_string()
}

fn each(row: &mut Map<String, Value>, is: impl Fn(&Value) -> bool, instead: &Value) -> bool {
    let mut changed = false;
    for (name, value) in row.iter_mut() {
        if !name.contains('@') && is(value) {
            value.clone_from(instead);
            changed = true;
        }
    }
    changed
}

/// Ids of members; lists such as holds are not ids.
fn ids(row: &mut Map<String, Value>, change: impl Fn(&str) -> String) -> bool {
    const MEMBERS: [&str; 4] = [
        "ExternalDirectoryObjectId",
        "ExchangeGuid",
        "ArchiveGuid",
        "MailboxGuid",
    ];
    MEMBERS
        .map(|name| text(row, name, &change))
        .into_iter()
        .fold(false, or)
}
