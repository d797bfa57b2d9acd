//! `not_shared`: it is not a shared mailbox.

use model::{Effect, FactName, Reason, ReasonCode, RecipientKind, Remedy};

use super::{Row, Ruling, finding};
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::NotShared,
    holds: "`RecipientTypeDetails` is not `SharedMailbox`; never by `IsShared`. Nothing else is asked then.",
    effect: |_| "block (cannot be overridden)",
    source: "Microsoft, *About shared mailboxes* (2024-09-30); *Convert a user mailbox to a shared mailbox*",
};

pub(crate) fn check(v: &View<'_>) -> Ruling {
    let Ok(kind) = &v.kind else {
        return Ruling::unknown(FactName::Kind);
    };
    Ruling::holds_if(kind.value != RecipientKind::SharedMailbox, || {
        let reason = Reason::NotShared {
            kind: kind.value.as_str().to_owned(),
        };
        finding(
            reason,
            Effect::Block,
            vec![Remedy::ConvertToShared],
            &[FactName::Kind],
        )
    })
}
