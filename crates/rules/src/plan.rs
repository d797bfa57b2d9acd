//! `plan`: from a goal to ordered steps, each with its precondition, its result and its exact inverse.
//!
//! It assesses every mailbox itself and trusts no stored verdict.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{
    AccountId, AccountState, Acknowledged, Action, Assessment, Effect, FactName, Finding,
    MailboxFacts, MailboxName, Plan, Purpose, ReasonCode, ServicePlanId, SignIn, SkuId, SnapshotId,
    Step, StepNo, TenantFacts,
};

use crate::answers::Answers;
use crate::assess::{assess_with, with_added, with_sign_in_blocked};
use crate::change::{Exchange, Wanted};
use crate::obstacle::{Obstacle, require};
use crate::policy::Policy;
use crate::view::View;
use model::Exclusion;

/// What a plan is made from.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// The tenant.
    pub tenant: &'a TenantFacts,
    /// The mailboxes that were read.
    pub mailboxes: &'a [MailboxFacts],
    /// The reading, where it was kept.
    pub snapshot: Option<SnapshotId>,
}

impl<'a> World<'a> {
    /// The facts of a mailbox.
    pub fn mailbox(&self, account: AccountId) -> Option<&'a MailboxFacts> {
        self.mailboxes.iter().find(|m| m.account == account)
    }
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Goal {
    /// Take licences back.
    RemoveLicenses {
        /// From whom, and which.
        targets: Vec<Target>,
        /// Block sign-in first, where it is allowed; the verdict is then that of an account that cannot sign in.
        block_sign_in: bool,
        /// What was answered for, for all targets.
        answers: Answers,
        /// Mailboxes to leave alone.
        exclusions: Vec<Exclusion>,
    },
    /// Change what one account holds: what its panel asks for, or a licence passed on.
    ChangeAccount(Wanted),
}

/// A mailbox to take licences from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The account.
    pub account: AccountId,
    /// These products; `None`: whatever can go.
    pub skus: Option<BTreeSet<SkuId>>,
}

/// Plans a goal. Either every target can be reached, or all that stands against it is said.
pub fn plan(goal: &Goal, w: &World<'_>, p: &Policy, now: Timestamp) -> Result<Plan, Vec<Obstacle>> {
    let (purpose, steps) = match goal {
        Goal::RemoveLicenses {
            targets,
            block_sign_in,
            answers,
            exclusions,
        } => {
            let removal = Removal {
                w,
                p,
                now,
                block_sign_in: *block_sign_in,
                add: &BTreeSet::new(),
                answers,
                exclusions,
            };
            (Purpose::RemoveLicenses, removal.of_all(targets)?)
        }
        Goal::ChangeAccount(wanted) => (wanted.purpose(), wanted.steps(w, p, now)?),
    };
    if steps.is_empty() {
        return Err(vec![Obstacle::NothingToDo { account: None }]);
    }
    Ok(Plan {
        tenant: w.tenant.tenant,
        purpose,
        policy: p.name().to_owned(),
        snapshot: w.snapshot,
        parent: None,
        made_at: now,
        steps: numbered(steps),
    })
}

/// A step without its place.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) account: AccountId,
    pub(crate) name: MailboxName,
    pub(crate) action: Action,
    pub(crate) expects: AccountState,
    pub(crate) result: AccountState,
    pub(crate) inverse: Action,
    pub(crate) acknowledged: Vec<Acknowledged>,
    pub(crate) assess: bool,
    pub(crate) irreversible: Vec<ReasonCode>,
}

pub(crate) fn numbered(drafts: Vec<Draft>) -> Vec<Step> {
    let number = |(no, d): (u32, Draft)| Step {
        no: StepNo(no),
        account: d.account,
        name: d.name,
        action: d.action,
        expects: d.expects,
        result: d.result,
        inverse: d.inverse,
        acknowledged: d.acknowledged,
        assess: d.assess,
        irreversible: d.irreversible,
    };
    (1..).zip(drafts).map(number).collect()
}

/// What is assigned directly, with the service plans that are off.
pub(crate) fn direct(m: &MailboxFacts) -> BTreeMap<SkuId, BTreeSet<ServicePlanId>> {
    let licenses = m.licenses.value().into_iter().flatten();
    licenses
        .filter_map(|l| Some((l.sku, l.direct_source()?.disabled_plans.clone())))
        .collect()
}

