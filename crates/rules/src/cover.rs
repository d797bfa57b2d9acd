//! Which of the held licences cover what the mailbox needs, and which product would do for less.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{ByteSize, SkuId, TenantFacts};

use crate::cost::{Yardstick, is_cheaper};
use crate::held::{Held, plans_of};
use crate::policy::{Capabilities, Policy};
use crate::situation::{Room, Situation};
use crate::view::View;

/// What a licence must give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Requirement {
    pub(crate) room: Room,
    pub(crate) larger_quota: bool,
    pub(crate) keeps_content: bool,
    pub(crate) other_region: bool,
    /// An Exchange licence, whatever it gives.
    pub(crate) exchange: bool,
}

/// How the held licences stand to a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cover {
    /// Nothing is required.
    Free,
    /// These, by their place among the held, are the cheapest that suffice.
    By {
        stays: BTreeSet<usize>,
        /// The room rests on the quota that was read: no plan explains it, so all mailbox plans stay.
        by_reading: bool,
    },
    /// Nothing that is held suffices.
    Short,
}

/// More held licences than these are not searched for the cheapest set; all of them stay.
const SEARCHED: usize = 10;

impl Requirement {
    pub(crate) fn of(s: &Situation, exchange: bool) -> Self {
        Self {
            room: s.room,
            larger_quota: s.larger_quota,
            keeps_content: s.keeps_content,
            other_region: s.other_region,
            exchange,
        }
    }

    pub(crate) const fn is_nothing(self) -> bool {
        matches!(self.room, Room::Any)
            && !self.keeps_content
            && !self.other_region
            && !self.exchange
    }

    /// Would these together suffice, with a mailbox plan of at least this quota?
    fn is_met_by<'a>(
        self,
        goods: impl IntoIterator<Item = &'a Capabilities>,
        quota: Option<ByteSize>,
    ) -> bool {
        let mut room = quota.is_none();
        let (mut archive, mut base, mut addon, mut exchange) = (false, false, false, false);
        for good in goods {
            room |= good.covers_needs() && good.quota >= quota;
            archive |= good.archive;
            base |= good.archive_base;
            addon |= good.archive_addon;
            exchange |= good.covers_needs();
        }
        let content = archive || (base && addon);
        room && (content || !self.keeps_content)
            && (exchange || !(self.exchange || self.other_region))
    }
}

/// Finds the cheapest held licences that suffice.
pub(crate) fn cover(v: &View<'_>, required: Requirement) -> Cover {
    if required.is_nothing() {
        return Cover::Free;
    }
    let goods: Vec<Capabilities> = v.held.iter().map(Held::capabilities).collect();
    let largest = goods
        .iter()
        .filter(|g| g.covers_needs())
        .filter_map(|g| g.quota)
        .max();
    let over = v.policy.limits().over;

    // At the limit the larger quota stays where one is held, for the mailbox lives in it; else 50 GB still hold it.
    let (quota, by_reading) = match required.room {
        Room::Any => (None, false),
        Room::AtLimit | Room::Beyond if largest > Some(over) => {
            (largest_needed(&goods, over), false)
        }
        Room::AtLimit if largest == Some(over) => (Some(over), false),
        Room::AtLimit | Room::Beyond if required.larger_quota => (None, true),
        Room::AtLimit | Room::Beyond => return Cover::Short,
    };
    let Some(mut stays) = cheapest(v, &goods, required, quota) else {
        return Cover::Short;
    };
    let mailbox = |(i, good): (usize, &Capabilities)| (by_reading && good.mailbox).then_some(i);
    let region =
        |(i, good): (usize, &Capabilities)| (required.other_region && good.multi_geo).then_some(i);
    stays.extend(goods.iter().enumerate().filter_map(mailbox));
    stays.extend(goods.iter().enumerate().filter_map(region));
    Cover::By { stays, by_reading }
}

/// The smallest quota above the limit that is held: any of them will do.
fn largest_needed(goods: &[Capabilities], over: ByteSize) -> Option<ByteSize> {
    goods
        .iter()
        .filter(|g| g.covers_needs())
        .filter_map(|g| g.quota)
        .filter(|&q| q > over)
        .min()
}

