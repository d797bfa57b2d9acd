//! Apply: one executor for every write.
//!
//! Per step: re-check ▸ record the intent ▸ write ▸ read back ▸ record the outcome. Steps go in chunks, so that one
//! commit, one batch and one read serve many; steps on one account go one after the other. What an answer says is
//! never success: success is what was read.

mod chunk;
mod read_back;

pub(crate) use chunk::Go;

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::stream::{FuturesUnordered, StreamExt as _};
use model::ledger::{NewEntry, Refusal};
use model::{
    AccountId, Action, EntryKind, LedgerSeq, Plan, PlanDigest, RunId, SkuId, Step, StepNo,
    StepState, TenantFacts,
};
use rules::{PlanFault, Policy, World};
use store::{Lease, LedgerQuery};
use tokio::sync::{Mutex, Semaphore};

use crate::events::{Event, Events};
use crate::observe::Observer;
use crate::report::{ApplyReport, Available, StepEnd};
use crate::roles::{Caller, Right};
use crate::settle::Settle;
use crate::{Engine, EngineError};

/// Sizes and waiting times of a run. All time is tokio's, so a paused clock makes it virtual.
#[derive(Debug, Clone)]
pub struct Tuning {
    /// Steps in one batch.
    pub chunk: usize,
    /// Chunks that are re-checked and written at the same time.
    pub in_flight: usize,
    /// How long a write may take to become visible before it is `unconfirmed`.
    pub confirm_within: Duration,
    /// How long after a lost answer an unchanged account counts as "not applied".
    pub lost_within: Duration,
    /// The first wait between two looks; it doubles up to `poll_most`.
    pub poll_first: Duration,
    /// The longest wait between two looks.
    pub poll_most: Duration,
    /// How often a step is sent whose answer was lost and that was then found not applied.
    pub attempts: u32,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            chunk: wire::batch::GRAPH_MAX,
            in_flight: 4,
            // The design: 5 minutes; changes were seen to take 2 to 5 (`graph.md` 3.1).
            confirm_within: Duration::from_secs(300),
            lost_within: Duration::from_secs(45),
            poll_first: Duration::from_millis(500),
            poll_most: Duration::from_secs(15),
            attempts: 3,
        }
    }
}

/// One run of a plan, with everything a step needs.
pub(crate) struct Run<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) conn: &'a m365::Connection,
    pub(crate) policy: &'a Policy,
    pub(crate) events: &'a Events,
    pub(crate) by: &'a Caller,
    pub(crate) lease: &'a Lease,
    pub(crate) id: RunId,
    pub(crate) plan: &'a Plan,
    digest: PlanDigest,
    observer: Observer<'a>,
    tenant: Mutex<TenantFacts>,
    ends: Mutex<BTreeMap<StepNo, StepEnd>>,
}

impl Engine {
    /// Runs a plan. What an earlier run left open on this tenant is settled first.
    pub async fn apply(
        &self,
        by: &Caller,
        conn: &m365::Connection,
        plan: &Plan,
        policy: &Policy,
        events: &Events,
    ) -> Result<ApplyReport, EngineError> {
        self.check(by, conn, plan)?;
        let id = RunId::from_uuid(self.env.entropy.uuid());
        let lease = self.lease(conn, id).await?;
        self.settle_with(by, conn, policy, events, &lease, Settle::Finish)
            .await?;
        self.close_abandoned(by, conn, &lease).await?;
        self.store.put_plan(plan.clone()).await?;
        let run = Run::new(self, conn, policy, events, by, &lease, id, plan).await;
        run.append(vec![run.entry(EntryKind::RunStarted, None)])
            .await?;
        self.probe.reach("run_started").await;
        run.go(plan.steps.iter().collect()).await?;
        run.finish().await
    }

