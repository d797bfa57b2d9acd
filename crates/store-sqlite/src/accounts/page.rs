//! One page of a listing.
//!
//! Without a search a page is a range of the listing. A search of one or two letters is a range too, for it looks at
//! the beginning of the key. A longer one has two ways: through the listing, where that is short or nearly everything
//! in it is a hit; else along the hits of the text index. Both go in the order of the list, so both end with the page,
//! and counting ends soon after.

use std::ops::Range;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Transaction, params, params_from_iter};
use store::accounts::{COUNTED, Count, Cursor};
use store::{AccountFilter, AccountPage, AccountQuery, Direction, StoreError};

use super::kept::Kept;
use super::order::Order;
use super::places;
use crate::failure::{Work, damaged};
use crate::inventory::at_most;

/// A row that is looked at costs as much as so many hits that are met.
const HITS_PER_ROW: i64 = 5;

/// A listing of so many can be looked through to its end, where there are more hits than that is worth.
const SHORT: i64 = 10_000;

/// So many hits are too many to meet all of them.
const MANY: i64 = 20_000;

/// So many rows of a long listing are looked at to see whether nearly all of it are hits ...
const SAMPLES: i64 = 40;

/// ... which they are when so many of those are.
const NEARLY_ALL: i64 = 28;

const LISTING: &str = "SELECT n, size FROM listing WHERE directory = ?1 AND filter = ?2";
const HOLDS: &str = "(instr(a.name, ?) OR instr(a.upn, ?) OR instr(a.mail, ?))";

/// So many are counted, to know whether there are more than [`COUNTED`].
#[expect(clippy::cast_possible_truncation, reason = "it is a thousand")]
const COUNT_TO: usize = COUNTED as usize + 1;

/// Which way the rows are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// A range of the listing.
    Range,
    /// The listing, each row looked at.
    Scan,
    /// The hits of the text index, those that the listing holds.
    Hits,
}

/// The page of a list without rows.
pub(super) const fn empty() -> AccountPage {
    AccountPage {
        rows: Vec::new(),
        next: None,
        count: Count::Exactly(0),
    }
}

