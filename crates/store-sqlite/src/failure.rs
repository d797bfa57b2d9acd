//! What can go wrong inside, and what the store says of it.

use std::fmt::Display;
use std::io;
use std::path::Path;

use rusqlite::Row;
use rusqlite::ffi::{self, ErrorCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::StoreError;

/// What work inside answers.
pub(crate) type Work<T> = Result<T, Failure>;

/// Why work inside ended.
#[derive(Debug)]
pub(crate) enum Failure {
    Sqlite(rusqlite::Error),
    File(io::Error),
    Store(StoreError),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Failure {
    /// The store's word for it, with the data folder.
    pub(crate) fn at(self, folder: &Path) -> StoreError {
        match self {
            Self::Store(error) => error,
            Self::File(error) => of_file(&error, folder),
            Self::Sqlite(error) => of_sqlite(&error, folder),
        }
    }
}

fn of_file(error: &io::Error, folder: &Path) -> StoreError {
    let path = folder.display().to_string();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full { path },
        _ => StoreError::Io {
            path,
            why: error.to_string(),
        },
    }
}

fn of_sqlite(error: &rusqlite::Error, folder: &Path) -> StoreError {
    let path = folder.display().to_string();
    let rusqlite::Error::SqliteFailure(
        ffi::Error {
            code,
            extended_code,
        },
        _,
    ) = error
    else {
        return StoreError::Driver(error.to_string());
    };
    match (code, *extended_code) {
        // The log's index is made longer by writing to it; what stops that is a full disk or a quota.
        (ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => StoreError::Full { path },
        (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => StoreError::Io {
            path,
            why: format!("its database is damaged ({error}); put back a copy of the folder"),
        },
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => StoreError::Io {
            path,
            why: "another process has been writing to it for too long; wait for it, then try again"
                .to_owned(),
        },
        (
            ErrorCode::CannotOpen
            | ErrorCode::PermissionDenied
            | ErrorCode::ReadOnly
            | ErrorCode::SystemIoFailure,
            _,
        ) => StoreError::Io {
            path,
            why: error.to_string(),
        },
        _ => StoreError::Driver(error.to_string()),
    }
}

/// A value as the JSON of a column.
pub(crate) fn json(value: &impl Serialize) -> Work<String> {
    serde_json::to_string(value)
        .map_err(|e| StoreError::Driver(format!("a value is not JSON: {e}")).into())
}

/// The value of a JSON column; what does not read back names its table and row.
pub(crate) fn parsed<T: DeserializeOwned>(
    table: &'static str,
    row: impl Display,
    json: &str,
) -> Work<T> {
    serde_json::from_str(json).map_err(|e| damaged(table, row, e))
}

/// A text column; bytes that are no text name their table and row.
pub(crate) fn text<'r>(
    table: &'static str,
    key: impl Display,
    row: &'r Row<'_>,
    column: usize,
) -> Work<&'r str> {
    row.get_ref(column)?
        .as_str()
        .map_err(|e| damaged(table, key, e))
}

/// A row that does not read back as what was written.
pub(crate) fn damaged(table: &'static str, row: impl Display, why: impl Display) -> Failure {
    StoreError::Damaged {
        table,
        row: row.to_string(),
        why: why.to_string(),
    }
    .into()
}
