//! Ways: how each licence of an account could go, found by asking the planner itself. A panel says so before anybody
//! saves.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use model::{Effect, Exclusion, Finding, ReasonCode, SignIn, SkuId, TenantFacts};
use rules::{Answers, Goal, Obstacle, Policy, Wanted, World, can_be_overridden};
use store::Record;

/// How one licence could be taken away, it alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// It can go.
    Open {
        /// Only together with blocking sign-in.
        block_sign_in: bool,
        /// Only if a person answers for these.
        answers: Vec<Finding>,
    },
    /// It cannot: nobody's answer clears this.
    Shut(Vec<Obstacle>),
}

impl Way {
    /// May it go without a word from anybody?
    pub fn is_free(&self) -> bool {
        matches!(self, Self::Open { block_sign_in: false, answers } if answers.is_empty())
    }

    /// What a person says who answers for everything that is asked, with this reason.
    pub fn answered(&self, reason: &str) -> Answers {
        let mut given = Answers::none();
        if let Self::Open { answers, .. } = self {
            for finding in answers {
                answer(&mut given, finding, reason);
            }
        }
        given
    }
}

/// The ways of all licences that the account holds.
pub(crate) fn ways(
    record: &Record,
    tenant: &TenantFacts,
    policy: &Policy,
    exclusions: &[Exclusion],
    now: Timestamp,
) -> BTreeMap<SkuId, Way> {
    let mailboxes = [record.facts.clone()];
    let world = World {
        tenant,
        mailboxes: &mailboxes,
        snapshot: None,
    };
    let open = record.facts.sign_in.value() == Some(&SignIn::Allowed);
    let held = record.facts.licenses.value().into_iter().flatten();
    held.map(|license| {
        let alone = |block| {
            let wanted = Wanted {
                account: record.facts.account,
                add: BTreeSet::new(),
                remove: BTreeSet::from([license.sku]),
                usage_location: None,
                block_sign_in: block,
                answers: Answers::none(),
                exclusions: exclusions.to_vec(),
            };
            way(wanted, &world, policy, now)
        };
        let way = match alone(false) {
            free if free.is_free() || !open => free,
            other => easier(other, alone(true)),
        };
        (license.sku, way)
    })
    .collect()
}

/// The one that asks less of a person: blocking sign-in is less than answering for something.
fn easier(as_it_is: Way, blocked: Way) -> Way {
    match (&as_it_is, &blocked) {
        (Way::Open { answers: one, .. }, Way::Open { answers: other, .. })
            if one.len() <= other.len() =>
        {
            as_it_is
        }
        (_, Way::Open { .. }) => blocked,
        _ => as_it_is,
    }
}

/// Answers for whatever the planner finds and a person may answer for, until it plans or nothing more can be said.
fn way(mut wanted: Wanted, world: &World<'_>, policy: &Policy, now: Timestamp) -> Way {
    let mut answers: Vec<Finding> = Vec::new();
    loop {
        let Err(obstacles) = rules::plan(&Goal::ChangeAccount(wanted.clone()), world, policy, now)
        else {
            return Way::Open {
                block_sign_in: wanted.block_sign_in,
                answers,
            };
        };
        let known: Vec<ReasonCode> = answers.iter().map(|f| f.reason.code()).collect();
        let more: Vec<Finding> = obstacles
            .iter()
            .filter_map(|obstacle| match obstacle {
                Obstacle::NotRemovable { findings, .. } => Some(findings),
                _ => None,
            })
            .flatten()
            .filter(|f| can_be_answered(f) && !known.contains(&f.reason.code()))
            .cloned()
            .collect();
        if more.is_empty() {
            return Way::Shut(obstacles);
        }
        for finding in &more {
            answer(&mut wanted.answers, finding, "asked");
        }
        answers.extend(more);
    }
}

fn can_be_answered(finding: &Finding) -> bool {
    match finding.effect {
        Effect::Ack => true,
        Effect::Need => can_be_overridden(finding.reason.code()),
        Effect::Block | Effect::Unknown | Effect::Note => false,
    }
}

fn answer(answers: &mut Answers, finding: &Finding, reason: &str) {
    let code = finding.reason.code();
    if finding.effect == Effect::Ack {
        answers.acks.insert(code, Some(reason.to_owned()));
    } else {
        answers.overrides.insert(code, reason.to_owned());
    }
}
