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

/// The log goes into the database every so many pages: seldom enough that a page that changes again and again, as
/// those of an index do, is copied once.
const CHECKPOINT_PAGES: i64 = 16_000;

/// Between two transactions of long work: time for whoever waits to write, also for a process that asks ten times a
/// second.
const GIVE_WAY: Duration = Duration::from_millis(5);

/// Room for the indexes of a large snapshot; negative means KiB.
const CACHE: i64 = -64 * 1024;

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

    /// Lets others write before long work goes on.
    #[expect(
        clippy::disallowed_methods,
        reason = "work is done on threads that may wait, whatever the clock of the runtime shows"
    )]
    pub(crate) fn give_way() {
        std::thread::sleep(GIVE_WAY);
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
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    connection.pragma_update(None, "cache_size", CACHE)?;
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

#[cfg(test)]
mod tests {
    use model::{StepState, Verdict};
    use serde_json::json;
    use store::conformance::samples::{CONTOSO, begun, of_step, record, run};
    use store::{Inventory as _, Leases as _, Ledger as _, RecordQuery, Settings as _, StoreError};

    use crate::{Durability, SqliteStore};

    /// SQLite answers a database at its greatest size as it answers a disk without room.
    #[tokio::test]
    async fn a_full_disk_is_said_and_nothing_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open_with(folder.path(), Durability::Process).unwrap();
        let snapshot = begun(CONTOSO, 1);
        store.begin_snapshot(snapshot.clone()).await.unwrap();
        let fence = store.take(CONTOSO, run(1)).await.unwrap().unwrap().fence;
        store
            .append(CONTOSO, fence, vec![of_step(1, 1, StepState::Intended)])
            .await
            .unwrap();

        let limit = |pages: i64| {
            store
                .db
                .writer()
                .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
        };
        limit(1).unwrap(); // (it is raised to what is there)

        let records = (0..200)
            .map(|n| record(n, "Info", Verdict::Removable))
            .collect();
        let steps = (2..200)
            .map(|n| of_step(1, n, StepState::Intended))
            .collect();
        let failures = [
            store.put_records(snapshot.id, records).await.unwrap_err(),
            store.append(CONTOSO, fence, steps).await.unwrap_err(),
            store
                .set_setting("prices", Some(json!("x".repeat(100_000))))
                .await
                .unwrap_err(),
        ];
        for failure in failures {
            let StoreError::Full { path } = failure else {
                panic!("{failure}")
            };
            assert_eq!(path, folder.path().display().to_string());
        }
        assert_eq!(
            store
                .records(snapshot.id, RecordQuery::default())
                .await
                .unwrap(),
            []
        );
        assert_eq!(store.setting("prices").await.unwrap(), None);
        assert_eq!(store.verify().await.unwrap(), 1);

        limit(1_000_000).unwrap();
        store
            .append(CONTOSO, fence, vec![of_step(1, 1, StepState::Done)])
            .await
            .unwrap();
        assert_eq!(
            store.verify().await.unwrap(),
            2,
            "it goes on once there is room"
        );
    }

    #[tokio::test]
    async fn work_that_panics_is_an_error_and_the_store_works_on() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open_with(folder.path(), Durability::Process).unwrap();
        let failure = store
            .write::<()>(|_| panic!("a mistake"))
            .await
            .unwrap_err();
        assert!(matches!(failure, StoreError::Driver(_)), "{failure}");
        store.set_setting("prices", Some(json!(1))).await.unwrap();
        assert_eq!(store.setting("prices").await.unwrap(), Some(json!(1)));
    }

    #[test]
    fn a_commit_waits_for_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        for (durability, level) in [(Durability::Disk, 2), (Durability::Process, 0)] {
            let store = SqliteStore::open_with(folder.path(), durability).unwrap();
            let found: i64 = store
                .db
                .writer()
                .pragma_query_value(None, "synchronous", |r| r.get(0))
                .unwrap();
            assert_eq!(found, level, "{durability:?}");
        }
    }
}
