//! Accounts: Graph's `users` as JSON (a page, a list, one user), `Get-MgUser | ConvertTo-Json`, and the columns of
//! Entra's **Download users**.

use model::AccountId;
use serde_json::{Value, json};

use super::products::Named;
use super::table::{Record, Table};
use super::value::{Form, flag, object, renamed, text};
use crate::field::Field;
use crate::graph::UserRow;

/// An account with everything by which it may be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedAccount {
    /// Object id, where the file has it.
    pub id: Option<AccountId>,
    /// The account; its own `id` is all zeros where the file has none.
    pub row: UserRow,
    /// Addresses, in small letters.
    pub addresses: Vec<String>,
    /// Products by their names, where that is all that the file says of licences.
    pub named: Named,
}

/// The accounts of a table.
pub(super) fn accounts(table: &Table) -> Vec<ExportedAccount> {
    const MEMBERS: [(&str, Form); 9] = [
        ("displayName", text),
        ("userPrincipalName", text),
        ("mail", text),
        ("accountEnabled", flag),
        ("userType", text),
        ("usageLocation", text),
        ("onPremisesSyncEnabled", flag),
        ("assignedLicenses", licenses),
        ("licenseAssignmentStates", licenses),
    ];
    // Microsoft Graph PowerShell shows a property that was not asked for as empty. Graph itself leaves it out.
    let from_graph = table.names.iter().any(|n| n == "userPrincipalName") && table.has("id");
    let forget = |name: &str| !from_graph && table.is_void(name);
    table
        .records
        .iter()
        .map(|record| {
            let id = id_of(record);
            let mut members = object(record, &MEMBERS);
            members.insert(
                "id".to_owned(),
                json!(id.unwrap_or(AccountId::from_u128(0))),
            );
            members.retain(|name, _| name == "id" || !forget(&super::table::fold(name)));
            let row: UserRow = serde_json::from_value(Value::Object(members))
                .expect("a row takes a member of any form");
            ExportedAccount {
                id,
                addresses: row
                    .mail
                    .value()
                    .map(|m| m.to_lowercase())
                    .into_iter()
                    .collect(),
                row,
                named: Named::Nothing,
            }
        })
        .collect()
}

/// The object id of a record.
pub(super) fn id_of(record: &Record) -> Option<AccountId> {
    ["id", "objectid"]
        .iter()
        .find_map(|name| record.get(*name)?.as_str()?.parse().ok())
}

/// An account of which nothing is known but its names.
pub(super) fn unread(id: Option<AccountId>) -> UserRow {
    UserRow {
        id: id.unwrap_or(AccountId::from_u128(0)),
        display_name: Field::Missing,
        user_principal_name: Field::Missing,
        mail: Field::Missing,
        account_enabled: Field::Missing,
        user_type: Field::Missing,
        usage_location: Field::Missing,
        on_premises_sync_enabled: Field::Missing,
        assigned_licenses: Field::Missing,
        license_assignment_states: Field::Missing,
    }
}

/// `assignedLicenses` and `licenseAssignmentStates` under Graph's names, whatever the case of what was exported.
fn licenses(value: Value) -> Value {
    renamed(
        value,
        &[
            ("skuid", "skuId"),
            ("disabledplans", "disabledPlans"),
            ("assignedbygroup", "assignedByGroup"),
            ("state", "state"),
            ("error", "error"),
        ],
    )
}
