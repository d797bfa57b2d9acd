//! `smtp_auth`: SMTP AUTH is allowed for this mailbox by name.

use model::mailbox::SmtpAuth;
use model::{Effect, FactName, Finding, Reason, ReasonCode};

use super::{Row, finding};
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::SmtpAuth,
    holds: "`SmtpClientAuthenticationDisabled` is false: a scanner may send with this account, so sign-in is blocked with care.",
    effect: |_| "note",
    source: "Microsoft, `Set-CASMailbox`",
};

pub(super) fn check(v: &View<'_>) -> Option<Finding> {
    let allowed = v
        .smtp_auth
        .as_ref()
        .is_ok_and(|s| s.value == SmtpAuth::Allowed);
    allowed.then(|| {
        finding(
            Reason::SmtpAuth,
            Effect::Note,
            Vec::new(),
            &[FactName::SmtpAuth],
        )
    })
}
