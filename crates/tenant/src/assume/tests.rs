//! Every switch of the list is somewhere, and nothing is anywhere that the list does not name.

use std::collections::BTreeSet;

use wire::assumptions::{self, ASSUMED};

use super::{ALL, rewrite};

#[test]
fn every_switch_is_asked_or_rewrites() {
    let asked: BTreeSet<&str> = ALL.iter().map(|switch| switch.name()).collect();
    let rewrites: BTreeSet<_> = rewrite::all().map(rewrite::Rewrite::key).collect();
    let mut wanted = BTreeSet::new();
    for entry in assumptions::all() {
        for way in entry.others() {
            if entry.assumed() == Some(ASSUMED) {
                assert!(!asked.contains(entry.name), "{} is both", entry.name);
                wanted.insert((entry.name, way.value));
            } else {
                assert!(
                    asked.contains(entry.name),
                    "nothing asks for {}",
                    entry.name
                );
            }
        }
    }
    assert_eq!(rewrites, wanted, "what rewrites, and what the list names");
}
