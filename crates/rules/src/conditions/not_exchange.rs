//! `not_exchange`: a product that has nothing to do with the mailbox.

use model::{Effect, FactName, Finding, Reason, ReasonCode, Remedy, SignIn};

use super::{Row, finding};
use crate::held::Held;
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::NotExchange,
    holds: "the product has neither mailbox, archiving nor Defender for Office 365 plan switched on (Power BI, Visio, Teams …): it serves whoever signs in.",
    effect: |_| "block while sign-in is allowed, else note",
    source: "follows from *About shared mailboxes*: nobody signs in to one",
};

pub(super) fn check(v: &View<'_>, held: &Held) -> Option<Finding> {
    held.is_not_exchange().then(|| {
        let allowed = v.sign_in.as_ref().is_ok_and(|s| s.value == SignIn::Allowed);
        let (effect, remedies) = if allowed {
            (Effect::Block, vec![Remedy::BlockSignIn])
        } else {
            (Effect::Note, Vec::new())
        };
        let facts = [FactName::Licenses, FactName::Skus, FactName::SignIn];
        finding(
            Reason::NotExchange { sku: held.sku },
            effect,
            remedies,
            &facts,
        )
    })
}
