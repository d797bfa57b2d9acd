//! Sessions, one-time links, attempts, and the local administrator.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};
use serde_json::Value;
use store::{Fut, LocalAdmin, Session, Sessions, SignInLink, TokenHash};

use crate::SqliteStore;
use crate::failure::{Work, json, parsed};
use crate::inventory::count;
use crate::statements::statements;
use crate::time::{stored, time};

statements! {
    PUT = "INSERT OR REPLACE INTO session (token, person, data, created_at, seen_at, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    GET = "SELECT person, data, created_at, seen_at, expires_at FROM session WHERE token = ?1 AND expires_at > ?2";
    TOUCH = "UPDATE session SET seen_at = ?2, expires_at = ?3 WHERE token = ?1 AND expires_at > ?2";
    DELETE = "DELETE FROM session WHERE token = ?1";
    DELETE_OF = "DELETE FROM session WHERE person = ?1";
    PURGE = "DELETE FROM session WHERE expires_at <= ?1";
    PUT_LINK = "INSERT OR REPLACE INTO sign_in_link (token, data, expires_at) VALUES (?1, ?2, ?3)";
    TAKE_LINK = "DELETE FROM sign_in_link WHERE token = ?1 RETURNING data, expires_at";
    PURGE_LINKS = "DELETE FROM sign_in_link WHERE expires_at <= ?1";
    NOTE = "INSERT INTO attempt (key, at) VALUES (?1, ?2)";
    ATTEMPTS = "SELECT count(*) FROM attempt WHERE key = ?1 AND at > ?2";
    FORGET = "DELETE FROM attempt WHERE key = ?1";
    PURGE_ATTEMPTS = "DELETE FROM attempt WHERE at <= ?1";
    ADMIN = "SELECT body FROM local_admin WHERE only = 1";
    SET_ADMIN = "INSERT INTO local_admin (only, body) VALUES (1, ?1)
        ON CONFLICT (only) DO UPDATE SET body = excluded.body";
    REMOVE_ADMIN = "DELETE FROM local_admin";
}

/// What damage is said of: a digest would help nobody.
const A_ROW: &str = "of a token";

impl Sessions for SqliteStore {
    fn put_session(&self, session: Session) -> Fut<'_, ()> {
        self.write(move |t| {
            t.prepare_cached(PUT)?.execute(params![
                session.token.as_bytes(),
                session.person,
                json(&session.data)?,
                stored(session.created_at),
                stored(session.seen_at),
                stored(session.expires_at),
            ])?;
            Ok(())
        })
    }

    fn session(&self, token: TokenHash, now: Timestamp) -> Fut<'_, Option<Session>> {
        self.read(move |t| {
            let mut statement = t.prepare_cached(GET)?;
            let mut rows = statement.query(params![token.as_bytes(), stored(now)])?;
            rows.next()?.map(|row| session(token, row)).transpose()
        })
    }

    fn touch_session(
        &self,
        token: TokenHash,
        seen_at: Timestamp,
        expires_at: Timestamp,
    ) -> Fut<'_, bool> {
        self.write(move |t| {
            let touched = t.prepare_cached(TOUCH)?.execute(params![
                token.as_bytes(),
                stored(seen_at),
                stored(expires_at)
            ])?;
            Ok(touched > 0)
        })
    }

    fn delete_session(&self, token: TokenHash) -> Fut<'_, bool> {
        self.write(move |t| Ok(t.prepare_cached(DELETE)?.execute([token.as_bytes()])? > 0))
    }

    fn delete_sessions_of(&self, person: &str) -> Fut<'_, u64> {
        let person = person.to_owned();
        self.write(move |t| Ok(t.prepare_cached(DELETE_OF)?.execute([person])? as u64))
    }

    fn put_link(&self, link: SignInLink) -> Fut<'_, ()> {
        self.write(move |t| {
            let (token, end) = (link.token.as_bytes(), stored(link.expires_at));
            t.prepare_cached(PUT_LINK)?
                .execute(params![token, json(&link.data)?, end])?;
            Ok(())
        })
    }

    fn take_link(&self, token: TokenHash, now: Timestamp) -> Fut<'_, Option<Value>> {
        self.write(move |t| {
            let taken: Option<(String, i64)> = t
                .prepare_cached(TAKE_LINK)?
                .query_row([token.as_bytes()], |r| Ok((r.get(0)?, r.get(1)?)))
                .optional()?;
            match taken {
                Some((data, end)) if end > stored(now) => {
                    parsed("sign_in_link", A_ROW, &data).map(Some)
                }
                _ => Ok(None),
            }
        })
    }

    fn note_attempt(&self, key: &str, at: Timestamp, since: Timestamp) -> Fut<'_, u64> {
        let key = key.to_owned();
        self.write(move |t| {
            t.prepare_cached(NOTE)?.execute(params![key, stored(at)])?;
            Ok(t.prepare_cached(ATTEMPTS)?
                .query_row(params![key, stored(since)], |r| count(r, 0))?)
        })
    }

    fn forget_attempts(&self, key: &str) -> Fut<'_, ()> {
        let key = key.to_owned();
        self.write(move |t| {
            t.prepare_cached(FORGET)?.execute([key])?;
            Ok(())
        })
    }

    fn purge_sessions(&self, now: Timestamp, attempts_until: Timestamp) -> Fut<'_, u64> {
        self.write(move |t| {
            let mut purged = 0;
            for (sql, until) in [
                (PURGE, now),
                (PURGE_LINKS, now),
                (PURGE_ATTEMPTS, attempts_until),
            ] {
                purged += t.prepare_cached(sql)?.execute([stored(until)])? as u64;
            }
            Ok(purged)
        })
    }

    fn local_admin(&self) -> Fut<'_, Option<LocalAdmin>> {
        self.read(|t| {
            let body: Option<String> = t
                .prepare_cached(ADMIN)?
                .query_row([], |r| r.get(0))
                .optional()?;
            body.map(|body| parsed("local_admin", 1, &body)).transpose()
        })
    }

    fn set_local_admin(&self, admin: Option<LocalAdmin>) -> Fut<'_, ()> {
        self.write(move |t| {
            match admin {
                Some(admin) => t.prepare_cached(SET_ADMIN)?.execute([json(&admin)?])?,
                None => t.prepare_cached(REMOVE_ADMIN)?.execute([])?,
            };
            Ok(())
        })
    }
}

fn session(token: TokenHash, row: &Row<'_>) -> Work<Session> {
    let at = |column: usize| time("session", A_ROW, row.get(column)?);
    Ok(Session {
        token,
        person: row.get(0)?,
        data: parsed("session", A_ROW, &row.get::<_, String>(1)?)?,
        created_at: at(2)?,
        seen_at: at(3)?,
        expires_at: at(4)?,
    })
}
