//! The rules as tables of cases: a mailbox, made worse by one fact, and what is said of it.

#![expect(
    clippy::large_stack_arrays,
    reason = "tables of cases hold whole mailboxes"
)]

#[path = "../common/mod.rs"]
mod common;

mod gaps;
mod licences;
mod required;

use boxseat_rules::policy::{DefenderSwitch, NoteSwitch, RetentionSwitch, Switches};
use boxseat_rules::{Answers, Policy, assess, assess_with, needs};
use common::*;
use model::mailbox::{DirSync, LastUse, OneDrive, Quota, SmtpAuth};
use model::{
    AssignedBy, Effect, Fact, FactName, Gap, GapWhy, GroupId, License, LicenseSource,
    LicenseVerdict, MailboxFacts, MailboxSize, Observed, ReasonCode, RecipientKind, Remedy, SignIn,
    Source, TenantFacts, Verdict,
};

fn ago(hours: i64) -> jiff::Timestamp {
    now() - jiff::SignedDuration::from_hours(hours)
}

const ID: &str = "c75f1c27-0b61-4f2d-9b7a-3f2f1a1a2b3c";

fn all_owned() -> TenantFacts {
    tenant(&[
        "EXCHANGESTANDARD",
        "EXCHANGEENTERPRISE",
        "EXCHANGEARCHIVE_ADDON",
        "EXCHANGEDESKLESS",
        "ENTERPRISEPACK",
        "SPE_E5",
        "SPB",
        "O365_BUSINESS_ESSENTIALS",
        "ATP_ENTERPRISE",
        "POWER_BI_PRO",
        "MCOCAP",
        "STANDARDPACK",
    ])
}

fn switched(change: impl FnOnce(&mut Switches)) -> Policy {
    let policy = Policy::current();
    let mut switches = *policy.switches();
    change(&mut switches);
    policy.with_switches(switches)
}

fn verdict(m: &MailboxFacts) -> Verdict {
    assess(m, &all_owned(), &Policy::current(), now()).verdict
}

fn effect(m: &MailboxFacts, t: &TenantFacts, p: &Policy, code: ReasonCode) -> Option<Effect> {
    assess(m, t, p, now()).finding(code).map(|f| f.effect)
}

fn rulings(m: &MailboxFacts) -> Vec<LicenseVerdict> {
    assess(m, &all_owned(), &Policy::current(), now())
        .licenses
        .iter()
        .map(|l| l.verdict)
        .collect()
}

fn missing(m: &MailboxFacts, t: &TenantFacts, p: &Policy) -> Vec<FactName> {
    let a = assess(m, t, p, now());
    let found: Vec<_> = a
        .findings
        .iter()
        .flat_map(|f| f.facts.iter().filter(|_| f.effect == Effect::Unknown))
        .copied()
        .collect();
    assert_eq!(
        found,
        needs(m, t, p, now()).into_iter().collect::<Vec<_>>(),
        "what is needed is what is missed"
    );
    found
}

fn forbidden<T>() -> Fact<T> {
    Fact::Gap(Gap {
        why: GapWhy::Forbidden {
            permission: "AuditLog.Read.All".to_owned(),
        },
        source: None,
    })
}
