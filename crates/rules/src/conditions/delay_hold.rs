//! `delay_hold`: a hold ended less than 30 days ago.

use model::{Effect, FactName, Reason, ReasonCode, Remedy};

use super::{Row, Ruling, finding};
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::DelayHold,
    holds: "`DelayHoldApplied` or `DelayReleaseHoldApplied` is true. Concerns licences with a mailbox or archiving plan.",
    effect: |_| "block",
    source: "Microsoft, *How to identify the type of hold*",
};

pub(crate) fn check(v: &View<'_>) -> Ruling {
    let Ok(holds) = &v.holds else {
        return Ruling::unknown(FactName::Holds);
    };
    let (mailbox, release) = (holds.value.delay, holds.value.delay_release);
    Ruling::holds_if(mailbox || release, || {
        let reason = Reason::DelayHold { mailbox, release };
        finding(
            reason,
            Effect::Block,
            vec![Remedy::WaitForDelayHold],
            &[FactName::Holds],
        )
    })
}
