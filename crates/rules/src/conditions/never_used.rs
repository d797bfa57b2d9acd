//! `never_used`: the mailbox was never used.

use model::{Effect, FactName, Finding, MailboxSize, Reason, ReasonCode};

use super::{Row, finding};
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::NeverUsed,
    holds: "there is no statistics row, and Exchange warns that the mailbox was never used: it counts as empty. Any other absence is a gap.",
    effect: |_| "note",
    source: "as remembered of `Get-MailboxStatistics`; the reader decides what the warning looks like",
};

pub(super) fn check(v: &View<'_>) -> Option<Finding> {
    let never = v
        .size
        .as_ref()
        .is_ok_and(|s| s.value == MailboxSize::NeverUsed);
    never.then(|| {
        finding(
            Reason::NeverUsed,
            Effect::Note,
            Vec::new(),
            &[FactName::Size],
        )
    })
}
