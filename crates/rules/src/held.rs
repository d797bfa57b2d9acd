//! A licence that is held, and what is switched on in it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::catalogue::catalogue;
use model::{GroupId, License, ServicePlanId, SkuId, TenantFacts};

use crate::policy::{Capabilities, Policy};

/// A licence with what it is good for.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) sku: SkuId,
    pub(crate) groups: Vec<GroupId>,
    pub(crate) direct: bool,
    /// Is it known who gives it? If not it may come from a group, and any plan may be switched off in it: it can be
    /// kept for a need, and never go.
    pub(crate) sourced: bool,
    /// `None`: it is not known which plans the product has, or whether it gives them now.
    pub(crate) good: Option<Good>,
}

/// What a licence gives now.
#[derive(Debug, Clone)]
pub(crate) struct Good {
    /// The service plans that are switched on.
    pub(crate) on: BTreeSet<ServicePlanId>,
    /// What they are good for together.
    pub(crate) capabilities: Capabilities,
    /// A product for rooms, devices and phones, whatever is switched on in it.
    pub(crate) device: bool,
}

impl Held {
    /// What it is good for; nothing where that is not known.
    pub(crate) fn capabilities(&self) -> Capabilities {
        self.good
            .as_ref()
            .map(|g| g.capabilities)
            .unwrap_or_default()
    }

    pub(crate) fn is_device(&self) -> bool {
        self.good.as_ref().is_some_and(|g| g.device)
    }

    /// Defender for Office 365 without a mailbox.
    pub(crate) fn is_defender_product(&self) -> bool {
        self.capabilities().defender && !self.capabilities().mailbox
    }

    /// Defender for Office 365 beside a mailbox.
    pub(crate) fn is_defender_suite(&self) -> bool {
        self.capabilities().defender && self.capabilities().mailbox
    }

    pub(crate) fn is_not_exchange(&self) -> bool {
        self.good
            .as_ref()
            .is_some_and(|g| g.capabilities.is_not_exchange() && !g.device)
    }
}

/// Resolves a licence. Which plans a product has is read from the tenant, for it is newer than any list, else from
/// the catalogue. A product that neither knows stays unresolved, as does any product while the tenant's are unknown
/// and `catalogue_decides` is not said.
pub(crate) fn hold(
    license: &License,
    t: &TenantFacts,
    catalogue_decides: bool,
    policy: &Policy,
    now: Timestamp,
) -> Held {
    let sku = license.sku;
    let good = plans_of(sku, t).filter(|_| catalogue_decides).map(|plans| {
        // A product that the tenant's list lacks has no status; the assignment's own state then decides alone.
        let gives = t
            .sku(sku)
            .is_none_or(model::tenant_facts::OwnedSku::is_active);
        let device = policy.product(sku, now).is_some_and(|p| p.device)
            || plans.iter().any(|&plan| policy.plan(plan, now).device);
        let on: BTreeSet<_> = plans
            .into_iter()
            .filter(|&p| gives && (!license.is_sourced() || license.switches_on(p)))
            .collect();
        Good {
            capabilities: policy.capabilities(sku, &on, now),
            on,
            device,
        }
    });
    Held {
        sku,
        groups: license.groups().collect(),
        direct: license.direct_source().is_some(),
        sourced: license.is_sourced(),
        good,
    }
}

/// The service plans of a product.
pub(crate) fn plans_of(sku: SkuId, t: &TenantFacts) -> Option<Vec<ServicePlanId>> {
    match t.sku(sku) {
        Some(owned) if !owned.plans.is_empty() => Some(owned.plans.iter().copied().collect()),
        _ => catalogue().product(sku).map(|p| p.plans.to_vec()),
    }
}

/// The part number of a product, by which price lists know it.
pub(crate) fn part_number(sku: SkuId, t: &TenantFacts) -> Option<&str> {
    t.sku(sku)
        .map(|owned| owned.part_number.as_str())
        .or_else(|| catalogue().product(sku).map(|p| p.part_number))
}
