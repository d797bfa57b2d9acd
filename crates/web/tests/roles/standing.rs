//! Everything that a form could have changed: the tenant itself, what was sent to it, and what is kept here.

use std::collections::BTreeMap;

use engine::TenantSettings;
use serde_json::{Map, Value};
use store::LedgerQuery;

use crate::house::House;

/// What the tenant notes of being asked at all, and what it shows late.
const TRAFFIC: [&str; 6] = [
    "request_count",
    "bucket",
    "download",
    "inflight",
    "shadow",
    "mailbox_shadow",
];

/// How things stand.
#[derive(Debug)]
pub(crate) struct Standing {
    tables: Map<String, Value>,
    writes: BTreeMap<String, i64>,
    entries: usize,
    settings: TenantSettings,
    watches: Vec<engine::Watch>,
}

impl Standing {
    pub(crate) async fn of(house: &House) -> Self {
        let (w, tenant) = (&house.world, house.world.conn.tenant());
        let mut tables = house.tables();
        tables.retain(|name, _| !TRAFFIC.contains(&name.as_str()));
        let mut writes = w.tenant.request_counts().unwrap();
        writes.retain(|operation, _| is_write(operation));
        let entries = w.store().entries(LedgerQuery::default()).await.unwrap();
        let engine = w.engine();
        Self {
            tables,
            writes,
            entries: entries.len(),
            settings: engine.settings(&w.by, tenant).await.unwrap(),
            watches: engine.watches(&w.by, tenant).await.unwrap(),
        }
    }

    /// Nothing is otherwise, and nothing was even tried.
    pub(crate) async fn assert_unchanged(&self, house: &House, case: &str) {
        let now = self.assert_tenant_unchanged(house, case).await;
        assert_eq!(now.entries, self.entries, "{case}: the ledger");
        assert_eq!(now.settings, self.settings, "{case}: the settings");
        assert_eq!(now.watches, self.watches, "{case}: what is awaited");
    }

    /// Nothing is otherwise in the tenant.
    pub(crate) async fn assert_tenant_unchanged(&self, house: &House, case: &str) -> Self {
        // What goes on behind the pages has had its time.
        tokio::time::sleep(std::time::Duration::from_secs(30)).await;
        let now = Self::of(house).await;
        for (name, rows) in &self.tables {
            assert!(now.tables[name] == *rows, "{case}: {name} of the tenant");
        }
        assert_eq!(now.writes, self.writes, "{case}: what the tenant was sent");
        now
    }
}

/// By the tenant's own names of operations.
fn is_write(operation: &str) -> bool {
    let verbs = [".assignLicense", ".patch", ".post", ".delete", ".change"];
    verbs.iter().any(|verb| operation.ends_with(verb))
        || operation.ends_with("Member")
        || operation.starts_with("exchange.Set-")
}
