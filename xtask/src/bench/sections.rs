//! The sections of the page, in their order: what is measured, and how it is begun.

use super::Built;
use super::others;

/// A section.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section {
    /// Its name on the command line.
    pub(super) name: &'static str,
    /// Its heading.
    pub(super) title: &'static str,
    /// What is expected of it.
    pub(super) about: &'static str,
    /// Measures; answers tables.
    pub(super) measure: fn(&Built) -> anyhow::Result<String>,
}

pub(super) const SECTIONS: [Section; 4] = [
    Section {
        name: "review",
        title: "Review of 100,000 accounts from far away",
        about: "Expected: at least 100 times fewer requests than the common scripts with a usage report, 50 times without.",
        measure: review,
    },
    Section {
        name: "removal",
        title: "Removal of 2,000 licences",
        about: "Expected: at least 95 % of the slower of two ceilings, and under 1 % of the requests throttled.",
        measure: removal,
    },
    Section {
        name: "accounts",
        title: "Active users with 1,000,000 accounts",
        about: "Expected: under 20 ms for 99 of 100 lists at the server, and under 100 kB in all for the first page.",
        measure: accounts,
    },
    Section {
        name: "tenant",
        title: "The embedded tenant",
        about: "Beside it, on the same machine, a server of mock answers that knows one page by heart.",
        measure: tenant,
    },
];

/// A size of the whole run, or of the quick one.
fn size(built: &Built, name: &str, whole: u32, quick: u32) -> Vec<String> {
    let size = if built.quick { quick } else { whole };
    vec![format!("--{name}"), size.to_string()]
}

fn review(built: &Built) -> anyhow::Result<String> {
    let mut arguments = size(built, "users", 100_000, 10_000);
    arguments.push("--sdk".to_owned());
    arguments.extend(others::sdk(built)?);
    built.bench("review", &arguments)
}

fn removal(built: &Built) -> anyhow::Result<String> {
    built.bench("removal", &size(built, "licenses", 2_000, 200))
}

/// The store first, then the pages over what it keeps.
fn accounts(built: &Built) -> anyhow::Result<String> {
    let folder = tempfile::tempdir_in(&built.target)?;
    let kept = folder.path().display().to_string();
    let mut arguments = size(built, "users", 1_000_000, 20_000);
    arguments.extend(["--keep".to_owned(), kept.clone()]);
    let store = built.bench("accounts", &arguments)?;
    let pages = built.bench("pages", &["--folder".to_owned(), kept])?;
    Ok(format!("{store}\n### The pages\n{pages}"))
}

fn tenant(built: &Built) -> anyhow::Result<String> {
    let prism = others::prism(built)?;
    let mut arguments = vec!["--beside".to_owned(), prism.page()];
    if built.quick {
        arguments.push("--quick".to_owned());
    }
    built.bench("tenant", &arguments)
}