pub(crate) fn forbidden(answers: &Answers) -> Vec<Obstacle> {
    let never = answers
        .forbidden()
        .map(|code| Obstacle::CannotOverride { code, effect: None });
    let silent = answers
        .overrides
        .iter()
        .filter(|(_, reason)| reason.trim().is_empty());
    never
        .chain(silent.map(|(&code, _)| Obstacle::OverrideWithoutReason { code }))
        .collect()
}

/// One target per account: naming a mailbox twice asks for both.
fn merged(targets: &[Target]) -> Vec<Target> {
    let mut merged: Vec<Target> = Vec::new();
    for target in targets {
        match merged.iter_mut().find(|m| m.account == target.account) {
            Some(earlier) => {
                earlier.skus = match (earlier.skus.take(), &target.skus) {
                    (Some(mut one), Some(other)) => {
                        one.extend(other);
                        Some(one)
                    }
                    _ => None,
                }
            }
            None => merged.push(target.clone()),
        }
    }
    merged
}

pub(crate) struct Removal<'a> {
    pub(crate) w: &'a World<'a>,
    pub(crate) p: &'a Policy,
    pub(crate) now: Timestamp,
    pub(crate) block_sign_in: bool,
    /// Comes in the same call as the licences go.
    pub(crate) add: &'a BTreeSet<SkuId>,
    pub(crate) answers: &'a Answers,
    pub(crate) exclusions: &'a [Exclusion],
}

impl Removal<'_> {
    fn of_all(&self, targets: &[Target]) -> Result<Vec<Draft>, Vec<Obstacle>> {
        let mut obstacles = forbidden(self.answers);
        let mut steps = Vec::new();
        for target in merged(targets) {
            match self.steps(&target) {
                Ok(more) => steps.extend(more),
                Err(more) => obstacles.extend(
                    more.into_iter()
                        .filter(|o| !obstacles.contains(o))
                        .collect::<Vec<_>>(),
                ),
            }
        }
        if obstacles.is_empty() {
            Ok(steps)
        } else {
            Err(obstacles)
        }
    }

    pub(crate) fn steps(&self, target: &Target) -> Result<Vec<Draft>, Vec<Obstacle>> {
        let m = not_excluded(self.w, target.account, self.exclusions, self.now)?;
        if self.block_sign_in {
            let v = View::new(m, self.w.tenant, self.p, self.now);
            require(&v, FactName::SignIn)?;
        }
        let mut as_it_will_be = with_added(m, self.add);
        if self.block_sign_in {
            as_it_will_be = with_sign_in_blocked(&as_it_will_be, self.now);
        }
        let assessment = assess_with(
            &as_it_will_be,
            self.w.tenant,
            self.p,
            self.now,
            self.answers,
        );
        let wrong = self.wrong_answers(&assessment);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let skus = Self::choose(target, m, &assessment)?;
        let mut steps = Vec::new();
        if self.block_sign_in && m.sign_in.value() == Some(&SignIn::Allowed) {
            steps.push(block_sign_in(m));
        }
        steps.push(self.remove(m, &skus, &assessment));
        Ok(steps)
    }

    /// Answers that clear nothing here because the reason is of another kind. One that does not hold is no fault.
    fn wrong_answers(&self, a: &Assessment) -> Vec<Obstacle> {
        let found = |code| {
            a.findings
                .iter()
                .filter(move |f| f.reason.code() == code && f.effect != Effect::Note)
        };
        let acks = self.answers.acks.keys().flat_map(|&code| {
            found(code)
                .filter(move |f| f.effect != Effect::Ack && !self.answers.clear(code, f.effect))
                .map(move |f| Obstacle::CannotAcknowledge {
                    code,
                    effect: f.effect,
                })
        });
        let overrides = self.answers.overrides.keys().flat_map(|&code| {
            found(code)
                .filter(move |f| f.effect != Effect::Need && !self.answers.clear(code, f.effect))
                .map(move |f| Obstacle::CannotOverride {
                    code,
                    effect: Some(f.effect),
                })
        });
        acks.chain(overrides).collect()
    }

    fn choose(
        target: &Target,
        m: &MailboxFacts,
        a: &Assessment,
    ) -> Result<BTreeSet<SkuId>, Vec<Obstacle>> {
        let (account, name) = (m.account, m.name.clone());
        let removable: BTreeSet<SkuId> = a.removable_skus().collect();
        let Some(wanted) = &target.skus else {
            return if !removable.is_empty() {
                Ok(removable)
            } else if a.licenses.is_empty() && m.licenses.value().is_some_and(Vec::is_empty) {
                Err(vec![Obstacle::NothingToDo {
                    account: Some(account),
                }])
            } else {
                let findings = deciding(a, None);
                Err(vec![Obstacle::NotRemovable {
                    account,
                    name,
                    sku: None,
                    ruling: None,
                    findings,
                }])
            };
        };
        let obstacles: Vec<_> = wanted
            .iter()
            .filter(|sku| !removable.contains(sku))
            .map(|&sku| match a.licenses.iter().find(|l| l.sku == sku) {
                None if !a.licenses.is_empty() => Obstacle::NotHeld {
                    account,
                    name: name.clone(),
                    sku,
                },
                ruling => Obstacle::NotRemovable {
                    account,
                    name: name.clone(),
                    sku: Some(sku),
                    ruling: ruling.map(|l| l.verdict),
                    findings: deciding(a, Some(sku)),
                },
            })
            .collect();
        if !obstacles.is_empty() {
            return Err(obstacles);
        }
        if wanted.is_empty() {
            Err(vec![Obstacle::NothingToDo {
                account: Some(account),
            }])
        } else {
            Ok(wanted.clone())
        }
    }

    /// One call takes all chosen products of the account.
    fn remove(&self, m: &MailboxFacts, skus: &BTreeSet<SkuId>, a: &Assessment) -> Draft {
        let exchange = Exchange::of(direct(m), self.add, skus);
        let sign_in = self.block_sign_in.then_some(SignIn::Blocked);
        let concerned = |f: &&Finding| f.reason.sku().is_none_or(|sku| skus.contains(&sku));
        let mut acknowledged: Vec<Acknowledged> = Vec::new();
        for finding in a.findings.iter().filter(concerned) {
            let answer = self.answers.record(finding.reason.code(), finding.effect);
            acknowledged.extend(answer.filter(|answer| !acknowledged.contains(answer)));
        }
        let onedrive = acknowledged
            .iter()
            .any(|a| a.code == ReasonCode::OneDriveContent);
        Draft {
            account: m.account,
            name: m.name.clone(),
            action: exchange.action,
            expects: AccountState {
                direct: Some(exchange.before),
                sign_in,
                ..AccountState::default()
            },
            result: AccountState {
                direct: Some(exchange.after),
                sign_in,
                ..AccountState::default()
            },
            inverse: exchange.inverse,
            acknowledged,
            assess: true,
            irreversible: onedrive
                .then_some(ReasonCode::OneDriveContent)
                .into_iter()
                .collect(),
        }
    }
}

