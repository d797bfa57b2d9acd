//! Another number of licences for a subscription.
//!
//! No interface of Microsoft's changes it (`graph.md` 8). On a tenant that has a stand-in of its billing (only the
//! embedded one has) the number is submitted there, recorded and read back; everywhere else what comes out is an
//! instruction for a person, and a watch that says when the new number is there.

mod judge;
mod record;
mod submit;
mod watch;

use jiff::Timestamp;
use m365::Connection;
use model::{LedgerSeq, SubscriptionId, TotalObstacle};

use crate::products::{Product, ProductSubscription, Products, Seller};
use crate::roles::{Caller, Right, Role};
use crate::{Engine, EngineError};

pub use watch::{Watch, WatchState};

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TotalGoal {
    /// The subscription.
    pub subscription: SubscriptionId,
    /// The number that the page showed: with another one now, nothing is done.
    pub from: u64,
    /// The new total, never a difference.
    pub to: u64,
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made per request, and is looked at once"
)]
pub enum TotalAsked {
    /// The number is no longer as it was shown.
    Differs(TotalDiffers),
    /// What would be done, or what stands against it.
    Proposed(TotalChange),
}

/// Somebody else changed the number since it was shown. Nothing was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TotalDiffers {
    /// The subscription.
    pub subscription: SubscriptionId,
    /// As it was shown.
    pub shown: u64,
    /// As it is now.
    pub now: u64,
}

/// A new number, before anything is done.
#[derive(Debug, Clone, PartialEq)]
pub struct TotalChange {
    /// The product, read now; `None` where the subscription is not known.
    pub product: Option<Product>,
    /// The subscription, read now.
    pub subscription: Option<ProductSubscription>,
    /// The number now.
    pub from: u64,
    /// The number that is wanted.
    pub to: u64,
    /// What stands against it; none, and it can be done.
    pub obstacles: Vec<TotalObstacle>,
    /// How it is done.
    pub channel: Channel,
    /// May this person do it? Without the role the instruction is for somebody else.
    pub may: bool,
    /// What is awaited for this subscription already.
    pub watch: Option<Watch>,
}

/// How a number is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Channel {
    /// Submitted here.
    Submit {
        /// `None`: it holds at once; else from then on (the renewal).
        from_then: Option<Timestamp>,
    },
    /// By a person, elsewhere.
    Instruction(Instruction),
}

/// What a person is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    /// The number now.
    pub from: u64,
    /// The exact new total.
    pub to: u64,
    /// Who sold it, and so who can change it.
    pub seller: Seller,
    /// Roles that may, where Microsoft sold it.
    pub roles: [Role; 2],
    /// The last moment before the term renews with the old number, where it is known. A partner's may be earlier.
    pub last: Option<Timestamp>,
    /// Microsoft's page, of the tenant's cloud.
    pub page: &'static str,
}

/// Roles that may change the number of a subscription (`peers.md` 1g).
pub const BUYERS: [Role; 2] = [Role::Global, Role::Billing];

/// How it ended.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made per request, and is looked at once"
)]
pub enum TotalEnd {
    /// The number is no longer as it was shown: nothing was sent.
    Differs(TotalDiffers),
    /// Something stands against it: nothing was changed.
    Refused(TotalChange),
    /// It is there: read back.
    Done(TotalDone),
    /// It was taken, and holds from then on; the watch waits for it.
    Scheduled(Watch),
    /// It was sent, and could not be read back in time; the watch finds out.
    Unconfirmed(Watch),
    /// Nothing was sent; the instruction is kept, and awaited.
    Watching(Watch),
}

/// A number that was changed.
#[derive(Debug, Clone, PartialEq)]
pub struct TotalDone {
    /// The entry of the ledger that says so.
    pub seq: LedgerSeq,
    /// The number before.
    pub from: u64,
    /// The product as it was read back.
    pub product: Product,
    /// The subscription as it was read back.
    pub subscription: ProductSubscription,
}

impl Engine {
    /// Reads the subscription afresh and says what another number would take. Everybody may ask; nothing is changed.
    pub async fn propose_total(
        &self,
        by: &Caller,
        conn: &Connection,
        goal: &TotalGoal,
    ) -> Result<TotalAsked, EngineError> {
        by.may(Right::Read)?;
        let products = self.products(by, conn).await?;
        let watch = self.watch_of(conn.tenant(), goal.subscription).await?;
        Ok(self.judged(by, conn, goal, &products, watch))
    }

    fn judged(
        &self,
        by: &Caller,
        conn: &Connection,
        goal: &TotalGoal,
        products: &Products,
        watch: Option<Watch>,
    ) -> TotalAsked {
        let found = products.subscription(goal.subscription);
        if let Some(now) = found.and_then(|(_, s)| s.total)
            && now != goal.from
        {
            return TotalAsked::Differs(TotalDiffers {
                subscription: goal.subscription,
                shown: goal.from,
                now,
            });
        }
        let channel = channel(conn, goal, products, found.map(|(_, s)| s), self.env.now());
        TotalAsked::Proposed(TotalChange {
            product: found.map(|(product, _)| product.clone()),
            subscription: found.map(|(_, subscription)| subscription.clone()),
            from: goal.from,
            to: goal.to,
            obstacles: judge::obstacles(goal, products, &channel, self.env.now()),
            channel,
            may: by.may(Right::Buy).is_ok(),
            watch,
        })
    }
}

/// Submitted where that can be; what a partner or a representative sold is theirs to change, here as anywhere.
fn channel(
    conn: &Connection,
    goal: &TotalGoal,
    products: &Products,
    found: Option<&ProductSubscription>,
    now: Timestamp,
) -> Channel {
    let seller = found.map_or(Seller::Microsoft, |s| s.sold_by.clone());
    let billing = found.and_then(|s| s.billing.as_ref());
    if let (true, Some(billing), Seller::Microsoft) = (products.submit, billing, &seller) {
        return Channel::Submit {
            from_then: judge::holds_from(goal, billing, now),
        };
    }
    let coming = |at: &Timestamp| *at > now;
    Channel::Instruction(Instruction {
        from: goal.from,
        to: goal.to,
        seller,
        roles: BUYERS,
        last: found
            .filter(|s| s.is_enabled())
            .and_then(|s| s.next)
            .filter(coming),
        page: conn.cloud().links.products,
    })
}
