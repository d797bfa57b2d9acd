//! `multi_geo`: the mailbox lives outside the default region of a multi-geo tenant.

use model::{Effect, FactName, Reason, ReasonCode};

use super::{Row, Ruling, finding};
use crate::policy::NeedSwitch;
use crate::view::View;

pub(super) const ROW: Row = Row {
    code: ReasonCode::MultiGeo,
    holds: "the tenant owns a multi-geo plan, and `MailboxRegion` is neither empty, `None`, nor the default region.",
    effect: |policy| match policy.switches().multi_geo {
        NeedSwitch::Need => "need",
        NeedSwitch::Note => "note",
    },
    source: "Microsoft, *About shared mailboxes* (2024-09-30)",
};

pub(crate) fn check(v: &View<'_>) -> Ruling {
    if is_at_home(v) || (v.skus.is_ok() && !owns_multi_geo(v)) {
        return Ruling::Clear;
    }
    let (Ok(region), Ok(default), Ok(())) = (&v.region, &v.default_region, &v.skus) else {
        let facts = [FactName::Region, FactName::DefaultRegion, FactName::Skus];
        return Ruling::Unknown(
            facts
                .into_iter()
                .filter(|&fact| v.gap(fact).is_some())
                .collect(),
        );
    };
    let effect = match v.policy.switches().multi_geo {
        NeedSwitch::Need => Effect::Need,
        NeedSwitch::Note => Effect::Note,
    };
    let reason = Reason::MultiGeo {
        region: region.value.clone(),
        default_region: default.value.clone(),
    };
    let facts = [FactName::Region, FactName::DefaultRegion, FactName::Skus];
    Ruling::Holds(finding(reason, effect, Vec::new(), &facts))
}

/// No region, or the default one.
fn is_at_home(v: &View<'_>) -> bool {
    let Ok(region) = &v.region else { return false };
    let region = region.value.trim();
    let default = v
        .default_region
        .as_ref()
        .is_ok_and(|d| d.value.trim().eq_ignore_ascii_case(region));
    region.is_empty() || region.eq_ignore_ascii_case("none") || default
}

fn owns_multi_geo(v: &View<'_>) -> bool {
    let owned = v.tenant.skus.value().map(Vec::as_slice).unwrap_or_default();
    owned.iter().any(|sku| {
        sku.plans
            .iter()
            .any(|&plan| v.policy.plan(plan, v.now).multi_geo)
    })
}
