//! Things that happen at a time. The first request at or after it executes them, in order, each at its own
//! time, so that what follows from them is dated as if somebody had watched.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Transaction};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::licensing::groups;
use crate::{billing, mailbox, meta};

/// Something that has happened.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Happened {
    /// When it was due.
    #[serde(serialize_with = "graph_time")]
    pub at: Timestamp,
    /// What: `billing.renew`, `group.converge`, `mailbox.…`.
    pub kind: String,
    /// To whom.
    pub subject: String,
}

fn graph_time<S: serde::Serializer>(t: &Timestamp, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str(&wire::date::graph(*t))
}

/// Lets something happen at a time.
pub(crate) fn schedule(
    tx: &Transaction<'_>,
    at: Timestamp,
    kind: &str,
    subject: &str,
    data: &Value,
) -> Result<()> {
    tx.prepare_cached("INSERT INTO due (at, kind, subject, data) VALUES (?1, ?2, ?3, ?4)")?
        .execute((at.as_millisecond(), kind, subject, data.to_string()))?;
    Ok(())
}

/// Takes back what has not happened yet; says how many there were.
pub(crate) fn cancel(tx: &Transaction<'_>, kind: &str, subject: &str) -> Result<usize> {
    Ok(tx
        .prepare_cached("DELETE FROM due WHERE kind = ?1 AND subject = ?2")?
        .execute((kind, subject))?)
}

/// Executes everything that is due at `now`, also what becomes due by it.
pub(crate) fn execute(tx: &Transaction<'_>, now: Timestamp) -> Result<Vec<Happened>> {
    let mut happened = Vec::new();
    while let Some((id, at, kind, subject, data)) = next(tx, now)? {
        tx.prepare_cached("DELETE FROM due WHERE id = ?1")?
            .execute([id])?;
        let at = meta::time(at)?;
        let data: Value = serde_json::from_str(&data).map_err(|e| Error::corrupt("due.data", e))?;
        match kind.split_once('.') {
            Some(("mailbox", _)) => mailbox::due(tx, &kind, &subject, &data, at)?,
            Some(("billing", _)) => billing::due(tx, &kind, &subject, &data, at)?,
            Some(("group", _)) => groups::due(tx, &kind, &subject, &data, at)?,
            _ => return Err(Error::corrupt("due.kind", format!("`{kind}` is not known"))),
        }
        happened.push(Happened { at, kind, subject });
    }
    Ok(happened)
}

type Row = (i64, i64, String, String, String);

fn next(tx: &Transaction<'_>, now: Timestamp) -> Result<Option<Row>> {
    Ok(tx
        .prepare_cached(
            "SELECT id, at, kind, subject, data FROM due WHERE at <= ?1 ORDER BY at, id LIMIT 1",
        )?
        .query_row([now.as_millisecond()], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        })
        .optional()?)
}

/// Appends to the tenant's history.
pub(crate) fn record(
    tx: &Transaction<'_>,
    at: Timestamp,
    kind: &str,
    subject: &str,
    data: &Value,
) -> Result<()> {
    tx.prepare_cached("INSERT INTO event (at, kind, subject, data) VALUES (?1, ?2, ?3, ?4)")?
        .execute((at.as_millisecond(), kind, subject, data.to_string()))?;
    Ok(())
}
