//! Addresses of pages, and what an address asks for.

use std::fmt::Display;

use model::{AccountId, SkuId};
use url::form_urlencoded::{self, Serializer};

use crate::site::Place;

/// The parameter that chooses the language, and the cookie that keeps it.
pub(crate) const LANG: &str = "lang";

/// Writes the addresses of a tenant's pages.
#[derive(Debug, Clone)]
pub(crate) struct Links {
    base: String,
}

impl Links {
    pub(crate) fn of(place: &Place) -> Self {
        Self {
            base: format!("/t/{}", place.key),
        }
    }

    /// The tenant's first page.
    pub(crate) fn home(&self) -> String {
        self.to("", &[])
    }

    /// What the last review knows of a mailbox.
    pub(crate) fn mailbox(&self, id: AccountId) -> String {
        self.to(&format!("/mailboxes/{id}"), &[])
    }

    /// The panel of an account.
    pub(crate) fn user(&self, id: AccountId) -> String {
        self.to(&format!("/users/{id}"), &[])
    }

    /// Active users: those that hold a product.
    pub(crate) fn holders(&self, sku: SkuId) -> String {
        self.to("/users", &[("filter", &format!("product:{sku}"))])
    }

    /// A run, by its own id or its plan's.
    pub(crate) fn run(&self, id: impl Display) -> String {
        self.to(&format!("/runs/{id}"), &[])
    }

    /// A proposal.
    pub(crate) fn proposal(&self, id: impl Display) -> String {
        self.to(&format!("/proposals/{id}"), &[])
    }

    /// A page of the tenant with its parameters; those without a value are left out.
    pub(crate) fn to(&self, path: &str, pairs: &[(&str, &str)]) -> String {
        with_query(&format!("{}{path}", self.base), pairs)
    }
}

/// A path with its parameters; those without a value are left out.
pub(crate) fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty()));
    match query.finish() {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// The parameters of an address, in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Params(Vec<(String, String)>);

impl Params {
    pub(crate) fn parse(query: &str) -> Self {
        Self(
            form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
        )
    }

    /// The first value under a name; blank is none.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).into_iter().next()
    }

    /// The first value under a name, letter by letter as it was sent.
    pub(crate) fn raw(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().find(|(n, _)| n == name);
        value.map(|(_, v)| v.as_str())
    }

    /// Every value under a name that is not blank.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let values = self.0.iter().filter(|(n, _)| n == name);
        let values = values.map(|(_, v)| v.trim());
        values.filter(|v| !v.is_empty()).collect()
    }

    /// All of them, in their order.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// All but the language.
    pub(crate) fn without_language(&self) -> Vec<(&str, &str)> {
        let pairs = self.0.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        pairs.filter(|(n, _)| *n != LANG).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_hostile_values_whole() {
        let links = Links {
            base: "/t/contoso".to_owned(),
        };
        let hostile = "\"><script>&q=%00#é";
        assert_eq!(links.home(), "/t/contoso");
        assert_eq!(links.to("/users", &[("q", "")]), "/t/contoso/users");
        let written = links.to("/users", &[("q", hostile), ("lang", "nl")]);
        let read = Params::parse(written.trim_start_matches("/t/contoso/users?"));
        assert_eq!(read.get("q"), Some(hostile));
        assert_eq!(read.get(LANG), Some("nl"));
        assert_eq!(read.without_language(), [("q", hostile)]);
        assert!(!written.contains(['"', '<', '>', '#']));
    }
}
