//! Snapshots and their records.

use std::collections::BTreeMap;

use model::{AccountId, SnapshotId, TenantId, Verdict};
use rusqlite::{OptionalExtension as _, Row as Found, Transaction, params};
use serde_json::Value;
use store::inventory::folded;
use store::{Fut, Inventory, KEPT_SNAPSHOTS, Lasts, Record, RecordQuery, Snapshot, StoreError};

use crate::SqliteStore;
use crate::accounts;
use crate::failure::{Work, damaged, json, parsed, text};
use crate::packed::{pack, unpack, with_each};
use crate::statements::statements;

statements! {
    BEGIN = "INSERT INTO snapshot (id, tenant, body) VALUES (?1, ?2, ?3)";
    FINISH = "UPDATE snapshot SET complete = 1, body = ?3 WHERE id = ?1 AND tenant = ?2 RETURNING n";
    DROP_UNFINISHED = "DELETE FROM snapshot WHERE tenant = ?1 AND complete = 0 AND n < ?2";
    DROP_OLD = "DELETE FROM snapshot WHERE tenant = ?1 AND complete = 1 AND n NOT IN
        (SELECT n FROM snapshot WHERE tenant = ?1 AND complete = 1 ORDER BY n DESC LIMIT ?2)";
    NEWEST = "SELECT id, body FROM snapshot WHERE tenant = ?1 AND complete = 1 ORDER BY n DESC LIMIT ?2";
    NEWEST_NUMBER = "SELECT n FROM snapshot WHERE tenant = ?1 AND complete = 1 ORDER BY n DESC LIMIT 1";
    NUMBER = "SELECT n FROM snapshot WHERE id = ?1";
    PUT = "INSERT INTO record (snapshot, account, name, address, upn, verdict, body, kind)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (snapshot, account) DO UPDATE SET name = excluded.name, address = excluded.address,
            upn = excluded.upn, verdict = excluded.verdict, body = excluded.body, kind = excluded.kind";
    ONE = "SELECT body FROM record
        WHERE snapshot = (SELECT n FROM snapshot WHERE id = ?1) AND account = ?2";
    /// No account is empty, so the first page is what comes after two empty texts.
    PAGE = "SELECT account, body FROM record
        WHERE snapshot = ?1 AND (name, account) > (?2, ?3)
            AND (?4 IS NULL OR verdict IN (SELECT value FROM json_each(?4)))
            AND (?5 IS NULL OR instr(name, ?5) OR instr(address, ?5) OR instr(upn, ?5))
        ORDER BY name, account LIMIT ?6";
    VERDICTS = "SELECT verdict, count(*) FROM record INDEXED BY record_in_order WHERE snapshot = ?1 GROUP BY verdict";
    PUT_BESIDE = "INSERT INTO beside (snapshot, name, value, derived) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (snapshot, name) DO UPDATE SET value = excluded.value, derived = excluded.derived";
    DROP_DERIVED = "DELETE FROM beside WHERE snapshot = ?1 AND derived = 1";
    BESIDE = "SELECT s.id, s.body, b.value FROM snapshot s LEFT JOIN beside b ON b.snapshot = s.n AND b.name = ?2
        WHERE s.tenant = ?1 AND s.complete = 1 ORDER BY s.n DESC LIMIT ?3";
}

