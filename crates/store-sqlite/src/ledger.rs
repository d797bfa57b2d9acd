//! The ledger: append-only, hash-chained, each append one transaction.

use model::ledger::NewEntry;
use model::{Entry, EntryKind, Fence, LedgerSeq, PlanDigest, RunId, StepNo, StepState, TenantId};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Row, Transaction, params, params_from_iter};
use store::{Fut, Ledger, LedgerQuery, OpenStep, StoreError};

use crate::SqliteStore;
use crate::failure::{Work, damaged, json, parsed, text};
use crate::inventory::{ALL, at_most};
use crate::lease::fence;
use crate::statements::statements;
use crate::verify;

statements! {
    NEWEST_FENCE = "SELECT newest FROM fence WHERE tenant = ?1";
    STEP_STATE = "SELECT seq, kind FROM entry WHERE run = ?1 AND step = ?2 ORDER BY seq DESC LIMIT 1";
    APPEND = "INSERT INTO entry (seq, tenant, run, plan, step, account, kind, body, prev_hash, hash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    SET_END = "INSERT INTO ledger_end (only, seq, hash) VALUES (1, ?1, ?2)
        ON CONFLICT (only) DO UPDATE SET seq = excluded.seq, hash = excluded.hash";
    /// The states are those of `StepState::is_open`; a test compares.
    OPEN_STEPS = "SELECT seq, body, prev_hash, hash FROM entry AS newest
        WHERE tenant = ?1 AND kind IN ('intended', 'unconfirmed') AND NOT EXISTS
            (SELECT 1 FROM entry WHERE run = newest.run AND step = newest.step AND seq > newest.seq)
        ORDER BY seq";
    /// A run may be begun again after it ended.
    OPEN_RUNS = "SELECT seq, body, prev_hash, hash FROM entry AS began
        WHERE tenant = ?1 AND kind = 'run_started' AND NOT EXISTS
            (SELECT 1 FROM entry WHERE run = began.run AND step IS NULL AND seq > began.seq)
        ORDER BY seq";
}

impl Ledger for SqliteStore {
    fn append(
        &self,
        tenant: TenantId,
        fence: Fence,
        entries: Vec<NewEntry>,
    ) -> Fut<'_, Vec<LedgerSeq>> {
        self.write(move |t| {
            check_fence(t, tenant, fence)?;
            let mut end = verify::end(t)?;
            let mut numbers = Vec::with_capacity(entries.len());
            for (place, body) in (1..).zip(entries) {
                check_entry(t, tenant, place, &body)?;
                let entry = Entry::chain(LedgerSeq(end.seq.0 + 1), &end.hash, body);
                insert(t, &entry)?;
                numbers.push(entry.seq);
                end = verify::End {
                    seq: entry.seq,
                    hash: entry.hash,
                };
            }
            if !numbers.is_empty() {
                t.prepare_cached(SET_END)?
                    .execute(params![stored(end.seq)?, end.hash])?;
            }
            Ok(numbers)
        })
    }

    fn entries(&self, query: LedgerQuery) -> Fut<'_, Vec<Entry>> {
        self.read(move |t| {
            let (sql, values) = select(&query)?;
            let mut statement = t.prepare_cached(&sql)?;
            read_all(statement.query(params_from_iter(values))?)
        })
    }

    fn open_steps(&self, tenant: TenantId) -> Fut<'_, Vec<OpenStep>> {
        self.read(move |t| {
            let mut statement = t.prepare_cached(OPEN_STEPS)?;
            let entries = read_all(statement.query([tenant.to_string()])?)?;
            entries.into_iter().map(open_step).collect()
        })
    }

    fn open_runs(&self, tenant: TenantId) -> Fut<'_, Vec<(RunId, PlanDigest)>> {
        self.read(move |t| {
            let mut statement = t.prepare_cached(OPEN_RUNS)?;
            let entries = read_all(statement.query([tenant.to_string()])?)?;
            Ok(entries
                .into_iter()
                .map(|e| (e.body.run, e.body.plan))
                .collect())
        })
    }

    fn verify(&self) -> Fut<'_, u64> {
        self.read(verify::walk)
    }
}

fn check_fence(t: &Transaction<'_>, tenant: TenantId, ours: Fence) -> Work<()> {
    let found: Option<i64> = t
        .prepare_cached(NEWEST_FENCE)?
        .query_row([tenant.to_string()], |r| r.get(0))
        .optional()?;
    let newest = fence(tenant, found.unwrap_or(0))?;
    // A tenant whose lease was never taken has no fence that fits.
    if found.is_none() || ours != newest {
        return Err(StoreError::StaleFence {
            tenant,
            ours,
            newest,
        }
        .into());
    }
    Ok(())
}

/// Does the entry say what it is about, and may its step move like that?
fn check_entry(t: &Transaction<'_>, tenant: TenantId, place: usize, body: &NewEntry) -> Work<()> {
    let misfit = |why: String| Err(StoreError::Misfit { place, why }.into());
    if body.tenant != tenant {
        return misfit(format!(
            "it is of tenant {}, the append of {tenant}",
            body.tenant
        ));
    }
    match (&body.kind, body.step) {
        (EntryKind::Step { state, .. }, Some(step)) => {
            let from = step_state(t, body.run, step)?;
            if StepState::allowed(from, *state) {
                return Ok(());
            }
            Err(StoreError::Transition {
                step,
                from,
                to: *state,
            }
            .into())
        }
        (EntryKind::Step { .. }, None) => {
            misfit("a step moves, and it does not say which".to_owned())
        }
        (EntryKind::RunStarted | EntryKind::RunEnded | EntryKind::Total { .. }, Some(step)) => {
            misfit(format!("it is about no step, and names step {step}"))
        }
        (EntryKind::RunStarted | EntryKind::RunEnded | EntryKind::Total { .. }, None) => Ok(()),
    }
}

