//! User name and password.

use jiff::{SignedDuration, Timestamp};
use model::CloudId;
use rusqlite::{Connection, OptionalExtension as _, Transaction};
use serde_json::json;

use super::person::{self, Person};
use crate::error::Result;
use crate::{due, meta, people};

/// How long a name is locked (Entra's smart lockout: one minute at first; that it grows is left out).
const LOCKED: SignedDuration = SignedDuration::from_mins(1);

/// Why somebody was not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// 50034.
    Unknown,
    /// 50126.
    WrongPassword,
    /// 50057; said only to those who know the password.
    Disabled,
    /// 50053.
    Locked,
}

impl Fault {
    /// The AADSTS number.
    pub(super) const fn code(self) -> u32 {
        match self {
            Self::Unknown => 50034,
            Self::WrongPassword => 50126,
            Self::Disabled => 50057,
            Self::Locked => 50053,
        }
    }

    /// For the page. Whether a name exists is not said.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Unknown | Self::WrongPassword => {
                "Your user name or password is incorrect. Check both and try again."
            }
            Self::Disabled => {
                "Your account has been disabled (AADSTS50057). Ask an administrator to allow sign-in."
            }
            Self::Locked => {
                "Too many failed sign-ins: the account is locked for a minute (AADSTS50053). Try again later."
            }
        }
    }
}

/// Failures after which a name is locked: 3 in the clouds of the US government, else 10 (smart lockout).
const fn threshold(cloud: CloudId) -> i64 {
    match cloud {
        CloudId::GccHigh | CloudId::Dod => 3,
        CloudId::Worldwide | CloudId::China | CloudId::Germany => 10,
    }
}

/// Checks and writes down an attempt. The fault is a value of its own, so that what was written is kept.
pub(super) fn attempt(
    tx: &Transaction<'_>,
    cloud: CloudId,
    name: &str,
    password: &str,
    now: Timestamp,
) -> Result<Result<Person, Fault>> {
    let name = name.trim();
    let person = person::find(tx, name)?;
    let judged = judge(tx, name, person.as_ref(), password, now)?;
    if let Some(person) = &person {
        remember(tx, person, judged.is_ok(), now)?;
    }
    match judged {
        Ok(()) => {
            tx.execute("DELETE FROM sign_in_failure WHERE name = ?1", [name])?;
        }
        Err(Fault::Unknown | Fault::WrongPassword) => count(tx, cloud, name, now)?,
        Err(Fault::Disabled | Fault::Locked) => {}
    }
    let code = judged.err().map_or(0, Fault::code);
    due::record(tx, now, "sign_in", name, &json!({"code": code}))?;
    Ok(match (judged, person) {
        (Ok(()), Some(person)) => Ok(person),
        (Ok(()), None) => Err(Fault::Unknown),
        (Err(fault), _) => Err(fault),
    })
}

fn judge(
    c: &Connection,
    name: &str,
    person: Option<&Person>,
    password: &str,
    now: Timestamp,
) -> Result<Result<(), Fault>> {
    let until: Option<i64> = c
        .prepare_cached("SELECT until FROM sign_in_failure WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    if until.is_some_and(|until| until > now.as_millisecond()) {
        return Ok(Err(Fault::Locked));
    }
    let Some(person) = person else {
        return Ok(Err(Fault::Unknown));
    };
    let known: Option<(String, String)> = c
        .prepare_cached("SELECT salt, sha256 FROM password WHERE account = ?1")?
        .query_row([&person.id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let right = known.is_some_and(|(salt, sha256)| people::salted(&salt, password) == sha256);
    Ok(match (right, person.enabled) {
        (false, _) => Err(Fault::WrongPassword),
        (true, false) => Err(Fault::Disabled),
        (true, true) => Ok(()),
    })
}

/// What `signInActivity` shows: attempts, and the last that succeeded.
fn remember(tx: &Transaction<'_>, person: &Person, success: bool, now: Timestamp) -> Result<()> {
    let now = now.as_millisecond();
    tx.execute(
        "UPDATE account SET last_sign_in = ?2, last_success = iif(?3, ?2, last_success) WHERE id = ?1",
        (&person.id, now, success),
    )?;
    Ok(())
}

fn count(tx: &Transaction<'_>, cloud: CloudId, name: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO sign_in_failure (name, n, until) VALUES (?1, 1, 0) ON CONFLICT (name) DO UPDATE SET n = n + 1",
        [name],
    )?;
    let locked = now.checked_add(LOCKED)?.as_millisecond();
    tx.execute(
        "UPDATE sign_in_failure SET until = ?2 WHERE name = ?1 AND n >= ?3",
        (name, locked, threshold(cloud)),
    )?;
    Ok(())
}

/// Who may be picked on the page, and the organisation's name.
pub(super) fn shown(c: &Connection) -> Result<(String, Vec<people::Listed>)> {
    Ok((
        meta::get(c, meta::NAME)?.unwrap_or_default(),
        people::list(c)?,
    ))
}
