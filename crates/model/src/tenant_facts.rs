//! What is known of the tenant as a whole.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::cloud::CloudId;
use crate::fact::Fact;
use crate::ids::{GroupId, ServicePlanId, SkuId, SubscriptionId, TenantId};

/// A product that the tenant owns: an item of `subscribedSkus` (`graph.md` 4.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnedSku {
    /// The product.
    pub sku: SkuId,
    /// `skuPartNumber`, such as `SPE_E3`.
    pub part_number: String,
    /// `capabilityStatus`: only `Enabled` and `Warning` give service plans. Kept as found.
    pub status: String,
    /// Licences that people hold.
    pub assigned: u64,
    /// `prepaidUnits.enabled`.
    pub enabled: u64,
    /// `prepaidUnits.warning`.
    pub warning: u64,
    /// The service plans, as this tenant's product has them: newer than any list.
    pub plans: BTreeSet<ServicePlanId>,
}

impl OwnedSku {
    /// Does the product give its service plans now?
    pub fn is_active(&self) -> bool {
        self.status.eq_ignore_ascii_case("Enabled") || self.status.eq_ignore_ascii_case("Warning")
    }

    /// Licences that can be assigned: enabled and warning less assigned, never below zero (REC, `graph.md` 4.1).
    pub const fn available(&self) -> u64 {
        (self.enabled + self.warning).saturating_sub(self.assigned)
    }
}

/// A commercial subscription: an item of `directory/subscriptions` (`graph.md` 4.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    /// `id`.
    pub id: SubscriptionId,
    /// The product.
    pub sku: SkuId,
    /// `status`, as found.
    pub status: String,
    /// `totalLicenses`.
    pub total: u64,
    /// `nextLifecycleDateTime`: the renewal of an active term, the next decline of an expired one.
    pub next_lifecycle: Option<Timestamp>,
    /// `isTrial`.
    pub trial: bool,
    /// `ownerTenantId` when a partner sold it: then only the partner can change the number.
    pub partner: Option<TenantId>,
}

/// A group as far as group licensing needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupInfo {
    /// The group.
    pub id: GroupId,
    /// Its display name.
    pub name: String,
    /// Membership by rule: nobody can take one member out by hand.
    pub dynamic: bool,
    /// Mastered on premises: members change there.
    pub synced: bool,
    /// Role-assignable: only a Privileged Role Administrator changes members.
    pub role_assignable: bool,
}

/// Everything the rules may ask of the tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantFacts {
    /// The tenant.
    pub tenant: TenantId,
    /// Its name, for people.
    pub name: String,
    /// Its cloud.
    pub cloud: CloudId,
    /// `Get-OrganizationConfig.InPlaceHolds`, each entry as found: policies for the whole organisation.
    pub org_holds: Fact<Vec<String>>,
    /// The products it owns.
    pub skus: Fact<Vec<OwnedSku>>,
    /// Its subscriptions.
    pub subscriptions: Fact<Vec<Subscription>>,
    /// The default region of a multi-geo tenant, such as `EUR`.
    pub default_region: Fact<String>,
    /// The groups that give licences to the mailboxes read. A group that is missing here was not readable.
    pub groups: BTreeMap<GroupId, GroupInfo>,
}

impl TenantFacts {
    /// The owned product, where it is known and owned.
    pub fn sku(&self, sku: SkuId) -> Option<&OwnedSku> {
        self.skus.value()?.iter().find(|s| s.sku == sku)
    }

    /// A tenant of which nothing but its name is known.
    pub const fn unread(tenant: TenantId, name: String, cloud: CloudId) -> Self {
        Self {
            tenant,
            name,
            cloud,
            org_holds: Fact::not_read(),
            skus: Fact::not_read(),
            subscriptions: Fact::not_read(),
            default_region: Fact::not_read(),
            groups: BTreeMap::new(),
        }
    }
}
