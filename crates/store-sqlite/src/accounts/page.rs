//! One page of a listing.
//!
//! Without a search a page is a range of the listing's index. With one there are three ways, and the cheapest is
//! taken: looking through a listing that is short; looking up the hits where those are few, and sorting them; or
//! walking the listing in its order, since where hits are many a page is soon full. That walk may meet few of them
//! (they may all stand at the end), so it is stopped early, and then the hits are sorted after all.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Transaction, params, params_from_iter};
use store::accounts::{COUNTED, Count, Cursor};
use store::{AccountPage, AccountQuery, AccountSort, Direction, StoreError};

use super::kept::Kept;
use crate::failure::Work;
use crate::inventory::{at_most, count};

/// So many rows are quickly looked through.
const FEW: i64 = 2000;

/// So far a walk goes for one page.
const WALK: i64 = 8000;

const LISTING: &str = "SELECT n, size FROM listing WHERE directory = ?1 AND filter = ?2";
const HITS: &str =
    "SELECT count(*) FROM (SELECT 1 FROM account_text WHERE account_text MATCH ?1 LIMIT ?2)";
const COLUMNS: &str = "a.n, a.id, a.name, a.upn, a.mail, a.kind, a.verdict, a.read_at, a.body";
const HOLDS: &str = "(instr(a.name, ?) OR instr(a.upn, ?) OR instr(a.mail, ?))";

/// Which way the rows are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// All of the listing.
    Plain,
    /// Those whose key begins with the text.
    Prefix,
    /// The listing in its order, each row looked at.
    Scan,
    /// The same, no farther than [`WALK`].
    Walk,
    /// The hits of the text index, sorted.
    Hits,
}

pub(super) fn read(t: &Transaction<'_>, directory: i64, query: &AccountQuery) -> Work<AccountPage> {
    let from = query
        .after
        .as_ref()
        .map(|cursor| position(cursor, query.sort))
        .transpose()?;
    let listing: Option<(i64, i64)> = t
        .prepare_cached(LISTING)?
        .query_row(params![directory, query.filter.to_string()], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
        .optional()?;
    let Some((listing, size)) = listing else {
        return Ok(AccountPage {
            rows: Vec::new(),
            next: None,
            count: Count::Exactly(0),
        });
    };
    let needle = query.needle();
    let ask = Ask {
        listing,
        needle: needle.as_deref(),
        sort: query.sort,
        direction: query.direction,
        from,
        limit: at_most(query.limit.max(1)).saturating_add(1),
    };
    let way = way(t, size, ask.needle)?;
    let mut kept = ask.rows(t, way)?;
    if way == Way::Walk && at_most(kept.len()) < ask.limit {
        kept = ask.rows(t, Way::Hits)?;
    }
    let counted = match way {
        Way::Plain => Count::Exactly(size.unsigned_abs()),
        Way::Walk => ask.count(t, Way::Hits)?,
        other => ask.count(t, other)?,
    };
    let more = at_most(kept.len()) == ask.limit;
    if more {
        kept.pop();
    }
    let next = kept.last().filter(|_| more);
    Ok(AccountPage {
        next: next.map(|last| cursor(query.sort, last)),
        rows: kept.iter().map(Kept::row).collect::<Work<_>>()?,
        count: counted,
    })
}

fn way(t: &Transaction<'_>, size: i64, needle: Option<&str>) -> Work<Way> {
    let Some(needle) = needle else {
        return Ok(Way::Plain);
    };
    if store::accounts::is_prefix(needle) {
        return Ok(Way::Prefix);
    }
    if size <= FEW {
        return Ok(Way::Scan);
    }
    let hits: i64 = t
        .prepare_cached(HITS)?
        .query_row(params![phrase(needle), FEW + 1], |r| r.get(0))?;
    Ok(if hits <= FEW { Way::Hits } else { Way::Walk })
}

/// The text as a phrase of the text index: nothing in it is an operator.
fn phrase(needle: &str) -> String {
    format!("\"{}\"", needle.replace('"', "\"\""))
}

struct Ask<'q> {
    listing: i64,
    needle: Option<&'q str>,
    sort: AccountSort,
    direction: Direction,
    from: Option<(String, i64)>,
    limit: i64,
}

