//! `fact_missing`: a needed fact is not known.

use model::{Effect, FactName, Finding, Gap, GapWhy, Reason, ReasonCode, Remedy};

use super::{Row, finding};
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::FactMissing,
    holds: "a fact whose value could change the verdict is a gap: not read, refused, too old, unparsable, in conflict. Never acknowledged away.",
    effect: |_| "unknown",
    source: "our promise: no evidence, no removal",
};

pub(crate) fn check(v: &View<'_>, fact: FactName) -> Finding {
    // A fact that is known and still missing is a product that nobody knows.
    let gap = v.gap(fact).cloned().unwrap_or(Gap {
        why: GapWhy::Absent,
        source: None,
    });
    let mut remedies = vec![match &gap.why {
        GapWhy::Forbidden { permission } => Remedy::GrantPermission {
            permission: permission.clone(),
        },
        GapWhy::Concealed => Remedy::RevealReportNames,
        _ => Remedy::ReadAgain,
    }];
    if matches!(fact, FactName::LastSignIn | FactName::LastActivity) {
        remedies.push(Remedy::BlockSignIn);
    }
    finding(
        Reason::FactMissing { fact, gap },
        Effect::Unknown,
        remedies,
        &[fact],
    )
}
