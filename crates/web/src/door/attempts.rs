//! How often somebody may try to sign in.
//!
//! Attempts are counted in windows that begin on the quarter of an hour, per name and per address: further attempts
//! do not make a wait longer, and how long it is can be said exactly.

use std::net::{IpAddr, Ipv6Addr};

use http::request::Parts;
use jiff::{SignedDuration, Timestamp};

use super::Door;
use crate::{PageError, Site};

const WINDOW: i64 = 15 * 60;
/// Of one name: enough for a person's slips.
const OF_NAME: u64 = 10;
/// From one address, behind which a whole office may be.
const OF_ADDRESS: u64 = 30;

/// Attempts to sign in, counted under these keys.
#[derive(Debug)]
pub(crate) struct Attempts {
    keys: Vec<(String, u64)>,
}

/// Too many attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMany {
    /// When the next may be made, UTC.
    pub(crate) until: Timestamp,
}

impl Attempts {
    /// By whoever sends this request, under a name where one was given.
    pub(crate) fn by(door: &Door, parts: &Parts, name: Option<&str>) -> Self {
        let address = door.front.address(parts).map(network);
        let address = address.map(|ip| (format!("address:{ip}"), OF_ADDRESS));
        let name = name.map(|name| (format!("name:{}", name.trim().to_lowercase()), OF_NAME));
        Self {
            keys: address.into_iter().chain(name).collect(),
        }
    }

    /// Notes one more, and says whether it may be made.
    pub(crate) async fn note(&self, site: &Site) -> Result<Result<(), TooMany>, PageError> {
        let now = site.env.now();
        let (begun, until) = window(now);
        let mut allowed = Ok(());
        for (key, most) in &self.keys {
            let made = site.engine.store().note_attempt(key, now, begun).await?;
            if made > *most {
                allowed = Err(TooMany { until });
            }
        }
        Ok(allowed)
    }

    /// Forgets them: somebody came in.
    pub(crate) async fn forget(&self, site: &Site) -> Result<(), PageError> {
        for (key, _) in &self.keys {
            site.engine.store().forget_attempts(key).await?;
        }
        Ok(())
    }

    /// Until when attempts need not be remembered at `now`.
    pub(super) fn forgotten(now: Timestamp) -> Timestamp {
        window(now).0
    }
}

/// The window around a time: just before its first moment, and its end.
fn window(now: Timestamp) -> (Timestamp, Timestamp) {
    let into = SignedDuration::from_secs(now.as_second().rem_euclid(WINDOW));
    let whole = SignedDuration::from_nanos(i64::from(now.subsec_nanosecond()));
    let begin = now - into - whole;
    (
        begin - SignedDuration::from_millis(1),
        begin + SignedDuration::from_secs(WINDOW),
    )
}

/// Whoever has one IPv6 address has its whole /64.
fn network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_has_an_end_that_does_not_move() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        for now in ["2026-11-22T10:15:00Z", "2026-11-22T10:29:59.9Z"] {
            let (begun, until) = window(at(now));
            assert_eq!(begun, at("2026-11-22T10:14:59.999Z"), "{now}");
            assert_eq!(until, at("2026-11-22T10:30:00Z"), "{now}");
        }
    }

    #[test]
    fn addresses_of_one_network_are_one() {
        let of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("203.0.113.7"), "203.0.113.7");
        assert_eq!(of("::ffff:203.0.113.7"), "203.0.113.7");
    }
}
