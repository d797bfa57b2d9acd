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
    if v.policy.switches().multi_geo == NeedSwitch::Note
        && (v.region.is_err() || v.default_region.is_err())
    {
        return Ruling::Clear; // a note is never asked for
    }
    // Whether a region can matter at all is the cheapest to know, so it is asked first.
    if v.skus.is_err() {
        let single = v.region.as_ref().is_ok_and(|r| names_none(&r.value));
        return if single {
            Ruling::Clear
        } else {
            Ruling::unknown(FactName::Skus)
        };
    }
    if !owns_multi_geo(v) {
        return Ruling::Clear;
    }
    let Ok(region) = &v.region else {
        return Ruling::unknown(FactName::Region);
    };
    if names_none(&region.value) {
        return Ruling::Clear;
    }
    let Ok(default) = &v.default_region else {
        return Ruling::unknown(FactName::DefaultRegion);
    };
    let effect = match v.policy.switches().multi_geo {
        NeedSwitch::Need => Effect::Need,
        NeedSwitch::Note => Effect::Note,
    };
    Ruling::holds_if(
        !region
            .value
            .trim()
            .eq_ignore_ascii_case(default.value.trim()),
        || {
            let reason = Reason::MultiGeo {
                region: region.value.clone(),
                default_region: default.value.clone(),
            };
            finding(
                reason,
                effect,
                Vec::new(),
                &[FactName::Region, FactName::DefaultRegion, FactName::Skus],
            )
        },
    )
}

fn names_none(region: &str) -> bool {
    matches!(region.trim().to_ascii_lowercase().as_str(), "" | "none")
}

fn owns_multi_geo(v: &View<'_>) -> bool {
    let owned = v.tenant.skus.value().map(Vec::as_slice).unwrap_or_default();
    owned.iter().any(|sku| {
        sku.plans
            .iter()
            .any(|&plan| v.policy.plan(plan, v.now).multi_geo)
    })
}