    /// Finishes interrupted runs: settles what is open and does what was not begun.
    pub async fn resume(
        &self,
        by: &Caller,
        conn: &m365::Connection,
        policy: &Policy,
        events: &Events,
    ) -> Result<Vec<ApplyReport>, EngineError> {
        by.may(Right::Assign)?;
        let tenant = conn.tenant();
        let lease = self
            .lease(conn, RunId::from_uuid(self.env.entropy.uuid()))
            .await?;
        self.settle_with(by, conn, policy, events, &lease, Settle::Finish)
            .await?;
        let mut reports = Vec::new();
        for (id, digest) in self.store.open_runs(tenant).await? {
            let plan = self
                .store
                .plan(digest)
                .await?
                .ok_or(EngineError::NoPlan(digest))?;
            self.check(by, conn, &plan)?;
            let run = Run::new(self, conn, policy, events, by, &lease, id, &plan).await;
            run.recall().await?;
            let todo = run.not_begun().await;
            run.go(todo).await?;
            reports.push(run.finish().await?);
        }
        Ok(reports)
    }

    /// May this person run this plan here, and is the plan sound?
    fn check(&self, by: &Caller, conn: &m365::Connection, plan: &Plan) -> Result<(), EngineError> {
        for step in &plan.steps {
            by.may(match step.action {
                Action::SetSignIn { .. } => Right::SignIn,
                _ => Right::Assign,
            })?;
        }
        if !conn.may_write() {
            return Err(EngineError::ReadOnly);
        }
        if plan.tenant != conn.tenant() {
            return Err(EngineError::OtherTenant {
                planned: plan.tenant,
                connected: conn.tenant(),
            });
        }
        // Checked against the accounts when it was proposed; each is read again before its step. What is left is
        // the plan itself, which may come from a file or an older program.
        let tenant = TenantFacts::unread(plan.tenant, String::new(), conn.cloud().id);
        let nobody = World {
            tenant: &tenant,
            mailboxes: &[],
            snapshot: None,
        };
        let unread = |f: &PlanFault| matches!(f, PlanFault::UnknownAccount { .. });
        sound(
            rules::lint(plan, &nobody)
                .into_iter()
                .filter(|f| !unread(f)),
        )
    }

    pub(crate) async fn lease(
        &self,
        conn: &m365::Connection,
        run: RunId,
    ) -> Result<Lease, EngineError> {
        self.store
            .take(conn.tenant(), run)
            .await?
            .map_err(EngineError::Held)
    }

    /// A new plan takes the place of what was not begun of an interrupted one.
    async fn close_abandoned(
        &self,
        by: &Caller,
        conn: &m365::Connection,
        lease: &Lease,
    ) -> Result<(), EngineError> {
        let tenant = conn.tenant();
        let ended: Vec<_> = self
            .store
            .open_runs(tenant)
            .await?
            .into_iter()
            .map(|(run, plan)| NewEntry {
                at: self.env.now(),
                by: by.actor.clone(),
                tenant,
                run,
                plan,
                step: None,
                account: None,
                kind: EntryKind::RunEnded,
                before: None,
                after: None,
                evidence: Vec::new(),
                request_ids: Vec::new(),
            })
            .collect();
        if !ended.is_empty() {
            self.store.append(tenant, lease.fence, ended).await?;
        }
        Ok(())
    }
}

impl<'a> Run<'a> {
    #[expect(clippy::too_many_arguments, reason = "a run is made of exactly these")]
    pub(crate) async fn new(
        engine: &'a Engine,
        conn: &'a m365::Connection,
        policy: &'a Policy,
        events: &'a Events,
        by: &'a Caller,
        lease: &'a Lease,
        id: RunId,
        plan: &'a Plan,
    ) -> Self {
        let observer = Observer::new(conn, &engine.env, policy, events);
        let tenant = Mutex::new(observer.tenant().await);
        let (digest, ends) = (plan.digest(), Mutex::default());
        Self {
            engine,
            conn,
            policy,
            events,
            by,
            lease,
            id,
            plan,
            digest,
            observer,
            tenant,
            ends,
        }
    }

    /// Does the steps: the first of every account, then the second of those whose first is done, and so on.
    pub(crate) async fn go(&self, steps: Vec<&Step>) -> Result<(), EngineError> {
        for wave in waves(steps) {
            let (ready, waiting) = self.sort_out(wave).await;
            self.refuse_after_failure(waiting).await?;
            let permits = Semaphore::new(self.engine.tuning.in_flight);
            let mut chunks: FuturesUnordered<_> = ready
                .chunks(self.engine.tuning.chunk)
                .map(|c| self.chunk(c.to_vec(), &permits))
                .collect();
            while let Some(done) = chunks.next().await {
                done?;
            }
        }
        Ok(())
    }

