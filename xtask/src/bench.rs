//! `cargo xtask bench`: measures, prints tables, and writes docs/benchmarks.md from that one run.
//!
//! Each section is a benchmark of `boxseat-sim`, which prints its tables as Markdown: it can be run alone
//! (`cargo bench -p boxseat-sim --bench accounts`). Nobody's test: numbers are of a machine, and of the day.

mod machine;
mod others;
mod sections;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, bail, ensure};
use serde::Deserialize;

use crate::{repo, say};
use machine::Machine;
use sections::{SECTIONS, Section};

/// What `bench` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Small sizes, for a look: a minute or two. It writes no page
    #[arg(long)]
    quick: bool,
    /// Only this section: review, removal, accounts or tenant. May be given several times. It writes no page
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
}

/// What a section is run with.
#[derive(Debug)]
struct Built {
    quick: bool,
    /// The folder of Cargo's work.
    target: PathBuf,
    /// The benchmarks by their names.
    benches: Vec<(String, PathBuf)>,
}

/// Runs them. A section that cannot be measured fails the whole, for a page must be of one run.
pub(crate) fn run(args: &Args) -> anyhow::Result<String> {
    for name in &args.only {
        ensure!(
            SECTIONS.iter().any(|section| section.name == name),
            "bench: there is no section `{name}`; there are {}",
            SECTIONS.map(|section| section.name).join(", ")
        );
    }
    let chosen: Vec<&Section> = SECTIONS
        .iter()
        .filter(|section| args.only.is_empty() || args.only.iter().any(|o| o == section.name))
        .collect();
    say("building, as it is released");
    let built = Built::new(args.quick)?;
    let mut page = head(&Machine::here()?);
    for section in chosen {
        say(&format!("measuring: {}", section.name));
        let tables =
            (section.measure)(&built).with_context(|| format!("bench {}", section.name))?;
        let text = format!("\n## {}\n\n{}\n{tables}", section.title, section.about);
        say(&text);
        page.push_str(&text);
    }
    if args.quick || !args.only.is_empty() {
        return Ok("the page docs/benchmarks.md is written by a whole run alone".to_owned());
    }
    let file = repo::root().join("docs/benchmarks.md");
    fs_err::write(&file, page)?;
    Ok("wrote docs/benchmarks.md".to_owned())
}

fn head(machine: &Machine) -> String {
    let mut text = String::from(
        "# Benchmarks\n\n<!-- Written by `cargo xtask bench`; do not edit. -->\n\n\
         All numbers are from one run of `cargo xtask bench` on this machine; run it on yours.\n\n",
    );
    let rows = [
        ("date", &machine.date),
        ("processor", &machine.processor),
        ("cores", &machine.cores),
        ("memory", &machine.memory),
        ("system", &machine.system),
        ("Rust", &machine.rust),
    ];
    text.push_str("| machine | |\n|---|---|\n");
    for (what, is) in rows {
        // (Writing to a string cannot fail.)
        let _ = writeln!(text, "| {what} | {is} |");
    }
    text
}

/// A line of what Cargo says of its work.
#[derive(Debug, Deserialize)]
struct Message {
    target: Option<Target>,
    executable: Option<PathBuf>,
}

#[derive(Debug, Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

impl Built {
    /// Builds the program and the benchmarks as they are released.
    fn new(quick: bool) -> anyhow::Result<Self> {
        let told = build(&["--package", "boxseat", "--bin", "boxseat"])?;
        let program = executables(&told, "bin").pop();
        let (_, program) = program.context("cargo built no program `boxseat`")?;
        // <target>/release/boxseat
        let target = program.ancestors().nth(2).context("no target folder")?;
        Ok(Self {
            quick,
            target: target.to_owned(),
            benches: executables(&build(&["--package", "boxseat-sim", "--benches"])?, "bench"),
        })
    }

    /// Runs a benchmark; answers its tables. What it says of its progress goes to whoever watches.
    fn bench(&self, name: &str, arguments: &[String]) -> anyhow::Result<String> {
        let found = self.benches.iter().find(|(bench, _)| bench == name);
        let (_, file) = found.with_context(|| format!("cargo built no benchmark `{name}`"))?;
        let output = Command::new(file)
            .args(arguments)
            .stderr(Stdio::inherit())
            .output()
            .with_context(|| format!("{name} did not start"))?;
        if !output.status.success() {
            bail!("{name} did not end well; see above");
        }
        Ok(String::from_utf8(output.stdout)?)
    }
}

fn build(what: &[&str]) -> anyhow::Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--release", "--locked", "--quiet"])
        .arg("--message-format=json-render-diagnostics")
        .args(what)
        .current_dir(repo::root())
        .stderr(Stdio::inherit())
        .output()
        .context("cargo did not start")?;
    ensure!(built.status.success(), "it does not build; see above");
    Ok(String::from_utf8(built.stdout)?)
}

/// What Cargo made of a kind, by name.
fn executables(told: &str, kind: &str) -> Vec<(String, PathBuf)> {
    let made = told.lines().filter_map(|line| {
        let message: Message = serde_json::from_str(line).ok()?;
        let target = message.target?;
        let is_it = target.kind.iter().any(|k| k == kind);
        Some((target.name, message.executable.filter(|_| is_it)?))
    });
    made.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn benchmarks_are_told_from_other_things_that_were_built() {
        let told = r#"{"reason":"compiler-artifact","target":{"name":"boxseat_sim","kind":["lib"]},"executable":null}
{"reason":"compiler-artifact","target":{"name":"review","kind":["bench"]},"executable":"/t/release/deps/review-1"}
{"reason":"compiler-artifact","target":{"name":"boxseat","kind":["bin"]},"executable":"/t/release/boxseat"}
no json"#;
        let review = (
            "review".to_owned(),
            PathBuf::from("/t/release/deps/review-1"),
        );
        assert_eq!(executables(told, "bench"), [review]);
        assert_eq!(executables(told, "bin").len(), 1);
    }

    #[test]
    fn the_machine_is_described_without_its_name() {
        let here = Machine::here().unwrap();
        let text = head(&here);
        assert!(
            text.contains("| cores | ") && text.contains("| Rust | rustc "),
            "{text}"
        );
    }
}
