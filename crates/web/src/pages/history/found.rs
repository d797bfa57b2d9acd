//! The entries that were asked for, with the plans that say what was meant.

use std::collections::BTreeMap;

use model::{Entry, LedgerSeq, Plan, PlanDigest};
use store::LedgerQuery;

use super::asked::Asked;
use crate::PageError;
use crate::desk::Desk;

/// Entries that are read at once.
const AT_ONCE: usize = 500;

/// The entries that were asked for, newest first.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) entries: Vec<Entry>,
    pub(crate) plans: BTreeMap<PlanDigest, Plan>,
    /// Where to go on, if there may be more.
    pub(crate) next: Option<LedgerSeq>,
}

impl Found {
    /// At most `most` entries, of at most `look_at` that are looked at; a rare outcome may be far back.
    pub(crate) async fn of(
        desk: &Desk,
        asked: &Asked,
        most: usize,
        look_at: usize,
    ) -> Result<Self, PageError> {
        let (engine, tenant) = (desk.engine(), desk.tenant());
        let mut found = Self::default();
        let mut before = asked.before;
        let mut looked_at = 0;
        while looked_at < look_at {
            let query = LedgerQuery {
                before,
                limit: AT_ONCE,
                ..asked.query()
            };
            let entries = engine.history(&desk.caller, tenant, query).await?;
            let last = entries.len() < AT_ONCE;
            looked_at += entries.len();
            found.learn(desk, &entries).await?;
            for entry in entries {
                let seq = entry.seq;
                if found.entries.len() == most {
                    found.next = before;
                    return Ok(found);
                }
                if asked.wants(&entry, found.plans.get(&entry.body.plan)) {
                    found.entries.push(entry);
                }
                before = Some(seq);
            }
            if last {
                return Ok(found);
            }
        }
        found.next = before;
        Ok(found)
    }

    async fn learn(&mut self, desk: &Desk, entries: &[Entry]) -> Result<(), PageError> {
        for digest in entries.iter().map(|e| e.body.plan) {
            if self.plans.contains_key(&digest) {
                continue;
            }
            if let Some(plan) = desk.engine().store().plan(digest).await? {
                self.plans.insert(digest, plan);
            }
        }
        Ok(())
    }
}