impl Inventory for SqliteStore {
    fn begin_snapshot(&self, snapshot: Snapshot) -> Fut<'_, ()> {
        self.write(move |t| {
            let (id, tenant) = (snapshot.id.to_string(), snapshot.tenant.to_string());
            t.prepare_cached(BEGIN)?
                .execute(params![id, tenant, json(&snapshot)?])?;
            Ok(())
        })
    }

    fn put_records(&self, snapshot: SnapshotId, records: Vec<Record>) -> Fut<'_, ()> {
        self.blocking(move |db| {
            let rows = rows(&records)?;
            db.write(|t| put(t, number_of(t, snapshot)?, &rows))
        })
    }

    fn finish_snapshot(&self, snapshot: Snapshot) -> Fut<'_, ()> {
        self.write(move |t| {
            let (id, tenant) = (snapshot.id.to_string(), snapshot.tenant.to_string());
            let number: Option<i64> = t
                .prepare_cached(FINISH)?
                .query_row(params![id, tenant, json(&snapshot)?], |r| r.get(0))
                .optional()?;
            let number = number.ok_or_else(|| missing(snapshot.id))?;
            t.prepare_cached(DROP_UNFINISHED)?
                .execute(params![tenant, number])?;
            t.prepare_cached(DROP_OLD)?
                .execute(params![tenant, at_most(KEPT_SNAPSHOTS)])?;
            let newest: i64 = t
                .prepare_cached(NEWEST_NUMBER)?
                .query_row([&tenant], |r| r.get(0))?;
            if newest == number {
                accounts::follow_snapshot(t, snapshot.tenant, number)?;
            }
            Ok(())
        })
    }

    fn latest_snapshot(&self, tenant: TenantId) -> Fut<'_, Option<Snapshot>> {
        self.read(move |t| Ok(newest(t, tenant, 1)?.pop()))
    }

    fn snapshots(&self, tenant: TenantId, limit: usize) -> Fut<'_, Vec<Snapshot>> {
        self.read(move |t| newest(t, tenant, limit))
    }

    fn records(&self, snapshot: SnapshotId, query: RecordQuery) -> Fut<'_, Vec<Record>> {
        self.read(move |t| page(t, number_of(t, snapshot)?, query))
    }

    fn record(&self, snapshot: SnapshotId, account: AccountId) -> Fut<'_, Option<Record>> {
        self.read(move |t| {
            let keys = [snapshot.to_string(), account.to_string()];
            let body: Option<Vec<u8>> = t
                .prepare_cached(ONE)?
                .query_row(keys, |r| r.get(0))
                .optional()?;
            body.map(|body| unpack("record", &account.to_string(), &body))
                .transpose()
        })
    }

    fn correct(&self, tenant: TenantId, records: Vec<Record>) -> Fut<'_, ()> {
        self.blocking(move |db| {
            let rows = rows(&records)?;
            db.write(|t| {
                let newest: Option<i64> = t
                    .prepare_cached(NEWEST_NUMBER)?
                    .query_row([tenant.to_string()], |r| r.get(0))
                    .optional()?;
                if let Some(number) = newest {
                    put(t, number, &rows)?;
                    t.prepare_cached(DROP_DERIVED)?.execute([number])?;
                }
                accounts::read_back(t, tenant, &records, newest.is_some())
            })
        })
    }

    fn verdict_counts(&self, snapshot: SnapshotId) -> Fut<'_, BTreeMap<Verdict, u64>> {
        self.read(move |t| {
            let counts: Vec<(String, u64)> = t
                .prepare_cached(VERDICTS)?
                .query_map([number_of(t, snapshot)?], |r| Ok((r.get(0)?, count(r, 1)?)))?
                .collect::<Result<_, _>>()?;
            let named = |(name, count): (String, u64)| {
                let verdict = Verdict::ALL.iter().find(|v| v.as_str() == name);
                let verdict = verdict.ok_or_else(|| damaged("record", &name, "it is no verdict"));
                Ok((*verdict?, count))
            };
            counts.into_iter().map(named).collect()
        })
    }

    fn put_beside(
        &self,
        snapshot: SnapshotId,
        name: &str,
        value: Value,
        lasts: Lasts,
    ) -> Fut<'_, ()> {
        let name = name.to_owned();
        let derived = lasts == Lasts::UntilCorrected;
        self.write(move |t| {
            let number = number_of(t, snapshot)?;
            t.prepare_cached(PUT_BESIDE)?
                .execute(params![number, name, json(&value)?, derived])?;
            Ok(())
        })
    }

    fn beside(
        &self,
        tenant: TenantId,
        name: &str,
        limit: usize,
    ) -> Fut<'_, Vec<(Snapshot, Option<Value>)>> {
        let name = name.to_owned();
        self.read(move |t| {
            let mut statement = t.prepare_cached(BESIDE)?;
            let mut rows = statement.query(params![tenant.to_string(), name, at_most(limit)])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let id: String = row.get(0)?;
                let value: Option<String> = row.get(2)?;
                let value = value.map(|v| parsed("beside", &id, &v)).transpose()?;
                found.push((
                    parsed("snapshot", &id, text("snapshot", &id, row, 1)?)?,
                    value,
                ));
            }
            Ok(found)
        })
    }
}

