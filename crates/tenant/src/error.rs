//! What can go wrong with the tenant itself (not with a request: that is a [`crate::refusal::Refusal`]).

use std::path::PathBuf;

/// Why a tenant could not be made, opened or asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder of the file cannot be made, or the file cannot be protected.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// SQLite says no: disk full, not a database, locked for too long.
    #[error("the tenant's database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// There is a file already.
    #[error("{0} exists already; open it, or delete it first to make a new tenant")]
    Exists(PathBuf),
    /// There is no file.
    #[error("{0} does not exist; make a tenant there first")]
    Missing(PathBuf),
    /// A file of another version, or no tenant at all.
    #[error(
        "{path} is not a tenant of schema {expected} (found {found}); make a new one in another place"
    )]
    Schema {
        /// The file.
        path: PathBuf,
        /// What this program writes.
        expected: u32,
        /// What stands in the file.
        found: u32,
    },
    /// A value in the file that this program did not write.
    #[error("the tenant's file holds a value for `{what}` that cannot be read: {why}")]
    Corrupt {
        /// Which.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// The signing key could not be made or read.
    #[error("the tenant's signing key: {0}")]
    Key(&'static str),
    /// An image that does not fit.
    #[error("the image cannot be taken: {0}")]
    Image(String),
    /// A redirect URI that cannot be registered.
    #[error("the redirect URI cannot be registered: {0}")]
    RedirectUri(&'static str),
    /// Time does not go back.
    #[error("the tenant's clock stands at {now} and does not go back to {to}")]
    ClockGoesBack {
        /// The tenant's time.
        now: jiff::Timestamp,
        /// What was asked for.
        to: jiff::Timestamp,
    },
    /// A time outside of what can be told.
    #[error("a time out of range: {0}")]
    Time(#[from] jiff::Error),
    /// The authority or the certificate of a server could not be made or read.
    #[error("the tenant's certificates: {0}")]
    Tls(String),
    /// The worker that held the database stopped.
    #[error("the database worker stopped: {0}")]
    Worker(String),
}

impl Error {
    /// A value that this program did not write.
    pub(crate) fn corrupt(what: impl Into<String>, why: impl ToString) -> Self {
        Self::Corrupt {
            what: what.into(),
            why: why.to_string(),
        }
    }
}

impl From<rcgen::Error> for Error {
    fn from(error: rcgen::Error) -> Self {
        Self::Tls(error.to_string())
    }
}

impl From<tokio_rustls::rustls::Error> for Error {
    fn from(error: tokio_rustls::rustls::Error) -> Self {
        Self::Tls(error.to_string())
    }
}

/// With this crate's error.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;
