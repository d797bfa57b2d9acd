//! The list of assumptions is in order, names what there is, and is the page that people read.

use std::collections::BTreeSet;
use std::path::Path;

use boxseat_wire::assumptions::{self, ASSUMED, Switch, Turn, TurnError};

fn crates() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn the_page_is_fresh() {
    let path = crates().join("../docs/assumptions.md");
    let made = assumptions::markdown();
    if std::env::var_os("BLESS").is_some() {
        fs_err::write(&path, &made).unwrap();
    }
    let kept = fs_err::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == made,
        "docs/assumptions.md is stale: BLESS=1 cargo test -p boxseat-wire --test assumptions"
    );
}

#[test]
fn numbers_rise_and_names_are_words_of_their_own() {
    let numbers: Vec<u16> = assumptions::all().map(|a| a.number).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    let mut names = BTreeSet::new();
    for entry in assumptions::all() {
        assert!(names.insert(entry.name), "{} is there twice", entry.name);
        let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(entry.name.chars().all(word), "{}", entry.name);
        assert!(!entry.used.is_empty(), "{} is used nowhere", entry.name);
        assert!(std::ptr::eq(assumptions::named(entry.name), entry));
    }
}

#[test]
fn the_files_that_rest_on_an_assumption_are_there() {
    let crates = crates();
    for entry in assumptions::all() {
        for file in entry.used {
            assert!(crates.join(file).is_file(), "{}: {file}", entry.number);
        }
    }
}

#[test]
fn every_way_can_be_typed_by_number_and_by_name() {
    for entry in assumptions::all() {
        let mut values = BTreeSet::new();
        for way in entry.others() {
            assert!(
                values.insert(way.value),
                "{}: {} twice",
                entry.name,
                way.name
            );
            assert_ne!(Some(way.value), entry.assumed(), "{}", entry.name);
            for which in [entry.number.to_string(), entry.name.to_owned()] {
                let turn: Turn = format!("{which}={}", way.name).parse().unwrap();
                assert_eq!(
                    (turn.assumption.number, turn.value),
                    (entry.number, way.value)
                );
                let back: Turn = format!("{which}={ASSUMED}").parse().unwrap();
                assert_eq!(Some(back.value), entry.assumed());
            }
        }
        if let Switch::Ways { others, .. } = entry.switch {
            assert!(
                !others.is_empty(),
                "{} has a switch without ways",
                entry.name
            );
        }
    }
}

#[test]
fn what_cannot_be_turned_says_what_could() {
    let error = |text: &str| text.parse::<Turn>().unwrap_err();
    assert!(matches!(error("60"), TurnError::Form { .. }));
    assert!(error("999=null").to_string().contains("100 quota-text"));
    assert!(
        error("quota-text=purple")
            .to_string()
            .contains("assumed, null, absent")
    );
    assert!(
        error("safe-to-remove=null")
            .to_string()
            .contains("no switch")
    );
}
