//! Bad input, as a table: each ends with a sentence that says what to do, with its exit code, and with nothing changed.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends the test")]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use serde_json::json;
use support::{Server, World, set_mode};

/// A case: what is typed, how it ends, and what is said.
struct Case<'a> {
    args: Vec<&'a str>,
    code: i32,
    says: &'a [&'a str],
}

fn case<'a>(args: &[&'a str], code: i32, says: &'a [&'a str]) -> Case<'a> {
    Case {
        args: args.to_vec(),
        code,
        says,
    }
}

fn check(world: &World, case: &Case<'_>) {
    let done = world.run(&case.args);
    assert_eq!(done.code, case.code, "{:?}\n{}", case.args, done.told());
    for says in case.says {
        assert!(
            done.stderr.contains(says),
            "{:?} does not say {says:?}:\n{}",
            case.args,
            done.told()
        );
    }
    assert!(!done.told().contains("panicked"), "{}", done.told());
}

fn secret(server: &Server) -> String {
    server.info["clientSecret"].as_str().unwrap().to_owned()
}

#[test]
fn names_and_answers_that_mean_nothing() {
    let world = World::new();
    let server = world.serve(&[]);
    let c = server.connect();
    let before = server.state();
    let empty = world.file("empty.csv", "name,department\nInfo,Sales\n");
    let broken = world.file("broken.csv", "mailbox,reason\na@contoso.com\n");
    let (empty, broken) = (empty.to_str().unwrap(), broken.to_str().unwrap());
    for case in [
        case(
            &["show", "nobody@contoso.com", "--connect", c],
            2,
            &[
                "No mailbox answers to “nobody@contoso.com”",
                "boxseat review",
            ],
        ),
        case(
            &[
                "remove-license",
                "nobody@contoso.com",
                "--yes",
                "--connect",
                c,
            ],
            2,
            &["No mailbox answers"],
        ),
        case(
            &[
                "remove-license",
                "binned@contoso.com",
                "nobody@contoso.com",
                "--yes",
                "--connect",
                c,
            ],
            2,
            &["nobody@"],
        ),
        case(
            &["review", "--mailbox", "", "--connect", c],
            2,
            &["No mailbox answers"],
        ),
        case(
            &["remove-license", "--yes", "--connect", c],
            2,
            &["required arguments"],
        ),
        case(
            &[
                "remove-license",
                "binned@contoso.com",
                "--all-removable",
                "--connect",
                c,
            ],
            2,
            &["cannot be used with"],
        ),
        case(
            &[
                "remove-license",
                "binned@contoso.com",
                "--license",
                "E33",
                "--yes",
                "--connect",
                c,
            ],
            2,
            &["No product is called “E33”"],
        ),
        case(
            &[
                "remove-license",
                "binned@contoso.com",
                "--ack",
                "because",
                "--connect",
                c,
            ],
            2,
            &["because", "dir_synced"],
        ),
        case(
            &[
                "remove-license",
                "--all-removable",
                "--ack",
                "dir_synced",
                "--yes",
                "--connect",
                c,
            ],
            2,
            &["named one by one"],
        ),
        case(
            &[
                "remove-license",
                "binned@contoso.com",
                "--override",
                "not_shared",
                "--reason",
                "x",
                "--yes",
                "--connect",
                c,
            ],
            2,
            &["cannot be overridden"],
        ),
        case(
            &["remove-license", "--from", empty, "--yes", "--connect", c],
            2,
            &["No mailbox answers"],
        ),
        case(
            &["remove-license", "--from", broken, "--yes", "--connect", c],
            2,
            &["broken.csv, line 2"],
        ),
        case(
            &[
                "remove-license",
                "--from",
                "absent.txt",
                "--yes",
                "--connect",
                c,
            ],
            10,
            &["absent.txt does not exist"],
        ),
        case(
            &[
                "remove-license",
                "--all-removable",
                "--exclude",
                empty,
                "--connect",
                c,
            ],
            2,
            &["no column `mailbox`"],
        ),
        case(
            &["restore", "99999", "--yes", "--connect", c],
            2,
            &["There is no change “99999”", "boxseat history"],
        ),
        case(
            &["restore", "binned@contoso.com", "--yes", "--connect", c],
            2,
            &["There is no change"],
        ),
        case(
            &["review", "--policy", "strict", "--connect", c],
            2,
            &["strict", "article-2021"],
        ),
        case(
            &["review", "--prices", broken, "--connect", c],
            2,
            &["The price list"],
        ),
        case(
            &["review", "--verdict", "maybe", "--connect", c],
            2,
            &["maybe", "removable"],
        ),
        case(
            &["review", "--lang", "tlh", "--connect", c],
            2,
            &["tlh", "nl"],
        ),
        case(&["frobnicate"], 2, &["frobnicate"]),
    ] {
        check(&world, &case);
    }
    assert!(server.state() == before, "nothing was changed");
}

