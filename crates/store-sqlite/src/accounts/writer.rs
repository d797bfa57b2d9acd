//! Changes of accounts: of a row, and of what hangs on it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::TenantId;
use rusqlite::{OptionalExtension as _, Transaction, params};
use store::{Account, AccountFilter, AccountSort};

use super::kept::Kept;
use super::order::{ORDERS, Order};
use super::places;
use crate::failure::Work;
use crate::inventory::at_most;
use crate::statements::statements;

statements! {
    IS_PLACING = "SELECT placing FROM directory WHERE n = ?1";
    INSERT = "INSERT INTO account (directory, id, name, upn, mail, kind, verdict, read_at, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING n";
    UPDATE = "UPDATE account SET name = ?2, upn = ?3, mail = ?4, kind = ?5, verdict = ?6, read_at = ?7, body = ?8
        WHERE n = ?1";
    SEEN = "UPDATE account SET read_at = ?2 WHERE n = ?1";
    DELETE = "DELETE FROM account WHERE n = ?1";
    NEWEST_SNAPSHOT = "SELECT n FROM snapshot WHERE tenant = ?1 AND complete = 1 ORDER BY n DESC LIMIT 1";
    OF_MAILBOX = "SELECT kind, verdict FROM record WHERE snapshot = ?1 AND account = ?2";
    LISTING = "INSERT INTO listing (directory, filter, size) VALUES (?1, ?2, 0)
        ON CONFLICT (directory, filter) DO UPDATE SET size = size RETURNING n";
    GROW = "UPDATE listing SET size = size + ?2 WHERE n = ?1";
}

/// So many on either side first make room for one that finds no place.
const NEIGHBOURS: usize = 16;

/// An account and its place in an order.
type Placed = (i64, Kept);

/// Writes to one directory within a transaction.
pub(super) struct Writer<'t> {
    t: &'t Transaction<'t>,
    directory: i64,
    places: Range<i64>,
    snapshot: Option<i64>,
    /// Do accounts that come or change get their places at once? Until the end of the first reading they wait.
    placing: bool,
    /// The listings that were touched: their number, and by how much they grew.
    listings: BTreeMap<AccountFilter, (i64, i64)>,
}

impl<'t> Writer<'t> {
    pub(super) fn new(t: &'t Transaction<'t>, directory: i64, tenant: TenantId) -> Work<Self> {
        let snapshot = t
            .prepare_cached(NEWEST_SNAPSHOT)?
            .query_row([tenant.to_string()], |r| r.get(0))
            .optional()?;
        let placing = t
            .prepare_cached(IS_PLACING)?
            .query_row([directory], |r| r.get(0))?;
        Ok(Self {
            t,
            directory,
            places: places::of(directory)?,
            snapshot,
            placing,
            listings: BTreeMap::new(),
        })
    }

    /// Puts what was read of an account, unless it was read later already.
    pub(super) fn put(&mut self, account: &Account) -> Work<()> {
        match Kept::of(self.t, self.directory, account.id)? {
            None => self.insert(Kept::new(account)?),
            Some(kept) => {
                let next = kept.read_as(account)?;
                if kept.read_at > next.read_at {
                    return Ok(());
                }
                self.change(&kept, next)
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
        self.place_everywhere(&new)
    }

    /// Changes a row to `next`, which has its number.
    pub(super) fn change(&mut self, kept: &Kept, next: Kept) -> Work<()> {
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
            next.n,
            next.name,
            next.upn,
            next.mail,
            next.kind,
            next.verdict,
            next.read_at,
            next.body
        ])?;
        for order in &ORDERS {
            match order.place_of(self.t, self.directory, kept)? {
                Some(place) if order.key(kept) == order.key(&next) => {
                    self.change_at(order, place, kept, &next)?;
                }
                Some(place) => self.leave(order, kept, place)?,
                None => {}
            }
        }
        self.place_everywhere(&next)
    }

    pub(super) fn remove(&mut self, kept: &Kept) -> Work<()> {
        for order in &ORDERS {
            if let Some(place) = order.place_of(self.t, self.directory, kept)? {
                self.leave(order, kept, place)?;
            }
        }
        self.t.prepare_cached(DELETE)?.execute([kept.n])?;
        Ok(())
    }

    fn place_everywhere(&mut self, kept: &Kept) -> Work<()> {
        if self.placing {
            for order in &ORDERS {
                self.place(order, kept)?;
            }
        }
        Ok(())
    }

    /// Finds a place for an account that has none and enters it there.
    pub(super) fn place(&mut self, order: &Order, kept: &Kept) -> Work<()> {
        if order.place_of(self.t, self.directory, kept)?.is_some() {
            return Ok(());
        }
        let mut place = self.free_place(order, kept)?;
        if place.is_none() {
            self.make_room(order, kept)?;
            place = self.free_place(order, kept)?;
        }
        let place = place.ok_or_else(|| places::none_left(self.directory))?;
        self.place_at(order, kept, place)
    }

    /// Notes how large the listings have become.
    pub(super) fn finish(self) -> Work<()> {
        let mut grow = self.t.prepare_cached(GROW)?;
        for (listing, by) in self.listings.into_values().filter(|&(_, by)| by != 0) {
            grow.execute([listing, by])?;
        }
        Ok(())
    }

