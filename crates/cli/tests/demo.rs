//! `demo`: what a newcomer sees first.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends the test")]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use support::{World, steady};

#[test]
fn the_demo_says_the_result_the_verdicts_and_what_to_type_next() {
    let world = World::new();
    let done = world.run(&["demo"]); // standard output is no terminal, so it ends as with --once
    steady().bind(|| insta::assert_snapshot!("demo", done.told()));
    for command in [
        "boxseat show ",
        "boxseat remove-license --all-removable --dry-run",
    ] {
        assert!(done.stdout.contains(command), "{command}");
    }
}

#[test]
fn what_the_demo_tells_to_type_works_on_the_same_tenant() {
    let world = World::new();
    let demo = world.run(&["demo", "--once"]).good();
    let show = demo
        .lines()
        .find(|line| line.contains("boxseat show "))
        .unwrap();
    let mailbox = show.split_whitespace().nth(2).unwrap();
    assert!(world.run(&["show", mailbox]).good().contains("Required"));
    assert!(
        world
            .run(&["remove-license", "--all-removable", "--dry-run"])
            .good()
            .contains("Nothing was changed")
    );
    assert!(
        world
            .run(&["history"])
            .good()
            .contains("Nothing was changed yet.")
    );
}

#[test]
fn the_demo_speaks_the_words_of_the_cloud_and_of_the_reader() {
    for (profile, lang, says) in [
        ("china", "en", "Embedded tenant (simulated)"),
        ("gcc-high", "nl", "Ingebouwde tenant"),
        ("business-standard", "nl", "gedeelde postvakken"),
    ] {
        let world = World::new();
        let told = world
            .run(&["demo", "--once", "--profile", profile, "--lang", lang])
            .good();
        assert!(told.contains(says), "{profile} {lang}: {told}");
    }
}

#[test]
fn without_a_price_the_saving_is_unknown_and_not_zero() {
    let world = World::new();
    let none = world.file("prices.toml", "currency = \"EUR\"\n[perMonth]\n");
    let told = world
        .run(&["demo", "--once", "--prices", none.to_str().unwrap()])
        .good();
    let first = told.lines().nth(3).unwrap();
    assert!(
        first.contains("saving unknown") && !first.contains('€'),
        "{first}"
    );

    let own = world.file(
        "own.json",
        r#"{"currency":"USD","perMonth":{"EXCHANGESTANDARD":"4.50"}}"#,
    );
    let told = world
        .run(&["demo", "--once", "--prices", own.to_str().unwrap()])
        .good();
    let first = told.lines().nth(3).unwrap();
    assert!(
        first.contains("at least $") && !first.contains("example"),
        "{first}"
    );
}

#[test]
fn the_demo_never_takes_another_organisation_for_the_one_asked_for() {
    let world = World::new();
    world.run(&["demo", "--once"]).good();
    let done = world.run(&["demo", "--once", "--profile", "china"]);
    assert_eq!(done.code, 10, "{}", done.told());
    assert!(
        done.stderr.contains("another sample organisation"),
        "{}",
        done.stderr
    );
    world
        .run(&["demo", "--once", "--profile", "contoso"])
        .good();
}

#[test]
fn two_that_start_at_once_make_one_organisation() {
    let world = World::new();
    let start = || {
        let mut command = world.command(&["history"]);
        command
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        command.spawn().unwrap()
    };
    for one in [start(), start(), start()] {
        let ended = one.wait_with_output().unwrap();
        assert!(
            ended.status.success(),
            "{}",
            String::from_utf8_lossy(&ended.stderr)
        );
    }
}

#[test]
fn a_stop_while_the_organisation_is_made_leaves_nothing_half_made() {
    let world = World::new();
    let beside = world.path("data/tenant.new");
    let mut making = world
        .command(&["demo", "--once", "--quiet"])
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    // Killed as soon as it has begun; should it be done by then, the second run opens what it made.
    while !beside.exists() && making.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    making.kill().unwrap();
    making.wait().unwrap();
    world.run(&["demo", "--once"]).good();
    assert!(!beside.exists());
}
