//! How a step moved, on its way into the ledger.

use model::ledger::{NewEntry, Refusal};
use model::{AccountState, EntryKind, Evidence, RequestId, Step, StepState};

use super::run::Run;

/// How a step moved.
#[derive(Debug)]
pub(crate) struct Outcome<'a> {
    pub(crate) step: &'a Step,
    pub(crate) state: StepState,
    pub(crate) why: Option<Refusal>,
    pub(crate) before: Option<AccountState>,
    pub(crate) after: Option<AccountState>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) request_ids: Vec<RequestId>,
}

impl<'a> Outcome<'a> {
    pub(crate) const fn without_write(
        step: &'a Step,
        state: StepState,
        why: Option<Refusal>,
    ) -> Self {
        Self {
            step,
            state,
            why,
            before: None,
            after: None,
            evidence: Vec::new(),
            request_ids: Vec::new(),
        }
    }

    pub(super) fn entry(&self, run: &Run<'_>) -> NewEntry {
        let kind = EntryKind::Step {
            state: self.state,
            why: self.why.clone(),
        };
        NewEntry {
            before: self.before.clone().map(|s| named_by(self.step, s)),
            after: self.after.clone().map(|s| named_by(self.step, s)),
            evidence: self.evidence.clone(),
            request_ids: self.request_ids.clone(),
            ..run.entry(kind, Some(self.step))
        }
    }
}

/// The part of a state that a step is about. The ledger keeps no more: whatever else was true then is nothing that
/// a way back may touch.
fn named_by(step: &Step, state: AccountState) -> AccountState {
    AccountState {
        direct: state.direct.filter(|_| step.result.direct.is_some()),
        sign_in: state.sign_in.filter(|_| step.result.sign_in.is_some()),
        usage_location: state
            .usage_location
            .filter(|_| step.result.usage_location.is_some()),
    }
}
