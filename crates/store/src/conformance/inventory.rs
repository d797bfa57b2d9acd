//! Snapshots and records.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{AccountId, Entropy, TenantId, Verdict};
use serde_json::json;

use super::checks;
use super::samples::{CONTOSO, FABRIKAM, begun, finished, random_record, record};
use crate::inventory::folded;
use crate::{KEPT_SNAPSHOTS, Lasts, Record, RecordQuery, Snapshot, Store, StoreError};

checks! {
    a_snapshot_reads_back_as_it_was_finished,
    only_complete_snapshots_are_shown,
    snapshots_come_newest_first,
    finishing_drops_what_was_begun_before_and_never_completed,
    only_the_newest_complete_snapshots_are_kept,
    what_is_not_there_is_missing,
    a_record_reads_back_as_it_was_put,
    a_record_replaces_the_one_of_its_account,
    records_are_of_one_snapshot,
    pages_together_are_the_whole_in_order,
    records_are_chosen_by_verdict_and_search,
    a_correction_changes_the_newest_complete_snapshot_only,
    a_correction_without_a_snapshot_does_nothing,
    verdicts_are_counted_per_snapshot,
    what_is_kept_beside_a_snapshot_goes_with_it,
    what_is_derived_goes_when_a_record_is_corrected,
}

async fn complete(
    store: &Arc<dyn Store>,
    tenant: TenantId,
    n: u32,
    records: Vec<Record>,
) -> Snapshot {
    store.begin_snapshot(begun(tenant, n)).await.expect("begin");
    store
        .put_records(begun(tenant, n).id, records)
        .await
        .expect("put");
    store
        .finish_snapshot(finished(tenant, n))
        .await
        .expect("finish");
    finished(tenant, n)
}

async fn all(store: &Arc<dyn Store>, snapshot: &Snapshot) -> Vec<Record> {
    store
        .records(snapshot.id, RecordQuery::default())
        .await
        .expect("records")
}

async fn latest(store: &Arc<dyn Store>, tenant: TenantId) -> Option<Snapshot> {
    store.latest_snapshot(tenant).await.expect("latest")
}

fn sorted(mut records: Vec<Record>) -> Vec<Record> {
    records.sort_by_key(Record::key);
    records
}

async fn a_snapshot_reads_back_as_it_was_finished(store: Arc<dyn Store>) {
    let snapshot = complete(&store, CONTOSO, 1, Vec::new()).await;
    assert_eq!(latest(&store, CONTOSO).await, Some(snapshot));
    assert_eq!(latest(&store, FABRIKAM).await, None);
}

async fn only_complete_snapshots_are_shown(store: Arc<dyn Store>) {
    store
        .begin_snapshot(begun(CONTOSO, 1))
        .await
        .expect("begin");
    store
        .put_records(
            begun(CONTOSO, 1).id,
            vec![record(1, "Info", Verdict::Removable)],
        )
        .await
        .expect("put");
    assert_eq!(latest(&store, CONTOSO).await, None);
    assert_eq!(store.snapshots(CONTOSO, 10).await.expect("snapshots"), []);
    assert_eq!(
        all(&store, &begun(CONTOSO, 1)).await.len(),
        1,
        "who knows its id may read what is there"
    );
}

async fn snapshots_come_newest_first(store: Arc<dyn Store>) {
    for n in 1..=4 {
        complete(&store, CONTOSO, n, Vec::new()).await;
        complete(&store, FABRIKAM, n, Vec::new()).await;
    }
    for (limit, expected) in [
        (0, &[][..]),
        (1, &[4][..]),
        (3, &[4, 3, 2]),
        (usize::MAX, &[4, 3, 2, 1]),
    ] {
        let expected: Vec<_> = expected.iter().map(|&n| finished(CONTOSO, n)).collect();
        assert_eq!(
            store.snapshots(CONTOSO, limit).await.expect("snapshots"),
            expected,
            "limit {limit}"
        );
    }
}

