//! `review` and `show`: what is said of mailboxes, to people and to machines.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends the test")]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

#[path = "../src/output/shape.rs"]
mod shape;

use std::collections::BTreeSet;

use serde_json::Value;
use support::{World, steady};

#[test]
fn the_json_of_a_review_is_what_its_types_say() {
    let world = World::new();
    let text = world.run(&["review", "-o", "json"]).good();
    let printed: Value = serde_json::from_str(&text).unwrap();
    let items: Vec<shape::Item> = serde_json::from_str(&text).unwrap();
    // Nothing is lost on the way, so no member has another name or form than the type's.
    assert_eq!(serde_json::to_value(&items).unwrap(), printed);

    let verdicts: BTreeSet<_> = items.iter().map(|item| item.verdict.as_str()).collect();
    for verdict in [
        "removable",
        "required",
        "overlicensed",
        "missing",
        "blocked",
        "unlicensed",
    ] {
        assert!(
            verdicts.contains(verdict),
            "{verdict} is not among {verdicts:?}"
        );
    }
    for item in &items {
        let told =
            |e: &shape::Evidence| e.as_of.is_none() || (e.source.is_some() && e.read_at.is_some());
        assert!(item.evidence.iter().all(told), "{item:?}");
        assert!(!item.mailbox.id.is_empty() && !item.evidence.is_empty());
    }
}

#[test]
fn the_json_of_a_change_is_what_its_types_say() {
    let world = World::new();
    for dry_run in [true, false] {
        let mailboxes = ["binned@contoso.com", "dashboards@contoso.com"];
        let how = if dry_run { "--dry-run" } else { "--yes" };
        let items = world.json(&["review", "-o", "json", "--verdict", "required"]);
        let refused = items[0]["mailbox"]["primarySmtpAddress"].as_str().unwrap();
        let args = [
            "remove-license",
            mailboxes[0],
            mailboxes[1],
            refused,
            how,
            "-o",
            "json",
        ];
        let printed: Value = serde_json::from_str(&world.run(&args).stdout).unwrap();
        let change: shape::Change = serde_json::from_value(printed.clone()).unwrap();
        assert_eq!(serde_json::to_value(&change).unwrap(), printed);
        assert_eq!(
            (change.dry_run, change.simulated, change.steps.len()),
            (dry_run, true, 2)
        );
        assert_eq!(change.refused.len(), 1, "{printed}");
        assert_eq!(change.available.len(), if dry_run { 0 } else { 2 });
    }
}

#[test]
fn the_schema_is_made_from_the_types_that_are_printed() {
    let world = World::new();
    let printed = world.json(&["review", "--schema"]);
    assert_eq!(
        printed,
        serde_json::to_value(schemars::schema_for!(Vec<shape::Item>)).unwrap()
    );
    assert_eq!(printed["type"], "array");
    // It needs no tenant, and makes none.
    assert!(!world.path("data").exists());
}

#[test]
fn every_form_tells_of_the_same_mailboxes() {
    let world = World::new();
    let json: Vec<Value> = serde_json::from_value(world.json(&["review", "-o", "json"])).unwrap();
    let ids: Vec<_> = json
        .iter()
        .map(|item| item["mailbox"]["id"].as_str().unwrap().to_owned())
        .collect();

    let lines = world.run(&["review", "-o", "ndjson"]).good();
    let of_lines: Vec<_> = lines
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["mailbox"]["id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(of_lines, ids);

    let table = world.run(&["review", "-o", "csv"]).good();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(
        rows.iter().map(|row| row[0].to_owned()).collect::<Vec<_>>(),
        ids
    );
    assert!(
        rows.iter()
            .flatten()
            .all(|cell| !cell.starts_with(['=', '+', '-', '@']))
    );
    assert!(
        rows.iter().any(|row| row[1].starts_with("'=")),
        "the sample has a name like a formula"
    );

    let markdown = world.run(&["review", "-o", "md"]).good();
    assert_eq!(
        markdown
            .lines()
            .filter(|line| line.starts_with("| "))
            .count(),
        ids.len() + 1
    );

    let html = world.run(&["review", "-o", "html"]).good();
    assert!(html.starts_with("<!doctype html>") && html.contains("Embedded tenant (simulated)"));
    for fetched in ["<script", "src=", "@import", "url(", "href=\"http"] {
        assert!(!html.contains(fetched), "{fetched}");
    }
}

#[test]
fn machines_read_standard_output_and_people_the_rest() {
    let world = World::new();
    let done = world.run(&["review", "-o", "json"]);
    assert!(
        done.stderr.contains("Embedded tenant (simulated)"),
        "{}",
        done.stderr
    );
    let quiet = world.run(&["review", "-o", "json", "--quiet"]);
    assert_eq!(quiet.stderr, "");
    let colored = world.run(&["review", "-o", "json", "--color", "always"]);
    assert!(colored.stderr.contains('\u{1b}') && !colored.stdout.contains('\u{1b}'));
    assert!(
        !done.stderr.contains('\u{1b}'),
        "standard error is no terminal here"
    );
    let verbose = world.run(&["review", "-o", "json", "--verbose"]);
    assert!(verbose.stderr.contains("requests in"), "{}", verbose.stderr);
}

#[test]
fn a_review_can_be_narrowed() {
    let world = World::new();
    let all = world.json(&["review", "-o", "json"]);
    let count = |verdict: &str| {
        all.as_array()
            .unwrap()
            .iter()
            .filter(|i| i["verdict"] == verdict)
            .count()
    };
    let some = world.json(&["review", "-o", "json", "--verdict", "required,blocked"]);
    assert_eq!(
        some.as_array().unwrap().len(),
        count("required") + count("blocked")
    );

    let one = all[0]["mailbox"]["primarySmtpAddress"].as_str().unwrap();
    let alone = world.json(&["review", "-o", "json", "--mailbox", one]);
    assert_eq!(alone.as_array().unwrap().len(), 1);
    assert_eq!(alone[0]["verdict"], all[0]["verdict"]);

    let rooms = world.json(&["review", "-o", "json", "--types", "room,equipment"]);
    let rooms = rooms.as_array().unwrap();
    assert!(!rooms.is_empty());
    assert!(rooms.iter().all(|i| !all.as_array().unwrap().contains(i)));
}

#[test]
fn show_tells_all_that_is_known_with_its_age() {
    let world = World::new();
    let done = world.run(&["show", "binned@contoso.com"]);
    // The table of facts is as wide as today's date, so it is no part of the snapshot.
    let (told, facts) = done.stdout.split_once("\nFact ").unwrap();
    steady().bind(|| insta::assert_snapshot!("show", told));
    for fact in [
        "Type of mailbox",
        "Size",
        "Quota",
        "Archive",
        "Holds",
        "Sign-in",
        "Last sign-in",
        "SMTP AUTH",
        "OneDrive",
    ] {
        assert!(
            facts.lines().any(|line| line.starts_with(fact)),
            "{fact}: {facts}"
        );
    }
    let json = world.json(&["show", "binned@contoso.com", "-o", "json"]);
    assert_eq!(json["mailbox"]["primarySmtpAddress"], "binned@contoso.com");
    assert_eq!(json["history"], Value::Array(Vec::new()));
}
