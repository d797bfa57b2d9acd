//! Licences: products that an account holds, directly or through groups.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ids::{GroupId, ServicePlanId, SkuId};

/// Who gives a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssignedBy {
    /// An administrator, on the account itself.
    Direct,
    /// A group that the account is a member of.
    Group(GroupId),
}

/// One source of a licence: an entry of `licenseAssignmentStates`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LicenseSource {
    /// Who gives it.
    pub by: AssignedBy,
    /// Service plans that this source leaves switched off.
    pub disabled_plans: BTreeSet<ServicePlanId>,
    /// `Active`, `ActiveWithError`, `Disabled` or `Error`; an open set, kept as found.
    pub state: String,
}

impl LicenseSource {
    /// Does this source give its service plans now? Anything but an active state gives nothing.
    pub fn is_active(&self) -> bool {
        self.state.eq_ignore_ascii_case("Active")
            || self.state.eq_ignore_ascii_case("ActiveWithError")
    }
}

/// A product assigned to an account. One seat, however many sources give it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct License {
    /// The product.
    pub sku: SkuId,
    /// Who gives it. Empty only where an exported file names the product and not its source; then it is not known
    /// either which of its service plans are switched on.
    pub sources: Vec<LicenseSource>,
}

impl License {
    /// A licence that an administrator assigned directly.
    pub fn direct(sku: SkuId, disabled_plans: BTreeSet<ServicePlanId>) -> Self {
        let source = LicenseSource {
            by: AssignedBy::Direct,
            disabled_plans,
            state: "Active".to_owned(),
        };
        Self {
            sku,
            sources: vec![source],
        }
    }

    /// A licence of which only the product is known: who gives it, and what is switched off in it, is not.
    pub const fn named(sku: SkuId) -> Self {
        Self {
            sku,
            sources: Vec::new(),
        }
    }

    /// Is it known who gives it?
    pub const fn is_sourced(&self) -> bool {
        !self.sources.is_empty()
    }

    /// The direct source, if there is one.
    pub fn direct_source(&self) -> Option<&LicenseSource> {
        self.sources.iter().find(|s| s.by == AssignedBy::Direct)
    }

    /// The groups that give this licence.
    pub fn groups(&self) -> impl Iterator<Item = GroupId> + '_ {
        self.sources.iter().filter_map(|s| match s.by {
            AssignedBy::Direct => None,
            AssignedBy::Group(g) => Some(g),
        })
    }

    /// Is the plan switched on by at least one active source?
    pub fn switches_on(&self, plan: ServicePlanId) -> bool {
        self.sources
            .iter()
            .any(|s| s.is_active() && !s.disabled_plans.contains(&plan))
    }
}
