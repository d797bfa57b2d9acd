//! Pages of a list, and the links between them.

use std::collections::HashSet;

use url::Url;

/// Rows that came together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<R> {
    /// The rows.
    pub rows: Vec<R>,
    /// How many rows the whole list has, where the service was asked and says so: on the first page only.
    pub total: Option<u64>,
}

/// Watches over the links of one list.
#[derive(Debug)]
pub(crate) struct Links {
    home: Url,
    seen: HashSet<String>,
}

/// More pages than the largest tenant has: a list that never ends is broken.
const MOST_PAGES: usize = 20_000;

impl Links {
    pub(crate) fn new(first: &Url) -> Self {
        Self {
            home: first.clone(),
            seen: HashSet::from([first.to_string()]),
        }
    }

    /// The next page, if the link leads (from the first one, where it is relative, as OData allows) to the same scheme, host and port and was not followed before. Otherwise
    /// what is wrong, and the link without its query, which may hold a token of the service.
    pub(crate) fn follow(&mut self, link: &str) -> Result<Url, (&'static str, String)> {
        let url = self
            .home
            .join(link)
            .ok()
            .filter(|_| !link.trim().is_empty());
        let Some(url) = url else {
            return Err(("a next link that is no URL", "@odata.nextLink".to_owned()));
        };
        let shown = || format!("{}{}", url.origin().ascii_serialization(), url.path());
        if url.origin() != self.home.origin()
            || !url.username().is_empty()
            || url.password().is_some()
        {
            return Err(("a next link to another host", shown()));
        }
        if !self.seen.insert(url.to_string()) {
            return Err(("a next link that was followed before", shown()));
        }
        if self.seen.len() > MOST_PAGES {
            return Err(("a list that does not end", shown()));
        }
        Ok(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_on_and_stay_at_home() {
        let home = "https://graph.microsoft.com/v1.0/users?$top=999";
        for (link, wrong) in [
            ("https://graph.microsoft.com/v1.0/users?$skiptoken=a", None),
            (
                "https://graph.microsoft.com:443/v1.0/users?$skiptoken=b",
                None,
            ),
            (home, Some("followed before")),
            (
                "https://graph.microsoft.com:8443/v1.0/users?$skiptoken=a",
                Some("another host"),
            ),
            (
                "http://graph.microsoft.com/v1.0/users?$skiptoken=a",
                Some("another host"),
            ),
            (
                "https://graph.microsoft.com.example.net/v1.0/users",
                Some("another host"),
            ),
            (
                "https://graph.microsoft.com@example.net/v1.0/users",
                Some("another host"),
            ),
            (
                "https://me:pw@graph.microsoft.com/v1.0/users?$skiptoken=a",
                Some("another host"),
            ),
            ("/v1.0/users?$skiptoken=c", None),
            ("//pages.example.net/v1.0/users", Some("another host")),
            ("http://", Some("no URL")),
            ("", Some("no URL")),
        ] {
            let mut links = Links::new(&home.parse().unwrap());
            match (links.follow(link), wrong) {
                (Ok(_), None) => assert!(links.follow(link).is_err(), "{link} twice"),
                (Err((what, at)), Some(wrong)) => {
                    assert!(what.contains(wrong), "{link}: {what}");
                    assert!(!at.contains("skiptoken") && !at.contains("pw"), "{at}");
                }
                (other, _) => panic!("{link}: {other:?}"),
            }
        }
    }
}
