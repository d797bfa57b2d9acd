//! `label_hold`: a retention label keeps some item.

use model::{FactName, Reason, ReasonCode, Remedy};

use super::{Row, Ruling, finding, retention_policy};
use crate::policy::RetentionSwitch;
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::LabelHold,
    holds: "`ComplianceTagHoldApplied` is true.",
    effect: |policy| match policy.switches().retention {
        RetentionSwitch::Need | RetentionSwitch::Strict => "need",
        RetentionSwitch::Note => "note",
    },
    source: "Microsoft, *How to identify the type of hold*",
};

pub(crate) fn check(v: &View<'_>) -> Ruling {
    let Ok(holds) = &v.holds else {
        return Ruling::unknown(FactName::Holds);
    };
    Ruling::holds_if(holds.value.compliance_tag, || {
        finding(
            Reason::LabelHold,
            retention_policy::effect(v),
            vec![Remedy::EndHold],
            &[FactName::Holds],
        )
    })
}
