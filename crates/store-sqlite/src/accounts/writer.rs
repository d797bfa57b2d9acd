//! Changes of accounts: of a row, and of what hangs on it.

use std::collections::BTreeMap;

use model::TenantId;
use rusqlite::{OptionalExtension as _, Transaction, params};
use store::{Account, AccountFilter};

use super::kept::Kept;
use crate::failure::Work;
use crate::statements::statements;

statements! {
    IS_LISTED = "SELECT reading IS NOT NULL FROM directory WHERE n = ?1";
    BY_NAME = "SELECT n, id, name, upn, mail, kind, verdict, read_at, body FROM account
        WHERE directory = ?1 ORDER BY name, n";
    BY_UPN = "SELECT n, id, name, upn, mail, kind, verdict, read_at, body FROM account
        WHERE directory = ?1 ORDER BY upn, n";
    INSERT = "INSERT INTO account (directory, id, name, upn, mail, kind, verdict, read_at, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING n";
    UPDATE = "UPDATE account SET name = ?2, upn = ?3, mail = ?4, kind = ?5, verdict = ?6, read_at = ?7, body = ?8
        WHERE n = ?1";
    SEEN = "UPDATE account SET read_at = ?2 WHERE n = ?1";
    DELETE = "DELETE FROM account WHERE n = ?1";
    INSERT_TEXT = "INSERT INTO account_text (rowid, text) VALUES (?1, ?2)";
    DELETE_TEXT = "DELETE FROM account_text WHERE rowid = ?1";
    NEWEST_SNAPSHOT = "SELECT n FROM snapshot WHERE tenant = ?1 AND complete = 1 ORDER BY n DESC LIMIT 1";
    OF_MAILBOX = "SELECT kind, verdict FROM record WHERE snapshot = ?1 AND account = ?2";
    LISTING = "INSERT INTO listing (directory, filter, size) VALUES (?1, ?2, 0)
        ON CONFLICT (directory, filter) DO UPDATE SET size = size RETURNING n";
    GROW = "UPDATE listing SET size = size + ?2 WHERE n = ?1";
    LIST_BY_NAME = "INSERT INTO listed_by_name (listing, key, account) VALUES (?1, ?2, ?3)";
    LIST_BY_UPN = "INSERT INTO listed_by_upn (listing, key, account) VALUES (?1, ?2, ?3)";
    UNLIST_BY_NAME = "DELETE FROM listed_by_name WHERE listing = ?1 AND key = ?2 AND account = ?3";
    UNLIST_BY_UPN = "DELETE FROM listed_by_upn WHERE listing = ?1 AND key = ?2 AND account = ?3";
}

/// Writes to one directory within a transaction.
pub(super) struct Writer<'t> {
    t: &'t Transaction<'t>,
    directory: i64,
    snapshot: Option<i64>,
    /// Do accounts stand in listings yet?
    listed: bool,
    /// The listings that were touched: their number, and by how much they grew.
    listings: BTreeMap<AccountFilter, (i64, i64)>,
}

impl<'t> Writer<'t> {
    pub(super) fn new(t: &'t Transaction<'t>, directory: i64, tenant: TenantId) -> Work<Self> {
        let snapshot = t
            .prepare_cached(NEWEST_SNAPSHOT)?
            .query_row([tenant.to_string()], |r| r.get(0))
            .optional()?;
        let listed = t
            .prepare_cached(IS_LISTED)?
            .query_row([directory], |r| r.get(0))?;
        Ok(Self {
            t,
            directory,
            snapshot,
            listed,
            listings: BTreeMap::new(),
        })
    }

    /// Puts what was read of an account, unless it was read later already.
    pub(super) fn put(&mut self, account: &Account) -> Work<()> {
        let mut next = Kept::new(account)?;
        match Kept::of(self.t, self.directory, account.id)? {
            None => self.insert(next),
            Some(kept) if kept.read_at > next.read_at => Ok(()),
            Some(kept) => {
                next.n = kept.n;
                next.kind.clone_from(&kept.kind);
                next.verdict.clone_from(&kept.verdict);
                self.change(&kept, &next)
            }
        }
    }

    fn insert(&mut self, mut new: Kept) -> Work<()> {
        if let Some(snapshot) = self.snapshot {
            let found = self
                .t
                .prepare_cached(OF_MAILBOX)?
                .query_row(params![snapshot, new.id], |r| Ok((r.get(0)?, r.get(1)?)))
                .optional()?;
            (new.kind, new.verdict) = found.unwrap_or_default();
        }
        new.n = self.t.prepare_cached(INSERT)?.query_row(
            params![
                self.directory,
                new.id,
                new.name,
                new.upn,
                new.mail,
                new.kind,
                new.verdict,
                new.read_at,
                new.body
            ],
            |r| r.get(0),
        )?;
        self.t
            .prepare_cached(INSERT_TEXT)?
            .execute(params![new.n, new.text()])?;
        for filter in new.filters()? {
            self.list(filter, &new)?;
        }
        Ok(())
    }

