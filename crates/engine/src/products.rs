//! Products: what the tenant owns, who holds it, and its subscriptions: "Your products" and "Licenses".

use std::collections::BTreeMap;

use jiff::Timestamp;
use m365::{Connection, Field, ReadError, SkuRow, SubscriptionRow};
use model::catalogue::catalogue;
use model::{Fact, Gap, Money, PriceList, SkuId, Source, SubscriptionId, TenantFacts, TenantId};

use crate::observe::why;
use crate::roles::{Caller, Right};
use crate::{Engine, EngineError};

/// What a tenant owns, read now.
#[derive(Debug, Clone, PartialEq)]
pub struct Products {
    /// When it was read, UTC.
    pub read_at: Timestamp,
    /// By part number.
    pub products: Fact<Vec<Product>>,
    /// Subscriptions of products that are not among them: deleted ones, as a rule.
    pub others: Vec<ProductSubscription>,
    /// Why the subscriptions are not known; then no product has any here.
    pub subscriptions_gap: Option<Gap>,
    /// Can a new number be submitted here? Only on a tenant that has a stand-in of Microsoft's billing.
    pub submit: bool,
    /// Why that stand-in could not be read.
    pub billing_gap: Option<Gap>,
}

/// A product: an item of `subscribedSkus` (`graph.md` 4.1).
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    /// The product.
    pub sku: SkuId,
    /// `skuPartNumber`.
    pub part_number: String,
    /// `capabilityStatus`, as found; empty where the answer did not say.
    pub status: String,
    /// Licences that people hold; `None` where the answer did not say, as in the next ones.
    pub assigned: Option<u64>,
    /// `prepaidUnits.enabled`.
    pub enabled: Option<u64>,
    /// `prepaidUnits.warning`: expired, in grace.
    pub warning: Option<u64>,
    /// `prepaidUnits.suspended`: cannot be assigned.
    pub suspended: Option<u64>,
    /// `prepaidUnits.lockedOut`: worldwide only.
    pub locked_out: Option<u64>,
    /// Can it be assigned to people (`appliesTo` is not `Company`)?
    pub for_people: bool,
    /// Is it known to cost nothing? See [`costs_nothing`].
    pub free: bool,
    /// What one licence costs a month, by the price list that is kept.
    pub price: Option<Money>,
    /// Its subscriptions, the one that renews first at the top.
    pub subscriptions: Vec<ProductSubscription>,
}

impl Product {
    /// Licences that can be assigned, taken or not: enabled and in grace (REC, `graph.md` 4.1).
    pub fn total(&self) -> Option<u64> {
        Some(self.enabled? + self.warning?)
    }

    /// Licences that nobody holds.
    pub fn available(&self) -> Option<u64> {
        Some(self.total()?.saturating_sub(self.assigned?))
    }
}

/// A subscription: an item of `directory/subscriptions` (`graph.md` 4.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductSubscription {
    /// `id`.
    pub id: SubscriptionId,
    /// The product.
    pub sku: SkuId,
    /// `status`, as found.
    pub status: String,
    /// `totalLicenses`; `None` where the answer did not say.
    pub total: Option<u64>,
    /// `nextLifecycleDateTime`: when it renews or ends while it is enabled, else when it declines further.
    pub next: Option<Timestamp>,
    /// `createdDateTime`.
    pub bought: Option<Timestamp>,
    /// `isTrial`.
    pub trial: bool,
    /// Who sold it: who can change the number.
    pub sold_by: Seller,
    /// So many licences must stay, because they are assigned and no other subscription covers them; `None` where
    /// that is not known.
    pub minimum: Option<u64>,
    /// What only billing knows: on a tenant that has a stand-in of it.
    pub billing: Option<BillingSays>,
}

impl ProductSubscription {
    /// Does it give licences now (`Enabled`, or `Warning`: expired and in grace)?
    pub fn gives(&self) -> bool {
        self.is_enabled() || self.status.eq_ignore_ascii_case("Warning")
    }

    /// Is its term running?
    pub fn is_enabled(&self) -> bool {
        self.status.eq_ignore_ascii_case("Enabled")
    }
}

/// Who sold a subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seller {
    /// Microsoft, in the admin center.
    Microsoft,
    /// A partner: only the partner changes the number.
    Partner {
        /// `ownerTenantId`.
        tenant: Option<TenantId>,
        /// Its name, where billing knows it.
        name: Option<String>,
    },
    /// A Microsoft representative; only billing knows.
    Representative,
}

