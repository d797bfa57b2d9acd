//! `litigation_hold`: the mailbox is on litigation hold.

use model::{Effect, FactName, Reason, ReasonCode, Remedy};

use super::{Row, Ruling, finding};
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::LitigationHold,
    holds: "`LitigationHoldEnabled` is true.",
    effect: |_| "need",
    source: "Microsoft, *About shared mailboxes* (2024-09-30); *Remove a license from a shared mailbox*",
};

pub(crate) fn check(v: &View<'_>) -> Ruling {
    let Ok(holds) = &v.holds else {
        return Ruling::unknown(FactName::Holds);
    };
    Ruling::holds_if(holds.value.litigation, || {
        finding(
            Reason::LitigationHold,
            Effect::Need,
            vec![Remedy::EndHold],
            &[FactName::Holds],
        )
    })
}
