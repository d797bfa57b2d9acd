//! Everything known about one mailbox, each fact with its origin and age.

use jiff::Timestamp;
use model::{Evidence, Fact, FactName, MailboxFacts, TenantFacts};
use serde::Serialize;
use words::Locale;

use super::row::Known;

/// A fact as a row.
#[derive(Debug)]
pub(crate) struct FactRow {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) known: bool,
    pub(crate) source: String,
    /// When it was true.
    pub(crate) as_of: Option<String>,
    pub(crate) age: String,
}

/// The facts of a mailbox, and those of the tenant that its verdict may rest on.
pub(crate) fn facts(
    m: &MailboxFacts,
    t: &TenantFacts,
    now: Timestamp,
    locale: &Locale,
) -> Vec<FactRow> {
    let evidence = [
        evidence(FactName::Kind, &m.kind),
        evidence(FactName::Size, &m.size),
        evidence(FactName::Quota, &m.quota),
        evidence(FactName::Archive, &m.archive),
        evidence(FactName::ArchiveSize, &m.archive_size),
        evidence(FactName::Holds, &m.holds),
        evidence(FactName::OrgHolds, &t.org_holds),
        evidence(FactName::SignIn, &m.sign_in),
        evidence(FactName::LastSignIn, &m.last_sign_in),
        evidence(FactName::LastActivity, &m.last_activity),
        evidence(FactName::SmtpAuth, &m.smtp_auth),
        evidence(FactName::OneDrive, &m.onedrive),
        evidence(FactName::DirSync, &m.dir_sync),
        evidence(FactName::Region, &m.region),
        evidence(FactName::DefaultRegion, &t.default_region),
        evidence(FactName::Licenses, &m.licenses),
    ];
    evidence.iter().map(|e| row(e, now, locale)).collect()
}

/// A fact in a cell: its value, or that it is not known.
pub(crate) fn cell<T: Serialize>(name: FactName, fact: &Fact<T>, locale: &Locale) -> Known {
    let evidence = evidence(name, fact);
    Known {
        text: words::fact_value(&evidence, locale),
        known: evidence.known,
    }
}

fn row(evidence: &Evidence, now: Timestamp, locale: &Locale) -> FactRow {
    FactRow {
        name: words::fact_name(evidence.fact, locale),
        value: words::fact_value(evidence, locale),
        known: evidence.known,
        source: evidence
            .source
            .filter(|_| evidence.known) // a gap says itself where it was looked for
            .map_or_else(String::new, |s| words::source(s, locale)),
        as_of: evidence.as_of.map(|at| words::date_time(at, locale)),
        age: evidence
            .as_of
            .map_or_else(String::new, |at| words::age(now.duration_since(at), locale)),
    }
}

/// A fact as `words` reads it. The types of facts have string keys only, so they always become JSON.
fn evidence<T: Serialize>(name: FactName, fact: &Fact<T>) -> Evidence {
    let (value, known) = match fact {
        Fact::Known(observed) => (serde_json::to_value(&observed.value), true),
        Fact::Gap(gap) => (serde_json::to_value(gap), false),
    };
    let observed = fact.observed();
    Evidence {
        fact: name,
        value: value.unwrap_or_default(),
        known,
        source: observed
            .map(|o| o.source)
            .or_else(|| fact.gap().and_then(|gap| gap.source)),
        as_of: observed.map(|o| o.as_of),
        read_at: observed.map(|o| o.read_at),
    }
}
