//! Products and subscriptions: a few more licences than are assigned, as people buy them.

use std::collections::BTreeMap;

use model::catalogue::catalogue;
use model::{ServicePlanId, SkuId};
use rusqlite::Transaction;
use serde_json::{Value, json};

use super::chance::{Chance, Kind};
use super::draft::Millis;
use super::products::{Owned, Role, Terms};
use super::site::Site;
use crate::billing::AccountKind;
use crate::error::{Error, Result};

/// So many people hold each product.
pub(super) type Consumed = BTreeMap<SkuId, u64>;

/// Licences of a product by what became of them: `prepaidUnits`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Units {
    enabled: u64,
    warning: u64,
    suspended: u64,
}

impl Units {
    /// What an organisation has that assigned so many.
    const fn of(terms: Terms, consumed: u64) -> Self {
        let none = Self {
            enabled: 0,
            warning: 0,
            suspended: 0,
        };
        match terms {
            // About one in 25 is available, in steps of five.
            Terms::Annual | Terms::Partner => Self {
                enabled: (consumed + consumed / 25 + 2).next_multiple_of(5),
                ..none
            },
            Terms::AnnualFull => Self {
                enabled: if consumed == 0 { 1 } else { consumed },
                ..none
            },
            Terms::Trial => Self {
                enabled: if consumed > 25 { consumed } else { 25 },
                ..none
            },
            Terms::Free => Self {
                enabled: if consumed > 10_000 { 1_000_000 } else { 10_000 },
                ..none
            },
            Terms::Expired => Self {
                warning: consumed + 5,
                ..none
            },
            Terms::Suspended => Self {
                suspended: consumed + 5,
                ..none
            },
        }
    }

    const fn total(self) -> u64 {
        self.enabled + self.warning + self.suspended
    }
}

const fn status(terms: Terms) -> &'static str {
    match terms {
        Terms::Expired => "Warning",
        Terms::Suspended => "Suspended",
        _ => "Enabled",
    }
}

/// Writes every product of the organisation with its subscriptions.
pub(super) fn write(tx: &Transaction<'_>, site: &Site, consumed: &Consumed) -> Result<()> {
    let mut product = tx.prepare(
        "INSERT INTO sku (sku, part_number, status, enabled, warning, suspended, consumed, plans)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (index, owned) in (0..).zip(site.org.owned) {
        let published = catalogue().product(owned.sku).ok_or_else(|| {
            Error::corrupt("the catalogue", format!("it does not know {}", owned.sku))
        })?;
        let consumed = consumed.get(&owned.sku).copied().unwrap_or(0);
        let units = Units::of(owned.terms, consumed);
        product.execute((
            owned.sku.to_string(),
            published.part_number,
            status(owned.terms),
            column(units.enabled),
            column(units.warning),
            column(units.suspended),
            column(consumed),
            published
                .plans
                .iter()
                .map(|&id| plan(id))
                .collect::<Value>()
                .to_string(),
        ))?;
        subscribe(tx, site, index, owned, units.total())?;
    }
    Ok(())
}

/// A service plan as `sku.plans` keeps it. The catalogue does not say what a plan applies to; assumed: the
/// foundation plans to the organisation, all others to people.
fn plan(id: ServicePlanId) -> Value {
    let name = catalogue()
        .plan(id)
        .map_or_else(|| id.to_string(), |plan| plan.part_name.to_owned());
    let applies_to = if name.contains("FOUNDATION") {
        "Company"
    } else {
        "User"
    };
    json!({"id": id, "name": name, "appliesTo": applies_to, "status": "Success"})
}

