//! `kill -9` of the real binary in the midst of a removal of hundreds: nothing lost, nothing made twice.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "what cannot be set up ends the test; a real process is waited for"
)]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use support::{Server, World};

const KILLS: u32 = 30;

/// Who holds which products directly, as the tenant itself knows it.
fn holders(server: &Server) -> Vec<(i64, String)> {
    let state = server.state();
    let rows = state["license"].as_array().unwrap().iter();
    rows.map(|row| (row["account"].as_i64().unwrap(), row["sku"].to_string()))
        .collect()
}

/// How often the licences of each account were changed, by the tenant's own book.
fn changes(server: &Server) -> BTreeMap<String, u32> {
    let state = server.state();
    let mut changes = BTreeMap::new();
    for event in state["event"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|e| e["kind"] == "licenses.changed")
    {
        *changes.entry(event["subject"].to_string()).or_default() += 1;
    }
    changes
}

/// Writes that were asked for so far, those whose answer was never read included.
fn writes(server: &Server) -> u64 {
    server.call("GET", "/requests", None)["operations"]["users.assignLicense"]
        .as_u64()
        .unwrap_or(0)
}

#[test]
fn thirty_kills_lose_nothing_and_repeat_nothing() {
    let world = World::new();
    let server = world.serve(&["--profile", "crowd", "--users", "20000"]);
    let connect = ["--connect", server.connect()];
    let review: Value = world.json(
        &[
            &["review", "-o", "json", "--verdict", "removable"],
            &connect[..],
        ]
        .concat(),
    );
    let wanted = review.as_array().unwrap().len();
    assert!(wanted >= 200, "hundreds, not {wanted}");
    let held = holders(&server).len();
    let licenses: usize = review
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|item| item["licenses"].as_array().unwrap())
        .filter(|license| license["verdict"] == "removable")
        .count();
    // A slow service, so that a kill finds the work in every stage of it.
    server.fault(&serde_json::json!({
        "matcher": {"operation": "users.assignLicense"},
        "effect": {"kind": "slow", "millis": 20},
        "times": 0,
    }));

    let max = wanted.to_string();
    let remove = [
        &["remove-license", "--all-removable", "--yes", "--max", &max],
        &connect[..],
    ]
    .concat();
    let resume = [&["resume"], &connect[..]].concat();
    let mut died = 0;
    for kill in 0..KILLS {
        // The first makes the plan; each later one finds it open, and goes on with it.
        let args = if kill == 0 { &remove } else { &resume };
        let before = writes(&server);
        let mut child = world
            .command(args)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // From before its first write to after some of them.
        let enough = before
            + if kill == 0 {
                1
            } else {
                u64::from(kill % 4) * 2
            };
        while writes(&server) < enough && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_millis(u64::from(kill * 13 % 60)));
        died += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        // Reports may be asked 14 times in 10 minutes (`graph.md` 7), and each run asks again.
        server.call(
            "POST",
            "/clock/advance",
            Some(&serde_json::json!({"seconds": 700})),
        );
    }
    assert_eq!(died, KILLS, "every one was killed at work");

    server.call("DELETE", "/faults", None);
    world.run(&resume).good();
    // Those that no plan had named yet when it died.
    let rest = world.run(&remove);
    assert!([0, 3].contains(&rest.code), "{}", rest.told());

    let changes = changes(&server);
    assert_eq!(changes.len(), wanted, "each mailbox was changed");
    assert!(
        changes.values().all(|times| *times == 1),
        "and each exactly once: {changes:?}"
    );
    assert_eq!(holders(&server).len(), held - licenses, "and nobody else");
    let history = world.run(&[&["history", "--verify", "-o", "json"], &connect[..]].concat());
    assert!(
        history.stderr.contains("The ledger is whole"),
        "{}",
        history.stderr
    );
    let rows: Value = serde_json::from_str(&history.good()).unwrap();
    let done = rows
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["outcome"] == "done" && row["before"] != row["after"]);
    assert_eq!(done.count(), wanted);
}
