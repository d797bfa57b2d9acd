//! Pass on: a licence that became available goes to another person, by a plan of one step.

use std::collections::{BTreeMap, BTreeSet};

use m365::{Connection, UserSelect};
use model::tenant_facts::OwnedSku;
use model::{
    AccountState, Action, FactName, LicenseAdd, MailboxFacts, Plan, Purpose, ServicePlanId, SkuId,
    Step, StepNo, TenantFacts,
};
use rules::{Obstacle, Policy, World};
use store::{Account, Record};

use crate::accounts::account;
use crate::apply::sound;
use crate::events::Events;
use crate::observe::{Answer, Observer, Rows, facts, state};
use crate::removal::no_steps;
use crate::report::Proposal;
use crate::roles::{Caller, Right};
use crate::seen::Seen;
use crate::settle::Settle;
use crate::{Engine, EngineError};

/// Service plans of which an account may have one at a time switched on, by name: the pairs that Graph's refusals
/// name in public (`graph.md` 3.1). There are more; Graph has the last word, so a conflict warns and does not stop.
const EXCLUSIVE: [[&str; 2]; 4] = [
    ["EXCHANGE_S_STANDARD", "EXCHANGE_S_ENTERPRISE"],
    ["EXCHANGE_S_STANDARD_GOV", "EXCHANGE_S_ENTERPRISE_GOV"],
    ["SHAREPOINTSTANDARD", "SHAREPOINTENTERPRISE"],
    ["SHAREPOINTDESKLESS", "SHAREPOINTENTERPRISE"],
];

/// What passing a licence on would do.
#[derive(Debug, Clone)]
pub struct PassOn {
    /// Who would get it.
    pub to: Account,
    /// The plan, or what stands in its way: no usage location, none available, held already.
    pub proposal: Proposal,
    /// Service plans of the product beside those that the person has, of which Graph is known to allow one only:
    /// the person's product, its plan, and the plan that comes.
    pub conflicts: Vec<(SkuId, ServicePlanId, ServicePlanId)>,
    /// What this shows of the person's licences.
    pub seen: Seen,
}

impl Engine {
    /// Says what assigning a product to a person, named by id or user principal name, would do. Changes nothing.
    /// The plan is run as any other.
    pub async fn propose_pass_on(
        &self,
        by: &Caller,
        conn: &Connection,
        to: &str,
        sku: SkuId,
        policy: &Policy,
        events: &Events,
    ) -> Result<PassOn, EngineError> {
        by.may(Right::Assign)?;
        self.settle_as(by, conn, policy, events, Settle::Finish)
            .await?;
        let observer = Observer::new(conn, &self.env, policy, events);
        let (tenant, person) = tokio::join!(observer.tenant(), conn.user(to, UserSelect::REVIEW));
        let at = self.env.now();
        let row = person
            .map_err(|source| EngineError::Read {
                what: "users",
                source: Box::new(source),
            })?
            .ok_or_else(|| EngineError::UnknownAccount(to.to_owned()))?;
        let person = account(&row, at);
        let rows = Rows {
            user: Answer::live(row, at),
            ..Rows::default()
        };
        let facts = facts(person.id, &rows);
        let assessment = rules::assess(&facts, &tenant, policy, at);
        let record = Record { facts, assessment };
        let mailboxes = [record.facts.clone()];
        let world = World {
            tenant: &tenant,
            mailboxes: &mailboxes,
            snapshot: None,
        };
        let obstacles = obstacles(&record, &tenant, sku);
        let plan = Plan {
            steps: if obstacles.is_empty() {
                vec![assign(&record.facts, sku)]
            } else {
                Vec::new()
            },
            ..no_steps(Purpose::AssignLicenses, &world, policy, at)
        };
        if !plan.steps.is_empty() {
            sound(rules::lint(&plan, &world))?;
        }
        Ok(PassOn {
            conflicts: conflicts(&record.facts, &tenant, sku),
            seen: Seen::of(&record.facts),
            to: person,
            proposal: Proposal {
                plan,
                records: vec![record],
                tenant,
                obstacles,
            },
        })
    }
}

