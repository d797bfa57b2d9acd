//! The embedded tenant over TLS, its throw-away authority, and who can sign in.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends the test")]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use serde_json::Value;
use support::World;

#[test]
fn an_authority_is_told_with_a_warning_and_its_key_is_its_owners() {
    let world = World::new();
    let done = world.run(&["tenant", "ca"]);
    assert!(done.stderr.contains("never install it"), "{}", done.told());
    assert!(done.stderr.contains("30 days"), "{}", done.told());
    let told = done.good();
    let path = told.trim_end();
    let first = fs_err::read_to_string(path).unwrap();
    assert!(
        first.starts_with("-----BEGIN CERTIFICATE-----\n"),
        "{first}"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let key = fs_err::metadata(world.path("data/tenant-ca.key")).unwrap();
        assert_eq!(key.permissions().mode() & 0o777, 0o600);
    }
    world.run(&["tenant", "ca"]).good();
    assert_ne!(
        fs_err::read_to_string(path).unwrap(),
        first,
        "it is a new one"
    );
}

#[test]
fn a_review_goes_over_tls_with_the_connect_file_alone() {
    let world = World::new();
    let mut tenant = world
        .command(&["tenant", "serve", "--tls", "--ready-json", "--users", "40"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(tenant.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let connect: Value = serde_json::from_str(&line).unwrap();
    assert!(
        connect["graph"]
            .as_str()
            .unwrap()
            .starts_with("https://127.0.0.1:"),
        "{line}"
    );
    let file = world.secret_file("connect.json", &line);
    let review = ["review", "--connect", file.to_str().unwrap(), "-o", "json"];
    let reviewed = world.run(&review);
    // Who does not trust the authority gets no answer, and no token leaves.
    let mut stranger = connect;
    stranger.as_object_mut().unwrap().remove("caFile");
    let file = world.secret_file("stranger.json", &stranger.to_string());
    let refused = world.run(&["review", "--connect", file.to_str().unwrap()]);
    tenant.kill().unwrap();
    tenant.wait().unwrap();

    assert_eq!(reviewed.code, 0, "{}", reviewed.told());
    assert!(
        reviewed.stdout.contains("\"verdict\""),
        "{}",
        reviewed.stdout
    );
    assert_ne!(refused.code, 0, "{}", refused.told());
}

#[test]
fn other_names_need_tls_and_this_machine() {
    let world = World::new();
    let plain = world.run(&["tenant", "serve", "--impersonate-hosts"]);
    assert_eq!(plain.code, 2, "{}", plain.told());
    let away = [
        "tenant",
        "serve",
        "--tls",
        "--impersonate-hosts",
        "--listen",
        "0.0.0.0:0",
    ];
    let away = world.run(&away);
    assert_eq!(away.code, 2, "{}", away.told());
    assert!(!world.path("data").exists(), "nothing was made");
}

#[test]
fn who_can_sign_in_is_told_to_whoever_holds_the_folder() {
    let world = World::new();
    let told = world.run(&["tenant", "people", "-o", "json"]).good();
    let told: Value = serde_json::from_str(&told).unwrap();
    assert!(told["publicClientId"].as_str().unwrap().len() > 30);
    let people = told["people"].as_array().unwrap();
    let admin = people
        .iter()
        .find(|person| person["roles"][0] == "License Administrator")
        .unwrap();
    let table = world.run(&["tenant", "people"]).good();
    for member in ["userName", "password"] {
        assert!(table.contains(admin[member].as_str().unwrap()), "{table}");
    }
}
