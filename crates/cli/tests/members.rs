//! `members`: who may open mailboxes, on a terminal and for machines.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends the test")]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use serde_json::json;
use support::World;

#[test]
fn members_are_listed_as_a_table_and_as_json() {
    let world = World::new();
    let done = world.run(&["members", "script@contoso.com", "reception@contoso.com"]);
    let told = done.good();
    assert!(told.contains("<script>alert('member')</script>"), "{told}");
    assert!(
        !told.contains("Contractors"),
        "who is denied is no member: {told}"
    );

    let rows = world.json(&[
        "members",
        "-o",
        "json",
        "script@contoso.com",
        "script@contoso.com",
    ]);
    let [row] = rows.as_array().unwrap().as_slice() else {
        panic!("each mailbox once: {rows}");
    };
    assert_eq!(row["mailbox"], "script@contoso.com");
    assert!(row["readAt"].as_str().unwrap().ends_with('Z'));
    assert_eq!(row["error"], json!(null));
    let members = row["members"].as_array().unwrap();
    let hostile = members
        .iter()
        .find(|m| m["user"] == "<script>alert('member')</script>");
    let hostile = hostile.unwrap_or_else(|| panic!("{row}"));
    assert_eq!(hostile["unresolved"], false);
    assert!(hostile["sid"].as_str().unwrap().starts_with("S-1-5-21-"));
    for member in members {
        assert!(told.contains(member["user"].as_str().unwrap()), "{member}");
    }
}

#[test]
fn whoever_is_not_there_or_may_not_is_told() {
    let world = World::new();
    let done = world.run(&["members", "nobody@contoso.com"]);
    assert_ne!(done.code, 0);
    assert!(
        done.stderr.contains("nobody@contoso.com"),
        "{}",
        done.stderr
    );

    let server = world.serve(&[]);
    server.fault(
        &json!({"matcher": {"operation": "exchange.Get-MailboxPermission"},
        "effect": {"kind": "status", "status": 403}, "times": 1}),
    );
    let denied = world.run(&[
        "members",
        "script@contoso.com",
        "--connect",
        server.connect(),
    ]);
    assert_eq!(denied.code, 5, "{}", denied.stderr);
    assert!(
        denied.stderr.contains("Exchange.ManageAsApp"),
        "{}",
        denied.stderr
    );

    server.fault(
        &json!({"matcher": {"operation": "exchange.Get-MailboxPermission"},
        "effect": {"kind": "status", "status": 403}, "times": 1}),
    );
    let both = [
        "members",
        "script@contoso.com",
        "reception@contoso.com",
        "--connect",
        server.connect(),
    ];
    let partly = world.run(&both);
    assert_eq!(partly.code, 7, "{}{}", partly.stdout, partly.stderr);
    assert!(
        partly.stdout.contains("The members are not known."),
        "{}",
        partly.stdout
    );
}
