//! Records as machines are given them.

use std::collections::BTreeSet;

use model::{AssignedBy, Evidence, Finding, License, MailboxName, ServicePlanId, TenantFacts};
use store::Record;
use words::Locale;

use super::shape;

/// A record as an item of `review -o json`.
pub(crate) fn item(record: &Record, tenant: &TenantFacts, locale: &Locale) -> shape::Item {
    let assessment = &record.assessment;
    shape::Item {
        mailbox: mailbox(record.facts.account, &record.facts.name),
        verdict: assessment.verdict.as_str().to_owned(),
        reasons: assessment
            .findings
            .iter()
            .map(|f| reason(f, tenant, locale))
            .collect(),
        licenses: licenses(record, tenant),
        evidence: assessment.evidence.iter().map(evidence).collect(),
    }
}

/// A mailbox with its names.
pub(crate) fn mailbox(account: model::AccountId, name: &MailboxName) -> shape::Mailbox {
    shape::Mailbox {
        id: account.to_string(),
        display_name: name.display_name.clone(),
        primary_smtp_address: name.primary_smtp_address.clone(),
        user_principal_name: name.user_principal_name.clone(),
    }
}

/// A reason with its sentence, and its remedies as one text.
pub(crate) fn reason(finding: &Finding, tenant: &TenantFacts, locale: &Locale) -> shape::Reason {
    let remedies: Vec<_> = finding
        .remedies
        .iter()
        .map(|remedy| words::remedy_among(remedy, &tenant.groups, locale))
        .collect();
    shape::Reason {
        code: finding.reason.code().as_str().to_owned(),
        effect: finding.effect.as_str().to_owned(),
        text: words::reason_among(&finding.reason, &tenant.groups, locale),
        remedy: (!remedies.is_empty()).then(|| remedies.join("; ")),
    }
}

fn licenses(record: &Record, tenant: &TenantFacts) -> Vec<shape::License> {
    let held = record.facts.licenses.value().map_or(&[][..], Vec::as_slice);
    let rulings = record.assessment.licenses.iter();
    rulings
        .map(|ruling| {
            let license = held.iter().find(|l| l.sku == ruling.sku);
            shape::License {
                sku_id: ruling.sku.to_string(),
                sku_part_number: engine::report::part_number(tenant, ruling.sku),
                name: words::product(ruling.sku),
                verdict: ruling.verdict.as_str().to_owned(),
                assigned_by: license.map(givers).unwrap_or_default(),
                disabled_plans: license
                    .map(off)
                    .unwrap_or_default()
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
                swap_to: ruling.swap_to.map(|sku| sku.to_string()),
            }
        })
        .collect()
}

fn givers(license: &License) -> Vec<String> {
    license
        .sources
        .iter()
        .map(|source| match source.by {
            AssignedBy::Direct => "direct".to_owned(),
            AssignedBy::Group(group) => group.to_string(),
        })
        .collect()
}

/// The service plans that are off: in the direct assignment where there is one, else in all sources.
fn off(license: &License) -> BTreeSet<ServicePlanId> {
    if let Some(direct) = license.direct_source() {
        return direct.disabled_plans.clone();
    }
    let mut sources = license
        .sources
        .iter()
        .map(|source| source.disabled_plans.clone());
    let first = sources.next().unwrap_or_default();
    sources.fold(first, |common, more| {
        common.intersection(&more).copied().collect()
    })
}

fn evidence(evidence: &Evidence) -> shape::Evidence {
    shape::Evidence {
        fact: evidence.fact.as_str().to_owned(),
        value: evidence.value.clone(),
        source: evidence.source.map(|source| source.name().to_owned()),
        as_of: evidence.as_of.map(|at| at.to_string()),
        read_at: evidence.read_at.map(|at| at.to_string()),
    }
}
