//! The README's picture of the demo is what the demo prints.

#![expect(clippy::unwrap_used, reason = "what cannot be set up ends the test")]

#[expect(dead_code, reason = "each test file uses another part of it")]
mod support;

use support::World;

const BEGIN: &str = "<!-- demo:begin -->\n```text\n";
const END: &str = "```\n<!-- demo:end -->";
/// So many mailboxes are shown; the others are left out.
const SHOWN: usize = 5;

#[test]
#[cfg(unix)]
fn the_readme_shows_what_the_demo_prints() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md");
    let readme = fs_err::read_to_string(path).unwrap();
    let (head, rest) = readme.split_once(BEGIN).unwrap();
    let (shown, tail) = rest.split_once(END).unwrap();
    let printed = excerpt(&printed());
    if std::env::var_os("BLESS").is_some() {
        fs_err::write(path, format!("{head}{BEGIN}{printed}{END}{tail}")).unwrap();
        return;
    }
    assert_eq!(
        shown, printed,
        "README.md is not what demo prints; write it anew with BLESS=1"
    );
}

/// What `cargo run --release -- demo` prints in a window of 104 columns.
#[cfg(unix)]
fn printed() -> String {
    use std::os::unix::process::CommandExt as _;
    let world = World::new();
    let output = world
        .command(&["demo", "--once"])
        .arg0("target/release/boxseat")
        .env("COLUMNS", "104")
        .env_remove("BOXSEAT_DATA")
        .env_remove("XDG_DATA_HOME")
        .output()
        .unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// Without the time, and with the first mailboxes of each of the verdicts that a newcomer asks about.
fn excerpt(printed: &str) -> String {
    let mut lines = printed.lines();
    let mut out = String::new();
    let keep = |line: &str, out: &mut String| {
        out.push_str(line);
        out.push('\n');
    };
    for line in lines.by_ref() {
        if !line.contains(", reviewed ") {
            keep(line, &mut out);
        }
        if line.starts_with('─') {
            break;
        }
    }
    let rows: Vec<&str> = lines
        .by_ref()
        .take_while(|line| !line.contains("hold no licence and need none"))
        .collect();
    for verdict in ["Removable", "Required"] {
        // A mailbox that takes two lines, with a name that needs no explanation.
        let of_verdict = rows.windows(3).filter(|lines| {
            lines[0].contains(verdict)
                && lines[0].starts_with(char::is_alphabetic)
                && lines[1].contains("@contoso.com")
                && !lines[2].starts_with(' ')
        });
        for pair in of_verdict.take(SHOWN) {
            keep(pair[0], &mut out);
            keep(pair[1], &mut out);
        }
        keep("…", &mut out);
    }
    for line in lines {
        keep(line, &mut out);
    }
    out
}