/// What billing knows of a subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillingSays {
    /// `MCA`, `MOSA`, `PrepaidKey`, `Partner` or `Representative`.
    pub kind: String,
    /// Is it renewed by itself?
    pub recurring: bool,
    /// Nothing can be changed until the credit check is done.
    pub credit_check: bool,
    /// Until when licences can be taken back at once, under a customer agreement; may lie in the past.
    pub reduce_until: Option<Timestamp>,
    /// The next renewal.
    pub renewal: Option<Timestamp>,
    /// The number from the renewal on, when a change waits for it.
    pub scheduled: Option<u64>,
}

/// Is a product known to cost nothing: by the price list, or by Microsoft's own name for it (*free*, *Exploratory*,
/// *Viral Trial*, *Adhoc*)? No answer of Graph says so, so a product with another name counts as paid for.
pub fn costs_nothing(sku: SkuId, part_number: &str, prices: Option<&PriceList>) -> bool {
    const MARKS: [&str; 4] = ["free", "exploratory", "viral", "adhoc"];
    if let Some(price) = prices.and_then(|list| list.price(part_number)) {
        return price.is_zero();
    }
    let named = |name: &str| {
        let words = name.to_lowercase();
        let mut words = words.split(|c: char| !c.is_alphanumeric());
        words.any(|word| MARKS.contains(&word))
    };
    named(part_number) || catalogue().product(sku).is_some_and(|p| named(p.name))
}

impl Engine {
    /// Reads products and subscriptions. What cannot be read, or is not offered, is a gap; that nothing answers at all
    /// is an error.
    pub async fn products(&self, by: &Caller, conn: &Connection) -> Result<Products, EngineError> {
        by.may(Right::Read)?;
        let prices = self.settings(by, conn.tenant()).await?.prices;
        let prices = prices.map(|kept| kept.value);
        let (skus, subscriptions, billing) =
            tokio::join!(conn.subscribed_skus(), conn.subscriptions(), conn.billing());
        let read_at = self.env.now();
        if let Err(error @ (ReadError::Unreached { .. } | ReadError::Unauthorized { .. })) = skus {
            return Err(EngineError::read("subscribedSkus", error));
        }
        let (subscriptions, subscriptions_gap) = or_gap(subscriptions, Source::GraphSubscriptions);
        // The stand-in is no source that evidence names: it is said where subscriptions are read.
        let (billing, billing_gap) = or_gap(billing, Source::GraphSubscriptions);
        let billing = billing.flatten();
        let submit = billing.is_some();
        let own = conn.tenant();
        let mut of_sku: BTreeMap<SkuId, Vec<ProductSubscription>> = BTreeMap::new();
        for row in subscriptions.iter().flatten() {
            let says = billing.iter().flatten();
            let says = says.into_iter().find(|b| b.id.parse() == Ok(row.id));
            let subscription = subscription(row, own, says);
            of_sku.entry(row.sku_id).or_default().push(subscription);
        }
        let products = match skus {
            Ok(rows) => {
                let mut products: Vec<Product> = rows
                    .iter()
                    .map(|row| product(row, of_sku.remove(&row.sku_id), prices.as_ref()))
                    .collect();
                products.sort_by_cached_key(|p| (p.part_number.to_lowercase(), p.sku));
                Fact::live(products, Source::GraphSubscribedSkus, read_at)
            }
            Err(error) => Fact::Gap(Gap::at(Source::GraphSubscribedSkus, why(&error))),
        };
        Ok(Products {
            read_at,
            products,
            others: of_sku.into_values().flatten().collect(),
            subscriptions_gap,
            submit,
            billing_gap,
        })
    }
}

impl Products {
    /// A subscription with its product.
    pub fn subscription(&self, id: SubscriptionId) -> Option<(&Product, &ProductSubscription)> {
        let mut products = self.products.value()?.iter();
        products.find_map(|product| {
            let found = product.subscriptions.iter().find(|s| s.id == id)?;
            Some((product, found))
        })
    }
}

fn or_gap<T>(read: Result<T, ReadError>, source: Source) -> (Option<T>, Option<Gap>) {
    match read {
        Ok(value) => (Some(value), None),
        Err(error) => (None, Some(Gap::at(source, why(&error)))),
    }
}

