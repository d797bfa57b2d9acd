//! The one connection to the tenant's file. All work runs on a blocking thread; a write is one transaction
//! that takes the lock at once, so that two processes on the same file never deadlock half-way.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::assume::Used;
use crate::error::{Error, Result};

/// The version of `schema.sql`, kept in `PRAGMA user_version` and in images.
pub(crate) const SCHEMA_VERSION: u32 = 3;
const SCHEMA: &str = include_str!("schema.sql");

/// How long a statement waits for another process.
const BUSY: Duration = Duration::from_secs(20);

/// Cheap to clone: clones share the connection.
#[derive(Debug, Clone)]
pub(crate) struct Db {
    connection: Arc<Mutex<Connection>>,
    used: Arc<Used>,
}

impl Db {
    /// Makes the file, readable by its owner alone (it holds a secret and a signing key), and its tables.
    pub(crate) fn create(path: &Path) -> Result<Self> {
        if let Some(folder) = path.parent() {
            fs_err::create_dir_all(folder)?;
        }
        let mut options = fs_err::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use fs_err::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        options.open(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Exists(path.to_owned()),
            _ => Error::Io(e),
        })?;
        let db = Self::connect(path)?;
        {
            let connection = db.lock();
            connection.execute_batch(SCHEMA)?;
            connection.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        }
        Ok(db)
    }

    /// Opens a file that [`Self::create`] made.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        if !fs_err::exists(path)? {
            return Err(Error::Missing(path.to_owned()));
        }
        let db = Self::connect(path)?;
        let found = db
            .lock()
            .pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found != SCHEMA_VERSION {
            return Err(Error::Schema {
                path: path.to_owned(),
                expected: SCHEMA_VERSION,
                found,
            });
        }
        Ok(db)
    }

    fn connect(path: &Path) -> Result<Self> {
        let connection = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        connection.busy_timeout(BUSY)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // With a write-ahead log this survives the end of a process; only a power cut may cost the last writes.
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        connection.set_prepared_statement_cache_capacity(128);
        let used = Arc::new(Used::default());
        let counting = Arc::clone(&used);
        let count = move |call: &rusqlite::functions::Context<'_>| {
            counting.count(&call.get::<String>(0)?);
            Ok(0)
        };
        // Lets a query that finds a switch say so, also inside a reading transaction.
        connection.create_scalar_function(
            "assumption_used",
            1,
            FunctionFlags::SQLITE_UTF8,
            count,
        )?;
        Ok(Self {
            connection: Arc::new(Mutex::new(connection)),
            used,
        })
    }

    /// How often switches were used.
    pub(crate) fn used(&self) -> &Used {
        &self.used
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        // A panic elsewhere rolled its transaction back when it unwound, so the connection is sound.
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads, on the caller's thread.
    pub(crate) fn read_now<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        work(&self.lock())
    }

    /// Writes in one transaction, on the caller's thread; an error rolls back.
    pub(crate) fn write_now<T, E: From<rusqlite::Error>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.lock();
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&tx)?;
        tx.commit()?;
        Ok(done)
    }

    /// Reads one consistent state, on a blocking thread.
    pub(crate) async fn read<T, E>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + From<rusqlite::Error> + Send + 'static,
    {
        let db = self.clone();
        blocking(move || {
            let mut connection = db.lock();
            // A deferred transaction: several statements see the same state, and nothing is locked.
            let tx = connection.transaction()?;
            work(&tx)
        })
        .await
    }

    /// Writes in one transaction, on a blocking thread; an error rolls back.
    pub(crate) async fn write<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + From<rusqlite::Error> + Send + 'static,
    {
        let db = self.clone();
        blocking(move || db.write_now(work)).await
    }
}

async fn blocking<T, E>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|stopped| Err(Error::Worker(stopped.to_string()).into()))
}
