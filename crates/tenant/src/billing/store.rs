//! Subscriptions with what billing knows of them, and what a change writes.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, Transaction};
use serde_json::{Value, json};
use wire::billing::{Outcome, Subscription};

use super::rules::{AccountKind, Facts};
use crate::error::{Error, Result};
use crate::{due, meta};

/// The kind of the due row that renews a subscription with the number that was asked for.
const RENEW: &str = "billing.renew";

/// A subscription.
#[derive(Debug)]
pub(super) struct Row {
    id: String,
    commerce_id: String,
    sku: String,
    part_number: String,
    status: String,
    owner_tenant: Option<String>,
    assigned: u32,
    term_days: Option<i64>,
    pub(super) facts: Facts,
}

const SELECT: &str = "SELECT s.id, s.commerce_id, s.sku, sku.part_number, s.status, s.owner_tenant, sku.consumed,
        b.term_days, b.account_kind, b.partner_name, s.trial, b.recurring, b.credit_pending, s.total, b.scheduled,
        sku.enabled + sku.warning - s.total, b.purchased_at, b.added, b.added_at, s.next_lifecycle
    FROM subscription s JOIN sku USING (sku) JOIN billing b ON b.subscription = s.id";

/// Every subscription, by product.
pub(super) fn all(c: &Connection) -> Result<Vec<Row>> {
    let mut statement = c.prepare_cached(&format!("{SELECT} ORDER BY sku.part_number, s.id"))?;
    let mut rows = statement.query([])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        list.push(read(row)?);
    }
    Ok(list)
}

/// One, by its id or its commerce id.
pub(super) fn find(c: &Connection, id: &str) -> Result<Option<Row>> {
    let mut statement = c.prepare_cached(&format!(
        "{SELECT} WHERE lower(?1) IN (s.id, s.commerce_id)"
    ))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(read).transpose()
}

fn read(row: &rusqlite::Row<'_>) -> Result<Row> {
    let count = |at: usize| -> Result<u32> {
        u32::try_from(row.get::<_, i64>(at)?.max(0)).map_err(|e| Error::corrupt("billing", e))
    };
    let time = |at: usize| -> Result<Option<Timestamp>> {
        row.get::<_, Option<i64>>(at)?.map(meta::time).transpose()
    };
    let kind: String = row.get(8)?;
    let status: String = row.get(4)?;
    let assigned = count(6)?;
    let added = match (row.get::<_, Option<i64>>(17)?, time(18)?) {
        (Some(_), Some(at)) => Some((count(17)?, at)),
        _ => None,
    };
    Ok(Row {
        id: row.get(0)?,
        commerce_id: row.get(1)?,
        sku: row.get(2)?,
        part_number: row.get(3)?,
        owner_tenant: row.get(5)?,
        assigned,
        term_days: row.get(7)?,
        facts: Facts {
            kind: AccountKind::of(&kind).ok_or_else(|| {
                Error::corrupt("billing.account_kind", format!("`{kind}` is not known"))
            })?,
            partner: row.get(9)?,
            active: status == "Enabled",
            trial: row.get(10)?,
            recurring: row.get(11)?,
            credit_pending: row.get(12)?,
            total: count(13)?,
            scheduled: row
                .get::<_, Option<i64>>(14)?
                .map(|_| count(14))
                .transpose()?,
            needed: assigned.saturating_sub(count(15)?),
            purchased_at: time(16)?
                .ok_or_else(|| Error::corrupt("billing.purchased_at", "it is not there"))?,
            added,
            renews_at: time(19)?,
        },
        status,
    })
}

impl Row {
    /// As the answer shows it.
    pub(super) fn shown(&self) -> Subscription {
        let facts = &self.facts;
        Subscription {
            id: self.id.clone(),
            commerce_subscription_id: self.commerce_id.clone(),
            sku_id: self.sku.clone(),
            sku_part_number: self.part_number.clone(),
            status: self.status.clone(),
            total_licenses: facts.total,
            minimum_licenses: facts.needed.max(1),
            product_assigned_licenses: self.assigned,
            scheduled_total_licenses: facts.scheduled,
            billing_account_kind: facts.kind.as_str().to_owned(),
            owner_tenant_id: self.owner_tenant.clone(),
            partner_name: facts.partner.clone(),
            is_trial: facts.trial,
            recurring_billing: facts.recurring,
            credit_check_pending: facts.credit_pending,
            purchased_date_time: facts.purchased_at,
            reduce_until_date_time: facts.window_until(),
            renewal_date_time: facts.renews_at.filter(|_| facts.recurring && facts.active),
        }
    }
}

