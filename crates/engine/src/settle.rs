//! Settle: find out what became of steps that an interrupted or impatient run left open.
//!
//! The account decides: it shows the result → done; it is as before → certainly not applied (and sent again where
//! that is asked); neither → drifted.

use std::time::Duration;

use model::{RunId, Step, StepState};
use rules::Policy;
use store::{Lease, OpenStep};

use crate::apply::{Go, Run};
use crate::events::Events;
use crate::report::StepEnd;
use crate::roles::{Caller, Right};
use crate::{Engine, EngineError};

/// How far settling goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settle {
    /// Looks and records, sends nothing. A step begun less than a minute ago that shows no effect stays open: its
    /// request may still be on its way.
    LookOnly,
    /// Sends again what was not applied.
    Finish,
}

/// How old an intent must be before a look alone may call it not applied.
const ON_ITS_WAY: Duration = Duration::from_mins(1);

impl Engine {
    /// Settles what is open on this tenant: sends again what was intended and certainly not applied.
    pub async fn settle(
        &self,
        by: &Caller,
        conn: &m365::Connection,
        policy: &Policy,
        events: &Events,
    ) -> Result<Vec<StepEnd>, EngineError> {
        by.may(Right::Assign)?;
        self.settle_as(by, conn, policy, events, Settle::Finish)
            .await
    }

    /// Takes the lease for it where there is anything open. While another run is alive, what it left open is its
    /// own: a look leaves it alone, a change has to wait.
    pub(crate) async fn settle_as(
        &self,
        by: &Caller,
        conn: &m365::Connection,
        policy: &Policy,
        events: &Events,
        how: Settle,
    ) -> Result<Vec<StepEnd>, EngineError> {
        if self.store.open_steps(conn.tenant()).await?.is_empty() {
            return Ok(Vec::new());
        }
        let how = if conn.may_write() {
            how
        } else {
            Settle::LookOnly
        };
        match self
            .lease(conn, RunId::from_uuid(self.env.entropy.uuid()))
            .await
        {
            Ok(lease) => {
                self.settle_with(by, conn, policy, events, &lease, how)
                    .await
            }
            Err(EngineError::Held(_)) if how == Settle::LookOnly => Ok(Vec::new()),
            Err(e) => Err(e),
        }
    }

    pub(crate) async fn settle_with(
        &self,
        by: &Caller,
        conn: &m365::Connection,
        policy: &Policy,
        events: &Events,
        lease: &Lease,
        how: Settle,
    ) -> Result<Vec<StepEnd>, EngineError> {
        let mut open = self.store.open_steps(conn.tenant()).await?;
        let mut ends = Vec::new();
        while let Some(first) = open.first() {
            let (run, digest) = (first.run, first.plan);
            let (of_run, rest): (Vec<_>, Vec<_>) = open.into_iter().partition(|o| o.run == run);
            open = rest;
            let plan = self
                .store
                .plan(digest)
                .await?
                .ok_or(EngineError::NoPlan(digest))?;
            let run = Run::new(self, conn, policy, events, by, lease, run, &plan).await?;
            run.recall().await?;
            ends.extend(self.settle_run(&run, &of_run, how).await?);
        }
        Ok(ends)
    }

    async fn settle_run(
        &self,
        run: &Run<'_>,
        open: &[OpenStep],
        how: Settle,
    ) -> Result<Vec<StepEnd>, EngineError> {
        let now = self.env.now();
        let young = |o: &OpenStep| now.duration_since(o.entry.body.at).unsigned_abs() < ON_ITS_WAY;
        let go = |o: &OpenStep| {
            let body = &o.entry.body;
            let before = body.before.clone().unwrap_or_default();
            Some(Go {
                step: run.plan.step(o.step)?,
                before,
                evidence: body.evidence.clone(),
            })
        };
        let mut outcomes = run.look_once(open.iter().filter_map(go).collect()).await?;
        if how == Settle::LookOnly {
            let keep: Vec<_> = open.iter().filter(|o| young(o)).map(|o| o.step).collect();
            outcomes.retain(|o| o.state != StepState::NotApplied || !keep.contains(&o.step.no));
        }
        let again: Vec<&Step> = outcomes
            .iter()
            .filter(|o| o.state == StepState::NotApplied)
            .map(|o| o.step)
            .collect();
        run.record(outcomes).await?;
        if how == Settle::Finish {
            run.go(again).await?;
        }
        Ok(run.ends_of(open.iter().map(|o| o.step)).await)
    }
}
