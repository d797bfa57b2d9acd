//! Times as whole nanoseconds, so that they are compared as numbers and come back exactly.

use jiff::Timestamp;

use crate::failure::{Work, damaged};

/// A time as the database keeps it. What lies beyond the year 2262 is as good as then.
pub(crate) fn stored(time: Timestamp) -> i64 {
    let nanoseconds = time.as_nanosecond();
    i64::try_from(nanoseconds).unwrap_or(if nanoseconds < 0 { i64::MIN } else { i64::MAX })
}

/// The time that was kept.
pub(crate) fn time(table: &'static str, row: &str, nanoseconds: i64) -> Work<Timestamp> {
    Timestamp::from_nanosecond(i128::from(nanoseconds)).map_err(|e| damaged(table, row, e))
}
