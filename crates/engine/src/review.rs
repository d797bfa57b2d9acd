//! Review: read, assess, keep.

use model::{AccountId, Exclusion, RecipientKind, SnapshotId, TenantId};
use rules::Policy;
use store::{Record, Snapshot, StoreError};

use crate::events::{Event, Events};
use crate::observe::{Observer, Subject};
use crate::report::Review;
use crate::roles::{Caller, Right};
use crate::settle::Settle;
use crate::{Engine, EngineError};

/// What to review.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Names, addresses, user principal names or ids; empty is all.
    pub mailboxes: Vec<String>,
    /// Which kinds are shown. Shared, room and equipment mailboxes are always read, so that none of them is
    /// taken for a person's.
    pub kinds: Vec<RecipientKind>,
}

impl Scope {
    /// All shared mailboxes.
    pub fn shared() -> Self {
        Self {
            mailboxes: Vec::new(),
            kinds: vec![RecipientKind::SharedMailbox],
        }
    }
}

/// The kinds that are always read.
const READ: [RecipientKind; 3] = [
    RecipientKind::SharedMailbox,
    RecipientKind::RoomMailbox,
    RecipientKind::EquipmentMailbox,
];
/// Records that are kept in one transaction.
const PUT: usize = 500;

impl Engine {
    /// Reads the tenant, or the mailboxes named, and assesses them. What is open from an earlier run is looked at
    /// first. A review of the whole tenant is kept as a snapshot.
    pub async fn review(
        &self,
        by: &Caller,
        conn: &m365::Connection,
        scope: &Scope,
        policy: &Policy,
        events: &Events,
    ) -> Result<Review, EngineError> {
        by.may(Right::Read)?;
        let settled = self
            .settle_as(by, conn, policy, events, Settle::LookOnly)
            .await?;
        let started_at = self.env.now();
        let before = conn.meter().total();
        let observer = Observer::new(self, conn, policy, events);
        let whole = scope.mailboxes.is_empty();
        let (tenant, subjects, leavers) = if whole {
            let read = observer.whole(&READ).await?;
            (read.tenant, read.subjects, read.leavers)
        } else {
            let mut tenant = observer.tenant().await;
            let accounts = self.resolve(conn, &scope.mailboxes).await?;
            let subjects = observer.fresh(&accounts, &mut tenant).await?;
            (tenant, subjects, model::Fact::not_read())
        };
        let mut records = self.assess(&subjects, &tenant, policy, events);
        records.sort_by_cached_key(|r| (r.facts.name.display_name.to_lowercase(), r.facts.account));
        let snapshot = Snapshot {
            id: SnapshotId::from_uuid(self.env.entropy.uuid()),
            tenant: conn.tenant(),
            started_at,
            finished_at: Some(self.env.now()),
            facts: Some(tenant.clone()),
            policy: policy.name().to_owned(),
            requests: conn.meter().total() - before,
        };
        if whole {
            let kept = async {
                self.keep(&snapshot, &records).await?;
                self.keep_figures(&snapshot, &records, &leavers).await?;
                self.keep_decisions(&snapshot, &records).await
            };
            unless_replaced(kept.await)?;
            if !scope.kinds.is_empty() {
                records.retain(|r| r.facts.kind.value().is_none_or(|k| scope.kinds.contains(k)));
            }
        } else {
            self.store.correct(conn.tenant(), records.clone()).await?;
        }
        let left_alone = self.left_alone(conn.tenant(), &records).await?;
        Ok(Review {
            snapshot,
            tenant,
            records,
            leavers,
            settled,
            left_alone,
        })
    }

    /// Those that an exclusion of the settings keeps from being touched now.
    async fn left_alone(
        &self,
        tenant: TenantId,
        records: &[Record],
    ) -> Result<Vec<(AccountId, Exclusion)>, EngineError> {
        let now = self.env.now();
        let mut exclusions = self.exclusions(tenant, &[]).await?;
        exclusions.retain(|e| e.is_in_force(now));
        let of = |record: &Record| {
            let exclusion = exclusions.iter().find(|e| e.holds(&record.facts, now))?;
            Some((record.facts.account, exclusion.clone()))
        };
        Ok(records.iter().filter_map(of).collect())
    }

    pub(crate) fn assess(
        &self,
        subjects: &[Subject],
        tenant: &model::TenantFacts,
        policy: &Policy,
        events: &Events,
    ) -> Vec<Record> {
        let total = subjects.len() as u64;
        let now = self.env.now();
        let assessed = |(i, subject): (usize, &Subject)| {
            let facts = subject.facts();
            let assessment = rules::assess(&facts, tenant, policy, now);
            events.emit(Event::Assessed {
                done: i as u64 + 1,
                total,
            });
            Record { facts, assessment }
        };
        subjects.iter().enumerate().map(assessed).collect()
    }

    async fn keep(&self, snapshot: &Snapshot, records: &[Record]) -> Result<(), EngineError> {
        let begun = Snapshot {
            finished_at: None,
            facts: None,
            ..snapshot.clone()
        };
        self.store.begin_snapshot(begun).await?;
        for chunk in records.chunks(PUT) {
            self.store.put_records(snapshot.id, chunk.to_vec()).await?;
        }
        self.store.finish_snapshot(snapshot.clone()).await?;
        Ok(())
    }
}

/// Two reviews may run at once; the one that began later drops what the other had not finished. That is no fault: the
/// newer reading is the one to keep.
fn unless_replaced(kept: Result<(), EngineError>) -> Result<(), EngineError> {
    match kept {
        Err(EngineError::Store(StoreError::Missing { .. })) => Ok(()),
        other => other,
    }
}
