//! The store on SQLite: one database in the data folder, shared by every process that works there.
//!
//! Each trait of `store` has its file here, with its statements on top. All work is done on threads that may wait,
//! so the store answers under a paused clock too. The database keeps a write-ahead log, and each commit is on disk
//! when it returns: the intent is there before the request leaves.

mod accounts;
mod db;
mod failure;
mod folder;
mod inventory;
mod lease;
mod ledger;
mod packed;
mod plans;
mod schema;
mod sessions;
mod settings;
mod statements;
mod time;
mod verify;

use std::path::Path;
use std::sync::Arc;

use rusqlite::Transaction;
use store::{Fut, Store, StoreError};

use crate::db::Db;
use crate::failure::Work;

/// What a commit outlives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// A power failure: each commit waits for the disk. What a data folder needs.
    Disk,
    /// The end of the process, but not a power failure: for tests and simulations, many times as fast.
    Process,
}

/// The store of one data folder. Several may be open on the same folder, in one process or in many.
#[derive(Debug)]
pub struct SqliteStore {
    db: Arc<Db>,
}

impl SqliteStore {
    /// Opens the store of a data folder, which is made if it is not there. Blocks for a moment.
    ///
    /// An existing folder must be empty or hold Boxseat's own files only, else it is
    /// [`Foreign`](StoreError::Foreign) and nothing is written: open the store before anything else is put into a
    /// new folder.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        Self::open_with(folder, Durability::Disk)
    }

    /// The same with a choice of what a commit outlives.
    pub fn open_with(folder: &Path, durability: Durability) -> Result<Self, StoreError> {
        Ok(Self {
            db: Arc::new(Db::open(folder, durability)?),
        })
    }

    /// Does work on a thread that may wait.
    fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Db) -> Work<T> + Send + 'static,
    ) -> Fut<'_, T> {
        Box::pin(async move {
            let db = Arc::clone(&self.db);
            let done =
                tokio::task::spawn_blocking(move || work(&db).map_err(|f| f.at(db.folder())));
            done.await
                .unwrap_or_else(|e| Err(StoreError::Driver(format!("its thread ended early: {e}"))))
        })
    }

    /// One transaction that writes.
    fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Work<T> + Send + 'static,
    ) -> Fut<'_, T> {
        self.blocking(move |db| db.write(work))
    }

    /// One transaction that reads.
    fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Work<T> + Send + 'static,
    ) -> Fut<'_, T> {
        self.blocking(move |db| db.read(work))
    }
}

impl Store for SqliteStore {}
