//! Apply: one executor for every write.
//!
//! Per step: re-check ▸ record the intent ▸ write ▸ read back ▸ record the outcome. Steps go in chunks, so that one
//! commit, one batch and one read serve many; steps on one account go one after the other. What an answer says is
//! never success: success is what was read.

mod chunk;
mod outcome;
mod read_back;
mod run;

use std::time::Duration;

use model::ledger::NewEntry;
use model::{EntryKind, Plan, RunId, TenantFacts};
use rules::{PlanFault, Policy, World};
use store::Lease;

use crate::events::Events;
use crate::report::ApplyReport;
use crate::roles::{Caller, Right};
use crate::settle::Settle;
use crate::stop::Writing;
use crate::{Engine, EngineError};

pub(crate) use chunk::Go;
pub(crate) use run::Run;

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
            confirm_within: Duration::from_mins(5),
            lost_within: Duration::from_secs(45),
            poll_first: Duration::from_millis(500),
            poll_most: Duration::from_secs(15),
            attempts: 3,
        }
    }
}

impl Engine {
    /// Runs a plan. What an earlier run left open on this tenant is settled first. Asked to [`Stop`](crate::Stop), it
    /// ends before the next step, and the report says how many it left.
    pub async fn apply(
        &self,
        by: &Caller,
        conn: &m365::Connection,
        plan: &Plan,
        policy: &Policy,
        events: &Events,
    ) -> Result<ApplyReport, EngineError> {
        check(by, conn, plan)?;
        let id = RunId::from_uuid(self.env.entropy.uuid());
        let lease = self.lease(conn, id).await?;
        self.settle_with(by, conn, policy, events, &lease, Settle::Finish)
            .await?;
        self.close_abandoned(by, conn, &lease).await?;
        self.store.put_plan(plan.clone()).await?;
        let run = Run::new(self, conn, policy, events, by, &lease, id, plan).await?;
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
            check(by, conn, &plan)?;
            let run = Run::new(self, conn, policy, events, by, &lease, id, &plan).await?;
            run.recall().await?;
            let todo = run.not_begun().await;
            run.go(todo).await?;
            reports.push(run.finish().await?);
        }
        Ok(reports)
    }

    pub(crate) async fn lease(
        &self,
        conn: &m365::Connection,
        run: RunId,
    ) -> Result<Writing, EngineError> {
        let taken = self.store.take(conn.tenant(), run).await?;
        let lease = taken.map_err(EngineError::Held)?;
        Ok(self.stop.writing(lease))
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

/// An error for the first fault of a plan, if it has one.
pub(crate) fn sound(faults: impl IntoIterator<Item = PlanFault>) -> Result<(), EngineError> {
    match faults.into_iter().next() {
        Some(fault) => Err(EngineError::UnsoundPlan(format!("{fault:?}"))),
        None => Ok(()),
    }
}

/// May this person run this plan here, and is the plan sound?
fn check(by: &Caller, conn: &m365::Connection, plan: &Plan) -> Result<(), EngineError> {
    by.may_run(plan)?;
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