fn step_state(t: &Transaction<'_>, run: RunId, step: StepNo) -> Work<Option<StepState>> {
    let newest: Option<(i64, String)> = t
        .prepare_cached(STEP_STATE)?
        .query_row(params![run.to_string(), step.0], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
        .optional()?;
    let Some((seq, kind)) = newest else {
        return Ok(None);
    };
    let state = serde_json::from_value(kind.as_str().into())
        .map_err(|_| damaged("entry", seq, format!("`{kind}` is not a step's state")))?;
    Ok(Some(state))
}

fn insert(t: &Transaction<'_>, entry: &Entry) -> Work<()> {
    let body = &entry.body;
    t.prepare_cached(APPEND)?.execute(params![
        stored(entry.seq)?,
        body.tenant.to_string(),
        body.run.to_string(),
        body.plan.to_string(),
        body.step.map(|s| s.0),
        body.account.map(|a| a.to_string()),
        kind_name(&body.kind),
        json(body)?,
        entry.prev_hash,
        entry.hash,
    ])?;
    Ok(())
}

/// What the column `kind` holds.
pub(crate) const fn kind_name(kind: &EntryKind) -> &'static str {
    match kind {
        EntryKind::Step { state, .. } => state.as_str(),
        EntryKind::RunStarted => "run_started",
        EntryKind::RunEnded => "run_ended",
        EntryKind::Total { .. } => "total",
    }
}

fn stored(seq: LedgerSeq) -> Work<i64> {
    i64::try_from(seq.0)
        .map_err(|_| StoreError::Driver("the ledger has no numbers left".to_owned()).into())
}

/// As the index of actors says it.
const ACTOR: &str = "CASE WHEN json_valid(body) THEN json_extract(body, '$.by.name') END = ?";

/// The statement names only the columns that are asked, so that SQLite can choose an index among them.
fn select(query: &LedgerQuery) -> Work<(String, Vec<Value>)> {
    let conditions = [
        (
            "tenant = ?",
            query.tenant.map(|id| Value::from(id.to_string())),
        ),
        ("run = ?", query.run.map(|id| Value::from(id.to_string()))),
        (
            "plan = ?",
            query.plan.map(|digest| Value::from(digest.to_string())),
        ),
        (
            "account = ?",
            query.account.map(|id| Value::from(id.to_string())),
        ),
        (ACTOR, query.actor.clone().map(Value::from)),
        (
            "seq > ?",
            query.after.map(stored).transpose()?.map(Value::from),
        ),
        (
            "seq < ?",
            query.before.map(stored).transpose()?.map(Value::from),
        ),
    ];
    let mut sql = "SELECT seq, body, prev_hash, hash FROM entry WHERE true".to_owned();
    let mut values = Vec::new();
    for (condition, value) in conditions {
        if let Some(value) = value {
            sql.push_str(" AND ");
            sql.push_str(condition);
            values.push(value);
        }
    }
    sql.push_str(if query.newest_first {
        " ORDER BY seq DESC LIMIT ?"
    } else {
        " ORDER BY seq LIMIT ?"
    });
    values.push(Value::from(if query.limit == 0 {
        ALL
    } else {
        at_most(query.limit)
    }));
    Ok((sql, values))
}

fn read_all(mut rows: rusqlite::Rows<'_>) -> Work<Vec<Entry>> {
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(read(row)?);
    }
    Ok(entries)
}

/// An entry from the columns `seq`, `body`, `prev_hash`, `hash`.
fn read(row: &Row<'_>) -> Work<Entry> {
    let seq: i64 = row.get(0)?;
    let body = text("entry", seq, row, 1)?;
    Ok(Entry {
        seq: number(seq)?,
        body: parsed("entry", seq, body)?,
        prev_hash: row.get(2)?,
        hash: row.get(3)?,
    })
}

/// A number of the ledger as the database keeps it.
pub(crate) fn number(seq: i64) -> Work<LedgerSeq> {
    u64::try_from(seq)
        .map(LedgerSeq)
        .map_err(|_| damaged("entry", seq, "the number is negative"))
}

fn open_step(entry: Entry) -> Work<OpenStep> {
    match (&entry.body.kind, entry.body.step) {
        (EntryKind::Step { state, .. }, Some(step)) => Ok(OpenStep {
            run: entry.body.run,
            plan: entry.body.plan,
            step,
            state: *state,
            entry,
        }),
        _ => Err(damaged(
            "entry",
            entry.seq,
            "its columns say that a step is open, its body does not",
        )),
    }
}

/// Each statement that `select` can make.
#[cfg(test)]
pub(crate) fn every_query() -> Vec<String> {
    let query = |bits: u128| LedgerQuery {
        tenant: (bits & 1 != 0).then(|| TenantId::from_u128(bits)),
        run: (bits & 2 != 0).then(|| RunId::from_u128(bits)),
        plan: (bits & 4 != 0).then_some(PlanDigest([0; 32])),
        account: (bits & 8 != 0).then(|| model::AccountId::from_u128(bits)),
        after: (bits & 16 != 0).then_some(LedgerSeq(1)),
        actor: (bits & 32 != 0).then(|| "avery".to_owned()),
        before: (bits & 64 != 0).then_some(LedgerSeq(9)),
        newest_first: bits & 128 != 0,
        limit: 0,
    };
    (0..256)
        .map(|bits| select(&query(bits)).unwrap().0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_steps_asks_for_the_states_that_are_open() {
        for (_, state) in StepState::ALLOWED {
            let asked = OPEN_STEPS.contains(&format!("'{}'", state.as_str()));
            assert_eq!(asked, state.is_open(), "{state:?}");
        }
    }
}
