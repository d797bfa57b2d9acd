//! SIGTERM and Ctrl-C to the real process: what serves ends well, and a removal stops between two of its steps.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "what cannot be set up ends the test; a real process is waited for"
)]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use support::{Server, World};

const SIGNALS: [&str; 2] = ["-TERM", "-INT"];

fn tell(child: &Child, signal: &str) {
    let id = child.id().to_string();
    let told = Command::new("kill").args([signal, &id]).status().unwrap();
    assert!(told.success());
}

fn until(mut what: impl FnMut() -> bool) {
    while !what() {
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Writes that were asked for so far.
fn writes(server: &Server) -> u64 {
    server.call("GET", "/requests", None)["operations"]["users.assignLicense"]
        .as_u64()
        .unwrap_or(0)
}

/// How often licences were changed, per account, by the tenant's own book.
fn changes(server: &Server) -> std::collections::BTreeMap<String, u32> {
    let state = server.state();
    let mut changes = std::collections::BTreeMap::new();
    for event in state["event"].as_array().unwrap() {
        if event["kind"] == "licenses.changed" {
            *changes.entry(event["subject"].to_string()).or_default() += 1;
        }
    }
    changes
}

/// Everything that a program says on a pipe, once it has ended.
fn rest(mut pipe: impl std::io::Read) -> String {
    let mut all = String::new();
    pipe.read_to_string(&mut all).unwrap();
    all
}

#[test]
fn a_removal_stops_between_steps_and_says_how_to_go_on() {
    let world = World::new();
    let server = world.serve(&["--profile", "crowd", "--users", "10000"]);
    let connect = ["--connect", server.connect()];
    let all = [
        &["remove-license", "--all-removable", "--yes", "--max", "999"],
        &connect[..],
    ]
    .concat();
    let wanted = world.json(&[&all[..], &["--dry-run", "-o", "json"]].concat());
    let wanted = wanted["steps"].as_array().unwrap().len();
    assert!(wanted > 100, "more than are sent at once, not {wanted}");
    server.fault(&json!({
        "matcher": {"operation": "users.assignLicense"},
        "effect": {"kind": "slow", "millis": 50},
        "times": 0,
    }));
    let mut child = world
        .command(&all)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    until(|| writes(&server) > 0 || child.try_wait().is_ok_and(|ended| ended.is_some()));
    tell(&child, "-TERM");
    let (said, told) = (
        rest(child.stdout.take().unwrap()),
        rest(child.stderr.take().unwrap()),
    );
    assert_eq!(child.wait().unwrap().code(), Some(130), "{said}\n{told}");
    assert!(told.contains("nothing more is begun"), "{said}\n{told}");
    let go_on = format!("boxseat resume --connect {}", server.connect());
    assert!(
        said.contains(&go_on) || told.contains(&go_on),
        "{said}\n{told}"
    );
    let first = changes(&server).len();
    assert!(first < wanted, "{first} of {wanted}");

    server.call("DELETE", "/faults", None);
    let resume = [&["resume"], &connect[..]].concat();
    world.run(&resume).good();
    let changes = changes(&server);
    assert_eq!(changes.len(), wanted, "the rest is done");
    assert!(changes.values().all(|times| *times == 1), "{changes:?}");
    let history = world.run(&[&["history", "--verify"], &connect[..]].concat());
    assert!(
        history.stderr.contains("The ledger is whole"),
        "{}",
        history.told()
    );
}

#[test]
fn a_command_that_changes_nothing_ends_at_once() {
    let world = World::new();
    let server = world.serve(&["--users", "40"]);
    server.fault(&json!({
        "matcher": {"operation": "users.list"},
        "effect": {"kind": "slow", "millis": 60_000},
        "times": 0,
    }));
    let before = server.state();
    for signal in SIGNALS {
        let fired = server.fired();
        let mut child = world
            .command(&["review", "--connect", server.connect()])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        until(|| server.fired() > fired);
        tell(&child, signal);
        let told = rest(child.stderr.take().unwrap());
        assert_eq!(child.wait().unwrap().code(), Some(130), "{told}");
        assert!(told.contains("Stopped"), "{told}");
    }
    assert_eq!(server.state(), before);
}

#[test]
fn the_pages_end_well_and_leave_a_store_that_opens() {
    for signal in SIGNALS {
        let world = World::new();
        let mut child = world
            .command(&["serve", "--ready-json", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        tell(&child, signal);
        let told = rest(child.stderr.take().unwrap());
        assert_eq!(child.wait().unwrap().code(), Some(0), "{signal}: {told}");
        let history = world.run(&["history", "--verify"]);
        assert_eq!(history.code, 0, "{}", history.told());
    }
}

#[test]
fn the_embedded_tenant_answers_what_was_asked_before_it_ends() {
    for signal in SIGNALS {
        let world = World::new();
        let mut server = world.serve(&["--users", "40"]);
        server.fault(&json!({
            "matcher": {"operation": "users.list"},
            "effect": {"kind": "slow", "millis": 1500},
            "times": 1,
        }));
        let before = server.state();
        let token = server.token();
        let (head, body) = std::thread::scope(|scope| {
            let server = &server;
            let asked = scope.spawn(move || {
                let bearer = format!("authorization: Bearer {token}\r\n");
                server.ask("GET", "/v1.0/users?$top=7&$select=id", &bearer, "")
            });
            until(|| server.fired() > 0);
            tell(server.child(), signal);
            asked.join().unwrap()
        });
        assert!(head.starts_with("HTTP/1.1 200"), "{signal}: {head}");
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(body["value"].as_array().unwrap().len(), 7);
        assert_eq!(server.ended(), Some(0), "{signal}");
        drop(server);
        let again = world.serve(&[]);
        let after = again.state();
        for table in ["account", "license", "mailbox", "event"] {
            assert_eq!(after[table], before[table], "{table}");
        }
    }
}
