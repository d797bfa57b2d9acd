//! What one account is to hold: products that come and go in one call, and what must be set before.
//!
//! One `assignLicense` call adds and removes together, so there is no moment without either. The removals are judged
//! as the account will be: a product that is needed may go when the one that comes gives the same.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::catalogue::catalogue;
use model::tenant_facts::OwnedSku;
use model::{
    AccountId, AccountState, Action, Exclusion, FactName, LicenseAdd, MailboxFacts, Purpose,
    ServicePlanId, SignIn, SkuId, TenantFacts,
};
use serde::Serialize;

use crate::answers::Answers;
use crate::obstacle::{Obstacle, require};
use crate::plan::{Draft, Removal, Target, World, block_sign_in, direct, forbidden, not_excluded};
use crate::policy::Policy;
use crate::view::View;

/// What is wanted of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Which.
    pub account: AccountId,
    /// Products to assign directly, with every service plan on, as the admin center does.
    pub add: BTreeSet<SkuId>,
    /// Products to take away.
    pub remove: BTreeSet<SkuId>,
    /// `usageLocation` to set first, two letters; `None` leaves it.
    pub usage_location: Option<String>,
    /// Block sign-in first, where it is allowed.
    pub block_sign_in: bool,
    /// What was answered for.
    pub answers: Answers,
    /// Accounts to leave alone.
    pub exclusions: Vec<Exclusion>,
}

impl Wanted {
    pub(crate) fn purpose(&self) -> Purpose {
        let only_gives = !self.add.is_empty() || self.usage_location.is_some();
        if self.remove.is_empty() && only_gives {
            Purpose::AssignLicenses
        } else {
            Purpose::RemoveLicenses
        }
    }

    pub(crate) fn steps(
        &self,
        w: &World<'_>,
        p: &Policy,
        now: Timestamp,
    ) -> Result<Vec<Draft>, Vec<Obstacle>> {
        let m = not_excluded(w, self.account, &self.exclusions, now)?;
        let v = View::new(m, w.tenant, p, now);
        let location = self.location(m)?;
        let mut obstacles = forbidden(&self.answers);
        if !self.add.is_empty() {
            require(&v, FactName::Licenses)?;
            obstacles.extend(self.against_adding(m, w.tenant, location.as_deref()));
        }
        let changed = if self.remove.is_empty() {
            self.without_removal(m, &v)
        } else {
            let removal = Removal {
                w,
                p,
                now,
                block_sign_in: self.block_sign_in,
                add: &self.add,
                answers: &self.answers,
                exclusions: &self.exclusions,
            };
            removal.steps(&Target {
                account: self.account,
                skus: Some(self.remove.clone()),
            })
        };
        let mut steps = match changed {
            Ok(steps) if obstacles.is_empty() => steps,
            Ok(_) => return Err(obstacles),
            Err(more) => {
                obstacles.extend(more);
                return Err(obstacles);
            }
        };
        if let Some(to) = location {
            let from = m.usage_location.value().cloned().unwrap_or_default();
            // Last but for the licences: what is refused before it leaves the account as it was.
            let at = steps
                .iter()
                .position(|s| matches!(s.action, Action::ChangeLicenses { .. }))
                .unwrap_or(steps.len());
            steps.insert(at, set_usage_location(m, &from, &to));
        }
        if steps.is_empty() {
            return Err(vec![Obstacle::NothingToDo {
                account: Some(self.account),
            }]);
        }
        Ok(steps)
    }

    /// The usage location to set, where it is another than the account has.
    fn location(&self, m: &MailboxFacts) -> Result<Option<String>, Vec<Obstacle>> {
        let Some(text) = &self.usage_location else {
            return Ok(None);
        };
        let to = text.trim().to_ascii_uppercase();
        if to.len() != 2 || !to.bytes().all(|b| b.is_ascii_uppercase()) {
            let text = text.clone();
            return Err(vec![Obstacle::BadUsageLocation { text }]);
        }
        match m.usage_location.value() {
            Some(is) => Ok((*is != to).then_some(to)),
            None => Err(vec![Obstacle::UsageLocationUnknown {
                account: m.account,
                name: m.name.clone(),
            }]),
        }
    }

