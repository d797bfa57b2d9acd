//! The two orders in which accounts stand, each with its tables and statements.
//!
//! In each order an account has a *place*: a number that grows with its key. Listings and texts are kept by place, so
//! that a page is a range of a listing, and a search meets what it finds in the order of the list and can stop as soon
//! as the page is full.

use rusqlite::{OptionalExtension as _, Transaction, params};
use store::AccountSort;

use super::kept::Kept;
use crate::failure::Work;

/// An order.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) sort: AccountSort,
    /// Its letter in a cursor.
    pub(super) letter: u8,
    /// Its table of listed accounts.
    pub(super) listed: &'static str,
    /// Its table of texts.
    pub(super) text: &'static str,
    pub(super) sorted: &'static str,
    pub(super) place: &'static str,
    pub(super) leave: &'static str,
    pub(super) enter_text: &'static str,
    pub(super) leave_text: &'static str,
    pub(super) list: &'static str,
    pub(super) unlist: &'static str,
    pub(super) up_to: &'static str,
    pub(super) from: &'static str,
    place_of: &'static str,
}

#[rustfmt::skip] // each statement on a line of its own
macro_rules! order {
    ($sort:expr, $letter:literal, $key:literal, $places:literal, $listed:literal, $text:literal) => {
        Order {
            sort: $sort,
            letter: $letter,
            listed: $listed,
            text: $text,
            sorted: concat!("SELECT n FROM account WHERE directory = ?1 ORDER BY ", $key, ", n"),
            place: concat!("INSERT INTO ", $places, " (directory, key, account, place) VALUES (?1, ?2, ?3, ?4)"),
            leave: concat!("DELETE FROM ", $places, " WHERE directory = ?1 AND key = ?2 AND account = ?3"),
            enter_text: concat!("INSERT INTO ", $text, " (rowid, name, upn, mail) VALUES (?1, ?2, ?3, ?4)"),
            leave_text: concat!("DELETE FROM ", $text, " WHERE rowid = ?1"),
            list: concat!("INSERT INTO ", $listed, " (listing, place, account) VALUES (?1, ?2, ?3)"),
            unlist: concat!("DELETE FROM ", $listed, " WHERE listing = ?1 AND place = ?2"),
            up_to: concat!(
                "SELECT place, account FROM ", $places, " WHERE directory = ?1 AND (key, account) <= (?2, ?3)
                    ORDER BY key DESC, account DESC LIMIT ?4"
            ),
            from: concat!(
                "SELECT place, account FROM ", $places, " WHERE directory = ?1 AND (key, account) >= (?2, ?3)
                    ORDER BY key, account LIMIT ?4"
            ),
            place_of: concat!("SELECT place FROM ", $places, " WHERE directory = ?1 AND key = ?2 AND account = ?3"),
        }
    };
}

/// By display name, and by user principal name. The sizes of listings are counted in the first.
pub(super) static ORDERS: [Order; 2] = [
    order!(
        AccountSort::Name,
        b'n',
        "name",
        "place_by_name",
        "listed_by_name",
        "text_by_name"
    ),
    order!(
        AccountSort::Upn,
        b'u',
        "upn",
        "place_by_upn",
        "listed_by_upn",
        "text_by_upn"
    ),
];

impl Order {
    pub(super) fn of(sort: AccountSort) -> &'static Self {
        let [by_name, by_upn] = &ORDERS;
        match sort {
            AccountSort::Name => by_name,
            AccountSort::Upn => by_upn,
        }
    }

    pub(super) fn key<'k>(&self, kept: &'k Kept) -> &'k str {
        match self.sort {
            AccountSort::Name => &kept.name,
            AccountSort::Upn => &kept.upn,
        }
    }

    /// The place of an account; `None` while it has none.
    pub(super) fn place_of(
        &self,
        t: &Transaction<'_>,
        directory: i64,
        kept: &Kept,
    ) -> Work<Option<i64>> {
        Ok(t.prepare_cached(self.place_of)?
            .query_row(params![directory, self.key(kept), kept.n], |r| r.get(0))
            .optional()?)
    }

    /// The place of the last account with this key and number, or before.
    pub(super) fn last_up_to(
        &self,
        t: &Transaction<'_>,
        directory: i64,
        key: &str,
        n: i64,
    ) -> Work<Option<i64>> {
        Ok(t.prepare_cached(self.up_to)?
            .query_row(params![directory, key, n, 1], |r| r.get(0))
            .optional()?)
    }

    /// The place of the first account with this key and number, or after.
    pub(super) fn first_from(
        &self,
        t: &Transaction<'_>,
        directory: i64,
        key: &str,
        n: i64,
    ) -> Work<Option<i64>> {
        Ok(t.prepare_cached(self.from)?
            .query_row(params![directory, key, n, 1], |r| r.get(0))
            .optional()?)
    }

    #[cfg(test)]
    pub(super) const fn statements(&self) -> [&'static str; 10] {
        [
            self.sorted,
            self.place,
            self.leave,
            self.enter_text,
            self.leave_text,
            self.list,
            self.unlist,
            self.up_to,
            self.from,
            self.place_of,
        ]
    }
}
