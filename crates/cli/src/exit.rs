//! How a command ends, for scripts. Listed in the help, in `docs/cli.md` and in the man pages from here.

use words::{Locale, cli};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// What was asked is done, and was read back.
    Done = 0,
    /// Something failed that is not listed here.
    Failed = 1,
    /// The command was not understood.
    Usage = 2,
    /// A verdict, an exclusion or the connection does not allow it; nothing was changed.
    Refused = 3,
    /// Sent, but it could not be read back in time.
    Unconfirmed = 4,
    /// The sign-in or a permission is missing.
    Access = 5,
    /// Another run is changing the tenant.
    Busy = 6,
    /// Some was done and some was not.
    Partial = 7,
    /// Nobody confirmed.
    Declined = 8,
    /// The tenant could not be reached, or answers what cannot be used.
    Unreachable = 9,
    /// A file, the data folder or a port of this machine is in the way.
    Local = 10,
    /// Ctrl-C or SIGTERM before it was done: 128 and the number of Ctrl-C's signal, as shells have it.
    Stopped = 130,
}

impl Exit {
    /// All of them, by number.
    pub(crate) const ALL: [Self; 12] = [
        Self::Done,
        Self::Failed,
        Self::Usage,
        Self::Refused,
        Self::Unconfirmed,
        Self::Access,
        Self::Busy,
        Self::Partial,
        Self::Declined,
        Self::Unreachable,
        Self::Local,
        Self::Stopped,
    ];

    /// The number that the shell sees.
    pub(crate) const fn code(self) -> u8 {
        self as u8
    }

    /// What it means.
    pub(crate) fn meaning(self, locale: &Locale) -> String {
        match self {
            Self::Done => cli::exit_done(locale),
            Self::Failed => cli::exit_failed(locale),
            Self::Usage => cli::exit_usage(locale),
            Self::Refused => cli::exit_refused(locale),
            Self::Unconfirmed => cli::exit_unconfirmed(locale),
            Self::Access => cli::exit_access(locale),
            Self::Busy => cli::exit_busy(locale),
            Self::Partial => cli::exit_partial(locale),
            Self::Declined => cli::exit_declined(locale),
            Self::Unreachable => cli::exit_unreachable(locale),
            Self::Local => cli::exit_local(locale),
            Self::Stopped => cli::exit_stopped(locale),
        }
    }

    /// The list of them, a line each.
    pub(crate) fn list(locale: &Locale) -> String {
        let line = |exit: &Self| format!("  {:>3}  {}", exit.code(), exit.meaning(locale));
        Self::ALL.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}
