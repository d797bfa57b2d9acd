//! Everything known about one mailbox, each fact with its origin and age.

use jiff::Timestamp;
use model::{Evidence, Fact, FactName, MailboxFacts, TenantFacts};
use serde::Serialize;
use words::{Locale, web};

use super::row::{Known, tone};

/// A fact as a row.
#[derive(Debug)]
pub(crate) struct FactRow {
    pub(crate) name: String,
    pub(crate) value: String,
    /// How it looks where it is no value; see [`tone`].
    pub(crate) tone: Option<&'static str>,
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
    let (evidence, tone) = evidence(name, fact);
    Known {
        text: value(&evidence, tone, locale),
        tone,
    }
}

/// A value; of what nobody asked for, two words instead of a sentence.
fn value(evidence: &Evidence, tone: Option<&str>, locale: &Locale) -> String {
    match tone {
        Some("quiet") => web::not_read(locale),
        _ => words::fact_value(evidence, locale),
    }
}

fn row((evidence, tone): &(Evidence, Option<&'static str>), now: Timestamp, l: &Locale) -> FactRow {
    FactRow {
        name: words::fact_name(evidence.fact, l),
        value: value(evidence, *tone, l),
        tone: *tone,
        source: evidence
            .source
            .filter(|_| evidence.known) // a gap says itself where it was looked for
            .map_or_else(String::new, |s| words::source(s, l)),
        as_of: evidence.as_of.map(|at| words::date_time(at, l)),
        age: evidence
            .as_of
            .map_or_else(String::new, |at| words::age(now.duration_since(at), l)),
    }
}

/// A fact as `words` reads it, and how it looks where it is a gap. The types of facts have string keys only, so they always become JSON.
fn evidence<T: Serialize>(name: FactName, fact: &Fact<T>) -> (Evidence, Option<&'static str>) {
    let (value, known) = match fact {
        Fact::Known(observed) => (serde_json::to_value(&observed.value), true),
        Fact::Gap(gap) => (serde_json::to_value(gap), false),
    };
    let observed = fact.observed();
    let evidence = Evidence {
        fact: name,
        value: value.unwrap_or_default(),
        known,
        source: observed
            .map(|o| o.source)
            .or_else(|| fact.gap().and_then(|gap| gap.source)),
        as_of: observed.map(|o| o.as_of),
        read_at: observed.map(|o| o.read_at),
    };
    (evidence, tone(fact))
}