    /// Those whose earlier steps on the same account are done, and the others with the step that is not.
    async fn sort_out(&self, wave: Vec<&'a Step>) -> (Vec<&'a Step>, Vec<(&'a Step, StepNo)>) {
        let ends = self.ends.lock().await;
        let (mut ready, mut waiting) = (Vec::new(), Vec::new());
        for step in wave {
            let failed = self.plan.steps.iter().find(|earlier| {
                earlier.account == step.account
                    && earlier.no < step.no
                    && ends
                        .get(&earlier.no)
                        .is_none_or(|e| e.state != StepState::Done)
            });
            match failed {
                None => ready.push(step),
                Some(earlier) => waiting.push((step, earlier.no)),
            }
        }
        (ready, waiting)
    }

    async fn refuse_after_failure(
        &self,
        waiting: Vec<(&'a Step, StepNo)>,
    ) -> Result<(), EngineError> {
        let outcomes = waiting.into_iter().map(|(step, earlier)| {
            Outcome::without_write(
                step,
                StepState::Refused,
                Some(Refusal::EarlierStep { step: earlier }),
            )
        });
        self.record(outcomes.collect()).await
    }

    /// Knows again how far the run came before it was interrupted.
    pub(crate) async fn recall(&self) -> Result<(), EngineError> {
        let query = LedgerQuery {
            run: Some(self.id),
            ..LedgerQuery::default()
        };
        let mut ends = self.ends.lock().await;
        for entry in self.engine.store.entries(query).await? {
            let (Some(no), EntryKind::Step { state, why }) = (entry.body.step, entry.body.kind)
            else {
                continue;
            };
            let Some(step) = self.plan.step(no) else {
                continue;
            };
            let end = StepEnd {
                step: step.clone(),
                state,
                why,
                after: entry.body.after,
                seq: entry.seq,
            };
            ends.insert(no, end);
        }
        Ok(())
    }

    /// Steps that were not begun, or certainly not applied.
    async fn not_begun(&self) -> Vec<&'a Step> {
        let ends = self.ends.lock().await;
        let open = |no| {
            ends.get(no)
                .is_none_or(|e: &StepEnd| e.state == StepState::NotApplied)
        };
        self.plan.steps.iter().filter(|s| open(&s.no)).collect()
    }

    /// Where these steps stand.
    pub(crate) async fn ends_of(&self, steps: impl Iterator<Item = StepNo>) -> Vec<StepEnd> {
        let ends = self.ends.lock().await;
        steps.filter_map(|no| ends.get(&no).cloned()).collect()
    }

    /// Ends the run and says what came of it.
    pub(crate) async fn finish(self) -> Result<ApplyReport, EngineError> {
        self.append(vec![self.entry(EntryKind::RunEnded, None)])
            .await?;
        let ends = self.ends.into_inner();
        let mut freed: BTreeMap<SkuId, u64> = BTreeMap::new();
        for end in ends.values().filter(|e| e.state == StepState::Done) {
            if let Action::ChangeLicenses { remove, .. } = &end.step.action {
                for sku in remove {
                    *freed.entry(*sku).or_default() += 1;
                }
            }
        }
        let skus = if freed.is_empty() {
            None
        } else {
            self.conn.subscribed_skus().await.ok()
        };
        let now = |sku: SkuId| {
            let row = skus.as_ref()?.iter().find(|r| r.sku_id == sku)?;
            let units = row.prepaid_units.value()?;
            Some((units.enabled + units.warning).saturating_sub(*row.consumed_units.value()?))
        };
        let available = freed
            .iter()
            .map(|(&sku, &freed)| Available {
                sku,
                freed,
                now: now(sku),
            })
            .collect();
        Ok(ApplyReport {
            run: self.id,
            plan: self.digest,
            steps: ends.into_values().collect(),
            available,
        })
    }

    /// An entry of this run, yet without what it is about.
    pub(crate) fn entry(&self, kind: EntryKind, step: Option<&Step>) -> NewEntry {
        NewEntry {
            at: self.engine.env.now(),
            by: self.by.actor.clone(),
            tenant: self.plan.tenant,
            run: self.id,
            plan: self.digest,
            step: step.map(|s| s.no),
            account: step.map(|s| s.account),
            kind,
            before: None,
            after: None,
            evidence: Vec::new(),
            request_ids: Vec::new(),
        }
    }

    pub(crate) async fn append(
        &self,
        entries: Vec<NewEntry>,
    ) -> Result<Vec<LedgerSeq>, EngineError> {
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self
            .engine
            .store
            .append(self.plan.tenant, self.lease.fence, entries)
            .await?)
    }

