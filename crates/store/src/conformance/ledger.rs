//! The ledger as a whole: numbering, chain, fences, questions.

use std::sync::Arc;

use model::ledger::NewEntry;
use model::{
    Entry, EntryKind, Fence, LedgerSeq, PlanDigest, SkuId, StepNo, StepState, SubscriptionId,
    TotalObstacle, TotalState,
};

use super::checks;
use super::samples::{CONTOSO, FABRIKAM, account, of_run, of_step, run};
use crate::{Lease, LedgerQuery, Store, StoreError};

checks! {
    entries_read_back_chained_and_without_holes,
    tenants_share_one_numbering,
    an_append_of_nothing_is_nothing,
    appends_at_the_same_time_stand_in_line,
    a_stale_fence_writes_nothing,
    a_fence_that_was_never_given_writes_nothing,
    an_entry_that_does_not_fit_is_refused_with_its_append,
    a_new_number_is_of_no_step_and_leaves_nothing_open,
    entries_are_found_by_what_they_are_about,
    an_empty_ledger_is_whole,
}

pub(super) async fn lease(store: &Arc<dyn Store>) -> Lease {
    store
        .take(CONTOSO, run(1))
        .await
        .expect("take")
        .expect("it is free")
}

pub(super) async fn every_entry(store: &Arc<dyn Store>) -> Vec<Entry> {
    store
        .entries(LedgerQuery::default())
        .await
        .expect("entries")
}

fn some_entries() -> Vec<NewEntry> {
    vec![
        of_run(1, EntryKind::RunStarted),
        of_step(1, 1, StepState::Intended),
        of_step(1, 2, StepState::Intended),
        of_step(1, 1, StepState::Done),
        of_run(1, EntryKind::RunEnded),
    ]
}

async fn entries_read_back_chained_and_without_holes(store: Arc<dyn Store>) {
    let lease = lease(&store).await;
    let mut numbers = Vec::new();
    for entry in some_entries() {
        numbers.extend(
            store
                .append(CONTOSO, lease.fence, vec![entry])
                .await
                .expect("append"),
        );
    }
    assert_eq!(numbers, (1..=5).map(LedgerSeq).collect::<Vec<_>>());

    let mut expected: Vec<Entry> = Vec::new();
    for (seq, body) in numbers.into_iter().zip(some_entries()) {
        let prev_hash = expected.last().map_or(Entry::GENESIS, |e| &e.hash);
        expected.push(Entry::chain(seq, prev_hash, body));
    }
    assert_eq!(every_entry(&store).await, expected);
    assert_eq!(store.verify().await.expect("verify"), 5);
}

async fn tenants_share_one_numbering(store: Arc<dyn Store>) {
    let ours = lease(&store).await;
    let theirs = store
        .take(FABRIKAM, run(2))
        .await
        .expect("take")
        .expect("it is free");
    let their_entry = NewEntry {
        tenant: FABRIKAM,
        ..of_run(2, EntryKind::RunStarted)
    };
    let first = store
        .append(CONTOSO, ours.fence, some_entries())
        .await
        .expect("append");
    let second = store
        .append(FABRIKAM, theirs.fence, vec![their_entry])
        .await
        .expect("append");
    assert_eq!((first.len(), second), (5, vec![LedgerSeq(6)]));
    assert_eq!(store.verify().await.expect("verify"), 6);
}

async fn an_append_of_nothing_is_nothing(store: Arc<dyn Store>) {
    let lease = lease(&store).await;
    assert_eq!(
        store
            .append(CONTOSO, lease.fence, Vec::new())
            .await
            .expect("append"),
        []
    );
    assert_eq!(store.verify().await.expect("verify"), 0);
}

async fn appends_at_the_same_time_stand_in_line(store: Arc<dyn Store>) {
    let fence = lease(&store).await.fence;
    let step = |n| {
        store.append(
            CONTOSO,
            fence,
            vec![
                of_step(1, n, StepState::Intended),
                of_step(1, n, StepState::Done),
            ],
        )
    };
    let answers = futures_util::future::join_all((1..=25).map(step)).await;
    let mut numbers: Vec<_> = answers
        .into_iter()
        .flat_map(|a| a.expect("append"))
        .collect();
    numbers.sort();
    assert_eq!(numbers, (1..=50).map(LedgerSeq).collect::<Vec<_>>());
    assert_eq!(store.verify().await.expect("verify"), 50);
}

