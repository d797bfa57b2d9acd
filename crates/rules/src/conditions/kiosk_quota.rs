//! `kiosk_quota`: a Kiosk plan, 2 GB.

use model::mailbox::Quota;
use model::{Effect, FactName, Finding, Reason, ReasonCode};

use super::{Row, finding};
use crate::held::Held;
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::KioskQuota,
    holds: "the product gives a Kiosk mailbox plan: it covers no need, and after removal the quota is read back.",
    effect: |_| "note",
    source: "Microsoft, *Exchange Online service description*",
};

pub(super) fn check(v: &View<'_>, held: &Held) -> Option<Finding> {
    held.capabilities().kiosk.then(|| {
        let quota = match v.quota.as_ref().ok().map(|q| q.value) {
            Some(Quota::Limited(quota)) => Some(quota),
            Some(Quota::Unlimited) | None => None,
        };
        let facts = [FactName::Licenses, FactName::Quota];
        finding(
            Reason::KioskQuota {
                sku: held.sku,
                quota,
            },
            Effect::Note,
            Vec::new(),
            &facts,
        )
    })
}
