//! What goes on in this process behind the pages, for people who may go away and come back.
//!
//! A run itself is followed in the ledger, whoever began it; what is kept here is what the ledger cannot say: why a
//! run did not begin. Nothing here outlives the process.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use engine::{ApplyReport, EngineError};
use model::{Plan, PlanDigest, TenantId};
use store::AccountReading;
use tokio::sync::watch;

use crate::desk::Desk;
use crate::pages::problem::Problem;
use crate::work::Work;

/// Everything that goes on. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Works(Arc<All>);

#[derive(Debug, Default)]
struct All {
    runs: Kept<PlanDigest, ApplyReport>,
    finishing: Kept<TenantId, Vec<ApplyReport>>,
    accounts: Kept<TenantId, AccountReading>,
    closing: watch::Sender<bool>,
}

impl Works {
    /// Runs a plan in the background. Follow it under its digest, at `/t/{place}/runs/{digest}`: it may fail before its
    /// first entry. A plan that runs already, or ran, is not run again.
    pub(crate) async fn run(&self, desk: &Desk, plan: Plan) -> Result<PlanDigest, Problem> {
        let digest = plan.digest();
        let query = store::LedgerQuery {
            plan: Some(digest),
            limit: 1,
            ..store::LedgerQuery::default()
        };
        let before = desk
            .engine()
            .history(&desk.caller, desk.tenant(), query)
            .await?;
        if !before.is_empty() {
            return Ok(digest);
        }
        // Pages that look before it begins know by this what it is about.
        desk.engine()
            .store()
            .put_plan(plan.clone())
            .await
            .map_err(crate::PageError::from)?;
        let begin = || {
            Work::begin(&desk.site.env, |events| {
                let (engine, desk) = (desk.engine(), desk);
                let policy = desk.policy();
                let (_, running) =
                    engine.start(&desk.caller, desk.conn(), plan, &policy, events)?;
                Ok(running)
            })
        };
        self.0.runs.unless_going(digest, begin)?;
        Ok(digest)
    }

    /// The run of a plan that this process began.
    pub(crate) fn run_of(&self, plan: PlanDigest) -> Option<Work<ApplyReport>> {
        self.0.runs.get(&plan)
    }

    /// Finishes interrupted runs of the tenant in the background.
    pub(crate) fn finish(&self, desk: &Desk) -> Result<(), Problem> {
        desk.caller
            .may(engine::Right::Assign)
            .map_err(EngineError::from)?;
        let begin = || {
            Work::begin(&desk.site.env, |events| {
                let desk = desk.clone();
                Ok(tokio::spawn(async move {
                    let policy = desk.policy();
                    let engine = desk.engine();
                    engine
                        .resume(&desk.caller, desk.conn(), &policy, &events)
                        .await
                }))
            })
        };
        self.0.finishing.unless_going(desk.tenant(), begin)?;
        Ok(())
    }

    /// The latest finishing of interrupted runs of a tenant that this process began.
    pub(crate) fn finishing(&self, tenant: TenantId) -> Option<Work<Vec<ApplyReport>>> {
        self.0.finishing.get(&tenant)
    }

    /// Reads the list of accounts again in the background.
    pub(crate) fn read_accounts(&self, desk: &Desk) -> Result<(), Problem> {
        desk.caller
            .may(engine::Right::Read)
            .map_err(EngineError::from)?;
        let begin = || {
            Work::begin(&desk.site.env, |events| {
                let desk = desk.clone();
                Ok(tokio::spawn(async move {
                    let (by, conn) = (&desk.caller, desk.conn());
                    desk.engine().refresh_accounts(by, conn, &events).await
                }))
            })
        };
        self.0.accounts.unless_going(desk.tenant(), begin)?;
        Ok(())
    }

    /// The latest reading of a tenant's list of accounts that this process began.
    pub(crate) fn accounts(&self, tenant: TenantId) -> Option<Work<AccountReading>> {
        self.0.accounts.get(&tenant)
    }

    /// Ends the streams that pages follow, so that a server which waits for its answers can stop.
    pub(crate) fn close(&self) {
        self.0.closing.send_replace(true);
    }

    /// Ready once [`close`](Self::close) was called.
    pub(crate) async fn closed(&self) {
        // The sender lives as long as `self`.
        let _ = self
            .0
            .closing
            .subscribe()
            .wait_for(|closing| *closing)
            .await;
    }
}

/// So many ended works of a kind are remembered.
const REMEMBERED: usize = 200;

/// Works of a kind by their names.
#[derive(Debug)]
struct Kept<K, T>(Mutex<HashMap<K, Work<T>>>);

impl<K, T> Default for Kept<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Copy + Eq + Hash, T> Kept<K, T> {
    fn get(&self, name: &K) -> Option<Work<T>> {
        self.all().get(name).cloned()
    }

    /// Begins a work, unless one of its name goes on: then that one is joined.
    fn unless_going(
        &self,
        name: K,
        begin: impl FnOnce() -> Result<Work<T>, EngineError>,
    ) -> Result<Work<T>, EngineError> {
        let mut all = self.all();
        if let Some(going) = all.get(&name).filter(|work| work.is_going()) {
            return Ok(going.clone());
        }
        let begun = begin()?;
        all.insert(name, begun.clone());
        forget_the_oldest(&mut all);
        Ok(begun)
    }

    fn all(&self) -> MutexGuard<'_, HashMap<K, Work<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn forget_the_oldest<K: Copy + Eq + Hash, T>(all: &mut HashMap<K, Work<T>>) {
    if all.len() <= REMEMBERED {
        return;
    }
    let ended = all.iter().filter(|(_, work)| !work.is_going());
    let oldest = ended.min_by_key(|(_, work)| work.begun_at).map(|(k, _)| *k);
    if let Some(oldest) = oldest {
        all.remove(&oldest);
    }
}
