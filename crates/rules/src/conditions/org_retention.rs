//! `org_retention`: a retention policy of the whole organisation.

use model::{Effect, FactName, Reason, ReasonCode, Remedy};

use super::hold_entry::HoldEntry;
use super::{Row, Ruling, finding};
use crate::policy::RetentionSwitch;
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::OrgRetention,
    holds: "the organisation has an entry `mbx…:2` or `mbx…:3`, and the mailbox has no `-mbx…` for it.",
    effect: |policy| match policy.switches().retention {
        RetentionSwitch::Strict => "need",
        RetentionSwitch::Need | RetentionSwitch::Note => "note",
    },
    source: "Microsoft, *How to identify the type of hold*; that a static one needs no licence: office365itpros.com (third party)",
};

pub(crate) fn check(v: &View<'_>) -> Ruling {
    let Ok(org) = &v.org_holds else {
        return Ruling::unknown(FactName::OrgHolds);
    };
    let policies: Vec<_> = org
        .value
        .iter()
        .filter(|e| HoldEntry::of(e).is_retention())
        .collect();
    if policies.is_empty() {
        return Ruling::Clear;
    }
    let Ok(holds) = &v.holds else {
        return Ruling::unknown(FactName::Holds);
    };
    let excluded = |entry: &str| {
        holds
            .value
            .in_place
            .iter()
            .any(|own| HoldEntry::of(own).excludes(entry))
    };
    let entries: Vec<_> = policies
        .into_iter()
        .filter(|entry| !excluded(entry))
        .cloned()
        .collect();
    let effect = match v.policy.switches().retention {
        RetentionSwitch::Strict => Effect::Need,
        RetentionSwitch::Need | RetentionSwitch::Note => Effect::Note,
    };
    Ruling::holds_if(!entries.is_empty(), || {
        let facts = [FactName::OrgHolds, FactName::Holds];
        finding(
            Reason::OrgRetention { entries },
            effect,
            vec![Remedy::ExcludeFromPolicy],
            &facts,
        )
    })
}
