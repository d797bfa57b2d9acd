//! Which of several products cost less.
//!
//! A price list decides where it knows every product that is compared; else the policy's order does, where it
//! knows them all. What neither knows is never called cheaper.

use model::{SkuId, TenantFacts};
use rust_decimal::Decimal;

use crate::held::part_number;
use crate::policy::Policy;

/// By what the products at hand are compared. Chosen once for all of them, so that the order is a real order.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Yardstick<'a> {
    Prices(&'a TenantFacts, &'a Policy),
    Ranks(&'a Policy),
}

/// A sum to compare: how much of it is unknown counts first.
pub(crate) type Cost = (usize, Decimal);

impl<'a> Yardstick<'a> {
    pub(crate) fn for_products(skus: &[SkuId], t: &'a TenantFacts, policy: &'a Policy) -> Self {
        let prices = Self::Prices(t, policy);
        if skus.iter().all(|&sku| prices.of(sku).is_some()) {
            prices
        } else {
            Self::Ranks(policy)
        }
    }

    fn of(self, sku: SkuId) -> Option<Decimal> {
        match self {
            Self::Prices(t, policy) => policy.prices()?.price(part_number(sku, t)?),
            Self::Ranks(policy) => policy.rank(sku).map(Decimal::from),
        }
    }

    pub(crate) fn sum(self, skus: impl IntoIterator<Item = SkuId>) -> Cost {
        skus.into_iter()
            .fold((0, Decimal::ZERO), |(unknown, sum), sku| {
                match self.of(sku) {
                    Some(cost) => (unknown, sum + cost),
                    None => (unknown + 1, sum),
                }
            })
    }
}

/// Does the first certainly cost less than the second?
pub(crate) fn is_cheaper(one: SkuId, other: SkuId, t: &TenantFacts, policy: &Policy) -> bool {
    let yardstick = Yardstick::for_products(&[one, other], t, policy);
    match (yardstick.of(one), yardstick.of(other)) {
        (Some(one), Some(other)) => one < other,
        _ => false,
    }
}
