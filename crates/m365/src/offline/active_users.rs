//! **Export users** of Active users in the admin center. Two headers were seen, which differ in order and in a few
//! names that do not matter here; columns go by their English names, for none in another language is known to us.

use serde_json::Value;

use super::accounts::{ExportedAccount, id_of, unread};
use super::products::{Named, named};
use super::table::{Record, Table};
use super::value::flag;
use crate::field::{Field, cut};

/// The accounts of a table. One that was deleted is left out.
pub(super) fn accounts(table: &Table) -> Vec<ExportedAccount> {
    table
        .records
        .iter()
        .filter(|record| cell(record, "softdeletiontimestamp").is_none())
        .map(account)
        .collect()
}

fn account(record: &Record) -> ExportedAccount {
    let id = id_of(record);
    let mut row = unread(id);
    row.display_name = field(record, "displayname");
    row.user_principal_name = field(record, "userprincipalname");
    row.usage_location = field(record, "usagelocation");
    row.account_enabled = switch(record, "blockcredential", |blocked| !blocked);
    row.on_premises_sync_enabled = switch(record, "dirsyncenabled", |synced| synced);
    // `SMTP:info@contoso.com+smtp:sales@contoso.com`: the primary one in capitals.
    let proxies: Vec<&str> = cell(record, "proxyaddresses")
        .unwrap_or_default()
        .split('+')
        .collect();
    if let Some(primary) = proxies.iter().find_map(|a| a.strip_prefix("SMTP:")) {
        row.mail = Field::Value(primary.trim().to_owned());
    }
    let address = |proxy: &&str| {
        let (kind, address) = proxy.split_once(':')?;
        kind.eq_ignore_ascii_case("smtp")
            .then(|| address.trim().to_lowercase())
    };
    ExportedAccount {
        id,
        row,
        addresses: proxies.iter().filter_map(address).collect(),
        named: cell(record, "licenses").map_or(Named::Nothing, named),
    }
}

fn cell<'r>(record: &'r Record, name: &str) -> Option<&'r str> {
    record
        .get(name)
        .and_then(Value::as_str)
        .map(str::trim)
        .filter(|t| !t.is_empty())
}

/// A text. An empty cell may be a column that was not filled: it says nothing.
fn field(record: &Record, name: &str) -> Field<String> {
    cell(record, name).map_or(Field::Missing, |t| Field::Value(t.to_owned()))
}

fn switch(record: &Record, name: &str, meaning: fn(bool) -> bool) -> Field<bool> {
    match cell(record, name) {
        None => Field::Missing,
        Some(text) => match flag(Value::from(text)) {
            Value::Bool(on) => Field::Value(meaning(on)),
            _ => Field::Odd(cut(text)),
        },
    }
}
