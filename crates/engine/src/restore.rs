//! Restore: a plan made from the ledger that puts back exactly what a change took.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::{AccountId, Entry, EntryKind, LedgerSeq, Plan, PlanDigest, Purpose, StepState};
use rules::{Obstacle, Policy, World};
use store::LedgerQuery;

use crate::apply::sound;
use crate::events::Events;
use crate::observe::Observer;
use crate::removal::no_steps;
use crate::report::Proposal;
use crate::roles::{Caller, Right};
use crate::settle::Settle;
use crate::{Engine, EngineError};

/// What to put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restore {
    /// The newest change of this mailbox that was not a way back itself.
    Mailbox(String),
    /// The change that this entry of the history belongs to: the steps of its run on its account.
    Change(LedgerSeq),
    /// Several of those.
    Changes(Vec<LedgerSeq>),
    /// Everything that a plan did.
    Plan(PlanDigest),
}

impl Engine {
    /// Says what would be put back, and what cannot be. Changes nothing.
    pub async fn propose_restore(
        &self,
        by: &Caller,
        conn: &m365::Connection,
        what: &Restore,
        policy: &Policy,
        events: &Events,
    ) -> Result<Proposal, EngineError> {
        by.may(Right::Assign)?;
        self.settle_as(by, conn, policy, events, Settle::Finish)
            .await?;
        let entries = self.done_by(conn, what).await?;
        let mut accounts: Vec<AccountId> = entries.iter().filter_map(|e| e.body.account).collect();
        accounts.sort_unstable();
        accounts.dedup();
        let observer = Observer::new(self, conn, policy, events);
        let mut tenant = observer.tenant().await;
        let subjects = observer.fresh(&accounts, &mut tenant).await?;
        let records = self.assess(&subjects, &tenant, policy, events);
        let mailboxes: Vec<_> = records.iter().map(|r| r.facts.clone()).collect();
        let world = World {
            tenant: &tenant,
            mailboxes: &mailboxes,
            snapshot: None,
        };
        let now = self.env.now();
        let (plan, obstacles) = what_comes_back(&entries, &world, policy, now);
        by.may_run(&plan)?;
        if !plan.steps.is_empty() {
            sound(rules::lint(&plan, &world))?;
        }
        Ok(Proposal {
            plan,
            records,
            tenant,
            obstacles,
            conflicts: Vec::new(),
        })
    }

    /// The steps to take back: done, and of this tenant.
    async fn done_by(
        &self,
        conn: &m365::Connection,
        what: &Restore,
    ) -> Result<Vec<Entry>, EngineError> {
        let tenant = Some(conn.tenant());
        let all = |account, plan| LedgerQuery {
            tenant,
            account,
            plan,
            ..LedgerQuery::default()
        };
        let mut entries = match what {
            Restore::Plan(digest) => self.store.entries(all(None, Some(*digest))).await?,
            Restore::Mailbox(name) => {
                let account = self.account_in_history(conn, name).await?;
                let entries = self.store.entries(all(Some(account), None)).await?;
                let newest = self.newest_change(&entries).await?;
                entries
                    .into_iter()
                    .filter(|e| Some(e.body.run) == newest)
                    .collect()
            }
            Restore::Change(seq) => self.change(conn, *seq).await?,
            Restore::Changes(seqs) => {
                let mut chosen: Vec<Entry> = Vec::new();
                for seq in seqs {
                    chosen.extend(self.change(conn, *seq).await?);
                }
                // Two of them may belong to the same change.
                chosen.sort_by_key(|e| e.seq);
                chosen.dedup_by_key(|e| e.seq);
                chosen
            }
        };
        entries.retain(is_done);
        if entries.is_empty() {
            return Err(EngineError::NoChange(match what {
                Restore::Mailbox(name) => name.clone(),
                Restore::Change(seq) => seq.to_string(),
                Restore::Changes(seqs) => {
                    let seqs: Vec<_> = seqs.iter().map(ToString::to_string).collect();
                    seqs.join(", ")
                }
                Restore::Plan(digest) => digest.to_string(),
            }));
        }
        Ok(entries)
    }

