//! What the address of the list asks for.

use jiff::Timestamp;
use store::{AccountFilter, AccountQuery, AccountSort, Cursor, Direction};
use words::{Language, Locale, ui};

use super::columns::Columns;
use super::selection::Selection;
use crate::address::Params;
use crate::pages::problem::Problem;

/// So many rows stand on a page.
pub(crate) const PAGE: usize = 50;

/// What the address of the list asks for. The page is one form, so every button brings all of it.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// As it was typed.
    pub(crate) typed: String,
    pub(crate) filter: AccountFilter,
    pub(crate) order: Order,
    pub(crate) after: Option<Cursor>,
    pub(crate) columns: Columns,
    pub(crate) selection: Selection,
    /// What was typed is a word for *Unlicensed*: the filter is meant, not a name.
    pub(crate) means_unlicensed: bool,
}

impl Asked {
    /// `kept` are the columns that the browser keeps.
    pub(crate) fn of(params: &Params, kept: Option<&str>) -> Result<Self, Problem> {
        let typed = params.get("q").unwrap_or_default().to_owned();
        let filter = params
            .get("filter")
            .map_or(Ok(AccountFilter::All), |text| {
                let unknown = |_| Problem::BadUsersFilter(text.to_owned());
                text.parse().map_err(unknown)
            })?;
        // Whoever picks stays on the page; every other button leaves it.
        let page = if params.get("pick").is_some() {
            "here"
        } else {
            "after"
        };
        // A button brings its value beside the one that holds: the last counts.
        let order = params.all("sort").last().and_then(|text| Order::of(text));
        Ok(Self {
            means_unlicensed: means_unlicensed(&typed),
            filter,
            order: order.unwrap_or_default(),
            after: params.get(page).and_then(|text| text.parse().ok()),
            columns: Columns::of(params, kept),
            selection: Selection::of(params),
            typed,
        })
    }

    /// The question to the list.
    pub(crate) fn query(&self) -> AccountQuery {
        let unlicensed = self.means_unlicensed;
        AccountQuery {
            filter: self.filter_in_force(),
            search: (!unlicensed && !self.typed.is_empty()).then(|| self.typed.clone()),
            sort: self.order.sort,
            direction: self.order.direction,
            after: self.after.clone(),
            limit: PAGE,
        }
    }

    /// The filter of the answer.
    pub(crate) fn filter_in_force(&self) -> AccountFilter {
        if self.means_unlicensed {
            AccountFilter::Unlicensed
        } else {
            self.filter
        }
    }

    /// Does it ask for less than everybody?
    pub(crate) fn is_narrowed(&self) -> bool {
        !self.typed.is_empty() || self.filter != AccountFilter::All
    }

    /// The parameters of an address that asks for the same rows, from the first page on.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("q", self.typed.clone())];
        if self.filter != AccountFilter::All {
            pairs.push(("filter", self.filter.to_string()));
        }
        if self.order != Order::default() {
            pairs.push(("sort", self.order.key().to_owned()));
        }
        pairs.push(("sel", self.selection.token()));
        pairs
    }
}

/// Is it a word by which people know *Unlicensed*, in any of our languages? The article's Dutch word is one of them.
fn means_unlicensed(typed: &str) -> bool {
    let typed = store::accounts::searchable(typed.trim());
    let is = |word: &str| store::accounts::searchable(word.trim()) == typed;
    !typed.is_empty()
        && Language::ALL.iter().any(|language| {
            let l = Locale::new(*language, model::CloudId::Worldwide);
            is(&ui::unlicensed(&l))
                || is(&ui::unlicensed_users(&l))
                || ui::unlicensed_search(&l).split(',').any(is)
        })
}

/// In whose order, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Order {
    pub(crate) sort: AccountSort,
    pub(crate) direction: Direction,
}

impl Order {
    const ALL: [(&'static str, AccountSort, Direction); 4] = [
        ("name", AccountSort::Name, Direction::Ascending),
        ("name-down", AccountSort::Name, Direction::Descending),
        ("username", AccountSort::Upn, Direction::Ascending),
        ("username-down", AccountSort::Upn, Direction::Descending),
    ];

    fn of(text: &str) -> Option<Self> {
        let (_, sort, direction) = Self::ALL.into_iter().find(|(key, ..)| *key == text)?;
        Some(Self { sort, direction })
    }

    /// As it stands in an address.
    pub(crate) fn key(self) -> &'static str {
        let is_it =
            |(_, sort, direction): &(_, _, _)| *sort == self.sort && *direction == self.direction;
        Self::ALL
            .into_iter()
            .find(is_it)
            .map_or("name", |(key, ..)| key)
    }

    /// What the heading of a column asks for: its order, or the other way round where it holds already.
    pub(crate) fn turned(self, sort: AccountSort) -> Self {
        let direction = match self.direction {
            Direction::Ascending if self.sort == sort => Direction::Descending,
            _ => Direction::Ascending,
        };
        Self { sort, direction }
    }

    /// As assistive technology names it: the value of `aria-sort`.
    pub(crate) fn aria(self, sort: AccountSort) -> Option<&'static str> {
        (self.sort == sort).then_some(match self.direction {
            Direction::Ascending => "ascending",
            Direction::Descending => "descending",
        })
    }
}

/// How long ago, from a time that may lie a moment ahead of ours.
pub(crate) fn ago(at: Timestamp, now: Timestamp, l: &Locale) -> String {
    words::ago(now.duration_since(at), l)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Asked {
        Asked::of(&Params::parse(query), None).unwrap()
    }

    #[test]
    fn the_words_for_unlicensed_are_found_in_every_language() {
        for (typed, means) in [
            ("unlicensed", true),
            ("Unlicensed users", true),
            ("no+licence", true),
            ("niet-gelicenseerd", true),
            ("NIET-GELICENSEERD", true),
            ("Zonder+licentie", true),
            ("geen+licentie", true),
            ("licentie", false),
            ("niet", false),
            ("", false),
        ] {
            let asked = asked(&format!("q={typed}"));
            assert_eq!(asked.means_unlicensed, means, "{typed}");
            let filter = asked.query().filter;
            assert_eq!(filter == AccountFilter::Unlicensed, means, "{typed}");
            assert_eq!(asked.query().search.is_none(), means || typed.is_empty());
        }
    }

    #[test]
    fn the_last_order_counts_and_turns() {
        let by_name = asked("q=").order;
        assert_eq!(by_name, Order::default());
        assert_eq!(by_name.turned(AccountSort::Name).key(), "name-down");
        assert_eq!(by_name.turned(AccountSort::Upn).key(), "username");
        let turned = asked("sort=name&sort=username-down").order;
        assert_eq!(turned.key(), "username-down");
        assert_eq!(turned.aria(AccountSort::Upn), Some("descending"));
        assert_eq!(turned.aria(AccountSort::Name), None);
        assert_eq!(asked("sort=size").order, Order::default());
    }

    #[test]
    fn a_filter_that_does_not_exist_is_said() {
        assert!(Asked::of(&Params::parse("filter=licenced"), None).is_err());
        assert_eq!(asked("filter=").filter, AccountFilter::All);
    }
}
