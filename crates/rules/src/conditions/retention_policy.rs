//! `retention_policy`: a retention policy names this mailbox.

use model::{Effect, FactName, Reason, ReasonCode, Remedy};

use super::hold_entry::{HoldEntry, entries_of};
use super::{Row, Ruling, finding};
use crate::policy::RetentionSwitch;
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::RetentionPolicy,
    holds: "`InPlaceHolds` has an entry `mbx…:2` or `mbx…:3`. `-mbx…` excludes; `skp…`, `grp…` and `…:1` are no holds here; `RetentionHoldEnabled` never is.",
    effect: |policy| match policy.switches().retention {
        RetentionSwitch::Need | RetentionSwitch::Strict => "need",
        RetentionSwitch::Note => "note",
    },
    source: "Microsoft, *How to identify the type of hold*; *About shared mailboxes* (“licenses may be required”)",
};

pub(crate) fn check(v: &View<'_>) -> Ruling {
    let Ok(holds) = &v.holds else {
        return Ruling::unknown(FactName::Holds);
    };
    let entries = entries_of(&holds.value.in_place, HoldEntry::is_retention);
    Ruling::holds_if(!entries.is_empty(), || {
        let reason = Reason::RetentionPolicy { entries };
        finding(
            reason,
            effect(v),
            vec![Remedy::ExcludeFromPolicy],
            &[FactName::Holds],
        )
    })
}

pub(super) const fn effect(v: &View<'_>) -> Effect {
    match v.policy.switches().retention {
        RetentionSwitch::Need | RetentionSwitch::Strict => Effect::Need,
        RetentionSwitch::Note => Effect::Note,
    }
}
