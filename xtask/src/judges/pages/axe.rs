//! `axe-core`, run inside of a page.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;

use super::super::install::Node;
use super::browser::Browser;

/// What it looks for: WCAG 2.2 A and AA, and its own best practices.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly: { type: 'tag', values: tags } }).then(
        (found) => done({ rules: found.passes.length, violations: found.violations.map((v) => ({
            id: v.id, help: v.help, at: v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ': ' + n.failureSummary),
        })) }),
        (error) => done({ rules: 0, violations: [{ id: 'axe', help: String(error), at: [] }] }),
    );";

#[derive(Debug, Deserialize)]
struct Found {
    rules: usize,
    violations: Vec<Violation>,
}

#[derive(Debug, Deserialize)]
struct Violation {
    id: String,
    help: String,
    at: Vec<String>,
}

/// The tool, as its package brings it.
#[derive(Debug)]
pub(super) struct Axe(String);

impl Axe {
    pub(super) fn from(packages: &Node) -> anyhow::Result<Self> {
        Ok(Self(fs_err::read_to_string(
            packages.file("axe-core/axe.min.js"),
        )?))
    }

    /// Looks at the page that a browser shows.
    pub(super) async fn look(&self, browser: &Browser) -> anyhow::Result<Result<(), String>> {
        browser.run(&self.0).await?;
        let found = browser.run_async(RUN).await?;
        let found: Found = serde_json::from_value(found).context("what axe-core answers")?;
        if found.rules == 0 && found.violations.is_empty() {
            return Ok(Err("it checked nothing".to_owned()));
        }
        let lines: BTreeMap<_, _> = found
            .violations
            .into_iter()
            .map(|v| (v.id, format!("{}\n  {}", v.help, v.at.join("\n  "))))
            .collect();
        if lines.is_empty() {
            return Ok(Ok(()));
        }
        let address = browser.address().await?;
        let lines: Vec<_> = lines
            .iter()
            .map(|(id, about)| format!("{id}: {about}"))
            .collect();
        Ok(Err(format!("{address}\n{}", lines.join("\n"))))
    }
}
