//! The frame of a report: its dates, and whether it conceals names.

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use crate::error::Result;
use crate::{assume, meta};

/// What every row of a report shares.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// The days that the report looks back: the bare number in its last column.
    pub(super) period: u16,
    /// Are names of users and sites concealed?
    pub(super) concealed: bool,
    /// The tenant's first domain.
    pub(super) initial_domain: String,
    /// Report Refresh Date.
    refresh: String,
    /// The end of that day.
    until: Timestamp,
    /// Makes the hashes of concealed names the tenant's own.
    salt: String,
}

impl Frame {
    pub(super) fn new(c: &Connection, period: u16, now: Timestamp) -> Result<Self> {
        let lag = SignedDuration::from_hours(24 * assume::REPORT_LAG_DAYS.number(c)?.clamp(0, 30));
        let refresh = wire::date::day(now.checked_sub(lag)?);
        let midnight =
            wire::date::parse_day(&refresh).map_err(|e| crate::Error::corrupt("a day", e))?;
        Ok(Self {
            period,
            concealed: meta::get(c, meta::CONCEALED)?.as_deref() == Some("1"),
            initial_domain: meta::need(c, meta::INITIAL_DOMAIN)?,
            until: midnight.checked_add(SignedDuration::from_hours(24))?,
            refresh,
            salt: meta::need(c, meta::TENANT_ID)?,
        })
    }

    /// Report Refresh Date.
    pub(super) fn refresh(&self) -> String {
        self.refresh.clone()
    }

    /// Report Period.
    pub(super) fn period(&self) -> String {
        self.period.to_string()
    }

    /// The end of the report's day, milliseconds: what began later is not in it.
    pub(super) fn until(&self) -> i64 {
        self.until.as_millisecond()
    }

    /// A day of a column; empty for nothing. What happened after the report's day shows as of that day.
    pub(super) fn day(&self, millis: Option<i64>) -> Result<String> {
        match millis {
            None => Ok(String::new()),
            Some(millis) if millis >= self.until() => Ok(self.refresh()),
            Some(millis) => Ok(wire::date::day(meta::time(millis)?)),
        }
    }

    /// A name of a user or a site, or 32 hexadecimal capitals in its place. The same name has the same hash in
    /// every report (REC, `graph.md` 5.3); how Microsoft makes it is not known.
    pub(super) fn name(&self, name: &str) -> String {
        if !self.concealed {
            return name.to_owned();
        }
        let digest = Sha256::new()
            .chain_update(&self.salt)
            .chain_update(name)
            .finalize();
        hex::encode_upper(&digest[..16])
    }
}

/// `True` or `False`.
pub(super) fn flag(on: bool) -> String {
    if on { "True" } else { "False" }.to_owned()
}
