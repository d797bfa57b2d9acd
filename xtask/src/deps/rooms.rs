//! The room table: who may know whom, written in ARCHITECTURE.md, compared with what the manifests say.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, bail, ensure};

use super::metadata::Room;

const BEGIN: &str = "<!-- rooms:begin -->";
const END: &str = "<!-- rooms:end -->";

/// Each room of the table with the rooms that it may know.
pub(crate) type Table = BTreeMap<String, Allowed>;

/// The rooms that a room knows, and those that its tests may use besides.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Allowed {
    knows: BTreeSet<String>,
    tests: BTreeSet<String>,
}

/// Reads the table: the first cell of a row names the room, the last one those it knows, in backticks; after
/// `; tests:` stand those that only its tests use.
pub(crate) fn read(architecture: &str) -> anyhow::Result<Table> {
    let between = architecture
        .split_once(BEGIN)
        .and_then(|(_, rest)| rest.split_once(END))
        .map(|(table, _)| table)
        .with_context(|| {
            format!("ARCHITECTURE.md has no room table between `{BEGIN}` and `{END}`")
        })?;
    let mut table = Table::new();
    for row in between
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with('|'))
        .skip(2)
    {
        let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
            continue;
        };
        let [room] = names(first)[..] else {
            bail!("a row of the room table must name one room: {row}")
        };
        let (last, tests) = last.split_once("; tests:").unwrap_or((last, ""));
        let owned = |cell| names(cell).into_iter().map(str::to_owned).collect();
        let allowed = Allowed {
            knows: owned(last),
            tests: owned(tests),
        };
        ensure!(
            !allowed.knows.is_empty() || last == "nothing",
            "the last cell of a row names rooms in backticks or says `nothing`: {row}",
        );
        ensure!(
            table.insert(room.to_owned(), allowed).is_none(),
            "the room table names `{room}` twice"
        );
    }
    ensure!(
        !table.is_empty(),
        "the room table of ARCHITECTURE.md is empty"
    );
    Ok(table)
}

/// The words in backticks.
fn names(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Where the table and the manifests differ.
pub(crate) fn check(table: &Table, rooms: &BTreeMap<String, Room>) -> Vec<String> {
    let mut findings = Vec::new();
    for room in rooms.keys().filter(|room| !table.contains_key(*room)) {
        findings.push(format!(
            "rooms: `{room}` is not in the room table of ARCHITECTURE.md"
        ));
    }
    for (name, may_know) in table {
        let Some(room) = rooms.get(name) else {
            findings.push(format!(
                "rooms: the room table has `{name}`, the workspace has not"
            ));
            continue;
        };
        for other in room.knows.difference(&may_know.knows) {
            findings.push(format!(
                "rooms: `{name}` depends on `{other}`, which the room table does not allow"
            ));
        }
        for other in may_know.knows.difference(&room.knows) {
            findings.push(format!(
                "rooms: the room table says that `{name}` knows `{other}`, but it does not"
            ));
        }
        for other in room
            .tests_know
            .iter()
            .filter(|o| !may_know.knows.contains(*o) && !may_know.tests.contains(*o))
        {
            findings.push(format!(
                "rooms: the tests of `{name}` use `{other}`, which the room table does not allow"
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
        # Rooms\n<!-- rooms:begin -->\n\
        | room | what lives there | knows |\n|---|---|---|\n\
        | `model` | the `nouns` | nothing |\n\
        | `web` (pages) | pages | `model`, `engine`; tests: `rules` |\n\
        <!-- rooms:end -->\n| `other` | no room | nothing |\n";

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn rooms(rooms: &[(&str, &[&str], &[&str])]) -> BTreeMap<String, Room> {
        rooms
            .iter()
            .map(|(name, knows, tests)| {
                (
                    (*name).to_owned(),
                    Room {
                        knows: set(knows),
                        tests_know: set(tests),
                    },
                )
            })
            .collect()
    }

    #[test]
    fn the_table_is_read() {
        let table = read(TABLE).unwrap();
        assert_eq!(
            table,
            BTreeMap::from([
                ("model".into(), Allowed::default()),
                (
                    "web".into(),
                    Allowed {
                        knows: set(&["engine", "model"]),
                        tests: set(&["rules"])
                    }
                )
            ])
        );
    }

    #[test]
    fn a_table_that_is_none_is_refused() {
        let row = |row: &str| format!("{BEGIN}\n| room | knows |\n|---|---|\n{row}\n{END}");
        for text in [
            String::new(),
            BEGIN.to_owned(),
            row(""),
            row("| model | nothing |"),
            row("| `a` and `b` | nothing |"),
            row("| `model` | whatever |"),
            row("| `model` | nothing |\n| `model` | nothing |"),
        ] {
            assert!(read(&text).is_err(), "{text}");
        }
    }

    #[test]
    fn agreement_finds_nothing() {
        let table = read(TABLE).unwrap();
        assert!(
            check(
                &table,
                &rooms(&[
                    ("model", &[], &[]),
                    ("web", &["engine", "model"], &["model"])
                ])
            )
            .is_empty()
        );
    }

    #[test]
    fn every_difference_is_told() {
        let table = read(TABLE).unwrap();
        let found = check(
            &table,
            &rooms(&[("web", &["model", "m365"], &["tenant"]), ("new", &[], &[])]),
        );
        for part in [
            "`new` is not in",
            "has `model`",
            "depends on `m365`",
            "knows `engine`",
            "use `tenant`",
        ] {
            assert!(
                found.iter().any(|finding| finding.contains(part)),
                "{part}: {found:?}"
            );
        }
        assert_eq!(found.len(), 5);
    }
}
