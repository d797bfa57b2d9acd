//! The promises of `store`, kept on SQLite.

use std::cell::RefCell;
use std::sync::Arc;

use boxseat_store_sqlite::{Durability, SqliteStore};
use store::Store;
use tempfile::TempDir;

/// Runs the suite, each check in a folder of its own.
async fn suite(durability: Durability) {
    let folders: RefCell<Vec<TempDir>> = RefCell::default();
    store::conformance::suite(async || {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open_with(folder.path(), durability).expect("open");
        folders.borrow_mut().push(folder);
        Arc::new(store) as Arc<dyn Store>
    })
    .await;
}

#[tokio::test]
async fn the_store_keeps_its_promises() {
    suite(Durability::Disk).await;
}

/// A paused clock runs ahead whenever nothing seems to happen: waiting for the disk must count as happening.
#[tokio::test(start_paused = true)]
async fn the_store_keeps_its_promises_under_a_paused_clock() {
    let started = tokio::time::Instant::now();
    tokio::time::timeout(
        std::time::Duration::from_secs(1),
        suite(Durability::Process),
    )
    .await
    .expect("the clock stands still while the store works");
    assert_eq!(started.elapsed(), std::time::Duration::ZERO);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_store_keeps_its_promises_on_many_threads() {
    suite(Durability::Process).await;
}
