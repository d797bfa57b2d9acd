//! The rules a second time, as a decision table over rows of text such as an administrator exports.
//!
//! It shares no code with the rules: sizes are read from their texts here, products are known by a list of their
//! own, and a missing text is completed in every way it could have read, rather than reasoned about. `assess` is
//! its defendant on 100,000 generated mailboxes.

mod oracle_rows;
mod oracle_table;

use std::collections::{BTreeMap, BTreeSet};

use boxseat_rules::assess;
use model::Entropy;
use model::catalogue::catalogue;
use oracle_rows::{Row, generate};
use oracle_table::{Judged, judge, reasons};

const MAILBOXES: usize = 100_000;
const SEED: u64 = 20_261_122;

#[test]
fn the_rules_and_the_decision_table_agree() {
    let entropy = Entropy::seeded(SEED);
    let mut verdicts: BTreeMap<String, usize> = BTreeMap::new();
    let mut rulings: BTreeMap<String, usize> = BTreeMap::new();
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    for number in 0..MAILBOXES {
        let row = generate(&entropy);
        let accused = assess(
            &row.facts(),
            &row.tenant(),
            &row.policy(),
            oracle_rows::now(),
        );
        let wanted = judge(&row);
        let said = Judged {
            verdict: accused.verdict.to_string(),
            licenses: accused.licenses.iter().map(ruling).collect(),
            missing: missing(&accused),
        };
        assert_eq!(said, wanted, "mailbox {number}: {row:#?}");
        let found: BTreeSet<(String, String)> = accused
            .findings
            .iter()
            .map(|f| (f.reason.code().to_string(), f.effect.to_string()))
            .filter(|(code, _)| code != "fact_missing")
            .collect();
        assert_eq!(found, reasons(&row, &wanted), "mailbox {number}: {row:#?}");

        *verdicts.entry(wanted.verdict).or_default() += 1;
        for ruling in wanted.licenses {
            let word = ruling.split(' ').next().unwrap_or_default();
            *rulings.entry(word.to_owned()).or_default() += 1;
        }
        for finding in &accused.findings {
            *codes.entry(finding.reason.code().to_string()).or_default() += 1;
        }
    }
    // The test would be empty if the generator never came near a rule.
    let often = |found: &BTreeMap<String, usize>, names: Vec<&str>, least: usize| {
        for name in names {
            assert!(
                found.get(name).is_some_and(|&n| n >= least),
                "`{name}` hardly occurs: {found:?}"
            );
        }
    };
    often(
        &verdicts,
        model::Verdict::ALL.iter().map(|v| v.as_str()).collect(),
        500,
    );
    often(
        &rulings,
        model::LicenseVerdict::ALL
            .iter()
            .map(|v| v.as_str())
            .collect(),
        500,
    );
    often(
        &codes,
        model::ReasonCode::ALL.iter().map(|c| c.as_str()).collect(),
        200,
    );
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
        Some(sku) => format!("swap to {}", catalogue().product(sku).unwrap().part_number),
        None => l.verdict.to_string(),
    }
}

fn missing(a: &model::Assessment) -> BTreeSet<String> {
    let facts = a.findings.iter().filter_map(|f| match &f.reason {
        model::Reason::FactMissing { fact, .. } => Some(fact.to_string()),
        _ => None,
    });
    facts.collect()
}
