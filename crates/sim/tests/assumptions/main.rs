//! The whole main job under every way of every assumption: review, removal of all that can go, read back, restore of
//! some. A verdict may become `unknown` but never wrongly `removable`; nothing is written that was not to be; nothing
//! crashes; and every switch that was turned was used in some answer.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod exercise;
mod job;
mod people;
mod turned;

use std::collections::BTreeSet;

use tenant::Profile;
use wire::assumptions::{self, Assumption};

use crate::turned::Turned;

/// Which organisations show an assumption; the one with every trap mailbox unless another does it better.
fn profiles(entry: &Assumption) -> &'static [Profile] {
    match entry.name {
        "no-premium" | "report-hidden-names" => &[Profile::BusinessStandard],
        "sync-flag" | "dir-sync-flag" | "remote-type-words" => &[
            Profile::Contoso,
            Profile::BusinessPremium,
            Profile::E5Hybrid,
        ],
        "hold-lists" | "organization-holds" => &[Profile::Contoso, Profile::E3Retention],
        // Without usage reports every size comes from statistics.
        "size-text" | "statistics-row" | "never-used-warning" => {
            &[Profile::Contoso, Profile::GccHigh]
        }
        "sign-in-absent" | "activity-report-scope" | "onedrive-report-scope" => {
            &[Profile::Contoso, Profile::E5Hybrid]
        }
        _ => &[Profile::Contoso],
    }
}

/// Runs the job under every way of the assumptions of a group; panics with all that went wrong. None is left out: one
/// that neither the job nor `exercise` shows has not been used, and that is wrong too.
fn run(group: &str) {
    let (_, entries) = assumptions::GROUPS
        .iter()
        .find(|(title, _)| *title == group)
        .expect("the group is there");
    let mut cases = Vec::new();
    for entry in *entries {
        for way in entry.others() {
            cases.extend(profiles(entry).iter().map(|profile| (entry, way, *profile)));
        }
    }
    let wrong = boxseat_sim::each(&cases, async |(entry, way, profile)| {
        let turned = Turned::new(entry, way, *profile).await;
        let mut found = job::carry_out(&turned).await;
        exercise::more(&turned).await;
        if turned.uses().await == 0 {
            found.push("the switch was never used".to_owned());
        }
        let place = format!("{}={} ({profile}) {}", entry.number, way.name, entry.name);
        let found = found.into_iter().map(|what| format!("{place}: {what}\n"));
        found.collect::<String>()
    });
    let wrong = wrong.concat();
    assert!(wrong.is_empty(), "{group}:\n{wrong}");
}

macro_rules! groups {
    ($($test:ident: $title:literal;)*) => {
        $(#[test]
        fn $test() {
            run($title);
        })*

        #[test]
        fn every_group_is_run() {
            let titles: BTreeSet<&str> = assumptions::GROUPS
                .iter()
                .filter(|(_, entries)| entries.iter().any(|e| !e.others().is_empty()))
                .map(|(title, _)| *title)
                .collect();
            assert_eq!(titles, BTreeSet::from([$($title),*]));
        }
    };
}

groups! {
    signing_in: "Signing in";
    accounts: "Accounts";
    licences_and_products: "Licences and products";
    answers_and_limits: "Answers, refusals and limits";
    usage_reports: "Usage reports";
    exchange_calls: "Exchange: calls and pages";
    exchange_rows: "Exchange: rows";
}
