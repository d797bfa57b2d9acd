//! What the tests of this crate share.

use std::path::Path;

use boxseat_store_sqlite::{Durability, SqliteStore};
use rusqlite::Connection;

/// Opens the store of a folder; what it writes need not outlive a power failure.
pub(crate) fn open(folder: &Path) -> SqliteStore {
    SqliteStore::open_with(folder, Durability::Process).expect("open")
}

/// Opens the database beside the store, as someone does who means it harm.
pub(crate) fn database(folder: &Path) -> Connection {
    Connection::open(folder.join("boxseat.db")).expect("the database")
}
