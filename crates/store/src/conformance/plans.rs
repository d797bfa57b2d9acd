//! Plans.

use std::sync::Arc;

use super::{checks, samples};
use crate::Store;

checks! {
    a_plan_reads_back_under_its_digest,
    a_plan_may_be_kept_twice,
    an_unknown_plan_is_none,
}

async fn a_plan_reads_back_under_its_digest(store: Arc<dyn Store>) {
    for steps in [0, 1, 30] {
        let plan = samples::plan(steps);
        let digest = store.put_plan(plan.clone()).await.expect("put");
        assert_eq!(digest, plan.digest());
        assert_eq!(store.plan(digest).await.expect("get"), Some(plan));
    }
}

async fn a_plan_may_be_kept_twice(store: Arc<dyn Store>) {
    let first = store.put_plan(samples::plan(2)).await.expect("put");
    let second = store.put_plan(samples::plan(2)).await.expect("put again");
    assert_eq!(first, second);
    assert_eq!(
        store.plan(first).await.expect("get"),
        Some(samples::plan(2))
    );
}

async fn an_unknown_plan_is_none(store: Arc<dyn Store>) {
    assert_eq!(
        store.plan(samples::plan(1).digest()).await.expect("get"),
        None
    );
}