    /// The entries of the change that an entry belongs to: those of its run on its account.
    async fn change(
        &self,
        conn: &m365::Connection,
        seq: LedgerSeq,
    ) -> Result<Vec<Entry>, EngineError> {
        let tenant = Some(conn.tenant());
        let query = LedgerQuery {
            tenant,
            after: Some(LedgerSeq(seq.0.saturating_sub(1))),
            limit: 1,
            ..LedgerQuery::default()
        };
        let found = self.store.entries(query).await?;
        let found = found.into_iter().find(|e| e.seq == seq);
        let change = found.ok_or_else(|| EngineError::NoChange(seq.to_string()))?;
        let query = LedgerQuery {
            tenant,
            account: change.body.account,
            run: Some(change.body.run),
            ..LedgerQuery::default()
        };
        Ok(self.store.entries(query).await?)
    }

    /// The newest run that changed something and was not a way back.
    async fn newest_change(&self, entries: &[Entry]) -> Result<Option<model::RunId>, EngineError> {
        let mut purposes: BTreeMap<PlanDigest, Purpose> = BTreeMap::new();
        for entry in entries.iter().rev().filter(|e| is_done(e)) {
            let digest = entry.body.plan;
            let purpose = if let Some(known) = purposes.get(&digest) {
                *known
            } else {
                let plan = self
                    .store
                    .plan(digest)
                    .await?
                    .ok_or(EngineError::NoPlan(digest))?;
                *purposes.entry(digest).or_insert(plan.purpose)
            };
            if purpose != Purpose::Restore {
                return Ok(Some(entry.body.run));
            }
        }
        Ok(None)
    }

    /// The account by id, or by a name that the tenant or the history knows.
    async fn account_in_history(
        &self,
        conn: &m365::Connection,
        name: &str,
    ) -> Result<AccountId, EngineError> {
        match self.resolve(conn, &[name.to_owned()]).await {
            Ok(accounts) => accounts
                .first()
                .copied()
                .ok_or_else(|| EngineError::UnknownMailbox(name.to_owned())),
            Err(e) => Err(e),
        }
    }
}

/// One plan for everything that can come back; what cannot is set aside with its obstacle.
fn what_comes_back(
    entries: &[Entry],
    world: &World<'_>,
    policy: &Policy,
    now: Timestamp,
) -> (Plan, Vec<Obstacle>) {
    let mut of_account: BTreeMap<AccountId, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        if let Some(account) = entry.body.account {
            of_account.entry(account).or_default().push(entry.clone());
        }
    }
    let mut obstacles = Vec::new();
    of_account.retain(|_, alone| match rules::undo(alone, world, policy, now) {
        Ok(_) => true,
        Err(found) => {
            obstacles.extend(
                found
                    .into_iter()
                    .filter(|o| !obstacles.contains(o))
                    .collect::<Vec<_>>(),
            );
            false
        }
    });
    // Each alone can come back; all together there may be too few licences. Then the last ones wait.
    loop {
        let together: Vec<Entry> = of_account.values().flatten().cloned().collect();
        if together.is_empty() {
            return (no_steps(Purpose::Restore, world, policy, now), obstacles);
        }
        match rules::undo(&together, world, policy, now) {
            Ok(plan) => return (plan, obstacles),
            Err(found) => {
                obstacles.extend(
                    found
                        .into_iter()
                        .filter(|o| !obstacles.contains(o))
                        .collect::<Vec<_>>(),
                );
                of_account.pop_last();
            }
        }
    }
}

/// A step that changed something and was read back. One that was found done without a write changed nothing.
fn is_done(entry: &Entry) -> bool {
    matches!(
        entry.body.kind,
        EntryKind::Step {
            state: StepState::Done,
            ..
        }
    ) && entry.body.before != entry.body.after
}
