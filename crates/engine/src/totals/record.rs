//! A new number in the ledger: who asked for it, and what became of it.

use m365::Connection;
use model::ledger::NewEntry;
use model::{
    Actor, EntryKind, LedgerSeq, Plan, PlanDigest, Purpose, RequestId, RunId, SkuId,
    SubscriptionId, TotalState,
};
use serde::{Deserialize, Serialize};
use store::Lease;

use crate::{Engine, EngineError};

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct About {
    pub(super) run: RunId,
    pub(super) plan: PlanDigest,
    pub(super) subscription: SubscriptionId,
    pub(super) sku: SkuId,
    pub(super) from: u64,
    pub(super) to: u64,
    pub(super) by: Actor,
}

impl Engine {
    /// A run for one number. Its plan has no steps: no account is touched.
    pub(super) async fn begin_total(
        &self,
        conn: &Connection,
        run: RunId,
        by: &Actor,
        subscription: (SubscriptionId, SkuId),
        (from, to): (u64, u64),
    ) -> Result<About, EngineError> {
        let plan = Plan {
            tenant: conn.tenant(),
            purpose: Purpose::ChangeTotal,
            policy: String::new(),
            snapshot: None,
            parent: None,
            made_at: self.env.now(),
            steps: Vec::new(),
        };
        Ok(About {
            run,
            plan: self.store.put_plan(plan).await?,
            subscription: subscription.0,
            sku: subscription.1,
            from,
            to,
            by: by.clone(),
        })
    }

    pub(super) async fn record_total(
        &self,
        lease: &Lease,
        about: &About,
        state: TotalState,
        request: Option<RequestId>,
    ) -> Result<LedgerSeq, EngineError> {
        let entry = NewEntry {
            at: self.env.now(),
            by: about.by.clone(),
            tenant: lease.tenant,
            run: about.run,
            plan: about.plan,
            step: None,
            account: None,
            kind: EntryKind::Total {
                subscription: about.subscription,
                sku: about.sku,
                from: about.from,
                to: about.to,
                state,
            },
            before: None,
            after: None,
            evidence: Vec::new(),
            request_ids: request.into_iter().collect(),
        };
        let seqs = self
            .store
            .append(lease.tenant, lease.fence, vec![entry])
            .await?;
        let first = seqs.first().copied();
        Ok(first.unwrap_or(LedgerSeq(0)))
    }
}
