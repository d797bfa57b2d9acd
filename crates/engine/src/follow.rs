//! Runs, followed by their entries in the ledger: any page sees any run, whoever started it and where.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::stream::{self, BoxStream, StreamExt as _, TryStreamExt as _};
use jiff::Timestamp;
use m365::Connection;
use model::{
    Actor, Entry, EntryKind, LedgerSeq, Plan, PlanDigest, RunId, StepNo, StepState, TenantId,
};
use rules::Policy;
use store::{HeldBy, LedgerQuery, Store};
use tokio::task::JoinHandle;

use crate::events::Events;
use crate::report::ApplyReport;
use crate::roles::{Caller, Right};
use crate::{Engine, EngineError};

/// How often the ledger is looked at. The run may be another process's, so nobody can be told.
const EVERY: Duration = Duration::from_millis(250);

/// Entries that are read at once.
const AT_ONCE: usize = 500;

/// What is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// A run.
    Run(RunId),
    /// The first run of a plan, also before it begins.
    Plan(PlanDigest),
}

/// Where a run stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The run.
    pub run: RunId,
    /// Its plan.
    pub plan: PlanDigest,
    /// Who began it.
    pub by: Actor,
    /// When, UTC.
    pub started_at: Timestamp,
    /// When it ended, UTC; `None` while it runs, or after its process died.
    pub ended_at: Option<Timestamp>,
    /// How many steps its plan has.
    pub total: u64,
    /// How many steps stand where; those that were not begun are not here.
    pub steps: BTreeMap<StepState, u64>,
    /// The newest entry: where to follow on from.
    pub last: LedgerSeq,
}

impl Engine {
    /// Runs a plan in the background: whoever asked may go away. Follow it by the plan's digest.
    pub fn start(
        &self,
        by: &Caller,
        conn: &Connection,
        plan: Plan,
        policy: &Policy,
        events: Events,
    ) -> Result<(PlanDigest, JoinHandle<Result<ApplyReport, EngineError>>), EngineError> {
        by.may_run(&plan)?;
        let digest = plan.digest();
        let (engine, by, conn, policy) = (self.clone(), by.clone(), conn.clone(), policy.clone());
        let running =
            tokio::spawn(async move { engine.run(&by, &conn, &plan, &policy, &events).await });
        Ok((digest, running))
    }

    /// The entries of a run after `after`, as they are written, up to the one that ends the run. A run whose process
    /// died ends when a later command closes or finishes it: whoever follows decides how long to wait.
    pub fn follow(
        &self,
        by: &Caller,
        tenant: TenantId,
        what: Followed,
        after: Option<LedgerSeq>,
    ) -> Result<BoxStream<'static, Result<Entry, EngineError>>, EngineError> {
        by.may(Right::Read)?;
        let store = self.store.clone();
        let (run, plan) = match what {
            Followed::Run(run) => (Some(run), None),
            Followed::Plan(plan) => (None, Some(plan)),
        };
        let query = LedgerQuery {
            tenant: Some(tenant),
            run,
            plan,
            after,
            limit: AT_ONCE,
            ..LedgerQuery::default()
        };
        // `None` once the run has ended.
        let batches = stream::try_unfold(Some(query), move |query| {
            let store = store.clone();
            async move {
                let Some(mut query) = query else {
                    return Ok::<_, EngineError>(None);
                };
                let entries = next_entries(store.as_ref(), &query).await?;
                let ended = entries
                    .iter()
                    .position(|e| e.body.kind == EntryKind::RunEnded);
                if let Some(last) = entries.last() {
                    query.after = Some(last.seq);
                    query.run = Some(last.body.run);
                }
                let until = ended.map_or(entries.len(), |end| end + 1);
                let batch = entries.into_iter().take(until).map(Ok);
                Ok(Some((
                    stream::iter(batch),
                    ended.is_none().then_some(query),
                )))
            }
        });
        Ok(batches.try_flatten().boxed())
    }

    /// Where a run stands; `None` when there is no such run.
    pub async fn progress(
        &self,
        by: &Caller,
        tenant: TenantId,
        run: RunId,
    ) -> Result<Option<Progress>, EngineError> {
        by.may(Right::Read)?;
        let query = LedgerQuery {
            tenant: Some(tenant),
            run: Some(run),
            ..LedgerQuery::default()
        };
        let entries = self.store.entries(query).await?;
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
            return Ok(None);
        };
        let plan = first.body.plan;
        let total = self.store.plan(plan).await?.map_or(0, |p| p.steps.len());
        let mut newest: BTreeMap<StepNo, StepState> = BTreeMap::new();
        for entry in &entries {
            if let (Some(step), EntryKind::Step { state, .. }) = (entry.body.step, &entry.body.kind)
            {
                newest.insert(step, *state);
            }
        }
        let mut steps: BTreeMap<StepState, u64> = BTreeMap::new();
        for state in newest.into_values() {
            *steps.entry(state).or_default() += 1;
        }
        let ended = last.body.kind == EntryKind::RunEnded;
        Ok(Some(Progress {
            run,
            plan,
            by: first.body.by.clone(),
            started_at: first.body.at,
            ended_at: ended.then_some(last.body.at),
            total: total as u64,
            steps,
            last: last.seq,
        }))
    }

    /// Runs that began and did not end: going on now, or interrupted.
    pub async fn open_runs(
        &self,
        by: &Caller,
        tenant: TenantId,
    ) -> Result<Vec<(RunId, PlanDigest)>, EngineError> {
        by.may(Right::Read)?;
        Ok(self.store.open_runs(tenant).await?)
    }

    /// Who is changing this tenant now, in whatever process; `None` when nobody is. A run that did not end by then
    /// was interrupted, if its entries are read afterwards and still show no end.
    pub async fn busy(&self, by: &Caller, tenant: TenantId) -> Result<Option<HeldBy>, EngineError> {
        by.may(Right::Read)?;
        Ok(self.store.holder(tenant).await?)
    }
}

/// The next entries, waited for. (A plan that is followed may have been run twice: its first run counts.)
async fn next_entries(store: &dyn Store, query: &LedgerQuery) -> Result<Vec<Entry>, EngineError> {
    loop {
        let mut entries = store.entries(query.clone()).await?;
        if let Some(run) = entries.first().map(|e| e.body.run) {
            entries.retain(|e| e.body.run == run);
            return Ok(entries);
        }
        tokio::time::sleep(EVERY).await;
    }
}
