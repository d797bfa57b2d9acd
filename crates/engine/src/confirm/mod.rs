//! Confirm: what is assumed of Microsoft's services (`wire::assumptions`), looked at on a tenant. It only reads, and
//! what it says holds words of our own alone: names of members and types, never a value.

mod accounts;
mod exchange;
mod form;
mod gather;
mod licenses;
mod mailboxes;
mod reports;

use std::collections::BTreeSet;

use jiff::Timestamp;
use m365::Connection;
use model::CloudId;
use wire::assumptions::{self, Assumption, Probe};

use crate::roles::{Caller, Right};
use crate::{Engine, EngineError};
use gather::Seen;

/// What a look came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is as assumed, as far as was seen.
    Confirmed,
    /// It is otherwise.
    Contradicted,
    /// It could not be seen, and why.
    Unseen(Unseen),
}

/// Why something could not be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unseen {
    /// No read shows it at all.
    NoRead,
    /// The tenant has nothing in which it would show.
    NothingThere,
    /// The read that would show it was refused or failed.
    NotReadable,
}

impl Outcome {
    /// As result files spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Contradicted => "contradicted",
            Self::Unseen(_) => "unseen",
        }
    }
}

impl Unseen {
    /// As result files spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoRead => "no_read",
            Self::NothingThere => "nothing_there",
            Self::NotReadable => "not_readable",
        }
    }
}

/// One assumption, looked at.
#[derive(Debug, Clone)]
pub struct Confirmed {
    /// Which.
    pub assumption: &'static Assumption,
    /// What it came to.
    pub outcome: Outcome,
    /// The forms that were seen: words of our own.
    pub seen: BTreeSet<String>,
}

/// All of them, looked at.
#[derive(Debug, Clone)]
pub struct Confirmation {
    /// When.
    pub at: Timestamp,
    /// In which cloud.
    pub cloud: CloudId,
    /// By number.
    pub all: Vec<Confirmed>,
}

/// What a check found: forms, and whether they are as assumed; `None` when there was nothing to look at.
struct Found {
    fine: Option<bool>,
    forms: BTreeSet<String>,
}

/// Reads of which the answer did not come, or was no answer.
struct NotReadable;

type Check = fn(&Seen) -> Result<Found, NotReadable>;

impl Found {
    /// Fine when nothing but these forms was seen.
    fn only(forms: BTreeSet<String>, fine: &[&str]) -> Self {
        let all = forms.iter().all(|form| fine.contains(&form.as_str()));
        Self {
            fine: (!forms.is_empty()).then_some(all),
            forms,
        }
    }

    fn said(form: &str, fine: bool) -> Self {
        Self {
            fine: Some(fine),
            forms: BTreeSet::from([form.to_owned()]),
        }
    }

    const fn nothing() -> Self {
        Self {
            fine: None,
            forms: BTreeSet::new(),
        }
    }
}

impl Engine {
    /// Looks at a tenant for everything that is assumed and that a read can show, through a connection of its own that
    /// can change nothing.
    pub async fn confirm(
        &self,
        by: &Caller,
        conn: &Connection,
    ) -> Result<Confirmation, EngineError> {
        by.may(Right::Read)?;
        let seen = Seen::gather(&conn.read_only()).await?;
        Ok(Confirmation {
            at: self.env.now(),
            cloud: conn.cloud().id,
            all: assumptions::all().map(|a| confirmed(a, &seen)).collect(),
        })
    }
}

fn confirmed(assumption: &'static Assumption, seen: &Seen) -> Confirmed {
    let check = match assumption.probe {
        Probe::Read(_) => checks().find(|(name, _)| *name == assumption.name),
        Probe::No(_) => None,
    };
    let (outcome, seen) = match check.map(|(_, check)| check(seen)) {
        None => (Outcome::Unseen(Unseen::NoRead), BTreeSet::new()),
        Some(Err(NotReadable)) => (Outcome::Unseen(Unseen::NotReadable), BTreeSet::new()),
        Some(Ok(Found { fine, forms })) => match fine {
            None => (Outcome::Unseen(Unseen::NothingThere), forms),
            Some(true) => (Outcome::Confirmed, forms),
            Some(false) => (Outcome::Contradicted, forms),
        },
    };
    Confirmed {
        assumption,
        outcome,
        seen,
    }
}

fn checks() -> impl Iterator<Item = (&'static str, Check)> {
    [
        accounts::CHECKS,
        licenses::CHECKS,
        reports::CHECKS,
        exchange::CHECKS,
        mailboxes::CHECKS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_read_can_check_is_checked_and_nothing_else() {
        let read: BTreeSet<&str> = assumptions::all()
            .filter(|a| matches!(a.probe, Probe::Read(_)))
            .map(|a| a.name)
            .collect();
        let checked: BTreeSet<&str> = checks().map(|(name, _)| name).collect();
        assert_eq!(checked, read);
    }
}