/// A display name that two mailboxes share, and an Exchange that answers a name with every mailbox there is
/// (`ignore_identity`): none of them is the one meant.
#[test]
fn a_name_that_several_mailboxes_answer_to_is_not_guessed() {
    let world = World::new();
    let server = world.serve(&[]);
    world.run(&["review", "--connect", server.connect()]).good();
    let before = server.state();
    let asked = |name: &str, says: &[&str]| {
        for command in ["show", "remove-license"] {
            check(
                &world,
                &case(&[command, name, "--connect", server.connect()], 2, says),
            );
        }
    };
    asked(
        "Reception",
        &[
            "“Reception” names ",
            "reception@contoso.com",
            "reception2@contoso.com",
            "Use the address",
        ],
    );
    server.fault(&json!({
        "matcher": {"operation": "exchange.Get-Mailbox"},
        "effect": {"kind": "ignore_identity"},
        "times": 0,
    }));
    asked(
        "Helpdesk",
        &[
            "“Helpdesk” names ",
            "helpdesk@contoso.com",
            "Use the address",
        ],
    );
    assert!(server.fired() >= 2);
    server.call("DELETE", "/faults", None);
    assert!(server.state() == before, "nothing was changed");
}

#[test]
fn a_connection_that_does_not_work() {
    let world = World::new();
    let server = world.serve(&[]);
    let before = server.state();
    let info = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut info = server.info.clone();
        change(&mut info);
        info.to_string()
    };
    let secret_of_others = "not-the-secret-of-anybody";
    let files = [
        (
            "secret",
            info(&|i| i["clientSecret"] = json!(secret_of_others)),
        ),
        (
            "application",
            info(&|i| i["clientId"] = json!("00000000-0000-0000-0000-00000000aaaa")),
        ),
        (
            "down",
            info(&|i| {
                for host in ["authority", "graph", "exchange"] {
                    i[host] = json!("http://127.0.0.1:9/");
                }
            }),
        ),
        (
            "path",
            info(&|i| i["graph"] = json!("https://graph.microsoft.com/v1.0")),
        ),
        (
            "plain",
            info(&|i| i["graph"] = json!("http://graph.microsoft.com/")),
        ),
        ("member", info(&|i| i["clientSecrett"] = json!("x"))),
        ("text", "certainly not JSON".to_owned()),
        ("ca", info(&|i| i["caFile"] = json!("absent.pem"))),
        ("readonly", info(&|i| i["write"] = json!(false))),
    ];
    for (name, text) in &files {
        world.secret_file(name, text);
    }
    let open = world.file("open", &server.info.to_string());
    set_mode(&open, 0o644);

    for case in [
        case(
            &["review", "--connect", "secret"],
            5,
            &["does not accept the client secret", "Entra"],
        ),
        case(
            &[
                "remove-license",
                "binned@contoso.com",
                "--yes",
                "--connect",
                "secret",
            ],
            5,
            &["client secret"],
        ),
        case(
            &["review", "--connect", "application"],
            5,
            &["does not know the application"],
        ),
        case(
            &["review", "--connect", "down"],
            9,
            &["127.0.0.1:9", "cannot be reached"],
        ),
        case(&["review", "--connect", "path"], 10, &["graph", "no path"]),
        case(&["review", "--connect", "plain"], 10, &["use https"]),
        case(&["review", "--connect", "member"], 10, &["clientSecrett"]),
        case(&["review", "--connect", "text"], 10, &["connect file text"]),
        case(
            &["review", "--connect", "absent"],
            10,
            &["absent does not exist"],
        ),
        case(&["review", "--connect", "ca"], 10, &["absent.pem"]),
        #[cfg(unix)]
        case(
            &["review", "--connect", "open"],
            10,
            &["others may read it", "chmod 600"],
        ),
        case(
            &[
                "remove-license",
                "binned@contoso.com",
                "--yes",
                "--connect",
                "readonly",
            ],
            3,
            &["read-only", "\"write\": true"],
        ),
        case(
            &["restore", "1", "--yes", "--connect", "readonly"],
            3,
            &["read-only"],
        ),
    ] {
        check(&world, &case);
        let said = world.run(&case.args).told();
        assert!(
            !said.contains(&secret(&server)) && !said.contains(secret_of_others),
            "{said}"
        );
    }
    assert!(server.state() == before, "nothing was changed");
    // Reading is what a read-only connection is for.
    world.run(&["review", "--connect", "readonly"]).good();
}