async fn a_stale_fence_writes_nothing(store: Arc<dyn Store>) {
    let asleep = lease(&store).await.fence;
    let awake = lease(&store).await.fence;
    store
        .append(CONTOSO, awake, some_entries())
        .await
        .expect("append");

    let refused = store
        .append(CONTOSO, asleep, vec![of_step(1, 2, StepState::Done)])
        .await;
    match refused {
        Err(StoreError::StaleFence {
            tenant,
            ours,
            newest,
        }) => {
            assert_eq!((tenant, ours, newest), (CONTOSO, asleep, awake));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(store.verify().await.expect("verify"), 5);
    store
        .append(CONTOSO, awake, vec![of_step(1, 2, StepState::Done)])
        .await
        .expect("the newest writes on");
}

async fn a_fence_that_was_never_given_writes_nothing(store: Arc<dyn Store>) {
    let never_taken = store.append(FABRIKAM, Fence(0), Vec::new()).await;
    assert!(
        matches!(never_taken, Err(StoreError::StaleFence { .. })),
        "{never_taken:?}"
    );
    let fence = lease(&store).await.fence;
    let ahead = store
        .append(CONTOSO, Fence(fence.0 + 1), some_entries())
        .await;
    assert!(
        matches!(ahead, Err(StoreError::StaleFence { .. })),
        "{ahead:?}"
    );
    assert_eq!(every_entry(&store).await, []);
}

async fn an_entry_that_does_not_fit_is_refused_with_its_append(store: Arc<dyn Store>) {
    let fence = lease(&store).await.fence;
    let of_another_tenant = NewEntry {
        tenant: FABRIKAM,
        ..of_run(1, EntryKind::RunStarted)
    };
    let of_no_step = NewEntry {
        step: None,
        ..of_step(1, 1, StepState::Intended)
    };
    let of_run_and_step = NewEntry {
        kind: EntryKind::RunEnded,
        ..of_step(1, 1, StepState::Intended)
    };
    for misfit in [of_another_tenant, of_no_step, of_run_and_step] {
        let append = vec![of_run(1, EntryKind::RunStarted), misfit];
        let refused = store.append(CONTOSO, fence, append).await;
        assert!(
            matches!(refused, Err(StoreError::Misfit { place: 2, .. })),
            "{refused:?}"
        );
        assert_eq!(every_entry(&store).await, []);
    }
}

async fn entries_are_found_by_what_they_are_about(store: Arc<dyn Store>) {
    let ours = lease(&store).await.fence;
    let theirs = store
        .take(FABRIKAM, run(3))
        .await
        .expect("take")
        .expect("it is free");
    store
        .append(CONTOSO, ours, some_entries())
        .await
        .expect("append");
    let mut other_plan = of_step(2, 1, StepState::Intended);
    other_plan.plan = PlanDigest([8; 32]);
    "robin".clone_into(&mut other_plan.by.name);
    store
        .append(CONTOSO, ours, vec![other_plan])
        .await
        .expect("append");
    let their_entry = NewEntry {
        tenant: FABRIKAM,
        ..of_step(3, 1, StepState::Intended)
    };
    store
        .append(FABRIKAM, theirs.fence, vec![their_entry])
        .await
        .expect("append");

    let everything = every_entry(&store).await;
    assert_eq!(everything.len(), 7);
    for query in queries() {
        let wanted = |e: &&Entry| {
            query.tenant.is_none_or(|t| e.body.tenant == t)
                && query.run.is_none_or(|r| e.body.run == r)
                && query.plan.is_none_or(|p| e.body.plan == p)
                && query.account.is_none_or(|a| e.body.account == Some(a))
                && query.actor.as_ref().is_none_or(|a| e.body.by.name == *a)
                && query.after.is_none_or(|s| e.seq > s)
                && query.before.is_none_or(|s| e.seq < s)
        };
        let limit = if query.limit == 0 {
            usize::MAX
        } else {
            query.limit
        };
        let mut expected: Vec<_> = everything.iter().filter(wanted).cloned().collect();
        if query.newest_first {
            expected.reverse();
        }
        expected.truncate(limit);
        assert_eq!(
            store.entries(query.clone()).await.expect("entries"),
            expected,
            "{query:?}"
        );
    }
}

/// Every combination of what can be asked.
fn queries() -> impl Iterator<Item = LedgerQuery> {
    (0..512_u32).map(|bits| {
        let asks = |bit: u32| bits >> bit & 1 == 1;
        LedgerQuery {
            tenant: asks(0).then_some(CONTOSO),
            run: asks(1).then_some(run(1)),
            plan: asks(2).then_some(PlanDigest([7; 32])),
            account: asks(3).then_some(account(1)),
            after: asks(4).then_some(LedgerSeq(2)),
            limit: usize::from(asks(5)),
            before: asks(6).then_some(LedgerSeq(6)),
            actor: asks(7).then(|| "robin".to_owned()),
            newest_first: asks(8),
        }
    })
}

async fn an_empty_ledger_is_whole(store: Arc<dyn Store>) {
    assert_eq!(store.verify().await.expect("verify"), 0);
    assert_eq!(every_entry(&store).await, []);
}

async fn a_new_number_is_of_no_step_and_leaves_nothing_open(store: Arc<dyn Store>) {
    let lease = lease(&store).await;
    let number = |state| {
        let kind = EntryKind::Total {
            subscription: SubscriptionId::from_u128(1),
            sku: SkuId::from_u128(2),
            from: 110,
            to: 105,
            state,
        };
        of_run(1, kind)
    };
    let from_then = jiff::Timestamp::UNIX_EPOCH;
    let why = TotalObstacle::BelowAssigned {
        assigned: 108,
        minimum: 108,
    };
    let entries: Vec<NewEntry> = [
        TotalState::Instructed,
        TotalState::Intended,
        TotalState::Scheduled { from_then },
        TotalState::Refused { why },
        TotalState::Unconfirmed,
        TotalState::Done,
    ]
    .map(number)
    .into();
    store
        .append(CONTOSO, lease.fence, entries.clone())
        .await
        .expect("append");
    let read: Vec<_> = every_entry(&store)
        .await
        .into_iter()
        .map(|e| e.body)
        .collect();
    assert_eq!(read, entries);
    assert_eq!(store.verify().await.expect("verify"), 6);
    assert_eq!(store.open_steps(CONTOSO).await.expect("steps"), []);
    assert_eq!(store.open_runs(CONTOSO).await.expect("runs"), []);

    let misfit = NewEntry {
        step: Some(StepNo(1)),
        ..number(TotalState::Done)
    };
    let refused = store.append(CONTOSO, lease.fence, vec![misfit]).await;
    assert!(
        matches!(refused, Err(StoreError::Misfit { place: 1, .. })),
        "{refused:?}"
    );
}
