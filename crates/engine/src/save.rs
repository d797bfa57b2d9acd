//! Save: what the panel of an account asks for, if the account is still as the panel showed it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use m365::Connection;
use model::{AccountId, Exclusion, Plan, Purpose, SkuId};
use rules::{Answers, Goal, Obstacle, Policy, Wanted, World};

use crate::apply::sound;
use crate::events::Events;
use crate::observe::Observer;
use crate::removal::no_steps;
use crate::report::{ApplyReport, Proposal};
use crate::roles::{Caller, Right};
use crate::seen::{Difference, Seen};
use crate::settle::Settle;
use crate::{Engine, EngineError};

/// What the panel asks for.
#[derive(Debug, Clone)]
pub struct Save {
    /// The account.
    pub account: AccountId,
    /// What the panel showed of it.
    pub seen: Seen,
    /// The products whose boxes were cleared.
    pub remove: BTreeSet<SkuId>,
    /// The products whose boxes were ticked: assigned with every service plan on, in the same call.
    pub add: BTreeSet<SkuId>,
    /// The usage location to set first, a country's two letters; `None` leaves it.
    pub usage_location: Option<String>,
    /// Block sign-in first, where it is open.
    pub block_sign_in: bool,
    /// Acknowledgements and overrides.
    pub answers: Answers,
    /// Mailboxes to leave alone, beside those of the settings.
    pub exclusions: Vec<Exclusion>,
}

/// What came of asking.
#[derive(Debug, Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made per request, and is looked at once"
)]
pub enum Asked {
    /// The account is no longer as it was shown: nothing is proposed.
    Differs(Difference),
    /// What would be done, or what stands against it.
    Proposed(Proposal),
}

/// What came of saving.
#[derive(Debug, Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made per request, and is looked at once"
)]
pub enum Saved {
    /// The account is no longer as it was shown: nothing was changed.
    Differs(Difference),
    /// Something stands against it, or there is nothing to do: nothing was changed.
    Refused(Proposal),
    /// It was run; the report says what was read afterwards.
    Ran(ApplyReport),
}

impl Engine {
    /// Reads the account afresh and says what a save would do. Changes nothing.
    pub async fn propose_save(
        &self,
        by: &Caller,
        conn: &Connection,
        save: &Save,
        policy: &Policy,
        events: &Events,
    ) -> Result<Asked, EngineError> {
        by.may(Right::Assign)?;
        if save.block_sign_in {
            by.may(Right::SignIn)?;
        }
        self.settle_as(by, conn, policy, events, Settle::Finish)
            .await?;
        let observer = Observer::new(self, conn, policy, events);
        let mut tenant = observer.tenant().await;
        let subjects = observer.fresh(&[save.account], &mut tenant).await?;
        let records = self.assess(&subjects, &tenant, policy, events);
        let mailboxes: Vec<_> = records.iter().map(|r| r.facts.clone()).collect();
        if let Some(facts) = mailboxes.first()
            && let Some(difference) = save.seen.difference(&Seen::of(facts))
        {
            return Ok(Asked::Differs(difference));
        }
        let world = World {
            tenant: &tenant,
            mailboxes: &mailboxes,
            snapshot: None,
        };
        let now = self.env.now();
        let wanted = Wanted {
            account: save.account,
            add: save.add.clone(),
            remove: save.remove.clone(),
            usage_location: save.usage_location.clone(),
            block_sign_in: save.block_sign_in,
            answers: save.answers.clone(),
            exclusions: self.exclusions(conn.tenant(), &save.exclusions).await?,
        };
        let (plan, obstacles) = planned(wanted, &world, policy, now)?;
        let conflicts = mailboxes
            .iter()
            .flat_map(|m| rules::conflicts(m, &tenant, &save.add, &save.remove))
            .collect();
        Ok(Asked::Proposed(Proposal {
            plan,
            records,
            tenant,
            obstacles,
            conflicts,
        }))
    }

    /// Saves: proposes, and runs the plan if nothing stands against it.
    pub async fn save(
        &self,
        by: &Caller,
        conn: &Connection,
        save: &Save,
        policy: &Policy,
        events: &Events,
    ) -> Result<Saved, EngineError> {
        let proposal = match self.propose_save(by, conn, save, policy, events).await? {
            Asked::Differs(difference) => return Ok(Saved::Differs(difference)),
            Asked::Proposed(proposal) => proposal,
        };
        if proposal.plan.steps.is_empty() || !proposal.obstacles.is_empty() {
            return Ok(Saved::Refused(proposal));
        }
        let report = self.run(by, conn, &proposal.plan, policy, events).await?;
        Ok(Saved::Ran(report))
    }

    /// Runs a plan, and lets the list of accounts take over what became of them.
    pub async fn run(
        &self,
        by: &Caller,
        conn: &Connection,
        plan: &model::Plan,
        policy: &Policy,
        events: &Events,
    ) -> Result<ApplyReport, EngineError> {
        let report = self.apply(by, conn, plan, policy, events).await?;
        let mut accounts: Vec<AccountId> = plan.steps.iter().map(|s| s.account).collect();
        accounts.sort_unstable();
        accounts.dedup();
        // What was done is in the ledger, and is reported: a list that could not be corrected is only old.
        let _ = self.reread(conn, &accounts).await;
        Ok(report)
    }
}

/// A sound plan for one account, or what stands against it.
pub(crate) fn planned(
    wanted: Wanted,
    world: &World<'_>,
    policy: &Policy,
    now: Timestamp,
) -> Result<(Plan, Vec<Obstacle>), EngineError> {
    let purpose = if wanted.remove.is_empty() {
        Purpose::AssignLicenses
    } else {
        Purpose::RemoveLicenses
    };
    match rules::plan(&Goal::ChangeAccount(wanted), world, policy, now) {
        Ok(plan) => {
            sound(rules::lint(&plan, world))?;
            Ok((plan, Vec::new()))
        }
        Err(obstacles) => Ok((no_steps(purpose, world, policy, now), obstacles)),
    }
}
