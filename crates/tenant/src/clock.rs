//! The tenant's clock: the machine's, moved forward by hand. Nothing else moves time.

use jiff::Timestamp;
use rusqlite::{Connection, Transaction};

use crate::due::{self, Happened};
use crate::error::{Error, Result};
use crate::meta;
use crate::tenant::Tenant;

/// Milliseconds by which the tenant's clock is ahead.
pub(crate) fn offset(c: &Connection) -> Result<i64> {
    match meta::get(c, meta::CLOCK_OFFSET)? {
        Some(text) => text
            .parse()
            .map_err(|e| Error::corrupt(meta::CLOCK_OFFSET, e)),
        None => Ok(0),
    }
}

/// Moves the clock to a time, never back, and executes what is due by then.
pub(crate) fn advance(
    tenant: &Tenant,
    tx: &Transaction<'_>,
    to: Timestamp,
) -> Result<Vec<Happened>> {
    let now = tenant.now_in(tx)?;
    if to < now {
        return Err(Error::ClockGoesBack { now, to });
    }
    let ahead = to.as_millisecond() - tenant.env.now().as_millisecond();
    meta::set(tx, meta::CLOCK_OFFSET, &ahead.to_string())?;
    due::execute(tx, to)
}
