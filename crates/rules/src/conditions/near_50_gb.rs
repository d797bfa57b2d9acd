//! `near_50_gb`: on the way to 50 GB.

use model::{Effect, FactName, Finding, Reason, ReasonCode};

use super::{Row, finding};
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::Near50Gb,
    holds: "45 GB (48,318,382,080 bytes) up to 49 GB are in use.",
    effect: |_| "note",
    source: "our margin before `size_limit`",
};

pub(super) fn check(v: &View<'_>) -> Option<Finding> {
    let limits = v.policy.limits();
    let size = v.size.as_ref().ok()?.value.bytes();
    (limits.near..limits.stop_sending).contains(&size).then(|| {
        let reason = Reason::Near50Gb {
            size,
            limit: limits.over,
        };
        finding(reason, Effect::Note, Vec::new(), &[FactName::Size])
    })
}