fn obstacles(record: &Record, tenant: &TenantFacts, sku: SkuId) -> Vec<Obstacle> {
    let facts = &record.facts;
    let (account, name) = (facts.account, facts.name.clone());
    let Some(held) = facts.licenses.value() else {
        let missing = model::Finding {
            reason: model::Reason::FactMissing {
                fact: FactName::Licenses,
                gap: facts
                    .licenses
                    .gap()
                    .cloned()
                    .unwrap_or(model::Gap::not_read()),
            },
            effect: model::Effect::Unknown,
            remedies: Vec::new(),
            facts: vec![FactName::Licenses],
        };
        return vec![Obstacle::FactMissing {
            account,
            name,
            finding: Box::new(missing),
        }];
    };
    let held = held.iter().find(|l| l.sku == sku);
    if held.is_some_and(|l| l.direct_source().is_some()) {
        return vec![Obstacle::NothingToDo {
            account: Some(account),
        }];
    }
    let mut obstacles = Vec::new();
    // Not known is no obstacle: Graph will say.
    if facts.usage_location.value().is_some_and(String::is_empty) {
        obstacles.push(Obstacle::NoUsageLocation { account, name });
    }
    let available = tenant.skus.value().map(|_| {
        let owned = tenant.sku(sku).filter(|owned| owned.is_active());
        owned.map_or(0, OwnedSku::available)
    });
    // Who has it from a group takes no further licence.
    if held.is_none() && available == Some(0) {
        obstacles.push(Obstacle::NoneAvailable {
            sku,
            needed: 1,
            available,
        });
    }
    obstacles
}

/// The product beside what the person holds directly, with every service plan on, as the admin center assigns it.
fn assign(facts: &MailboxFacts, sku: SkuId) -> Step {
    let before = state(facts).direct.unwrap_or_default();
    let mut after = before.clone();
    after.insert(sku, BTreeSet::new());
    let directly = |direct| AccountState {
        direct: Some(direct),
        sign_in: None,
    };
    Step {
        no: StepNo(1),
        account: facts.account,
        name: facts.name.clone(),
        action: Action::ChangeLicenses {
            add: vec![LicenseAdd {
                sku,
                disabled_plans: BTreeSet::new(),
            }],
            remove: Vec::new(),
        },
        expects: directly(before),
        result: directly(after),
        inverse: Action::ChangeLicenses {
            add: Vec::new(),
            remove: vec![sku],
        },
        acknowledged: Vec::new(),
        assess: false,
        irreversible: Vec::new(),
    }
}

fn conflicts(
    facts: &MailboxFacts,
    tenant: &TenantFacts,
    sku: SkuId,
) -> Vec<(SkuId, ServicePlanId, ServicePlanId)> {
    let catalogue = model::catalogue::catalogue();
    let named = |owned: &OwnedSku| -> BTreeMap<String, ServicePlanId> {
        let name = |id: &ServicePlanId| Some((catalogue.plan(*id)?.name.to_owned(), *id));
        owned.plans.iter().filter_map(name).collect()
    };
    let Some(coming) = tenant.sku(sku).map(named) else {
        return Vec::new();
    };
    let mut conflicts = Vec::new();
    for license in facts.licenses.value().into_iter().flatten() {
        let Some(there) = tenant.sku(license.sku).filter(|o| o.sku != sku).map(named) else {
            continue;
        };
        for [one, other] in EXCLUSIVE {
            for (has, comes) in [(one, other), (other, one)] {
                if let (Some(&has), Some(&comes)) = (there.get(has), coming.get(comes))
                    && license.switches_on(has)
                {
                    conflicts.push((license.sku, has, comes));
                }
            }
        }
    }
    conflicts
}
