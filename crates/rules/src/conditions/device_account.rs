//! `device_account`: a product for rooms, devices and phones.

use model::{Effect, FactName, Finding, Reason, ReasonCode};

use super::{Row, finding};
use crate::held::Held;

pub(super) const ROW: Row = Row {
    code: ReasonCode::DeviceAccount,
    holds: "the product is for Teams Rooms, shared devices or phone resource accounts.",
    effect: |_| "need: that product alone",
    source: "Microsoft, product names and service plans; what they are for is inferred",
};

pub(super) fn check(held: &Held) -> Option<Finding> {
    held.is_device().then(|| {
        finding(
            Reason::DeviceAccount { sku: held.sku },
            Effect::Need,
            Vec::new(),
            &[FactName::Licenses, FactName::Skus],
        )
    })
}
