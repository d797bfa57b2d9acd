//! A database that someone, or a disk, has changed: it is noticed and named, and nothing panics.

use crate::common::{database, open};
use boxseat_store_sqlite::SqliteStore;
use model::{EntryKind, Fence, StepState, Verdict};
use serde_json::json;
use store::conformance::samples::{CONTOSO, begun, finished, of_run, of_step, plan, record, run};
use store::{
    Inventory as _, Leases as _, Ledger as _, LedgerQuery, Plans as _, RecordQuery, Settings as _,
    StoreError,
};

/// Lets the ledger be changed, which the schema forbids.
const UNLOCK: &str = "DROP TRIGGER entry_stays; DROP TRIGGER entry_is_kept;";

/// A ledger of six entries.
async fn filled(store: &SqliteStore) -> Fence {
    let fence = store
        .take(CONTOSO, run(1))
        .await
        .expect("take")
        .expect("it is free")
        .fence;
    let entries = vec![
        of_run(1, EntryKind::RunStarted),
        of_step(1, 1, StepState::Intended),
        of_step(1, 1, StepState::Done),
        of_step(1, 2, StepState::Intended),
        of_step(1, 2, StepState::Done),
        of_run(1, EntryKind::RunEnded),
    ];
    store.append(CONTOSO, fence, entries).await.expect("append");
    fence
}

