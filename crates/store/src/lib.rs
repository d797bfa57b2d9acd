//! What is kept, as traits: snapshots and accounts of a tenant, plans, the ledger, leases, sessions
//! and settings.
//!
//! A store is used as `Arc<dyn Store>`. One method is one transaction; a future that is dropped before its end may
//! still have done its work. What a backend must do is said here and proved by [`conformance`], which every backend
//! runs.

pub mod accounts;
pub mod conformance;
pub mod error;
pub mod inventory;
pub mod lease;
pub mod ledger;
pub mod sessions;
pub mod settings;

use std::future::Future;
use std::pin::Pin;

use model::{Plan, PlanDigest};

pub use accounts::{
    Account, AccountFilter, AccountPage, AccountQuery, AccountReading, AccountRow, AccountSort,
    Accounts, Count, Cursor, Direction, HeldProduct,
};
pub use error::StoreError;
pub use inventory::{Inventory, KEPT_SNAPSHOTS, Lasts, Record, RecordQuery, Snapshot};
pub use lease::{HeldBy, Lease, Leases};
pub use ledger::{Ledger, LedgerQuery, OpenStep};
pub use sessions::{LocalAdmin, Session, Sessions, SignInLink, TokenHash};
pub use settings::Settings;

/// What every method answers: a future that may be sent to another thread.
pub type Fut<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Plans, kept once made: their id is the digest of their content.
pub trait Plans: Send + Sync {
    /// Keeps a plan; keeping it again changes nothing.
    fn put_plan(&self, plan: Plan) -> Fut<'_, PlanDigest>;

    /// The plan with this digest. The digest is checked again when it is read.
    fn plan(&self, digest: PlanDigest) -> Fut<'_, Option<Plan>>;
}

/// Everything together.
pub trait Store:
    Inventory + Accounts + Plans + Ledger + Leases + Sessions + Settings + std::fmt::Debug
{
}
