//! `in_place_hold`: an eDiscovery or In-Place Hold.

use model::{Effect, FactName, Reason, ReasonCode, Remedy};

use super::hold_entry::{HoldEntry, entries_of};
use super::{Row, Ruling, finding};
use crate::policy::NeedSwitch;
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::InPlaceHold,
    holds: "`InPlaceHolds` has an entry `UniH…`, `cld…` or without a prefix. An entry of a kind nobody knows counts as one.",
    effect: |policy| match policy.switches().in_place_hold {
        NeedSwitch::Need => "need",
        NeedSwitch::Note => "note",
    },
    source: "Microsoft, *How to identify the type of hold*; Microsoft, *About shared mailboxes* (2024-09-30)",
};

pub(crate) fn check(v: &View<'_>) -> Ruling {
    let Ok(holds) = &v.holds else {
        return Ruling::unknown(FactName::Holds);
    };
    let entries = entries_of(&holds.value.in_place, HoldEntry::is_in_place);
    let effect = match v.policy.switches().in_place_hold {
        NeedSwitch::Need => Effect::Need,
        NeedSwitch::Note => Effect::Note,
    };
    Ruling::holds_if(!entries.is_empty(), || {
        finding(
            Reason::InPlaceHold { entries },
            effect,
            vec![Remedy::EndHold],
            &[FactName::Holds],
        )
    })
}
