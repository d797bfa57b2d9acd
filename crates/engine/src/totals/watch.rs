//! Watch: a number that somebody is to change elsewhere, or that is on its way, until it is there.

use jiff::Timestamp;
use m365::Connection;
use model::{Actor, RunId, SkuId, SubscriptionId, TenantId, TotalState};
use serde::{Deserialize, Serialize};

use super::record::About;
use super::{Channel, TotalAsked, TotalEnd, TotalGoal};
use crate::products::{Product, ProductSubscription, Products};
use crate::roles::{Caller, Right};
use crate::{Engine, EngineError};

/// The setting that keeps them.
const WATCHES: &str = "watches";

/// A number that is awaited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Watch {
    /// The subscription.
    pub subscription: SubscriptionId,
    /// Its product.
    pub sku: SkuId,
    /// The number when it was asked for.
    pub from: u64,
    /// The number that is awaited.
    pub to: u64,
    /// Who asked.
    pub by: Actor,
    /// When, UTC.
    pub at: Timestamp,
    /// It was taken, and holds from then on.
    pub from_then: Option<Timestamp>,
    /// What was read last.
    pub state: WatchState,
    /// When that was, UTC.
    pub checked_at: Timestamp,
    /// Licences of the product when it was asked for: enabled and in grace.
    owned: Option<u64>,
    /// Its entries in the ledger.
    pub(super) about: About,
}

/// Where an awaited number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "state",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum WatchState {
    /// It is as it was.
    Waiting,
    /// The subscription has the number, the product's licences do not show it yet.
    Half,
    /// Both show it.
    Reached,
    /// It is another number, neither the old nor the new.
    Other {
        /// Which.
        now: u64,
    },
    /// The subscription is not there any more.
    Gone,
    /// It could not be read.
    Unread,
}

impl Watch {
    pub(super) fn new(about: &About, at: Timestamp, owned: Option<u64>) -> Self {
        Self {
            subscription: about.subscription,
            sku: about.sku,
            from: about.from,
            to: about.to,
            by: about.by.clone(),
            at,
            from_then: None,
            state: WatchState::Waiting,
            checked_at: at,
            owned,
            about: about.clone(),
        }
    }

    pub(super) fn scheduled(self, from_then: Timestamp) -> Self {
        Self {
            from_then: Some(from_then),
            ..self
        }
    }

    fn look(&self, products: &Products) -> WatchState {
        if products.products.value().is_none() || products.subscriptions_gap.is_some() {
            return WatchState::Unread;
        }
        let Some((product, subscription)) = products.subscription(self.subscription) else {
            return WatchState::Gone;
        };
        match subscription.total {
            None => WatchState::Unread,
            Some(now) if now == self.to => {
                if is_there(self, product, subscription) {
                    WatchState::Reached
                } else {
                    WatchState::Half
                }
            }
            Some(now) if now == self.from => WatchState::Waiting,
            Some(now) => WatchState::Other { now },
        }
    }
}

/// Does both the subscription and its product show the number? The product's licences are as many as before, changed
/// by the difference, or as many as its subscriptions have together: others may be changed at the same time.
pub(super) fn is_there(
    watch: &Watch,
    product: &Product,
    subscription: &ProductSubscription,
) -> bool {
    let together = product.subscriptions.iter().filter(|s| s.gives());
    let together: Option<u64> = together.map(|s| s.total).sum();
    let expected = watch
        .owned
        .map(|owned| (owned + watch.to).saturating_sub(watch.from));
    let owned = product.total();
    subscription.total == Some(watch.to)
        && owned.is_some()
        && (owned == together || owned == expected)
}

impl Engine {
    /// Keeps the instruction for a new number, and awaits it. Nothing is sent to anybody.
    pub async fn watch_total(
        &self,
        by: &Caller,
        conn: &Connection,
        goal: &TotalGoal,
    ) -> Result<TotalEnd, EngineError> {
        by.may(Right::Buy)?;
        let run = RunId::from_uuid(self.env.entropy.uuid());
        let lease = self.lease(conn, run).await?;
        let change = match self.propose_total(by, conn, goal).await? {
            TotalAsked::Differs(differs) => return Ok(TotalEnd::Differs(differs)),
            TotalAsked::Proposed(change) => change,
        };
        let told = change.obstacles.is_empty() && matches!(change.channel, Channel::Instruction(_));
        let Some(subscription) = change.subscription.as_ref().filter(|_| told) else {
            return Ok(TotalEnd::Refused(change));
        };
        let whose = (subscription.id, subscription.sku);
        let about = self
            .begin_total(conn, run, &by.actor, whose, (goal.from, goal.to))
            .await?;
        let owned = change.product.as_ref().and_then(Product::total);
        let watch = Watch::new(&about, self.env.now(), owned);
        self.record_total(&lease, &about, TotalState::Instructed, None)
            .await?;
        self.await_total(conn.tenant(), &watch).await?;
        Ok(TotalEnd::Watching(watch))
    }

