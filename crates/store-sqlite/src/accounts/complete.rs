//! The end of a reading: who was not met is gone, and the first time everybody gets a place.
//!
//! For a large organisation that takes a while, so it is done in many transactions, and others write in between. None
//! of it shows before the last: a list that was never read to its end is empty.

use model::TenantId;
use rusqlite::{Transaction, params};
use store::AccountReading;

use super::directory_to_write;
use super::kept::Kept;
use super::order::{ORDERS, Order};
use super::writer::Writer;
use crate::db::Db;
use crate::failure::{Work, json};
use crate::statements::statements;
use crate::time::stored;

statements! {
    IS_LISTED = "SELECT reading IS NOT NULL FROM directory WHERE n = ?1";
    START_PLACING = "UPDATE directory SET placing = 1 WHERE n = ?1";
    NOT_READ_SINCE = "SELECT n FROM account WHERE directory = ?1 AND read_at < ?2";
    SET_READING = "UPDATE directory SET reading = ?2 WHERE n = ?1";
}

/// So many accounts are changed in one transaction: less than a tenth of a second.
const AT_ONCE: usize = 1_000;

/// Completes a reading; answers how many accounts are gone.
pub(super) fn complete(db: &Db, tenant: TenantId, reading: &AccountReading) -> Work<u64> {
    let (directory, listed) = db.write(|t| {
        let directory = directory_to_write(t, tenant)?;
        // From here on whoever comes or changes is placed at once, so nobody is overlooked below.
        t.prepare_cached(START_PLACING)?.execute([directory])?;
        let listed: bool = t
            .prepare_cached(IS_LISTED)?
            .query_row([directory], |r| r.get(0))?;
        Ok((directory, listed))
    })?;
    let gone = drop_gone(db, directory, tenant, stored(reading.started_at))?;
    if !listed {
        for order in &ORDERS {
            place_all(db, directory, tenant, order)?;
        }
    }
    db.write(|t| {
        t.prepare_cached(SET_READING)?
            .execute(params![directory, json(reading)?])?;
        Ok(())
    })?;
    Ok(gone)
}

/// Drops whom nobody has read since.
fn drop_gone(db: &Db, directory: i64, tenant: TenantId, since: i64) -> Work<u64> {
    let candidates = db.read(|t| numbers(t, NOT_READ_SINCE, [directory, since]))?;
    let mut gone = 0;
    in_turns(db, directory, tenant, &candidates, |writer, kept| {
        if kept.read_at < since {
            writer.remove(&kept)?;
            gone += 1;
        }
        Ok(())
    })?;
    Ok(gone)
}

/// Gives everybody a place. Taken in their order each comes to stand behind the last, which for a million accounts is
/// many times as fast as placing them as they are read.
fn place_all(db: &Db, directory: i64, tenant: TenantId, order: &Order) -> Work<()> {
    let sorted = db.read(|t| numbers(t, order.sorted, [directory]))?;
    in_turns(db, directory, tenant, &sorted, |writer, kept| {
        writer.place(order, &kept)
    })
}

fn numbers(t: &Transaction<'_>, sql: &str, values: impl rusqlite::Params) -> Work<Vec<i64>> {
    let mut statement = t.prepare_cached(sql)?;
    let found = statement.query_map(values, |r| r.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Does something with each account that is still there, and lets others write now and then.
fn in_turns(
    db: &Db,
    directory: i64,
    tenant: TenantId,
    accounts: &[i64],
    mut work: impl FnMut(&mut Writer<'_>, Kept) -> Work<()>,
) -> Work<()> {
    for some in accounts.chunks(AT_ONCE) {
        db.write(|t| {
            let mut writer = Writer::new(t, directory, tenant)?;
            for &n in some {
                if let Some(kept) = Kept::numbered(t, n)? {
                    work(&mut writer, kept)?;
                }
            }
            writer.finish()
        })?;
        Db::give_way();
    }
    Ok(())
}