#[test]
fn a_permission_that_is_missing_is_named() {
    for (operation, path, says) in [
        ("users", "/v1.0/users*", "is not granted"),
        ("Get-Mailbox", "/adminapi/*", "Exchange refuses"),
    ] {
        let world = World::new();
        let server = world.serve(&[]);
        let before = server.state();
        server.fault(&json!({
            "matcher": {"path": path},
            "effect": {"kind": "status", "status": 403},
            "times": 0,
        }));
        for args in [
            vec!["review"],
            vec!["remove-license", "--all-removable", "--yes", "--max", "500"],
        ] {
            let args = [args, vec!["--connect", server.connect()]].concat();
            check(&world, &case(&args, 5, &[says]));
        }
        assert!(server.fired() > 0, "{operation}");
        server.call("DELETE", "/faults", None);
        assert!(server.state() == before, "{operation}");
    }
}

#[test]
fn folders_and_ports_that_are_in_the_way() {
    let world = World::new();
    fs_err::create_dir(world.path("foreign")).unwrap();
    let letter = world.file("foreign/letter.txt", "dear reader");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    world.file("file", "");
    for case in [
        case(
            &["demo", "--once", "--data", "foreign"],
            10,
            &["is not a data folder of Boxseat", "--data"],
        ),
        case(
            &["review", "--data", "foreign"],
            10,
            &["is not a data folder"],
        ),
        case(&["demo", "--once", "--data", "file"], 10, &["file"]),
        case(
            &["tenant", "serve", "--listen", &taken],
            10,
            &[&taken, "in use", "--listen"],
        ),
        case(
            &["tenant", "serve", "--listen", "0.0.0.0:0"],
            2,
            &["not an address of this machine alone"],
        ),
        case(
            &["tenant", "serve", "--listen", "somewhere"],
            2,
            &["somewhere"],
        ),
    ] {
        check(&world, &case);
    }
    assert_eq!(
        fs_err::read_dir(world.path("foreign")).unwrap().count(),
        1,
        "nothing is written beside {letter:?}"
    );

    // A tenant that is no tenant.
    fs_err::create_dir(world.path("broken")).unwrap();
    world.file(
        "broken/tenant.db",
        "this is no database, whatever its name says; it is long enough for a header",
    );
    check(
        &world,
        &case(&["review", "--data", "broken"], 10, &["tenant.db"]),
    );
}

/// A file that may not grow stands for a disk that is full.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full_changes_nothing() {
    let world = World::new();
    let server = world.serve(&[]);
    world.run(&["review", "--connect", server.connect()]).good();
    let before = server.state();
    let mut command = std::process::Command::new("sh");
    let template = world.command(&[]);
    for (name, value) in template.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let limited = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";
    let done = command
        .current_dir(world.path("."))
        .args(["-c", limited, "sh", env!("CARGO_BIN_EXE_boxseat")])
        .args([
            "remove-license",
            "binned@contoso.com",
            "--yes",
            "--connect",
            server.connect(),
        ])
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(10), "{said}");
    assert!(said.contains("data"), "{said}");
    assert!(server.state() == before, "no intent on disk, no write");
    // With room again everything goes on.
    world
        .run(&[
            "remove-license",
            "binned@contoso.com",
            "--yes",
            "--connect",
            server.connect(),
        ])
        .good();
}

/// Standard output that cannot be written is an error; a reader that left is none.
#[cfg(target_os = "linux")]
#[test]
fn output_that_nobody_takes() {
    let world = World::new();
    world.run(&["review"]).good();
    let full = fs_err::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let done = world
        .command(&["review", "-o", "json"])
        .stdout(full.into_parts().0)
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(10));
    assert!(String::from_utf8_lossy(&done.stderr).contains("The output cannot be written"));

    let mut child = world
        .command(&["review", "-o", "json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!(
        done.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}
