//! Virtual time as a clock of the rooms.

use jiff::{SignedDuration, Timestamp};
use model::Clock;
use tokio::time::Instant;

/// A clock that starts at a given time and moves with tokio's, paused or not.
#[derive(Debug, Clone, Copy)]
pub struct SimClock {
    base: Timestamp,
    start: Instant,
}

impl SimClock {
    /// A clock that shows `base` now.
    pub fn starting(base: Timestamp) -> Self {
        Self {
            base,
            start: Instant::now(),
        }
    }
}

impl Clock for SimClock {
    fn now(&self) -> Timestamp {
        let passed = SignedDuration::try_from(self.start.elapsed()).unwrap_or(SignedDuration::MAX);
        self.base.saturating_add(passed).unwrap_or(Timestamp::MAX)
    }
}
