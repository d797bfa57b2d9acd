//! Submit: the new number goes to the stand-in of Microsoft's billing, and is read back where everybody reads it.

use m365::{Connection, Ordered};
use model::{RequestId, RunId, TotalObstacle, TotalState};
use store::Lease;
use tokio::time::Instant;
use wire::billing::{Change, Outcome};

use super::record::About;
use super::watch::{Watch, is_there};
use super::{
    Channel, TotalAsked, TotalChange, TotalDiffers, TotalDone, TotalEnd, TotalGoal, judge,
};
use crate::roles::{Caller, Right};
use crate::{Engine, EngineError};

impl Engine {
    /// Submits a new number, if it is still as it was shown and nothing stands against it. The intent is on disk
    /// before the request leaves; success is what `subscribedSkus` and `directory/subscriptions` show afterwards.
    /// Where nothing can be submitted the answer is [`TotalEnd::Refused`], with the instruction.
    pub async fn submit_total(
        &self,
        by: &Caller,
        conn: &Connection,
        goal: &TotalGoal,
    ) -> Result<TotalEnd, EngineError> {
        by.may(Right::Buy)?;
        if !conn.may_write() {
            return Err(EngineError::ReadOnly);
        }
        let run = RunId::from_uuid(self.env.entropy.uuid());
        let lease = self.lease(conn, run).await?;
        let change = match self.propose_total(by, conn, goal).await? {
            TotalAsked::Differs(differs) => return Ok(TotalEnd::Differs(differs)),
            TotalAsked::Proposed(change) => change,
        };
        let ready = change.obstacles.is_empty() && matches!(change.channel, Channel::Submit { .. });
        let Some(subscription) = change.subscription.as_ref().filter(|_| ready) else {
            return Ok(TotalEnd::Refused(change));
        };
        let (Ok(total), Ok(previous)) = (u32::try_from(goal.to), u32::try_from(goal.from)) else {
            let obstacles = vec![TotalObstacle::OutOfRange];
            return Ok(TotalEnd::Refused(TotalChange {
                obstacles,
                ..change
            }));
        };
        let whose = (subscription.id, subscription.sku);
        let about = self
            .begin_total(conn, run, &by.actor, whose, (goal.from, goal.to))
            .await?;
        let owned = change.product.as_ref().and_then(crate::Product::total);
        let watch = Watch::new(&about, self.env.now(), owned);
        self.await_total(conn.tenant(), &watch).await?;
        self.record_total(&lease, &about, TotalState::Intended, None)
            .await?;
        let order = Change {
            total_licenses: total,
            previous_total_licenses: Some(previous),
        };
        match conn.order(goal.subscription, &order).await {
            Ordered::Taken(changed, id) => match changed.outcome {
                Outcome::Applied | Outcome::Unchanged => {
                    self.confirm_total(by, conn, &lease, watch, Some(id)).await
                }
                Outcome::Scheduled => {
                    let from_then = changed.effective_date_time.unwrap_or(self.env.now());
                    let state = TotalState::Scheduled { from_then };
                    self.record_total(&lease, &about, state, Some(id)).await?;
                    let watch = watch.scheduled(from_then);
                    self.await_total(conn.tenant(), &watch).await?;
                    Ok(TotalEnd::Scheduled(watch))
                }
            },
            Ordered::MaybeTaken(lost) => {
                self.confirm_total(by, conn, &lease, watch, lost.request_id)
                    .await
            }
            Ordered::Refused(refusal) => {
                let minimum = subscription.minimum.unwrap_or(0);
                let assigned = change.product.as_ref().and_then(|p| p.assigned);
                let why = judge::refused(
                    &refusal.code,
                    &refusal.message,
                    minimum,
                    assigned.unwrap_or(minimum),
                );
                self.refuse_total(conn, &lease, &about, why, refusal.request_id, change)
                    .await
            }
        }
    }

    async fn refuse_total(
        &self,
        conn: &Connection,
        lease: &Lease,
        about: &About,
        why: TotalObstacle,
        id: Option<RequestId>,
        change: TotalChange,
    ) -> Result<TotalEnd, EngineError> {
        let state = TotalState::Refused { why: why.clone() };
        self.record_total(lease, about, state, id).await?;
        self.forget_total(conn.tenant(), about.subscription).await?;
        // Somebody was faster, between our read and the order.
        let changed = matches!(&why, TotalObstacle::Service { code, .. } if code == "totalChanged");
        if changed
            && let Ok(rows) = conn.subscriptions().await
            && let Some(now) = rows
                .iter()
                .find(|row| row.id == about.subscription)
                .and_then(|row| row.total_licenses.value().copied())
        {
            return Ok(TotalEnd::Differs(TotalDiffers {
                subscription: about.subscription,
                shown: about.from,
                now,
            }));
        }
        let obstacles = vec![why];
        Ok(TotalEnd::Refused(TotalChange {
            obstacles,
            watch: None,
            ..change
        }))
    }

    /// Looks until the number is there, or its time is over: then the watch stays.
    async fn confirm_total(
        &self,
        by: &Caller,
        conn: &Connection,
        lease: &Lease,
        watch: Watch,
        id: Option<RequestId>,
    ) -> Result<TotalEnd, EngineError> {
        let until = Instant::now() + self.tuning.confirm_within;
        let mut wait = self.tuning.poll_first;
        loop {
            // A read that fails is no answer; the next one may be.
            if let Ok(products) = self.products(by, conn).await
                && let Some((product, subscription)) = products.subscription(watch.subscription)
                && is_there(&watch, product, subscription)
            {
                let seq = self
                    .record_total(lease, &watch.about, TotalState::Done, id)
                    .await?;
                self.forget_total(conn.tenant(), watch.subscription).await?;
                return Ok(TotalEnd::Done(TotalDone {
                    seq,
                    from: watch.from,
                    product: product.clone(),
                    subscription: subscription.clone(),
                }));
            }
            if Instant::now() >= until {
                self.record_total(lease, &watch.about, TotalState::Unconfirmed, id)
                    .await?;
                return Ok(TotalEnd::Unconfirmed(watch));
            }
            tokio::time::sleep(wait).await;
            wait = wait
                .saturating_mul(2)
                .clamp(self.tuning.poll_first, self.tuning.poll_most);
        }
    }
}