fn product(
    row: &SkuRow,
    subscriptions: Option<Vec<ProductSubscription>>,
    prices: Option<&PriceList>,
) -> Product {
    let units = row.prepaid_units.value();
    let mut subscriptions = subscriptions.unwrap_or_default();
    subscriptions.sort_by_key(|s| (s.next.is_none(), s.next, s.id));
    let assigned = row.consumed_units.value().copied();
    let totals: Vec<u64> = subscriptions
        .iter()
        .map(|s| if s.gives() { s.total.unwrap_or(0) } else { 0 })
        .collect();
    let all: u64 = totals.iter().sum();
    for (subscription, own) in subscriptions.iter_mut().zip(totals) {
        subscription.minimum = assigned.map(|assigned| assigned.saturating_sub(all - own));
    }
    let paid = |s: &ProductSubscription| !s.trial;
    Product {
        sku: row.sku_id,
        part_number: row.sku_part_number.clone(),
        status: row.capability_status.value().cloned().unwrap_or_default(),
        assigned,
        enabled: units.map(|u| u.enabled),
        warning: units.map(|u| u.warning),
        suspended: units.map(|u| u.suspended),
        locked_out: units.and_then(|u| u.locked_out),
        for_people: row
            .applies_to
            .value()
            .is_none_or(|to| !to.eq_ignore_ascii_case("Company")),
        free: costs_nothing(row.sku_id, &row.sku_part_number, prices)
            || !subscriptions.is_empty() && !subscriptions.iter().any(paid),
        price: prices.and_then(|list| {
            Some(Money {
                amount: list.price(&row.sku_part_number)?,
                currency: list.currency.clone(),
            })
        }),
        subscriptions,
    }
}

fn subscription(
    row: &SubscriptionRow,
    own: TenantId,
    says: Option<&wire::billing::Subscription>,
) -> ProductSubscription {
    let partner = row.owner_tenant_id.value().copied().filter(|t| *t != own);
    let name = says.and_then(|b| b.partner_name.clone());
    let sold_by = match says.map(|b| b.billing_account_kind.as_str()) {
        Some("Representative") => Seller::Representative,
        Some("Partner") => Seller::Partner {
            tenant: partner,
            name,
        },
        _ if partner.is_some() => Seller::Partner {
            tenant: partner,
            name,
        },
        _ => Seller::Microsoft,
    };
    let text = |field: &Field<String>| field.value().cloned().unwrap_or_default();
    ProductSubscription {
        id: row.id,
        sku: row.sku_id,
        status: text(&row.status),
        total: row.total_licenses.value().copied(),
        next: row.next_lifecycle_date_time.value().copied(),
        bought: row.created_date_time.value().copied(),
        trial: row.is_trial.value().copied().unwrap_or(false),
        sold_by,
        minimum: None,
        billing: says.map(|b| BillingSays {
            kind: b.billing_account_kind.clone(),
            recurring: b.recurring_billing,
            credit_check: b.credit_check_pending,
            reduce_until: b.reduce_until_date_time,
            renewal: b.renewal_date_time,
            scheduled: b.scheduled_total_licenses.map(u64::from),
        }),
    }
}

/// Is a product of the tenant known to cost nothing?
pub(crate) fn is_free(tenant: &TenantFacts, sku: SkuId, prices: Option<&PriceList>) -> bool {
    costs_nothing(sku, &crate::report::part_number(tenant, sku), prices)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_to_be_free_costs_nothing() {
        let list = |part: &str, price: &str| PriceList {
            currency: "EUR".to_owned().try_into().unwrap(),
            example: false,
            per_month: [(part.to_owned(), price.parse().unwrap())].into(),
        };
        let unknown = SkuId::from_u128(1);
        for (part, prices, free) in [
            ("FLOW_FREE", None, true),
            ("TEAMS_EXPLORATORY", None, true),
            ("POWERAPPS_VIRAL", None, true),
            ("RIGHTSMANAGEMENT_ADHOC", None, true),
            ("SPE_E3", None, false),
            ("FREEDOM_SUITE", None, false),
            ("SPE_E3", Some(list("SPE_E3", "0.00")), true),
            ("FLOW_FREE", Some(list("FLOW_FREE", "1.00")), false),
            ("FLOW_FREE", Some(list("SPE_E3", "36.00")), true),
        ] {
            assert_eq!(
                costs_nothing(unknown, part, prices.as_ref()),
                free,
                "{part} {prices:?}"
            );
        }
        // Microsoft's own names say it where the part number does not.
        let named = |name: &str| catalogue().products().find(|p| p.name == name).unwrap();
        let fabric = named("Microsoft Fabric (Free)");
        assert!(costs_nothing(fabric.id, fabric.part_number, None));
        let free = catalogue()
            .products()
            .filter(|p| costs_nothing(p.id, p.part_number, None));
        assert!(free.count() < 25, "a mark that is too wide");
    }
}
