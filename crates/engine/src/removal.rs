//! Removal: from what a person wants to a plan, on fresh facts.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{AccountId, Exclusion, Plan, Purpose, RecipientKind, SkuId};
use rules::{Answers, Goal, Obstacle, Policy, Target, World};
use store::Record;

use crate::apply::sound;
use crate::events::Events;
use crate::observe::Observer;
use crate::report::Proposal;
use crate::resolve::answers_to;
use crate::roles::{Caller, Denied, Right};
use crate::settle::Settle;
use crate::{Engine, EngineError};

/// Which mailboxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Targets {
    /// Those named. What is not removable is an obstacle.
    Named(Vec<String>),
    /// All shared mailboxes with something removable. The others are left out in silence: nobody named them.
    AllRemovable,
}

/// What a person wants to take back.
#[derive(Debug, Clone)]
pub struct RemovalGoal {
    /// From whom.
    pub targets: Targets,
    /// Only this product; `None` is every licence that can go.
    pub license: Option<SkuId>,
    /// Block sign-in first, where it is open.
    pub block_sign_in: bool,
    /// Acknowledgements and overrides; only for mailboxes that are named.
    pub answers: Answers,
    /// Mailboxes to leave alone, beside those of the settings.
    pub exclusions: Vec<Exclusion>,
}

impl RemovalGoal {
    /// May this person want that? Asked again by every call that is given the goal.
    pub fn allowed_to(&self, by: &Caller) -> Result<(), Denied> {
        by.may(Right::Assign)?;
        if self.block_sign_in {
            by.may(Right::SignIn)?;
        }
        Ok(())
    }
}

impl Engine {
    /// Reads the mailboxes afresh and says what would be done, and what cannot be. Changes nothing.
    pub async fn propose_removal(
        &self,
        by: &Caller,
        conn: &m365::Connection,
        goal: &RemovalGoal,
        policy: &Policy,
        events: &Events,
    ) -> Result<Proposal, EngineError> {
        goal.allowed_to(by)?;
        self.settle_as(by, conn, policy, events, Settle::Finish)
            .await?;
        let observer = Observer::new(self, conn, policy, events).answering(goal.answers.clone());
        let (tenant, subjects) = match &goal.targets {
            Targets::AllRemovable => {
                let read = observer.whole(&[RecipientKind::SharedMailbox]).await?;
                (read.tenant, read.subjects)
            }
            Targets::Named(names) => {
                let mut tenant = observer.tenant().await;
                let accounts = self.resolve(conn, names).await?;
                let subjects = observer.fresh(&accounts, &mut tenant).await?;
                (tenant, subjects)
            }
        };
        let records = self.assess(&subjects, &tenant, policy, events);
        if let Targets::Named(names) = &goal.targets {
            still_named(names, &records)?;
        }
        let mailboxes: Vec<_> = records.iter().map(|r| r.facts.clone()).collect();
        let world = World {
            tenant: &tenant,
            mailboxes: &mailboxes,
            snapshot: None,
        };
        let goal = RemovalGoal {
            exclusions: self.exclusions(conn.tenant(), &goal.exclusions).await?,
            ..goal.clone()
        };
        let (plan, mut obstacles) = self.plan_what_goes(&goal, &world, policy);
        if goal.targets == Targets::AllRemovable {
            obstacles.retain(|o| matches!(o, Obstacle::Excluded { .. }));
        }
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

    /// One plan for everything that can go; what cannot is set aside with its obstacle.
    fn plan_what_goes(
        &self,
        goal: &RemovalGoal,
        world: &World<'_>,
        policy: &Policy,
    ) -> (Plan, Vec<Obstacle>) {
        let now = self.env.now();
        let skus = goal.license.map(|sku| BTreeSet::from([sku]));
        let target = |account: AccountId| Target {
            account,
            skus: skus.clone(),
        };
        let goal_for = |targets| Goal::RemoveLicenses {
            targets,
            block_sign_in: goal.block_sign_in,
            answers: goal.answers.clone(),
            exclusions: goal.exclusions.clone(),
        };
        let mut obstacles = Vec::new();
        let mut going = Vec::new();
        for facts in world.mailboxes {
            let alone = target(facts.account);
            // A world of its own keeps this linear in the number of mailboxes.
            let only = World {
                mailboxes: std::slice::from_ref(facts),
                ..*world
            };
            match rules::plan(&goal_for(vec![alone.clone()]), &only, policy, now) {
                Ok(_) => going.push(alone),
                Err(found) => obstacles.extend(found),
            }
        }
        if going.is_empty() {
            return (
                no_steps(Purpose::RemoveLicenses, world, policy, now),
                obstacles,
            );
        }
        match rules::plan(&goal_for(going), world, policy, now) {
            Ok(plan) => (plan, obstacles),
            Err(found) => {
                obstacles.extend(found);
                (
                    no_steps(Purpose::RemoveLicenses, world, policy, now),
                    obstacles,
                )
            }
        }
    }
}

/// A plan that does nothing: what a proposal holds when nothing can be done.
pub(crate) fn no_steps(
    purpose: Purpose,
    world: &World<'_>,
    policy: &Policy,
    now: Timestamp,
) -> Plan {
    Plan {
        tenant: world.tenant.tenant,
        purpose,
        policy: policy.name().to_owned(),
        snapshot: world.snapshot,
        parent: None,
        made_at: now,
        steps: Vec::new(),
    }
}

/// Every name must be answered by one of the mailboxes read.
fn still_named(names: &[String], records: &[Record]) -> Result<(), EngineError> {
    if names.len() <= 20 {
        return Ok(()); // looked up live, a moment ago
    }
    for name in names {
        if !records
            .iter()
            .any(|r| answers_to(name, r.facts.account, &r.facts.name))
        {
            return Err(EngineError::UnknownMailbox(name.clone()));
        }
    }
    Ok(())
}
