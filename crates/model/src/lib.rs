//! The nouns of Boxseat and the records that travel between its rooms.
//!
//! Nothing here reads a clock, a network or a disk, and nothing here decides anything: what a fact means
//! is said in `rules`, how it is told to a person in `words`. A reason or a refusal is a code with typed
//! parameters and never holds a sentence.

pub mod billing;
pub mod catalogue;
pub mod cloud;
pub mod env;
pub mod exclusion;
pub mod fact;
pub mod ids;
pub mod ledger;
pub mod license;
pub mod mailbox;
pub mod money;
pub mod names;
pub mod plan;
pub mod size;
pub mod tenant_facts;
pub mod trouble;
pub mod verdict;

pub use billing::{TotalObstacle, TotalState};
pub use cloud::{Cloud, CloudId};
pub use env::{Clock, Entropy, Env};
pub use exclusion::Exclusion;
pub use fact::{Fact, Gap, GapWhy, Observed, Source};
pub use ids::{
    AccountId, GroupId, MailboxGuid, RunId, ServicePlanId, SkuId, SnapshotId, SubscriptionId,
    TenantId,
};
pub use ledger::{Actor, Entry, EntryKind, StepState};
pub use license::{AssignedBy, License, LicenseSource};
pub use mailbox::{MailboxFacts, MailboxName, MailboxSize, RecipientKind, SignIn};
pub use money::{Currency, Money, PriceList};
pub use names::{Fence, LedgerSeq, PlanDigest, RequestId, StepNo};
pub use plan::{AccountState, Acknowledged, Action, LicenseAdd, Plan, Purpose, Step};
pub use size::ByteSize;
pub use tenant_facts::TenantFacts;
pub use trouble::{BadSetting, Trouble, TroubleKind};
pub use verdict::{
    Assessment, Effect, Evidence, FactName, Finding, LicenseRuling, LicenseVerdict, Reason,
    ReasonCode, Remedy, Verdict,
};
