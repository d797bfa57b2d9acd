//! `assess`: from facts, policy and a moment to a verdict with its reasons, rulings and evidence.

use std::collections::BTreeSet;

use jiff::Timestamp;
use model::{
    Assessment, Effect, Fact, FactName, Finding, License, LicenseRuling, LicenseVerdict,
    MailboxFacts, ReasonCode, RecipientKind, Remedy, ServicePlanId, SignIn, SkuId, Source,
    TenantFacts, Verdict,
};

use crate::answers::Answers;
use crate::conditions::{self, fact_missing, onedrive_content, sign_in_used};
use crate::cover::sufficient_product;
use crate::evidence::evidence;
use crate::held::plans_of;
use crate::judge::{Judge, Ruled};
use crate::policy::Policy;
use crate::situation::Picture;
use crate::view::View;
use crate::worlds::{Certain, judge_all};

/// The verdict on a mailbox. Pure: no clock, no network, no database.
pub fn assess(m: &MailboxFacts, t: &TenantFacts, p: &Policy, now: Timestamp) -> Assessment {
    assess_with(m, t, p, now, &Answers::none())
}

/// The verdict with the answers that a person gave. A reason that was answered for is still found, with its
/// effect; it only no longer decides.
pub fn assess_with(
    m: &MailboxFacts,
    t: &TenantFacts,
    p: &Policy,
    now: Timestamp,
    answers: &Answers,
) -> Assessment {
    let mut assessment = assess_as_is(m, t, p, now, answers);
    assessment.removable_once_blocked = assessment.verdict != Verdict::Removable
        && !is_blocked(m, p, now)
        && verdict(&with_sign_in_blocked(m, now), t, p, now, answers) == Verdict::Removable;
    assessment
}

/// The facts that are not known and could change the verdict on the mailbox or on one of its licences, given what
/// is known so far. Reading these, and asking again, leads to the verdict with the fewest reads.
///
/// It is what [`assess`] finds missing, so the two cannot differ. Nothing but the type and the licences is asked
/// for while those are not known.
pub fn needs(m: &MailboxFacts, t: &TenantFacts, p: &Policy, now: Timestamp) -> BTreeSet<FactName> {
    needs_with(m, t, p, now, &Answers::none())
}

/// The same with the answers that a person gave: where a reason no longer decides, another fact may.
pub fn needs_with(
    m: &MailboxFacts,
    t: &TenantFacts,
    p: &Policy,
    now: Timestamp,
    answers: &Answers,
) -> BTreeSet<FactName> {
    certain_of(m, t, p, now, answers).needed
}

fn verdict(
    m: &MailboxFacts,
    t: &TenantFacts,
    p: &Policy,
    now: Timestamp,
    answers: &Answers,
) -> Verdict {
    certain_of(m, t, p, now, answers).verdict
}

fn certain_of(
    m: &MailboxFacts,
    t: &TenantFacts,
    p: &Policy,
    now: Timestamp,
    answers: &Answers,
) -> Certain {
    let v = View::new(m, t, p, now);
    let picture = Picture::of(&v, answers);
    certain(&v, &picture, answers)
}

/// The same mailbox with its sign-in blocked: as it will be once that step is done.
pub(crate) fn with_sign_in_blocked(m: &MailboxFacts, now: Timestamp) -> MailboxFacts {
    MailboxFacts {
        sign_in: Fact::live(SignIn::Blocked, Source::GraphUser, now),
        ..m.clone()
    }
}

/// The same account holding these products directly as well, with every service plan on: as it will be once they are
/// assigned. Licences that are not known stay so.
pub fn with_added(m: &MailboxFacts, add: &BTreeSet<SkuId>) -> MailboxFacts {
    let mut m = m.clone();
    let Fact::Known(observed) = &mut m.licenses else {
        return m;
    };
    for &sku in add {
        let comes = License::direct(sku, BTreeSet::new());
        match observed.value.iter_mut().find(|l| l.sku == sku) {
            None => observed.value.push(comes),
            Some(held) if held.direct_source().is_none() => held.sources.extend(comes.sources),
            Some(_) => {}
        }
    }
    m
}

fn assess_as_is(
    m: &MailboxFacts,
    t: &TenantFacts,
    p: &Policy,
    now: Timestamp,
    answers: &Answers,
) -> Assessment {
    let v = View::new(m, t, p, now);
    let picture = Picture::of(&v, answers);
    let certain = certain(&v, &picture, answers);
    let mut findings = findings(&v, &picture, &certain);
    let judge = Judge::new(&v, &picture, answers);
    add_ways_on(&v, &judge, &picture, &certain, &mut findings);
    Assessment {
        account: m.account,
        name: m.name.clone(),
        verdict: certain.verdict,
        removable_once_blocked: false,
        licenses: rulings(&v, &certain.licenses),
        evidence: evidence(&v, &findings, &certain.needed),
        findings,
        at: now,
    }
}

