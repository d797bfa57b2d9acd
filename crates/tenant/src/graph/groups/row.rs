//! A group and its properties, as a table.

use rusqlite::{Connection, OptionalExtension as _, Row};
use serde_json::{Map, Value, json};

use crate::error::Result;
use crate::licensing::groups;
use crate::meta;
use crate::refusal::Refusal;

/// The columns of [`Group`], in its order.
pub(super) const COLUMNS: &str = "id, display_name, description, mail_enabled, security, group_types, rule, synced, \
     role_assignable, processing, created_at, EXISTS (SELECT 1 FROM license WHERE by_group = grp.id AND state = 'Error')";

/// A row of `grp`.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) id: String,
    display_name: String,
    description: Option<String>,
    mail_enabled: bool,
    security: bool,
    types: String,
    pub(super) rule: Option<String>,
    pub(super) synced: Option<bool>,
    role_assignable: bool,
    processing: String,
    created_at: i64,
    has_errors: bool,
    licenses: Vec<(String, Vec<String>)>,
}

/// A property: its name, does it come without being selected, how is it written. Sorted by name, `id` first,
/// as the directory writes groups in its documentation.
type Property = (&'static str, bool, fn(&Group) -> Value);

const PROPERTIES: &[Property] = &[
    ("id", true, |g| json!(g.id)),
    ("deletedDateTime", true, |_| Value::Null),
    ("classification", true, |_| Value::Null),
    ("createdDateTime", true, |g| g.created()),
    ("description", true, |g| json!(g.description)),
    ("displayName", true, |g| json!(g.display_name)),
    ("groupTypes", true, |g| g.group_types()),
    // `[]` unless the group may hold Entra roles; the directory says null.
    ("isAssignableToRole", true, |g| {
        if g.role_assignable {
            json!(true)
        } else {
            Value::Null
        }
    }),
    ("mail", true, |_| Value::Null),
    ("mailEnabled", true, |g| json!(g.mail_enabled)),
    ("membershipRule", true, |g| json!(g.rule)),
    ("membershipRuleProcessingState", true, |g| {
        g.rule.as_ref().map_or(Value::Null, |_| json!("On"))
    }),
    ("onPremisesSyncEnabled", true, |g| json!(g.synced)),
    ("securityEnabled", true, |g| json!(g.security)),
    ("assignedLicenses", false, |g| {
        g.licenses
            .iter()
            .map(|(sku, disabled)| json!({"disabledPlans": disabled, "skuId": sku}))
            .collect()
    }),
    (
        "licenseProcessingState",
        false,
        |g| json!({"state": g.processing}),
    ),
    // Only for `$filter`: never returned (`graph.md` 2.3).
    ("hasMembersWithLicenseErrors", false, |g| {
        json!(g.has_errors)
    }),
];

impl Group {
    fn created(&self) -> Value {
        meta::time(self.created_at).map_or(Value::Null, |at| wire::date::graph(at).into())
    }

    fn group_types(&self) -> Value {
        serde_json::from_str(&self.types).unwrap_or_else(|_| json!([]))
    }

    /// A row, with its licences.
    pub(super) fn from_row(c: &Connection, row: &Row<'_>) -> Result<Self> {
        let id: String = row.get(0)?;
        Ok(Self {
            licenses: groups::licenses(c, &id)?,
            id,
            display_name: row.get(1)?,
            description: row.get(2)?,
            mail_enabled: row.get(3)?,
            security: row.get(4)?,
            types: row.get(5)?,
            rule: row.get(6)?,
            synced: row.get(7)?,
            role_assignable: row.get(8)?,
            processing: row.get(9)?,
            created_at: row.get(10)?,
            has_errors: row.get(11)?,
        })
    }

    /// The group with this id.
    pub(super) fn find(c: &Connection, id: &str) -> Result<Self, Refusal> {
        let sql = format!("SELECT {COLUMNS} FROM grp WHERE id = lower(?1)");
        let found = c
            .prepare_cached(&sql)?
            .query_row([id], |row| Ok(Self::from_row(c, row)))
            .optional()?;
        found
            .ok_or_else(|| Refusal::not_found(id))?
            .map_err(Refusal::from)
    }

    /// The members that are asked for: the default set, or the selected ones with `id`.
    pub(super) fn write(&self, names: Option<&[&str]>) -> Value {
        let chosen = PROPERTIES
            .iter()
            .filter(|(name, by_default, _)| match names {
                None => *by_default,
                Some(names) => {
                    let is_asked = names.iter().any(|n| n.eq_ignore_ascii_case(name));
                    (is_asked || *name == "id") && *name != "hasMembersWithLicenseErrors"
                }
            });
        chosen
            .map(|(name, _, write)| ((*name).to_owned(), write(self)))
            .collect::<Map<_, _>>()
            .into()
    }

    /// Every property, for a filter.
    pub(super) fn everything(&self) -> Value {
        PROPERTIES
            .iter()
            .map(|(name, _, write)| ((*name).to_owned(), write(self)))
            .collect::<Map<_, _>>()
            .into()
    }

    /// The part that the answer of `assignLicense` holds (documented).
    pub(super) fn accepted(&self) -> Value {
        json!({
            "id": self.id,
            "createdDateTime": self.created(),
            "groupTypes": self.group_types(),
            "securityEnabled": self.security,
        })
    }
}

/// Is there a property of this name?
pub(super) fn is_property(name: &str) -> bool {
    PROPERTIES
        .iter()
        .any(|(known, ..)| known.eq_ignore_ascii_case(name))
}