pub(super) fn read(t: &Transaction<'_>, directory: i64, query: &AccountQuery) -> Work<AccountPage> {
    let order = Order::of(query.sort);
    let from = query.after.as_ref();
    let from = from.map(|cursor| position(cursor, order)).transpose()?;
    let listing: Option<(i64, i64)> = t
        .prepare_cached(LISTING)?
        .query_row(params![directory, query.filter.to_string()], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
        .optional()?;
    let Some((listing, size)) = listing else {
        return Ok(empty());
    };
    let needle = query.needle();
    let needle = needle.as_deref();
    let within = match needle {
        Some(prefix) if store::accounts::is_prefix(prefix) => {
            beginning_with(t, directory, order, prefix)?
        }
        _ => places::of(directory)?,
    };
    let ask = Ask {
        order,
        listing,
        needle: needle.unwrap_or_default(),
        within: &within,
    };
    let way = ask.way(t, query.filter, size)?;
    let limit = query.limit.max(1);
    let rest = rest(t, directory, order, &within, query.direction, from)?;
    // The first page and the count are of the same rows: they are looked for once.
    let count_too = needle.is_some() && rest == within;
    let most = limit + 1;
    let most = if count_too { most.max(COUNT_TO) } else { most };
    let mut found = ask.accounts(t, way, &rest, query.direction, most)?;
    let count = match needle {
        None => Count::Exactly(size.unsigned_abs()),
        Some(_) if count_too => Count::up_to(found.len() as u64),
        Some(_) => Count::up_to(
            ask.accounts(t, way, &within, query.direction, COUNT_TO)?
                .len() as u64,
        ),
    };
    let more = found.len() > limit;
    found.truncate(limit);
    let kept = found
        .into_iter()
        .map(|n| listed(t, n))
        .collect::<Work<Vec<_>>>()?;
    let next = kept.last().filter(|_| more);
    Ok(AccountPage {
        next: next.map(|last| cursor(order, last)),
        rows: kept.iter().map(Kept::row).collect::<Work<_>>()?,
        count,
    })
}

fn listed(t: &Transaction<'_>, n: i64) -> Work<Kept> {
    Kept::numbered(t, n)?.ok_or_else(|| damaged("account", n, "it is listed and not there"))
}

/// The places of the keys that begin with a text.
fn beginning_with(
    t: &Transaction<'_>,
    directory: i64,
    order: &Order,
    prefix: &str,
) -> Work<Range<i64>> {
    let end = places::of(directory)?.end;
    let behind = format!("{prefix}{}", char::MAX);
    let place = |key: &str| order.first_from(t, directory, key, i64::MIN);
    let (first, after) = (place(prefix)?, place(&behind)?);
    // A range is open at its start.
    Ok(first.unwrap_or(end) - 1..after.unwrap_or(end))
}

/// What is left of a range behind the row with which a page ended.
fn rest(
    t: &Transaction<'_>,
    directory: i64,
    order: &Order,
    within: &Range<i64>,
    direction: Direction,
    from: Option<(String, i64)>,
) -> Work<Range<i64>> {
    let Some((key, n)) = from else {
        return Ok(within.clone());
    };
    Ok(match direction {
        Direction::Ascending => {
            let last = order.last_up_to(t, directory, &key, n)?;
            last.map_or(within.start, |last| last.max(within.start))..within.end
        }
        Direction::Descending => {
            let first = order.first_from(t, directory, &key, n)?;
            within.start..first.map_or(within.end, |first| first.min(within.end))
        }
    })
}

/// The text as a phrase of the text index: nothing in it is an operator.
fn phrase(needle: &str) -> String {
    format!("\"{}\"", needle.replace('"', "\"\""))
}

/// What is looked for.
struct Ask<'q> {
    order: &'static Order,
    listing: i64,
    needle: &'q str,
    within: &'q Range<i64>,
}

