//! What stands against a change of licences. Pure: held, change and products in, the new state or the first
//! refusal out.

use std::collections::{BTreeMap, BTreeSet};

use model::catalogue::catalogue;
use wire::graph::refusal;

use super::plans::Plan;
use crate::graph::users::row::Held;

/// A product that the tenant owns, as far as licensing asks.
#[derive(Debug, Clone)]
pub(crate) struct Product {
    pub(crate) plans: Vec<Plan>,
    /// How many more accounts may hold it.
    pub(crate) available: i64,
    /// Only products that apply to users can be assigned (`graph.md` 4.1).
    pub(crate) for_users: bool,
}

/// The products that the tenant owns.
pub(crate) type Products = BTreeMap<String, Product>;

/// A change of what one source gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Change {
    /// Products to give, with the plans that are off.
    pub(crate) add: Vec<(String, Vec<String>)>,
    /// Products to take.
    pub(crate) remove: Vec<String>,
}

/// Why a change is refused; the texts are those of `graph.md` 3.1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refused {
    UnknownProduct(String),
    NotHeld,
    Inherited,
    UsageLocation,
    NoneAvailable(String),
    /// Two plans, by id.
    Exclusive(String, String),
    /// A plan, and the plans one of which it needs.
    Depends(String, Vec<String>),
}

impl Refused {
    /// `error.message`.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::UnknownProduct(sku) => format!("License {sku} {}", refusal::UNKNOWN_SKU),
            Self::NotHeld => refusal::NOT_ASSIGNED.to_owned(),
            Self::Inherited => refusal::INHERITED.to_owned(),
            Self::UsageLocation => refusal::USAGE_LOCATION.to_owned(),
            Self::NoneAvailable(sku) => {
                format!("Subscription with SKU {sku} {}.", refusal::NO_LICENSES)
            }
            Self::Exclusive(a, b) => {
                format!(
                    "License assignment failed because service plans {a}, {b} {}.",
                    refusal::EXCLUSIVE
                )
            }
            // Captured without a full stop.
            Self::Depends(plan, needed) => format!(
                "License assignment failed because service plan {plan} {} {}",
                refusal::DEPENDS,
                needed.join(", ")
            ),
        }
    }

    /// `licenseAssignmentStates.error` when it happens to a group's licence (`graph.md` 2.4).
    pub(crate) const fn violation(&self) -> &'static str {
        match self {
            Self::NoneAvailable(_) => "CountViolation",
            Self::Exclusive(..) => "MutuallyExclusiveViolation",
            Self::Depends(..) => "DependencyViolation",
            Self::UsageLocation => "ProhibitedInUsageLocationViolation",
            Self::UnknownProduct(_) | Self::NotHeld | Self::Inherited => "Other",
        }
    }
}

/// Plans of which an account may have one at a time switched on (public error texts name both pairs).
const EXCLUSIVE: [[&str; 2]; 4] = [
    ["EXCHANGE_S_STANDARD", "EXCHANGE_S_ENTERPRISE"],
    ["EXCHANGE_S_STANDARD_GOV", "EXCHANGE_S_ENTERPRISE_GOV"],
    ["SHAREPOINTSTANDARD", "SHAREPOINTENTERPRISE"],
    ["SHAREPOINTDESKLESS", "SHAREPOINTENTERPRISE"],
];

/// Plans that need one of others. The first was captured; the second is what the add-on is sold for; the
/// third is a recollection.
const DEPENDS: [(&str, &[&str]); 3] = [
    ("SHAREPOINT_PROJECT", &["SHAREPOINTENTERPRISE"]),
    (
        "EXCHANGE_S_ARCHIVE_ADDON",
        &[
            "EXCHANGE_S_STANDARD",
            "EXCHANGE_S_ENTERPRISE",
            "EXCHANGE_S_DESKLESS",
        ],
    ),
    (
        "SHAREPOINTWAC",
        &[
            "SHAREPOINTENTERPRISE",
            "SHAREPOINTSTANDARD",
            "SHAREPOINTDESKLESS",
        ],
    ),
];

/// The licences after a change of the direct ones, or the first thing that stands against it.
pub(crate) fn direct(
    held: &[Held],
    change: &Change,
    products: &Products,
    usage_location: Option<&str>,
    now: i64,
) -> Result<Vec<Held>, Refused> {
    for sku in change.add.iter().map(|(sku, _)| sku).chain(&change.remove) {
        if !products.contains_key(sku) {
            return Err(Refused::UnknownProduct(sku.clone()));
        }
    }
    let mut after = held.to_vec();
    for sku in &change.remove {
        let direct = after
            .iter()
            .position(|held| held.sku == *sku && held.by_group.is_empty());
        match direct {
            Some(at) => {
                after.remove(at);
            }
            None if held.iter().any(|held| held.sku == *sku) => return Err(Refused::Inherited),
            None => return Err(Refused::NotHeld),
        }
    }
    if !change.add.is_empty() && usage_location.is_none() {
        return Err(Refused::UsageLocation);
    }
    give(&mut after, "", &change.add, products, now);
    check(held, &after, products)?;
    Ok(after)
}

