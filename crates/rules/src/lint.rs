//! `lint`: checks a plan without knowing how it was made. The planner must pass it, and so must a plan from a file.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    AccountId, AccountState, Action, LicenseAdd, Plan, Purpose, ServicePlanId, SignIn, SkuId, Step,
    StepNo, TenantId,
};
use serde::Serialize;

use crate::answers::can_be_overridden;
use crate::plan::{World, direct};

/// What is wrong with a plan. The sentence comes from `words`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "fault",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[non_exhaustive]
pub enum PlanFault {
    /// It has no steps.
    Empty,
    /// It is for another tenant.
    OtherTenant {
        /// For which.
        tenant: TenantId,
    },
    /// Its steps are not numbered 1, 2, 3 …
    Numbering {
        /// The step that is out of order.
        step: StepNo,
    },
    /// A step is on an account that was not read.
    UnknownAccount {
        /// Which step.
        step: StepNo,
        /// Whose.
        account: AccountId,
    },
    /// A step changes nothing, or names a product twice.
    Senseless {
        /// Which step.
        step: StepNo,
    },
    /// A product is taken from an account more than once.
    RemovedTwice {
        /// The later step.
        step: StepNo,
        /// Which product.
        sku: SkuId,
    },
    /// A step takes a product that its own precondition does not hold directly.
    NotHeld {
        /// Which step.
        step: StepNo,
        /// Which product.
        sku: SkuId,
    },
    /// What a step says it leads to is not what its action does to its precondition.
    WrongResult {
        /// Which step.
        step: StepNo,
    },
    /// Its way back does not lead back exactly.
    WrongInverse {
        /// Which step.
        step: StepNo,
    },
    /// A step expects other than what the step before it on the account leaves, or than what was read.
    WrongPrecondition {
        /// Which step.
        step: StepNo,
    },
    /// A product goes in one step and another comes in a later one: between them the mailbox has neither.
    Gap {
        /// The step that takes.
        removes: StepNo,
        /// The step that gives, later.
        adds: StepNo,
    },
    /// Licences are taken before sign-in is blocked, although both are planned.
    SignInAfterLicenses {
        /// The step that blocks sign-in.
        step: StepNo,
    },
    /// A product is assigned before the usage location that is planned as well: Graph would refuse it.
    LocationAfterLicenses {
        /// The step that sets the usage location.
        step: StepNo,
    },
    /// A step that takes licences away does not ask the verdict again.
    NotAssessed {
        /// Which step.
        step: StepNo,
    },
    /// An override without a reason, or of what nobody may override.
    BadAnswer {
        /// Which step.
        step: StepNo,
    },
}

/// All that is wrong with a plan; nothing, for one that may run.
pub fn lint(plan: &Plan, w: &World<'_>) -> Vec<PlanFault> {
    let mut faults = Vec::new();
    if plan.steps.is_empty() {
        faults.push(PlanFault::Empty);
    }
    if plan.tenant != w.tenant.tenant {
        faults.push(PlanFault::OtherTenant {
            tenant: plan.tenant,
        });
    }
    let misplaced = (1..)
        .zip(&plan.steps)
        .find(|(no, step)| step.no != StepNo(*no));
    faults.extend(misplaced.map(|(_, step)| PlanFault::Numbering { step: step.no }));
    for step in &plan.steps {
        faults.extend(of_step(step, plan.purpose, w));
    }
    let mut accounts: BTreeMap<AccountId, Vec<&Step>> = BTreeMap::new();
    for step in &plan.steps {
        accounts.entry(step.account).or_default().push(step);
    }
    for (account, steps) in accounts {
        faults.extend(of_account(account, &steps, w));
    }
    faults
}

fn of_step(step: &Step, purpose: Purpose, w: &World<'_>) -> Vec<PlanFault> {
    let mut faults = Vec::new();
    let no = step.no;
    if w.mailbox(step.account).is_none() {
        faults.push(PlanFault::UnknownAccount {
            step: no,
            account: step.account,
        });
    }
    if is_senseless(step) {
        faults.push(PlanFault::Senseless { step: no });
    }
    if let Action::ChangeLicenses { remove, .. } = &step.action {
        let held = step.expects.direct.clone().unwrap_or_default();
        let lacking = remove.iter().filter(|sku| !held.contains_key(sku));
        faults.extend(lacking.map(|&sku| PlanFault::NotHeld { step: no, sku }));
        if purpose == Purpose::RemoveLicenses && !remove.is_empty() && !step.assess {
            faults.push(PlanFault::NotAssessed { step: no });
        }
    }
    if !leads_to(&step.expects, &step.action, &step.result) {
        faults.push(PlanFault::WrongResult { step: no });
    }
    if !leads_to(&step.result, &step.inverse, &step.expects) {
        faults.push(PlanFault::WrongInverse { step: no });
    }
    let bad = step.acknowledged.iter().any(|a| {
        let silent = a
            .reason
            .as_deref()
            .is_none_or(|reason| reason.trim().is_empty());
        a.overridden && (silent || !can_be_overridden(a.code))
    });
    if bad {
        faults.push(PlanFault::BadAnswer { step: no });
    }
    faults
}

