//! Plans, their way back, and the checker that knows neither.

#![expect(
    clippy::unwrap_used,
    reason = "what the tests are made of is known to be good"
)]

#[path = "../common/mod.rs"]
mod common;

mod account;
mod checker;
mod removal;
mod way_back;

use std::collections::{BTreeMap, BTreeSet};

use boxseat_rules::{
    Answers, Exclusion, Goal, Obstacle, PlanFault, Policy, Target, World, lint, plan, undo,
};
use common::*;
use model::ledger::NewEntry;
use model::mailbox::{OneDrive, Quota};
use model::{
    AccountId, AccountState, Action, Actor, AssignedBy, Entry, EntryKind, Fact, GroupId, LedgerSeq,
    License, LicenseAdd, LicenseSource, LicenseVerdict, MailboxFacts, Plan, Purpose, ReasonCode,
    RunId, ServicePlanId, SignIn, SkuId, Source, StepNo, StepState, TenantFacts, TenantId,
};

fn owns() -> TenantFacts {
    tenant(&[
        "EXCHANGESTANDARD",
        "EXCHANGEENTERPRISE",
        "ENTERPRISEPACK",
        "POWER_BI_PRO",
    ])
}

fn with_available(n: u64) -> TenantFacts {
    let mut t = owns();
    let skus = ["EXCHANGESTANDARD", "POWER_BI_PRO"]
        .map(|p| owned(p, n))
        .to_vec();
    t.skus = Fact::live(skus, Source::GraphSubscribedSkus, now());
    t
}

struct Wish {
    targets: Vec<Target>,
    block_sign_in: bool,
    answers: Answers,
    exclusions: Vec<Exclusion>,
}

impl Wish {
    fn all_of(m: &MailboxFacts) -> Self {
        Self::of(m, None)
    }

    fn of(m: &MailboxFacts, skus: Option<&[&str]>) -> Self {
        let skus = skus.map(|parts| parts.iter().map(|p| sku(p)).collect());
        let targets = vec![Target {
            account: m.account,
            skus,
        }];
        Self {
            targets,
            block_sign_in: false,
            answers: Answers::none(),
            exclusions: Vec::new(),
        }
    }

    fn blocking(mut self) -> Self {
        self.block_sign_in = true;
        self
    }

    fn answering(mut self, answers: Answers) -> Self {
        self.answers = answers;
        self
    }

    fn plan(self, m: &MailboxFacts) -> Result<Plan, Vec<Obstacle>> {
        self.plan_with(std::slice::from_ref(m), &owns())
    }

    fn plan_with(
        self,
        mailboxes: &[MailboxFacts],
        tenant: &TenantFacts,
    ) -> Result<Plan, Vec<Obstacle>> {
        let w = World {
            tenant,
            mailboxes,
            snapshot: None,
        };
        let goal = Goal::RemoveLicenses {
            targets: self.targets,
            block_sign_in: self.block_sign_in,
            answers: self.answers,
            exclusions: self.exclusions,
        };
        let made = plan(&goal, &w, &Policy::current(), now());
        if let Ok(plan) = &made {
            assert_eq!(lint(plan, &w), [], "the planner passes the checker");
        }
        made
    }
}

/// Plan 1 without one of its plans, and Power BI.
fn two_products() -> (MailboxFacts, BTreeSet<ServicePlanId>) {
    let off: BTreeSet<ServicePlanId> = [ServicePlanId::from_u128(42)].into();
    let mut m = mailbox(&[]);
    m.licenses = live(vec![
        License::direct(sku("EXCHANGESTANDARD"), off.clone()),
        held("POWER_BI_PRO"),
    ]);
    (m, off)
}
