//! The ledger: append-only, hash-chained, one numbering for the whole store.

use model::ledger::NewEntry;
use model::{AccountId, Entry, Fence, LedgerSeq, PlanDigest, RunId, StepNo, StepState, TenantId};

use crate::Fut;

/// Which entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LedgerQuery {
    /// Only of this tenant.
    pub tenant: Option<TenantId>,
    /// Only of this run.
    pub run: Option<RunId>,
    /// Only of this plan.
    pub plan: Option<PlanDigest>,
    /// Only of this account.
    pub account: Option<AccountId>,
    /// Only by this person, as [`Actor::name`](model::Actor) spells it.
    pub actor: Option<String>,
    /// Only entries after this one.
    pub after: Option<LedgerSeq>,
    /// Only entries before this one.
    pub before: Option<LedgerSeq>,
    /// The newest first: a history begins with what happened last.
    pub newest_first: bool,
    /// At most so many; 0 is all.
    pub limit: usize,
}

/// A step that was begun and whose end is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenStep {
    /// The run that began it.
    pub run: RunId,
    /// Its plan.
    pub plan: PlanDigest,
    /// The step.
    pub step: StepNo,
    /// `Intended` or `Unconfirmed`.
    pub state: StepState,
    /// Its newest entry.
    pub entry: Entry,
}

/// The ledger.
pub trait Ledger: Send + Sync {
    /// Appends entries in one transaction and answers their numbers, which are on disk when this returns.
    /// All entries are of `tenant`, and a step's move names its step ([`Misfit`](crate::StoreError::Misfit)); `fence`
    /// is that of the tenant's lease. Refused as a whole when the fence is not the newest
    /// ([`StaleFence`](crate::StoreError::StaleFence)), a step's move (within its run, earlier entries of the same
    /// append counted) is not in [`StepState::ALLOWED`] ([`Transition`](crate::StoreError::Transition)), or the end of
    /// the ledger is not what was last written ([`Chain`](crate::StoreError::Chain)).
    fn append(
        &self,
        tenant: TenantId,
        fence: Fence,
        entries: Vec<NewEntry>,
    ) -> Fut<'_, Vec<LedgerSeq>>;

    /// Entries in their order, or in the reverse of it.
    fn entries(&self, query: LedgerQuery) -> Fut<'_, Vec<Entry>>;

    /// Steps of a tenant whose newest entry (within their run) is open, in the order of those entries.
    fn open_steps(&self, tenant: TenantId) -> Fut<'_, Vec<OpenStep>>;

    /// Runs of a tenant that began and did not end since, oldest first.
    fn open_runs(&self, tenant: TenantId) -> Fut<'_, Vec<(RunId, PlanDigest)>>;

    /// Checks the whole chain, and that its end is the one last written; answers the number of entries.
    fn verify(&self) -> Fut<'_, u64>;
}
