//! Leases.

use std::sync::Arc;

use super::checks;
use super::samples::{CONTOSO, FABRIKAM, run};
use crate::{HeldBy, Lease, Store};

checks! {
    a_lease_has_one_holder,
    a_lease_is_free_once_it_is_dropped,
    each_taking_has_a_greater_fence,
    tenants_have_leases_of_their_own,
    only_one_of_many_gets_it,
    looking_who_holds_it_takes_nothing,
}

async fn take(store: &Arc<dyn Store>, run_number: u32) -> Result<Lease, HeldBy> {
    store.take(CONTOSO, run(run_number)).await.expect("take")
}

async fn a_lease_has_one_holder(store: Arc<dyn Store>) {
    let _held = take(&store, 1).await.expect("it is free");
    let by = take(&store, 2).await.expect_err("it is held");
    // Not every system lets others read who holds it.
    assert!(by.run.is_none_or(|r| r == run(1)), "{by:?}");
    assert!(by.process.is_none_or(|p| p == std::process::id()), "{by:?}");
}

async fn a_lease_is_free_once_it_is_dropped(store: Arc<dyn Store>) {
    for number in 1..=3 {
        drop(take(&store, number).await.expect("it is free"));
    }
}

async fn each_taking_has_a_greater_fence(store: Arc<dyn Store>) {
    let mut last = None;
    for number in 1..=3 {
        let fence = take(&store, number).await.expect("it is free").fence;
        assert!(Some(fence) > last, "{fence:?} after {last:?}");
        last = Some(fence);
    }
}

async fn tenants_have_leases_of_their_own(store: Arc<dyn Store>) {
    let contoso = take(&store, 1).await.expect("it is free");
    let fabrikam = store
        .take(FABRIKAM, run(2))
        .await
        .expect("take")
        .expect("it is another tenant's");
    assert_eq!((contoso.tenant, fabrikam.tenant), (CONTOSO, FABRIKAM));
}

async fn only_one_of_many_gets_it(store: Arc<dyn Store>) {
    let all = futures_util::future::join_all((0..20).map(|n| take(&store, n))).await;
    let held: Vec<_> = all.iter().filter_map(|lease| lease.as_ref().ok()).collect();
    assert_eq!(held.len(), 1, "{held:?}");
}

async fn looking_who_holds_it_takes_nothing(store: Arc<dyn Store>) {
    let free = || async { store.holder(CONTOSO).await.expect("look").is_none() };
    assert!(free().await, "nobody ever took it");
    let held = take(&store, 1).await.expect("it is free");
    let by = store.holder(CONTOSO).await.expect("look");
    let by = by.expect("somebody holds it");
    assert!(by.run.is_none_or(|r| r == run(1)), "{by:?}");
    assert!(store.holder(FABRIKAM).await.expect("look").is_none());
    drop(held);
    assert!(free().await, "it was let go");

    // Whoever takes it while others look gets it.
    let looking = futures_util::future::join_all((0..50).map(|_| store.holder(CONTOSO)));
    let taking = async {
        for number in 2..12 {
            drop(take(&store, number).await.expect("nobody else takes it"));
        }
    };
    let (looks, ()) = futures_util::join!(looking, taking);
    assert!(looks.iter().all(Result::is_ok));
}
