//! The command line as a document: the help's list of exit codes, `docs/cli.md`, the man pages.

use std::fmt::Write as _;

use clap::CommandFactory as _;
use model::CloudId;
use words::{Language, Locale};

use crate::args::Cli;
use crate::exit::Exit;

/// The language of the reference, which the help is written in too.
pub(crate) const fn locale() -> Locale {
    Locale::new(Language::En, CloudId::Worldwide)
}

/// The command line, with the exit codes in its long help.
pub(crate) fn command() -> clap::Command {
    Cli::command().after_long_help(format!("Exit codes:\n{}", Exit::list(&locale())))
}

/// `docs/cli.md`.
pub(crate) fn markdown() -> String {
    let mut out = String::from(
        "# The command line\n\n\
         This page is made from the program (`cargo test -p boxseat` compares it; `BLESS=1` writes it anew).\n\n",
    );
    let mut root = command();
    root.build();
    section(&mut out, &root, "boxseat");
    out.push_str("## Exit codes\n\n| code | meaning |\n|---:|---|\n");
    for exit in Exit::ALL {
        writeln!(out, "| {} | {} |", exit.code(), exit.meaning(&locale()))
            .expect("writing to a String");
    }
    out
}

/// One command, then those below it.
fn section(out: &mut String, command: &clap::Command, path: &str) {
    let top = path == "boxseat";
    if !top {
        writeln!(out, "## `{path}`\n").expect("writing to a String");
    }
    if let Some(about) = command.get_long_about().or_else(|| command.get_about()) {
        writeln!(out, "{}\n", text(&about.to_string())).expect("writing to a String");
    }
    let aliases: Vec<_> = command.get_visible_aliases().collect();
    if !aliases.is_empty() {
        writeln!(out, "Also: `{}`.\n", aliases.join("`, `")).expect("writing to a String");
    }
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim();
    writeln!(out, "```text\n{usage}\n```\n").expect("writing to a String");

    let own: Vec<_> = command
        .get_arguments()
        .filter(|a| {
            !a.is_hide_set()
                && (top || !a.is_global_set())
                && !["help", "version"].contains(&a.get_id().as_str())
        })
        .collect();
    if !own.is_empty() {
        let about = if top {
            "Options of every command"
        } else {
            "What it takes"
        };
        writeln!(out, "| {about} | meaning |\n|---|---|").expect("writing to a String");
        for argument in own {
            writeln!(out, "| {} | {} |", name(argument), meaning(argument))
                .expect("writing to a String");
        }
        out.push('\n');
    }
    for child in command
        .get_subcommands()
        .filter(|c| !c.is_hide_set() && c.get_name() != "help")
    {
        section(out, child, &format!("{path} {}", child.get_name()));
    }
}

fn name(argument: &clap::Arg) -> String {
    let mut name = String::new();
    if let Some(short) = argument.get_short() {
        write!(name, "`-{short}`, ").expect("writing to a String");
    }
    let values = argument
        .get_value_names()
        .map(|names| names.join(" "))
        .unwrap_or_default();
    let takes = argument.get_action().takes_values();
    match argument.get_long() {
        Some(long) if takes => write!(name, "`--{long} {}`", values.replace('|', "\\|")),
        Some(long) => write!(name, "`--{long}`"),
        None => write!(name, "`{}`", values.replace('|', "\\|")),
    }
    .expect("writing to a String");
    name
}

fn meaning(argument: &clap::Arg) -> String {
    let about = argument
        .get_long_help()
        .or_else(|| argument.get_help())
        .map(ToString::to_string)
        .unwrap_or_default();
    let mut meaning = text(&about);
    let values: Vec<_> = argument
        .get_possible_values()
        .into_iter()
        .filter(|v| !v.is_hide_set() && argument.get_action().takes_values())
        .map(|v| format!("`{}`", v.get_name()))
        .collect();
    if !values.is_empty() {
        write!(meaning, " One of {}.", values.join(", ")).expect("writing to a String");
    }
    let defaults: Vec<_> = argument
        .get_default_values()
        .iter()
        .map(|v| v.to_string_lossy())
        .collect();
    if !defaults.is_empty() && argument.get_action().takes_values() {
        write!(meaning, " Default: `{}`.", defaults.join(",")).expect("writing to a String");
    }
    if let Some(variable) = argument.get_env() {
        write!(meaning, " Environment: `{}`.", variable.to_string_lossy())
            .expect("writing to a String");
    }
    meaning
}

/// Help text as one paragraph of a table's cell.
fn text(help: &str) -> String {
    help.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "\\|")
}