    /// Records outcomes in one commit, and tells them.
    pub(crate) async fn record(&self, outcomes: Vec<Outcome<'a>>) -> Result<(), EngineError> {
        let entries = outcomes.iter().map(|o| o.entry(self)).collect();
        let seqs = self.append(entries).await?;
        let mut ends = self.ends.lock().await;
        for (outcome, seq) in outcomes.into_iter().zip(seqs) {
            let Outcome {
                step,
                state,
                why,
                after,
                ..
            } = outcome;
            self.events.emit(Event::Step {
                step: step.no,
                account: step.account,
                state,
            });
            ends.insert(
                step.no,
                StepEnd {
                    step: step.clone(),
                    state,
                    why,
                    after,
                    seq,
                },
            );
        }
        Ok(())
    }
}

/// How a step moved, on its way into the ledger.
#[derive(Debug)]
pub(crate) struct Outcome<'a> {
    pub(crate) step: &'a Step,
    pub(crate) state: StepState,
    pub(crate) why: Option<Refusal>,
    pub(crate) before: Option<model::AccountState>,
    pub(crate) after: Option<model::AccountState>,
    pub(crate) evidence: Vec<model::Evidence>,
    pub(crate) request_ids: Vec<model::RequestId>,
}

impl<'a> Outcome<'a> {
    pub(crate) const fn without_write(
        step: &'a Step,
        state: StepState,
        why: Option<Refusal>,
    ) -> Self {
        Self {
            step,
            state,
            why,
            before: None,
            after: None,
            evidence: Vec::new(),
            request_ids: Vec::new(),
        }
    }

    fn entry(&self, run: &Run<'_>) -> NewEntry {
        let kind = EntryKind::Step {
            state: self.state,
            why: self.why.clone(),
        };
        NewEntry {
            before: self.before.clone().map(|s| named_by(self.step, s)),
            after: self.after.clone().map(|s| named_by(self.step, s)),
            evidence: self.evidence.clone(),
            request_ids: self.request_ids.clone(),
            ..run.entry(kind, Some(self.step))
        }
    }
}

/// The part of a state that a step is about. The ledger keeps no more: whatever else was true then is nothing that
/// a way back may touch.
fn named_by(step: &Step, state: model::AccountState) -> model::AccountState {
    model::AccountState {
        direct: state.direct.filter(|_| step.result.direct.is_some()),
        sign_in: state.sign_in.filter(|_| step.result.sign_in.is_some()),
    }
}

/// An error for the first fault of a plan, if it has one.
pub(crate) fn sound(faults: impl IntoIterator<Item = PlanFault>) -> Result<(), EngineError> {
    match faults.into_iter().next() {
        Some(fault) => Err(EngineError::UnsoundPlan(format!("{fault:?}"))),
        None => Ok(()),
    }
}

/// The first steps of all accounts, then their second ones, and so on.
fn waves(steps: Vec<&Step>) -> Vec<Vec<&Step>> {
    let mut place: BTreeMap<AccountId, usize> = BTreeMap::new();
    let mut waves: Vec<Vec<&Step>> = Vec::new();
    for step in steps {
        let n = place.entry(step.account).or_default();
        if waves.len() == *n {
            waves.push(Vec::new());
        }
        waves[*n].push(step);
        *n += 1;
    }
    waves
}
