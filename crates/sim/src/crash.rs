//! Dying at a chosen point.

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};

use engine::Probe;
use tokio::sync::Notify;

/// Lets a run die the n-th time it reaches a point. [`Crash::run`] drops the run there, as a killed process drops
/// everything it had in memory.
#[derive(Debug)]
pub struct Crash {
    point: &'static str,
    left: AtomicU64,
    died_at: Mutex<Option<&'static str>>,
    died: Notify,
}

/// The run was killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crashed {
    /// Where.
    pub at: &'static str,
}

impl Crash {
    /// Dies the `nth` time (from 1) that `point` is reached.
    pub fn at(point: &'static str, nth: u64) -> Self {
        let left = AtomicU64::new(nth);
        Self {
            point,
            left,
            died_at: Mutex::new(None),
            died: Notify::new(),
        }
    }

    /// Runs something until it ends or dies.
    pub async fn run<T>(&self, what: impl Future<Output = T>) -> Result<T, Crashed> {
        tokio::select! {
            biased;
            () = self.died.notified() => Err(Crashed { at: self.point }),
            done = what => Ok(done),
        }
    }

    /// Where it died, if it did.
    pub fn died_at(&self) -> Option<&'static str> {
        *self.died_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Probe for Crash {
    fn reach(&self, point: &'static str) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let dies = point == self.point && self.left.fetch_sub(1, Ordering::SeqCst) == 1;
        Box::pin(async move {
            if dies {
                *self.died_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(point);
                self.died.notify_one();
                std::future::pending::<()>().await;
            }
        })
    }
}
