//! `boxseat probe` against a served tenant: it only reads, tells what is otherwise, and writes a file that holds
//! nothing of the tenant's.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends the test")]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use support::{Server, World, set_mode};
use wire::assumptions::{self, Probe};

/// Columns of the tenant's tables that hold ids, names, addresses or what people write.
const OWN: [(&str, &[&str]); 6] = [
    (
        "account",
        &[
            "id",
            "upn",
            "display_name",
            "given_name",
            "surname",
            "mail",
            "mail_nickname",
            "job_title",
            "department",
            "office_location",
            "usage_location",
        ],
    ),
    (
        "mailbox",
        &["exchange_guid", "alias", "display_name", "primary_smtp"],
    ),
    ("grp", &["id", "display_name", "description"]),
    ("license", &["sku"]),
    ("subscription", &["id", "commerce_id"]),
    ("sku", &["sku", "part_number"]),
];

/// Every value by which the tenant, its people or this machine could be known.
fn own(server: &Server, world: &World) -> BTreeSet<String> {
    let tables = server.state();
    let mut own = BTreeSet::new();
    for (table, columns) in OWN {
        for row in tables[table].as_array().unwrap() {
            for column in columns {
                assert!(row.get(*column).is_some(), "{table} has no {column}");
                own.extend(row[*column].as_str().map(str::to_lowercase));
            }
        }
    }
    assert!(own.len() > 400, "{}", own.len());
    for name in ["tenantId", "clientId", "clientSecret", "graph"] {
        own.insert(server.info[name].as_str().unwrap().to_lowercase());
    }
    let folder = world.path("");
    own.extend([
        server.host().to_owned(),
        server.token().to_lowercase(),
        folder.to_str().unwrap().to_lowercase(),
        "127.0.0.1".to_owned(),
        "contoso".to_owned(),
        "adele".to_owned(),
        "eyj".to_owned(), // how every token begins
    ]);
    own
}

fn holds_nothing_of(own: &BTreeSet<String>, text: &str) {
    // The names of the assumptions are ours.
    let text = assumptions::all().fold(text.to_lowercase(), |text, a| text.replace(a.name, ""));
    let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    // A word of the list is ours too, even where a mailbox is called so.
    let list = assumptions::markdown().to_lowercase();
    let ours: BTreeSet<&str> = list.split(|c: char| !c.is_alphanumeric()).collect();
    for value in own.iter().filter(|value| value.len() > 2) {
        // A short name may stand inside of a word of ours; as a word of its own it may not.
        let inside = value.len() > 9 && text.contains(value);
        let word = words.contains(value.as_str()) && !ours.contains(value.as_str());
        assert!(!inside && !word, "{value}");
    }
}

/// Runs the probe; what was printed, and the file.
fn probed(world: &World, server: &Server, out: &str) -> (String, Value) {
    let done = world.run(&["probe", "--connect", server.connect(), "--out", out]);
    assert!(done.stderr.is_empty(), "{}", done.told());
    let said = done.good();
    let file = fs_err::read_to_string(world.path(out)).unwrap();
    (said, serde_json::from_str(&file).unwrap())
}

/// What became of each assumption.
fn outcomes(file: &Value) -> BTreeMap<u64, String> {
    let results = file["results"].as_array().unwrap().iter();
    results
        .map(|one| {
            (
                one["number"].as_u64().unwrap(),
                one["outcome"].as_str().unwrap().to_owned(),
            )
        })
        .collect()
}

#[test]
fn it_only_reads_and_its_file_holds_nothing_of_the_tenants() {
    let world = World::new();
    let server = world.serve(&["--users", "120"]);
    let before = server.state();
    let (said, file) = probed(&world, &server, "result.json");
    let after = server.state();
    assert_eq!(after["event"], before["event"], "its own book of events");
    assert_eq!(after, before, "and everything else");
    let counted = server.call("GET", "/requests", None);
    for operation in counted["operations"].as_object().unwrap().keys() {
        let writes = ["assign", "update", "create", "delete", "Set-", "patch"];
        assert!(!writes.iter().any(|w| operation.contains(w)), "{operation}");
    }

    let own = own(&server, &world);
    holds_nothing_of(&own, &file.to_string());
    holds_nothing_of(&own, &said.replace("result.json", ""));

    assert_eq!(file["embedded"], false, "it was given as any other tenant");
    assert_eq!(file["cloud"], "worldwide");
    let outcomes = outcomes(&file);
    let numbers: Vec<u64> = assumptions::all().map(|a| u64::from(a.number)).collect();
    assert!(outcomes.keys().eq(&numbers), "every one is in it");
    assert!(
        outcomes.values().all(|outcome| outcome != "contradicted"),
        "{outcomes:?}"
    );
    let confirmed = outcomes.values().filter(|o| *o == "confirmed").count();
    assert!(confirmed > 50, "{confirmed}");
    assert!(
        said.contains(&format!("{confirmed} as assumed, 0 otherwise")),
        "{said}"
    );
}

