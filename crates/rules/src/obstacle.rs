//! What stands in the way of a plan.

use jiff::civil::Date;
use model::{AccountId, Effect, FactName, Finding, LicenseVerdict, MailboxName, ReasonCode, SkuId};
use serde::Serialize;

use crate::conditions::fact_missing;
use crate::view::View;

/// Why there is no plan. The sentence comes from `words`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "obstacle",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[non_exhaustive]
pub enum Obstacle {
    /// This account was not read, or is not there.
    UnknownMailbox {
        /// Which.
        account: AccountId,
    },
    /// It is left alone on purpose.
    Excluded {
        /// Which.
        account: AccountId,
        /// Its names.
        name: MailboxName,
        /// Why.
        reason: String,
        /// Until when.
        until: Option<Date>,
    },
    /// A licence cannot go.
    NotRemovable {
        /// Whose.
        account: AccountId,
        /// Its names.
        name: MailboxName,
        /// Which product; `None`: all that are held.
        sku: Option<SkuId>,
        /// Its ruling; `None` where the licences themselves are not known.
        ruling: Option<LicenseVerdict>,
        /// What stands against it.
        findings: Vec<Finding>,
    },
    /// The account does not hold the product.
    NotHeld {
        /// Whose.
        account: AccountId,
        /// Its names.
        name: MailboxName,
        /// Which.
        sku: SkuId,
    },
    /// The account holds no licence, or everything is already as it was.
    NothingToDo {
        /// Which; `None` where nothing was asked at all.
        account: Option<AccountId>,
    },
    /// A fact without which no step can be written.
    FactMissing {
        /// Whose.
        account: AccountId,
        /// Its names.
        name: MailboxName,
        /// What is missing, and how to get it.
        finding: Box<Finding>,
    },
    /// Nobody may override this.
    CannotOverride {
        /// Which.
        code: ReasonCode,
        /// What it does; `None` where it is never open to answers.
        effect: Option<Effect>,
    },
    /// An acknowledgement does not clear this.
    CannotAcknowledge {
        /// Which.
        code: ReasonCode,
        /// What it does.
        effect: Effect,
    },
    /// An override without a reason.
    OverrideWithoutReason {
        /// Which.
        code: ReasonCode,
    },
    /// The ledger does not say how the account was.
    NotRecorded {
        /// Whose.
        account: AccountId,
    },
    /// The account was changed by others since, so putting back would undo their work.
    ChangedSince {
        /// Whose.
        account: AccountId,
        /// Its names.
        name: MailboxName,
        /// The product; `None`: its sign-in.
        sku: Option<SkuId>,
    },
    /// The account has no usage location, so nothing can be assigned to it.
    NoUsageLocation {
        /// Whose.
        account: AccountId,
        /// Its names.
        name: MailboxName,
    },
    /// A usage location that is no country's two letters.
    BadUsageLocation {
        /// As it was given.
        text: String,
    },
    /// It is not known which usage location the account has, so the way back could not be written.
    UsageLocationUnknown {
        /// Whose.
        account: AccountId,
        /// Its names.
        name: MailboxName,
    },
    /// The usage location was changed by others since, so putting back would undo their work.
    UsageLocationChanged {
        /// Whose.
        account: AccountId,
        /// Its names.
        name: MailboxName,
        /// What it is now; empty for none, `None` when it is not known.
        now: Option<String>,
    },
    /// Not enough licences are available.
    NoneAvailable {
        /// Of which product.
        sku: SkuId,
        /// How many are needed.
        needed: u64,
        /// How many there are; `None` is not known.
        available: Option<u64>,
    },
}

impl Obstacle {
    /// Whose it is; `None` where it is about no account.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::UnknownMailbox { account }
            | Self::Excluded { account, .. }
            | Self::NotRemovable { account, .. }
            | Self::NotHeld { account, .. }
            | Self::FactMissing { account, .. }
            | Self::NotRecorded { account }
            | Self::ChangedSince { account, .. }
            | Self::NoUsageLocation { account, .. }
            | Self::UsageLocationUnknown { account, .. }
            | Self::UsageLocationChanged { account, .. } => Some(*account),
            Self::NothingToDo { account } => *account,
            Self::CannotOverride { .. }
            | Self::CannotAcknowledge { .. }
            | Self::OverrideWithoutReason { .. }
            | Self::BadUsageLocation { .. }
            | Self::NoneAvailable { .. } => None,
        }
    }
}

/// A fact without which no step can be written.
pub(crate) fn require(v: &View<'_>, fact: FactName) -> Result<(), Vec<Obstacle>> {
    if v.gap(fact).is_none() {
        return Ok(());
    }
    let (account, name) = (v.mailbox.account, v.mailbox.name.clone());
    Err(vec![Obstacle::FactMissing {
        account,
        name,
        finding: Box::new(fact_missing::check(v, fact)),
    }])
}
