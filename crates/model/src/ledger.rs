//! The ledger: what was intended, what came of it, and by whom. Append-only and hash-chained.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::billing::TotalState;
use crate::fact::Source;
use crate::ids::{AccountId, RunId, SkuId, SubscriptionId, TenantId};
use crate::names::{LedgerSeq, PlanDigest, RequestId, StepNo};
use crate::plan::AccountState;
use crate::verdict::{Evidence, ReasonCode};

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Actor {
    /// The person: the operating system's user on the command line, the signed-in person on the pages.
    pub name: String,
    /// Through which door: `cli`, `web`.
    pub via: String,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.via)
    }
}

/// Where a step of a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// On disk before the request leaves.
    Intended,
    /// Read back as wanted.
    Done,
    /// The re-check, or the service, said no: nothing was changed.
    Refused,
    /// Certainly not applied, for a passing reason: may be tried again.
    NotApplied,
    /// Answered or lost, and the result could not be read within the time.
    Unconfirmed,
    /// Read, and neither what was expected nor what was wanted: left alone.
    Drifted,
}

impl StepState {
    /// The transitions that a ledger accepts: from (nothing yet is `None`) to.
    pub const ALLOWED: &'static [(Option<Self>, Self)] = &[
        (None, Self::Intended),
        (None, Self::Refused),
        (None, Self::Drifted),
        (None, Self::Done), // the result is there already: nothing to send
        (Some(Self::Intended), Self::Done),
        (Some(Self::Intended), Self::Refused),
        (Some(Self::Intended), Self::NotApplied),
        (Some(Self::Intended), Self::Unconfirmed),
        (Some(Self::Intended), Self::Drifted),
        (Some(Self::NotApplied), Self::Intended),
        (Some(Self::NotApplied), Self::Refused),
        (Some(Self::NotApplied), Self::Done),
        (Some(Self::NotApplied), Self::Drifted),
        (Some(Self::Unconfirmed), Self::Done),
        (Some(Self::Unconfirmed), Self::NotApplied),
        (Some(Self::Unconfirmed), Self::Drifted),
    ];

    /// May a step go from `from` to `to`?
    pub fn allowed(from: Option<Self>, to: Self) -> bool {
        Self::ALLOWED.contains(&(from, to))
    }

    /// Is there something left to find out or to do?
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Intended | Self::Unconfirmed)
    }

    /// The name as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Intended => "intended",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::NotApplied => "not_applied",
            Self::Unconfirmed => "unconfirmed",
            Self::Drifted => "drifted",
        }
    }
}

/// Why a step was refused, not applied or left alone. The sentence comes from `words`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "refusal",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[non_exhaustive]
pub enum Refusal {
    /// The fresh facts no longer allow it.
    Verdict {
        /// What stands against it now.
        because: Vec<ReasonCode>,
    },
    /// The fresh facts could not be read, so nothing was written.
    Unread {
        /// Where.
        source: Source,
        /// The service's code, or what went wrong.
        code: String,
    },
    /// The account is no longer as the plan expects.
    Changed,
    /// An exclusion stands.
    Excluded {
        /// Its reason.
        reason: String,
    },
    /// The service refused the write.
    Service {
        /// `error.code`.
        code: String,
        /// `error.message`, as sent: shown as the service's words, never branched on alone.
        message: String,
    },
    /// The connection may not write this; an account with an administrator role may take more.
    NotPermitted {
        /// The least permission that it takes, as Microsoft spells it.
        permission: String,
    },
    /// An earlier step on the same account did not succeed.
    EarlierStep {
        /// Which.
        step: StepNo,
    },
    /// Sending failed for a passing reason (throttled, not reached) until the time was over.
    Passing {
        /// What.
        code: String,
    },
    /// The run was asked to stop before this step was sent.
    Stopped,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum EntryKind {
    /// A step moved.
    Step {
        /// To where.
        state: StepState,
        /// Why, when it is not done.
        why: Option<Refusal>,
    },
    /// A run began: its plan, and what was settled before.
    RunStarted,
    /// A run ended; what is left open is found by the next.
    RunEnded,
    /// The number of licences of a subscription: of no account and no step.
    Total {
        /// The subscription.
        subscription: SubscriptionId,
        /// Its product.
        sku: SkuId,
        /// The number before.
        from: u64,
        /// The number that is wanted.
        to: u64,
        /// What became of it.
        state: TotalState,
    },
}

/// What a writer gives; the store adds `seq`, `prev_hash` and `hash`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewEntry {
    /// When, UTC.
    pub at: Timestamp,
    /// Who.
    pub by: Actor,
    /// Where.
    pub tenant: TenantId,
    /// In which run.
    pub run: RunId,
    /// Of which plan.
    pub plan: PlanDigest,
    /// Which step; `None` for the run as a whole.
    pub step: Option<StepNo>,
    /// Whose account; `None` for the run as a whole.
    pub account: Option<AccountId>,
    /// What.
    #[serde(flatten)]
    pub kind: EntryKind,
    /// The account as it was read before.
    pub before: Option<AccountState>,
    /// The account as it was read after.
    pub after: Option<AccountState>,
    /// What the step rested on.
    pub evidence: Vec<Evidence>,
    /// The calls that belong to it.
    pub request_ids: Vec<RequestId>,
}

/// An entry as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Its place, from 1.
    pub seq: LedgerSeq,
    /// What was written.
    #[serde(flatten)]
    pub body: NewEntry,
    /// The hash of the entry before; zeros for the first.
    pub prev_hash: String,
    /// SHA-256 over `seq`, `prev_hash` and the JSON of the body.
    pub hash: String,
}

impl Entry {
    /// The hash of a body at its place.
    pub fn hash_of(seq: LedgerSeq, prev_hash: &str, body: &NewEntry) -> String {
        let json =
            serde_json::to_vec(body).expect("an entry has string keys only, so it is always JSON");
        Self::hash_of_json(seq, prev_hash, &json)
    }

    /// The hash of a body that is kept as JSON: over the very bytes, so that an entry of an older version, whose
    /// types had fewer fields, still fits.
    pub fn hash_of_json(seq: LedgerSeq, prev_hash: &str, body: &[u8]) -> String {
        let mut hasher = Sha256::new();
        hasher.update(seq.0.to_be_bytes());
        hasher.update(prev_hash.as_bytes());
        hasher.update(body);
        hex::encode(hasher.finalize())
    }

    /// The hash before the first entry.
    pub const GENESIS: &'static str =
        "0000000000000000000000000000000000000000000000000000000000000000";

    /// Chains a body to the entry before.
    pub fn chain(seq: LedgerSeq, prev_hash: &str, body: NewEntry) -> Self {
        let hash = Self::hash_of(seq, prev_hash, &body);
        Self {
            seq,
            body,
            prev_hash: prev_hash.to_owned(),
            hash,
        }
    }
}
