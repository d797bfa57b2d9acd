//! A fresh `boxseat demo` with its pages, and the tenant behind it, which is asked directly.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use serde::Deserialize;
use serde_json::Value;
use tempfile::TempDir;

use super::super::bench::Bench;
use super::super::program::Program;

/// A command over a small organisation.
const SOON: Duration = Duration::from_mins(2);

/// The demo, until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    demo: Child,
    folder: TempDir,
    /// The link that signs in, once.
    pub(super) link: url::Url,
    tenant: Tenant,
}

/// The tenant of the demo, served a second time.
#[derive(Debug)]
struct Tenant {
    process: Child,
    connect: Value,
    token: String,
}

/// A mailbox as `boxseat review -o json` prints it.
#[derive(Debug, Deserialize)]
pub(super) struct Reviewed {
    pub(super) mailbox: Mailbox,
    verdict: String,
    pub(super) licenses: Vec<License>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Mailbox {
    pub(super) id: String,
    pub(super) display_name: String,
    pub(super) primary_smtp_address: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct License {
    pub(super) sku_id: String,
    pub(super) name: String,
    assigned_by: Vec<String>,
}

impl Place {
    /// A new organisation in this cloud. It stays because its output is a terminal, which `script` makes.
    pub(super) async fn new(bench: &Bench, cloud: &str) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let data = folder.path().join("data");
        let line = format!(
            "'{}' demo --cloud {cloud} --data '{}'",
            bench.boxseat.display(),
            data.display()
        );
        let mut demo = Command::new("script")
            .args(["--quiet", "--return", "--command", &line, "/dev/null"])
            .env("NO_COLOR", "1")
            // Whoever takes the link is called so in the bar and in the history.
            .env("USER", "admin")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("`script` is in Debian's bsdutils")?;
        let output = demo.stdout.take().context("it has no output")?;
        let mut lines = BufReader::new(output).lines();
        let mut said = Vec::new();
        let link = lines.by_ref().find_map(|line| {
            let line = line.ok()?;
            let link = one_time_link(&line);
            said.push(line);
            link
        });
        std::thread::spawn(move || lines.for_each(drop));
        let Some(link) = link else {
            bail!(
                "the demo did not say where its pages are:\n{}",
                said.join("\n")
            );
        };
        let tenant = Tenant::serve(bench, &data).await?;
        Ok(Self {
            demo,
            folder,
            link,
            tenant,
        })
    }

    /// The first mailbox that may go: one direct licence, and nothing stands against it.
    pub(super) async fn removable(&self, bench: &Bench) -> anyhow::Result<Reviewed> {
        // Of which one more is left, so that the total can be lowered when this one is passed on.
        let skus = self.get("/subscribedSkus").await?;
        let number = |value: &Value| value.as_u64().unwrap_or_default();
        let left: Vec<String> = skus["value"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|sku| number(&sku["prepaidUnits"]["enabled"]) > number(&sku["consumedUnits"]))
            .filter_map(|sku| sku["skuId"].as_str().map(str::to_owned))
            .collect();
        let told = Program::new(&bench.boxseat, SOON)
            .args(["review", "-o", "json", "--data"])
            .arg(self.folder.path().join("data"))
            .good()?;
        let told: Vec<Reviewed> = serde_json::from_str(&told).context("what a review prints")?;
        let plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
        let fits = told.into_iter().find(|m| {
            let direct = m.licenses.iter().all(|l| l.assigned_by == ["direct"]);
            let paid = |l: &License| left.contains(&l.sku_id) && !l.name.contains("Free");
            let paid = m.licenses.iter().all(paid);
            m.verdict == "removable"
                && m.licenses.len() == 1
                && direct
                && paid
                && plain(&m.mailbox.display_name)
        });
        fits.context("no mailbox of the sample organisation is removable")
    }

    /// A read of Graph, past everything that is ours but the tenant.
    pub(super) async fn get(&self, path: &str) -> anyhow::Result<Value> {
        let graph = self.tenant.connect["graph"].as_str().unwrap_or_default();
        let answer = reqwest::Client::builder()
            .no_proxy()
            .build()?
            .get(format!("{graph}/v1.0{path}"))
            .bearer_auth(&self.tenant.token)
            .send()
            .await?;
        let status = answer.status();
        let text = answer.text().await?;
        ensure!(status.is_success(), "GET {path}: {status} {text}");
        Ok(serde_json::from_str(&text)?)
    }

    /// Somebody who may sign in, has a usage location and holds nothing: no service plan can be in the way.
    pub(super) async fn waiting(&self) -> anyhow::Result<String> {
        let select = "userPrincipalName,usageLocation,accountEnabled,assignedLicenses";
        let users = self
            .get(&format!("/users?$top=999&$select={select}"))
            .await?;
        let fits = users["value"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|user| {
                let nothing = user["assignedLicenses"]
                    .as_array()
                    .is_some_and(Vec::is_empty);
                let name = user["userPrincipalName"].as_str().unwrap_or_default();
                user["accountEnabled"] == true
                    && nothing
                    && user["usageLocation"].is_string()
                    && !name.contains("#EXT#")
            });
        let name = fits.and_then(|user| user["userPrincipalName"].as_str());
        Ok(name.context("nobody waits for a licence")?.to_owned())
    }

    /// The products that an account holds.
    pub(super) async fn held(&self, user: &str) -> anyhow::Result<Vec<String>> {
        let user = self
            .get(&format!("/users/{user}?$select=assignedLicenses"))
            .await?;
        let held = user["assignedLicenses"].as_array().context("a list")?;
        Ok(held
            .iter()
            .filter_map(|l| l["skuId"].as_str().map(str::to_owned))
            .collect())
    }
}

impl Tenant {
    async fn serve(bench: &Bench, data: &std::path::Path) -> anyhow::Result<Self> {
        let mut process = Command::new(&bench.boxseat)
            .args(["tenant", "serve", "--ready-json", "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let output = process.stdout.take().context("it has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let connect: Value = serde_json::from_str(&line).context("the tenant did not come up")?;
        let member = |name: &str| connect[name].as_str().unwrap_or_default().to_owned();
        // By its name in the cloud: the token is for Graph, wherever it is served.
        let scope = match connect["cloud"].as_str() {
            Some("china") => "https://microsoftgraph.chinacloudapi.cn/.default",
            Some("germany") => "https://graph.microsoft.de/.default",
            Some("gcc-high") => "https://graph.microsoft.us/.default",
            Some("dod") => "https://dod-graph.microsoft.us/.default",
            _ => "https://graph.microsoft.com/.default",
        };
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("client_id", &member("clientId"))
            .append_pair("client_secret", &member("clientSecret"))
            .append_pair("scope", scope)
            .finish();
        let answer = reqwest::Client::builder()
            .no_proxy()
            .build()?
            .post(format!(
                "{}/{}/oauth2/v2.0/token",
                member("authority"),
                member("tenantId")
            ))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form)
            .send()
            .await?;
        let answer: Value = serde_json::from_str(&answer.text().await?)?;
        let token = answer["access_token"]
            .as_str()
            .with_context(|| format!("no token: {answer}"))?;
        Ok(Self {
            token: token.to_owned(),
            process,
            connect,
        })
    }
}

/// The link in a line that may be coloured.
fn one_time_link(line: &str) -> Option<url::Url> {
    let from = line.find("http://127.0.0.1:")?;
    let mut words = line[from..].split(|c: char| c.is_whitespace() || c.is_control());
    let link = words
        .next()
        .filter(|link| link.contains("/sign-in/link/"))?;
    link.parse().ok()
}

impl Drop for Place {
    fn drop(&mut self) {
        for process in [&mut self.demo, &mut self.tenant.process] {
            // One that ended already is no matter.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
