//! Writes that reads show only later (`graph.md` 3.1: two to five minutes).

use jiff::SignedDuration;
use rusqlite::Transaction;

use crate::assume;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::faults::Effect;
use crate::graph::users::row::{self, Before};

/// Before a write: keeps the account as reads show it, if a fault or the switch says that the write shows late.
pub(crate) fn hide(tx: &Transaction<'_>, account: i64, context: &Context) -> Result<()> {
    let by_fault = context.effects.iter().find_map(|effect| match effect {
        Effect::DelayVisibility { seconds } => Some(i64::from(*seconds)),
        _ => None,
    });
    let seconds = match by_fault {
        Some(seconds) => seconds,
        None => assume::VISIBILITY_SECONDS.number(tx)?,
    };
    if seconds <= 0 {
        return Ok(());
    }
    let (enabled, usage_location) = tx
        .prepare_cached("SELECT enabled, usage_location FROM account WHERE n = ?1")?
        .query_row([account], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let before = Before {
        licenses: row::licenses(tx, account)?,
        enabled,
        usage_location,
    };
    let before = serde_json::to_string(&before).map_err(|e| Error::corrupt("shadow.before", e))?;
    let until = context
        .now
        .checked_add(SignedDuration::from_secs(seconds))?;
    // Where an earlier write does not show yet, reads go on showing what was before it.
    tx.prepare_cached("DELETE FROM shadow WHERE account = ?1 AND until <= ?2")?
        .execute((account, context.now.as_millisecond()))?;
    tx.prepare_cached(
        "INSERT INTO shadow (account, until, before) VALUES (?1, ?2, ?3)
         ON CONFLICT (account) DO UPDATE SET until = max(until, excluded.until)",
    )?
    .execute((account, until.as_millisecond(), before))?;
    Ok(())
}
