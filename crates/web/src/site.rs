//! What the pages are about.

use std::sync::Arc;

use engine::{Caller, Engine, Leaver};
use model::{Env, Fact, PriceList, TenantId};

/// What the pages are about: one tenant, as the engine's store knows it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Site {
    /// The engine, whose store is read.
    pub engine: Engine,
    /// For whom it is read.
    pub caller: Caller,
    /// The tenant.
    pub tenant: TenantId,
    /// Prices; an empty list makes every figure unknown.
    pub prices: Arc<PriceList>,
    /// Leavers not converted, as the last review found them ([`engine::Review::leavers`]): the store does not keep
    /// them. [`Fact::not_read`] leaves them out.
    pub leavers: Arc<Fact<Vec<Leaver>>>,
    /// Is it the embedded tenant? Then every page says so.
    pub simulated: bool,
    /// Where "now" comes from.
    pub env: Env,
}
