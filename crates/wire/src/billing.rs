//! The embedded tenant's stand-in of Microsoft's billing. No Microsoft interface is like it: there is none
//! (`graph.md` 8). A tenant that has it says so in its OpenID discovery document, by [`DISCOVERY_MEMBER`].

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The member of the discovery document that holds the root of these calls; a real tenant has none.
pub const DISCOVERY_MEMBER: &str = "embedded_tenant_billing_endpoint";
/// The app role that lets an application change numbers. The embedded tenant's own name: Microsoft has none.
pub const ROLE: &str = "EmbeddedTenant.Billing.ReadWrite.All";
/// Root of the calls, below the tenant's base URL.
pub const ROOT: &str = "/billing/v1";

/// Path of the list below the tenant's base URL.
pub fn subscriptions_path() -> String {
    format!("{ROOT}/subscriptions")
}

/// Path of a change below the tenant's base URL: `POST` a [`Change`].
pub fn change_path(subscription: &str) -> String {
    format!("{ROOT}/subscriptions/{subscription}/change")
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscriptions {
    /// Ordered by product.
    pub value: Vec<Subscription>,
}

/// A subscription as its billing sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    /// As in `directory/subscriptions`.
    pub id: String,
    /// As in `directory/subscriptions`.
    pub commerce_subscription_id: String,
    /// The product.
    pub sku_id: String,
    /// Its part number.
    pub sku_part_number: String,
    /// `Enabled`, `Warning`, `Suspended`, …
    pub status: String,
    /// Licences now.
    pub total_licenses: u32,
    /// Fewer are refused: so many are assigned that no other subscription of the product covers.
    pub minimum_licenses: u32,
    /// Assigned licences of the product, over all of its subscriptions.
    pub product_assigned_licenses: u32,
    /// From the renewal on, when a change waits for it.
    pub scheduled_total_licenses: Option<u32>,
    /// `MCA`, `MOSA`, `PrepaidKey`, `Partner` or `Representative`.
    pub billing_account_kind: String,
    /// The partner's tenant, when a partner owns it.
    pub owner_tenant_id: Option<String>,
    /// The partner's name, when a partner owns it.
    pub partner_name: Option<String>,
    /// Is it a trial?
    pub is_trial: bool,
    /// Is it renewed by itself?
    pub recurring_billing: bool,
    /// Nothing can be changed until the credit check is done.
    pub credit_check_pending: bool,
    /// The purchase or the last renewal.
    pub purchased_date_time: Timestamp,
    /// The end of the seven days under a customer agreement; may lie in the past. Null: no such window.
    pub reduce_until_date_time: Option<Timestamp>,
    /// The next renewal; null when there is none.
    pub renewal_date_time: Option<Timestamp>,
}

/// A new number of licences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Change {
    /// The absolute total, never a difference.
    pub total_licenses: u32,
    /// The total that the caller knows: with another one the change is refused (`totalChanged`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_total_licenses: Option<u32>,
}

/// What a change came to. A refusal is a 409 with Graph's error envelope; its codes are `partnerOwned`,
/// `representativeOwned`, `trial`, `creditCheckPending`, `notActive`, `prepaidKey`, `outOfRange`, `belowAssigned`,
/// `recurringBillingOff`, `noRenewal`, `totalChanged`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// How.
    pub outcome: Outcome,
    /// When it holds; null when nothing changed.
    pub effective_date_time: Option<Timestamp>,
    /// As it is now.
    pub subscription: Subscription,
}

/// How a change was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// It holds now.
    Applied,
    /// It holds from the renewal on.
    Scheduled,
    /// It held already; a change that waited for the renewal was taken back.
    Unchanged,
}
