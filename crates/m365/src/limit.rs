//! One limiter per workload, from the published figures (`graph.md` 7) and from what Exchange's headers say.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::operation::Lane;

/// All limiters of a connection.
#[derive(Debug)]
pub(crate) struct Limits {
    graph: Window,
    writes: Window,
    reports: Window,
    sign_ins: Window,
    exchange: Slots,
}

impl Limits {
    pub(crate) fn new() -> Self {
        let seconds = Duration::from_secs;
        Self {
            // Resource units of the smallest tenants; with `$select` each of our reads costs one.
            graph: Window::new(3_500, seconds(10)),
            writes: Window::new(3_000, seconds(150)),
            // Counted per report by the service; counted together here, which is never too much.
            reports: Window::new(14, seconds(600)),
            sign_ins: Window::new(5, seconds(10)),
            exchange: Slots::new(10),
        }
    }

    /// Waits until `cost` more may be sent. Hold the permit until the answer is there.
    pub(crate) async fn take(&self, lane: Lane, cost: u32) -> Permit {
        match lane {
            Lane::Free => {}
            Lane::Graph => self.graph.take(cost).await,
            Lane::GraphWrite => self.writes.take(cost).await,
            Lane::Report => self.reports.take(cost).await,
            Lane::SignIn => self.sign_ins.take(cost).await,
            Lane::Exchange => return Permit(self.exchange.take(cost).await),
        }
        Permit(None)
    }

    /// Exchange says that so many calls are left until its window ends `wait` from now.
    pub(crate) fn exchange_says(&self, remaining: u64, wait: Duration) {
        self.exchange.note(remaining, wait);
    }
}

/// The right to have something in flight.
#[derive(Debug)]
pub(crate) struct Permit(
    #[expect(dead_code, reason = "held, not read")] Option<OwnedSemaphorePermit>,
);

/// At most `most` in any stretch of `per`. Those who wait are served in order.
#[derive(Debug)]
struct Window {
    most: u32,
    per: Duration,
    sent: tokio::sync::Mutex<VecDeque<(Instant, u32)>>,
}

impl Window {
    fn new(most: u32, per: Duration) -> Self {
        Self {
            most,
            per,
            sent: tokio::sync::Mutex::default(),
        }
    }

    async fn take(&self, cost: u32) {
        // More than a whole window can never be had: it goes alone.
        let cost = cost.min(self.most);
        let mut sent = self.sent.lock().await;
        loop {
            let now = Instant::now();
            while sent.front().is_some_and(|(at, _)| now >= *at + self.per) {
                sent.pop_front();
            }
            let used: u32 = sent.iter().map(|(_, n)| n).sum();
            match sent.front() {
                Some((oldest, _)) if used + cost > self.most => {
                    tokio::time::sleep_until(*oldest + self.per).await;
                }
                _ => {
                    sent.push_back((now, cost));
                    return;
                }
            }
        }
    }
}

/// At most `most` in flight, and none while the service says that its window is used up.
#[derive(Debug)]
struct Slots {
    most: u32,
    free: Arc<Semaphore>,
    closed_until: Mutex<Option<Instant>>,
}

impl Slots {
    fn new(most: u32) -> Self {
        Self {
            most,
            free: Arc::new(Semaphore::new(most as usize)),
            closed_until: Mutex::default(),
        }
    }

    async fn take(&self, cost: u32) -> Option<OwnedSemaphorePermit> {
        // The semaphore is never closed, so there is always a permit.
        let permit = Arc::clone(&self.free)
            .acquire_many_owned(cost.min(self.most))
            .await
            .ok();
        loop {
            let until = *self
                .closed_until
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            match until {
                Some(until) if until > Instant::now() => tokio::time::sleep_until(until).await,
                _ => return permit,
            }
        }
    }

    fn note(&self, remaining: u64, wait: Duration) {
        // A window of unknown length: nobody waits longer than the longest `Retry-After` seen.
        const LONGEST: Duration = Duration::from_secs(315);
        let until = (remaining < u64::from(self.most)).then(|| Instant::now() + wait.min(LONGEST));
        *self
            .closed_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = until;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_sixth_sign_in_read_waits_for_the_window() {
        let limits = Limits::new();
        let start = Instant::now();
        let mut at = Vec::new();
        for _ in 0..12 {
            limits.take(Lane::SignIn, 1).await;
            at.push(start.elapsed().as_secs());
        }
        assert_eq!(at, [0, 0, 0, 0, 0, 10, 10, 10, 10, 10, 20, 20]);
    }

    #[tokio::test(start_paused = true)]
    async fn writes_in_batches_fill_the_window_and_wait() {
        let limits = Limits::new();
        let start = Instant::now();
        for _ in 0..150 {
            limits.take(Lane::GraphWrite, 20).await;
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
        limits.take(Lane::GraphWrite, 20).await;
        assert_eq!(start.elapsed(), Duration::from_secs(150));
    }

    #[tokio::test(start_paused = true)]
    async fn exchange_has_ten_in_flight_and_stops_when_told() {
        let limits = Arc::new(Limits::new());
        let first = limits.take(Lane::Exchange, 10).await;
        let next = tokio::spawn({
            let limits = Arc::clone(&limits);
            async move {
                limits.take(Lane::Exchange, 1).await;
                Instant::now()
            }
        });
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert!(!next.is_finished());
        limits.exchange_says(0, Duration::from_secs(16));
        let told = Instant::now();
        drop(first);
        assert_eq!(next.await.unwrap() - told, Duration::from_secs(16));
    }
}
