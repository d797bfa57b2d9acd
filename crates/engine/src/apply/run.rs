//! One run: its steps in waves, its place in the ledger, its end.

use std::collections::BTreeMap;

use futures_util::stream::{FuturesUnordered, StreamExt as _};
use model::ledger::{NewEntry, Refusal};
use model::{
    AccountId, Action, EntryKind, LedgerSeq, Plan, PlanDigest, RunId, SkuId, Step, StepNo,
    StepState, TenantFacts,
};
use rules::Policy;
use store::{Lease, LedgerQuery};
use tokio::sync::{Mutex, Semaphore};

use super::chunk::answers;
use super::outcome::Outcome;
use crate::events::{Event, Events};
use crate::observe::Observer;
use crate::products::is_free;
use crate::report::{ApplyReport, Available, StepEnd};
use crate::roles::Caller;
use crate::{Engine, EngineError};

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
    pub(super) observer: Observer<'a>,
    pub(super) tenant: Mutex<TenantFacts>,
    ends: Mutex<BTreeMap<StepNo, StepEnd>>,
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
    ) -> Result<Self, EngineError> {
        let observer = Observer::new(engine, conn, policy, events)
            .answering(answers(&plan.steps))
            .waiting();
        let tenant = Mutex::new(observer.tenant().await);
        let (digest, ends) = (plan.digest(), Mutex::default());
        Ok(Self {
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
        })
    }

    /// Does the steps: the first of every account, then the second of those whose first is done, and so on. Asked to
    /// stop, it begins no more of them.
    pub(crate) async fn go(&self, steps: Vec<&Step>) -> Result<(), EngineError> {
        for wave in waves(steps) {
            // What the wave before left undone is no failure of an earlier step.
            if self.engine.stop.is_asked() {
                break;
            }
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
    pub(super) async fn not_begun(&self) -> Vec<&'a Step> {
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

    /// Ends the run and says what came of it. One that was asked to stop and left something stays open.
    pub(crate) async fn finish(self) -> Result<ApplyReport, EngineError> {
        let stop = &self.engine.stop;
        let left = if stop.is_asked() {
            self.not_begun().await.len()
        } else {
            0
        };
        if left == 0 {
            let ended = self.entry(EntryKind::RunEnded, None);
            self.append(vec![ended]).await?;
        } else {
            stop.leave(left);
        }
        let (ends, tenant) = (self.ends.into_inner(), self.tenant.into_inner());
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
                free: is_free(&tenant, sku, self.policy.prices()),
            })
            .collect();
        Ok(ApplyReport {
            run: self.id,
            plan: self.digest,
            steps: ends.into_values().collect(),
            left,
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