    /// What Graph would refuse (`graph.md` 3.1), said before. Not known is no obstacle: Graph will say.
    fn against_adding(
        &self,
        m: &MailboxFacts,
        t: &TenantFacts,
        location: Option<&str>,
    ) -> Vec<Obstacle> {
        let (account, name) = (m.account, m.name.clone());
        let held = direct(m);
        if self.add.iter().all(|sku| held.contains_key(sku)) && self.remove.is_empty() {
            let account = Some(account);
            return vec![Obstacle::NothingToDo { account }];
        }
        let mut obstacles = Vec::new();
        if location.is_none() && m.usage_location.value().is_some_and(String::is_empty) {
            obstacles.push(Obstacle::NoUsageLocation { account, name });
        }
        // Who has it from a group takes no further licence.
        let held: BTreeSet<SkuId> = m
            .licenses
            .value()
            .into_iter()
            .flatten()
            .map(|l| l.sku)
            .collect();
        let short = self.add.difference(&held).filter_map(|&sku| {
            let available = available(t, sku);
            (available == Some(0)).then_some(Obstacle::NoneAvailable {
                sku,
                needed: 1,
                available,
            })
        });
        obstacles.extend(short);
        obstacles
    }

    fn without_removal(&self, m: &MailboxFacts, v: &View<'_>) -> Result<Vec<Draft>, Vec<Obstacle>> {
        let mut steps = Vec::new();
        if self.block_sign_in {
            require(v, FactName::SignIn)?;
            if m.sign_in.value() == Some(&SignIn::Allowed) {
                steps.push(block_sign_in(m));
            }
        }
        if !self.add.is_empty() {
            steps.push(assign(m, &self.add));
        }
        Ok(steps)
    }
}

/// One call that adds and removes, with its way back.
pub(crate) struct Exchange {
    pub(crate) before: BTreeMap<SkuId, BTreeSet<ServicePlanId>>,
    pub(crate) after: BTreeMap<SkuId, BTreeSet<ServicePlanId>>,
    pub(crate) action: Action,
    pub(crate) inverse: Action,
}

impl Exchange {
    /// `before` is what is held directly. A product to add that is there already stays as it is.
    pub(crate) fn of(
        before: BTreeMap<SkuId, BTreeSet<ServicePlanId>>,
        add: &BTreeSet<SkuId>,
        remove: &BTreeSet<SkuId>,
    ) -> Self {
        let coming: Vec<SkuId> = add
            .iter()
            .copied()
            .filter(|sku| !before.contains_key(sku))
            .collect();
        let mut after = before.clone();
        after.retain(|sku, _| !remove.contains(sku));
        after.extend(coming.iter().map(|&sku| (sku, BTreeSet::new())));
        let assign = |sku, disabled_plans| LicenseAdd {
            sku,
            disabled_plans,
        };
        let gone = before
            .iter()
            .filter(|(sku, _)| remove.contains(sku))
            .map(|(&sku, off)| assign(sku, off.clone()))
            .collect();
        Self {
            action: Action::ChangeLicenses {
                add: coming
                    .iter()
                    .map(|&sku| assign(sku, BTreeSet::new()))
                    .collect(),
                remove: remove.iter().copied().collect(),
            },
            inverse: Action::ChangeLicenses {
                add: gone,
                remove: coming,
            },
            before,
            after,
        }
    }
}

fn assign(m: &MailboxFacts, add: &BTreeSet<SkuId>) -> Draft {
    let exchange = Exchange::of(direct(m), add, &BTreeSet::new());
    let directly = |direct| AccountState {
        direct: Some(direct),
        ..AccountState::default()
    };
    Draft {
        account: m.account,
        name: m.name.clone(),
        action: exchange.action,
        expects: directly(exchange.before),
        result: directly(exchange.after),
        inverse: exchange.inverse,
        acknowledged: Vec::new(),
        assess: false,
        irreversible: Vec::new(),
    }
}