    /// The numbers that are awaited, as they were last read, the newest first.
    pub async fn watches(&self, by: &Caller, tenant: TenantId) -> Result<Vec<Watch>, EngineError> {
        by.may(Right::Read)?;
        self.all_awaited(tenant).await
    }

    /// Reads the awaited numbers again. One that is there is recorded in the ledger, under the name of who asked for
    /// it, and stays here until somebody takes it away.
    pub async fn check_watches(
        &self,
        by: &Caller,
        conn: &Connection,
    ) -> Result<Vec<Watch>, EngineError> {
        by.may(Right::Read)?;
        let tenant = conn.tenant();
        let all = self.all_awaited(tenant).await?;
        if all.iter().all(|w| w.state == WatchState::Reached) {
            return Ok(all);
        }
        let products = self.products(by, conn).await?;
        // While another run writes, what is there is told, and recorded by the next look.
        let run = RunId::from_uuid(self.env.entropy.uuid());
        let lease = match self.lease(conn, run).await {
            Ok(lease) => Some(lease),
            Err(EngineError::Held(_)) => None,
            Err(e) => return Err(e),
        };
        let mut checked = Vec::with_capacity(all.len());
        for watch in all {
            if watch.state == WatchState::Reached {
                checked.push(watch);
                continue;
            }
            let state = watch.look(&products);
            let watch = Watch {
                state,
                checked_at: products.read_at,
                ..watch
            };
            if let Some(lease) = &lease {
                if state == WatchState::Reached {
                    self.record_total(lease, &watch.about, TotalState::Done, None)
                        .await?;
                }
                self.note_watch(tenant, &watch).await?;
            }
            checked.push(watch);
        }
        Ok(checked)
    }

    /// Awaits a number no longer. False where none was awaited.
    pub async fn stop_watching(
        &self,
        by: &Caller,
        tenant: TenantId,
        subscription: SubscriptionId,
    ) -> Result<bool, EngineError> {
        by.may(Right::Buy)?;
        self.forget_total(tenant, subscription).await
    }

    pub(super) async fn watch_of(
        &self,
        tenant: TenantId,
        subscription: SubscriptionId,
    ) -> Result<Option<Watch>, EngineError> {
        let all = self.all_awaited(tenant).await?;
        Ok(all.into_iter().find(|w| w.subscription == subscription))
    }

    /// Keeps a watch; one for the same subscription gives way.
    pub(super) async fn await_total(
        &self,
        tenant: TenantId,
        watch: &Watch,
    ) -> Result<(), EngineError> {
        self.change_list(tenant, WATCHES, |all: &mut Vec<Watch>| {
            let known = all
                .iter_mut()
                .find(|w| w.subscription == watch.subscription);
            match known {
                Some(known) => *known = watch.clone(),
                None => all.insert(0, watch.clone()),
            }
        })
        .await
    }

    /// What was read of a watch; one that was taken away meanwhile, or gave way to another, stays so.
    async fn note_watch(&self, tenant: TenantId, watch: &Watch) -> Result<(), EngineError> {
        self.change_list(tenant, WATCHES, |all: &mut Vec<Watch>| {
            if let Some(known) = all.iter_mut().find(|w| w.about == watch.about) {
                *known = watch.clone();
            }
        })
        .await
    }

    pub(super) async fn forget_total(
        &self,
        tenant: TenantId,
        subscription: SubscriptionId,
    ) -> Result<bool, EngineError> {
        self.change_list(tenant, WATCHES, |all: &mut Vec<Watch>| {
            let before = all.len();
            all.retain(|w| w.subscription != subscription);
            all.len() < before
        })
        .await
    }

    async fn all_awaited(&self, tenant: TenantId) -> Result<Vec<Watch>, EngineError> {
        Ok(self.kept(tenant, WATCHES).await?.unwrap_or_default())
    }
}
