//! What is handed out and comes back: session cookies, codes, refresh tokens, device codes. Opaque to whoever holds
//! them, and of no use to whoever reads the file: only their SHA-256 is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use model::Env;
use rusqlite::{Connection, OptionalExtension as _, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};
use crate::{assume, meta};

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The cookie of a person who has signed in.
    Session,
    /// An authorization code.
    Code,
    /// A refresh token.
    Refresh,
    /// What a device polls with.
    Device,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Code => "code",
            Self::Refresh => "refresh",
            Self::Device => "device",
        }
    }

    /// How long it holds. Codes and device codes: `graph.md` 1.7, 1.6. A refresh token holds 90 days, each use
    /// gives another (Entra's default); a session without "stay signed in" a day (REC).
    fn lifetime(self, c: &Connection) -> Result<SignedDuration> {
        Ok(match self {
            Self::Session => {
                SignedDuration::from_hours(assume::SESSION_HOURS.number(c)?.clamp(0, 24))
            }
            Self::Code => SignedDuration::from_mins(10),
            Self::Refresh => SignedDuration::from_hours(90 * 24),
            Self::Device => SignedDuration::from_mins(15),
        })
    }
}

/// What was found.
#[derive(Debug)]
pub(super) struct Found<T> {
    /// Object id; empty as long as nobody has signed in.
    pub(super) account: String,
    pub(super) expired: bool,
    pub(super) spent: bool,
    pub(super) data: T,
}

/// Hands out something new.
pub(super) fn hand_out(
    tx: &Transaction<'_>,
    env: &Env,
    kind: Kind,
    account: &str,
    data: &impl Serialize,
    now: Timestamp,
) -> Result<String> {
    let forgotten = now.checked_sub(SignedDuration::from_hours(24))?;
    tx.prepare_cached("DELETE FROM handed_out WHERE expires < ?1")?
        .execute([forgotten.as_millisecond()])?;
    let mut bytes = [0; 48];
    env.entropy.fill(&mut bytes);
    let text = format!("1.{}", URL_SAFE_NO_PAD.encode(bytes));
    let data = serde_json::to_string(data).map_err(|e| Error::corrupt("handed_out.data", e))?;
    tx.prepare_cached(
        "INSERT INTO handed_out (sha256, kind, account, expires, data) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((
        digest(&text),
        kind.as_str(),
        account,
        now.checked_add(kind.lifetime(tx)?)?.as_millisecond(),
        data,
    ))?;
    Ok(text)
}

/// Looks up what has come back.
pub(super) fn find<T: DeserializeOwned>(
    c: &Connection,
    kind: Kind,
    text: &str,
    now: Timestamp,
) -> Result<Option<Found<T>>> {
    let row = c
        .prepare_cached(
            "SELECT account, expires, spent, data FROM handed_out WHERE sha256 = ?1 AND kind = ?2",
        )?
        .query_row((digest(text), kind.as_str()), |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, bool>(2)?,
                row.get::<_, String>(3)?,
            ))
        })
        .optional()?;
    let Some((account, expires, spent, data)) = row else {
        return Ok(None);
    };
    Ok(Some(Found {
        account,
        expired: meta::time(expires)? <= now,
        spent,
        data: serde_json::from_str(&data).map_err(|e| Error::corrupt("handed_out.data", e))?,
    }))
}

/// It has been used.
pub(super) fn spend(tx: &Transaction<'_>, text: &str) -> Result<()> {
    tx.prepare_cached("UPDATE handed_out SET spent = 1 WHERE sha256 = ?1")?
        .execute([digest(text)])?;
    Ok(())
}

fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}
