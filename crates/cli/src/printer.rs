//! The one place that writes to standard output and standard error.
//!
//! A pipe that its reader closed (`boxseat review | head`) is no error: what follows is dropped. Any other failure
//! to write is kept, and ends the command with an error.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use anstream::stream::{AsLockedWrite, RawStream};
use anstream::{AutoStream, ColorChoice};
use anstyle::Style;

use crate::args::{Color, Global};

/// What is said where. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Printer {
    color: ColorChoice,
    quiet: bool,
    verbose: bool,
    /// Standard output is for a machine: what people read goes to standard error.
    machine: bool,
    trouble: Arc<Mutex<Trouble>>,
}

#[derive(Debug, Default)]
struct Trouble {
    closed: bool,
    failed: Option<io::Error>,
}

impl Printer {
    pub(crate) fn new(global: &Global) -> Self {
        let color = match global.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self {
            color,
            quiet: global.quiet,
            verbose: global.verbose,
            machine: false,
            trouble: Arc::default(),
        }
    }

    /// The same printer for a command whose standard output is for a machine.
    #[must_use]
    pub(crate) fn for_machine(&self, machine: bool) -> Self {
        Self {
            machine,
            ..self.clone()
        }
    }

    /// Is more wanted?
    pub(crate) const fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// A result: standard output, as it is, without a line end of its own.
    pub(crate) fn result(&self, text: &str) {
        self.write(AutoStream::new(io::stdout(), self.color), text);
    }

    /// A line of a result that people read: standard output, or standard error where that is for a machine.
    pub(crate) fn say(&self, line: &str) {
        if self.machine {
            self.write(
                AutoStream::new(io::stderr(), self.color),
                &format!("{line}\n"),
            );
        } else {
            self.result(&format!("{line}\n"));
        }
    }

    /// A line of a result that is text: broken between words where it is longer than the terminal.
    pub(crate) fn prose(&self, line: &str) {
        self.say(&wrapped(line, self.width()));
    }

    /// A line about the work, not its result: standard error, unless `--quiet`.
    pub(crate) fn note(&self, line: &str) {
        if !self.quiet {
            self.error(line);
        }
    }

    /// A line that is always said: standard error.
    pub(crate) fn error(&self, line: &str) {
        self.write(
            AutoStream::new(io::stderr(), self.color),
            &format!("{line}\n"),
        );
    }

    /// A question: standard error, without a line end.
    pub(crate) fn ask(&self, text: &str) {
        self.write(AutoStream::new(io::stderr(), self.color), text);
    }

    /// The width for tables: that of the terminal, or what `COLUMNS` says where the output is none.
    pub(crate) fn width(&self) -> Option<u16> {
        if self.machine {
            return None;
        }
        if io::stdout().is_terminal() {
            return terminal_size::terminal_size().map(|(width, _)| width.0);
        }
        std::env::var("COLUMNS").ok()?.parse().ok()
    }

    /// What kept the output from being written, if anything did.
    pub(crate) fn failure(&self) -> Option<io::Error> {
        self.trouble
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .failed
            .take()
    }

    fn write<S: RawStream + AsLockedWrite>(&self, mut to: AutoStream<S>, text: &str) {
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        if trouble.closed {
            return;
        }
        if let Err(error) = to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
            trouble.closed = true;
            if error.kind() != io::ErrorKind::BrokenPipe {
                trouble.failed = Some(error);
            }
        }
    }
}

/// A line broken between words so that it fits; what follows stands below its text, not below its mark.
pub(crate) fn wrapped(line: &str, width: Option<u16>) -> String {
    let Some(width) = width.map(|width| usize::from(width).max(NARROWEST)) else {
        return line.to_owned();
    };
    let indent = line.len() - line.trim_start_matches([' ', '-']).len();
    let (mark, text) = line.split_at(indent);
    let mut out = mark.to_owned();
    let mut at = indent;
    for (n, word) in text.split(' ').enumerate() {
        // Styles take no room.
        let long = anstream::adapter::strip_str(word)
            .to_string()
            .chars()
            .count();
        if n > 0 && at + 1 + long > width {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            at = indent;
        } else if n > 0 {
            out.push(' ');
            at += 1;
        }
        out += word;
        at += long;
    }
    out
}

/// The text in a style; the printer takes the style away where there is no colour.
pub(crate) fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Text is not broken for a terminal that is narrower.
const NARROWEST: usize = 40;

/// The few styles there are. The meaning is fixed: green can go or done, yellow waits for something, red failed.
pub(crate) mod style {
    use anstyle::{AnsiColor, Style};

    pub(crate) const STRONG: Style = Style::new().bold();
    pub(crate) const FAINT: Style = Style::new().dimmed();
    pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
    pub(crate) const WAIT: Style = AnsiColor::Yellow.on_default();
    pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
    pub(crate) const COMMAND: Style = AnsiColor::Cyan.on_default();
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn text_is_broken_between_words_below_itself() {
        let line = "  - also: one two three four five six seven eight nine";
        assert_eq!(
            wrapped(line, Some(40)),
            "  - also: one two three four five six\n    seven eight nine"
        );
        assert_eq!(wrapped(line, None), line);
        let word = "x".repeat(60);
        assert_eq!(wrapped(&word, Some(40)), word, "a word stays whole");
    }
}
