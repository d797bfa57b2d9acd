//! Which export a table is: by the columns that only that one has.

use serde_json::Value;

use super::table::{Record, Table};
use super::value::{Form, object, renamed, text};
use super::{Content, ExportError, accounts, active_users, exchange, reports, sign_ins};
use crate::graph::SkuRow;

/// Everything that a table holds.
pub(super) fn contents(table: &Table) -> Result<Vec<Content>, ExportError> {
    let has = |names: &[&str]| table.has_all(names);
    if has(&["reportrefreshdate"]) {
        return report(table).map(|content| vec![content]);
    }
    if has(&["userprincipalname", "licenses"]) && !has(&["recipienttypedetails"]) {
        return Ok(vec![Content::ActiveUsers(active_users::accounts(table))]);
    }
    // `licenseDetails` of a user look alike, without numbers.
    if has(&["skuid", "skupartnumber", "consumedunits"]) {
        return products(table).map(|rows| vec![Content::Products(rows)]);
    }
    let anchored = [
        "externaldirectoryobjectid",
        "userprincipalname",
        "primarysmtpaddress",
        "exchangeguid",
    ]
    .iter()
    .any(|name| table.has(name));
    let is_mailboxes = has(&["recipienttypedetails"]) && anchored;
    let mut found = Vec::new();
    if is_mailboxes {
        found.push(Content::Mailboxes(exchange::mailboxes(table)));
    }
    if has(&["totalitemsize"]) && (anchored || has(&["mailboxguid"]) || has(&["identity"])) {
        found.push(Content::Statistics(exchange::statistics(table)));
    }
    let account = [
        "accountenabled",
        "assignedlicenses",
        "licenseassignmentstates",
    ];
    if !is_mailboxes
        && (has(&["id"]) || has(&["objectid"]) || has(&["userprincipalname"]))
        && account.iter().any(|name| table.has(name))
    {
        found.push(Content::Users(accounts::accounts(table)));
    }
    if sign_ins::are_told(table) {
        found.push(Content::SignIns(sign_ins::sign_ins(table)));
    }
    if found.is_empty() && !anchored && (has(&["inplaceholds"]) || has(&["defaultmailboxregion"])) {
        found.push(Content::Organization(exchange::organization(table)));
    }
    if found.is_empty() {
        return Err(unknown(table));
    }
    Ok(found)
}

fn report(table: &Table) -> Result<Content, ExportError> {
    if table.has("onedrivelastactivitydate") {
        reports::report(table).map(Content::ActiveUserReport)
    } else if table.has("ownerprincipalname") {
        reports::report(table).map(Content::OneDriveUsage)
    } else if table.has("storageusedbyte") {
        reports::report(table).map(Content::MailboxUsage)
    } else {
        Err(unknown(table))
    }
}

/// A file of none of the kinds, told by what it does have.
fn unknown(table: &Table) -> ExportError {
    const SHOWN: usize = 8;
    ExportError::Unknown {
        columns: table
            .names
            .iter()
            .take(SHOWN)
            .map(|name| crate::field::cut(name))
            .collect(),
    }
}

fn products(table: &Table) -> Result<Vec<SkuRow>, ExportError> {
    const MEMBERS: [(&str, Form); 7] = [
        ("skuId", text),
        ("skuPartNumber", text),
        ("capabilityStatus", text),
        ("appliesTo", text),
        ("consumedUnits", nested),
        ("prepaidUnits", nested),
        ("servicePlans", nested),
    ];
    // A list that lacks a product would say that it is not owned, so one that cannot be read spoils the file.
    let product = |(place, record): (usize, &Record)| {
        serde_json::from_value(Value::Object(object(record, &MEMBERS))).map_err(|e| {
            ExportError::Json {
                line: 1,
                column: 1,
                why: format!("product {}: {e}", place + 1),
            }
        })
    };
    table.records.iter().enumerate().map(product).collect()
}

fn nested(value: Value) -> Value {
    renamed(
        value,
        &[
            ("enabled", "enabled"),
            ("suspended", "suspended"),
            ("warning", "warning"),
            ("lockedout", "lockedOut"),
            ("serviceplanid", "servicePlanId"),
            ("serviceplanname", "servicePlanName"),
            ("provisioningstatus", "provisioningStatus"),
            ("appliesto", "appliesTo"),
        ],
    )
}
