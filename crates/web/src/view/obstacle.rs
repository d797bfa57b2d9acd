//! What of a proposal cannot be done, mailbox by mailbox, and what a person could answer to it.

use engine::{Obstacle, Proposal, can_be_overridden};
use model::{AccountId, Effect, Finding, MailboxName};
use words::Locale;

use super::obstacles;
use super::row::shown_name;

/// An obstacle as it is told.
#[derive(Debug)]
pub(crate) struct Told {
    /// The account, where it is about one that was read.
    pub(crate) account: Option<AccountId>,
    /// Its mailbox, as a person knows it; empty where it is about none.
    pub(crate) mailbox: String,
    pub(crate) text: String,
    /// What would clear it.
    pub(crate) remedies: Vec<String>,
    /// What a person may answer for, so that it goes all the same.
    pub(crate) answers: Vec<Answerable>,
}

/// A reason that a person may answer for.
#[derive(Debug)]
pub(crate) struct Answerable {
    pub(crate) code: &'static str,
    /// The reason as a sentence.
    pub(crate) why: String,
    /// Must it be overridden, with a reason and the mailbox's name? Else it is acknowledged.
    pub(crate) overrides: bool,
}

/// A mailbox in a sentence: its name and its address.
pub(crate) fn mailbox(name: &MailboxName) -> String {
    let shown = shown_name(name);
    let address = name.primary_smtp_address.trim();
    if address.is_empty() || address == shown {
        shown
    } else {
        format!("{shown} ({address})")
    }
}

/// An obstacle with its mailbox, what would clear it, and what could be answered to it.
pub(crate) fn told(obstacle: &Obstacle, proposal: &Proposal, l: &Locale) -> Told {
    let account = obstacle.account();
    let record = proposal
        .records
        .iter()
        .find(|r| Some(r.facts.account) == account);
    let findings = match obstacle {
        Obstacle::NotRemovable { findings, .. } => findings.as_slice(),
        _ => &[],
    };
    let said = obstacles::told(obstacle, &proposal.tenant, l);
    Told {
        account: record.map(|r| r.facts.account),
        mailbox: record.map_or_else(String::new, |r| mailbox(&r.facts.name)),
        text: said.text,
        remedies: said.remedies,
        answers: answers(findings, proposal, l),
    }
}

/// What a person may answer for. One reason that nobody may answer for, and answering for the others changes nothing.
fn answers(findings: &[Finding], proposal: &Proposal, l: &Locale) -> Vec<Answerable> {
    let deciding = || findings.iter().filter(|f| f.effect != Effect::Note);
    let open = |f: &Finding| match f.effect {
        Effect::Ack => true,
        Effect::Need => can_be_overridden(f.reason.code()),
        _ => false,
    };
    if !deciding().all(open) {
        return Vec::new();
    }
    let answerable = |f: &Finding| Answerable {
        code: f.reason.code().as_str(),
        why: words::reason_among(&f.reason, &proposal.tenant.groups, l),
        overrides: f.effect == Effect::Need,
    };
    deciding().map(answerable).collect()
}
