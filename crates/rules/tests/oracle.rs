//! The rules a second time, as a decision table over rows of text such as an administrator exports.
//!
//! It shares no code with the rules: sizes are read from their texts here, products are known by a list of their
//! own, and a missing text is completed in every way it could have read, rather than reasoned about. `assess` is
//! its defendant on 100,000 generated mailboxes.

mod oracle_rows;
mod oracle_table;

use std::collections::{BTreeMap, BTreeSet};
use std::thread;

use boxseat_rules::assess;
use model::catalogue::catalogue;
use model::{Assessment, Entropy, LicenseVerdict, Reason, ReasonCode, Verdict};
use oracle_rows::{Row, generate};
use oracle_table::{Judged, judge, reasons};

/// Each thread has a stream of its own, so the mailboxes are the same on every machine.
const THREADS: u64 = 4;
const MAILBOXES_EACH: usize = 25_000;

/// How often each verdict, ruling and reason occurred.
type Counts = BTreeMap<String, usize>;

#[test]
fn the_rules_and_the_decision_table_agree() {
    let counts = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|seed| scope.spawn(move || agree(seed)))
            .collect();
        let mut all = Counts::new();
        for counts in threads
            .into_iter()
            .map(|t| t.join().expect("this seed agrees"))
        {
            for (what, n) in counts {
                *all.entry(what).or_default() += n;
            }
        }
        all
    });
    // The test would be empty if the generator never came near a rule.
    let often = |kind: &str, name: &str, least: usize| {
        let n = counts
            .get(&format!("{kind} {name}"))
            .copied()
            .unwrap_or_default();
        assert!(
            n >= least,
            "{kind} `{name}` occurs {n} times only: {counts:#?}"
        );
    };
    for it in Verdict::ALL {
        often("verdict", it.as_str(), 500);
    }
    for it in LicenseVerdict::ALL {
        often("ruling", it.as_str(), 500);
    }
    for it in ReasonCode::ALL {
        often("reason", it.as_str(), 500);
    }
}

fn agree(seed: u64) -> Counts {
    let entropy = Entropy::seeded(seed);
    let mut counts = Counts::new();
    let mut count =
        |kind: &str, name: &str| *counts.entry(format!("{kind} {name}")).or_default() += 1;
    for number in 0..MAILBOXES_EACH {
        let row = generate(&entropy);
        let accused = assess(
            &row.facts(),
            &row.tenant(),
            row.policy(),
            oracle_rows::now(),
        );
        let said = Judged {
            verdict: accused.verdict.to_string(),
            licenses: accused.licenses.iter().map(ruling).collect(),
            missing: missing(&accused),
        };
        let wanted = judge(&row);
        assert_eq!(said, wanted, "mailbox {number} of seed {seed}: {row:#?}");
        assert_eq!(
            found(&accused),
            reasons(&row, &wanted),
            "mailbox {number} of seed {seed}: {row:#?}"
        );

        count("verdict", &wanted.verdict);
        accused
            .licenses
            .iter()
            .for_each(|l| count("ruling", l.verdict.as_str()));
        accused
            .findings
            .iter()
            .for_each(|f| count("reason", f.reason.code().as_str()));
    }
    counts
}

#[test]
fn the_same_seed_makes_the_same_rows() {
    let rows = |seed| {
        let entropy = Entropy::seeded(seed);
        (0..50).map(|_| generate(&entropy)).collect::<Vec<Row>>()
    };
    assert_eq!(rows(1), rows(1));
    assert_ne!(rows(1), rows(2));
}

fn ruling(l: &model::LicenseRuling) -> String {
    match l.swap_to {
        Some(sku) => format!(
            "swap to {}",
            catalogue()
                .product(sku)
                .expect("a product of the policy")
                .part_number
        ),
        None => l.verdict.to_string(),
    }
}

fn missing(a: &Assessment) -> BTreeSet<String> {
    let facts = a.findings.iter().filter_map(|f| match &f.reason {
        Reason::FactMissing { fact, .. } => Some(fact.to_string()),
        _ => None,
    });
    facts.collect()
}

fn found(a: &Assessment) -> BTreeSet<(String, String)> {
    let findings = a
        .findings
        .iter()
        .filter(|f| f.reason.code() != ReasonCode::FactMissing);
    findings
        .map(|f| (f.reason.code().to_string(), f.effect.to_string()))
        .collect()
}
