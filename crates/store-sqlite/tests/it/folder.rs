//! Whose folder is it? Ours is made private; anyone else's is left as it is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::common::{database, open};
use boxseat_store_sqlite::SqliteStore;
use rusqlite::Connection;
use serde_json::json;
use store::conformance::samples::{CONTOSO, run};
use store::{Leases as _, Settings as _, StoreError};

/// Every file with its content.
fn content(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs_err::read_dir(folder)
        .expect("a folder")
        .map(|e| e.expect("an entry").path());
    entries
        .map(|path| (path.clone(), fs_err::read(path).expect("a file")))
        .collect()
}

#[tokio::test]
async fn what_was_set_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path())
        .set_setting("prices", Some(json!({ "E3": "36.00" })))
        .await
        .unwrap();
    let again = SqliteStore::open(folder.path()).unwrap();
    assert_eq!(
        again.setting("prices").await.unwrap(),
        Some(json!({ "E3": "36.00" }))
    );
}

#[cfg(unix)]
#[tokio::test]
async fn a_data_folder_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs_err::metadata(path).unwrap().permissions().mode() & 0o777;

    let outer = tempfile::tempdir().unwrap();
    let made = outer.path().join("share/boxseat");
    let found = outer.path().join("found");
    fs_err::create_dir(&found).unwrap();
    fs_err::set_permissions(&found, std::fs::Permissions::from_mode(0o755)).unwrap();

    for folder in [made, found] {
        let store = open(&folder);
        let _lease = store.take(CONTOSO, run(1)).await.unwrap().unwrap();
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        let files: Vec<_> = content(&folder).into_keys().collect();
        for name in ["boxseat.db", "boxseat.db-wal", "boxseat.db-shm"] {
            assert!(files.contains(&folder.join(name)), "{files:?}");
        }
        for file in files {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
    }
}

/// Puts something into a folder.
type Prepare = fn(&Path);

#[test]
fn a_folder_of_someone_elses_is_left_as_it_is() {
    let cases: [(&str, Prepare); 5] = [
        ("holds `letter.txt`", |folder| {
            fs_err::write(folder.join("letter.txt"), "Dear").unwrap();
        }),
        ("not a database of Boxseat", |folder| {
            fs_err::write(folder.join("boxseat.db"), "not a database").unwrap();
        }),
        ("not a database of Boxseat", |folder| {
            database(folder)
                .execute_batch("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)")
                .unwrap();
        }),
        ("not a database of Boxseat", |folder| {
            let theirs =
                "PRAGMA journal_mode = WAL; CREATE TABLE theirs (x); PRAGMA application_id = 7";
            database(folder).execute_batch(theirs).unwrap();
        }),
        ("holds `theirs.db`", |folder| {
            let theirs = Connection::open(folder.join("theirs.db")).unwrap();
            theirs.execute_batch("CREATE TABLE theirs (x)").unwrap();
        }),
    ];
    for (number, (why, prepare)) in (1..).zip(cases) {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        let before = content(folder.path());
        let refused = SqliteStore::open(folder.path());
        assert!(
            matches!(refused, Err(StoreError::Foreign { .. })),
            "case {number}: {refused:?}"
        );
        let text = refused.unwrap_err().to_string();
        assert!(
            text.contains(why) && text.contains("folder"),
            "case {number}: {text}"
        );
        assert_eq!(content(folder.path()), before, "case {number}");
    }
}

#[test]
fn a_path_that_cannot_be_a_folder_is_said() {
    let outer = tempfile::tempdir().unwrap();
    let file = outer.path().join("file");
    fs_err::write(&file, "").unwrap();
    let refused = SqliteStore::open(&file);
    assert!(
        matches!(refused, Err(StoreError::Foreign { .. })),
        "{refused:?}"
    );
    let refused = SqliteStore::open(&file.join("below"));
    assert!(matches!(refused, Err(StoreError::Io { .. })), "{refused:?}");
    assert_eq!(content(outer.path()).len(), 1);
}

#[test]
fn the_embedded_tenant_may_have_been_there_first() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["tenant.db", "tenant.db-wal", "boxseat.db"] {
        fs_err::write(folder.path().join(name), "").unwrap();
    }
    open(folder.path());
}

#[test]
fn a_database_of_a_newer_version_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    database(folder.path())
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let before = content(folder.path());
    let refused = SqliteStore::open(folder.path());
    let Err(StoreError::Foreign { why, .. }) = refused else {
        panic!("{refused:?}")
    };
    assert!(why.contains("newer version") && why.contains("99"), "{why}");
    let database = folder.path().join("boxseat.db");
    assert_eq!(content(folder.path())[&database], before[&database]);
}