fn certain(v: &View<'_>, picture: &Picture, answers: &Answers) -> Certain {
    if v.licenses.is_err() {
        let first = [FactName::Kind, FactName::Licenses];
        let needed = first
            .into_iter()
            .filter(|&fact| v.gap(fact).is_some())
            .collect();
        return Certain {
            verdict: Verdict::Unknown,
            licenses: Vec::new(),
            needed,
        };
    }
    judge_all(&Judge::new(v, picture, answers), picture)
}

/// All that is found, the deciding ones first.
fn findings(v: &View<'_>, picture: &Picture, certain: &Certain) -> Vec<Finding> {
    let mut findings = picture.findings.clone();
    if picture.known.shared {
        findings.extend(sign_in_used::check(v));
        findings.extend(
            v.held
                .iter()
                .flat_map(|held| conditions::of_product(v, held)),
        );
        let may_go = v
            .held
            .iter()
            .zip(&certain.licenses)
            .filter(|(_, l)| l.verdict != LicenseVerdict::Keep);
        findings.extend(may_go.filter_map(|(held, _)| onedrive_content::check(v, held)));
        findings.extend(conditions::notes(v));
    }
    findings.extend(
        certain
            .needed
            .iter()
            .map(|&fact| fact_missing::check(v, fact)),
    );
    findings.sort_by_key(|f| weight(f.effect));
    findings
}

const fn weight(effect: Effect) -> u8 {
    match effect {
        Effect::Need => 0,
        Effect::Unknown => 1,
        Effect::Block => 2,
        Effect::Ack => 3,
        Effect::Note => 4,
    }
}

/// What a need leaves open to do about the licence itself: another product, or one at last.
fn add_ways_on(
    v: &View<'_>,
    judge: &Judge<'_>,
    picture: &Picture,
    certain: &Certain,
    findings: &mut [Finding],
) {
    let way = match certain.verdict {
        Verdict::Overlicensed => certain
            .licenses
            .iter()
            .find_map(|l| l.swap_to)
            .map(|sku| Remedy::SwapTo { sku }),
        Verdict::Missing => {
            let sku = sufficient_product(v, judge.requirement(&picture.known));
            Some(Remedy::AssignSufficient { sku })
        }
        _ => None,
    };
    let Some(way) = way else { return };
    let of_mailbox =
        |f: &&mut Finding| f.effect == Effect::Need && f.reason.code() != ReasonCode::DeviceAccount;
    for finding in findings.iter_mut().filter(of_mailbox) {
        finding.remedies.push(way.clone());
    }
}

fn rulings(v: &View<'_>, ruled: &[Ruled]) -> Vec<LicenseRuling> {
    let goes = |l: &Ruled| l.verdict == LicenseVerdict::Removable;
    let licenses = v.held.iter().zip(ruled).enumerate();
    licenses
        .map(|(i, (held, l))| {
            let others = v
                .held
                .iter()
                .zip(ruled)
                .enumerate()
                .filter(|(j, (_, other))| *j != i && !goes(other));
            let mut given: BTreeSet<ServicePlanId> = others
                .filter_map(|(_, (other, _))| other.good.as_ref())
                .flat_map(|g| g.on.iter().copied())
                .collect();
            given.extend(
                l.swap_to
                    .and_then(|sku| plans_of(sku, v.tenant))
                    .into_iter()
                    .flatten(),
            );
            let on = held.good.iter().flat_map(|g| g.on.iter().copied());
            LicenseRuling {
                sku: held.sku,
                verdict: l.verdict,
                because: l.because.clone(),
                swap_to: l.swap_to,
                ends: on.filter(|plan| !given.contains(plan)).collect(),
            }
        })
        .collect()
}

/// Known, and of late, to have its sign-in blocked.
fn is_blocked(m: &MailboxFacts, p: &Policy, now: Timestamp) -> bool {
    is_known(&m.sign_in, p, now, |s| *s == SignIn::Blocked)
}

fn is_known<T>(fact: &Fact<T>, p: &Policy, now: Timestamp, is: impl Fn(&T) -> bool) -> bool {
    fact.observed()
        .is_some_and(|o| o.age(now) <= p.greatest_age(o.source) && is(&o.value))
}

/// Is this a leaver's account that was never made shared: a user mailbox that holds a licence, with sign-in blocked?
/// These are a list of their own and never counted as removable. A fact that is missing makes it no.
pub fn is_leaver_not_converted(m: &MailboxFacts, p: &Policy, now: Timestamp) -> bool {
    is_known(&m.kind, p, now, |kind| *kind == RecipientKind::UserMailbox)
        && is_known(&m.licenses, p, now, |licenses| !licenses.is_empty())
        && is_blocked(m, p, now)
}