/// A record as it is kept.
struct Row {
    account: String,
    name: String,
    address: String,
    upn: String,
    verdict: &'static str,
    body: Vec<u8>,
    kind: Option<String>,
}

/// Made before the transaction begins, so that others wait for the disk only.
fn rows(records: &[Record]) -> Work<Vec<Row>> {
    let row = |record: &Record| {
        let (name, account) = record.key();
        Ok(Row {
            account: account.to_string(),
            name,
            address: folded(&record.facts.name.primary_smtp_address),
            upn: folded(&record.facts.name.user_principal_name),
            verdict: record.assessment.verdict.as_str(),
            body: pack(record)?,
            kind: record.facts.kind.value().map(|k| k.as_str().to_owned()),
        })
    };
    with_each(records, row)
}

fn put(t: &Transaction<'_>, snapshot: i64, rows: &[Row]) -> Work<()> {
    let mut put = t.prepare_cached(PUT)?;
    for row in rows {
        let Row {
            account,
            name,
            address,
            upn,
            verdict,
            body,
            kind,
        } = row;
        put.execute(params![
            snapshot, account, name, address, upn, verdict, body, kind
        ])?;
    }
    Ok(())
}

fn number_of(t: &Transaction<'_>, snapshot: SnapshotId) -> Work<i64> {
    let number = t
        .prepare_cached(NUMBER)?
        .query_row([snapshot.to_string()], |r| r.get(0))
        .optional()?;
    number.ok_or_else(|| missing(snapshot).into())
}

fn newest(t: &Transaction<'_>, tenant: TenantId, limit: usize) -> Work<Vec<Snapshot>> {
    let mut statement = t.prepare_cached(NEWEST)?;
    let mut rows = statement.query(params![tenant.to_string(), at_most(limit)])?;
    let mut snapshots = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        snapshots.push(parsed("snapshot", &id, text("snapshot", &id, row, 1)?)?);
    }
    Ok(snapshots)
}

fn page(t: &Transaction<'_>, snapshot: i64, query: RecordQuery) -> Work<Vec<Record>> {
    let (name, account) = query
        .after
        .map_or_else(Default::default, |(n, a)| (n, a.to_string()));
    let verdicts: Vec<&str> = query.verdicts.into_iter().map(Verdict::as_str).collect();
    let verdicts = if verdicts.is_empty() {
        None
    } else {
        Some(json(&verdicts)?)
    };
    let search = query.search.as_deref().map(folded);
    let limit = if query.limit == 0 {
        ALL
    } else {
        at_most(query.limit)
    };

    let mut statement = t.prepare_cached(PAGE)?;
    let rows = statement.query(params![snapshot, name, account, verdicts, search, limit])?;
    let rows: Vec<(String, Vec<u8>)> = rows
        .mapped(|r| Ok((r.get(0)?, r.get(1)?)))
        .collect::<Result<_, _>>()?;
    with_each(&rows, |(account, body)| unpack("record", account, body))
}

/// A column that counts.
pub(crate) fn count(row: &Found<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(i64::unsigned_abs)
}

/// SQLite's word for no limit.
pub(crate) const ALL: i64 = -1;

/// A limit as SQLite takes it.
pub(crate) fn at_most(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

fn missing(snapshot: SnapshotId) -> StoreError {
    StoreError::Missing {
        what: format!("snapshot {snapshot}; a later reading may have replaced it"),
    }
}
