//! Connections: one that writes, and as many as are asked for that read.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use store::StoreError;

use crate::Durability;
use crate::failure::{Failure, Work};
use crate::folder::Folder;
use crate::schema;

/// So long a transaction waits for one of another process.
const BUSY: Duration = Duration::from_secs(30);

/// The log is cut back to this size, bytes, once a long transaction has made it grow.
const LOG_LIMIT: i64 = 64 * 1024 * 1024;

#[derive(Debug)]
pub(crate) struct Db {
    folder: Folder,
    durability: Durability,
    writer: Mutex<Connection>,
    idle_readers: Mutex<Vec<Connection>>,
}

impl Db {
    pub(crate) fn open(path: &Path, durability: Durability) -> Result<Self, StoreError> {
        let folder = Folder::claim(path)?;
        let writer = open_and_migrate(&folder, durability).map_err(|f| f.at(folder.path()))?;
        Ok(Self {
            folder,
            durability,
            writer: Mutex::new(writer),
            idle_readers: Mutex::default(),
        })
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The data folder, for the files in it.
    pub(crate) const fn files(&self) -> &Folder {
        &self.folder
    }

    /// One transaction that writes: writers of this process stand in line here, those of others in SQLite.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Work<T>) -> Work<T> {
        let mut writer = locked(&self.writer);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// One transaction that reads: all its statements see the same state.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Work<T>) -> Work<T> {
        let idle = locked(&self.idle_readers).pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => connect(&self.folder, self.durability)?,
        };
        let done = reader
            .transaction()
            .map_err(Failure::from)
            .and_then(|t| work(&t));
        locked(&self.idle_readers).push(reader);
        done
    }

    /// Lets a test set the connection's own limits.
    #[cfg(test)]
    pub(crate) fn writer(&self) -> MutexGuard<'_, Connection> {
        locked(&self.writer)
    }
}

/// A panic while it was held leaves a connection whose transaction was rolled back: it can be used on.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(folder: &Folder, durability: Durability) -> Work<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(folder.database(), flags)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "journal_size_limit", LOG_LIMIT)?;
    connection.pragma_update(
        None,
        "synchronous",
        match durability {
            Durability::Disk => "FULL",
            Durability::Process => "OFF",
        },
    )?;
    Ok(connection)
}

/// The first process to come makes or raises the schema; the others wait for it.
fn open_and_migrate(folder: &Folder, durability: Durability) -> Work<Connection> {
    folder.ensure_database()?;
    let mut connection = connect(folder, durability)?;
    if !schema::is_current(&connection)? {
        let _alone = folder.set_up_alone()?;
        schema::migrate(&mut connection, &folder.database())?;
    }
    Ok(connection)
}
