//! Switches for what Microsoft does not promise: the list is [`wire::assumptions`], the values stand in `meta`.
//!
//! Some are asked where an answer is made ([`Switch`]); the others rewrite answers that are finished ([`rewrite`]),
//! after Microsoft's metadata has judged them. Each use is counted, so that a test can tell whether a switch did
//! anything at all.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension as _, Transaction};
use wire::assumptions::{ASSUMED, Assumption, Turn, named};

use crate::error::Result;
use crate::meta;

pub(crate) mod rewrite;
#[cfg(test)]
mod tests;

/// A switch that is asked where an answer is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Switch(&'static Assumption);

macro_rules! switches {
    ($($name:ident = $of:literal;)*) => {
        $(pub(crate) const $name: Switch = Switch::of($of);)*
        /// All that are asked where an answer is made.
        #[cfg(test)]
        pub(crate) const ALL: &[Switch] = &[$($name),*];
    };
}

switches! {
    TOKEN_SECONDS = "token-seconds";
    TOKEN_BACKDATED_SECONDS = "token-backdated-seconds";
    SIGN_IN_ERROR_STATUS = "sign-in-error-status";
    ROLE_CLAIMS = "role-claims";
    DEVICE_INTERVAL = "device-interval";
    SESSION_HOURS = "session-hours";
    SIGN_IN_PAGE = "sign-in-page";
    SIGN_IN_LIMIT = "sign-in-limit";
    USERS_PAGE = "users-page";
    STATE_ERROR_NONE = "state-error-none";
    VISIBILITY_SECONDS = "visibility-seconds";
    ASSIGN_ATOMIC = "assign-atomic";
    REASSIGN = "reassign";
    WARNING_ASSIGNABLE = "warning-assignable";
    GROUP_SECONDS = "group-seconds";
    SKUS_PAGE = "skus-page";
    RETRY_AFTER = "retry-after";
    LIMITS = "limits";
    REPORT_LAG_DAYS = "report-lag-days";
    REPORT_RECIPIENT_TYPE = "report-recipient-type";
    REPORT_DOWNLOAD_STRICT = "report-download-strict";
    REPORT_DOWNLOAD_SECONDS = "report-download-seconds";
    REPORT_ANSWER = "report-answer";
    REPORT_SETTINGS_FORM = "report-settings-form";
    BROKEN_LINKS = "broken-links";
    RESULT_SIZE_LINKS = "result-size-links";
    MAILBOX_PAGE = "mailbox-page";
    ALIAS_ORDER = "alias-order";
    SELECT_HONOURED = "select-honoured";
    EXCHANGE_NOT_FOUND = "exchange-not-found";
    ANCHOR_SECONDS = "anchor-seconds";
    EXCHANGE_BATCH_MAX = "exchange-batch-max";
    NEVER_USED_WARNING = "never-used-warning";
    SKU_UNASSIGNED = "sku-unassigned";
    CONVERSION_SECONDS = "conversion-seconds";
    SYNC_SECONDS = "sync-seconds";
    KIOSK_QUOTA_STICKS = "kiosk-quota-sticks";
    BUSINESS_100_GB = "business-100-gb";
}

impl Switch {
    const fn of(name: &str) -> Self {
        let assumption = named(name);
        assert!(assumption.assumed().is_some(), "it has a switch");
        Self(assumption)
    }

    fn assumed(self) -> &'static str {
        self.0.assumed().unwrap_or_default()
    }

    /// The value that holds; one that was set is counted as used.
    pub(crate) fn text(self, c: &Connection) -> Result<String> {
        let set: Option<String> = c
            .prepare_cached("SELECT value, assumption_used(key) FROM meta WHERE key = ?1")?
            .query_row([self.0.key()], |row| row.get(0))
            .optional()?;
        Ok(set.unwrap_or_else(|| self.assumed().to_owned()))
    }

    /// As a number; what is not one counts as the default.
    pub(crate) fn number(self, c: &Connection) -> Result<i64> {
        let or_default = || self.assumed().parse().unwrap_or_default();
        Ok(self
            .text(c)?
            .trim()
            .parse()
            .unwrap_or_else(|_| or_default()))
    }

    /// On or off.
    pub(crate) fn on(self, c: &Connection) -> Result<bool> {
        Ok(self.text(c)?.trim() == "1")
    }

    /// The value, where another than the assumed one holds.
    pub(crate) fn turned(self, c: &Connection) -> Result<Option<String>> {
        Ok(Some(self.text(c)?).filter(|value| value != self.assumed()))
    }

    #[cfg(test)]
    pub(crate) fn name(self) -> &'static str {
        self.0.name
    }
}

/// Turns switches, or turns them back.
pub(crate) fn turn(tx: &Transaction<'_>, turns: &[Turn]) -> Result<()> {
    for turn in turns {
        let key = turn.assumption.key();
        if turn.assumption.assumed() == Some(turn.value) {
            tx.execute("DELETE FROM meta WHERE key = ?1", [key])?;
        } else {
            meta::set(tx, &key, turn.value)?;
        }
    }
    Ok(())
}

/// The switches that rewrite answers, as far as they are turned: key and way.
pub(crate) fn turned(c: &Connection) -> Result<Vec<(String, String)>> {
    let mut statement = c.prepare_cached(
        "SELECT key, value FROM meta WHERE key >= 'assume.' AND key < 'assume/' AND value <> ?1",
    )?;
    let rows = statement.query_map([ASSUMED], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How often each switch that was set has been used, by key; of this process.
#[derive(Debug, Default)]
pub(crate) struct Used(Mutex<BTreeMap<String, u64>>);

impl Used {
    pub(crate) fn count(&self, key: &str) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry(key.to_owned()).or_default() += 1;
    }

    pub(crate) fn of(&self, key: &str) -> u64 {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.get(key).copied().unwrap_or_default()
    }
}