fn cheapest(
    v: &View<'_>,
    goods: &[Capabilities],
    required: Requirement,
    quota: Option<ByteSize>,
) -> Option<BTreeSet<usize>> {
    let useful: Vec<usize> = (0..goods.len())
        .filter(|&i| goods[i].touches_mailbox())
        .collect();
    if !required.is_met_by(useful.iter().map(|&i| &goods[i]), quota) {
        return None;
    }
    if useful.len() > SEARCHED {
        return Some(useful.into_iter().collect());
    }
    let skus: Vec<SkuId> = useful.iter().map(|&i| v.held[i].sku).collect();
    let yardstick = Yardstick::for_products(&skus, v.tenant, v.policy);
    let sets = (0..1_usize << useful.len()).map(|bits| -> BTreeSet<usize> {
        useful
            .iter()
            .enumerate()
            .filter(|(at, _)| bits >> at & 1 == 1)
            .map(|(_, &i)| i)
            .collect()
    });
    sets.filter(|set| required.is_met_by(set.iter().map(|&i| &goods[i]), quota))
        .min_by_key(|set| {
            // Equal sets are told apart by the products, never by the order in which they were read.
            let mut skus: Vec<SkuId> = set.iter().map(|&i| v.held[i].sku).collect();
            skus.sort_unstable();
            (yardstick.sum(skus.iter().copied()), set.len(), skus)
        })
}

/// Products that could be assigned, with all that they are good for.
pub(crate) type Offers = Vec<(SkuId, Capabilities)>;

/// What the tenant has available, and what is sold for a mailbox alone.
pub(crate) fn offers(t: &TenantFacts, policy: &Policy, now: Timestamp) -> Offers {
    let mut skus: Vec<SkuId> = available(t).chain(policy.singles()).collect();
    skus.sort_unstable();
    skus.dedup();
    let good = |sku| Some((sku, policy.capabilities(sku, &plans_of(sku, t)?, now)));
    skus.into_iter()
        .filter_map(good)
        .filter(|(_, good)| good.covers_needs() && !good.device)
        .collect()
}

fn available(t: &TenantFacts) -> impl Iterator<Item = SkuId> + '_ {
    let owned = t.skus.value().into_iter().flatten();
    owned
        .filter(|sku| sku.is_active() && sku.available() > 0)
        .map(|sku| sku.sku)
}

/// A single product that costs less than the held one and suffices alone.
pub(crate) fn cheaper_product(v: &View<'_>, held: &Held, required: Requirement) -> Option<SkuId> {
    let government = held.capabilities().government;
    let fitting = v
        .offers()
        .iter()
        .filter(|(_, good)| good.government == government);
    let fitting = fitting
        .filter(|(_, good)| suffices_alone(v, good, required))
        .map(|(sku, _)| *sku);
    cheapest_of(
        v,
        fitting.filter(|&sku| is_cheaper(sku, held.sku, v.tenant, v.policy)),
    )
}

/// A product that the tenant has available, to assign where nothing that is held suffices.
pub(crate) fn sufficient_product(v: &View<'_>, required: Requirement) -> Option<SkuId> {
    let own: Vec<SkuId> = available(v.tenant).collect();
    let fitting = v
        .offers()
        .iter()
        .filter(|(sku, good)| own.contains(sku) && suffices_alone(v, good, required));
    cheapest_of(v, fitting.map(|(sku, _)| *sku))
}

fn cheapest_of(v: &View<'_>, skus: impl Iterator<Item = SkuId>) -> Option<SkuId> {
    skus.reduce(|best, sku| {
        if is_cheaper(sku, best, v.tenant, v.policy) {
            sku
        } else {
            best
        }
    })
}

fn suffices_alone(v: &View<'_>, good: &Capabilities, required: Requirement) -> bool {
    // A mailbox that is at the limit is not moved into 50 GB.
    let quota = (required.room > Room::Any).then(|| ByteSize(v.policy.limits().over.0 + 1));
    required.is_met_by([good], quota)
}
