//! Rows of mailboxes, statistics, the organisation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use wire::exchange::NEVER_LOGGED_ON;

use super::accounts::answered;
use super::form::{Row, form, forms, names, words};
use super::gather::{Measured, Seen, rows_of};
use super::{Check, Found, NotReadable};

const REMOTE: [&str; 9] = [
    "None",
    "ProvisionMailbox",
    "ProvisionArchive",
    "Migrated",
    "DeprovisionMailbox",
    "DeprovisionArchive",
    "RoomMailbox",
    "EquipmentMailbox",
    "SharedMailbox",
];
/// Some of the members that are asked for.
const MEMBERS: [&str; 24] = [
    "ExternalDirectoryObjectId",
    "ExchangeGuid",
    "Identity",
    "DisplayName",
    "PrimarySmtpAddress",
    "UserPrincipalName",
    "Alias",
    "EmailAddresses",
    "RecipientTypeDetails",
    "IsDirSynced",
    "RemoteRecipientType",
    "ProhibitSendReceiveQuota",
    "ProhibitSendQuota",
    "ArchiveGuid",
    "ArchiveStatus",
    "AutoExpandingArchiveEnabled",
    "LitigationHoldEnabled",
    "InPlaceHolds",
    "ComplianceTagHoldApplied",
    "DelayHoldApplied",
    "DelayReleaseHoldApplied",
    "RetentionHoldEnabled",
    "MailboxRegion",
    "WhenMailboxCreated",
];
const FIFTY_GB: u64 = 53_687_091_200;

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("quota-text", |s| {
        let forms = forms(&shared(s)?, "ProhibitSendReceiveQuota");
        let mixed = forms.contains("size with bytes");
        Ok(Found::only(
            forms,
            if mixed {
                &["size with bytes", "unlimited"]
            } else {
                &["size with bytes"]
            },
        ))
    }),
    ("unlicensed-quota", |s| {
        let licensed = s.licensed_ids();
        let mut sizes: BTreeMap<u64, usize> = BTreeMap::new();
        for row in shared(s)? {
            let text = |name: &str| {
                row.get(name)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned()
            };
            let size = wire::size::parse(&text("ProhibitSendReceiveQuota"));
            if let (Ok(size), false) = (
                size,
                licensed.contains(&text("ExternalDirectoryObjectId").to_lowercase()),
            ) {
                *sizes.entry(size.0).or_default() += 1;
            }
        }
        // A few may have kept what they had before 2018.
        let most = sizes.iter().max_by_key(|(_, n)| **n).map(|(size, _)| *size);
        Ok(most.map_or_else(Found::nothing, |size| {
            let fine = size == FIFTY_GB;
            Found::said(
                if fine {
                    "mostly 50 GB"
                } else {
                    "mostly another size"
                },
                fine,
            )
        }))
    }),
    ("size-text", |s| {
        let rows = measured(s)?
            .iter()
            .flat_map(|m| rows_of(&m.body))
            .collect::<Vec<_>>();
        Ok(Found::only(
            forms(&rows, "TotalItemSize"),
            &["size with bytes"],
        ))
    }),
    ("statistics-row", |s| {
        let said = |m: &Measured| {
            let rows = rows_of(&m.body);
            let guid = |row: &Row| {
                row.get("MailboxGuid")
                    .and_then(Value::as_str)
                    .map(str::to_lowercase)
            };
            match &rows[..] {
                [] if !warnings(m).is_empty() => None,
                [] => Some("no row and no warning"),
                [row] => Some(match guid(row) {
                    Some(found) if found == m.guid.to_lowercase() => "one row, the right one",
                    Some(_) => "one row of another",
                    None => "a row without its id",
                }),
                _ => Some("several rows"),
            }
        };
        let forms: BTreeSet<String> = measured(s)?
            .iter()
            .filter_map(|m| said(m))
            .map(str::to_owned)
            .collect();
        // One that was never used, and of which nothing is said, is assumption 104.
        let mut forms = forms;
        if forms.contains("one row, the right one") {
            forms.remove("no row and no warning");
        }
        Ok(Found::only(forms, &["one row, the right one"]))
    }),
    ("never-used-warning", |s| {
        let said = |m: &Measured| {
            let warnings = warnings(m);
            let known = warnings
                .iter()
                .any(|w| w.to_lowercase().contains(&NEVER_LOGGED_ON.to_lowercase()));
            rows_of(&m.body).is_empty().then_some(match () {
                () if known => "the known words",
                () if warnings.is_empty() => "no warning",
                () => "other words",
            })
        };
        let forms = measured(s)?
            .iter()
            .filter_map(|m| said(m))
            .map(str::to_owned)
            .collect();
        Ok(Found::only(forms, &["the known words"]))
    }),
    ("mailbox-kinds", |s| {
        let known = ["SharedMailbox"];
        Ok(Found::only(
            words(&shared(s)?, "RecipientTypeDetails", &known),
            &known,
        ))
    }),
    ("archive-guid", |s| {
        Ok(Found::only(
            forms(&shared(s)?, "ArchiveGuid"),
            &["id", "id of zeros"],
        ))
    }),
    ("hold-lists", |s| {
        Ok(Found::only(
            forms(&shared(s)?, "InPlaceHolds"),
            &["list", "empty list"],
        ))
    }),
    ("hold-entries", |s| {
        let entries: Vec<String> = shared(s)?
            .iter()
            .filter_map(|row| row.get("InPlaceHolds")?.as_array().cloned())
            .flatten()
            .filter_map(|entry| entry.as_str().map(str::to_owned))
            .collect();
        Ok(Found::only(
            entries.iter().map(|e| entry(e).to_owned()).collect(),
            &["a known form"],
        ))
    }),
    ("hold-flags", |s| {
        let rows = shared(s)?;
        let all = [
            "LitigationHoldEnabled",
            "ComplianceTagHoldApplied",
            "DelayHoldApplied",
            "DelayReleaseHoldApplied",
        ];
        let forms = all.iter().flat_map(|name| forms(&rows, name)).collect();
        Ok(Found::only(forms, &["true", "false"]))
    }),
    ("organization-holds", |s| {
        Ok(Found::only(
            forms(&answered(&s.organization)?, "InPlaceHolds"),
            &["list", "empty list"],
        ))
    }),
    ("dir-sync-flag", |s| {
        Ok(Found::only(
            forms(&shared(s)?, "IsDirSynced"),
            &["true", "false"],
        ))
    }),
    ("remote-type-words", |s| {
        let rows = shared(s)?;
        let said = |row: &Row| -> Vec<&'static str> {
            match row.get("RemoteRecipientType") {
                Some(Value::String(flags)) if !flags.is_empty() => flags
                    .split(',')
                    .map(|flag| super::form::word(Some(&flag.trim().into()), &REMOTE))
                    .collect(),
                other => vec![form(other)],
            }
        };
        let forms = rows.iter().flat_map(said).map(str::to_owned).collect();
        Ok(Found::only(forms, &REMOTE))
    }),
    ("mailbox-region", |s| {
        let one_region = answered(&s.organization)?.first().is_none_or(|row| {
            matches!(
                form(row.get("DefaultMailboxRegion")),
                "null" | "absent" | "empty text"
            )
        });
        let fine: &[&str] = if one_region {
            &["null"]
        } else {
            &["null", "text"]
        };
        Ok(Found::only(forms(&shared(s)?, "MailboxRegion"), fine))
    }),
    ("empty-texts", |s| {
        let rows = answered(&s.whole)?;
        Ok(rows.first().map_or_else(Found::nothing, |row| {
            let found: BTreeSet<&str> = row.values().map(|value| form(Some(value))).collect();
            match (found.contains("empty text"), found.contains("null")) {
                (true, true) => Found::said("both", true),
                (true, false) => Found::said("empty texts alone", false),
                (false, _) => Found::said("nulls alone", false),
            }
        }))
    }),
    ("exchange-ids", |s| {
        Ok(Found::only(forms(&shared(s)?, "ExchangeGuid"), &["id"]))
    }),
    ("exchange-member-names", |s| {
        let forms = shared(s)?
            .iter()
            .flat_map(|row| names(row, &MEMBERS))
            .collect();
        Ok(Found::only(forms, &["as asked"]))
    }),
    ("sku-unassigned", |s| {
        let mut found = Found::only(forms(&answered(&s.whole)?, "SKUAssigned"), &["false"]);
        if found.forms.contains("true") {
            found.fine = None;
        }
        Ok(found)
    }),
];

