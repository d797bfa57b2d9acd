//! The licences in the database: what the rules need, and what they decided.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension as _, Transaction};
use serde_json::json;

use super::plans;
use super::rules::{Product, Products, skus};
use crate::error::{Error, Result};
use crate::graph::users::row::Held;
use crate::{assume, due, mailbox};

/// How long a write that never ended keeps others away.
const ABANDONED: SignedDuration = SignedDuration::from_secs(60);

/// The products that the tenant owns, with what is available of each.
pub(crate) fn products(tx: &Transaction<'_>) -> Result<Products> {
    let grace = i64::from(assume::WARNING_ASSIGNABLE.on(tx)?);
    let mut statement = tx.prepare_cached(
        "SELECT sku, plans, enabled + ?1 * warning - consumed, applies_to = 'User' AND status IN ('Enabled', 'Warning') FROM sku",
    )?;
    let rows = statement.query_map([grace], |row| {
        Ok((
            row.get(0)?,
            row.get::<_, String>(1)?,
            row.get(2)?,
            row.get(3)?,
        ))
    })?;
    rows.map(|row| {
        let (sku, text, available, for_users) = row?;
        Ok((
            sku,
            Product {
                plans: plans::parse(&text)?,
                available,
                for_users,
            },
        ))
    })
    .collect()
}

/// Writes the licences of an account, moves the seats, and tells the mailbox.
pub(crate) fn write(
    tx: &Transaction<'_>,
    account: i64,
    before: &[Held],
    after: &[Held],
    now: Timestamp,
) -> Result<()> {
    for gone in before.iter().filter(|held| {
        !after
            .iter()
            .any(|a| a.sku == held.sku && a.by_group == held.by_group)
    }) {
        tx.prepare_cached("DELETE FROM license WHERE account = ?1 AND sku = ?2 AND by_group = ?3")?
            .execute((account, &gone.sku, &gone.by_group))?;
    }
    for held in after.iter().filter(|held| !before.contains(held)) {
        let disabled = serde_json::to_string(&held.disabled)
            .map_err(|e| Error::corrupt("license.disabled", e))?;
        tx.prepare_cached(
            "INSERT OR REPLACE INTO license (account, sku, by_group, disabled, state, error, updated)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((account, &held.sku, &held.by_group, disabled, &held.state, &held.error, held.updated))?;
    }
    let (had, has) = (skus(before), skus(after));
    let mut seats = tx.prepare_cached("UPDATE sku SET consumed = consumed + ?2 WHERE sku = ?1")?;
    for sku in has.difference(&had) {
        seats.execute((sku, 1))?;
    }
    for sku in had.difference(&has) {
        seats.execute((sku, -1))?;
    }
    let count = i64::try_from(has.len()).unwrap_or(i64::MAX);
    let id: String = tx
        .prepare_cached(
            "UPDATE account SET license_count = ?2, changed_at = ?3 WHERE n = ?1 RETURNING id",
        )?
        .query_row((account, count, now.as_millisecond()), |row| row.get(0))?;
    due::record(
        tx,
        now,
        "licenses.changed",
        &id,
        &json!({"before": before, "after": after}),
    )?;
    mailbox::licenses_changed(tx, account, now)
}

/// Is another licence write on this account under way?
pub(crate) fn is_busy(tx: &Transaction<'_>, account: i64, now: Timestamp) -> Result<bool> {
    let found: Option<i64> = tx
        .prepare_cached("SELECT 1 FROM inflight WHERE account = ?1 AND until > ?2")?
        .query_row((account, now.as_millisecond()), |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}

/// Keeps other licence writes on this account away until [`release`].
pub(crate) fn claim(tx: &Transaction<'_>, account: i64, now: Timestamp) -> Result<()> {
    let until = now.checked_add(ABANDONED)?;
    tx.prepare_cached("INSERT OR REPLACE INTO inflight (account, until) VALUES (?1, ?2)")?
        .execute((account, until.as_millisecond()))?;
    Ok(())
}

/// Lets others write again.
pub(crate) fn release(tx: &Transaction<'_>, account: i64) -> Result<()> {
    tx.prepare_cached("DELETE FROM inflight WHERE account = ?1")?
        .execute([account])?;
    Ok(())
}
