//! One walk: from a fresh demo to a mailbox without a licence, the licence with somebody else, and a lower total.

use anyhow::{Context, ensure};
use fantoccini::error::CmdError;

use super::super::bench::Bench;
use super::super::checks::Checks;
use super::browser::{Browser, Driver, Look, RENEWALS};
use super::labels::{self, Labels};
use super::place::{Place, Reviewed};

/// The key, as WebDriver spells it.
pub(super) const ENTER: &str = "\u{e007}";

/// Which of the ways it goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    /// As `demo --cloud` names it.
    pub(super) cloud: &'static str,
    /// Do product licences have a page of their own?
    pub(super) page: bool,
    /// Is the worldwide layout chosen first, in the settings?
    pub(super) switched: bool,
    pub(super) language: &'static str,
    pub(super) scripts: bool,
}

/// Goes it, and counts each step. A step that fails ends the walk, and says with a picture of what it saw.
pub(super) async fn walk(
    bench: &Bench,
    driver: &Driver,
    checks: &mut Checks,
    name: &str,
    way: Way,
) {
    let mut steps = Vec::new();
    let end = Box::pin(go(bench, driver, way, &mut steps)).await;
    for step in &steps {
        checks.pass(&format!("{name}: {step}"));
    }
    if let Err(error) = end {
        checks.fail(
            &format!("{name}: goes on after that"),
            &format!("{error:#}"),
        );
    }
}

async fn go(
    bench: &Bench,
    driver: &Driver,
    way: Way,
    steps: &mut Vec<&'static str>,
) -> anyhow::Result<()> {
    let place = Place::new(bench, way.cloud).await?;
    let mailbox = place.removable(bench).await?;
    let look = Look {
        scripts: way.scripts,
        language: way.language,
        ..Look::PLAIN
    };
    let browser = driver.browser(look).await?;
    let walk = Walk {
        labels: labels::of(way.language, way.page),
        switched: way.switched,
        scripts: way.scripts,
        place: &place,
        browser: &browser,
        mailbox: &mailbox,
    };
    let ended = walk.go(steps).await;
    let ended = match ended {
        Ok(()) => Ok(()),
        Err(error) => {
            let Way {
                cloud,
                language,
                scripts,
                switched,
                ..
            } = way;
            let name = format!("{cloud}-{language}-{scripts}-{switched}");
            let picture = bench.keep_picture(&name, &browser.picture().await?)?;
            Err(error.context(format!("see {}", picture.display())))
        }
    };
    browser.close().await?;
    ended
}

struct Walk<'w> {
    labels: Labels,
    switched: bool,
    scripts: bool,
    place: &'w Place,
    browser: &'w Browser,
    mailbox: &'w Reviewed,
}

