//! `--assume`: the embedded tenant answers otherwise, and a switch that is not there is refused with those that are.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends the test")]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use serde_json::{Value, json};
use support::{Server, World};
use wire::assumptions;

/// A page of accounts, as any client would read it.
fn users(server: &Server, query: &str) -> Value {
    let bearer = format!("authorization: Bearer {}\r\n", server.token());
    let (head, body) = server.ask("GET", &format!("/v1.0/users?{query}"), &bearer, "");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}\n{body}");
    serde_json::from_str(&body).unwrap()
}

/// The quotas of a mailbox, as `Get-Mailbox` shows them.
fn quota(server: &Server) -> Value {
    let token = server.token_for("https://outlook.office365.com");
    let tenant = server.info["tenantId"].as_str().unwrap();
    let call = json!({"CmdletInput": {
        "CmdletName": "Get-Mailbox",
        "Parameters": {"Identity": "info@contoso.com"},
    }});
    let headers = format!("authorization: Bearer {token}\r\ncontent-type: application/json\r\n");
    let path = wire::exchange::invoke_path(tenant);
    let (head, body) = server.ask("POST", &path, &headers, &call.to_string());
    assert!(head.starts_with("HTTP/1.1 200"), "{head}\n{body}");
    let body: Value = serde_json::from_str(&body).unwrap();
    body["value"][0]["ProhibitSendReceiveQuota"].clone()
}

const PAGE: &str = "$top=50&$select=id,usageLocation";

/// What the tests look at: rows in a page, the form of its link, a quota.
fn looks(server: &Server) -> (usize, bool, Value) {
    let page = users(server, PAGE);
    let rows = page["value"].as_array().unwrap().len();
    let absolute = page["@odata.nextLink"]
        .as_str()
        .unwrap()
        .starts_with("http://");
    (rows, absolute, quota(server))
}

#[test]
fn switches_change_the_answers_until_they_are_turned_back() {
    let world = World::new();
    let as_assumed = {
        let server = world.serve(&["--users", "120"]);
        let looks = looks(&server);
        assert!(looks.0 == 50 && looks.1 && looks.2.is_string(), "{looks:?}");
        looks
    };
    // By number, by name, several at once.
    let turned = (20, false, Value::Null);
    {
        let server = world.serve(&[
            "--assume",
            "17=20",
            "--assume",
            "next-link=relative",
            "--assume",
            "100=null",
        ]);
        assert_eq!(looks(&server), turned);
    }
    {
        let server = world.serve(&[]);
        assert_eq!(looks(&server), turned, "it is kept with the tenant");
    }
    let server = world.serve(&["--assume", "users-page=assumed", "--assume", "18=assumed"]);
    let (rows, absolute, quota) = looks(&server);
    assert_eq!((rows, absolute), (as_assumed.0, as_assumed.1));
    assert_eq!(quota, Value::Null, "the third was not turned back");
}

#[test]
fn a_demo_decides_by_what_the_tenant_says() {
    let unknown = |options: &[&str]| {
        let world = World::new();
        let args = [&["demo", "--once", "--quiet"], options].concat();
        world.run(&args).good();
        let review = world.json(&["review", "-o", "json"]);
        let items = review.as_array().unwrap().clone();
        items
            .iter()
            .filter(|item| item["verdict"] == "unknown")
            .count()
    };
    let withheld = unknown(&["--assume", "account-enabled=absent"]);
    let told = unknown(&[]);
    assert!(withheld > told + 5, "{withheld} against {told}");
}

#[test]
fn what_cannot_be_turned_is_refused_with_what_can_be_and_nothing_is_made() {
    let without = assumptions::all()
        .find(|entry| entry.others().is_empty())
        .unwrap();
    let no_switch = format!("{}=other", without.number);
    let way = assumptions::named("quota-text");
    let all: Vec<String> = assumptions::all()
        .filter(|entry| !entry.others().is_empty())
        .map(|entry| format!("{} {}", entry.number, entry.name))
        .collect();
    let ways: Vec<&str> = way.others().iter().map(|way| way.name).collect();
    let unknown: Vec<&str> = all.iter().map(String::as_str).collect();
    for (typed, says, lists) in [
        ("999=null", "999", &unknown[..]),
        ("no-such-thing=null", "no-such-thing", &unknown),
        ("quota-text=purple", "purple", &ways),
        ("100=", "100 quota-text", &ways),
        ("quota-text", "N=WAY", &["docs/assumptions.md"]),
        ("", "N=WAY", &["docs/assumptions.md"]),
        (&no_switch, without.name, &["docs/assumptions.md"]),
    ] {
        for command in [
            &["tenant", "serve", "--assume", typed][..],
            &["tenant", "serve", "--assume", "17=20", "--assume", typed],
            &["demo", "--once", "--assume", typed],
        ] {
            let world = World::new();
            let done = world.run(command);
            assert_eq!(done.code, 2, "{command:?}: {}", done.told());
            assert!(done.stdout.is_empty(), "{}", done.told());
            assert!(done.stderr.contains(says), "{}", done.told());
            for one in lists {
                assert!(done.stderr.contains(one), "{one}: {}", done.told());
            }
            assert!(done.stderr.contains("othing was turned"), "{}", done.told());
            assert!(!world.path("data").exists(), "{command:?}");
            let dutch = world.run(&[command, &["--lang", "nl"]].concat());
            assert_eq!(dutch.code, 2);
            assert!(
                dutch.stderr.contains("er is niets omgezet")
                    || dutch.stderr.contains("Er is niets omgezet"),
                "{}",
                dutch.told()
            );
        }
    }
}
