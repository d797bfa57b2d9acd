//! Few, large reads: exactly so many requests, at three sizes, counted by the client and by the tenant.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use boxseat_sim::World;
use engine::Scope;
use serde_json::Value;
use tenant::Profile;

/// What a review of the crowd costs: requests by operation, items of batches counted too.
async fn cost(users: u32) -> BTreeMap<String, u64> {
    let w = World::new(Profile::Crowd, users);
    let review = w
        .engine()
        .review(&w.by, &w.conn, &Scope::shared(), &w.policy, &World::quiet())
        .await;
    let review = review.expect("a review without faults");
    assert_eq!(
        review.snapshot.requests,
        w.conn.meter().total(),
        "the snapshot keeps what the client counted"
    );
    let counted = w.admin("GET", "/requests", None).await;
    let operations = counted["operations"]
        .as_object()
        .expect("counts by operation");
    let count = |(name, n): (&String, &Value)| (name.clone(), n.as_u64().expect("a count"));
    let tenants: BTreeMap<String, u64> = operations.iter().map(count).collect();
    let meter = w.conn.meter();
    let clients = meter.total() + meter.items.values().sum::<u64>();
    assert_eq!(
        clients,
        tenants.values().sum::<u64>(),
        "client and tenant count the same: {meter:?} {tenants:?}"
    );
    assert_eq!(
        (meter.repeats, meter.throttled),
        (0, 0),
        "nothing had to be asked twice"
    );
    tenants
}

#[tokio::test(start_paused = true)]
async fn a_review_costs_what_it_must() {
    let mut table = String::new();
    for users in [250, 2_500, 10_000] {
        let cost = cost(users).await;
        let total: u64 = cost.values().sum();
        writeln!(table, "{users} users: {total} requests").expect("a string takes all");
        for (operation, n) in cost {
            writeln!(table, "  {n:>4} {operation}").expect("a string takes all");
        }
    }
    insta::assert_snapshot!(table);
}
