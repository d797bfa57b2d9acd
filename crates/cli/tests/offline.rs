//! `review --offline`: verdicts from files, without a tenant and without leaving anything behind.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends the test")]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use serde_json::{Value, json};
use sim::exports::{SALES, SIZES, mailboxes, users};
use support::{World, steady};

const ACTIVE_USERS: &str = "Display name,User principal name,Object Id,Block credential,Licenses\n\
    Sales,sales@contoso.com,a0000000-0000-4000-8000-000000000001,True,Exchange Online (Plan 1)\n";

/// A folder with the files, and nothing else.
fn world() -> World {
    let world = World::new();
    world.file("one.txt", &mailboxes("Sales", &json!([])));
    world.file("two.txt", &users());
    world.file("three.txt", SIZES);
    world.file("names.txt", ACTIVE_USERS);
    world
}

#[test]
fn exports_are_judged_as_a_tenant_is() {
    let world = world();
    let args = ["review", "--offline", "one.txt", "two.txt", "three.txt"];
    let done = world.run(&[&args[..], &["-o", "json"]].concat());
    assert!(
        done.stderr.contains("no tenant was asked"),
        "{}",
        done.stderr
    );
    assert!(
        done.stderr.contains("one.txt: Get-Mailbox, rows: 1"),
        "{}",
        done.stderr
    );
    let items: Value = serde_json::from_str(&done.good()).unwrap();
    assert_eq!(items[0]["verdict"], "removable");
    assert_eq!(items[0]["mailbox"]["id"], SALES);
    let of = |fact: &str| {
        let evidence = items[0]["evidence"].as_array().unwrap();
        evidence.iter().find(|e| e["fact"] == fact).unwrap().clone()
    };
    assert_eq!(of("size")["value"], 1_610_612_736_u64);
    assert_eq!(of("licenses")["source"], "export");
    for format in ["table", "ndjson", "csv", "md", "html"] {
        let told = world.run(&[&args[..], &["-o", format]].concat()).good();
        assert!(told.contains("Sales"), "{format}: {told}");
    }
    assert!(!world.path("data").exists(), "nothing is kept");
}

#[test]
fn what_is_missing_is_said_with_the_line_that_exports_it() {
    let world = world();
    world.file("one.txt", &mailboxes("Sales", &json!("System.String[]")));
    let run = |more: &[&str]| {
        world.run(&[&["review", "--offline", "one.txt", "names.txt"], more].concat())
    };
    let done = run(&[]);
    steady().bind(|| insta::assert_snapshot!("offline-missing", done.told()));
    let dutch = run(&["--lang", "nl"]).good();
    assert!(
        dutch.contains("Voer deze regel uit in Exchange Online PowerShell"),
        "{dutch}"
    );
    assert!(
        dutch.contains("Get-Mailbox -RecipientTypeDetails SharedMailbox"),
        "{dutch}"
    );
    let json: Value = serde_json::from_str(&run(&["-o", "json"]).good()).unwrap();
    assert_eq!(json[0]["verdict"], "unknown");
}

#[test]
fn a_date_can_be_given_and_an_old_one_decides_nothing() {
    let world = world();
    let args = [
        "review",
        "--offline",
        "one.txt",
        "two.txt",
        "three.txt",
        "-o",
        "json",
        "--as-of",
    ];
    let run = |as_of: &str| world.run(&[&args[..], &[as_of]].concat());
    let old: Value = serde_json::from_str(&run("2024-01-31").good()).unwrap();
    assert_eq!(old[0]["verdict"], "unknown");
    let evidence = old[0]["evidence"].as_array().unwrap();
    assert!(
        evidence.iter().any(|e| e["asOf"] == "2024-01-31T00:00:00Z"),
        "{evidence:?}"
    );
    for (as_of, says) in [
        ("yesterday", "no day like"),
        ("9999-01-01", "in the future"),
    ] {
        let done = run(as_of);
        assert_eq!(done.code, 2, "{}", done.stderr);
        assert!(done.stderr.contains(says), "{}", done.stderr);
    }
}

#[test]
fn a_file_that_cannot_be_taken_is_named_with_its_place() {
    let world = world();
    fs_err::write(
        world.path("latin.csv"),
        b"Display name,Licenses\nCr\xE8che,x\n",
    )
    .unwrap();
    world.file("empty.csv", "");
    world.file(
        "short.csv",
        "User principal name,Licenses\nsales@contoso.com\n",
    );
    world.file("broken.json", "[{\"id\":\n1,}]");
    world.file("other.csv", "Name,Colour\nSales,blue\n");
    for (file, says) in [
        (
            "latin.csv",
            "latin.csv, line 2, column 3: this is neither UTF-8 nor UTF-16",
        ),
        ("empty.csv", "empty.csv is empty"),
        ("short.csv", "short.csv, line 2, column 2"),
        ("broken.json", "broken.json, line 2, column"),
        ("other.csv", "it has Name, Colour"),
        ("gone.csv", "gone.csv does not exist"),
    ] {
        let done = world.run(&["review", "--offline", "one.txt", file]);
        assert_ne!(done.code, 0, "{file}");
        assert!(done.stderr.contains(says), "{file}: {}", done.stderr);
        assert_eq!(done.stdout, "", "{file}");
    }
    let done = world.run(&[
        "review",
        "--offline",
        "one.txt",
        "--mailbox",
        "nobody@contoso.com",
    ]);
    assert_eq!(done.code, 2);
    assert!(
        done.stderr.contains("nobody@contoso.com"),
        "{}",
        done.stderr
    );
}
