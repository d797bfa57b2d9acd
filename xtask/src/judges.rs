//! `cargo xtask judges`: what others made, unmodified, against the embedded tenant and the pages.
//!
//! The tenant and the client come from the same hands, so their agreement proves little. A judge comes from other
//! hands: an SDK, a command line, a validator, a browser. Each is one file in `judges/`, a [`Judge`] in [`JUDGES`];
//! the program that drives it stands in the folder `judges/` of the repository and says what it found in lines of
//! the Test Anything Protocol ([`tap`]).
//!
//! # A new judge
//!
//! 1. Its pinned packages: `judges/<folder>/requirements.txt` for Python, `package.json` and a `package-lock.json`
//!    without addresses for npm (`npm install --omit-lockfile-registry-resolved`).
//! 2. Its program in the same folder.
//! 3. `judges/<name>.rs` here, with a `JUDGE` whose `run` gets a [`Bench`] and [`Checks`]:
//!
//! ```text
//! let python = bench.venv("python")?;                     installed below target/judges, once per content of the pins
//! let node = bench.npm("node")?;                          node, with its packages beside the program
//! let chromium = install::chromium()?;                     Debian's, with its driver
//! let tenant = bench.serve(&Serve::default())?;           a tenant of its own; `Serve::over`: http, https, real names
//! let program = tenant.program(python.script("x.py"), LIMIT);   $JUDGE_CONNECT, $JUDGE_PEOPLE: files
//! tap::judge(program, checks)?;                           or program.run() and checks.check(…)
//! tenant.finish(checks);                                  nothing that Microsoft's metadata forbids was answered
//! ```
//!
//! 4. Where it asks the tenant something: a line in `judges/judged.json`, from which `docs/tenant-coverage.md` is made.
//!
//! A judge that cannot be installed fails and says what to do. None is ever skipped.

mod bench;
mod checks;
mod graph_client;
mod install;
mod msal;
mod msal_node;
mod msgraph;
mod o365;
mod pages;
mod pnp;
mod prism;
mod program;
mod schemathesis;
mod served;
mod tap;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};

use bench::Bench;
use checks::Checks;

use crate::{repo, say};

/// Python with the packages of its judges, for who measures beside them.
pub(crate) fn python(target: &Path) -> anyhow::Result<PathBuf> {
    let python = install::venv(&programs("python"), &target.join("judges/python"))?;
    python
        .script("")
        .into_iter()
        .next()
        .context("no command line")
}

/// The command line of `prism`, for who measures beside it.
pub(crate) fn prism(target: &Path) -> anyhow::Result<Vec<PathBuf>> {
    Ok(install::npm(&programs("node"), &target.join("judges/node"))?.tool("prism"))
}

fn programs(folder: &str) -> PathBuf {
    repo::root().join("judges").join(folder)
}

/// All judges, in the order in which they judge.
const JUDGES: &[Judge] = &[
    msal::JUDGE,
    msal_node::JUDGE,
    msgraph::JUDGE,
    graph_client::JUDGE,
    o365::JUDGE,
    pnp::JUDGE,
    schemathesis::JUDGE,
    prism::JUDGE,
    pages::WALKS,
    pages::AXE,
    pages::LIGHTHOUSE,
];

/// Somebody else's work that judges ours.
#[derive(Debug, Clone, Copy)]
struct Judge {
    /// What it is called on the command line.
    name: &'static str,
    /// Who it is and what it judges, in one line.
    about: &'static str,
    /// Installs what it needs and judges. An error is one failed check more.
    run: fn(&Bench, &mut Checks) -> anyhow::Result<()>,
}

/// What `judges` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The judges to ask; all when none is named
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Judge this program, as cargo left it in its target folder, instead of building one
    #[arg(long, value_name = "FILE")]
    boxseat: Option<PathBuf>,
    /// List them and ask none
    #[arg(long)]
    list: bool,
}

/// What `screenshots` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Screenshots {
    /// Take them of this program, as cargo left it in its target folder, instead of building one
    #[arg(long, value_name = "FILE")]
    boxseat: Option<PathBuf>,
}

/// Takes the pictures that the README shows, with the browser of the judges.
pub(crate) fn screenshots(args: &Screenshots) -> anyhow::Result<String> {
    pages::pictures(&bench(args.boxseat.as_ref())?)
}

fn bench(boxseat: Option<&PathBuf>) -> anyhow::Result<Bench> {
    match boxseat {
        Some(program) => Bench::around(program.clone()),
        None => Bench::new(),
    }
}

/// Asks them. The line `N passed, N failed` ends what is printed on standard output.
pub(crate) fn run(args: &Args) -> anyhow::Result<String> {
    if args.list {
        let lines = JUDGES
            .iter()
            .map(|judge| format!("{:<16}{}", judge.name, judge.about));
        return Ok(lines.collect::<Vec<_>>().join("\n"));
    }
    let judges = chosen(&args.names)?;
    let bench = bench(args.boxseat.as_ref())?;
    let (mut passed, mut failed) = (0, Vec::new());
    for judge in judges {
        say(&format!("{}: {}", judge.name, judge.about));
        let mut checks = Checks::default();
        if let Err(error) = (judge.run)(&bench, &mut checks) {
            checks.fail("judges to the end", &format!("{error:#}"));
        }
        if checks.passed == 0 && checks.failed == 0 {
            checks.fail("judges something", "it made no check at all");
        }
        passed += checks.passed;
        if checks.failed > 0 {
            failed.push((judge.name, checks.failed));
        }
    }
    let all: usize = failed.iter().map(|(_, count)| count).sum();
    let closing = format!("{passed} passed, {all} failed");
    if failed.is_empty() {
        return Ok(closing);
    }
    say(&closing);
    let names: Vec<_> = failed.iter().map(|(name, _)| *name).collect();
    bail!(
        "judges: not all are content; ask these again with `cargo xtask judges {}`",
        names.join(" ")
    )
}

fn chosen(names: &[String]) -> anyhow::Result<Vec<Judge>> {
    for name in names {
        ensure!(
            JUDGES.iter().any(|judge| judge.name == name),
            "judges: there is no judge `{name}`; `cargo xtask judges --list` names them"
        );
    }
    let asked = |judge: &&Judge| names.is_empty() || names.iter().any(|name| name == judge.name);
    Ok(JUDGES.iter().filter(asked).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_asked_when_none_is_named_and_nobody_else_ever() {
        assert_eq!(chosen(&[]).unwrap().len(), JUDGES.len());
        let last = JUDGES.last().unwrap().name;
        let one = chosen(&[last.to_owned()]).unwrap();
        assert_eq!(
            one.iter().map(|judge| judge.name).collect::<Vec<_>>(),
            [last]
        );
        let error = chosen(&[last.to_owned(), "nobody".to_owned()]).unwrap_err();
        assert!(error.to_string().contains("`nobody`"), "{error}");
    }

    #[test]
    fn the_list_of_what_clients_ask_names_judges() {
        let text = fs_err::read_to_string(crate::repo::root().join("judges/judged.json")).unwrap();
        let judged: std::collections::BTreeMap<String, Vec<String>> =
            serde_json::from_str(&text).unwrap();
        for name in judged.keys() {
            assert!(JUDGES.iter().any(|judge| judge.name == name), "{name}");
        }
    }

    #[test]
    fn names_are_told_apart() {
        for (at, judge) in JUDGES.iter().enumerate() {
            assert!(JUDGES[..at].iter().all(|other| other.name != judge.name));
        }
    }
}
