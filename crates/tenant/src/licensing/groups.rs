//! Group licensing: accepted at once, carried out later (`graph.md` 3.2).

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, Transaction};
use serde_json::{Value, json};

use super::{rules, store};
use crate::error::{Error, Result};
use crate::graph::users::row;
use crate::{assume, due, meta};

/// The kind of the due row that carries out a group's licences.
pub(crate) const CONVERGE: &str = "group.converge";

/// Lets the licences of a group be carried out, later.
pub(crate) fn schedule(tx: &Transaction<'_>, group: &str, now: Timestamp) -> Result<()> {
    let seconds = assume::GROUP_SECONDS.number(tx)?.max(0);
    tx.prepare_cached("UPDATE grp SET processing = 'QueuedForProcessing' WHERE id = ?1")?
        .execute([group])?;
    due::cancel(tx, CONVERGE, group)?;
    due::schedule(
        tx,
        now.checked_add(SignedDuration::from_secs(seconds))?,
        CONVERGE,
        group,
        &json!({}),
    )
}

/// A due row: brings every account to what the group gives now.
pub(crate) fn due(
    tx: &Transaction<'_>,
    kind: &str,
    group: &str,
    _: &Value,
    now: Timestamp,
) -> Result<()> {
    if kind != CONVERGE {
        return Err(Error::corrupt(
            "due.kind",
            format!("`{kind}` is no event of a group"),
        ));
    }
    let wanted = licenses(tx, group)?;
    // Members without a location inherit the tenant's.
    let located = meta::get(tx, meta::COUNTRY)?.is_some();
    for (account, is_member, has_location) in concerned(tx, group)? {
        let before = row::licenses(tx, account)?;
        let given = if is_member { &wanted[..] } else { &[] };
        // Seats move with every account, so what is available is read again.
        let products = store::products(tx)?;
        let mut after = rules::from_group(
            &before,
            group,
            given,
            &products,
            has_location || located,
            now.as_millisecond(),
        );
        // As they are read, so that a change of order is none.
        after.sort_by(|a, b| (&a.by_group, &a.sku).cmp(&(&b.by_group, &b.sku)));
        if after != before {
            store::write(tx, account, &before, &after, now)?;
        }
    }
    tx.prepare_cached("UPDATE grp SET processing = 'ProcessingComplete' WHERE id = ?1")?
        .execute([group])?;
    due::record(tx, now, "group.converged", group, &json!({}))
}

/// What a group gives: products with the plans that are off.
pub(crate) fn licenses(c: &Connection, group: &str) -> Result<Vec<(String, Vec<String>)>> {
    let mut statement =
        c.prepare_cached("SELECT sku, disabled FROM group_license WHERE grp = ?1 ORDER BY sku")?;
    let rows = statement.query_map([group], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| {
        let (sku, disabled) = row?;
        Ok((
            sku,
            serde_json::from_str(&disabled)
                .map_err(|e| Error::corrupt("group_license.disabled", e))?,
        ))
    })
    .collect()
}

/// Members, and those who still hold something from the group.
fn concerned(c: &Connection, group: &str) -> Result<Vec<(i64, bool, bool)>> {
    let mut statement = c.prepare_cached(
        "SELECT a.n, EXISTS (SELECT 1 FROM member m WHERE m.grp = ?1 AND m.account = a.n), a.usage_location IS NOT NULL
         FROM account a WHERE a.deleted_at IS NULL AND a.n IN
            (SELECT account FROM member WHERE grp = ?1 UNION SELECT account FROM license WHERE by_group = ?1)
         ORDER BY a.n",
    )?;
    let rows = statement.query_map([group], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
