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
