//! Why something could not be done at all, as a code: every door tells it in the same words (`words::trouble`).

use jiff::SignedDuration;
use serde::Serialize;

/// What went wrong. Unless something says otherwise, nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "trouble",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[non_exhaustive]
pub enum Trouble {
    /// The person has no role that may do this.
    Denied {
        /// Who.
        name: String,
        /// The code of the right that it takes.
        right: &'static str,
    },
    /// The client secret is wrong or has expired.
    Secret,
    /// The authority does not know the application or the tenant.
    Application,
    /// The authority refused a token for another reason.
    NoToken {
        /// Its code.
        code: String,
        /// Its words.
        message: String,
    },
    /// A permission of Microsoft Graph lacks.
    Permission {
        /// Which, as Microsoft spells it.
        needs: String,
    },
    /// A permission or role of Exchange lacks.
    ExchangeRole {
        /// Which, as Microsoft spells it.
        needs: String,
    },
    /// A host could not be reached.
    Unreached {
        /// Which.
        host: String,
        /// Why.
        why: String,
    },
    /// The certificate of a host is not trusted.
    Certificate {
        /// Which.
        host: String,
        /// Why.
        why: String,
    },
    /// A service kept asking to wait.
    Throttled {
        /// For so long.
        waited: SignedDuration,
    },
    /// A service refused or failed.
    Service {
        /// Status and code.
        code: String,
        /// Its words.
        message: String,
    },
    /// An answer that is not what the protocol promises.
    Answer {
        /// What is wrong with it.
        why: String,
    },
    /// This cloud, or the tenant's plan, does not have it.
    NotOffered {
        /// What.
        what: String,
    },
    /// No mailbox answers to this name.
    UnknownMailbox {
        /// The name.
        name: String,
    },
    /// The directory holds no such account.
    UnknownAccount {
        /// The name.
        name: String,
    },
    /// More than one mailbox answers to this name.
    AmbiguousMailbox {
        /// The name.
        name: String,
        /// Those that are known, each with its address and id; may be none.
        candidates: Vec<String>,
    },
    /// The history holds no such change or plan.
    UnknownChange {
        /// The name.
        name: String,
    },
    /// The connection is read-only.
    ReadOnly,
    /// The plan is for another tenant.
    OtherTenant,
    /// The plan does not pass its own check.
    UnsoundPlan {
        /// What is wrong with it.
        why: String,
    },
    /// Another run is changing the tenant.
    Busy {
        /// Its process, where it is known.
        process: Option<u32>,
    },
    /// A setting cannot be that.
    Setting {
        /// Why not.
        why: BadSetting,
    },
    /// A page was asked for after a place that is none in the list.
    BadCursor,
    /// The disk is full.
    DiskFull {
        /// What it holds.
        path: String,
    },
    /// A file cannot be written.
    Unwritable {
        /// Which.
        path: String,
        /// Why.
        why: String,
    },
    /// The data folder is another program's, or a newer version's.
    ForeignData {
        /// Which.
        path: String,
        /// What was found.
        why: String,
    },
    /// The data folder is damaged.
    DamagedData {
        /// Where and how.
        why: String,
    },
    /// The ledger is damaged.
    DamagedLedger {
        /// The first entry that does not fit.
        at: u64,
    },
    /// What must not happen.
    Unexpected {
        /// What.
        why: String,
    },
}

/// Why a setting was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "setting",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[non_exhaustive]
pub enum BadSetting {
    /// No policy of this name ships.
    Policy {
        /// The name.
        name: String,
    },
    /// A price below zero.
    Price {
        /// Of which part number.
        part_number: String,
    },
    /// An exclusion without a mailbox.
    Mailbox,
    /// An exclusion without a reason.
    Reason,
    /// An exclusion whose last day is over.
    Over,
    /// A cloud whose licence page has one layout.
    Layout,
}

/// What kind of thing went wrong: an exit code, or an HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TroubleKind {
    /// The question is wrong: another one may be answered.
    Asked,
    /// A right, a permission or the sign-in lacks.
    Access,
    /// Not allowed as things stand.
    Refused,
    /// Another run is at work: later.
    Busy,
    /// The tenant cannot be reached, or answers what cannot be used.
    Unreachable,
    /// A file or folder of this machine is in the way.
    Local,
    /// None of these.
    Failed,
}

impl Trouble {
    /// Its kind.
    pub const fn kind(&self) -> TroubleKind {
        match self {
            Self::UnknownMailbox { .. }
            | Self::UnknownAccount { .. }
            | Self::AmbiguousMailbox { .. }
            | Self::UnknownChange { .. }
            | Self::Setting { .. }
            | Self::BadCursor => TroubleKind::Asked,
            Self::Denied { .. }
            | Self::Secret
            | Self::Application
            | Self::NoToken { .. }
            | Self::Permission { .. }
            | Self::ExchangeRole { .. } => TroubleKind::Access,
            Self::ReadOnly | Self::OtherTenant | Self::UnsoundPlan { .. } => TroubleKind::Refused,
            Self::Busy { .. } => TroubleKind::Busy,
            Self::Unreached { .. }
            | Self::Certificate { .. }
            | Self::Throttled { .. }
            | Self::Service { .. }
            | Self::Answer { .. }
            | Self::NotOffered { .. } => TroubleKind::Unreachable,
            Self::DiskFull { .. }
            | Self::Unwritable { .. }
            | Self::ForeignData { .. }
            | Self::DamagedData { .. }
            | Self::DamagedLedger { .. } => TroubleKind::Local,
            Self::Unexpected { .. } => TroubleKind::Failed,
        }
    }
}
