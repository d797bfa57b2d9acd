//! Debian's Chromium, driven over WebDriver as a person would use it: by what is written on things.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use super::super::install::Chromium;

/// How long something may take to appear: a slow machine, a page that reads live.
const PATIENCE: Duration = Duration::from_mins(1);
/// No window of Chromium is narrower; below it a telephone is emulated.
const NARROWEST: u32 = 500;
const GLANCE: Duration = Duration::from_millis(100);
/// So often a page may renew itself under somebody who uses it.
pub(super) const RENEWALS: u32 = 5;

/// ChromeDriver, until it is dropped.
#[derive(Debug)]
pub(super) struct Driver {
    process: Child,
    address: String,
    browser: String,
}

/// How a browser is set up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// Does it run scripts?
    pub(super) scripts: bool,
    /// Does its owner prefer dark pages?
    pub(super) dark: bool,
    /// The language that it asks for.
    pub(super) language: &'static str,
    /// Its width in CSS pixels.
    pub(super) width: u32,
}

impl Look {
    pub(super) const PLAIN: Self = Self {
        scripts: true,
        dark: false,
        language: "en",
        width: 1400,
    };
}

impl Driver {
    pub(super) fn start(chromium: &Chromium) -> anyhow::Result<Self> {
        let mut process = Command::new(&chromium.driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("chromedriver did not start")?;
        let output = process.stdout.take().context("it has no output")?;
        let mut lines = BufReader::new(output).lines();
        let port = lines.by_ref().find_map(|line| {
            let line = line.ok()?;
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        // What it says further must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let port = port.context("chromedriver did not say on which port it listens")?;
        Ok(Self {
            process,
            address: format!("http://127.0.0.1:{port}"),
            browser: chromium.browser.display().to_string(),
        })
    }

    /// A new browser without any past.
    pub(super) async fn browser(&self, look: Look) -> anyhow::Result<Browser> {
        let profile = tempfile::tempdir()?;
        let mut args = vec![
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-quic".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            format!("--lang={}", look.language),
            format!("--window-size={},1000", look.width),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        if look.dark {
            args.push("--blink-settings=preferredColorScheme=0".to_owned());
        }
        let scripts = if look.scripts { 1 } else { 2 };
        let mut options = json!({
            "binary": self.browser,
            "args": args,
            "prefs": {
                "intl.accept_languages": look.language,
                "profile.managed_default_content_settings.javascript": scripts,
            },
        });
        if look.width < NARROWEST {
            let metrics =
                json!({"width": look.width, "height": 900, "pixelRatio": 1.0, "touch": false});
            options["mobileEmulation"] = json!({"deviceMetrics": metrics});
        }
        let mut capabilities = Map::new();
        capabilities.insert("goog:chromeOptions".to_owned(), options);
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let client = ClientBuilder::new(connector)
            .capabilities(capabilities)
            .connect(&self.address)
            .await
            .context("no browser came up")?;
        Ok(Browser {
            client,
            _profile: profile,
        })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // One that ended already is no matter.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A browser with one window.
#[derive(Debug)]
pub(super) struct Browser {
    client: Client,
    /// Removed after the browser is gone.
    _profile: TempDir,
}

impl Browser {
    pub(super) async fn open(&self, address: &str) -> anyhow::Result<()> {
        self.client.goto(address).await?;
        Ok(())
    }

    /// Where it is.
    pub(super) async fn address(&self) -> anyhow::Result<url::Url> {
        Ok(self.client.current_url().await?)
    }

    /// Presses what has this written on it: a link, a button, a tab, the head of something that folds out.
    pub(super) async fn press(&self, label: &str) -> anyhow::Result<()> {
        let kinds = "self::a or self::button or self::summary or @role='tab' or @role='button'";
        let pressed = self.click(&format!("//*[{kinds}][{}]", says(label))).await;
        pressed.with_context(|| format!("nothing to press says “{label}”"))
    }

    /// Clicks the first visible thing of an XPath. One that a new page took away just then is looked for again.
    async fn click(&self, xpath: &str) -> anyhow::Result<()> {
        for _ in 0..RENEWALS {
            match self.wait(xpath).await?.click().await {
                Err(error) if error.is_stale_element_reference() => {}
                clicked => return Ok(clicked?),
            }
        }
        bail!("{xpath}: taken away again and again")
    }

    /// Folds something out by its head, unless it is.
    pub(super) async fn unfold(&self, label: &str) -> anyhow::Result<()> {
        let head = self.wait(&format!("//summary[{}]", says(label))).await;
        let head = head.with_context(|| format!("nothing folds out under “{label}”"))?;
        let open = format!("//details[@open]/summary[{}]", says(label));
        if self
            .client
            .find_all(Locator::XPath(&open))
            .await?
            .is_empty()
        {
            head.click().await?;
        }
        Ok(())
    }

    /// The field, box or switch of this label.
    pub(super) async fn field(&self, label: &str) -> anyhow::Result<Element> {
        let named = format!(
            "//main//*[self::input or self::select or self::textarea][@id=//label[{says}]/@for or ancestor::label[{says}] \
             or @aria-label={quoted}]",
            says = contains(label),
            quoted = quoted(label),
        );
        let found = self.wait(&named).await;
        found.with_context(|| format!("no field is labelled “{label}”"))
    }

    /// The box or switch of this label.
    pub(super) async fn tick(&self, label: &str) -> anyhow::Result<()> {
        let says = contains(label);
        let named = format!(
            "//input[@type='checkbox'][@id=//label[{says}]/@for or ancestor::label[{says}]]"
        );
        let ticked = self.click(&named).await;
        ticked.with_context(|| format!("no box is labelled “{label}”"))
    }

    /// Presses Escape.
    pub(super) async fn escape(&self) -> anyhow::Result<()> {
        // As WebDriver spells it.
        self.client
            .active_element()
            .await?
            .send_keys("\u{e00c}")
            .await?;
        Ok(())
    }

    /// What a hidden field carries along.
    pub(super) async fn hidden(&self, name: &str) -> anyhow::Result<String> {
        let field = format!("input[type=hidden][name={name}]");
        let field = self.client.find(Locator::Css(&field)).await?;
        Ok(field.prop("value").await?.unwrap_or_default())
    }

    /// Writes into a field what stands there instead of what stood there.
    pub(super) async fn fill(&self, label: &str, text: &str) -> anyhow::Result<()> {
        let field = self.field(label).await?;
        field.clear().await?;
        field.send_keys(text).await?;
        Ok(())
    }

    /// Waits until something visible says this.
    pub(super) async fn see(&self, text: &str) -> anyhow::Result<()> {
        let inside = format!(
            "//main//*[not(self::script)][text()[contains(normalize-space(.), {})]]",
            quoted(text)
        );
        let found = self.wait(&inside).await;
        match found {
            Ok(_) => Ok(()),
            Err(_) => bail!(
                "nothing says “{text}”; the page is:\n{}",
                self.text().await?
            ),
        }
    }

    /// The first visible thing of an XPath, as soon as there is one.
    pub(super) async fn wait(&self, xpath: &str) -> anyhow::Result<Element> {
        let until = Instant::now() + PATIENCE;
        loop {
            for found in self.client.find_all(Locator::XPath(xpath)).await? {
                // One that a new page took away is looked for again.
                if found.is_displayed().await.unwrap_or(false) {
                    return Ok(found);
                }
            }
            if Instant::now() > until {
                let address = self.address().await?;
                bail!("{xpath}: not on {address}");
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// What a reader sees of the page.
    pub(super) async fn text(&self) -> anyhow::Result<String> {
        let body = self.client.find(Locator::Css("body")).await?;
        Ok(body.text().await?)
    }

    /// Runs a script in the page and takes what it returns.
    pub(super) async fn run(&self, script: &str) -> anyhow::Result<Value> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Runs a script that calls back when it is done.
    pub(super) async fn run_async(&self, script: &str) -> anyhow::Result<Value> {
        Ok(self.client.execute_async(script, Vec::new()).await?)
    }

    /// Its cookies of this site, as a header holds them.
    pub(super) async fn cookies(&self) -> anyhow::Result<String> {
        let cookies = self.client.get_all_cookies().await?;
        let pairs = cookies
            .iter()
            .map(|cookie| format!("{}={}", cookie.name(), cookie.value()));
        Ok(pairs.collect::<Vec<_>>().join("; "))
    }

    /// A picture of what is seen (PNG).
    pub(super) async fn picture(&self) -> anyhow::Result<Vec<u8>> {
        Ok(self.client.screenshot().await?)
    }

    pub(super) async fn close(self) -> anyhow::Result<()> {
        self.client.close().await?;
        Ok(())
    }
}

fn says(text: &str) -> String {
    format!("normalize-space(.)={}", quoted(text))
}

fn contains(text: &str) -> String {
    format!("contains(normalize-space(.), {})", quoted(text))
}

/// A text in XPath, which knows no escapes.
fn quoted(text: &str) -> String {
    if text.contains('\'') {
        format!("\"{text}\"")
    } else {
        format!("'{text}'")
    }
}