/// The account, if no exclusion keeps it from being touched.
pub(crate) fn not_excluded<'a>(
    w: &World<'a>,
    account: AccountId,
    exclusions: &[Exclusion],
    now: Timestamp,
) -> Result<&'a MailboxFacts, Vec<Obstacle>> {
    let Some(m) = w.mailbox(account) else {
        return Err(vec![Obstacle::UnknownMailbox { account }]);
    };
    match exclusions.iter().find(|e| e.holds(m, now)) {
        None => Ok(m),
        Some(exclusion) => Err(vec![Obstacle::Excluded {
            account,
            name: m.name.clone(),
            reason: exclusion.reason.clone(),
            until: exclusion.until,
        }]),
    }
}

pub(crate) fn block_sign_in(m: &MailboxFacts) -> Draft {
    let state = |sign_in| AccountState {
        sign_in: Some(sign_in),
        ..AccountState::default()
    };
    Draft {
        account: m.account,
        name: m.name.clone(),
        action: Action::SetSignIn {
            to: SignIn::Blocked,
        },
        expects: state(SignIn::Allowed),
        result: state(SignIn::Blocked),
        inverse: Action::SetSignIn {
            to: SignIn::Allowed,
        },
        acknowledged: Vec::new(),
        assess: true,
        irreversible: Vec::new(),
    }
}

/// What stands against a licence, or against all of them: never a mere note.
fn deciding(a: &Assessment, sku: Option<SkuId>) -> Vec<Finding> {
    let because: BTreeSet<ReasonCode> = a
        .licenses
        .iter()
        .filter(|l| sku.is_none_or(|sku| l.sku == sku))
        .flat_map(|l| l.because.clone())
        .collect();
    let about = |f: &&Finding| sku.is_none() || f.reason.sku().is_none_or(|of| Some(of) == sku);
    let decides = |f: &&Finding| {
        f.effect != Effect::Note && (because.is_empty() || because.contains(&f.reason.code()))
    };
    a.findings
        .iter()
        .filter(about)
        .filter(decides)
        .cloned()
        .collect()
}
