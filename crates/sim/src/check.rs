//! What must be true at the end of every run, whatever happened on the way.

use std::collections::{BTreeMap, BTreeSet};

use model::AccountId;
use serde_json::{Map, Value};

use crate::World;

/// The tenant before a run.
#[derive(Debug)]
pub struct Before {
    tables: Map<String, Value>,
    events: usize,
}

/// The tables that hold what accounts have.
const OF_ACCOUNTS: [&str; 3] = ["account", "license", "mailbox"];

impl Before {
    /// Remembers the tenant.
    pub async fn of(world: &World) -> Self {
        let tables = world.tables().await;
        let events = rows(&tables, "event").len();
        Self { tables, events }
    }

    /// Every account of `changed` lost all its direct licences in exactly one write and nothing else of it moved;
    /// all others are as they were; the ledger verifies.
    ///
    /// # Panics
    /// Says what is not so.
    pub async fn all_taken_once(&self, world: &World, changed: &BTreeSet<AccountId>) {
        world.store().verify().await.expect("the ledger verifies");
        let after = world.tables().await;
        let writes = writes(&after, self.events);
        let number = numbers(&after);
        for account in changed {
            assert_eq!(
                writes.get(account),
                Some(&1),
                "{account} is written exactly once"
            );
            let n = number[account];
            let direct = rows(&after, "license")
                .iter()
                .filter(|r| r["account"] == n && r["by_group"] == "")
                .count();
            assert_eq!(direct, 0, "{account} holds nothing directly");
        }
        let strangers = writes
            .keys()
            .filter(|a| !changed.contains(a))
            .collect::<Vec<_>>();
        assert!(
            strangers.is_empty(),
            "written without being in the plan: {strangers:?}"
        );
        let concerned: BTreeSet<i64> = changed.iter().map(|a| number[a]).collect();
        for table in OF_ACCOUNTS {
            let others = |tables: &Map<String, Value>| untouched(tables, table, &concerned);
            assert_eq!(
                others(&self.tables),
                others(&after),
                "{table}: rows of other accounts are as they were"
            );
        }
    }
}

/// Writes of licences since the first `skip` events, per account.
fn writes(tables: &Map<String, Value>, skip: usize) -> BTreeMap<AccountId, u32> {
    let mut writes = BTreeMap::new();
    for event in &rows(tables, "event")[skip..] {
        if event["kind"] == "licenses.changed" {
            let subject = event["subject"].as_str().expect("a subject");
            *writes.entry(subject.parse().expect("an id")).or_default() += 1;
        }
    }
    writes
}

fn numbers(tables: &Map<String, Value>) -> BTreeMap<AccountId, i64> {
    let number = |r: &Value| Some((r["id"].as_str()?.parse().ok()?, r["n"].as_i64()?));
    rows(tables, "account").iter().filter_map(number).collect()
}

fn untouched(tables: &Map<String, Value>, table: &str, concerned: &BTreeSet<i64>) -> Vec<String> {
    let key = if table == "account" { "n" } else { "account" };
    let other = |r: &&Value| r[key].as_i64().is_some_and(|n| !concerned.contains(&n));
    rows(tables, table)
        .iter()
        .filter(other)
        .map(ToString::to_string)
        .collect()
}

fn rows<'a>(tables: &'a Map<String, Value>, table: &str) -> &'a [Value] {
    tables[table].as_array().expect("a table is a list of rows")
}
