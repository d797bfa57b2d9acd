//! Snapshots: what was read of a tenant, and what the rules said of it.

use jiff::Timestamp;
use model::{AccountId, Assessment, MailboxFacts, SnapshotId, TenantFacts, TenantId, Verdict};
use serde::{Deserialize, Serialize};

use crate::Fut;

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

/// Which records, and from where on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordQuery {
    /// Only these verdicts; empty is all.
    pub verdicts: Vec<Verdict>,
    /// Only mailboxes whose name, address or UPN contains this, letters of either case.
    pub search: Option<String>,
    /// After this key of the last page (display name in lower case, then account): keyset paging.
    pub after: Option<(String, AccountId)>,
    /// At most so many; 0 is all.
    pub limit: usize,
}

/// Snapshots and their records.
pub trait Inventory: Send + Sync {
    /// Begins a snapshot.
    fn begin_snapshot(&self, snapshot: Snapshot) -> Fut<'_, ()>;

    /// Adds records to it; a record of the same account replaces the one before.
    fn put_records(&self, snapshot: SnapshotId, records: Vec<Record>) -> Fut<'_, ()>;

    /// Completes it. Snapshots of the tenant that were begun before and never completed are dropped, and complete
    /// ones beyond the newest 30.
    fn finish_snapshot(&self, snapshot: Snapshot) -> Fut<'_, ()>;

    /// The newest complete snapshot of a tenant.
    fn latest_snapshot(&self, tenant: TenantId) -> Fut<'_, Option<Snapshot>>;

    /// Complete snapshots, newest first, at most `limit`.
    fn snapshots(&self, tenant: TenantId, limit: usize) -> Fut<'_, Vec<Snapshot>>;

    /// Records in the order of their display name (letters of either case), then account.
    fn records(&self, snapshot: SnapshotId, query: RecordQuery) -> Fut<'_, Vec<Record>>;

    /// One record.
    fn record(&self, snapshot: SnapshotId, account: AccountId) -> Fut<'_, Option<Record>>;

    /// Replaces records of the tenant's newest complete snapshot by what was read since: a read-back corrects
    /// the list. Without a complete snapshot nothing happens.
    fn correct(&self, tenant: TenantId, records: Vec<Record>) -> Fut<'_, ()>;
}
