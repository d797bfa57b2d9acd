//! Faults on request: rows that say what they match, what they do, and how often they still may.

use rusqlite::{Connection, OptionalExtension as _, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Result};

mod glob;

/// What a fault matches; a member that is left out matches everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Matcher {
    /// The name under which the request is counted, such as `users.assignLicense`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// `GET`, `POST` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// A glob over the path; `*` is any text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The account that the request is about: object id, user principal name or address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Only items of a `$batch`, or only calls of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
}

/// Which part of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// An item of a `$batch`.
    Item,
    /// A call of its own; a `$batch` as a whole is one.
    Call,
}

/// What a fault does. The crate's documentation says more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Effect {
    /// 429.
    Throttle {
        /// Seconds, as a text or a number; none: no header.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<Seconds>,
    },
    /// 409 `Directory_ConcurrencyViolation`.
    Conflict {
        /// Seconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<Seconds>,
    },
    /// Any status, nothing was applied.
    Status {
        /// The status.
        status: u16,
        /// Its body.
        #[serde(default)]
        body: BodyKind,
        /// Seconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<Seconds>,
    },
    /// The answer takes longer.
    Slow {
        /// Milliseconds.
        millis: u64,
    },
    /// The connection ends; nothing was applied.
    Drop,
    /// The request is carried out, its answer is lost.
    LoseAnswer {
        /// How.
        #[serde(default)]
        how: LostBy,
    },
    /// Reads show the write only later.
    DelayVisibility {
        /// Seconds of the tenant's clock.
        seconds: u32,
    },
    /// An Exchange read by identity answers every row.
    IgnoreIdentity,
}

/// A number of seconds as it stands in a header: Microsoft has sent fractions too (`graph.md` 12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Value", into = "String")]
pub struct Seconds(pub String);

impl From<Value> for Seconds {
    fn from(value: Value) -> Self {
        match value {
            Value::String(text) => Self(text),
            other => Self(other.to_string()),
        }
    }
}

impl From<Seconds> for String {
    fn from(seconds: Seconds) -> Self {
        seconds.0
    }
}

/// The body of a failure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// The error envelope of the service.
    #[default]
    Json,
    /// A page of a gateway.
    Html,
    /// Nothing.
    Empty,
}

/// How an answer gets lost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LostBy {
    /// The connection ends.
    #[default]
    Drop,
    /// A gateway answers 504.
    GatewayTimeout,
}

/// A fault to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    /// What it matches.
    #[serde(default)]
    pub matcher: Matcher,
    /// What it does.
    pub effect: Effect,
    /// How often; 0 means always.
    #[serde(default = "once")]
    pub times: u32,
}

const fn once() -> u32 {
    1
}

/// A fault with its counters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FaultRow {
    /// The number it was given.
    pub id: i64,
    /// What it matches.
    pub matcher: Matcher,
    /// What it does.
    pub effect: Effect,
    /// How often it still may; -1 for always.
    pub remaining: i64,
    /// How often it did.
    pub fired: i64,
}

/// What is known of a request when faults are looked up.
#[derive(Debug)]
pub(crate) struct Request<'a> {
    pub(crate) operation: &'a str,
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    /// What stands in the request for the account it is about.
    pub(crate) account: Option<&'a str>,
    pub(crate) scope: Scope,
}

/// Adds a fault; says its number.
pub(crate) fn add(tx: &Transaction<'_>, fault: &Fault) -> Result<i64> {
    let remaining = if fault.times == 0 {
        -1
    } else {
        i64::from(fault.times)
    };
    tx.prepare_cached("INSERT INTO fault (matcher, effect, remaining) VALUES (?1, ?2, ?3)")?
        .execute((json(&fault.matcher)?, json(&fault.effect)?, remaining))?;
    Ok(tx.last_insert_rowid())
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::corrupt("fault", e))
}

/// All faults, spent ones too.
pub(crate) fn list(c: &Connection) -> Result<Vec<FaultRow>> {
    read(
        c,
        "SELECT id, matcher, effect, remaining, fired FROM fault ORDER BY id",
    )
}

fn read(c: &Connection, sql: &str) -> Result<Vec<FaultRow>> {
    let mut statement = c.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get(3)?,
            row.get(4)?,
        ))
    })?;
    rows.map(|row| {
        let (id, matcher, effect, remaining, fired) = row?;
        let of = |e| Error::corrupt("fault", e);
        Ok(FaultRow {
            id,
            matcher: serde_json::from_str(&matcher).map_err(of)?,
            effect: serde_json::from_str(&effect).map_err(of)?,
            remaining,
            fired,
        })
    })
    .collect()
}

/// The effects that this request sets off, in the order in which the faults were added. A fault that ends
/// the request early keeps later ones for the next.
pub(crate) fn fire(tx: &Transaction<'_>, request: &Request<'_>) -> Result<Vec<Effect>> {
    let mut effects = Vec::new();
    for fault in read(
        tx,
        "SELECT id, matcher, effect, remaining, fired FROM fault WHERE remaining <> 0 ORDER BY id",
    )? {
        if !matches(tx, &fault.matcher, request)? {
            continue;
        }
        tx.prepare_cached(
            "UPDATE fault SET fired = fired + 1, remaining = CASE WHEN remaining > 0 THEN remaining - 1 ELSE remaining END WHERE id = ?1",
        )?
        .execute([fault.id])?;
        let ends = fault.effect.ends_early();
        effects.push(fault.effect);
        if ends {
            break;
        }
    }
    Ok(effects)
}

fn matches(c: &Connection, matcher: &Matcher, request: &Request<'_>) -> Result<bool> {
    let text = |wanted: &Option<String>, is: &str| {
        wanted
            .as_deref()
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(is))
    };
    Ok(text(&matcher.operation, request.operation)
        && text(&matcher.method, request.method)
        && matcher
            .path
            .as_deref()
            .is_none_or(|pattern| glob::matches(pattern, request.path))
        && matcher.scope.is_none_or(|scope| scope == request.scope)
        && match (&matcher.account, request.account) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(wanted), Some(named)) => {
                wanted.eq_ignore_ascii_case(named) || same_account(c, wanted, named)?
            }
        })
}

/// Do two names stand for the same account?
fn same_account(c: &Connection, a: &str, b: &str) -> Result<bool> {
    let number = |name: &str| -> Result<Option<i64>> {
        Ok(c.prepare_cached(
            "SELECT n FROM account WHERE id = lower(?1) UNION SELECT n FROM account WHERE upn = ?1
             UNION SELECT n FROM account WHERE mail = ?1 LIMIT 1",
        )?
        .query_row([name], |row| row.get(0))
        .optional()?)
    };
    Ok(matches!((number(a)?, number(b)?), (Some(a), Some(b)) if a == b))
}

impl Effect {
    /// Is the request answered without having been carried out?
    pub(crate) const fn ends_early(&self) -> bool {
        matches!(
            self,
            Self::Throttle { .. } | Self::Conflict { .. } | Self::Status { .. } | Self::Drop
        )
    }
}
