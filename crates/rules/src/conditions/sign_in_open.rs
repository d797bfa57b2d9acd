//! `sign_in_open`: sign-in is allowed, and nobody used it.

use model::{Effect, FactName, Finding, Reason, ReasonCode, Remedy, SignIn};

use super::sign_in_used::{Use, usage};
use super::{Row, finding};
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::SignInOpen,
    holds: "sign-in is allowed, use was read, and none was found within 30 days.",
    effect: |_| "note",
    source: "Microsoft, *About shared mailboxes* (2024-09-30)",
};

pub(super) fn check(v: &View<'_>) -> Option<Finding> {
    let allowed = v.sign_in.as_ref().is_ok_and(|s| s.value == SignIn::Allowed);
    (allowed && usage(v) == Use::NotSeen).then(|| {
        let facts = [
            FactName::SignIn,
            FactName::LastSignIn,
            FactName::LastActivity,
        ];
        finding(
            Reason::SignInOpen,
            Effect::Note,
            vec![Remedy::BlockSignIn],
            &facts,
        )
    })
}
