//! Chores of the repository: `cargo xtask <command>`. One command, one file.
//!
//! A command returns what it has to say when all is well, and an error that names every finding when not.

mod bench;
mod catalogue;
mod deps;
mod judges;
mod openapi;
mod repo;
mod shapes;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Chores of the repository.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
struct Xtask {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure, print tables, and write docs/benchmarks.md
    Bench(bench::Args),
    /// Make the product catalogue from a list of products and service plans
    Catalogue(catalogue::Args),
    /// Check who depends on whom, and on what: rooms, licences, bans, duplicates, leftovers
    Deps(deps::Args),
    /// Let what others made judge the embedded tenant and the pages; installs it below target/judges
    Judges(judges::Args),
    /// Print the part of Graph that Boxseat uses as an OpenAPI document, made from the shapes
    Openapi(openapi::Args),
    /// Take the pictures that the README shows, in Debian's Chromium
    Screenshots(judges::Screenshots),
    /// Make the shapes of answers from Microsoft's metadata and from captures of its services
    Shapes(shapes::Args),
}

fn main() -> ExitCode {
    let outcome = match Xtask::parse().command {
        Command::Bench(args) => bench::run(&args),
        Command::Catalogue(args) => catalogue::run(&args),
        Command::Deps(args) => deps::run(&args),
        Command::Judges(args) => judges::run(&args),
        Command::Openapi(args) => openapi::run(&args),
        Command::Screenshots(args) => judges::screenshots(&args),
        Command::Shapes(args) => shapes::run(&args),
    };
    tell(&outcome);
    ExitCode::from(u8::from(outcome.is_err()))
}

/// How a command came out.
#[expect(clippy::print_stderr, reason = "a chore reports to whoever started it")]
fn tell(outcome: &anyhow::Result<String>) {
    match outcome {
        Ok(summary) => say(summary),
        Err(error) => eprintln!("{error:#}"),
    }
}

/// A line of a command that takes long. Besides [`tell`] the one place of this program that prints.
#[expect(clippy::print_stdout, reason = "a chore reports to whoever started it")]
fn say(line: &str) {
    println!("{line}");
}
