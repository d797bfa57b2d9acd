//! Lighthouse over the pages that are opened most.

use std::time::Duration;

use anyhow::Context;
use serde_json::Value;

use super::super::bench::Bench;
use super::super::checks::Checks;
use super::super::install;
use super::super::program::Program;
use super::browser::{Driver, Look};
use super::place::Place;

const LIMIT: Duration = Duration::from_mins(3);
/// Of 100, in each category.
const AT_LEAST: f64 = 95.0;
const CATEGORIES: [&str; 2] = ["accessibility", "best-practices"];
/// Below the tenant's own address.
const PAGES: [&str; 6] = ["", "/users", "/review", "/products", "/history", "/help"];
const FLAGS: &str = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync";

pub(super) async fn judge(bench: &Bench, checks: &mut Checks) -> anyhow::Result<()> {
    let node = bench.npm("browser")?;
    let chromium = install::chromium()?;
    let place = Place::new(bench, "worldwide").await?;
    let driver = Driver::start(&chromium)?;
    let browser = driver.browser(Look::PLAIN).await?;
    browser.open(place.link.as_str()).await?;
    let cookies = browser.cookies().await?;
    let home = browser.address().await?;
    for page in PAGES {
        let address = home.join(&format!("{}{page}", home.path()))?;
        let told = Program::new(&node.tool("lighthouse")[0], LIMIT)
            .arg(address.as_str())
            .args(["--output=json", "--quiet", "--preset=desktop"])
            .arg(format!("--only-categories={}", CATEGORIES.join(",")))
            .arg(format!(
                "--extra-headers={}",
                serde_json::json!({"cookie": cookies})
            ))
            .arg(format!("--chrome-flags={FLAGS}"))
            .env("CHROME_PATH", &chromium.browser)
            .good()?;
        let told: Value = serde_json::from_str(&told).context("what lighthouse prints")?;
        for category in CATEGORIES {
            let score = told["categories"][category]["score"]
                .as_f64()
                .unwrap_or_default()
                * 100.0;
            let name = format!("{}: {category} {score:.0} of 100", address.path());
            let found = (score >= AT_LEAST).then_some(());
            checks.check(&name, found.ok_or_else(|| lost(&told, category)));
        }
    }
    browser.close().await
}

/// What cost points.
fn lost(told: &Value, category: &str) -> String {
    let audits = told["categories"][category]["auditRefs"].as_array();
    let ids = audits
        .into_iter()
        .flatten()
        .filter_map(|audit| audit["id"].as_str());
    let failed = ids.filter(|id| {
        told["audits"][id]["score"]
            .as_f64()
            .is_some_and(|score| score < 1.0)
    });
    let lines: Vec<_> = failed
        .map(|id| {
            format!(
                "{id}: {}",
                told["audits"][id]["title"].as_str().unwrap_or_default()
            )
        })
        .collect();
    lines.join("\n")
}