#[test]
fn a_switch_that_is_turned_is_named_and_is_all_that_differs() {
    let world = World::new();
    let plain = {
        let server = world.serve(&["--users", "120"]);
        outcomes(&probed(&world, &server, "plain.json").1)
    };
    for name in ["quota-text", "token-seconds"] {
        let entry = assumptions::named(name);
        assert!(matches!(entry.probe, Probe::Read(_)), "{name}");
        let way = entry.others()[0].name;
        let server = world.serve(&["--assume", &format!("{}={way}", entry.number)]);
        let out = format!("{name}.json");
        let (said, file) = probed(&world, &server, &out);
        let found = outcomes(&file);
        let number = u64::from(entry.number);
        assert_ne!(plain[&number], "contradicted");
        assert_eq!(found[&number], "contradicted", "{name}={way}");
        let others: Vec<_> = found
            .iter()
            .filter(|(n, outcome)| **n != number && *outcome == "contradicted")
            .collect();
        assert!(others.is_empty(), "{name}={way}: {others:?}");
        let line = said.lines().find(|line| line.contains(name)).unwrap();
        assert!(line.contains("Otherwise"), "{line}");
        assert!(said.contains(", 1 otherwise"), "{said}");
        holds_nothing_of(&own(&server, &world), &file.to_string());
        drop(server);
        drop(world.serve(&["--assume", &format!("{name}=assumed")]));
    }
}

#[test]
fn without_a_tenant_it_says_that_it_looked_at_the_embedded_one() {
    let world = World::new();
    let done = world.run(&["probe"]);
    assert!(done.stderr.contains("embedded tenant"), "{}", done.told());
    assert!(done.good().contains("boxseat-probe.json"));
    let file = fs_err::read_to_string(world.path("boxseat-probe.json")).unwrap();
    let file: Value = serde_json::from_str(&file).unwrap();
    assert_eq!(file["embedded"], true);
}

/// Runs it to an error; what was said.
fn fails(world: &World, args: &[&str], code: i32, says: &[&str]) {
    let done = world.run(&[&["probe"], args].concat());
    assert_eq!(done.code, code, "{args:?}: {}", done.told());
    assert!(done.stdout.is_empty(), "{}", done.told());
    for one in says {
        assert!(done.stderr.contains(one), "{one:?}: {}", done.told());
    }
    assert!(!done.stderr.contains("panicked"), "{}", done.told());
}

#[test]
fn a_file_that_is_there_or_cannot_be_made_ends_it_before_the_tenant_is_asked() {
    let world = World::new();
    let server = world.serve(&["--users", "40"]);
    let asked = || server.call("GET", "/requests", None)["operations"].clone();
    let before = asked();
    let kept = world.file("kept.json", "something of mine");
    let connect = ["--connect", server.connect()];
    let out = |path| [&connect[..], &["--out", path]].concat();
    fails(
        &world,
        &out("kept.json"),
        10,
        &["kept.json is there already", "was not asked", "--out"],
    );
    assert_eq!(fs_err::read_to_string(kept).unwrap(), "something of mine");
    fails(
        &world,
        &out(server.connect()),
        10,
        &["connect.json is there already"],
    );
    fails(
        &world,
        &out("no/such/folder/result.json"),
        10,
        &["cannot be made", "was not asked", "--out"],
    );
    fails(&world, &out("."), 10, &["was not asked", "--out"]);
    let shut = world.path("shut");
    fs_err::create_dir(&shut).unwrap();
    set_mode(&shut, 0o500);
    // Whoever may do anything, may write there too.
    if fs_err::write(shut.join("try"), "").is_err() {
        fails(
            &world,
            &out("shut/result.json"),
            10,
            &["shut/result.json cannot be made", "was not asked"],
        );
    }
    set_mode(&shut, 0o700);
    assert_eq!(asked(), before, "the tenant was not asked");
    let dutch = world.run(&[&["probe", "--lang", "nl"], &out("kept.json")[..]].concat());
    assert!(dutch.stderr.contains("is er al"), "{}", dutch.told());
}

#[test]
fn a_tenant_that_cannot_be_talked_to_leaves_no_file() {
    let world = World::new();
    let nobody = json!({
        "authority": "http://127.0.0.1:1/", "graph": "http://127.0.0.1:1/", "exchange": "http://127.0.0.1:1/",
        "tenantId": "00000000-0000-0000-0000-000000000001", "clientId": "a", "clientSecret": "hush",
    });
    let nobody = world.secret_file("nobody.json", &nobody.to_string());
    let nobody = nobody.to_str().unwrap();
    let out = ["--out", "result.json"];
    fails(
        &world,
        &[&["--connect", nobody], &out[..]].concat(),
        9,
        &["127.0.0.1:1 cannot be reached", "try again"],
    );

    let server = world.serve(&["--users", "40"]);
    let mut wrong = server.info.clone();
    wrong["clientSecret"] = "not the secret".into();
    let wrong = world.secret_file("wrong.json", &wrong.to_string());
    fails(
        &world,
        &[&["--connect", wrong.to_str().unwrap()], &out[..]].concat(),
        5,
        &["does not accept the client secret", "Make a new secret"],
    );

    server.fault(&json!({
        "matcher": {"operation": "users.list"},
        "effect": {"kind": "status", "status": 401},
        "times": 0,
    }));
    let refused = world.run(&[&["probe", "--connect", server.connect()], &out[..]].concat());
    assert!(!refused.told().contains("not the secret"));
    assert_ne!(refused.code, 1, "{}", refused.told());
    assert!(!world.path("result.json").exists() || refused.code == 0);
}
