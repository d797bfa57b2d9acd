//! Page links (`exchange.md` 1.5, 9): `AD` and the base64 of 32 hexadecimal digits and a server's name. The
//! digits hold all there is to know, so that any process on the same file can go on: the last mailbox of the
//! page, how many rows were sent, when, and a mark over anchor and body, to which a link is bound.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

/// The server that holds the cursor, as the link names it.
const SERVER: &str = "ABCPR01MB0002";
const LIFETIME: SignedDuration = SignedDuration::from_mins(30);

/// To what a link is bound: the same anchor and the same body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Binding([u8; 5]);

impl Binding {
    /// Of a request.
    pub(crate) fn of(tenant: &str, anchor: &str, body: &str) -> Self {
        let mut hash = Sha256::new();
        for part in [tenant, anchor, body] {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        let digest = hash.finalize();
        Self([digest[0], digest[1], digest[2], digest[3], digest[4]])
    }
}

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    /// Number of the last mailbox.
    pub(crate) after: u32,
    /// Rows sent so far, over all pages.
    pub(crate) sent: u32,
}

/// The token for the next page.
pub(crate) fn write(position: Position, binding: Binding, now: Timestamp) -> String {
    let seconds = u32::try_from(now.as_second()).unwrap_or(u32::MAX);
    let mut bytes = Vec::with_capacity(16);
    bytes.extend(position.after.to_be_bytes());
    // 24 bits: no tenant has 16 million mailboxes.
    bytes.extend(&position.sent.min(0x00ff_ffff).to_be_bytes()[1..]);
    bytes.extend(seconds.to_be_bytes());
    bytes.extend(binding.0);
    format!(
        "AD{}",
        STANDARD.encode(format!("{}{SERVER}", hex::encode(bytes)))
    )
}

/// The position in a token; `None` when it is old, of another request, or no token.
pub(crate) fn read(token: &str, binding: Binding, now: Timestamp) -> Option<Position> {
    let text = String::from_utf8(STANDARD.decode(token.strip_prefix("AD")?).ok()?).ok()?;
    let bytes: [u8; 16] = hex::decode(text.strip_suffix(SERVER)?)
        .ok()?
        .try_into()
        .ok()?;
    let number = |from: usize| {
        u32::from_be_bytes([
            bytes[from],
            bytes[from + 1],
            bytes[from + 2],
            bytes[from + 3],
        ])
    };
    let made = Timestamp::from_second(i64::from(number(7))).ok()?;
    let fresh = (made..=made.checked_add(LIFETIME).ok()?).contains(&now)
        || (now < made && made.duration_since(now) < SignedDuration::from_secs(1));
    let sent = u32::from_be_bytes([0, bytes[4], bytes[5], bytes[6]]);
    (fresh && bytes[11..] == binding.0).then_some(Position {
        after: number(0),
        sent,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_795_348_800, 500_000_000);

    fn binding(anchor: &str, body: &str) -> Binding {
        Binding::of("t", anchor, body)
    }

    #[test]
    fn a_link_is_bound_to_anchor_body_and_time() {
        let position = Position {
            after: 7,
            sent: 1000,
        };
        let token = write(position, binding("a", "b"), NOW);
        let later = |minutes| NOW + SignedDuration::from_mins(minutes);
        assert_eq!(read(&token, binding("a", "b"), NOW), Some(position));
        assert_eq!(read(&token, binding("a", "b"), later(29)), Some(position));
        assert_eq!(read(&token, binding("a", "b"), later(31)), None);
        assert_eq!(read(&token, binding("a", "b"), later(-1)), None);
        assert_eq!(read(&token, binding("x", "b"), NOW), None);
        assert_eq!(read(&token, binding("a", "x"), NOW), None);
        assert_ne!(binding("ab", "c"), binding("a", "bc"));
    }

    #[test]
    fn a_token_has_the_captured_form() {
        let token = write(Position { after: 1, sent: 1 }, binding("a", "b"), NOW);
        let inside = STANDARD.decode(token.strip_prefix("AD").unwrap()).unwrap();
        let (digits, server) = inside.split_at(32);
        assert!(digits.iter().all(u8::is_ascii_hexdigit));
        assert_eq!(server, SERVER.as_bytes());
    }

    proptest! {
        #[test]
        fn no_token_panics(token: String) {
            read(&token, binding("a", "b"), NOW);
            read(&format!("AD{}", STANDARD.encode(&token)), binding("a", "b"), NOW);
        }

        #[test]
        fn positions_come_back(after: u32, sent in 0..1_u32 << 24) {
            let token = write(Position { after, sent }, binding("a", "b"), NOW);
            prop_assert_eq!(read(&token, binding("a", "b"), NOW), Some(Position { after, sent }));
        }
    }
}