    pub(super) fn change(&mut self, kept: &Kept, next: &Kept) -> Work<()> {
        // Most of what is read again is as it was: then only its time moves.
        let same = Kept {
            read_at: kept.read_at,
            ..next.clone()
        } == *kept;
        if same {
            self.t
                .prepare_cached(SEEN)?
                .execute(params![kept.n, next.read_at])?;
            return Ok(());
        }
        self.t.prepare_cached(UPDATE)?.execute(params![
            kept.n,
            next.name,
            next.upn,
            next.mail,
            next.kind,
            next.verdict,
            next.read_at,
            next.body
        ])?;
        if kept.text() != next.text() {
            self.t.prepare_cached(DELETE_TEXT)?.execute([kept.n])?;
            self.t
                .prepare_cached(INSERT_TEXT)?
                .execute(params![kept.n, next.text()])?;
        }
        let (old, new) = (kept.filters()?, next.filters()?);
        let moved = (&kept.name, &kept.upn) != (&next.name, &next.upn);
        for &filter in old.iter().filter(|f| moved || !new.contains(f)) {
            self.unlist(filter, kept)?;
        }
        for &filter in new.iter().filter(|f| moved || !old.contains(f)) {
            self.list(filter, next)?;
        }
        Ok(())
    }

    pub(super) fn remove(&mut self, kept: &Kept) -> Work<()> {
        for filter in kept.filters()? {
            self.unlist(filter, kept)?;
        }
        self.t.prepare_cached(DELETE_TEXT)?.execute([kept.n])?;
        self.t.prepare_cached(DELETE)?.execute([kept.n])?;
        Ok(())
    }

    /// Lists all accounts at the end of the first reading. Each listing grows at its end only, which for a million
    /// accounts is many times as fast as entering them as they come.
    pub(super) fn list_all_at_first(&mut self) -> Work<()> {
        if self.listed {
            return Ok(());
        }
        for (in_order, list, grows) in [(BY_NAME, LIST_BY_NAME, 1), (BY_UPN, LIST_BY_UPN, 0)] {
            let mut statement = self.t.prepare_cached(in_order)?;
            let mut rows = statement.query([self.directory])?;
            let mut list = self.t.prepare_cached(list)?;
            while let Some(row) = rows.next()? {
                let kept = Kept::read(row)?;
                let key = if grows > 0 { &kept.name } else { &kept.upn };
                for filter in kept.filters()? {
                    let listing = self.listing(filter, grows)?;
                    list.execute(params![listing, key, kept.n])?;
                }
            }
        }
        Ok(())
    }

    /// Notes how large the listings have become.
    pub(super) fn finish(self) -> Work<()> {
        let mut grow = self.t.prepare_cached(GROW)?;
        for (listing, by) in self.listings.into_values().filter(|&(_, by)| by != 0) {
            grow.execute([listing, by])?;
        }
        Ok(())
    }

    fn list(&mut self, filter: AccountFilter, kept: &Kept) -> Work<()> {
        if !self.listed {
            return Ok(());
        }
        let listing = self.listing(filter, 1)?;
        self.at_both(listing, kept, LIST_BY_NAME, LIST_BY_UPN)
    }

    fn unlist(&mut self, filter: AccountFilter, kept: &Kept) -> Work<()> {
        if !self.listed {
            return Ok(());
        }
        let listing = self.listing(filter, -1)?;
        self.at_both(listing, kept, UNLIST_BY_NAME, UNLIST_BY_UPN)
    }

    fn at_both(&self, listing: i64, kept: &Kept, by_name: &str, by_upn: &str) -> Work<()> {
        for (sql, key) in [(by_name, &kept.name), (by_upn, &kept.upn)] {
            self.t
                .prepare_cached(sql)?
                .execute(params![listing, key, kept.n])?;
        }
        Ok(())
    }

    fn listing(&mut self, filter: AccountFilter, grows: i64) -> Work<i64> {
        if let Some((listing, by)) = self.listings.get_mut(&filter) {
            *by += grows;
            return Ok(*listing);
        }
        let listing = self
            .t
            .prepare_cached(LISTING)?
            .query_row(params![self.directory, filter.to_string()], |r| r.get(0))?;
        self.listings.insert(filter, (listing, grows));
        Ok(listing)
    }
}
