//! Plans: immutable, ordered steps, each with what it expects, what it leads to and its exact inverse.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::ids::{AccountId, ServicePlanId, SkuId, SnapshotId, TenantId};
use crate::mailbox::{MailboxName, SignIn};
use crate::names::{PlanDigest, StepNo};
use crate::verdict::ReasonCode;

/// A product to assign directly, with the service plans to leave switched off.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LicenseAdd {
    /// The product.
    pub sku: SkuId,
    /// Service plans to leave switched off.
    pub disabled_plans: BTreeSet<ServicePlanId>,
}

/// One write on one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum Action {
    /// One `assignLicense` call: adds and removes together, so that there is no gap.
    ChangeLicenses {
        /// To assign.
        add: Vec<LicenseAdd>,
        /// To take away.
        remove: Vec<SkuId>,
    },
    /// `accountEnabled`.
    SetSignIn {
        /// To what.
        to: SignIn,
    },
    /// `usageLocation`: without one nothing can be assigned (`graph.md` 3.1).
    SetUsageLocation {
        /// ISO 3166 alpha-2; empty for none.
        to: String,
    },
}

/// The part of an account that a step may change: what it expects before, or leads to after.
/// Only what is named counts: `None` and products that are absent in both are nobody's business.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountState {
    /// Directly assigned products with the service plans that are off. `None`: does not matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direct: Option<BTreeMap<SkuId, BTreeSet<ServicePlanId>>>,
    /// `accountEnabled`. `None`: does not matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<SignIn>,
    /// `usageLocation`, empty when there is none. `None`: does not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage_location: Option<String>,
}

impl AccountState {
    /// Does `read` (a full state) show what this one names?
    pub fn agrees_with(&self, read: &Self) -> bool {
        (self.direct.is_none() || self.direct == read.direct)
            && (self.sign_in.is_none() || self.sign_in == read.sign_in)
            && (self.usage_location.is_none() || self.usage_location == read.usage_location)
    }
}

/// A reason that a person answered for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Acknowledged {
    /// Which.
    pub code: ReasonCode,
    /// True for `--override` (a need, or an unknown other than a missing fact), false for `--ack`.
    pub overridden: bool,
    /// Why, in the person's words; demanded for an override.
    pub reason: Option<String>,
}

/// One step: one write on one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Its place, from 1.
    pub no: StepNo,
    /// The account.
    pub account: AccountId,
    /// Its names when the plan was made.
    pub name: MailboxName,
    /// The write.
    pub action: Action,
    /// What must be read before it is sent.
    pub expects: AccountState,
    /// What must be read after it.
    pub result: AccountState,
    /// The exact way back.
    pub inverse: Action,
    /// What a person answered for.
    pub acknowledged: Vec<Acknowledged>,
    /// The re-check before the write must find the licences that go `removable` (or answered for), and the
    /// mailbox shared. A way back does not ask the verdict.
    pub assess: bool,
    /// What cannot come back, said before the write.
    pub irreversible: Vec<ReasonCode>,
}

/// Why a plan was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Purpose {
    /// Take licences back.
    RemoveLicenses,
    /// Put back what a change took.
    Restore,
    /// Give a product to an account: a licence that became available is passed on.
    AssignLicenses,
    /// Change the number of licences of a subscription: a plan without steps, for no account is touched.
    ChangeTotal,
}

/// An immutable plan. Its id is the digest of its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The tenant it is for; it cannot run on another.
    pub tenant: TenantId,
    /// Why.
    pub purpose: Purpose,
    /// The policy under which it was made.
    pub policy: String,
    /// The reading it was made from, where there was one.
    pub snapshot: Option<SnapshotId>,
    /// The plan that it undoes or continues.
    pub parent: Option<PlanDigest>,
    /// When it was made, UTC.
    pub made_at: Timestamp,
    /// The steps, in order. Steps on one account run in this order; accounts are independent.
    pub steps: Vec<Step>,
}

impl Plan {
    /// Its id: SHA-256 over its JSON, whose member order is that of these types.
    pub fn digest(&self) -> PlanDigest {
        let json =
            serde_json::to_vec(self).expect("a plan has string keys only, so it is always JSON");
        PlanDigest(Sha256::digest(&json).into())
    }

    /// The step with this number.
    pub fn step(&self, no: StepNo) -> Option<&Step> {
        self.steps.iter().find(|s| s.no == no)
    }
}