impl Walk<'_> {
    async fn go(&self, steps: &mut Vec<&'static str>) -> anyhow::Result<()> {
        let (browser, labels) = (self.browser, &self.labels);
        let license = &self.mailbox.licenses[0];
        let id = &self.mailbox.mailbox.id;
        browser.open(self.place.link.as_str()).await?;
        if self.switched {
            self.switch().await.context("choosing the layout")?;
            steps.push("chooses the worldwide layout in the settings");
        }
        browser.press(labels.active_users).await?;
        steps.push("1. goes to Active users");

        self.find().await?;
        browser.press(&self.mailbox.mailbox.display_name).await?;
        match labels.tab {
            Some(tab) => browser.press(tab).await?,
            None => browser.press(labels.edit).await?,
        }
        steps.push("2. selects the shared mailbox");

        if labels.tab.is_some() {
            browser.unfold(labels.licenses).await?;
        }
        let held = self.place.held(id).await?;
        ensure!(held == [license.sku_id.clone()], "it holds {held:?}");
        browser.tick(&license.name).await?;
        steps.push("3. clears the box of the licence");

        browser.press(labels.save).await?;
        let outcome = format!("//*[@id='h-outcome'][contains(., '{}')]", labels.unlicensed);
        browser.wait(&outcome).await?;
        steps.push("4. saves, and is told when it was read back");

        let held = self.place.held(id).await?;
        ensure!(held.is_empty(), "by the tenant it still holds {held:?}");
        self.pass_on().await.context("passing it on")?;
        steps.push("passes the licence on, and by the tenant the other one holds it");

        if self.scripts {
            // The panel lies over the list.
            browser.escape().await?;
        }
        browser.press(labels.active_users).await?;
        self.find().await?;
        browser.see(labels.unlicensed).await?;
        steps.push("5. sees it Unlicensed on Active users, and the tenant says the same");

        self.lower()
            .await
            .context("the total of the subscription")?;
        steps.push("6. lowers the total of the subscription, and the tenant says the same");
        Ok(())
    }

    /// Chooses the layout whose labels these are.
    async fn switch(&self) -> anyhow::Result<()> {
        let (browser, labels) = (self.browser, &self.labels);
        browser.press(labels.settings).await?;
        let tab = labels.tab.context("the worldwide layout has a tab")?;
        let choice = format!("//*[@id='layout']//label[contains(., '{tab}')]/input[@type='radio']");
        // By keys: the page scrolls there smoothly, and a click would not wait for it.
        browser.wait(&choice).await?.send_keys(" ").await?;
        let save = browser.wait("//*[@id='layout']//button").await?;
        save.send_keys(ENTER).await?;
        // As it was kept: what is chosen by hand is no attribute.
        browser.wait(&format!("{choice}[@checked]")).await.map(drop)
    }

    /// Searches for the mailbox on Active users. While the list is read the page renews itself and takes the field away
    /// that was just found: then it is looked for again, as a person would.
    async fn find(&self) -> anyhow::Result<()> {
        for _ in 0..RENEWALS {
            match self.search().await {
                Err(error) if is_gone(&error) => {}
                found => return found,
            }
        }
        self.search().await
    }

    async fn search(&self) -> anyhow::Result<()> {
        let ready = self
            .browser
            .wait("//main//input[@type='search']|//main//button[contains(@class,'primary')]")
            .await?;
        ready.click().await?;
        let search = self.browser.wait("//main//input[@type='search']").await?;
        search.clear().await?;
        search
            .send_keys(&self.mailbox.mailbox.primary_smtp_address)
            .await?;
        search.send_keys(ENTER).await?;
        self.browser.see(&self.mailbox.mailbox.display_name).await
    }

    /// From what the panel says after saving, to somebody who waits for a licence.
    async fn pass_on(&self) -> anyhow::Result<()> {
        let (browser, labels) = (self.browser, &self.labels);
        let sku = &self.mailbox.licenses[0].sku_id;
        browser.press(labels.pass_on).await?;
        let name = self.place.waiting().await?;
        let search = browser
            .wait("//*[@id='panel']//input[@type='search']")
            .await?;
        search.send_keys(&name).await?;
        search.send_keys(ENTER).await?;
        let person = format!("//ul[contains(@class, 'people')]/li[contains(., '{name}')]//a");
        browser.wait(&person).await?.click().await?;
        let to = browser
            .wait("//form//input[@name='to']/following::button[1]")
            .await?;
        let id = browser.hidden("to").await?;
        ensure!(
            !self.place.held(&id).await?.contains(sku),
            "{id} holds it already"
        );
        to.click().await?;
        let assigned = browser.wait("//*[@id='h-outcome']").await?;
        let said = assigned.text().await?;
        let held = self.place.held(&id).await?;
        ensure!(
            held.contains(sku),
            "“{said}”, and by the tenant {id} holds {held:?}"
        );
        Ok(())
    }

    async fn lower(&self) -> anyhow::Result<()> {
        let (browser, labels) = (self.browser, &self.labels);
        let product = &self.mailbox.licenses[0].name;
        browser.open(self.place.link.join("/")?.as_str()).await?;
        browser.press(labels.products).await?;
        let row = format!(
            "//tr[contains(., '{product}')]//a[contains(., '{}')]",
            labels.add_remove
        );
        browser.wait(&row).await?.click().await?;
        let total = browser.field(labels.total).await?;
        let before: u64 = total.prop("value").await?.unwrap_or_default().parse()?;
        let wanted = before - 1;
        browser.fill(labels.total, &wanted.to_string()).await?;
        browser.press(labels.submit).await?;
        browser.see(&wanted.to_string()).await?;
        let subscriptions = self.place.get("/directory/subscriptions").await?;
        let rows = subscriptions["value"].as_array().context("a list")?;
        ensure!(
            rows.iter().any(|s| s["totalLicenses"] == wanted),
            "{subscriptions}"
        );
        Ok(())
    }
}

/// Did a new page take away what was found?
fn is_gone(error: &anyhow::Error) -> bool {
    let driver = error.downcast_ref::<CmdError>();
    driver.is_some_and(CmdError::is_stale_element_reference)
}
