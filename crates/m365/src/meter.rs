//! What was asked of the services.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Counts since the connection was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meter {
    /// HTTP requests by operation, repeats included.
    pub requests: BTreeMap<&'static str, u64>,
    /// Requests inside batches by operation, repeats included.
    pub items: BTreeMap<&'static str, u64>,
    /// Answers 429, of whole calls and of single items.
    pub throttled: u64,
    /// Requests and items that were sent again.
    pub repeats: u64,
    /// Bytes of answers, after decompression.
    pub bytes: u64,
}

impl Meter {
    /// All HTTP requests.
    pub fn total(&self) -> u64 {
        self.requests.values().sum()
    }
}

/// The running counts.
#[derive(Debug, Default)]
pub(crate) struct Counter(Mutex<Meter>);

impl Counter {
    pub(crate) fn read(&self) -> Meter {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn add(&self, change: impl FnOnce(&mut Meter)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
