//! The whole main job under every way of every assumption: review, removal of all that can go, read back, restore of
//! some. A verdict may become `unknown` but never wrongly `removable`; nothing is written that was not to be; nothing
//! crashes; and every switch that was turned was used in some answer.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod exercise;
mod job;
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

/// Tested where people are signed in.
const OF_PEOPLE: [&str; 4] = [
    "sign-in-error-status",
    "role-claims",
    "device-interval",
    "session-hours",
];

/// Runs the job under every way of the assumptions of a group; panics with all that went wrong.
async fn run(group: &str) {
    let (_, entries) = assumptions::GROUPS
        .iter()
        .find(|(title, _)| *title == group)
        .expect("the group is there");
    let mut wrong = Vec::new();
    for entry in entries.iter().filter(|e| !OF_PEOPLE.contains(&e.name)) {
        for way in entry.others() {
            for profile in profiles(entry) {
                let turned = Turned::new(entry, way, *profile).await;
                let mut found = job::carry_out(&turned).await;
                exercise::more(&turned).await;
                if turned.uses().await == 0 {
                    found.push("the switch was never used".to_owned());
                }
                let place = format!("{}={} ({profile})", entry.number, way.name);
                wrong.extend(
                    found
                        .into_iter()
                        .map(|what| format!("{place} {}: {what}", entry.name)),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{group}:\n{}", wrong.join("\n"));
}

macro_rules! groups {
    ($($test:ident: $title:literal;)*) => {
        $(#[tokio::test(start_paused = true)]
        async fn $test() {
            run($title).await;
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
