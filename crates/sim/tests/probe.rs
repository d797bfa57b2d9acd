//! The probe on the embedded tenant: as assumed, nothing is contradicted; with a switch turned, that assumption is; it
//! only reads; and what it says holds nothing of the tenant's.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use boxseat_sim::{Template, World};
use engine::confirm::{Confirmation, Outcome};
use tenant::Profile;
use wire::assumptions::{self, Probe, Turn};

static CONTOSO: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::Contoso, 120));
static SMALL: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::BusinessStandard, 120));
/// Large enough for people at work in OneDrive.
static LARGE: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::Contoso, 400));

/// The organisation that shows an assumption.
fn template(name: &str) -> &'static Template {
    match name {
        "no-premium" | "report-hidden-names" | "mailbox-region" => &SMALL,
        "onedrive-report-scope" => &LARGE,
        _ => &CONTOSO,
    }
}

/// Ways that a look cannot tell from what is assumed: what is left out was perhaps never there.
const CANNOT_TELL: [(&str, &str); 1] = [("report-deleted", "absent")];

async fn look(w: &World) -> Confirmation {
    w.engine().confirm(&w.by, &w.conn).await.unwrap()
}

fn outcome(found: &Confirmation, number: u16) -> Outcome {
    let one = found.all.iter().find(|c| c.assumption.number == number);
    one.unwrap().outcome
}

#[tokio::test(start_paused = true)]
async fn as_assumed_nothing_is_contradicted_and_only_reads_are_sent() {
    for template in [&*CONTOSO, &*SMALL] {
        let w = template.world(1);
        let before = w.tables().await;
        let found = look(&w).await;
        for one in &found.all {
            assert_ne!(one.outcome, Outcome::Contradicted, "{one:?}");
        }
        let read = found.all.iter().filter(|c| c.outcome == Outcome::Confirmed);
        assert!(read.count() > 50, "{found:#?}");

        let after = w.tables().await;
        for table in ["account", "license", "mailbox", "event", "grp"] {
            assert_eq!(before[table], after[table], "{table}");
        }
        let counted = w.admin("GET", "/requests", None).await;
        for operation in counted["operations"].as_object().unwrap().keys() {
            let reads = [
                "token",
                "download",
                "batch",
                "exchange.batch",
                "organization",
            ];
            let is_read = reads.contains(&operation.as_str())
                || operation.starts_with("exchange.Get-")
                || operation.starts_with("reports.")
                || operation.starts_with("directory.")
                || matches!(operation.rsplit_once('.'), Some((_, "list" | "get")))
                || operation == "subscribedSkus";
            assert!(is_read, "{operation}");
        }
    }
}

#[test]
fn a_switch_that_is_turned_is_seen() {
    let probed = assumptions::all().filter(|a| matches!(a.probe, Probe::Read(_)));
    let ways = probed.flat_map(|entry| entry.others().iter().map(move |way| (entry, way)));
    let cases: Vec<_> = ways
        .filter(|(entry, way)| !CANNOT_TELL.contains(&(entry.name, way.name)))
        .collect();
    let wrong = boxseat_sim::each(&cases, async |(entry, way)| {
        let w = template(entry.name).world(1);
        let turn = Turn {
            assumption: entry,
            value: way.value,
        };
        w.tenant.assume(&[turn]).unwrap();
        let found = look(&w).await;
        if outcome(&found, entry.number) == Outcome::Contradicted {
            return String::new();
        }
        let one = found
            .all
            .iter()
            .find(|c| c.assumption.number == entry.number)
            .map(|c| (c.outcome, &c.seen));
        format!("{}={} {}: {one:?}\n", entry.number, way.name, entry.name)
    });
    let wrong = wrong.concat();
    assert!(wrong.is_empty(), "{wrong}");
}

#[tokio::test(start_paused = true)]
async fn what_a_short_page_does_not_show_is_not_contradicted() {
    for turn in ["users-page=20", "users-page=1"] {
        let w = CONTOSO.world(1);
        w.tenant.assume(&[turn.parse().unwrap()]).unwrap();
        let found = look(&w).await.all.into_iter();
        let otherwise = found.filter(|c| c.outcome == Outcome::Contradicted);
        let otherwise: Vec<_> = otherwise.map(|c| c.assumption.name).collect();
        assert_eq!(otherwise, ["users-page"], "{turn}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_said_is_nothing_of_the_tenants() {
    let w = CONTOSO.world(1);
    let mut said = BTreeSet::new();
    let mut looked = vec![look(&w).await];
    // Odd answers are where a value could slip in.
    for turn in [
        "state-words=other",
        "mailbox-kinds=words",
        "hold-lists=text",
        "graph-more-members=more",
    ] {
        w.tenant.assume(&[turn.parse().unwrap()]).unwrap();
        looked.push(look(&w).await);
    }
    for found in &looked {
        said.extend(found.all.iter().flat_map(|c| c.seen.iter().cloned()));
    }
    let said = said.iter().map(|text| text.to_lowercase());
    let said: Vec<String> = said.collect();
    let words: BTreeSet<&str> = said
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .collect();
    let tables = w.tables().await;
    let mut own = BTreeSet::from([w.info.tenant_id.to_string(), w.info.client_id.clone()]);
    for (table, columns) in [
        ("account", &["id", "upn", "display_name", "mail"][..]),
        ("mailbox", &["exchange_guid", "display_name"][..]),
        ("grp", &["id", "display_name"][..]),
        ("license", &["sku"][..]),
    ] {
        for row in tables[table].as_array().unwrap() {
            own.extend(
                columns
                    .iter()
                    .filter_map(|c| Some(row.get(*c)?.as_str()?.to_owned())),
            );
        }
    }
    own.extend(["contoso".to_owned(), "127.0.0.1".to_owned()]);
    assert!(own.len() > 500, "{}", own.len());
    for value in own.iter().filter(|value| value.len() > 3) {
        let value = value.to_lowercase();
        // A short name may stand inside of a word; as a word of its own it may not.
        let there = value.len() > 12 && said.iter().any(|text| text.contains(&value));
        assert!(!there && !words.contains(value.as_str()), "{value}");
    }
}
