//! What Graph answers, as far as we ask (`graph.md` 2.4, 4). Unknown members are ignored; one odd member does
//! not spoil its row.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{
    AccountId, AssignedBy, GroupId, LicenseSource, ServicePlanId, SkuId, SubscriptionId, TenantId,
};
use serde::Deserialize;
use serde::de::Error as _;

use crate::field::{self, Field};

/// An account: an item of `users`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserRow {
    /// Object id.
    pub id: AccountId,
    /// The name in lists.
    #[serde(default)]
    pub display_name: Field<String>,
    /// Sign-in name.
    #[serde(default)]
    pub user_principal_name: Field<String>,
    /// Primary address.
    #[serde(default)]
    pub mail: Field<String>,
    /// May it sign in?
    #[serde(default)]
    pub account_enabled: Field<bool>,
    /// `Member` or `Guest`.
    #[serde(default)]
    pub user_type: Field<String>,
    /// ISO 3166 alpha-2.
    #[serde(default)]
    pub usage_location: Field<String>,
    /// Null, not false, for an account that never was synchronised.
    #[serde(default)]
    pub on_premises_sync_enabled: Field<bool>,
    /// Products, inherited ones included; it does not say which.
    #[serde(default)]
    pub assigned_licenses: Field<Vec<AssignedLicense>>,
    /// One entry per product and source.
    #[serde(default)]
    pub license_assignment_states: Field<Vec<LicenseState>>,
}

/// An item of `assignedLicenses`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssignedLicense {
    /// The product.
    pub sku_id: SkuId,
    /// Service plans that are off.
    pub disabled_plans: Option<BTreeSet<ServicePlanId>>,
}

/// An item of `licenseAssignmentStates`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "WireState")]
pub struct LicenseState {
    /// The product; a failed assignment was seen without one.
    pub sku: Option<SkuId>,
    /// Who gives it; `None` when the entry does not say.
    pub by: Option<AssignedBy>,
    /// Service plans that this source leaves off; `None` when the entry does not say.
    pub disabled_plans: Option<BTreeSet<ServicePlanId>>,
    /// `Active`, `ActiveWithError`, `Disabled`, `Error`; an open set, without blanks around it.
    pub state: String,
    /// `CountViolation` and its like; `None` also for the text `None`.
    pub error: Option<String>,
}

impl LicenseState {
    /// The product and the source, when the entry says all that a way back needs.
    pub fn source(&self) -> Option<(SkuId, LicenseSource)> {
        let source = LicenseSource {
            by: self.by?,
            disabled_plans: self.disabled_plans.clone()?,
            state: self.state.clone(),
        };
        Some((self.sku?, source))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireState {
    #[serde(default)]
    sku_id: Option<SkuId>,
    #[serde(default)]
    assigned_by_group: Field<GroupId>,
    #[serde(default)]
    disabled_plans: Option<BTreeSet<ServicePlanId>>,
    #[serde(default)]
    state: Option<String>,
    #[serde(default)]
    error: Option<String>,
}

impl From<WireState> for LicenseState {
    fn from(wire: WireState) -> Self {
        let trimmed = |text: Option<String>| text.map(|t| t.trim().to_owned()).unwrap_or_default();
        let by = match wire.assigned_by_group {
            Field::Null => Some(AssignedBy::Direct),
            Field::Value(group) => Some(AssignedBy::Group(group)),
            Field::Missing | Field::Odd(_) => None,
        };
        let error = trimmed(wire.error);
        Self {
            sku: wire.sku_id,
            by,
            disabled_plans: wire.disabled_plans,
            state: trimmed(wire.state),
            error: (!error.is_empty() && !error.eq_ignore_ascii_case("None")).then_some(error),
        }
    }
}

/// The sign-ins of an account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignInRow {
    /// Object id.
    pub id: AccountId,
    /// Missing or null for an account that never signed in, or not since April 2020 (`graph.md` 2.2).
    #[serde(default)]
    pub sign_in_activity: Field<SignInActivity>,
}

/// `signInActivity`. The first two count attempts, failed ones included; only the last one proves use.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SignInActivity {
    /// Last interactive attempt.
    #[serde(rename = "lastSignInDateTime", deserialize_with = "field::time")]
    pub last_sign_in: Field<Timestamp>,
    /// Last non-interactive attempt.
    #[serde(
        rename = "lastNonInteractiveSignInDateTime",
        deserialize_with = "field::time"
    )]
    pub last_non_interactive: Field<Timestamp>,
    /// Last success; recorded since 1 December 2023.
    #[serde(
        rename = "lastSuccessfulSignInDateTime",
        deserialize_with = "field::time"
    )]
    pub last_successful: Field<Timestamp>,
}

