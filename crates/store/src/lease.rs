//! Leases: one writer per tenant. An operating-system lock that a dead process cannot hold, and a fence that a
//! sleeping one cannot outlive.

use std::any::Any;
use std::fmt;

use model::{Fence, RunId, TenantId};

use crate::Fut;

/// Who holds a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldBy {
    /// The run, where it could be read.
    pub run: Option<RunId>,
    /// The process id, where it could be read.
    pub process: Option<u32>,
}

/// The right to write to a tenant, until it is dropped.
pub struct Lease {
    /// The tenant.
    pub tenant: TenantId,
    /// Goes with every append.
    pub fence: Fence,
    /// Whatever holds the lock; dropping it lets go.
    pub guard: Box<dyn Any + Send + Sync>,
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lease")
            .field("tenant", &self.tenant)
            .field("fence", &self.fence)
            .finish_non_exhaustive()
    }
}

/// Leases.
pub trait Leases: Send + Sync {
    /// Takes the tenant's lease for a run, or says who holds it. Does not wait.
    fn take(&self, tenant: TenantId, run: RunId) -> Fut<'_, Result<Lease, HeldBy>>;

    /// Who holds the tenant's lease now; `None` when nobody does. Takes nothing, and nobody who takes it notices.
    fn holder(&self, tenant: TenantId) -> Fut<'_, Option<HeldBy>>;
}