async fn finishing_drops_what_was_begun_before_and_never_completed(store: Arc<dyn Store>) {
    store
        .begin_snapshot(begun(CONTOSO, 1))
        .await
        .expect("begin");
    store
        .begin_snapshot(begun(FABRIKAM, 1))
        .await
        .expect("begin");
    store
        .begin_snapshot(begun(CONTOSO, 2))
        .await
        .expect("begin");
    store
        .begin_snapshot(begun(CONTOSO, 3))
        .await
        .expect("begin");
    store
        .finish_snapshot(finished(CONTOSO, 2))
        .await
        .expect("finish");

    let dropped = store.finish_snapshot(finished(CONTOSO, 1)).await;
    assert!(
        matches!(dropped, Err(StoreError::Missing { .. })),
        "{dropped:?}"
    );
    store
        .finish_snapshot(finished(CONTOSO, 3))
        .await
        .expect("it was begun afterwards");
    store
        .finish_snapshot(finished(FABRIKAM, 1))
        .await
        .expect("it is another tenant's");
}

async fn only_the_newest_complete_snapshots_are_kept(store: Arc<dyn Store>) {
    let kept = u32::try_from(KEPT_SNAPSHOTS).expect("it is small");
    let oldest = complete(
        &store,
        FABRIKAM,
        1,
        vec![record(1, "Info", Verdict::Removable)],
    )
    .await;
    for n in 1..=kept + 2 {
        complete(
            &store,
            CONTOSO,
            n,
            vec![record(n, "Info", Verdict::Removable)],
        )
        .await;
    }
    let expected: Vec<_> = (3..=kept + 2).rev().map(|n| finished(CONTOSO, n)).collect();
    assert_eq!(
        store
            .snapshots(CONTOSO, usize::MAX)
            .await
            .expect("snapshots"),
        expected
    );
    let dropped = store
        .records(finished(CONTOSO, 2).id, RecordQuery::default())
        .await;
    assert!(
        matches!(dropped, Err(StoreError::Missing { .. })),
        "{dropped:?}"
    );
    assert_eq!(all(&store, &finished(CONTOSO, 3)).await.len(), 1);
    assert_eq!(
        all(&store, &oldest).await.len(),
        1,
        "another tenant's does not count"
    );
}

async fn what_is_not_there_is_missing(store: Arc<dyn Store>) {
    let never = finished(CONTOSO, 1);
    let put = store
        .put_records(never.id, vec![record(1, "Info", Verdict::Removable)])
        .await;
    assert!(matches!(put, Err(StoreError::Missing { .. })), "{put:?}");
    let finish = store.finish_snapshot(never.clone()).await;
    assert!(
        matches!(finish, Err(StoreError::Missing { .. })),
        "{finish:?}"
    );
    let records = store.records(never.id, RecordQuery::default()).await;
    assert!(
        matches!(records, Err(StoreError::Missing { .. })),
        "{records:?}"
    );
    let one = store
        .record(never.id, AccountId::from_u128(1))
        .await
        .expect("record");
    assert_eq!(one, None);
}

async fn a_record_reads_back_as_it_was_put(store: Arc<dyn Store>) {
    let put = record(1, "Info \"quoted\" \\ é \u{1F4EC}", Verdict::Blocked);
    let snapshot = complete(&store, CONTOSO, 1, vec![put.clone()]).await;
    let account = put.facts.account;
    assert_eq!(
        store.record(snapshot.id, account).await.expect("record"),
        Some(put.clone())
    );
    assert_eq!(
        store
            .record(snapshot.id, AccountId::from_u128(9))
            .await
            .expect("record"),
        None
    );
    assert_eq!(all(&store, &snapshot).await, [put]);
}

async fn a_record_replaces_the_one_of_its_account(store: Arc<dyn Store>) {
    let snapshot = begun(CONTOSO, 1);
    store.begin_snapshot(snapshot.clone()).await.expect("begin");
    let (first, other) = (
        record(1, "A", Verdict::Removable),
        record(2, "M", Verdict::Removable),
    );
    store
        .put_records(snapshot.id, vec![first, other.clone()])
        .await
        .expect("put");
    let renamed = record(1, "Z", Verdict::Blocked);
    store
        .put_records(snapshot.id, vec![renamed.clone()])
        .await
        .expect("put again");
    assert_eq!(all(&store, &snapshot).await, [other.clone(), renamed]);
    let removable = RecordQuery {
        verdicts: vec![Verdict::Removable],
        ..RecordQuery::default()
    };
    assert_eq!(
        store
            .records(snapshot.id, removable)
            .await
            .expect("records"),
        [other]
    );
}

