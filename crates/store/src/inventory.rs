//! Snapshots: what was read of a tenant, and what the rules said of it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::{AccountId, Assessment, MailboxFacts, SnapshotId, TenantFacts, TenantId, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Fut;

/// So many complete snapshots of a tenant are kept.
pub const KEPT_SNAPSHOTS: usize = 30;

/// One reading of a tenant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// Its id.
    pub id: SnapshotId,
    /// The tenant.
    pub tenant: TenantId,
    /// When the reading began, UTC.
    pub started_at: Timestamp,
    /// When it was complete, UTC. Only complete snapshots are shown.
    pub finished_at: Option<Timestamp>,
    /// What is known of the tenant as a whole; set when it is complete.
    pub facts: Option<TenantFacts>,
    /// The policy under which it was assessed.
    pub policy: String,
    /// Requests it took, batch items counted too.
    pub requests: u64,
}

/// One mailbox of a snapshot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// What was read.
    pub facts: MailboxFacts,
    /// What the rules said.
    pub assessment: Assessment,
}

impl Record {
    /// Its place in the list, which is also the cursor of a page that ends with it ([`RecordQuery::after`]).
    pub fn key(&self) -> (String, AccountId) {
        (folded(&self.facts.name.display_name), self.facts.account)
    }
}

/// Text without its case, letter by letter: what names are ordered and searched by. (`str::to_lowercase` looks at
/// the letters around a capital sigma, so a part of a name would not be found in the whole.)
pub fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Which records, and from where on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordQuery {
    /// Only these verdicts; empty is all.
    pub verdicts: Vec<Verdict>,
    /// Only mailboxes whose name, address or UPN contains this, letters of either case.
    pub search: Option<String>,
    /// After the [`key`](Record::key) of the last record of the page before: keyset paging.
    pub after: Option<(String, AccountId)>,
    /// At most so many; 0 is all.
    pub limit: usize,
}

/// How long something stays beside a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasts {
    /// As long as the snapshot: it was read with it.
    WithSnapshot,
    /// Until a record of the snapshot is [corrected](Inventory::correct): it was made from the records.
    UntilCorrected,
}

/// Snapshots and their records.
pub trait Inventory: Send + Sync {
    /// Begins a snapshot under an id of its own.
    fn begin_snapshot(&self, snapshot: Snapshot) -> Fut<'_, ()>;

    /// Adds records to it; a record of the same account replaces the one before. A snapshot that was never begun,
    /// or that another reading dropped meanwhile, is [`Missing`](crate::StoreError::Missing).
    fn put_records(&self, snapshot: SnapshotId, records: Vec<Record>) -> Fut<'_, ()>;

    /// Completes it. Snapshots of the tenant that were begun before and never completed are dropped, and complete
    /// ones beyond the newest [`KEPT_SNAPSHOTS`]. `Missing` as in [`put_records`](Self::put_records).
    fn finish_snapshot(&self, snapshot: Snapshot) -> Fut<'_, ()>;

    /// The newest complete snapshot of a tenant: the one that was begun last.
    fn latest_snapshot(&self, tenant: TenantId) -> Fut<'_, Option<Snapshot>>;

    /// Complete snapshots, newest first, at most `limit`.
    fn snapshots(&self, tenant: TenantId, limit: usize) -> Fut<'_, Vec<Snapshot>>;

    /// Records in the order of their [`key`](Record::key): display name (letters of either case), then account.
    /// A snapshot that is not there is [`Missing`](crate::StoreError::Missing), never a short list.
    fn records(&self, snapshot: SnapshotId, query: RecordQuery) -> Fut<'_, Vec<Record>>;

    /// One record; `None` when the account, or the snapshot, is not there.
    fn record(&self, snapshot: SnapshotId, account: AccountId) -> Fut<'_, Option<Record>>;

    /// Replaces records of the tenant's newest complete snapshot by what was read since: a read-back corrects
    /// the list. A mailbox that was not in it is added. Without a complete snapshot nothing happens to records.
    /// Accounts on the tenant's [list](crate::Accounts) take over what the records know of them.
    fn correct(&self, tenant: TenantId, records: Vec<Record>) -> Fut<'_, ()>;

    /// How many records of a snapshot have which verdict; verdicts that none has are left out.
    fn verdict_counts(&self, snapshot: SnapshotId) -> Fut<'_, BTreeMap<Verdict, u64>>;

    /// Keeps something beside a snapshot under a name: figures, leavers. It goes when the snapshot goes, or before.
    /// `Missing` as in [`put_records`](Self::put_records).
    fn put_beside(
        &self,
        snapshot: SnapshotId,
        name: &str,
        value: Value,
        lasts: Lasts,
    ) -> Fut<'_, ()>;

    /// What is kept under that name beside the tenant's complete snapshots, newest first, at most `limit` snapshots.
    /// Those without it are in the list too.
    fn beside(
        &self,
        tenant: TenantId,
        name: &str,
        limit: usize,
    ) -> Fut<'_, Vec<(Snapshot, Option<Value>)>>;
}
