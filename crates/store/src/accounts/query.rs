//! A page of the list: what is asked, and what is answered.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{AccountFilter, AccountRow, searchable};

/// In whose order. Each stands in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountSort {
    /// By display name, letters of either case.
    #[default]
    Name,
    /// By user principal name, letters of either case.
    Upn,
}

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A to Z.
    #[default]
    Ascending,
    /// Z to A.
    Descending,
}

/// Which rows, in which order, and from where on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountQuery {
    /// Which accounts.
    pub filter: AccountFilter,
    /// Search as one types; blanks around it do not count. Three characters and more are looked for anywhere in
    /// display name, user principal name and mail; one or two are the beginning of the column in whose order the
    /// list stands. Letters of either case.
    pub search: Option<String>,
    /// In whose order. Rows with the same key keep an order of the store's own.
    pub sort: AccountSort,
    /// Which way.
    pub direction: Direction,
    /// After the page that ended with this.
    pub after: Option<Cursor>,
    /// At most so many rows; 0 is as 1.
    pub limit: usize,
}

impl AccountQuery {
    /// What is looked for, folded; `None` when nothing is.
    pub fn needle(&self) -> Option<String> {
        let text = searchable(self.search.as_deref()?.trim());
        (!text.is_empty()).then_some(text)
    }

    /// Does the search admit the row? The specification that a backend is compared with.
    pub fn finds(&self, row: &AccountRow) -> bool {
        let Some(needle) = self.needle() else {
            return true;
        };
        let account = &row.account;
        if is_prefix(&needle) {
            return self.sort.key(row).starts_with(&needle);
        }
        [
            &account.display_name,
            &account.user_principal_name,
            &account.mail,
        ]
        .into_iter()
        .any(|text| searchable(text).contains(&needle))
    }
}

/// One or two characters are looked for at the beginning only.
pub fn is_prefix(needle: &str) -> bool {
    needle.chars().nth(2).is_none()
}

impl AccountSort {
    /// What a row is ordered by.
    pub fn key(self, row: &AccountRow) -> String {
        searchable(match self {
            Self::Name => &row.account.display_name,
            Self::Upn => &row.account.user_principal_name,
        })
    }
}

/// Where a page ended: opaque, and fit for an address (letters, digits, `-` and `_`). It holds for the sort order
/// in which the page was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

impl Cursor {
    /// A cursor over whatever the backend needs to go on.
    pub fn new(position: &[u8]) -> Self {
        let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
        let digits = position
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        Self(digits.collect())
    }

    /// What the backend put in; `None` when the text was never a cursor.
    pub fn position(&self) -> Option<Vec<u8>> {
        let digits = self.0.as_bytes();
        let byte = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok();
        let sound = digits.len().is_multiple_of(2) && digits.iter().all(u8::is_ascii_hexdigit);
        sound.then(|| digits.chunks(2).map(byte).collect())?
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Cursor {
    type Err = std::convert::Infallible;

    /// Any text; whether it is a cursor is found out where it is used.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

/// So far a search is counted.
pub const COUNTED: u64 = 1000;

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// So many.
    Exactly(u64),
    /// More than this; nobody counted on.
    MoreThan(u64),
}

impl Count {
    /// What counting up to one more than [`COUNTED`] found.
    pub const fn up_to(found: u64) -> Self {
        if found > COUNTED {
            Self::MoreThan(COUNTED)
        } else {
            Self::Exactly(found)
        }
    }
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountPage {
    /// The rows.
    pub rows: Vec<AccountRow>,
    /// The next page; `None` on the last.
    pub next: Option<Cursor>,
    /// How many rows filter and search admit in all.
    pub count: Count,
}
