//! What changed between the two newest reviews: verdicts, mailbox by mailbox.

use std::collections::{BTreeMap, HashMap};

use model::{AccountId, MailboxName, RecipientKind, SnapshotId, TenantId, Verdict};
use serde::{Deserialize, Serialize};
use store::{Record, Snapshot};

use super::{NAMED, known};
use crate::roles::{Caller, Right};
use crate::{Engine, EngineError};

const CHANGES: &str = "changes";

/// What is different in the newest review.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewChanges {
    /// The review before.
    pub since: Snapshot,
    /// The newest one, with what was read back since.
    pub now: Snapshot,
    /// How many shared mailboxes went from which verdict to which, the most first.
    pub counts: Vec<VerdictCount>,
    /// The first of them by name, at most [`NAMED`].
    pub first: Vec<VerdictChange>,
}

/// So many mailboxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VerdictCount {
    /// `None`: they were not there, or were no shared mailboxes.
    pub from: Option<Verdict>,
    /// `None`: they are not there any more, or are no shared mailboxes.
    pub to: Option<Verdict>,
    /// How many.
    pub count: u64,
}

/// A mailbox whose verdict changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VerdictChange {
    /// The account.
    pub account: AccountId,
    /// Its names.
    pub name: MailboxName,
    /// As in [`VerdictCount`].
    pub from: Option<Verdict>,
    /// As in [`VerdictCount`].
    pub to: Option<Verdict>,
}

/// As it is kept: it holds for this pair of snapshots.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    since: SnapshotId,
    counts: Vec<VerdictCount>,
    first: Vec<VerdictChange>,
}

impl Engine {
    /// What changed since the last review; `None` while there were not two.
    pub async fn changes(
        &self,
        by: &Caller,
        tenant: TenantId,
    ) -> Result<Option<ReviewChanges>, EngineError> {
        by.may(Right::Read)?;
        let mut newest = self.store.beside(tenant, CHANGES, 2).await?.into_iter();
        let (Some((now, value)), Some((since, _))) = (newest.next(), newest.next()) else {
            return Ok(None);
        };
        let kept: Option<Kept> = known(value).filter(|k: &Kept| k.since == since.id);
        let kept = if let Some(kept) = kept {
            kept
        } else {
            let kept = self.compared(since.id, now.id).await?;
            self.keep_beside(now.id, CHANGES, &kept).await?;
            kept
        };
        Ok(Some(ReviewChanges {
            since,
            now,
            counts: kept.counts,
            first: kept.first,
        }))
    }

    async fn compared(&self, since: SnapshotId, now: SnapshotId) -> Result<Kept, EngineError> {
        let mut before: HashMap<AccountId, (MailboxName, Verdict)> = HashMap::new();
        self.each_record(since, |record| {
            if let Some(verdict) = of_shared(&record) {
                before.insert(record.facts.account, (record.facts.name, verdict));
            }
        })
        .await?;
        let mut all: Vec<VerdictChange> = Vec::new();
        self.each_record(now, |record| {
            let to = of_shared(&record);
            let from = before.remove(&record.facts.account).map(|(_, was)| was);
            if from != to {
                all.push(VerdictChange {
                    account: record.facts.account,
                    name: record.facts.name,
                    from,
                    to,
                });
            }
        })
        .await?;
        let gone = before
            .into_iter()
            .map(|(account, (name, was))| VerdictChange {
                account,
                name,
                from: Some(was),
                to: None,
            });
        all.extend(gone);
        all.sort_by_cached_key(|c| (c.name.display_name.to_lowercase(), c.account));
        let counts = counted(&all);
        all.truncate(NAMED);
        Ok(Kept {
            since,
            counts,
            first: all,
        })
    }
}

/// The verdict on a shared mailbox; `None` for any other.
fn of_shared(record: &Record) -> Option<Verdict> {
    let shared = record.facts.kind.value() == Some(&RecipientKind::SharedMailbox);
    shared.then_some(record.assessment.verdict)
}

fn counted(all: &[VerdictChange]) -> Vec<VerdictCount> {
    let mut counts: BTreeMap<(Option<Verdict>, Option<Verdict>), u64> = BTreeMap::new();
    for change in all {
        *counts.entry((change.from, change.to)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts
        .into_iter()
        .map(|((from, to), count)| VerdictCount { from, to, count })
        .collect();
    counts.sort_by_key(|c| std::cmp::Reverse(c.count));
    counts
}
