//! What the engine answers.

use model::ledger::Refusal;
use model::money::Cost;
use model::{
    AccountId, AccountState, Action, Exclusion, Fact, LedgerSeq, MailboxName, PlanDigest,
    PriceList, RunId, SkuId, Step, StepState, TenantFacts, Verdict,
};
use model::{Plan, ReasonCode};
use rules::{Conflict, Obstacle};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Record, Snapshot};

/// A review: what was read, and what the rules say of it.
#[derive(Debug, Clone)]
pub struct Review {
    /// The reading.
    pub snapshot: Snapshot,
    /// The tenant as a whole.
    pub tenant: TenantFacts,
    /// The mailboxes asked for, in the order of their names.
    pub records: Vec<Record>,
    /// Licensed user mailboxes whose sign-in is blocked: leavers not converted. Never counted as removable.
    pub leavers: Fact<Vec<Leaver>>,
    /// What was found open from before, and settled.
    pub settled: Vec<StepEnd>,
    /// Mailboxes among them that the settings leave alone now. Their verdict is said all the same.
    pub left_alone: Vec<(AccountId, Exclusion)>,
}

/// A licensed user mailbox with sign-in blocked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Leaver {
    /// The account.
    pub account: AccountId,
    /// Its names.
    pub name: MailboxName,
    /// The products it holds.
    pub skus: Vec<SkuId>,
}

/// The counts of a review, over shared mailboxes only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// All shared mailboxes.
    pub shared: u64,
    /// Those that hold a licence, as far as licences are known.
    pub licensed: u64,
    /// Mailboxes per verdict.
    pub verdicts: BTreeMap<Verdict, u64>,
    /// Licensed mailboxes that are not removable now, and would be if sign-in were blocked.
    pub removable_once_blocked: u64,
    /// Licensed mailboxes that must keep a licence, and hold another one that can go.
    pub extras: u64,
    /// Licences of removable mailboxes that can go now.
    pub licenses: u64,
    /// What those cost a month.
    pub saving: Cost,
    /// What more would be saved once sign-in is blocked.
    pub saving_once_blocked: Cost,
    /// How often a reason keeps a licence (its effect is not `note`), over licensed mailboxes not removable.
    pub reasons: BTreeMap<ReasonCode, u64>,
}

impl Summary {
    /// Counts records. `prices` may be empty: then a saving is unknown, never zero.
    pub fn of(records: &[Record], tenant: &TenantFacts, prices: &PriceList) -> Self {
        crate::Figures::of(records).summary(tenant, prices)
    }

    /// Mailboxes with this verdict.
    pub fn count(&self, verdict: Verdict) -> u64 {
        self.verdicts.get(&verdict).copied().unwrap_or(0)
    }
}

/// The part number of a product: as the tenant spells it, else as the catalogue does, else its id.
pub fn part_number(tenant: &TenantFacts, sku: SkuId) -> String {
    tenant
        .sku(sku)
        .map(|s| s.part_number.clone())
        .or_else(|| {
            model::catalogue::catalogue()
                .product(sku)
                .map(|p| p.part_number.to_owned())
        })
        .unwrap_or_else(|| sku.to_string())
}

/// What would be done, before anything is.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The steps; may be none.
    pub plan: Plan,
    /// The mailboxes it is about, read afresh.
    pub records: Vec<Record>,
    /// The tenant as a whole.
    pub tenant: TenantFacts,
    /// What cannot be done, and why.
    pub obstacles: Vec<Obstacle>,
    /// Service plans that come beside others of which Graph is known to allow one only: a warning.
    pub conflicts: Vec<Conflict>,
}

impl Proposal {
    /// Products that could not all be assigned again once they are taken: the tenant has fewer of them than are
    /// assigned, because they are suspended or expired. Said before the write, for it cannot be undone.
    pub fn cannot_come_back(&self) -> Vec<SkuId> {
        let mut taken: BTreeMap<SkuId, u64> = BTreeMap::new();
        for step in &self.plan.steps {
            if let Action::ChangeLicenses { remove, .. } = &step.action {
                for sku in remove {
                    *taken.entry(*sku).or_default() += 1;
                }
            }
        }
        let short = |&(sku, taken): &(SkuId, u64)| {
            self.tenant.sku(sku).is_none_or(|s| {
                !s.is_active()
                    || (s.enabled + s.warning).saturating_sub(s.assigned.saturating_sub(taken))
                        < taken
            })
        };
        taken
            .into_iter()
            .filter(short)
            .map(|(sku, _)| sku)
            .collect()
    }

    /// Mailboxes whose account has no usage location: until it has one, nothing can be assigned to it again. Said
    /// before the write, too.
    pub fn without_usage_location(&self) -> Vec<&MailboxName> {
        let takes = |s: &Step| matches!(&s.action, Action::ChangeLicenses { remove, .. } if !remove.is_empty());
        let changed = |r: &&Record| {
            let mut steps = self.plan.steps.iter();
            steps.any(|s| s.account == r.facts.account && takes(s))
        };
        let nowhere = |r: &&Record| r.facts.usage_location.value().is_some_and(String::is_empty);
        self.records
            .iter()
            .filter(nowhere)
            .filter(changed)
            .map(|r| &r.facts.name)
            .collect()
    }
}

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepEnd {
    /// The step.
    pub step: Step,
    /// Where it stands.
    pub state: StepState,
    /// Why, when it is not done.
    pub why: Option<Refusal>,
    /// The account as it was last read.
    pub after: Option<AccountState>,
    /// The ledger entry that says so.
    pub seq: LedgerSeq,
}

/// How a run ended.
#[derive(Debug, Clone)]
pub struct ApplyReport {
    /// The run.
    pub run: RunId,
    /// Its plan.
    pub plan: PlanDigest,
    /// The steps, in the order of the plan.
    pub steps: Vec<StepEnd>,
    /// Steps that were not begun or not applied, because the run was asked to [`Stop`](crate::Stop).
    pub left: usize,
    /// Products with licences that became available, with the number now available as read afterwards.
    pub available: Vec<Available>,
}

impl ApplyReport {
    /// Steps in a state.
    pub fn count(&self, state: StepState) -> usize {
        self.steps.iter().filter(|s| s.state == state).count()
    }
}

/// Licences of a product that became available.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Available {
    /// The product.
    pub sku: SkuId,
    /// How many this run took back.
    pub freed: u64,
    /// How many are available now; `None` when it could not be read.
    pub now: Option<u64>,
    /// Is the product known to cost nothing? Then nobody is still paying for it.
    pub free: bool,
}
