//! One mailbox on its way to its facts.

use model::mailbox::{LastUse, OneDrive};
use model::{AccountId, Fact, MailboxFacts};

use super::facts::{Rows, facts};

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