impl Ask<'_> {
    fn way(&self, t: &Transaction<'_>, filter: AccountFilter, size: i64) -> Work<Way> {
        if store::accounts::is_prefix(self.needle) {
            return Ok(Way::Range);
        }
        // Every hit is on the list of all.
        if filter == AccountFilter::All {
            return Ok(Way::Hits);
        }
        let scan = if size <= SHORT {
            let worth = (size * HITS_PER_ROW).min(MANY);
            self.has_hits(t, worth)?
        } else {
            self.holds_nearly_all(t)?
        };
        Ok(if scan { Way::Scan } else { Way::Hits })
    }

    /// Are there at least so many hits, on the list of all?
    fn has_hits(&self, t: &Transaction<'_>, count: i64) -> Work<bool> {
        let Range { start, end } = *self.within;
        let hits: i64 = t
            .prepare_cached(&hits_sql(self.order))?
            .query_row(params![phrase(self.needle), start, end, count], |r| {
                r.get(0)
            })?;
        Ok(hits >= count)
    }

    /// Are nearly all rows of the listing hits? Looks at some from all over it.
    fn holds_nearly_all(&self, t: &Transaction<'_>) -> Work<bool> {
        let ends = t
            .prepare_cached(&ends_sql(self.order))?
            .query_row([self.listing], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let (Some(first), Some(last)): (Option<i64>, Option<i64>) = ends else {
            return Ok(false);
        };
        let mut look = t.prepare_cached(&sample_sql(self.order))?;
        let mut held = 0;
        for sample in 0..SAMPLES {
            let place = first + (last - first) / SAMPLES * sample;
            let holds: bool = look.query_row(
                params![self.needle, self.needle, self.needle, self.listing, place],
                |r| r.get(0),
            )?;
            held += i64::from(holds);
        }
        Ok(held >= NEARLY_ALL)
    }

    /// The numbers of accounts, in their order.
    fn accounts(
        &self,
        t: &Transaction<'_>,
        way: Way,
        range: &Range<i64>,
        direction: Direction,
        limit: usize,
    ) -> Work<Vec<i64>> {
        let mut statement = t.prepare_cached(&accounts_sql(way, self.order, direction))?;
        let values = params_from_iter(self.values(way, range, at_most(limit)));
        let found = statement.query_map(values, |r| r.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The values of [`accounts_sql`].
    fn values(&self, way: Way, range: &Range<i64>, limit: i64) -> Vec<Value> {
        let mut values = vec![
            Value::from(self.listing),
            Value::from(range.start),
            Value::from(range.end),
        ];
        match way {
            Way::Range => {}
            Way::Scan => values.extend(std::iter::repeat_n(Value::from(self.needle.to_owned()), 3)),
            Way::Hits => values.push(Value::from(phrase(self.needle))),
        }
        values.push(Value::from(limit));
        values
    }
}

/// A cross join is done in the order in which it stands.
fn accounts_sql(way: Way, order: &Order, direction: Direction) -> String {
    let Order { listed, text, .. } = order;
    let within = "l.listing = ? AND l.place > ? AND l.place < ?";
    let (found, by) = match way {
        Way::Range => (format!("{listed} l WHERE {within}"), "l.place"),
        Way::Scan => (
            format!(
                "{listed} l CROSS JOIN account a ON a.n = l.account WHERE {within} AND {HOLDS}"
            ),
            "l.place",
        ),
        Way::Hits => (
            format!(
                "{text} t CROSS JOIN {listed} l ON l.listing = ? AND l.place = t.rowid
                    WHERE t.rowid > ? AND t.rowid < ? AND t.{text} MATCH ?"
            ),
            "t.rowid",
        ),
    };
    let word = match direction {
        Direction::Ascending => "ASC",
        Direction::Descending => "DESC",
    };
    format!("SELECT l.account FROM {found} ORDER BY {by} {word} LIMIT ?")
}

fn hits_sql(order: &Order) -> String {
    let text = order.text;
    format!(
        "SELECT count(*) FROM (SELECT 1 FROM {text} WHERE {text} MATCH ?1 AND rowid > ?2 AND rowid < ?3 LIMIT ?4)"
    )
}

fn ends_sql(order: &Order) -> String {
    let listed = order.listed;
    format!(
        "SELECT (SELECT min(place) FROM {listed} WHERE listing = ?1), (SELECT max(place) FROM {listed} WHERE listing = ?1)"
    )
}

fn sample_sql(order: &Order) -> String {
    let listed = order.listed;
    format!(
        "SELECT {HOLDS} FROM {listed} l CROSS JOIN account a ON a.n = l.account
            WHERE l.listing = ? AND l.place >= ? ORDER BY l.place LIMIT 1"
    )
}

/// The order, the number of the row, its key: it holds although the row moves or goes.
fn cursor(order: &Order, last: &Kept) -> Cursor {
    let mut position = vec![order.letter];
    position.extend(last.n.to_be_bytes());
    position.extend(order.key(last).as_bytes());
    Cursor::new(&position)
}

fn position(cursor: &Cursor, order: &Order) -> Result<(String, i64), StoreError> {
    let read = || {
        let position = cursor.position()?;
        let (&letter, rest) = position.split_first()?;
        let (n, key) = rest.split_at_checked(8)?;
        let n = i64::from_be_bytes(n.try_into().ok()?);
        let key = str::from_utf8(key).ok()?;
        (letter == order.letter).then(|| (key.to_owned(), n))
    };
    read().ok_or(StoreError::BadCursor)
}

/// Each statement that can be made.
#[cfg(test)]
pub(crate) fn every_query() -> Vec<String> {
    let mut all = vec![LISTING.to_owned()];
    for order in &super::order::ORDERS {
        all.extend(order.statements().map(str::to_owned));
        all.extend([hits_sql(order), ends_sql(order), sample_sql(order)]);
        for way in [Way::Range, Way::Scan, Way::Hits] {
            for direction in [Direction::Ascending, Direction::Descending] {
                all.push(accounts_sql(way, order, direction));
            }
        }
    }
    all
}