/// The suite was bought in two lots with terms of their own, everything else at once.
fn subscribe(
    tx: &Transaction<'_>,
    site: &Site,
    index: u64,
    owned: &Owned,
    total: u64,
) -> Result<()> {
    let second = if owned.role == Role::Suite && total >= 20 {
        total / 5
    } else {
        0
    };
    let mut subscription = tx.prepare_cached(
        "INSERT INTO subscription
            (id, commerce_id, sku, status, total, trial, created_at, next_lifecycle, owner_tenant)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    let mut billing = tx.prepare_cached(
        "INSERT INTO billing
            (subscription, account_kind, partner_name, recurring, term_days, purchased_at, credit_pending)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (lot, count) in [total - second, second]
        .into_iter()
        .enumerate()
        .filter(|&(_, count)| count > 0)
    {
        let chance = Chance::of(site.seed, Kind::Subscription, index * 2 + lot as u64);
        let (bought, next) = term(site, owned.terms, chance);
        let id = chance.uuid("id").to_string();
        subscription.execute((
            &id,
            chance.uuid("commerce").to_string(),
            owned.sku.to_string(),
            status(owned.terms),
            column(count),
            owned.terms == Terms::Trial,
            bought,
            next,
            (owned.terms == Terms::Partner).then(|| partner(site)),
        ))?;
        let account = account_kind(site, owned);
        // The second lot of the suite has just been bought: its seven days are open.
        let purchased = match lot {
            0 => next
                .map_or(bought, |next| next - millis_of_days(365))
                .max(bought),
            _ => site.day.ago(2, 0),
        };
        let renewed = matches!(
            owned.terms,
            Terms::Annual | Terms::AnnualFull | Terms::Partner
        );
        billing.execute((
            &id,
            account.as_str(),
            (account == AccountKind::Partner).then_some(PARTNER),
            renewed && owned.role != Role::Plan2,
            renewed.then_some(365),
            purchased,
            owned.role == Role::Kiosk,
        ))?;
    }
    Ok(())
}

/// The one partner.
const PARTNER: &str = "Adatum Cloud Services";

/// Under which agreement a product was bought: of each kind there is one in `contoso`. Assumed: the clouds of
/// Germany and 21Vianet know no customer agreement.
fn account_kind(site: &Site, owned: &Owned) -> AccountKind {
    match (owned.terms, owned.role) {
        (Terms::Partner, _) => AccountKind::Partner,
        (_, Role::Archiving) => AccountKind::PrepaidKey,
        (_, Role::Defender) => AccountKind::Representative,
        (_, Role::Plan1 | Role::BasicSuite | Role::Visio) | (Terms::Free, _) => AccountKind::Mosa,
        _ if site.national => AccountKind::Mosa,
        _ => AccountKind::Mca,
    }
}

const fn millis_of_days(days: Millis) -> Millis {
    days * 24 * 60 * 60 * 1000
}

/// When it was bought and when its state changes next unless it is renewed (`graph.md` 4.2).
fn term(site: &Site, terms: Terms, chance: Chance) -> (Millis, Option<Millis>) {
    let day = site.day;
    match terms {
        Terms::Annual | Terms::AnnualFull | Terms::Partner => {
            let left = chance.between("left", 8, 358);
            let years = chance.between("years", 1, 5);
            (day.ago(years * 365 - left, 0), Some(day.ahead(left)))
        }
        Terms::Trial => (day.ago(11, 0), Some(day.ahead(19))),
        Terms::Free => (day.ago(1_460, 0), None),
        // A grace of 30 days before it is suspended, and 90 before it is deleted: recollections.
        Terms::Expired => (day.ago(372, 0), Some(day.ahead(23))),
        Terms::Suspended => (day.ago(430, 0), Some(day.ahead(55))),
    }
}

/// The tenant of the one partner.
fn partner(site: &Site) -> String {
    Chance::of(site.seed, Kind::Tenant, 1)
        .uuid("partner")
        .to_string()
}

fn column(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_holds_what_was_not_bought() {
        for terms in [
            Terms::Annual,
            Terms::AnnualFull,
            Terms::Partner,
            Terms::Trial,
            Terms::Free,
            Terms::Expired,
            Terms::Suspended,
        ] {
            for consumed in [0, 1, 24, 25, 26, 9_999, 10_001, 86_000] {
                let units = Units::of(terms, consumed);
                assert!(units.total() >= consumed.max(1), "{terms:?} {consumed}");
                let available = (units.enabled + units.warning).saturating_sub(consumed);
                match terms {
                    Terms::AnnualFull if consumed > 0 => assert_eq!(available, 0),
                    Terms::Suspended => assert_eq!(available, 0),
                    Terms::Annual | Terms::Partner => {
                        assert!((2..=consumed / 20 + 7).contains(&available));
                    }
                    _ => {}
                }
            }
        }
    }
}
