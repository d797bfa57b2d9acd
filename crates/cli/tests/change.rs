//! `remove-license`, `restore` and `history`: what is changed, what is refused, and the way back.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends the test")]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use serde_json::{Value, json};
use support::{World, steady};

fn address(item: &Value) -> String {
    item["mailbox"]["primarySmtpAddress"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// Mailboxes with a verdict, by their address.
fn with_verdict(world: &World, connect: &str, verdict: &str) -> Vec<String> {
    let items = world.json(&[
        "review",
        "-o",
        "json",
        "--verdict",
        verdict,
        "--connect",
        connect,
    ]);
    items.as_array().unwrap().iter().map(address).collect()
}

/// Mailboxes that hold a licence that can go, whatever their verdict as a whole.
fn with_something_removable(world: &World, connect: &str) -> Vec<String> {
    let items = world.json(&["review", "-o", "json", "--connect", connect]);
    let can_go = |item: &&Value| {
        item["licenses"]
            .as_array()
            .unwrap()
            .iter()
            .any(|l| l["verdict"] == "removable")
    };
    items
        .as_array()
        .unwrap()
        .iter()
        .filter(can_go)
        .map(address)
        .collect()
}

#[test]
fn a_licence_goes_and_comes_back() {
    let world = World::new();
    let server = world.serve(&[]);
    let connect = ["--connect", server.connect()];
    let before = server.state();

    let told = |args: &[&str]| world.run(&[args, &connect].concat());
    let dry = told(&["remove-license", "binned@contoso.com", "--dry-run"]);
    steady().bind(|| insta::assert_snapshot!("remove_dry_run", dry.told()));
    assert!(server.state() == before, "a dry run changes nothing");

    let removed = told(&["remove-license", "binned@contoso.com", "--yes"]);
    steady().bind(|| insta::assert_snapshot!("remove", removed.told()));
    assert_ne!(server.state()["license"], before["license"]);
    let again = told(&["remove-license", "binned@contoso.com", "--yes"]);
    assert_eq!(again.code, 3, "{}", again.told());
    assert!(
        again.stdout.contains("holds no licence"),
        "{}",
        again.stdout
    );

    let restored = told(&["restore", "binned@contoso.com", "--yes"]);
    steady().bind(|| insta::assert_snapshot!("restore", restored.told()));
    let history = world.json(&[
        "history",
        "-o",
        "json",
        "--verify",
        "--connect",
        server.connect(),
    ]);
    let history = history.as_array().unwrap();
    assert_eq!(history.len(), 2);
    assert!(
        history
            .iter()
            .all(|row| row["outcome"] == "done" && row["by"] == "adele")
    );
    assert_eq!(
        history[0]["before"]["direct"], history[1]["after"]["direct"],
        "exactly what was there"
    );
}

#[test]
fn nobody_is_asked_who_cannot_answer() {
    let world = World::new();
    let server = world.serve(&[]);
    let removable = with_verdict(&world, server.connect(), "removable");
    let before = server.state();
    let few = removable[..2].join("\n");
    let many = world.file("many.txt", &removable.join("\n"));
    let many = many.to_str().unwrap();
    assert!(removable.len() > 20);

    for (args, input, says) in [
        (vec!["--from", "-"], few.as_str(), "Add --yes"),
        (vec!["--from", many], "y\n", "--max"),
        (vec!["--from", many, "--yes"], "", "--max"),
        (
            vec!["--from", many, "--yes", "--max", "20"],
            "",
            "--max allows 20",
        ),
        (vec!["--all-removable"], "y\n", "--max"),
    ] {
        let args = [vec!["remove-license", "--connect", server.connect()], args].concat();
        let done = world.run_with(&args, input);
        assert_eq!(done.code, 8, "{args:?}: {}", done.told());
        assert!(done.stderr.contains(says), "{args:?}: {}", done.stderr);
        assert!(
            done.stdout.contains("This will change:"),
            "it is shown all the same"
        );
    }
    assert!(server.state() == before, "nothing was changed");
}

#[test]
fn all_that_can_go_goes_and_what_is_excluded_stays() {
    let world = World::new();
    let server = world.serve(&["--profile", "crowd", "--users", "2000"]);
    let removable = with_something_removable(&world, server.connect());
    // (Those with several licences stay too: each is to come back exactly, and the sample holds pairs whose service
    // plans exclude each other, which the service does not assign again.)
    let items = world.json(&["review", "-o", "json", "--connect", server.connect()]);
    let several = |item: &&Value| item["licenses"].as_array().unwrap().len() > 1;
    let mut kept: Vec<String> = items
        .as_array()
        .unwrap()
        .iter()
        .filter(several)
        .map(address)
        .collect();
    kept.push(removable[0].clone());
    kept.retain(|mailbox| removable.contains(mailbox));
    kept.sort();
    kept.dedup();
    let line = |mailbox: &String| {
        [
            mailbox.as_str(),
            ";legal asks;2099-12-31
",
        ]
        .concat()
    };
    let lines: String = kept.iter().map(line).collect();
    let exclude = world.file("exclude.csv", &format!("mailbox;reason;until\n{lines}"));
    let max = removable.len().to_string();
    let result = world.json(&[
        "remove-license",
        "--all-removable",
        "--yes",
        "--max",
        &max,
        "--exclude",
        exclude.to_str().unwrap(),
        "-o",
        "json",
        "--connect",
        server.connect(),
    ]);
    let steps = result["steps"].as_array().unwrap();
    assert_eq!(steps.len(), removable.len() - kept.len());
    assert!(
        steps
            .iter()
            .all(|step| step["state"] == "done" && !kept.contains(&address(step)))
    );
    assert!(
        result["refused"][0]["text"]
            .as_str()
            .unwrap()
            .contains("legal asks")
    );
    assert!(!result["available"].as_array().unwrap().is_empty());
    let mut left = with_something_removable(&world, server.connect());
    left.sort();
    assert_eq!(left, kept);

    // The whole plan comes back in one command.
    let plan = result["plan"].as_str().unwrap();
    world
        .run(&[
            "restore",
            plan,
            "--yes",
            "--max",
            &max,
            "--connect",
            server.connect(),
        ])
        .good();
    assert_eq!(
        with_something_removable(&world, server.connect()),
        removable
    );
}

#[test]
fn what_cannot_come_back_is_said_before_and_after() {
    let world = World::new();
    let server = world.serve(&[]);
    let both = ["nolocation@contoso.com", "binned@contoso.com"];
    let connect = ["--connect", server.connect()];
    let removed = world.json(
        &[
            &["remove-license", "--yes", "-o", "json"],
            &both[..],
            &connect,
        ]
        .concat(),
    );
    for step in removed["steps"].as_array().unwrap() {
        let codes: Vec<_> = step["irreversible"]
            .as_array()
            .unwrap()
            .iter()
            .map(|lost| &lost["code"])
            .collect();
        if address(step) == both[0] {
            assert_eq!(codes, ["usage_location"]);
        } else {
            assert!(codes.is_empty(), "{codes:?}");
        }
    }
    let plan = removed["plan"].as_str().unwrap();
    let done = world.run(&[&["restore", plan, "--yes"], &connect[..]].concat());
    assert_eq!(done.code, 7, "some and some: {}", done.told());
    assert!(
        done.stdout
            .contains("(nolocation@contoso.com) has no usage location"),
        "{}",
        done.stdout
    );
    assert!(
        done.stdout
            .contains("(binned@contoso.com) holds Microsoft 365 E3 again"),
        "{}",
        done.stdout
    );
}

#[test]
fn what_is_not_removable_is_refused_with_its_reason() {
    let world = World::new();
    let server = world.serve(&[]);
    let before = server.state();
    let can_go = with_something_removable(&world, server.connect());
    for verdict in ["required", "blocked"] {
        let mailboxes = with_verdict(&world, server.connect(), verdict);
        for mailbox in mailboxes
            .into_iter()
            .filter(|mailbox| !can_go.contains(mailbox))
        {
            let done = world.run(&[
                "remove-license",
                &mailbox,
                "--yes",
                "--connect",
                server.connect(),
            ]);
            assert_eq!(done.code, 3, "{mailbox}: {}", done.told());
            assert!(
                done.stdout.contains("keeps its licence: "),
                "{mailbox}: {}",
                done.told()
            );
        }
    }
    assert!(server.state() == before, "nothing was changed");
}

#[test]
fn a_person_may_answer_for_what_can_be_answered_for() {
    let world = World::new();
    let server = world.serve(&[]);
    let connect = server.connect();
    let items = world.json(&["review", "-o", "json", "--connect", connect]);
    // One with this single deciding reason, so that one answer is enough.
    let alone = |code: &str| {
        let found = items.as_array().unwrap().iter().find(|item| {
            let deciding: Vec<_> = item["reasons"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|r| r["effect"] != "note")
                .collect();
            let direct = |l: &Value| l["assignedBy"] == json!(["direct"]);
            deciding.len() == 1
                && deciding[0]["code"] == code
                && !item["licenses"].as_array().unwrap().is_empty()
                && item["licenses"].as_array().unwrap().iter().all(direct)
        });
        found.unwrap_or_else(|| panic!("no mailbox with {code} alone"))["mailbox"]["primarySmtpAddress"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let hold = alone("litigation_hold");
    let drive = alone("onedrive_content");

    let refused = world.run(&["remove-license", &hold, "--yes", "--connect", connect]);
    assert!(
        refused
            .stdout
            .contains("--override litigation_hold --reason TEXT"),
        "{}",
        refused.stdout
    );
    let unreasoned = world.run(&[
        "remove-license",
        &hold,
        "--yes",
        "--override",
        "litigation_hold",
        "--connect",
        connect,
    ]);
    assert_eq!(unreasoned.code, 2, "{}", unreasoned.told());
    let wrong = world.run(&[
        "remove-license",
        &hold,
        "--yes",
        "--ack",
        "litigation_hold",
        "--connect",
        connect,
    ]);
    assert_eq!(wrong.code, 3, "{}", wrong.told());
    world
        .run(&[
            "remove-license",
            &hold,
            "--yes",
            "--override",
            "litigation_hold",
            "--reason",
            "the case is closed",
            "--connect",
            connect,
        ])
        .good();

    let refused = world.run(&["remove-license", &drive, "--yes", "--connect", connect]);
    assert!(
        refused.stdout.contains("--ack onedrive_content"),
        "{}",
        refused.stdout
    );
    world
        .run(&[
            "remove-license",
            &drive,
            "--yes",
            "--ack",
            "onedrive_content",
            "--connect",
            connect,
        ])
        .good();

    let history = world.json(&["history", "-o", "json", "--connect", connect]);
    let answers: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["acknowledged"][0])
        .collect();
    assert_eq!(
        answers[0],
        &json!({"code":"litigation_hold","overridden":true,"reason":"the case is closed"})
    );
    assert_eq!(answers[1]["overridden"], false);
}

#[test]
fn a_lost_answer_is_looked_up_and_told_as_it_is() {
    let world = World::new();
    let server = world.serve(&[]);
    server.fault(&json!({
        "matcher": {"operation": "users.assignLicense"},
        "effect": {"kind": "lose_answer"},
        "times": 1,
    }));
    let done = world.run(&[
        "remove-license",
        "binned@contoso.com",
        "--yes",
        "--connect",
        server.connect(),
    ]);
    assert_eq!(server.fired(), 1);
    // The answer was lost, the account shows what came of it, and that is what is said.
    assert_eq!(done.code, 0, "{}", done.told());
    assert!(done.stdout.contains("is now Unlicensed"), "{}", done.stdout);
}

#[test]
fn what_cannot_come_back_is_named_in_both_languages() {
    let world = World::new();
    let taken = ["suspended@contoso.com", "nolocation@contoso.com"];
    for (lang, says) in [
        (
            "en",
            [
                "This cannot be put back later:",
                "suspended",
                "without a usage location",
            ],
        ),
        (
            "nl",
            [
                "Dit kan later niet worden teruggezet:",
                "opgeschort",
                "zonder gebruikslocatie",
            ],
        ),
    ] {
        let options = ["remove-license", "--dry-run", "--lang", lang];
        let told = world.run(&[&options[..], &taken[..]].concat()).good();
        for says in says {
            assert!(told.contains(says), "{says}: {told}");
        }
    }
}

/// A fault: what is written is shown only after an hour of the tenant's clock.
fn hide_writes(server: &support::Server) {
    server.fault(&json!({
        "matcher": {"operation": "users.assignLicense"},
        "effect": {"kind": "delay_visibility", "seconds": 3600},
        "times": 1,
    }));
}

/// The hour goes by; the next review settles what is open.
fn is_settled_by_a_review(world: &World, server: &support::Server) {
    server.call("POST", "/clock/advance", Some(&json!({"seconds": 3600})));
    let review = world.run(&["review", "--connect", server.connect()]);
    assert_eq!(review.code, 0, "{}", review.told());
    assert!(review.stderr.contains("was settled"), "{}", review.told());
    let history = world.json(&["history", "-o", "json", "--connect", server.connect()]);
    let outcomes: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["outcome"])
        .collect();
    assert_eq!(outcomes, ["done"]);
}

#[test]
fn a_write_that_is_not_shown_in_time_is_unconfirmed_and_settled_by_the_next_review() {
    let world = World::new();
    let server = world.serve(&[]);
    hide_writes(&server);
    let remove = [
        "remove-license",
        "binned@contoso.com",
        "--yes",
        "--wait",
        "0",
    ];
    let done = world.run(&[&remove[..], &["--connect", server.connect()]].concat());
    assert_eq!(server.fired(), 1);
    assert_eq!(done.code, 4, "{}", done.told());
    assert!(done.stdout.contains("unconfirmed"), "{}", done.stdout);
    is_settled_by_a_review(&world, &server);
}

/// How often licences were changed, by the tenant's own book.
fn license_changes(server: &support::Server) -> usize {
    let state = server.state();
    let events = state["event"].as_array().unwrap().iter();
    events.filter(|e| e["kind"] == "licenses.changed").count()
}

#[test]
fn while_one_changes_the_tenant_another_does_not() {
    let world = World::new();
    let server = world.serve(&[]);
    hide_writes(&server);
    let connect = ["--connect", server.connect()];
    let changes = license_changes(&server);
    // It has written, and waits for what the service does not show.
    let first = ["remove-license", "binned@contoso.com", "--yes"];
    let mut first = world
        .command(&[&first[..], &connect].concat())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    // The fault fires before the write is in the tenant's book, and what is compared below begins after it.
    while license_changes(&server) == changes {
        assert!(first.try_wait().unwrap().is_none(), "it ended early");
        std::thread::yield_now();
    }
    let before = server.state();
    let second = ["remove-license", "sales@contoso.com", "--yes"];
    let done = world.run(&[&second[..], &connect].concat());
    assert_eq!(done.code, 6, "{}", done.told());
    assert!(
        done.stderr.contains("Another Boxseat is writing"),
        "{}",
        done.stderr
    );
    assert!(server.state() == before, "nothing was changed");

    first.kill().unwrap();
    first.wait().unwrap();
    is_settled_by_a_review(&world, &server);
}
