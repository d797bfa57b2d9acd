//! Many seeds: a few faults at a time, a death somewhere, again and again.
//!
//! `BOXSEAT_SEEDS=5000 cargo test --release -p boxseat-sim --test seeds` runs as many as wanted;
//! `BOXSEAT_SEED=17` runs one again.

use std::sync::{Arc, LazyLock};

use boxseat_sim::{Before, Crash, Job, Template, World};
use engine::CRASH_POINTS;
use model::Entropy;
use serde_json::{Value, json};
use tenant::Profile;

static TEMPLATE: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::Contoso, 60));

/// What a plain `cargo test` runs.
const SEEDS: u64 = 120;
/// Threads that share the seeds.
const LANES: u64 = 4;

/// One of these operations …
const OPERATIONS: [&str; 7] = [
    "users.assignLicense",
    "users.get",
    "batch",
    "exchange.batch",
    "exchange.Get-Mailbox",
    "exchange.Get-MailboxStatistics",
    "token",
];

/// … meets one of these faults.
fn effect(chance: &Entropy) -> Value {
    match chance.below(9) {
        0 => json!({"kind": "throttle"}),
        1 => json!({"kind": "throttle", "retryAfter": chance.below(20)}),
        2 => json!({"kind": "conflict"}),
        3 => json!({"kind": "status", "status": 500 + chance.below(5)}),
        4 => json!({"kind": "status", "status": 503, "body": "html", "retryAfter": 3}),
        5 => json!({"kind": "slow", "millis": chance.below(60_000)}),
        6 => json!({"kind": "drop"}),
        7 => {
            json!({"kind": "lose_answer", "how": if chance.below(2) == 0 { "drop" } else { "gateway_timeout" }})
        }
        _ => json!({"kind": "delay_visibility", "seconds": chance.below(280)}),
    }
}

fn fault(chance: &Entropy) -> Value {
    let pick = |n: usize| usize::try_from(chance.below(n as u64)).expect("below a small number");
    json!({
        "matcher": {"operation": OPERATIONS[pick(OPERATIONS.len())]},
        "effect": effect(chance),
        "times": 1 + chance.below(4),
    })
}

async fn run(seed: u64, job: &Job) -> Result<(), Box<dyn std::any::Any + Send>> {
    use futures_util::FutureExt as _;
    let one = async {
        let chance = Entropy::seeded(seed);
        let mut world = TEMPLATE.world(seed);
        let before = Before::of(&world).await;
        for _ in 0..chance.below(5) {
            world.fault(fault(&chance)).await;
        }
        for _ in 0..chance.below(4) {
            let point = CRASH_POINTS[usize::try_from(chance.below(6)).expect("below 6")];
            let crash = Arc::new(Crash::at(point, 1 + chance.below(3)));
            let _ = job.attempt(&world, Some(&crash)).await;
            world = world.restarted();
        }
        let world = job.carry_through(world).await;
        before.all_taken_once(&world, &job.accounts).await;
    };
    std::panic::AssertUnwindSafe(one).catch_unwind().await
}

async fn lane(lane: u64) {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .map(|n| n.parse::<u64>().expect("a number of seeds"))
    };
    let seeds: Vec<u64> = match number("BOXSEAT_SEED") {
        Some(one) => vec![one],
        None => (0..number("BOXSEAT_SEEDS").unwrap_or(SEEDS))
            .filter(|s| s % LANES == lane)
            .collect(),
    };
    let job = Job::first(&TEMPLATE.world(0), 6).await;
    let mut failed = Vec::new();
    for seed in seeds {
        if run(seed, &job).await.is_err() {
            failed.push(seed);
        }
    }
    assert!(
        failed.is_empty(),
        "run again with BOXSEAT_SEED=<one of {failed:?}>"
    );
}

macro_rules! lanes {
    ($($test:ident = $lane:literal;)*) => {$(
        #[tokio::test(start_paused = true)]
        async fn $test() {
            lane($lane).await;
        }
    )*};
}

lanes! {
    seeds_of_the_first_lane = 0;
    seeds_of_the_second_lane = 1;
    seeds_of_the_third_lane = 2;
    seeds_of_the_fourth_lane = 3;
}

#[tokio::test(start_paused = true)]
async fn a_world_is_the_same_for_the_same_seed() {
    let (one, other): (World, World) = (TEMPLATE.world(3), TEMPLATE.world(3));
    assert_eq!(one.tables().await, other.tables().await);
}
