//! `defender`: a product with Defender for Office 365 and without a mailbox.

use model::{Effect, FactName, Finding, Reason, ReasonCode};

use super::{Row, finding};
use crate::held::Held;

pub(super) const ROW: Row = Row {
    code: ReasonCode::Defender,
    holds: "the product has a Defender for Office 365 plan switched on and no mailbox plan; companion plans do not matter.",
    effect: |policy| {
        if policy.switches().defender_needs_exchange {
            "need: that product, and an Exchange licence"
        } else {
            "need: that product alone"
        }
    },
    source: "Microsoft, *Remove a license from a shared mailbox* (from November 2020; an Exchange licence beside it no longer asked since May 2022)",
};

pub(crate) fn check(held: &Held) -> Option<Finding> {
    held.is_defender_product().then(|| {
        finding(
            Reason::Defender { sku: held.sku },
            Effect::Need,
            Vec::new(),
            &[FactName::Licenses, FactName::Skus],
        )
    })
}