/// A product of the tenant: an item of `subscribedSkus`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SkuRow {
    /// The product.
    pub sku_id: SkuId,
    /// Such as `SPE_E3`.
    #[serde(default)]
    pub sku_part_number: String,
    /// `Enabled`, `Warning`, `Suspended`, `Deleted`, `LockedOut`.
    #[serde(default)]
    pub capability_status: Field<String>,
    /// `User` or `Company`; only the former can be assigned.
    #[serde(default)]
    pub applies_to: Field<String>,
    /// Licences that people hold.
    #[serde(default)]
    pub consumed_units: Field<u64>,
    /// Licences that the tenant has.
    #[serde(default)]
    pub prepaid_units: Field<PrepaidUnits>,
    /// The parts.
    #[serde(default)]
    pub service_plans: Field<Vec<ServicePlanRow>>,
}

/// `prepaidUnits`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PrepaidUnits {
    /// Active.
    pub enabled: u64,
    /// Cancelled; can be made active again.
    #[serde(default)]
    pub suspended: u64,
    /// Expired, in grace.
    #[serde(default)]
    pub warning: u64,
    /// Worldwide only.
    #[serde(default)]
    pub locked_out: Option<u64>,
}

/// `servicePlanInfo`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServicePlanRow {
    /// The plan.
    pub service_plan_id: ServicePlanId,
    /// Such as `EXCHANGE_S_ENTERPRISE`.
    #[serde(default)]
    pub service_plan_name: String,
    /// `Success`, `Disabled`, `PendingInput` …
    #[serde(default)]
    pub provisioning_status: Field<String>,
    /// `User` or `Company`.
    #[serde(default)]
    pub applies_to: Field<String>,
}

/// A commercial subscription: an item of `directory/subscriptions`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionRow {
    /// The subscription.
    pub id: SubscriptionId,
    /// The product.
    pub sku_id: SkuId,
    /// `Enabled`, `Warning`, `Suspended`, `Deleted`, `LockedOut`.
    #[serde(default)]
    pub status: Field<String>,
    /// Licences.
    #[serde(default)]
    pub total_licenses: Field<u64>,
    /// The renewal of an active term, the next decline of an expired one.
    #[serde(default, deserialize_with = "field::time")]
    pub next_lifecycle_date_time: Field<Timestamp>,
    /// A trial?
    #[serde(default)]
    pub is_trial: Field<bool>,
    /// When it was bought.
    #[serde(default, deserialize_with = "field::time")]
    pub created_date_time: Field<Timestamp>,
    /// The partner's tenant when a partner sold it; null or the own tenant when bought directly.
    #[serde(default)]
    pub owner_tenant_id: Field<TenantId>,
}

/// The tenant itself: the one item of `organization`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationRow {
    /// The tenant.
    pub id: TenantId,
    /// Its name.
    #[serde(default)]
    pub display_name: Field<String>,
    /// Null for a tenant that never was synchronised.
    #[serde(default)]
    pub on_premises_sync_enabled: Field<bool>,
    /// Its domains.
    #[serde(default)]
    pub verified_domains: Field<Vec<VerifiedDomain>>,
}

/// An item of `verifiedDomains`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedDomain {
    /// Such as `contoso.com`.
    pub name: String,
    /// The default for new accounts?
    #[serde(default)]
    pub is_default: bool,
    /// The `onmicrosoft.com` one?
    #[serde(default)]
    pub is_initial: bool,
}

/// A group as far as group licensing needs it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupRow {
    /// The group.
    pub id: GroupId,
    /// Its name.
    #[serde(default)]
    pub display_name: Field<String>,
    /// Holds `DynamicMembership` for membership by rule.
    #[serde(default)]
    pub group_types: Field<Vec<String>>,
    /// Null for a group that never was synchronised.
    #[serde(default)]
    pub on_premises_sync_enabled: Field<bool>,
    /// Can roles be given to it?
    #[serde(default)]
    pub is_assignable_to_role: Field<bool>,
}

impl GroupRow {
    /// Is membership by rule? `None` when the answer does not say.
    pub fn is_dynamic(&self) -> Option<bool> {
        let types = self.group_types.value()?;
        Some(
            types
                .iter()
                .any(|t| t.eq_ignore_ascii_case("DynamicMembership")),
        )
    }
}

/// `admin/reportSettings`: flat, or wrapped in `value` as the documentation shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportSettings {
    /// Do the usage reports hide names?
    pub display_concealed_names: bool,
}

impl<'de> Deserialize<'de> for ReportSettings {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let body = serde_json::Value::deserialize(d)?;
        let settings = body.get("value").filter(|v| v.is_object()).unwrap_or(&body);
        let display_concealed_names = settings
            .get("displayConcealedNames")
            .and_then(serde_json::Value::as_bool)
            .ok_or_else(|| D::Error::missing_field("displayConcealedNames"))?;
        Ok(Self {
            display_concealed_names,
        })
    }
}