async fn records_are_of_one_snapshot(store: Arc<dyn Store>) {
    let first = complete(&store, CONTOSO, 1, vec![record(1, "A", Verdict::Removable)]).await;
    let second = complete(&store, CONTOSO, 2, vec![record(1, "B", Verdict::Blocked)]).await;
    assert_eq!(
        all(&store, &first).await,
        [record(1, "A", Verdict::Removable)]
    );
    assert_eq!(
        all(&store, &second).await,
        [record(1, "B", Verdict::Blocked)]
    );
}

/// A property over seeds: for any names and any size of page.
async fn pages_together_are_the_whole_in_order(store: Arc<dyn Store>) {
    for seed in 0..20 {
        let chance = Entropy::seeded(u64::from(seed));
        let size = u32::try_from(chance.below(60)).expect("it is small");
        let records: Vec<_> = (0..size).map(|n| random_record(n, &chance)).collect();
        let snapshot = complete(&store, CONTOSO, seed, records.clone()).await;
        let limit = usize::try_from(chance.below(12) + 1).expect("it is small");

        let mut together = Vec::new();
        let mut query = RecordQuery {
            limit,
            ..RecordQuery::default()
        };
        loop {
            let page = store
                .records(snapshot.id, query.clone())
                .await
                .expect("a page");
            assert!(
                page.len() <= limit,
                "seed {seed}: {} of at most {limit}",
                page.len()
            );
            let Some(last) = page.last() else { break };
            query.after = Some(last.key());
            together.extend(page);
        }
        assert_eq!(
            together,
            sorted(records.clone()),
            "seed {seed}, pages of {limit}"
        );
        assert_eq!(
            all(&store, &snapshot).await,
            together,
            "seed {seed}, in one"
        );
    }
}

/// A property over seeds: what the store answers is what a plain filter lets through.
async fn records_are_chosen_by_verdict_and_search(store: Arc<dyn Store>) {
    const SEARCHES: [&str; 9] = [
        "INFO",
        "ström",
        "Σ",
        "%",
        "'",
        "i\u{307}",
        "@Contoso.COM",
        "BOX1",
        "",
    ];
    let chance = Entropy::seeded(1);
    let records: Vec<_> = (0..80).map(|n| random_record(n, &chance)).collect();
    let snapshot = complete(&store, CONTOSO, 1, records.clone()).await;

    let searches = SEARCHES.iter().map(|&s| Some(s.to_owned())).chain([None]);
    let choices: [&[Verdict]; 3] = [
        &[],
        &[Verdict::Removable],
        &[Verdict::Blocked, Verdict::Unknown],
    ];
    for (search, verdicts) in searches.flat_map(|s| choices.map(|v| (s.clone(), v))) {
        let wanted = |r: &Record| {
            let name = &r.facts.name;
            let hit =
                |text: &str| folded(text).contains(&folded(search.as_deref().unwrap_or_default()));
            (verdicts.is_empty() || verdicts.contains(&r.assessment.verdict))
                && (hit(&name.display_name)
                    || hit(&name.primary_smtp_address)
                    || hit(&name.user_principal_name))
        };
        let expected = sorted(records.iter().filter(|&r| wanted(r)).cloned().collect());
        let query = RecordQuery {
            verdicts: verdicts.to_vec(),
            search: search.clone(),
            after: None,
            limit: 0,
        };
        let found = store.records(snapshot.id, query).await.expect("records");
        assert_eq!(found, expected, "{verdicts:?} {search:?}");
    }
}

async fn a_correction_changes_the_newest_complete_snapshot_only(store: Arc<dyn Store>) {
    let before = record(1, "Info", Verdict::Removable);
    let older = complete(&store, CONTOSO, 1, vec![before.clone()]).await;
    let newer = complete(&store, CONTOSO, 2, vec![before.clone()]).await;
    let theirs = complete(&store, FABRIKAM, 3, vec![before.clone()]).await;
    store
        .begin_snapshot(begun(CONTOSO, 4))
        .await
        .expect("begin");

    let (after, added) = (
        record(1, "Info", Verdict::Unlicensed),
        record(2, "New", Verdict::Unknown),
    );
    store
        .correct(CONTOSO, vec![after.clone(), added.clone()])
        .await
        .expect("correct");
    assert_eq!(all(&store, &newer).await, [after, added]);
    assert_eq!(all(&store, &older).await, std::slice::from_ref(&before));
    assert_eq!(all(&store, &theirs).await, [before]);
    assert_eq!(all(&store, &begun(CONTOSO, 4)).await, []);
}