#[tokio::test]
async fn every_change_of_the_ledger_is_noticed() {
    let changes = [
        (
            3,
            "UPDATE entry SET body = replace(body, 'done', 'refused') WHERE seq = 3",
        ),
        (3, "UPDATE entry SET body = body || ' ' WHERE seq = 3"),
        (3, "UPDATE entry SET body = 'nonsense' WHERE seq = 3"),
        (3, "UPDATE entry SET hash = upper(hash) WHERE seq = 3"),
        (4, "UPDATE entry SET prev_hash = hash WHERE seq = 4"),
        (2, "UPDATE entry SET kind = 'refused' WHERE seq = 2"),
        (2, "UPDATE entry SET step = 7 WHERE seq = 2"),
        (2, "UPDATE entry SET account = NULL WHERE seq = 2"),
        (
            1,
            "UPDATE entry SET tenant = (SELECT account FROM entry WHERE seq = 2) WHERE seq = 1",
        ),
        (1, "DELETE FROM entry WHERE seq = 1"),
        (3, "DELETE FROM entry WHERE seq = 3"),
        (5, "DELETE FROM entry WHERE seq >= 5"),
        (1, "DELETE FROM entry"),
        (
            1,
            "UPDATE entry SET seq = seq + 1000; UPDATE entry SET seq = seq - 999",
        ),
        (
            2,
            "UPDATE entry SET seq = 99 WHERE seq = 2; UPDATE entry SET seq = 2 WHERE seq = 3;
             UPDATE entry SET seq = 3 WHERE seq = 99",
        ),
        (
            7,
            "INSERT INTO entry SELECT 7, tenant, run, plan, step, account, kind, body, hash, hash FROM entry WHERE seq = 6",
        ),
        (6, "UPDATE ledger_end SET hash = 'none'"),
        (7, "UPDATE ledger_end SET seq = 9"),
        (1, "DELETE FROM ledger_end"),
    ];
    for (expected, change) in changes {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        filled(&store).await;
        assert_eq!(store.verify().await.unwrap(), 6);
        database(folder.path())
            .execute_batch(&format!("{UNLOCK}{change}"))
            .unwrap();
        match store.verify().await {
            Err(StoreError::Chain { at, .. }) => assert_eq!(at.0, expected, "{change}"),
            other => panic!("{change}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn nothing_is_appended_to_a_ledger_that_lost_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let fence = filled(&store).await;
    database(folder.path())
        .execute_batch(&format!("{UNLOCK} DELETE FROM entry WHERE seq = 6"))
        .unwrap();
    let refused = store
        .append(CONTOSO, fence, vec![of_run(1, EntryKind::RunEnded)])
        .await;
    assert!(
        matches!(refused, Err(StoreError::Chain { .. })),
        "{refused:?}"
    );
    assert_eq!(
        store.entries(LedgerQuery::default()).await.unwrap().len(),
        5
    );
}

#[tokio::test]
async fn the_schema_itself_keeps_entries() {
    let folder = tempfile::tempdir().unwrap();
    filled(&open(folder.path())).await;
    for change in ["UPDATE entry SET kind = 'done'", "DELETE FROM entry"] {
        let refused = database(folder.path()).execute_batch(change).unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{refused}");
    }
}

#[tokio::test]
async fn a_damaged_row_is_named() {
    const KEY: &str = "prices";
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let snapshot = finished(CONTOSO, 1).id;
    let put = record(1, "Info", Verdict::Removable);
    let account = put.facts.account;
    store.begin_snapshot(begun(CONTOSO, 1)).await.unwrap();
    store.put_records(snapshot, vec![put]).await.unwrap();
    store.finish_snapshot(finished(CONTOSO, 1)).await.unwrap();
    let digest = store.put_plan(plan(1)).await.unwrap();
    store.set_setting(KEY, Some(json!(1))).await.unwrap();
    filled(&store).await;
    let harm = format!(
        "{UNLOCK} UPDATE snapshot SET body = '{{'; UPDATE record SET body = x'5B5D'; UPDATE plan SET body = '\"\"';
         UPDATE setting SET value = 'one'; UPDATE entry SET body = '{{}}' WHERE seq = 4; DELETE FROM entry WHERE seq > 4"
    );
    database(folder.path()).execute_batch(&harm).unwrap();

    let of_everything = LedgerQuery::default();
    let failures = [
        (
            "snapshot",
            snapshot.to_string(),
            store.latest_snapshot(CONTOSO).await.unwrap_err(),
        ),
        (
            "snapshot",
            snapshot.to_string(),
            store.snapshots(CONTOSO, 9).await.unwrap_err(),
        ),
        (
            "record",
            account.to_string(),
            store.record(snapshot, account).await.unwrap_err(),
        ),
        (
            "record",
            account.to_string(),
            store
                .records(snapshot, RecordQuery::default())
                .await
                .unwrap_err(),
        ),
        (
            "plan",
            digest.to_string(),
            store.plan(digest).await.unwrap_err(),
        ),
        (
            "setting",
            KEY.to_owned(),
            store.setting(KEY).await.unwrap_err(),
        ),
        (
            "entry",
            "4".to_owned(),
            store.entries(of_everything).await.unwrap_err(),
        ),
        (
            "entry",
            "4".to_owned(),
            store.open_steps(CONTOSO).await.unwrap_err(),
        ),
    ];
    for (table, row, failure) in failures {
        match failure {
            StoreError::Damaged {
                table: t, row: r, ..
            } => assert_eq!((t, r), (table, row)),
            other => panic!("{table} {row}: {other}"),
        }
    }
}

#[tokio::test]
async fn a_plan_with_another_content_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let digest = store.put_plan(plan(1)).await.unwrap();
    let harm = "UPDATE plan SET body = replace(body, '2026-01', '2021-01')";
    assert_eq!(database(folder.path()).execute(harm, []).unwrap(), 1);
    let failure = store.plan(digest).await.unwrap_err();
    assert!(
        matches!(failure, StoreError::Damaged { table: "plan", .. }),
        "{failure}"
    );
}

#[tokio::test]
async fn a_database_that_is_torn_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    filled(&store).await;
    drop(store);
    let file = folder.path().join("boxseat.db");
    let mut bytes = fs_err::read(&file).unwrap();
    bytes[4096..].fill(0x5A);
    fs_err::write(&file, bytes).unwrap();
    let failure = async { SqliteStore::open(folder.path())?.verify().await }
        .await
        .unwrap_err();
    assert!(matches!(failure, StoreError::Io { .. }), "{failure}");
}
