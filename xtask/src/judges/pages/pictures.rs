//! The pictures that the README shows, taken of a fresh demo.

use super::super::bench::Bench;
use super::super::install;
use super::browser::{Driver, Look};
use super::labels;
use super::place::Place;
use super::walk::ENTER;
use crate::repo;

/// Where they are, below the root of the repository.
const FOLDER: &str = "docs/images";

/// Takes them; says which.
pub(super) async fn take(bench: &Bench) -> anyhow::Result<String> {
    let driver = Driver::start(&install::chromium()?)?;
    let place = Place::new(bench, "worldwide").await?;
    let mailbox = place.removable(bench).await?.mailbox;
    let labels = labels::of("en", false);
    let look = Look {
        width: 1280,
        ..Look::PLAIN
    };
    let browser = driver.browser(look).await?;
    browser.open(place.link.as_str()).await?;
    let mut taken = vec![("home.png", browser.picture().await?)];
    browser.press(labels.active_users).await?;
    let search = browser.wait("//main//input[@type='search']").await?;
    search.send_keys(&mailbox.primary_smtp_address).await?;
    search.send_keys(ENTER).await?;
    browser.press(&mailbox.display_name).await?;
    if let Some(tab) = labels.tab {
        browser.press(tab).await?;
    }
    browser.unfold(labels.licenses).await?;
    taken.push(("panel.png", browser.picture().await?));
    browser.close().await?;
    for (name, png) in &taken {
        fs_err::write(repo::root().join(FOLDER).join(name), png)?;
    }
    let names: Vec<_> = taken.iter().map(|(name, _)| *name).collect();
    Ok(format!("screenshots: {} in {FOLDER}", names.join(", ")))
}
