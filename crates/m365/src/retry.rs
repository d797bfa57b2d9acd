//! When to ask again: what the service wishes, else exponential backoff with jitter, and never without an end.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use model::Entropy;
use tokio::time::Instant;

/// How long a call is repeated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// Most repeats.
    pub repeats: u32,
    /// Most time from the first answer (or the lack of one), waits included.
    pub total: Duration,
}

impl Patience {
    /// A read may take a quarter of an hour: a `Retry-After` of 315 s has been seen (`graph.md` 7).
    pub(crate) const READ: Self = Self {
        repeats: 8,
        total: Duration::from_mins(15),
    };
    /// A write rests on facts that were read just before it, so it gives up sooner, yet outlives 315 s.
    pub(crate) const WRITE: Self = Self {
        repeats: 8,
        total: Duration::from_mins(6),
    };
    /// A token is needed at once or not at all.
    pub(crate) const TOKEN: Self = Self {
        repeats: 4,
        total: Duration::from_mins(2),
    };
}

/// 500 and 502 are repeated sparingly (`graph.md` 6.2).
const SPARING: u32 = 2;
const FIRST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// The chance in one backoff. What failed together has the same luck, so that it is sent again together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Luck(u64);

impl Luck {
    pub(crate) fn draw(chance: &Entropy) -> Self {
        Self(chance.next_u64())
    }
}

/// The tries of one call.
#[derive(Debug)]
pub(crate) struct Tries {
    patience: Patience,
    started: Instant,
    repeats: u32,
    renewed: bool,
}

impl Tries {
    pub(crate) fn new(patience: Patience) -> Self {
        Self {
            patience,
            started: Instant::now(),
            repeats: 0,
            renewed: false,
        }
    }

    /// How long to wait before the next try, or `None` when it is enough.
    pub(crate) fn again(&mut self, wish: Option<Duration>, luck: Luck) -> Option<Duration> {
        self.within(self.patience.repeats, wish, luck)
    }

    /// The same for failures that seldom pass.
    pub(crate) fn again_sparingly(
        &mut self,
        wish: Option<Duration>,
        luck: Luck,
    ) -> Option<Duration> {
        self.within(SPARING.min(self.patience.repeats), wish, luck)
    }

    /// The same where one more try must do.
    pub(crate) fn again_once(&mut self, luck: Luck) -> Option<Duration> {
        self.within(1, None, luck)
    }

    fn within(&mut self, most: u32, wish: Option<Duration>, luck: Luck) -> Option<Duration> {
        if self.repeats >= most {
            return None;
        }
        let wait = wish.unwrap_or_else(|| backoff(self.repeats, luck));
        if self.started.elapsed().checked_add(wait)? > self.patience.total {
            return None;
        }
        self.repeats += 1;
        Some(wait)
    }

    /// May a fresh token be tried? Once.
    pub(crate) fn renew(&mut self) -> bool {
        !std::mem::replace(&mut self.renewed, true)
    }

    /// Time since the first try.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}

/// Two seconds, doubled with every try up to a minute; of that at least half, the rest by chance.
fn backoff(repeats: u32, luck: Luck) -> Duration {
    let full = FIRST_WAIT
        .saturating_mul(1 << repeats.min(10))
        .min(LONGEST_WAIT);
    let half = full / 2;
    let spread = u64::try_from(half.as_millis()).unwrap_or(u64::MAX);
    half + Duration::from_millis(luck.0.checked_rem(spread).unwrap_or(0))
}

/// Reads `Retry-After`: whole or fractional seconds (`2.128` is documented), or a date. Anything else is no wish.
pub(crate) fn retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let wait: SignedDuration = http_date(text)?.duration_since(now);
    Some(wait.try_into().unwrap_or(Duration::ZERO))
}

/// A date as HTTP headers write it.
pub(crate) fn http_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::parse(text.trim())
        .ok()
        .map(|z| z.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_read_in_its_three_forms() {
        let now: Timestamp = "2026-07-25T08:00:00Z".parse().unwrap();
        for (text, wait) in [
            ("10", Some(Duration::from_secs(10))),
            (" 2.128 ", Some(Duration::from_millis(2128))),
            ("0", Some(Duration::ZERO)),
            (
                "Sat, 25 Jul 2026 08:05:15 GMT",
                Some(Duration::from_secs(315)),
            ),
            ("Sat, 25 Jul 2026 07:00:00 GMT", Some(Duration::ZERO)),
            ("-1", None),
            ("soon", None),
            ("NaN", None),
            ("inf", None),
            ("", None),
        ] {
            assert_eq!(retry_after(text, now), wait, "{text}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn waits_grow_and_end() {
        let luck = Luck(7_000_000_007);
        let mut tries = Tries::new(Patience::READ);
        for repeat in 0..8_u32 {
            let full = Duration::from_secs(2 << repeat.min(5)).min(LONGEST_WAIT);
            let wait = tries.again(None, luck).unwrap();
            assert!(wait >= full / 2 && wait <= full, "{repeat}: {wait:?}");
        }
        assert_eq!(tries.again(None, luck), None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_wish_beyond_the_cap_ends_the_tries() {
        let luck = Luck(7_000_000_007);
        let mut tries = Tries::new(Patience::WRITE);
        assert_eq!(
            tries.again(Some(Duration::from_secs(315)), luck),
            Some(Duration::from_secs(315))
        );
        tokio::time::advance(Duration::from_secs(315)).await;
        assert_eq!(tries.again(Some(Duration::from_secs(46)), luck), None);
        assert_eq!(tries.again(Some(Duration::MAX), luck), None);
        assert!(tries.again(Some(Duration::from_secs(45)), luck).is_some());
    }

    #[test]
    fn a_server_error_is_repeated_sparingly() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        runtime.block_on(async {
            let luck = Luck(7_000_000_007);
            let mut tries = Tries::new(Patience::READ);
            assert!(tries.again_sparingly(None, luck).is_some());
            assert!(tries.again_sparingly(None, luck).is_some());
            assert_eq!(tries.again_sparingly(None, luck), None);
            assert!(
                tries.again(None, luck).is_some(),
                "throttling still has patience"
            );
        });
    }
}
