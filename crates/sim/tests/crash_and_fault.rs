//! Every crash point with every kind of fault, once: nothing is lost, nothing is done twice, nobody else is touched.

use std::sync::{Arc, LazyLock};

use boxseat_sim::{Before, Crash, Job, Template, World};
use engine::CRASH_POINTS;
use serde_json::{Value, json};
use tenant::Profile;

static TEMPLATE: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::Contoso, 60));

/// Mailboxes in a job.
const SIZE: usize = 5;

/// The job of all worlds: they are copies, so what is removable in one is so in all.
async fn job(world: &World) -> Job {
    static JOB: tokio::sync::OnceCell<Job> = tokio::sync::OnceCell::const_new();
    JOB.get_or_init(|| Job::first(world, SIZE)).await.clone()
}

/// The kinds of fault, by name.
fn faults() -> Vec<(&'static str, Value)> {
    let write = |scope: &str, effect: Value, times: u32| json!({"matcher": {"operation": "users.assignLicense", "scope": scope}, "effect": effect, "times": times});
    let batch = |effect: Value, times: u32| json!({"matcher": {"operation": "batch"}, "effect": effect, "times": times});
    vec![
        (
            "throttled item",
            write(
                "item",
                json!({"kind": "throttle", "retryAfter": "2.128"}),
                3,
            ),
        ),
        (
            "throttled item without Retry-After",
            write("item", json!({"kind": "throttle"}), 3),
        ),
        (
            "throttled batch",
            batch(json!({"kind": "throttle", "retryAfter": 7}), 2),
        ),
        ("conflict", write("item", json!({"kind": "conflict"}), 3)),
        (
            "conflict with Retry-After",
            write("item", json!({"kind": "conflict", "retryAfter": 1}), 3),
        ),
        (
            "503 for an item",
            write("item", json!({"kind": "status", "status": 503}), 2),
        ),
        (
            "500 in HTML for the batch",
            batch(json!({"kind": "status", "status": 500, "body": "html"}), 2),
        ),
        ("slow", batch(json!({"kind": "slow", "millis": 40_000}), 4)),
        ("dropped batch", batch(json!({"kind": "drop"}), 3)),
        ("dropped item", write("item", json!({"kind": "drop"}), 2)),
        (
            "answer lost after the write",
            write(
                "item",
                json!({"kind": "lose_answer", "how": "gateway_timeout"}),
                2,
            ),
        ),
        (
            "answer of the batch lost after the writes",
            batch(json!({"kind": "lose_answer"}), 3),
        ),
        (
            "seen late",
            write(
                "item",
                json!({"kind": "delay_visibility", "seconds": 100}),
                5,
            ),
        ),
        (
            "Exchange answers every row",
            json!({
            "matcher": {"operation": "exchange.Get-Mailbox"}, "effect": {"kind": "ignore_identity"}, "times": 3}),
        ),
    ]
}

async fn one(point: Option<&'static str>, name: &str, fault: &Value) {
    let label = format!("{name}, dies at {point:?}");
    let world = TEMPLATE.world(7);
    let job = job(&world).await;
    let before = Before::of(&world).await;
    world.fault(fault.clone()).await;
    let world = match point {
        None => {
            let _ = job.attempt(&world, None).await; // what it left is settled below
            world
        }
        Some(point) => {
            let crash = Arc::new(Crash::at(point, 1));
            let _ = job.attempt(&world, Some(&crash)).await;
            if crash.died_at().is_none() {
                // The fault kept it from getting there; without one it must.
                assert!(
                    !world.fired().await.iter().all(|n| *n == 0),
                    "{label}: neither died nor failed"
                );
            } else {
                assert_eq!(crash.died_at(), Some(point), "{label}");
            }
            world
        }
    };
    let world: World = job.carry_through(world).await;
    assert!(
        world.fired().await.iter().all(|n| *n > 0),
        "{label}: the fault fired"
    );
    before.all_taken_once(&world, &job.accounts).await;
}

#[tokio::test(start_paused = true)]
async fn every_fault_alone() {
    for (name, fault) in faults() {
        one(None, name, &fault).await;
    }
}

#[tokio::test(start_paused = true)]
async fn every_crash_point_alone() {
    for point in CRASH_POINTS {
        let world = TEMPLATE.world(7);
        let job = job(&world).await;
        let before = Before::of(&world).await;
        let crash = Arc::new(Crash::at(point, 1));
        let _ = job.attempt(&world, Some(&crash)).await;
        assert_eq!(crash.died_at(), Some(point));
        let world = job.carry_through(world).await;
        before.all_taken_once(&world, &job.accounts).await;
    }
}

macro_rules! every_fault_at {
    ($($test:ident = $point:literal;)*) => {$(
        #[tokio::test(start_paused = true)]
        async fn $test() {
            assert!(CRASH_POINTS.contains(&$point));
            for (name, fault) in faults() {
                one(Some($point), name, &fault).await;
            }
        }
    )*};
}

every_fault_at! {
    every_fault_and_death_after_the_run_started = "run_started";
    every_fault_and_death_after_the_recheck = "after_recheck";
    every_fault_and_death_after_the_intent = "after_intend";
    every_fault_and_death_after_the_write = "after_write";
    every_fault_and_death_after_the_read_back = "after_read_back";
    every_fault_and_death_after_the_record = "after_record";
}
