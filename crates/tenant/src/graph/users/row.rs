//! An account as it is read: the row, its licences, and what reads do not show yet.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::refusal::Refusal;

/// The columns of [`User`], in its order.
pub(in crate::graph) const COLUMNS: &str = "n, id, upn, display_name, given_name, surname, mail, mail_nickname, job_title, \
     department, office_location, usage_location, preferred_language, enabled, user_type, synced, proxy_addresses, \
     created_at, last_sign_in, last_non_interactive, last_success";

/// A row of `account`.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) n: i64,
    pub(crate) id: String,
    pub(crate) upn: String,
    pub(crate) display_name: String,
    pub(crate) given_name: Option<String>,
    pub(crate) surname: Option<String>,
    pub(crate) mail: Option<String>,
    pub(crate) mail_nickname: String,
    pub(crate) job_title: Option<String>,
    pub(crate) department: Option<String>,
    pub(crate) office_location: Option<String>,
    pub(crate) usage_location: Option<String>,
    pub(crate) preferred_language: Option<String>,
    pub(crate) enabled: bool,
    /// `userType`.
    pub(crate) membership: String,
    pub(crate) synced: Option<bool>,
    pub(crate) proxy_addresses: String,
    pub(crate) created_at: i64,
    pub(crate) last_sign_in: Option<i64>,
    pub(crate) last_non_interactive: Option<i64>,
    pub(crate) last_success: Option<i64>,
    /// Filled by [`load_licenses`].
    pub(crate) licenses: Vec<Held>,
}

/// A row of `license`: one source of one product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Held {
    pub(crate) sku: String,
    /// Empty: direct.
    pub(crate) by_group: String,
    pub(crate) disabled: Vec<String>,
    pub(crate) state: String,
    pub(crate) error: String,
    pub(crate) updated: i64,
}

impl Held {
    /// Does this source give the product, or only an error?
    pub(crate) fn gives(&self) -> bool {
        self.state != "Error"
    }
}

/// What reads show of an account until a write becomes visible (`shadow.before`).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Before {
    pub(crate) licenses: Vec<Held>,
    pub(crate) enabled: bool,
    pub(crate) usage_location: Option<String>,
}

impl User {
    pub(in crate::graph) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            n: row.get(0)?,
            id: row.get(1)?,
            upn: row.get(2)?,
            display_name: row.get(3)?,
            given_name: row.get(4)?,
            surname: row.get(5)?,
            mail: row.get(6)?,
            mail_nickname: row.get(7)?,
            job_title: row.get(8)?,
            department: row.get(9)?,
            office_location: row.get(10)?,
            usage_location: row.get(11)?,
            preferred_language: row.get(12)?,
            enabled: row.get(13)?,
            membership: row.get(14)?,
            synced: row.get(15)?,
            proxy_addresses: row.get(16)?,
            created_at: row.get(17)?,
            last_sign_in: row.get(18)?,
            last_non_interactive: row.get(19)?,
            last_success: row.get(20)?,
            licenses: Vec::new(),
        })
    }
}

/// The account with this object id or user principal name, without what reads do not show yet.
pub(crate) fn find(c: &Connection, id: &str) -> Result<User, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM account WHERE deleted_at IS NULL AND (id = lower(?1) OR upn = ?1)"
    );
    let user = c
        .prepare_cached(&sql)?
        .query_row([id], User::from_row)
        .optional()?;
    user.ok_or_else(|| Refusal::not_found(id))
}

/// The licence rows of an account, direct ones first.
pub(crate) fn licenses(c: &Connection, account: i64) -> Result<Vec<Held>> {
    let mut statement = c.prepare_cached(
        "SELECT sku, by_group, disabled, state, error, updated FROM license WHERE account = ?1 ORDER BY by_group, sku",
    )?;
    let rows = statement.query_map([account], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get::<_, String>(2)?,
            row.get(3)?,
            row.get(4)?,
            row.get(5)?,
        ))
    })?;
    rows.map(|row| {
        let (sku, by_group, disabled, state, error, updated) = row?;
        let disabled = match disabled.as_str() {
            "[]" => Vec::new(),
            list => {
                serde_json::from_str(list).map_err(|e| Error::corrupt("license.disabled", e))?
            }
        };
        Ok(Held {
            sku,
            by_group,
            disabled,
            state,
            error,
            updated,
        })
    })
    .collect()
}

/// What reads at `now` show of the account: its licences, or everything as it was before a write that does
/// not show yet.
pub(crate) fn load_licenses(c: &Connection, user: &mut User, now: Timestamp) -> Result<()> {
    let before: Option<String> = c
        .prepare_cached("SELECT before FROM shadow WHERE account = ?1 AND until > ?2")?
        .query_row((user.n, now.as_millisecond()), |row| row.get(0))
        .optional()?;
    match before {
        None => user.licenses = licenses(c, user.n)?,
        Some(before) => {
            let before: Before =
                serde_json::from_str(&before).map_err(|e| Error::corrupt("shadow.before", e))?;
            user.licenses = before.licenses;
            user.enabled = before.enabled;
            user.usage_location = before.usage_location;
        }
    }
    Ok(())
}
