//! Observe, assess, plan, apply, settle, undo: the one way through which everything goes.
//!
//! Web pages, command line and scheduler are doors to this engine. It reaches a tenant only through `m365`, and
//! writes in one way only: a plan (even of one step), run by the one executor, recorded in the one ledger.
//! Rights are checked here, on every call.

pub mod confirm;
pub mod error;
pub mod events;
pub mod probe;
pub mod report;
pub mod roles;

mod accounts;
mod apply;
mod candidates;
mod figures;
mod follow;
mod health;
mod home;
mod members;
mod observe;
mod offline;
mod panel;
mod pass_on;
mod products;
mod removal;
mod resolve;
mod restore;
mod review;
mod save;
mod seen;
mod settings;
mod settle;
mod show;
mod stop;
mod totals;
mod ways;

use std::sync::Arc;

use model::Env;
use store::Store;

pub use accounts::AccountList;
pub use apply::Tuning;
pub use candidates::{Candidate, Candidates};
pub use error::EngineError;
pub use events::{Event, Events, Reading};
pub use figures::Figures;
pub use follow::{Followed, Progress};
pub use health::{Answered, Health, Tried, WRITE_PERMISSIONS, Writes};
pub use home::{Deciding, Decision, Decisions, NAMED, ReviewChanges, VerdictChange, VerdictCount};
pub use members::{MailboxMembers, Member, Members};
pub use offline::{Export, Offline, Wanted, review_exports};
pub use panel::Panel;
pub use pass_on::PassOn;
pub use probe::{CRASH_POINTS, NoProbe, Probe};
pub use products::{BillingSays, Product, ProductSubscription, Products, Seller, costs_nothing};
pub use removal::{RemovalGoal, Targets};
pub use report::{ApplyReport, Available, Leaver, Proposal, Review, StepEnd, Summary};
pub use restore::Restore;
pub use review::Scope;
pub use roles::{Caller, Denied, Right, Role};
pub use save::{Asked, Save, Saved};
pub use seen::{Change, Difference, NotSeen, Seen};
pub use settings::{Kept, NotASetting, TenantSettings};
pub use show::Shown;
pub use stop::Stop;
pub use totals::{
    BUYERS, Channel, Instruction, TotalAsked, TotalChange, TotalDiffers, TotalDone, TotalEnd,
    TotalGoal, Watch, WatchState,
};
pub use ways::Way;

// What a door needs of rooms that it does not know.
pub use m365::Connection;
pub use m365::offline::{Content, ExportError, ExportKind, Exported, read as read_export};
pub use rules::policy::POLICIES;
pub use rules::{Answers, Conflict, Obstacle, Policy, can_be_overridden};

/// The engine: cheap to clone.
#[derive(Debug, Clone)]
pub struct Engine {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) env: Env,
    pub(crate) probe: Arc<dyn Probe>,
    pub(crate) tuning: Tuning,
    pub(crate) stop: Stop,
    /// The usage reports that reads of single accounts share.
    pub(crate) shelves: Arc<observe::Shelves>,
}

impl Engine {
    /// An engine over a store.
    pub fn new(store: Arc<dyn Store>, env: Env) -> Self {
        Self {
            store,
            env,
            probe: Arc::new(NoProbe),
            tuning: Tuning::default(),
            stop: Stop::default(),
            shelves: Arc::default(),
        }
    }

    /// The same engine, watched by a test.
    #[must_use]
    pub fn with_probe(mut self, probe: Arc<dyn Probe>) -> Self {
        self.probe = probe;
        self
    }

    /// The same engine with other waiting times and chunk sizes.
    #[must_use]
    pub fn with_tuning(mut self, tuning: Tuning) -> Self {
        self.tuning = tuning;
        self
    }

    /// The same engine, whose runs end early when that is asked for.
    #[must_use]
    pub fn with_stop(mut self, stop: Stop) -> Self {
        self.stop = stop;
        self
    }

    /// The store behind it.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }
}
