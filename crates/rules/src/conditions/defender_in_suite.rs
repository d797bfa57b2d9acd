//! `defender_in_suite`: a suite with Defender for Office 365 in it.

use model::{Effect, FactName, Finding, Reason, ReasonCode, Remedy};

use super::{Row, finding};
use crate::held::Held;
use crate::policy::DefenderSwitch;
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::DefenderInSuite,
    holds: "the product has a Defender for Office 365 plan and a mailbox plan switched on.",
    effect: |policy| match policy.switches().defender {
        DefenderSwitch::Note => "note",
        DefenderSwitch::Strict => "ack",
    },
    source: "Defender for Office 365 terms since 2025-10-31: who benefits needs it (office365itpros.com, third party)",
};

pub(super) fn check(v: &View<'_>, held: &Held) -> Option<Finding> {
    held.is_defender_suite().then(|| {
        let code = ReasonCode::DefenderInSuite;
        let (effect, remedies) = match v.policy.switches().defender {
            DefenderSwitch::Note => (Effect::Note, Vec::new()),
            DefenderSwitch::Strict => (Effect::Ack, vec![Remedy::Acknowledge { code }]),
        };
        finding(
            Reason::DefenderInSuite { sku: held.sku },
            effect,
            remedies,
            &[FactName::Licenses, FactName::Skus],
        )
    })
}
