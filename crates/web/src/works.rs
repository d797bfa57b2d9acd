//! What goes on in this process behind the pages, for people who may go away and come back.
//!
//! A run itself is followed in the ledger, whoever began it; what is kept here is what the ledger cannot say: why a
//! run did not begin. Nothing here outlives the process.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use engine::{ApplyReport, EngineError, Events, Proposal, Right, Scope};
use model::{Plan, PlanDigest, SnapshotId, TenantId};
use store::AccountReading;
use tokio::sync::watch;
use uuid::Uuid;

use crate::desk::Desk;
use crate::pages::problem::Problem;
use crate::pages::proposals::asked::Asked;
use crate::work::Work;

/// Everything that goes on. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Works(Arc<All>);

#[derive(Debug, Default)]
struct All {
    runs: Kept<PlanDigest, ApplyReport>,
    finishing: Kept<TenantId, Vec<ApplyReport>>,
    accounts: Kept<TenantId, AccountReading>,
    reviews: Kept<TenantId, SnapshotId>,
    proposals: Proposals,
    closing: watch::Sender<bool>,
}

impl Works {
    /// Runs a plan in the background. Follow it under its digest, at `/t/{place}/runs/{digest}`: it may fail before its
    /// first entry. A plan that runs already, or ran, is not run again.
    pub(crate) async fn run(&self, desk: &Desk, plan: Plan) -> Result<PlanDigest, Problem> {
        // Asked again when it starts; here nothing was kept yet.
        desk.caller.may_run(&plan).map_err(EngineError::from)?;
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
        desk.caller.may(Right::Assign).map_err(EngineError::from)?;
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
        desk.caller.may(Right::Read).map_err(EngineError::from)?;
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

    /// Reviews the tenant in the background; while that goes on, a second one joins it.
    pub(crate) fn review(&self, desk: &Desk) -> Result<(), Problem> {
        desk.caller.may(Right::Read).map_err(EngineError::from)?;
        let begin = || {
            Work::begin(&desk.site.env, |events| {
                let desk = desk.clone();
                Ok(tokio::spawn(async move { review(&desk, &events).await }))
            })
        };
        self.0.reviews.unless_going(desk.tenant(), begin)?;
        Ok(())
    }

    /// The latest review of a tenant that this process began.
    pub(crate) fn review_of(&self, tenant: TenantId) -> Option<Work<SnapshotId>> {
        self.0.reviews.get(&tenant)
    }

    /// Reads afresh, in the background, what a proposal is made of.
    pub(crate) fn propose(&self, desk: &Desk, asked: Asked) -> Result<Uuid, Problem> {
        asked.allowed_to(&desk.caller).map_err(EngineError::from)?;
        let work = Work::begin(&desk.site.env, |events| {
            let (desk, asked) = (desk.clone(), asked.clone());
            Ok(tokio::spawn(async move {
                propose(&desk, &asked, &events).await
            }))
        })?;
        let proposed = Proposed {
            by: desk.caller.actor.name.clone(),
            tenant: desk.tenant(),
            asked,
            work,
        };
        let id = desk.site.env.entropy.uuid();
        self.0.proposals.keep(id, proposed);
        Ok(id)
    }

    /// A proposal of this process, for whoever asked for it: nobody runs what another answered for.
    pub(crate) fn proposed(&self, desk: &Desk, id: &str) -> Result<Proposed, Problem> {
        desk.caller.may(Right::Assign).map_err(EngineError::from)?;
        let found = id.parse().ok().and_then(|id| self.0.proposals.get(id));
        let own =
            |found: &Proposed| found.by == desk.caller.actor.name && found.tenant == desk.tenant();
        found.filter(own).ok_or(Problem::NoProposal)
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

async fn review(desk: &Desk, events: &Events) -> Result<SnapshotId, EngineError> {
    let (engine, policy) = (desk.engine(), desk.policy());
    let review = engine
        .review(&desk.caller, desk.conn(), &Scope::shared(), &policy, events)
        .await?;
    Ok(review.snapshot.id)
}

async fn propose(desk: &Desk, asked: &Asked, events: &Events) -> Result<Proposal, EngineError> {
    let (engine, policy) = (desk.engine(), &desk.policy());
    let (by, conn) = (&desk.caller, desk.conn());
    let mut proposal = match asked {
        Asked::Remove(goal) => {
            engine
                .propose_removal(by, conn, goal, policy, events)
                .await?
        }
        Asked::PutBack(what) => {
            engine
                .propose_restore(by, conn, what, policy, events)
                .await?
        }
    };
    if let Asked::Remove(goal) = asked
        && goal.targets == engine::Targets::AllRemovable
    {
        // Nobody named the others, and a large tenant has many of them.
        let steps = &proposal.plan.steps;
        let going: HashSet<_> = steps.iter().map(|step| step.account).collect();
        let stays = |r: &store::Record| going.contains(&r.facts.account);
        proposal.records.retain(stays);
    }
    Ok(proposal)
}

/// A proposal, or what is read for it, with who asked for what.
#[derive(Debug, Clone)]
pub(crate) struct Proposed {
    by: String,
    tenant: TenantId,
    pub(crate) asked: Asked,
    pub(crate) work: Work<Proposal>,
}

/// So many proposals are kept; an older one has to be made again.
const PROPOSALS: usize = 32;

/// The latest proposals, the oldest first.
#[derive(Debug, Default)]
struct Proposals(Mutex<VecDeque<(Uuid, Proposed)>>);

impl Proposals {
    fn keep(&self, id: Uuid, proposed: Proposed) {
        let mut all = self.all();
        all.push_back((id, proposed));
        if all.len() > PROPOSALS {
            all.pop_front();
        }
    }

    fn get(&self, id: Uuid) -> Option<Proposed> {
        let found = self.all().iter().find(|(known, _)| *known == id)?.1.clone();
        Some(found)
    }

    fn all(&self) -> MutexGuard<'_, VecDeque<(Uuid, Proposed)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
