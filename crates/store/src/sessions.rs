//! Who is signed in on the pages: sessions, one-time links, attempts, and the local administrator.
//!
//! Tokens are kept as digests only, so a copy of the database signs nobody in. What times mean is the caller's
//! affair: the store has no clock.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::Fut;

/// The SHA-256 of a token. Enough for a token that chance made; a password needs more ([`LocalAdmin`]).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// The digest of a token as its holder shows it.
    pub fn of(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).into())
    }

    /// The digest itself.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

/// Someone who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The token in the cookie.
    pub token: TokenHash,
    /// Who, as the ledger names it.
    pub person: String,
    /// What the pages keep with it: roles, tenant, language.
    pub data: Value,
    /// Since when, UTC.
    pub created_at: Timestamp,
    /// Last seen, UTC.
    pub seen_at: Timestamp,
    /// From then on it is as if it were not there, UTC.
    pub expires_at: Timestamp,
}

/// A link that signs in once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInLink {
    /// The token in the link.
    pub token: TokenHash,
    /// For whom, and with what: as the pages keep it.
    pub data: Value,
    /// From then on it is as if it were not there, UTC.
    pub expires_at: Timestamp,
}

/// The local administrator, for the day on which nobody can sign in otherwise.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LocalAdmin {
    /// The name to sign in with.
    pub name: String,
    /// The password, hashed by the caller with argon2, in its text form (PHC).
    pub password_hash: String,
    /// When it was set, UTC.
    pub set_at: Timestamp,
}

impl fmt::Debug for LocalAdmin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalAdmin")
            .field("name", &self.name)
            .field("set_at", &self.set_at)
            .finish_non_exhaustive()
    }
}

/// Sessions and what leads to one.
pub trait Sessions: Send + Sync {
    /// Keeps a new session; one with the same token is replaced.
    fn put_session(&self, session: Session) -> Fut<'_, ()>;

    /// The session of a token that has not expired at `now`.
    fn session(&self, token: TokenHash, now: Timestamp) -> Fut<'_, Option<Session>>;

    /// Moves on when it was seen and when it expires. False where there is none that has not expired at `seen_at`:
    /// an expired session never lives again.
    fn touch_session(
        &self,
        token: TokenHash,
        seen_at: Timestamp,
        expires_at: Timestamp,
    ) -> Fut<'_, bool>;

    /// Ends a session. False where there was none.
    fn delete_session(&self, token: TokenHash) -> Fut<'_, bool>;

    /// Ends all sessions of a person; answers how many.
    fn delete_sessions_of(&self, person: &str) -> Fut<'_, u64>;

    /// Keeps a link.
    fn put_link(&self, link: SignInLink) -> Fut<'_, ()>;

    /// Uses a link up: of all who ask, one gets its data, and nobody after `now` has reached its end.
    fn take_link(&self, token: TokenHash, now: Timestamp) -> Fut<'_, Option<Value>>;

    /// Notes an attempt to sign in under a key (an address, a name), and answers how many there were after `since`,
    /// this one included.
    fn note_attempt(&self, key: &str, at: Timestamp, since: Timestamp) -> Fut<'_, u64>;

    /// Forgets the attempts under a key: after a success.
    fn forget_attempts(&self, key: &str) -> Fut<'_, ()>;

    /// Removes sessions and links that expired at `now`, and attempts up to `attempts_until`; answers how many of
    /// all.
    fn purge_sessions(&self, now: Timestamp, attempts_until: Timestamp) -> Fut<'_, u64>;

    /// The local administrator, if there is one.
    fn local_admin(&self) -> Fut<'_, Option<LocalAdmin>>;

    /// Sets the local administrator; `None` removes it. Its sessions are the caller's to end.
    fn set_local_admin(&self, admin: Option<LocalAdmin>) -> Fut<'_, ()>;
}
