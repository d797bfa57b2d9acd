//! The number of licences of a subscription: what stands against a new one, and what became of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::fact::Gap;

/// Why a subscription cannot have this number of licences (`peers.md` 1g, `graph.md` 8). Nothing was changed. The
/// sentence comes from `words`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "obstacle",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[non_exhaustive]
pub enum TotalObstacle {
    /// There is no such subscription.
    UnknownSubscription,
    /// What decides could not be read.
    Unread {
        /// Why.
        gap: Gap,
    },
    /// It has this number.
    Unchanged {
        /// The number.
        total: u64,
    },
    /// Below one: to have none, the subscription is cancelled. Or more than anybody has.
    OutOfRange,
    /// So many are assigned that no other subscription of the product covers.
    BelowAssigned {
        /// Assigned licences of the product.
        assigned: u64,
        /// The least number of this subscription.
        minimum: u64,
    },
    /// It is expired, suspended or deleted.
    NotActive {
        /// Its status, as Microsoft spells it.
        status: String,
    },
    /// A trial has to be bought first.
    Trial,
    /// A partner sold it, and only the partner changes the number.
    PartnerOwned {
        /// The partner's name, where it is known.
        name: Option<String>,
    },
    /// A Microsoft representative sold it.
    RepresentativeOwned,
    /// It was paid with a product key: it is renewed with a smaller one.
    PrepaidKey,
    /// The credit check takes up to two working days.
    CreditCheckPending,
    /// Recurring billing is off.
    RecurringBillingOff,
    /// The seven days are over, and there is no renewal at which the number could go down.
    NoRenewal,
    /// Another refusal of the service.
    Service {
        /// Its code.
        code: String,
        /// Its words, as sent.
        message: String,
    },
}

/// What became of a new number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "total",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[non_exhaustive]
pub enum TotalState {
    /// An instruction was given and nothing was sent: no interface of Microsoft changes the number.
    Instructed,
    /// On disk before the request leaves.
    Intended,
    /// Read back as wanted.
    Done,
    /// Taken, and it holds from the renewal on.
    Scheduled {
        /// When, UTC.
        from_then: Timestamp,
    },
    /// Nothing was changed.
    Refused {
        /// Why.
        why: TotalObstacle,
    },
    /// Answered or lost, and not read back within the time.
    Unconfirmed,
}

impl TotalState {
    /// Its code, as it is written.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Instructed => "instructed",
            Self::Intended => "intended",
            Self::Done => "done",
            Self::Scheduled { .. } => "scheduled",
            Self::Refused { .. } => "refused",
            Self::Unconfirmed => "unconfirmed",
        }
    }
}