/// The licences after a group gives `wanted` and nothing else. What fails for one product keeps the group's
/// others away too (`graph.md` 3.2).
pub(crate) fn from_group(
    held: &[Held],
    group: &str,
    wanted: &[(String, Vec<String>)],
    products: &Products,
    located: bool,
    now: i64,
) -> Vec<Held> {
    let mut others: Vec<Held> = held
        .iter()
        .filter(|held| held.by_group != group)
        .cloned()
        .collect();
    let mut after = others.clone();
    // A licence that stays as it is keeps the time of its last change.
    after.extend(
        held.iter()
            .filter(|h| h.by_group == group && wanted.iter().any(|(sku, _)| *sku == h.sku))
            .cloned(),
    );
    give(&mut after, group, wanted, products, now);
    let refused = match wanted.iter().find(|(sku, _)| !products.contains_key(sku)) {
        Some((sku, _)) => Err(Refused::UnknownProduct(sku.clone())),
        None if !located && !wanted.is_empty() => Err(Refused::UsageLocation),
        None => check(held, &after, products),
    };
    let Err(refused) = refused else { return after };
    let at_fault = |sku: &str| match &refused {
        Refused::NoneAvailable(failing) | Refused::UnknownProduct(failing) => failing == sku,
        Refused::Exclusive(a, b) => has_plan(products, sku, a) || has_plan(products, sku, b),
        Refused::Depends(plan, _) => has_plan(products, sku, plan),
        Refused::NotHeld | Refused::Inherited | Refused::UsageLocation => true,
    };
    others.extend(wanted.iter().map(|(sku, disabled)| {
        let error = if at_fault(sku) {
            refused.violation()
        } else {
            "Other"
        };
        Held {
            sku: sku.clone(),
            by_group: group.to_owned(),
            disabled: disabled.clone(),
            state: "Error".to_owned(),
            error: error.to_owned(),
            updated: now,
        }
    }));
    others
}

fn has_plan(products: &Products, sku: &str, plan: &str) -> bool {
    products
        .get(sku)
        .is_some_and(|product| product.plans.iter().any(|p| p.id == plan))
}

/// Gives products from one source; one that it gives already takes the new `disabledPlans` (REC).
fn give(
    licenses: &mut Vec<Held>,
    by_group: &str,
    add: &[(String, Vec<String>)],
    products: &Products,
    now: i64,
) {
    for (sku, disabled) in add {
        // Plans that the product does not have cannot be off; whether the service refuses them is not known.
        let disabled: Vec<String> = disabled
            .iter()
            .filter(|plan| has_plan(products, sku, plan))
            .cloned()
            .collect();
        let found = licenses
            .iter_mut()
            .find(|held| held.sku == *sku && held.by_group == by_group);
        match found {
            Some(held) if held.disabled == disabled && held.gives() => {}
            Some(held) => {
                *held = Held {
                    disabled,
                    state: "Active".to_owned(),
                    error: "None".to_owned(),
                    updated: now,
                    ..held.clone()
                };
            }
            None => licenses.push(Held {
                sku: sku.clone(),
                by_group: by_group.to_owned(),
                disabled,
                state: "Active".to_owned(),
                error: "None".to_owned(),
                updated: now,
            }),
        }
    }
}

/// Seats, exclusive plans, dependencies. Only what the change brings about counts: an account that holds two
/// plans that exclude each other can still lose one of them.
fn check(before: &[Held], after: &[Held], products: &Products) -> Result<(), Refused> {
    let (had, has) = (skus(before), skus(after));
    for sku in has.difference(&had) {
        let product = products.get(*sku);
        if !product.is_some_and(|product| product.for_users) {
            return Err(Refused::UnknownProduct((*sku).to_owned()));
        }
        if product.is_some_and(|product| product.available < 1) {
            return Err(Refused::NoneAvailable((*sku).to_owned()));
        }
    }
    let (were, are) = (switched_on(before, products), switched_on(after, products));
    for pair in EXCLUSIVE {
        let both = |on: &BTreeSet<&str>| pair.iter().all(|name| on.contains(name));
        if both(&are) && !both(&were) {
            return Err(Refused::Exclusive(id_of(pair[0]), id_of(pair[1])));
        }
    }
    for (plan, needed) in DEPENDS {
        let lacks =
            |on: &BTreeSet<&str>| on.contains(plan) && !needed.iter().any(|name| on.contains(name));
        if lacks(&are) && !lacks(&were) {
            return Err(Refused::Depends(
                id_of(plan),
                needed.iter().map(|name| id_of(name)).collect(),
            ));
        }
    }
    Ok(())
}

/// The products that an account holds, whatever their source: each is one seat.
pub(crate) fn skus(licenses: &[Held]) -> BTreeSet<&str> {
    licenses
        .iter()
        .filter(|held| held.gives())
        .map(|held| held.sku.as_str())
        .collect()
}

/// The names of the plans that at least one source has on.
fn switched_on<'a>(licenses: &[Held], products: &'a Products) -> BTreeSet<&'a str> {
    licenses
        .iter()
        .filter(|held| held.gives())
        .flat_map(|held| {
            let plans = products
                .get(&held.sku)
                .map_or(&[][..], |product| &product.plans);
            plans
                .iter()
                .filter(|plan| !held.disabled.contains(&plan.id))
                .map(|plan| plan.name.as_str())
        })
        .collect()
}

/// The id of a plan of the catalogue; its name if it is not there.
fn id_of(name: &str) -> String {
    let plan = catalogue().plans().find(|plan| plan.part_name == name);
    plan.map_or_else(|| name.to_owned(), |plan| plan.id.to_string())
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
