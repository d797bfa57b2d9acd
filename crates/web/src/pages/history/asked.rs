//! Which entries of the history are looked at.

use model::{AccountId, Entry, EntryKind, LedgerSeq, Plan, RunId, StepState};
use store::LedgerQuery;
use store::inventory::folded;

use crate::visit::Visit;

/// What the address asks for. What is not understood is asked by nobody.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) person: Option<String>,
    /// An account's id, or a part of a mailbox's name or address.
    pub(crate) account: Option<String>,
    pub(crate) run: Option<RunId>,
    pub(crate) outcome: Outcome,
    /// Only entries before this one.
    pub(crate) before: Option<LedgerSeq>,
}

/// Which outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// What came of things: not that they were begun.
    Known,
    /// Only steps that stand so.
    State(StepState),
    /// Every entry.
    Every,
}

/// The states by which a history is asked, in the order of their weight.
pub(crate) const STATES: [StepState; 5] = [
    StepState::Done,
    StepState::Refused,
    StepState::NotApplied,
    StepState::Unconfirmed,
    StepState::Drifted,
];

impl Outcome {
    pub(crate) const EVERY: &'static str = "every";

    fn of(text: Option<&str>) -> Self {
        match text {
            Some(Self::EVERY) => Self::Every,
            Some(text) => STATES
                .into_iter()
                .find(|state| state.as_str() == text)
                .map_or(Self::Known, Self::State),
            None => Self::Known,
        }
    }

    /// As it stands in an address; empty for the usual one.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Known => "",
            Self::State(state) => state.as_str(),
            Self::Every => Self::EVERY,
        }
    }

    fn wants(self, kind: &EntryKind) -> bool {
        match (self, kind) {
            (Self::Every, _) => true,
            (Self::State(wanted), EntryKind::Step { state, .. }) => wanted == *state,
            (Self::State(wanted), EntryKind::Total { state, .. }) => {
                wanted.as_str() == state.as_str()
            }
            (Self::Known, EntryKind::Step { state, .. }) => *state != StepState::Intended,
            (Self::Known, EntryKind::Total { state, .. }) => {
                state.as_str() != StepState::Intended.as_str()
            }
            _ => false,
        }
    }
}

impl Asked {
    pub(crate) fn of(visit: &Visit) -> Self {
        let text = |name| visit.params.get(name).map(ToOwned::to_owned);
        let before = visit.params.get("before").and_then(|n| n.parse().ok());
        Self {
            person: text("person"),
            account: text("account"),
            run: visit.params.get("run").and_then(|id| id.parse().ok()),
            outcome: Outcome::of(visit.params.get("outcome")),
            before: before.map(LedgerSeq),
        }
    }

    /// Is it asked for less than everything?
    pub(crate) fn is_set(&self) -> bool {
        self.person.is_some()
            || self.account.is_some()
            || self.run.is_some()
            || self.outcome != Outcome::Known
    }

    /// The account, where it was given by its id.
    fn account_id(&self) -> Option<AccountId> {
        self.account.as_deref()?.trim().parse().ok()
    }

    /// What the store can be asked.
    pub(crate) fn query(&self) -> LedgerQuery {
        LedgerQuery {
            run: self.run,
            account: self.account_id(),
            actor: self.person.clone(),
            before: self.before,
            newest_first: true,
            ..LedgerQuery::default()
        }
    }

    /// What the store cannot be asked: outcomes, and mailboxes by a part of their name.
    pub(crate) fn wants(&self, entry: &Entry, plan: Option<&Plan>) -> bool {
        if !self.outcome.wants(&entry.body.kind) {
            return false;
        }
        let Some(part) = self
            .account
            .as_deref()
            .filter(|_| self.account_id().is_none())
        else {
            return true;
        };
        let step = plan.zip(entry.body.step).and_then(|(p, no)| p.step(no));
        let part = folded(part.trim());
        step.is_some_and(|step| {
            let name = &step.name;
            [
                &name.display_name,
                &name.primary_smtp_address,
                &name.user_principal_name,
            ]
            .into_iter()
            .any(|text| folded(text).contains(&part))
        })
    }

    /// The parameters of an address that asks for the same.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let run = self.run.map(|run| run.to_string());
        let pairs = [
            ("person", self.person.clone()),
            ("account", self.account.clone()),
            ("run", run),
            ("outcome", Some(self.outcome.key().to_owned())),
        ];
        pairs
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}