/// Sets `usageLocation`; empty is none.
pub(crate) fn set_usage_location(m: &MailboxFacts, from: &str, to: &str) -> Draft {
    let state = |location: &str| AccountState {
        usage_location: Some(location.to_owned()),
        ..AccountState::default()
    };
    let set = |to: &str| Action::SetUsageLocation { to: to.to_owned() };
    Draft {
        account: m.account,
        name: m.name.clone(),
        action: set(to),
        expects: state(from),
        result: state(to),
        inverse: set(from),
        acknowledged: Vec::new(),
        assess: false,
        irreversible: Vec::new(),
    }
}

/// Licences of a product that can be assigned; `None` where the tenant's products are not known.
fn available(t: &TenantFacts, sku: SkuId) -> Option<u64> {
    t.skus.value()?;
    let owned = t.sku(sku).filter(|owned| owned.is_active());
    Some(owned.map_or(0, OwnedSku::available))
}

/// Two service plans of which an account may have one at a time switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// A product that the account has or gets too.
    pub with: SkuId,
    /// Its plan.
    pub has: ServicePlanId,
    /// The product that comes.
    pub comes: SkuId,
    /// Its plan.
    pub plan: ServicePlanId,
}

/// Service plans of which an account may have one at a time switched on, by name: the pairs that Graph's refusals
/// name in public (`graph.md` 3.1). There are more; Graph has the last word, so a conflict warns and does not stop.
const EXCLUSIVE: [[&str; 2]; 4] = [
    ["EXCHANGE_S_STANDARD", "EXCHANGE_S_ENTERPRISE"],
    ["EXCHANGE_S_STANDARD_GOV", "EXCHANGE_S_ENTERPRISE_GOV"],
    ["SHAREPOINTSTANDARD", "SHAREPOINTENTERPRISE"],
    ["SHAREPOINTDESKLESS", "SHAREPOINTENTERPRISE"],
];

/// Plans of products that come beside those that stay or come too, of which Graph is known to allow one only.
pub fn conflicts(
    m: &MailboxFacts,
    t: &TenantFacts,
    add: &BTreeSet<SkuId>,
    remove: &BTreeSet<SkuId>,
) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    let held = m.licenses.value().into_iter().flatten();
    // One that a group gives stays whatever is taken directly.
    let stays = held.filter(|l| !remove.contains(&l.sku) || l.groups().next().is_some());
    for license in stays.filter(|l| !add.contains(&l.sku)) {
        for &comes in add {
            let both = exclusive(license.sku, comes, t);
            let on = both
                .into_iter()
                .filter(|(has, _)| license.switches_on(*has));
            conflicts.extend(on.map(|(has, plan)| Conflict {
                with: license.sku,
                has,
                comes,
                plan,
            }));
        }
    }
    for (i, &with) in add.iter().enumerate() {
        for &comes in add.iter().skip(i + 1) {
            let both = exclusive(with, comes, t);
            conflicts.extend(both.into_iter().map(|(has, plan)| Conflict {
                with,
                has,
                comes,
                plan,
            }));
        }
    }
    conflicts
}

/// The plans of two products that exclude each other.
fn exclusive(one: SkuId, other: SkuId, t: &TenantFacts) -> Vec<(ServicePlanId, ServicePlanId)> {
    let named = |sku| -> BTreeMap<&str, ServicePlanId> {
        let plans = crate::held::plans_of(sku, t).unwrap_or_default();
        let name = |id: ServicePlanId| Some((catalogue().plan(id)?.part_name, id));
        plans.into_iter().filter_map(name).collect()
    };
    let (one, other) = (named(one), named(other));
    EXCLUSIVE
        .iter()
        .flat_map(|[a, b]| [(a, b), (b, a)])
        .filter_map(|(a, b)| Some((*one.get(a)?, *other.get(b)?)))
        .collect()
}