/// The rows of shared mailboxes.
fn shared(s: &Seen) -> Result<Vec<Row>, NotReadable> {
    answered(&s.mailboxes)
}

/// The statistics that came.
fn measured(s: &Seen) -> Result<Vec<&Measured>, NotReadable> {
    let good: Vec<_> = s.measured.iter().filter(|m| m.status == 200).collect();
    if good.is_empty() {
        Err(NotReadable)
    } else {
        Ok(good)
    }
}

fn warnings(m: &Measured) -> Vec<String> {
    let beside = m.body["@adminapi.warnings"]
        .as_array()
        .into_iter()
        .flatten();
    let mut all: Vec<String> = beside
        .filter_map(|w| w.as_str().map(str::to_owned))
        .collect();
    let headers = m.headers.as_object().into_iter().flatten();
    let in_header = headers.filter(|(name, _)| name.eq_ignore_ascii_case("x-warnings"));
    all.extend(in_header.filter_map(|(_, text)| text.as_str().map(str::to_owned)));
    all
}

/// The form of an entry of `InPlaceHolds` (`exchange.md` 4.3).
fn entry(text: &str) -> &'static str {
    let rest = ["UniH", "cld", "-mbx", "mbx", "skp", "grp"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text);
    let (id, action) = rest.split_once(':').unwrap_or((rest, "2"));
    let known = id.parse::<uuid::Uuid>().is_ok() && matches!(action, "1" | "2" | "3");
    match () {
        () if known && text == text.to_uppercase() && text != text.to_lowercase() => "in capitals",
        () if known => "a known form",
        () => "an unknown form",
    }
}
