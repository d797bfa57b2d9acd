//! `pre_2018_quota`: an old quota that the next licence change takes for good.

use model::mailbox::Quota;
use model::{Effect, FactName, Finding, Reason, ReasonCode};

use super::{Row, finding};
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::Pre2018Quota,
    holds: "no licence is held, and `ProhibitSendReceiveQuota` is above 50 GB. On a licensed mailbox the old quota is already gone.",
    effect: |_| "note (named as irreversible before a licence is assigned)",
    source: "Microsoft Exchange team, 2018-06-21",
};

pub(crate) fn check(v: &View<'_>) -> Option<Finding> {
    let Quota::Limited(quota) = v.quota.as_ref().ok()?.value else {
        return None;
    };
    (v.is_unlicensed() && quota > v.policy.limits().over).then(|| {
        finding(
            Reason::Pre2018Quota { quota },
            Effect::Note,
            Vec::new(),
            &[FactName::Licenses, FactName::Quota],
        )
    })
}