impl Ask<'_> {
    fn rows(&self, t: &Transaction<'_>, way: Way) -> Work<Vec<Kept>> {
        let sql = rows_sql(way, self.sort, self.direction, self.from.is_some());
        let mut values = self.found(way);
        if let Some((key, n)) = &self.from {
            values.push(Value::from(key.clone()));
            values.push(Value::from(*n));
        }
        if way == Way::Walk {
            values.push(Value::from(WALK));
            values.extend(self.holds());
        }
        values.push(Value::from(self.limit));
        let mut statement = t.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut kept = Vec::new();
        while let Some(row) = rows.next()? {
            kept.push(Kept::read(row)?);
        }
        Ok(kept)
    }

    fn count(&self, t: &Transaction<'_>, way: Way) -> Work<Count> {
        let sql = count_sql(way, self.sort);
        let mut values = self.found(way);
        values.push(Value::from(
            at_most(usize::try_from(COUNTED).unwrap_or(usize::MAX)) + 1,
        ));
        let found: u64 = t
            .prepare_cached(&sql)?
            .query_row(params_from_iter(values), |r| count(r, 0))?;
        Ok(Count::up_to(found))
    }

    /// The values of [`found_sql`].
    fn found(&self, way: Way) -> Vec<Value> {
        let mut values = Vec::new();
        let needle = self.needle.unwrap_or_default();
        if way == Way::Hits {
            values.push(Value::from(phrase(needle)));
        }
        values.push(Value::from(self.listing));
        match way {
            Way::Plain | Way::Walk => {}
            Way::Prefix => {
                values.push(Value::from(needle.to_owned()));
                values.push(Value::from(format!("{needle}{}", char::MAX)));
            }
            Way::Scan | Way::Hits => values.extend(self.holds()),
        }
        values
    }

    fn holds(&self) -> impl Iterator<Item = Value> {
        let needle = self.needle.unwrap_or_default().to_owned();
        std::iter::repeat_n(Value::from(needle), 3)
    }
}

const fn table(sort: AccountSort) -> &'static str {
    match sort {
        AccountSort::Name => "listed_by_name",
        AccountSort::Upn => "listed_by_upn",
    }
}

/// From and where, up to the condition that a search makes. A cross join is done in the order in which it stands.
fn found_sql(way: Way, sort: AccountSort) -> String {
    let table = table(sort);
    let key = match sort {
        AccountSort::Name => "a.name",
        AccountSort::Upn => "a.upn",
    };
    match way {
        Way::Plain | Way::Walk => {
            format!("FROM {table} l CROSS JOIN account a ON a.n = l.account WHERE l.listing = ?")
        }
        Way::Prefix => format!(
            "FROM {table} l CROSS JOIN account a ON a.n = l.account
                WHERE l.listing = ? AND l.key >= ? AND l.key < ?"
        ),
        Way::Scan => format!(
            "FROM {table} l CROSS JOIN account a ON a.n = l.account WHERE l.listing = ? AND {HOLDS}"
        ),
        Way::Hits => format!(
            "FROM (SELECT rowid AS n FROM account_text WHERE account_text MATCH ?) f
                CROSS JOIN account a ON a.n = f.n
                CROSS JOIN {table} l ON l.listing = ? AND l.key = {key} AND l.account = a.n
                WHERE {HOLDS}"
        ),
    }
}

fn rows_sql(way: Way, sort: AccountSort, direction: Direction, after: bool) -> String {
    let (word, sign) = match direction {
        Direction::Ascending => ("ASC", '>'),
        Direction::Descending => ("DESC", '<'),
    };
    let after = if after {
        format!(" AND (l.key, l.account) {sign} (?, ?)")
    } else {
        String::new()
    };
    if way == Way::Walk {
        let table = table(sort);
        return format!(
            "SELECT {COLUMNS} FROM (SELECT key, account FROM {table} l WHERE l.listing = ?{after}
                    ORDER BY l.key {word}, l.account {word} LIMIT ?) l
                CROSS JOIN account a ON a.n = l.account WHERE {HOLDS}
                ORDER BY l.key {word}, l.account {word} LIMIT ?"
        );
    }
    let found = found_sql(way, sort);
    format!("SELECT {COLUMNS} {found}{after} ORDER BY l.key {word}, l.account {word} LIMIT ?")
}

fn count_sql(way: Way, sort: AccountSort) -> String {
    format!(
        "SELECT count(*) FROM (SELECT 1 {} LIMIT ?)",
        found_sql(way, sort)
    )
}

const fn letter(sort: AccountSort) -> u8 {
    match sort {
        AccountSort::Name => b'n',
        AccountSort::Upn => b'u',
    }
}

/// The order, the number of the row, its key.
fn cursor(sort: AccountSort, last: &Kept) -> Cursor {
    let key = match sort {
        AccountSort::Name => &last.name,
        AccountSort::Upn => &last.upn,
    };
    let mut position = vec![letter(sort)];
    position.extend(last.n.to_be_bytes());
    position.extend(key.as_bytes());
    Cursor::new(&position)
}

fn position(cursor: &Cursor, sort: AccountSort) -> Result<(String, i64), StoreError> {
    let read = || {
        let position = cursor.position()?;
        let (&order, rest) = position.split_first()?;
        let (n, key) = rest.split_at_checked(8)?;
        let n = i64::from_be_bytes(n.try_into().ok()?);
        let key = str::from_utf8(key).ok()?;
        (order == letter(sort)).then(|| (key.to_owned(), n))
    };
    read().ok_or(StoreError::BadCursor)
}

/// Each statement that can be made.
#[cfg(test)]
pub(crate) fn every_query() -> Vec<String> {
    let mut all = vec![LISTING.to_owned(), HITS.to_owned()];
    for sort in [AccountSort::Name, AccountSort::Upn] {
        for way in [Way::Plain, Way::Prefix, Way::Scan, Way::Walk, Way::Hits] {
            all.push(count_sql(way, sort));
            for direction in [Direction::Ascending, Direction::Descending] {
                all.extend([true, false].map(|after| rows_sql(way, sort, direction, after)));
            }
        }
    }
    all
}
