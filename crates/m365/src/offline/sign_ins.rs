//! `signInActivity` of accounts, from Graph or `Get-MgUser`.

use model::AccountId;
use serde_json::{Value, json};

use super::accounts::id_of;
use super::table::{Record, Table};
use super::value::{renamed, time};
use crate::graph::SignInRow;

/// The sign-ins of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedSignIn {
    /// Object id, where the file has it.
    pub id: Option<AccountId>,
    /// Sign-in name, where the file has it.
    pub user_principal_name: Option<String>,
    /// The sign-ins; its own `id` is all zeros where the file has none.
    pub row: SignInRow,
}

/// Does any account show a successful sign-in? PowerShell shows sign-ins that were not asked for as empty, and then
/// nobody would ever have signed in.
pub(super) fn are_told(table: &Table) -> bool {
    let told = |record: &Record| {
        record
            .get("signinactivity")
            .map(|v| activity(v.clone()))
            .is_some_and(|v| v["lastSuccessfulSignInDateTime"].is_string())
    };
    table.records.iter().any(told)
}

/// The sign-ins of a table.
pub(super) fn sign_ins(table: &Table) -> Vec<ExportedSignIn> {
    let sign_in = |record: &Record| {
        let id = id_of(record);
        let activity = record
            .get("signinactivity")
            .map_or(Value::Null, |v| activity(v.clone()));
        let row =
            json!({ "id": id.unwrap_or(AccountId::from_u128(0)), "signInActivity": activity });
        let name = record.get("userprincipalname").and_then(Value::as_str);
        ExportedSignIn {
            id,
            user_principal_name: name.map(str::to_lowercase),
            row: serde_json::from_value(row).expect("a row takes a member of any form"),
        }
    };
    table.records.iter().map(sign_in).collect()
}

fn activity(value: Value) -> Value {
    let mut activity = renamed(
        value,
        &[
            ("lastsignindatetime", "lastSignInDateTime"),
            (
                "lastnoninteractivesignindatetime",
                "lastNonInteractiveSignInDateTime",
            ),
            (
                "lastsuccessfulsignindatetime",
                "lastSuccessfulSignInDateTime",
            ),
        ],
    );
    if let Value::Object(members) = &mut activity {
        for at in members.values_mut() {
            *at = time(at.take());
        }
    }
    activity
}
