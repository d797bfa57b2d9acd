//! `size_limit`: so near to 50 GB that an unlicensed mailbox would stop sending.

use model::{Effect, FactName, Reason, ReasonCode, Remedy};

use super::{Row, Ruling, finding};
use crate::policy::NeedSwitch;
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::SizeLimit,
    holds: "49 GB (52,613,349,376 bytes) up to 50 GB are in use. An unlicensed mailbox stops sending at 49.5 GB.",
    effect: |policy| match policy.switches().size_limit {
        NeedSwitch::Need => "need",
        NeedSwitch::Note => "note",
    },
    source: "Microsoft, *About shared mailboxes*; quotas of unlicensed mailboxes as observed",
};

pub(crate) fn check(v: &View<'_>) -> Ruling {
    let Ok(size) = &v.size else {
        return Ruling::unknown(FactName::Size);
    };
    let limits = v.policy.limits();
    let (size, limit) = (size.value.bytes(), limits.stop_sending);
    let effect = match v.policy.switches().size_limit {
        NeedSwitch::Need => Effect::Need,
        NeedSwitch::Note => Effect::Note,
    };
    Ruling::holds_if((limit..=limits.over).contains(&size), || {
        let remedy = Remedy::ReduceSize { below: limit };
        finding(
            Reason::SizeLimit { size, limit },
            effect,
            vec![remedy],
            &[FactName::Size, FactName::Quota],
        )
    })
}