fn is_senseless(step: &Step) -> bool {
    match &step.action {
        Action::ChangeLicenses { add, remove } => {
            let named: Vec<SkuId> = add
                .iter()
                .map(|a| a.sku)
                .chain(remove.iter().copied())
                .collect();
            let different: BTreeSet<_> = named.iter().collect();
            named.is_empty() || different.len() < named.len()
        }
        Action::SetUsageLocation { to } => step.expects.usage_location.as_ref() == Some(to),
        _ => false,
    }
}

/// Does the action turn the one state into exactly the other?
fn leads_to(from: &AccountState, action: &Action, to: &AccountState) -> bool {
    match action {
        Action::ChangeLicenses { add, remove } => {
            from.sign_in == to.sign_in
                && from.usage_location == to.usage_location
                && from.direct.is_some()
                && from
                    .direct
                    .as_ref()
                    .map(|direct| changed(direct, add, remove))
                    == to.direct
        }
        Action::SetSignIn { to: sign_in } => {
            from.direct == to.direct
                && from.usage_location == to.usage_location
                && from.sign_in.is_some()
                && to.sign_in == Some(*sign_in)
        }
        Action::SetUsageLocation { to: location } => {
            from.direct == to.direct
                && from.sign_in == to.sign_in
                && from.usage_location.is_some()
                && to.usage_location.as_ref() == Some(location)
        }
        // An action that this checker does not know cannot be vouched for.
        _ => false,
    }
}

fn changed(
    direct: &BTreeMap<SkuId, BTreeSet<ServicePlanId>>,
    add: &[LicenseAdd],
    remove: &[SkuId],
) -> BTreeMap<SkuId, BTreeSet<ServicePlanId>> {
    let mut direct = direct.clone();
    direct.retain(|sku, _| !remove.contains(sku));
    direct.extend(
        add.iter()
            .map(|license| (license.sku, license.disabled_plans.clone())),
    );
    direct
}

fn of_account(account: AccountId, steps: &[&Step], w: &World<'_>) -> Vec<PlanFault> {
    let mut faults = Vec::new();
    let read = w.mailbox(account);
    let mut now_direct = read.filter(|m| m.licenses.value().is_some()).map(direct);
    let mut now_sign_in = read.and_then(|m| m.sign_in.value().copied());
    let mut now_location = read.and_then(|m| m.usage_location.value().cloned());
    let mut removed: BTreeSet<SkuId> = BTreeSet::new();
    let mut last_removal: Option<StepNo> = None;
    let mut added = false;
    for step in steps {
        let expects = &step.expects;
        let other_direct =
            expects.direct.is_some() && now_direct.is_some() && expects.direct != now_direct;
        let other_sign_in =
            expects.sign_in.is_some() && now_sign_in.is_some() && expects.sign_in != now_sign_in;
        let other_location = expects.usage_location.is_some()
            && now_location.is_some()
            && expects.usage_location != now_location;
        if other_direct || other_sign_in || other_location {
            faults.push(PlanFault::WrongPrecondition { step: step.no });
        }
        now_direct = step.result.direct.clone().or(now_direct);
        now_sign_in = step.result.sign_in.or(now_sign_in);
        now_location = step.result.usage_location.clone().or(now_location);

        match &step.action {
            Action::ChangeLicenses { add, remove } => {
                let twice = remove.iter().filter(|&&sku| !removed.insert(sku));
                faults.extend(twice.map(|&sku| PlanFault::RemovedTwice { step: step.no, sku }));
                if let Some(removes) = last_removal.filter(|_| !add.is_empty()) {
                    faults.push(PlanFault::Gap {
                        removes,
                        adds: step.no,
                    });
                }
                added |= !add.is_empty();
                if !remove.is_empty() {
                    last_removal = Some(step.no);
                }
            }
            Action::SetSignIn {
                to: SignIn::Blocked,
            } if last_removal.is_some() => {
                faults.push(PlanFault::SignInAfterLicenses { step: step.no });
            }
            Action::SetUsageLocation { to } if added && !to.is_empty() => {
                faults.push(PlanFault::LocationAfterLicenses { step: step.no });
            }
            _ => {}
        }
    }
    faults
}