/// Writes what a change came to.
pub(super) fn carry_out(
    tx: &Transaction<'_>,
    row: &Row,
    total: u32,
    outcome: Outcome,
    effective: Option<Timestamp>,
    now: Timestamp,
) -> Result<()> {
    // Whatever is asked for last holds: a change that waits for the renewal ends (`graph.md` 8.2).
    due::cancel(tx, RENEW, &row.id)?;
    let mut scheduled = None;
    match (outcome, effective) {
        (Outcome::Scheduled, Some(at)) => {
            scheduled = Some(total);
            due::schedule(tx, at, RENEW, &row.id, &json!({}))?;
        }
        (Outcome::Applied, _) => {
            set_total(tx, row, total)?;
            remember_addition(tx, row, total, now)?;
        }
        _ => {}
    }
    tx.execute(
        "UPDATE billing SET scheduled = ?2 WHERE subscription = ?1",
        (&row.id, scheduled),
    )?;
    due::record(
        tx,
        now,
        "billing.change",
        &row.id,
        &json!({"from": row.facts.total, "to": total, "outcome": outcome}),
    )
}

/// Added licences can be returned for seven days of their own. What is returned comes off them first; additions
/// are not kept apart, so a later one begins the seven days for all of them anew (assumed).
fn remember_addition(tx: &Transaction<'_>, row: &Row, total: u32, now: Timestamp) -> Result<()> {
    let (known, since) = row.facts.added.unwrap_or((0, now));
    let still_open = now.duration_since(since) < super::rules::WINDOW;
    let known = if still_open { known } else { 0 };
    let (added, at) = if total > row.facts.total {
        (known + (total - row.facts.total), now)
    } else {
        (known.saturating_sub(row.facts.total - total), since)
    };
    let added = (added > 0).then_some((added, at.as_millisecond()));
    tx.execute(
        "UPDATE billing SET added = ?2, added_at = ?3 WHERE subscription = ?1",
        (&row.id, added.map(|(n, _)| n), added.map(|(_, at)| at)),
    )?;
    Ok(())
}

/// `totalLicenses` of the subscription and `prepaidUnits` of the product move together.
fn set_total(tx: &Transaction<'_>, row: &Row, total: u32) -> Result<()> {
    tx.execute(
        "UPDATE subscription SET total = ?2 WHERE id = ?1",
        (&row.id, total),
    )?;
    let delta = i64::from(total) - i64::from(row.facts.total);
    tx.execute(
        "UPDATE sku SET enabled = max(enabled + ?2, 0) WHERE sku = ?1",
        (&row.sku, delta),
    )?;
    Ok(())
}

/// A due row: the subscription is renewed with the number that was asked for. Licences may have been assigned
/// meanwhile: the number holds all the same (assumed), and more are consumed than enabled, as after an expiry.
pub(crate) fn due(
    tx: &Transaction<'_>,
    kind: &str,
    subscription: &str,
    _: &Value,
    now: Timestamp,
) -> Result<()> {
    if kind != RENEW {
        return Err(Error::corrupt(
            "due.kind",
            format!("`{kind}` is no event of billing"),
        ));
    }
    let Some(row) = find(tx, subscription)? else {
        return Ok(());
    };
    if let Some(total) = row.facts.scheduled {
        set_total(tx, &row, total)?;
    }
    let next = match row.term_days {
        Some(days) => Some(
            now.checked_add(SignedDuration::from_hours(days * 24))?
                .as_millisecond(),
        ),
        None => None,
    };
    tx.execute(
        "UPDATE subscription SET next_lifecycle = ?2 WHERE id = ?1",
        (&row.id, next),
    )?;
    tx.execute(
        "UPDATE billing SET scheduled = NULL, added = NULL, added_at = NULL, purchased_at = ?2 WHERE subscription = ?1",
        (&row.id, now.as_millisecond()),
    )?;
    due::record(
        tx,
        now,
        RENEW,
        &row.id,
        &json!({"from": row.facts.total, "to": row.facts.scheduled}),
    )
}
