//! Addresses of pages, and what an address asks for.

use model::AccountId;
use url::form_urlencoded::{self, Serializer};
use words::Language;

/// The parameter that chooses the language.
pub(crate) const LANG: &str = "lang";

/// Writes addresses. A language that was chosen by hand goes into each of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Links {
    pub(crate) chosen: Option<Language>,
}

impl Links {
    pub(crate) fn home(self) -> String {
        self.to("/", &[])
    }

    pub(crate) fn mailbox(self, id: AccountId) -> String {
        self.to(&format!("/mailboxes/{id}"), &[])
    }

    /// A path with its parameters; those without a value are left out.
    pub(crate) fn to(self, path: &str, pairs: &[(&str, &str)]) -> String {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty()));
        if let Some(language) = self.chosen {
            query.append_pair(LANG, language.tag());
        }
        match query.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
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
        let (_, value) = self.0.iter().find(|(n, _)| n == name)?;
        Some(value.trim()).filter(|v| !v.is_empty())
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
    fn an_address_keeps_the_language_and_hostile_values_whole() {
        let chosen = Links {
            chosen: Some(Language::Nl),
        };
        let plain = Links { chosen: None };
        let hostile = "\"><script>&q=%00#é";
        assert_eq!(plain.home(), "/");
        assert_eq!(chosen.home(), "/?lang=nl");
        assert_eq!(plain.to("/", &[("q", "")]), "/");
        let written = chosen.to("/", &[("q", hostile)]);
        let read = Params::parse(written.trim_start_matches("/?"));
        assert_eq!(read.get("q"), Some(hostile));
        assert_eq!(read.get(LANG), Some("nl"));
        assert_eq!(read.without_language(), [("q", hostile)]);
        assert!(!written.contains(['"', '<', '>', '#']));
    }
}
