//! The facts that a verdict rests on, as they are shown.

use std::collections::BTreeSet;

use model::{Evidence, Fact, FactName, Finding, Gap, Observed};
use serde::Serialize;
use serde_json::{Value, json};

use crate::view::View;

/// Every fact that was asked: those that are known and were looked at, those that are missed, and those that a
/// finding says are not readable.
pub(crate) fn evidence(
    v: &View<'_>,
    findings: &[Finding],
    needed: &BTreeSet<FactName>,
) -> Vec<Evidence> {
    let named: BTreeSet<FactName> = findings
        .iter()
        .flat_map(|f| f.facts.iter().copied())
        .collect();
    let asked =
        |fact: &FactName| needed.contains(fact) || named.contains(fact) || is_asked(v, *fact);
    FactName::ALL
        .iter()
        .copied()
        .filter(asked)
        .map(|fact| of(v, fact))
        .collect()
}

/// Looked at for this mailbox, whatever came of it. A gap that could change nothing was not asked.
fn is_asked(v: &View<'_>, fact: FactName) -> bool {
    let known = v.gap(fact).is_none();
    let shared = v
        .kind
        .as_ref()
        .is_ok_and(|k| k.value == model::RecipientKind::SharedMailbox);
    match fact {
        FactName::Kind | FactName::Licenses => true,
        FactName::Size
        | FactName::Quota
        | FactName::Archive
        | FactName::Holds
        | FactName::OrgHolds
        | FactName::DirSync
        | FactName::Region
        | FactName::SignIn
        | FactName::SmtpAuth => known && shared,
        FactName::LastSignIn | FactName::LastActivity => {
            let allowed = v
                .sign_in
                .as_ref()
                .is_ok_and(|s| s.value == model::SignIn::Allowed);
            known && shared && allowed && !v.held.is_empty()
        }
        FactName::OneDrive => known && shared && v.held.iter().any(|h| h.capabilities().onedrive),
        FactName::Skus => known && !v.held.is_empty(),
        // Only what words another fact; named by its finding.
        FactName::ArchiveSize | FactName::DefaultRegion => false,
    }
}

fn of(v: &View<'_>, fact: FactName) -> Evidence {
    let m = v.mailbox;
    let t = v.tenant;
    let gap = v.gap(fact);
    match fact {
        FactName::Kind => entry(fact, gap, &m.kind, |k| json!(k)),
        FactName::Size => entry(fact, gap, &m.size, |s| size(*s)),
        FactName::Quota => entry(fact, gap, &m.quota, |q| json!(q)),
        FactName::Archive => entry(fact, gap, &m.archive, |a| json!(a)),
        FactName::ArchiveSize => entry(fact, gap, &m.archive_size, |s| size(*s)),
        FactName::Holds => entry(fact, gap, &m.holds, |h| json!(h)),
        FactName::OrgHolds => entry(fact, gap, &t.org_holds, |h| json!(h)),
        FactName::DirSync => entry(fact, gap, &m.dir_sync, |d| json!(d)),
        FactName::Region => entry(fact, gap, &m.region, |r| json!(r)),
        FactName::DefaultRegion => entry(fact, gap, &t.default_region, |r| json!(r)),
        FactName::SignIn => entry(fact, gap, &m.sign_in, |s| json!(s)),
        FactName::LastSignIn => entry(fact, gap, &m.last_sign_in, |u| json!(u.at)),
        FactName::LastActivity => entry(fact, gap, &m.last_activity, |u| json!(u.at)),
        FactName::SmtpAuth => entry(fact, gap, &m.smtp_auth, |s| json!(s)),
        FactName::OneDrive => entry(fact, gap, &m.onedrive, |o| json!(o)),
        FactName::Licenses => entry(fact, gap, &m.licenses, |l| json!(l)),
        FactName::Skus => entry(fact, gap, &t.skus, |skus| {
            // Only the products that are held: a tenant owns many.
            let held = skus
                .iter()
                .filter(|sku| v.held.iter().any(|h| h.sku == sku.sku));
            held.map(|sku| json!({ "sku": sku.sku, "partNumber": sku.part_number, "status": sku.status })).collect()
        }),
    }
}

fn size(size: model::MailboxSize) -> Value {
    match size {
        model::MailboxSize::Used(bytes) => json!(bytes),
        model::MailboxSize::NeverUsed => json!("neverUsed"),
    }
}

/// A fact that is too old keeps its times, so that its age can be shown.
fn entry<T: Serialize>(
    fact: FactName,
    gap: Option<&Gap>,
    found: &Fact<T>,
    value: impl Fn(&T) -> Value,
) -> Evidence {
    let observed: Option<&Observed<T>> = found.observed();
    let source = observed
        .map(|o| o.source)
        .or_else(|| gap.and_then(|g| g.source));
    let value = match (gap, observed) {
        (None, Some(observed)) => value(&observed.value),
        (Some(gap), _) => json!(gap),
        (None, None) => Value::Null,
    };
    Evidence {
        fact,
        value,
        known: gap.is_none(),
        source,
        as_of: observed.map(|o| o.as_of),
        read_at: observed.map(|o| o.read_at),
    }
}
