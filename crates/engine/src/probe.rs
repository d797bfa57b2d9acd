//! Points at which a test can let the process die.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

/// The points, in the order in which a step passes them.
pub const CRASH_POINTS: [&str; 6] = [
    "run_started",
    "after_recheck",
    "after_intend",
    "after_write",
    "after_read_back",
    "after_record",
];

/// Is told when a point is reached. The executor awaits it: a test that never lets it end and drops the run has
/// killed it there.
pub trait Probe: Send + Sync + fmt::Debug {
    /// The executor is at `point`, one of [`CRASH_POINTS`].
    fn reach(&self, point: &'static str) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// Nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoProbe;

impl Probe for NoProbe {
    fn reach(&self, _: &'static str) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(std::future::ready(()))
    }
}
