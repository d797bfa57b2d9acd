//! `over_50_gb`: more than 50 GB in use.

use model::{Effect, FactName, Reason, ReasonCode, Remedy};

use super::{Row, Ruling, finding};
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::Over50Gb,
    holds: "`TotalItemSize` is above 53,687,091,200 bytes (50 × 1024³). Recoverable items never count.",
    effect: |_| "need",
    source: "Microsoft, *About shared mailboxes* (2024-09-30)",
};

pub(crate) fn check(v: &View<'_>) -> Ruling {
    let Ok(size) = &v.size else {
        return Ruling::unknown(FactName::Size);
    };
    let (size, limit) = (size.value.bytes(), v.policy.limits().over);
    Ruling::holds_if(size > limit, || {
        let remedy = Remedy::ReduceSize { below: limit };
        finding(
            Reason::Over50Gb { size, limit },
            Effect::Need,
            vec![remedy],
            &[FactName::Size, FactName::Quota],
        )
    })
}
