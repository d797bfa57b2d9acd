//! Stop: an end that somebody asks for, between two steps.

use std::ops::Deref;

use store::Lease;
use tokio::sync::watch;

/// Asks runs to end early. What was sent is read back and recorded, nothing more is begun, and the run stays open:
/// [`Engine::resume`](crate::Engine::resume) goes on with it. Clones are one and the same.
#[derive(Debug, Clone, Default)]
pub struct Stop(watch::Sender<Standing>);

#[derive(Debug, Clone, Copy, Default)]
struct Standing {
    asked: bool,
    /// Whoever may write to a tenant now.
    writing: usize,
    left: usize,
}

impl Stop {
    /// Asks. It cannot be taken back.
    pub fn ask(&self) {
        self.0.send_modify(|standing| standing.asked = true);
    }

    /// Was it asked for?
    pub fn is_asked(&self) -> bool {
        self.0.borrow().asked
    }

    /// Is anything being written, or read back?
    pub fn is_writing(&self) -> bool {
        self.0.borrow().writing > 0
    }

    /// Steps that runs left, because they were asked to stop.
    pub fn left(&self) -> usize {
        self.0.borrow().left
    }

    /// Ready as soon as nothing is being written or read back.
    pub async fn quiet(&self) {
        // The sender lives as long as `self`.
        let _ = self.0.subscribe().wait_for(|s| s.writing == 0).await;
    }

    pub(crate) fn leave(&self, steps: usize) {
        self.0.send_modify(|standing| standing.left += steps);
    }

    pub(crate) fn writing(&self, lease: Lease) -> Writing {
        self.0.send_modify(|standing| standing.writing += 1);
        Writing {
            lease,
            _mark: Mark(self.clone()),
        }
    }
}

/// A tenant's lease, in use: whoever waits for an end in good order waits for it.
#[derive(Debug)]
pub(crate) struct Writing {
    lease: Lease,
    // After the lease, so that it is given back before anybody hears of it.
    _mark: Mark,
}

impl Deref for Writing {
    type Target = Lease;

    fn deref(&self) -> &Lease {
        &self.lease
    }
}

#[derive(Debug)]
struct Mark(Stop);

impl Drop for Mark {
    fn drop(&mut self) {
        self.0.0.send_modify(|standing| standing.writing -= 1);
    }
}
