//! One mailbox on its way to its facts.

use jiff::Timestamp;
use model::mailbox::{LastUse, OneDrive};
use model::{AccountId, Fact, MailboxFacts};
use rules::Policy;

use super::facts::{Rows, facts};
use super::further::Further;

/// A mailbox on its way to its facts.
pub(crate) struct Subject {
    pub(crate) account: AccountId,
    pub(crate) rows: Rows,
    remembered: Remembered,
}

/// What the last review knows of a mailbox from usage reports. They change once a day at most, and their requests
/// are few (14 in 10 minutes, `graph.md` 7); the rules say when they are too old.
#[derive(Debug, Clone, Default)]
pub(crate) struct Remembered {
    activity: Option<Fact<LastUse>>,
    onedrive: Option<Fact<OneDrive>>,
}

impl Remembered {
    pub(crate) fn of(facts: &MailboxFacts) -> Self {
        Self {
            activity: facts
                .last_activity
                .value()
                .map(|_| facts.last_activity.clone()),
            onedrive: facts.onedrive.value().map(|_| facts.onedrive.clone()),
        }
    }
}

impl Subject {
    pub(super) fn new(account: AccountId, rows: Rows, remembered: Remembered) -> Self {
        Self {
            account,
            rows,
            remembered,
        }
    }

    /// Is there something in this read that is neither read nor remembered well enough?
    pub(super) fn lacks(&self, read: Further, policy: &Policy, now: Timestamp) -> bool {
        let known = &self.remembered;
        let remembered = match read {
            Further::ActivityReport => is_young(known.activity.as_ref(), policy, now),
            Further::OneDriveReport => is_young(known.onedrive.as_ref(), policy, now),
            _ => false,
        };
        read.is_open(&self.rows, false) && !remembered
    }

    pub(crate) fn facts(&self) -> MailboxFacts {
        let mut facts = facts(self.account, &self.rows);
        if let (false, Some(known)) = (self.rows.activity.asked(), &self.remembered.activity) {
            facts.last_activity = known.clone();
        }
        if let (false, Some(known)) = (self.rows.onedrive.asked(), &self.remembered.onedrive) {
            facts.onedrive = known.clone();
        }
        facts
    }
}

fn is_young<T>(fact: Option<&Fact<T>>, policy: &Policy, now: Timestamp) -> bool {
    let observed = fact.and_then(|fact| fact.ok().ok());
    observed.is_some_and(|o| o.age(now) <= policy.greatest_age(o.source))
}
