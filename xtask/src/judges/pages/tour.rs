//! Every page that a link leads to, looked at by axe-core.

use std::collections::{BTreeSet, VecDeque};

use super::super::bench::Bench;
use super::super::checks::Checks;
use super::axe::Axe;
use super::browser::{Browser, Driver, Look};
use super::place::Place;

/// More kinds of pages than there are; a tour that finds no end stops there, and says so.
const MOST: usize = 60;
/// A tour that finds fewer has lost its way.
const FEWEST: usize = 12;

pub(super) async fn tours(
    bench: &Bench,
    driver: &Driver,
    axe: &Axe,
    checks: &mut Checks,
) -> anyhow::Result<()> {
    for (cloud, dark, width, language) in [
        ("worldwide", false, 1400, "en"),
        ("worldwide", true, 1400, "nl"),
        ("germany", false, 360, "nl"),
        ("germany", true, 1400, "en"),
    ] {
        let place = Place::new(bench, cloud).await?;
        let look = Look {
            dark,
            language,
            width,
            ..Look::PLAIN
        };
        let browser = driver.browser(look).await?;
        browser.open(place.link.as_str()).await?;
        let theme = if dark { "dark" } else { "light" };
        let about = format!("{cloud}, {theme}, {width} px, {language}");
        let mut seen = 0;
        let mut tour = Tour::from(&browser).await?;
        while let Some(address) = tour.next() {
            browser.open(address.as_str()).await?;
            let kind = kind(&address);
            checks.check(&format!("{about}: {kind}"), axe.look(&browser).await?);
            tour.links(&browser).await?;
            seen += 1;
        }
        let enough = (FEWEST..MOST).contains(&seen);
        let found = enough.then_some(()).ok_or_else(|| format!("{seen} pages"));
        checks.check(
            &format!("{about}: the tour found the pages and an end"),
            found,
        );
        browser.close().await?;
    }
    Ok(())
}

/// Addresses of pages, one of each kind.
struct Tour {
    kinds: BTreeSet<String>,
    ahead: VecDeque<url::Url>,
}

impl Tour {
    async fn from(browser: &Browser) -> anyhow::Result<Self> {
        let mut tour = Self {
            kinds: BTreeSet::new(),
            ahead: VecDeque::new(),
        };
        tour.add(browser.address().await?);
        tour.links(browser).await?;
        Ok(tour)
    }

    /// Takes over what the page that is shown links to.
    async fn links(&mut self, browser: &Browser) -> anyhow::Result<()> {
        let here = browser.address().await?;
        let found = browser
            .run("return [...document.querySelectorAll('a[href]')].map((a) => a.href)")
            .await?;
        for link in found.as_array().into_iter().flatten() {
            let Ok(link) = link.as_str().unwrap_or_default().parse::<url::Url>() else {
                continue;
            };
            if link.origin() == here.origin() {
                self.add(link);
            }
        }
        Ok(())
    }

    fn add(&mut self, address: url::Url) {
        // Leaving would end the tour; a file is no page.
        let path = address.path();
        let no_page =
            path.contains("sign-out") || path.contains("export") || path.contains("/assets/");
        if no_page || self.kinds.len() >= MOST {
            return;
        }
        if self.kinds.insert(kind(&address)) {
            self.ahead.push_back(address);
        }
    }
}

impl Iterator for Tour {
    type Item = url::Url;

    fn next(&mut self) -> Option<url::Url> {
        self.ahead.pop_front()
    }
}

/// What kind of page an address is: its path without ids, and the names of its parameters but the language.
fn kind(address: &url::Url) -> String {
    let segment = |segment: &str| {
        let id = segment.len() >= 16 && segment.chars().any(|c| c.is_ascii_digit());
        if id {
            "{id}".to_owned()
        } else {
            segment.to_owned()
        }
    };
    let path: Vec<_> = address.path().split('/').map(segment).collect();
    let mut names: Vec<_> = address
        .query_pairs()
        .map(|(name, _)| name.into_owned())
        .filter(|name| name != "lang")
        .collect();
    names.sort();
    names.dedup();
    let query = if names.is_empty() {
        String::new()
    } else {
        format!("?{}", names.join("&"))
    };
    format!("{}{query}", path.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_kind_are_visited_once() {
        for (address, expected) in [
            (
                "http://a/t/demo/users/5e2aa02d-0171-40d2-b071-1807cde2a1f0",
                "/t/demo/users/{id}",
            ),
            ("http://a/t/demo/users?q=x&lang=nl", "/t/demo/users?q"),
            ("http://a/t/demo/users?lang=nl", "/t/demo/users"),
            ("http://a/t/demo#top", "/t/demo"),
        ] {
            assert_eq!(kind(&address.parse().unwrap()), expected);
        }
    }
}
