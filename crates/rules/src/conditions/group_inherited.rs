//! `group_inherited`: a group gives the licence.

use model::{Effect, FactName, Finding, Reason, ReasonCode};

use super::{Row, finding, leave};
use crate::held::Held;

pub(super) const ROW: Row = Row {
    code: ReasonCode::GroupInherited,
    holds: "only a group gives the licence, or a group gives it beside a direct assignment (removing that one frees nothing).",
    effect: |_| "block",
    source: "Microsoft, *Group-based licensing*",
};

pub(super) fn check(held: &Held) -> Option<Finding> {
    (!held.groups.is_empty()).then(|| {
        let groups = held.groups.clone();
        let remedies = leave(&groups);
        let reason = Reason::GroupInherited {
            sku: held.sku,
            groups,
            also_direct: held.direct,
        };
        finding(reason, Effect::Block, remedies, &[FactName::Licenses])
    })
}
