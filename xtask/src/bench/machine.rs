//! On what was measured: what numbers depend on, and nothing by which a machine could be known.

use std::num::NonZero;
use std::process::Command;

use anyhow::Context;

/// A machine, in words.
#[derive(Debug)]
pub(super) struct Machine {
    pub(super) date: String,
    pub(super) processor: String,
    pub(super) cores: String,
    pub(super) memory: String,
    pub(super) system: String,
    pub(super) rust: String,
}

impl Machine {
    /// This one.
    pub(super) fn here() -> anyhow::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Ok(Self {
            date: today(),
            processor: value("/proc/cpuinfo", "model name", ':').unwrap_or_else(unknown),
            cores: cores.to_string(),
            memory: memory().unwrap_or_else(unknown),
            system: system(),
            rust: rust()?,
        })
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a page says on which day it was measured; nothing depends on it"
)]
fn today() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}

fn unknown() -> String {
    "not known here".to_owned()
}

/// The first value of a name in one of Linux's lists.
fn value(file: &str, name: &str, joint: char) -> Option<String> {
    let text = fs_err::read_to_string(file).ok()?;
    let of = |line: &str| {
        let (found, value) = line.split_once(joint)?;
        (found.trim() == name).then(|| value.trim().trim_matches('"').to_owned())
    };
    text.lines().find_map(of)
}

fn memory() -> Option<String> {
    let total = value("/proc/meminfo", "MemTotal", ':')?;
    let kib: u64 = total.split_whitespace().next()?.parse().ok()?;
    Some(format!("{} GiB", (kib + (1 << 19)) >> 20))
}

fn system() -> String {
    let name = value("/etc/os-release", "PRETTY_NAME", '=');
    name.unwrap_or_else(|| std::env::consts::OS.to_owned())
}

fn rust() -> anyhow::Result<String> {
    let told = Command::new("rustc")
        .arg("--version")
        .output()
        .context("rustc did not start")?;
    Ok(String::from_utf8(told.stdout)?.trim().to_owned())
}
