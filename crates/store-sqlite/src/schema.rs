//! The schema, in numbered steps. A step that was released never changes; a change is a further step.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};
use store::StoreError;

use crate::failure::Work;

/// `BXST` in the header of the file: by this a database of ours is told from others.
pub(crate) const APPLICATION_ID: i32 = 0x4258_5354;

/// The newest version: how many steps there are.
const VERSION: u32 = 3;

const MIGRATIONS: [&str; VERSION as usize] = [
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
];

/// Is there nothing to do?
pub(crate) fn is_current(connection: &Connection) -> Work<bool> {
    Ok(version(connection)? == VERSION && journal(connection)? == "wal")
}

/// Raises the schema to the newest version, in one transaction, then switches to a write-ahead log.
pub(crate) fn migrate(connection: &mut Connection, file: &Path) -> Work<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&transaction)?;
    let Some(missing) = MIGRATIONS.get(found as usize..) else {
        return Err(newer(file, found).into());
    };
    for step in missing {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;
    keep_a_log(connection, file)
}

fn keep_a_log(connection: &Connection, file: &Path) -> Work<()> {
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |r| r.get(0))?;
    if mode == "wal" {
        return Ok(());
    }
    let why = "this file system cannot hold a write-ahead log; choose a folder on a local disk"
        .to_owned();
    Err(StoreError::Io {
        path: file.display().to_string(),
        why,
    }
    .into())
}

fn version(connection: &Connection) -> Work<u32> {
    Ok(connection.pragma_query_value(None, "user_version", |r| r.get(0))?)
}

fn journal(connection: &Connection) -> Work<String> {
    Ok(connection.pragma_query_value(None, "journal_mode", |r| r.get(0))?)
}

fn newer(file: &Path, found: u32) -> StoreError {
    let why = format!(
        "a newer version made it (schema {found}, this one knows {VERSION}); use that version, or name another data folder"
    );
    StoreError::Foreign {
        path: file.display().to_string(),
        why,
    }
}