    fn free_place(&self, order: &Order, kept: &Kept) -> Work<Option<i64>> {
        let key = order.key(kept);
        let before = order.last_up_to(self.t, self.directory, key, kept.n)?;
        let after = order.first_from(self.t, self.directory, key, kept.n)?;
        Ok(places::between(&self.places, before, after))
    }

    /// Moves neighbours apart, as few as it takes.
    fn make_room(&mut self, order: &Order, kept: &Kept) -> Work<()> {
        let mut reach = NEIGHBOURS;
        loop {
            let (before, low) = self.neighbours(order.up_to, order, kept, reach)?;
            let (after, high) = self.neighbours(order.from, order, kept, reach)?;
            let moving: Vec<_> = before.into_iter().rev().chain(after).collect();
            let (start, end) = (self.places.start, self.places.end);
            let spread = places::spread(low.unwrap_or(start), high.unwrap_or(end), moving.len());
            if let Some(places) = spread {
                for (place, kept) in &moving {
                    self.leave(order, kept, *place)?;
                }
                for ((_, kept), place) in moving.iter().zip(places) {
                    self.place_at(order, kept, place)?;
                }
                return Ok(());
            }
            if low.is_none() && high.is_none() {
                return Err(places::none_left(self.directory));
            }
            reach *= 2;
        }
    }

    /// The nearest so many on one side, and the place behind them, if somebody stands there.
    fn neighbours(
        &self,
        side: &str,
        order: &Order,
        kept: &Kept,
        reach: usize,
    ) -> Work<(Vec<Placed>, Option<i64>)> {
        let from = params![self.directory, order.key(kept), kept.n, at_most(reach + 1)];
        let mut statement = self.t.prepare_cached(side)?;
        let found = statement.query_map(from, |r| Ok((r.get(0)?, r.get(1)?)))?;
        let mut found: Vec<(i64, i64)> = found.collect::<Result<_, _>>()?;
        let behind = found.get(reach).map(|&(place, _)| place);
        found.truncate(reach);
        let mut near = Vec::with_capacity(found.len());
        for (place, n) in found {
            let kept = Kept::numbered(self.t, n)?;
            near.push((place, kept.ok_or_else(|| places::nobody(place))?));
        }
        Ok((near, behind))
    }

    fn place_at(&mut self, order: &Order, kept: &Kept, place: i64) -> Work<()> {
        self.t.prepare_cached(order.place)?.execute(params![
            self.directory,
            order.key(kept),
            kept.n,
            place
        ])?;
        self.enter_text(order, place, kept)?;
        for filter in kept.filters()? {
            self.list(order, filter, place, kept.n)?;
        }
        Ok(())
    }

    fn leave(&mut self, order: &Order, kept: &Kept, place: i64) -> Work<()> {
        self.t.prepare_cached(order.leave)?.execute(params![
            self.directory,
            order.key(kept),
            kept.n
        ])?;
        self.t.prepare_cached(order.leave_text)?.execute([place])?;
        for filter in kept.filters()? {
            self.unlist(order, filter, place)?;
        }
        Ok(())
    }

    /// Changes what stands at a place that the account keeps.
    fn change_at(&mut self, order: &Order, place: i64, kept: &Kept, next: &Kept) -> Work<()> {
        if kept.texts() != next.texts() {
            self.t.prepare_cached(order.leave_text)?.execute([place])?;
            self.enter_text(order, place, next)?;
        }
        let (old, new): (BTreeSet<_>, BTreeSet<_>) = (kept.filters()?, next.filters()?);
        for &filter in old.difference(&new) {
            self.unlist(order, filter, place)?;
        }
        for &filter in new.difference(&old) {
            self.list(order, filter, place, next.n)?;
        }
        Ok(())
    }

    fn enter_text(&self, order: &Order, place: i64, kept: &Kept) -> Work<()> {
        let [name, upn, mail] = kept.texts();
        self.t
            .prepare_cached(order.enter_text)?
            .execute(params![place, name, upn, mail])?;
        Ok(())
    }

    fn list(&mut self, order: &Order, filter: AccountFilter, place: i64, n: i64) -> Work<()> {
        let listing = self.listing(order, filter, 1)?;
        self.t
            .prepare_cached(order.list)?
            .execute([listing, place, n])?;
        Ok(())
    }

    fn unlist(&mut self, order: &Order, filter: AccountFilter, place: i64) -> Work<()> {
        let listing = self.listing(order, filter, -1)?;
        self.t
            .prepare_cached(order.unlist)?
            .execute([listing, place])?;
        Ok(())
    }

    /// The number of a listing, which grows by so many; what stands in both orders is counted in one.
    fn listing(&mut self, order: &Order, filter: AccountFilter, by: i64) -> Work<i64> {
        let by = if order.sort == AccountSort::Name {
            by
        } else {
            0
        };
        if let Some((listing, grown)) = self.listings.get_mut(&filter) {
            *grown += by;
            return Ok(*listing);
        }
        let listing = self
            .t
            .prepare_cached(LISTING)?
            .query_row(params![self.directory, filter.to_string()], |r| r.get(0))?;
        self.listings.insert(filter, (listing, by));
        Ok(listing)
    }
}