async fn a_correction_without_a_snapshot_does_nothing(store: Arc<dyn Store>) {
    store
        .correct(CONTOSO, vec![record(1, "Info", Verdict::Removable)])
        .await
        .expect("correct");
    assert_eq!(latest(&store, CONTOSO).await, None);
}

async fn verdicts_are_counted_per_snapshot(store: Arc<dyn Store>) {
    let records = vec![
        record(1, "A", Verdict::Removable),
        record(2, "B", Verdict::Removable),
        record(3, "C", Verdict::Blocked),
    ];
    let snapshot = complete(&store, CONTOSO, 1, records).await;
    complete(&store, FABRIKAM, 1, vec![record(1, "A", Verdict::Unknown)]).await;
    let counts = async || store.verdict_counts(snapshot.id).await.expect("counts");
    let expected = [(Verdict::Removable, 2), (Verdict::Blocked, 1)];
    assert_eq!(counts().await, BTreeMap::from(expected));
    let corrected = vec![
        record(1, "A", Verdict::Blocked),
        record(2, "B", Verdict::Blocked),
    ];
    store.correct(CONTOSO, corrected).await.expect("correct");
    assert_eq!(counts().await, BTreeMap::from([(Verdict::Blocked, 3)]));
    let none = store.verdict_counts(begun(CONTOSO, 9).id).await;
    assert!(matches!(none, Err(StoreError::Missing { .. })), "{none:?}");
}

async fn what_is_kept_beside_a_snapshot_goes_with_it(store: Arc<dyn Store>) {
    let oldest = complete(&store, CONTOSO, 1, Vec::new()).await;
    let newest = complete(&store, CONTOSO, 2, Vec::new()).await;
    for (n, name) in [(1, "figures"), (2, "figures"), (3, "leavers")] {
        store
            .put_beside(oldest.id, name, json!({ "n": n }), Lasts::WithSnapshot)
            .await
            .expect("put");
    }
    let beside = async |name: &str, limit| {
        let found = store.beside(CONTOSO, name, limit).await.expect("beside");
        found
            .into_iter()
            .map(|(s, value)| (s.id, value))
            .collect::<Vec<_>>()
    };
    let figures = (oldest.id, Some(json!({ "n": 2 })));
    assert_eq!(beside("figures", 9).await, [(newest.id, None), figures]);
    assert_eq!(beside("figures", 1).await, [(newest.id, None)]);
    assert_eq!(
        beside("nothing", 9).await,
        [(newest.id, None), (oldest.id, None)]
    );
    for n in 0..u32::try_from(KEPT_SNAPSHOTS).expect("it is small") - 1 {
        complete(&store, CONTOSO, 10 + n, Vec::new()).await;
    }
    assert!(
        beside("leavers", 99)
            .await
            .iter()
            .all(|(_, value)| value.is_none())
    );
    let missing = store
        .put_beside(oldest.id, "figures", json!(1), Lasts::WithSnapshot)
        .await;
    assert!(
        matches!(missing, Err(StoreError::Missing { .. })),
        "{missing:?}"
    );
}

async fn what_is_derived_goes_when_a_record_is_corrected(store: Arc<dyn Store>) {
    let older = complete(&store, CONTOSO, 1, Vec::new()).await;
    let newest = complete(&store, CONTOSO, 2, Vec::new()).await;
    for snapshot in [&older, &newest] {
        for (name, lasts) in [
            ("leavers", Lasts::WithSnapshot),
            ("figures", Lasts::UntilCorrected),
        ] {
            store
                .put_beside(snapshot.id, name, json!(1), lasts)
                .await
                .expect("put");
        }
    }
    let record = record(1, "Info", Verdict::Removable);
    store.correct(CONTOSO, vec![record]).await.expect("correct");
    for (name, there) in [("leavers", [true, true]), ("figures", [false, true])] {
        let found = store.beside(CONTOSO, name, 9).await.expect("beside");
        let found: Vec<_> = found.iter().map(|(_, value)| value.is_some()).collect();
        assert_eq!(found, there, "{name}, newest first");
    }
}
