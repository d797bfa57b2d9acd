//! Why the engine did not do it.

use model::{AccountId, PlanDigest, RequestId, TenantId, Trouble};
use store::{HeldBy, StoreError};

use crate::roles::Denied;
use crate::settings::NotASetting;

/// Why the engine did not do it. Unless a run report says otherwise, nothing was changed in the tenant.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The person may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The tenant could not be read.
    #[error("reading {what}: {source}")]
    Read {
        /// What.
        what: &'static str,
        /// Why.
        source: Box<m365::ReadError>,
    },
    /// The store said no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Another run is writing to this tenant.
    #[error("another run is changing this tenant")]
    Held(HeldBy),
    /// The connection is read-only.
    #[error("the connection is read-only")]
    ReadOnly,
    /// No mailbox answers to this name.
    #[error("no mailbox answers to `{0}`")]
    UnknownMailbox(String),
    /// The directory holds no such account.
    #[error("the directory holds no account `{0}`")]
    UnknownAccount(String),
    /// More than one mailbox answers to this name.
    #[error("`{name}` names more than one mailbox")]
    AmbiguousMailbox {
        /// The name.
        name: String,
        /// Addresses and accounts of mailboxes that the last review knows by it; may be none.
        candidates: Vec<(String, AccountId)>,
    },
    /// The plan is for another tenant.
    #[error("the plan is for tenant {planned}, the connection is to {connected}")]
    OtherTenant {
        /// The plan's.
        planned: TenantId,
        /// The connection's.
        connected: TenantId,
    },
    /// The plan does not pass its own check.
    #[error("the plan is not sound: {0}")]
    UnsoundPlan(String),
    /// There is no such plan.
    #[error("there is no plan {0}")]
    NoPlan(PlanDigest),
    /// A setting cannot be that.
    #[error(transparent)]
    Setting(#[from] NotASetting),
    /// The ledger holds no change that this names.
    #[error("no change in the history answers to `{0}`")]
    NoChange(String),
}

impl EngineError {
    /// What it comes to for a person; `words::trouble` says it.
    pub fn trouble(&self) -> Trouble {
        match self {
            Self::Denied(denied) => Trouble::Denied {
                name: denied.actor.name.clone(),
                right: denied.right.as_str(),
            },
            Self::Read { source, .. } => source.trouble(),
            Self::Store(error) => error.trouble(),
            Self::Held(by) => Trouble::Busy {
                process: by.process,
            },
            Self::ReadOnly => Trouble::ReadOnly,
            Self::UnknownMailbox(name) => Trouble::UnknownMailbox { name: name.clone() },
            Self::UnknownAccount(name) => Trouble::UnknownAccount { name: name.clone() },
            Self::AmbiguousMailbox { name, candidates } => Trouble::AmbiguousMailbox {
                name: name.clone(),
                candidates: candidates
                    .iter()
                    .map(|(address, id)| format!("{address} ({id})"))
                    .collect(),
            },
            Self::OtherTenant { .. } => Trouble::OtherTenant,
            Self::UnsoundPlan(why) => Trouble::UnsoundPlan { why: why.clone() },
            Self::Setting(NotASetting(why)) => Trouble::Setting { why: why.clone() },
            Self::NoPlan(digest) => Trouble::UnknownChange {
                name: digest.to_string(),
            },
            Self::NoChange(name) => Trouble::UnknownChange { name: name.clone() },
        }
    }

    /// The id by which Microsoft's support finds the call that failed, where there is one.
    pub fn request_id(&self) -> Option<&RequestId> {
        match self {
            Self::Read { source, .. } => source.request_id(),
            _ => None,
        }
    }

    /// A read that failed.
    pub(crate) fn read(what: &'static str, source: m365::ReadError) -> Self {
        Self::Read {
            what,
            source: Box::new(source),
        }
    }
}
