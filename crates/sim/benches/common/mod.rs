//! What the benchmarks share. Each prints its tables as Markdown on standard output, so that whoever runs one alone and
//! `cargo xtask bench`, which puts them together into `docs/benchmarks.md`, read the same.
#![expect(
    dead_code,
    clippy::print_stdout,
    reason = "no benchmark needs all of it, and each prints its tables"
)]

pub(crate) mod far;
pub(crate) mod http;
pub(crate) mod program;

use std::fmt::Display;
use std::time::Duration;

/// Times of one question, asked again and again.
#[derive(Debug, Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn total(&self) -> Duration {
        self.0.iter().sum()
    }

    /// The time that so many of 100 did not exceed (nearest rank).
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).copied().unwrap_or_default()
    }

    pub(crate) fn longest(&self) -> Duration {
        self.0.iter().copied().max().unwrap_or_default()
    }
}

/// A table row.
pub(crate) fn row(cells: &[&dyn Display]) {
    let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
    println!("| {} |", cells.join(" | "));
}

/// The head of a table: the first column is words, the others are numbers.
pub(crate) fn head(columns: &[&str]) {
    println!("\n| {} |", columns.join(" | "));
    println!("|---{}|", "|--:".repeat(columns.len().saturating_sub(1)));
}

/// A paragraph.
pub(crate) fn say(text: impl Display) {
    println!("\n{text}");
}

/// Milliseconds.
pub(crate) fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}

/// Seconds.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// A whole number in groups of three digits.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Bytes as MiB.
pub(crate) fn mib(bytes: u64) -> String {
    format!("{} MiB", grouped(bytes >> 20))
}

/// What Linux says of a process's memory: `VmRSS` now, `VmHWM` at most so far. `None` on other systems.
pub(crate) fn memory(process: u32, what: &str) -> Option<u64> {
    let status = fs_err::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix(what))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}

/// Lets Linux count this process's `VmHWM` from now on. Elsewhere there is none.
pub(crate) fn forget_peak() {
    // 5 resets the peak (proc(5), `clear_refs`).
    let _ = fs_err::write("/proc/self/clear_refs", "5");
}

/// The same as text.
pub(crate) fn memory_text(process: u32, what: &str) -> String {
    memory(process, what).map_or_else(|| "not known here".to_owned(), mib)
}

/// The value of `--name value` on the command line.
pub(crate) fn option(name: &str) -> Option<String> {
    let mut arguments = std::env::args().skip_while(|a| a != name);
    arguments.next()?;
    arguments.next()
}

/// Is `--name` on the command line?
pub(crate) fn flag(name: &str) -> bool {
    std::env::args().any(|a| a == name)
}
