//! The pages of the admin centre in a real browser: the article's six steps as a person takes them.
//!
//! Each walk begins with a fresh `boxseat demo` and ends with what the tenant itself says, never with what a page says.

mod axe;
mod browser;
mod labels;
mod lighthouse;
mod pictures;
mod place;
mod tour;
mod walk;

use super::Judge;
use super::bench::Bench;
use super::checks::Checks;
use super::install;

use axe::Axe;
use browser::Driver;

pub(super) const WALKS: Judge = Judge {
    name: "pages",
    about: "Chromium: the article's six steps in each cloud, in English and Dutch, with and without scripts",
    run: |bench, checks| waiting(walks(bench, checks)),
};

pub(super) const AXE: Judge = Judge {
    name: "axe",
    about: "axe-core (npm): no violation of WCAG 2.2 AA on any page, light and dark, wide and narrow",
    run: |bench, checks| waiting(tours(bench, checks)),
};

pub(super) const LIGHTHOUSE: Judge = Judge {
    name: "lighthouse",
    about: "lighthouse (npm): accessibility and best practices of at least 95 of 100",
    run: |bench, checks| waiting(lighthouse::judge(bench, checks)),
};

/// The clouds by what `demo --cloud` calls them; whether product licences have a page of their own there; and whether
/// the worldwide layout is chosen first, in the settings, as 21Vianet's own pages have it since 2023.
const CLOUDS: [(&str, bool, bool); 5] = [
    ("worldwide", false, false),
    ("gcc-high", false, false),
    ("china", true, false),
    ("china", false, true),
    ("germany", true, false),
];

async fn walks(bench: &Bench, checks: &mut Checks) -> anyhow::Result<()> {
    let driver = Driver::start(&install::chromium()?)?;
    for (cloud, page, switched) in CLOUDS {
        for language in ["en", "nl"] {
            for scripts in [true, false] {
                let how = if scripts { "with" } else { "without" };
                let layout = if switched { ", worldwide layout" } else { "" };
                let name = format!("{cloud}{layout}, {language}, {how} scripts");
                walk::walk(
                    bench,
                    &driver,
                    checks,
                    &name,
                    walk::Way {
                        cloud,
                        page,
                        switched,
                        language,
                        scripts,
                    },
                )
                .await;
            }
        }
    }
    Ok(())
}

async fn tours(bench: &Bench, checks: &mut Checks) -> anyhow::Result<()> {
    let axe = Axe::from(&bench.npm("browser")?)?;
    let driver = Driver::start(&install::chromium()?)?;
    tour::tours(bench, &driver, &axe, checks).await
}

/// Takes the pictures that the README shows.
pub(super) fn pictures(bench: &Bench) -> anyhow::Result<String> {
    waiting(pictures::take(bench))
}

fn waiting<T>(all: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(all)
}
