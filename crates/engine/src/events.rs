//! What a caller is told while it waits.

use std::fmt;
use std::sync::Arc;

use model::{AccountId, StepNo, StepState};

/// Something that happened. Numbers are totals so far, so that a missed event does no harm.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// Rows of something were read.
    Read {
        /// Of what.
        what: Reading,
        /// So many so far.
        done: u64,
        /// Of so many, where known.
        total: Option<u64>,
    },
    /// A mailbox was assessed.
    Assessed {
        /// So many so far.
        done: u64,
        /// Of so many.
        total: u64,
    },
    /// A step moved, and the move is on disk.
    Step {
        /// Which.
        step: StepNo,
        /// Whose.
        account: AccountId,
        /// To where.
        state: StepState,
    },
    /// Written, and now waiting until it can be read.
    Waiting {
        /// So many steps wait.
        steps: u64,
        /// For so many seconds at most from now.
        seconds: u64,
    },
}

/// What is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reading {
    /// Organisation, products, subscriptions.
    Tenant,
    /// `Get-Mailbox`.
    Mailboxes,
    /// Accounts with their licences.
    Accounts,
    /// A usage report.
    Reports,
    /// `Get-MailboxStatistics`.
    Sizes,
    /// Sign-in activity.
    SignIns,
    /// `Get-CASMailbox`.
    MailApps,
}

/// Where events go. Cheap to clone; called from any thread, so it must not block.
#[derive(Clone)]
pub struct Events(Arc<dyn Fn(Event) + Send + Sync>);

impl Events {
    /// Events go to a function.
    pub fn to(f: impl Fn(Event) + Send + Sync + 'static) -> Self {
        Self(Arc::new(f))
    }

    /// Nobody listens.
    pub fn none() -> Self {
        Self::to(|_| ())
    }

    pub(crate) fn emit(&self, event: Event) {
        (self.0)(event);
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events")
    }
}
