//! `sign_in_used`: somebody uses it as an account of their own.

use jiff::{SignedDuration, Timestamp};
use model::{Effect, FactName, Finding, Reason, ReasonCode, Remedy, SignIn, Source};

use super::{Row, finding};
use crate::view::{View, cannot_be_read};

pub(super) const ROW: Row = Row {
    code: ReasonCode::SignInUsed,
    holds: "sign-in is allowed, and there was a successful sign-in, or OneDrive, SharePoint or Teams activity, within 30 days. Every licence stays.",
    effect: |_| "need (note where no licence is held)",
    source: "Microsoft, *About shared mailboxes* (2024-09-30)",
};

pub(crate) fn check(v: &View<'_>) -> Option<Finding> {
    let allowed = v.sign_in.as_ref().is_ok_and(|s| s.value == SignIn::Allowed);
    let Use::Seen { source, at } = usage(v) else {
        return None;
    };
    allowed.then(|| {
        let effect = if v.is_unlicensed() {
            Effect::Note
        } else {
            Effect::Need
        };
        let facts = [
            FactName::SignIn,
            FactName::LastSignIn,
            FactName::LastActivity,
        ];
        finding(
            Reason::SignInUsed { source, at },
            effect,
            vec![Remedy::MoveUse, Remedy::BlockSignIn],
            &facts,
        )
    })
}

/// Was the account used of late?
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Use {
    /// Yes: last seen then, by that source.
    Seen { source: Source, at: Timestamp },
    /// At least one source was read, none saw it, and the other cannot say more.
    NotSeen,
    /// These must be read first.
    Unknown(Vec<FactName>),
}

/// Either source may show use; that there was none takes one of them read, and the other read or unreadable.
pub(crate) fn usage(v: &View<'_>) -> Use {
    let sources = [
        (FactName::LastSignIn, &v.last_sign_in),
        (FactName::LastActivity, &v.last_activity),
    ];
    let since =
        v.now - SignedDuration::from_hours(24 * i64::from(v.policy.limits().use_within_days));

    let seen = sources.iter().filter_map(|(_, fact)| {
        let fact = fact.as_ref().ok()?;
        Some((fact.value.at.filter(|&at| at >= since)?, fact.source))
    });
    if let Some((at, source)) = seen.max_by_key(|(at, _)| *at) {
        return Use::Seen { source, at };
    }
    let none_read = sources.iter().all(|(_, fact)| fact.is_err());
    let missing = sources.iter().filter(|(_, fact)| match fact {
        Ok(_) => false,
        Err(gap) => none_read || !cannot_be_read(gap),
    });
    let missing: Vec<_> = missing.map(|&(name, _)| name).collect();
    if missing.is_empty() {
        Use::NotSeen
    } else {
        Use::Unknown(missing)
    }
}
