//! Every fact of one mailbox as evidence, also those that no rule asked for.

use model::{Evidence, Fact, FactName, GapWhy, MailboxFacts, TenantFacts};
use serde::Serialize;
use serde_json::Value;

/// The facts of a mailbox and those of its tenant that a rule may ask, in the order of their list. What nobody
/// read is left out.
pub(crate) fn all(facts: &MailboxFacts, tenant: &TenantFacts) -> Vec<Evidence> {
    let every = [
        one(FactName::Kind, &facts.kind),
        one(FactName::Size, &facts.size),
        one(FactName::Quota, &facts.quota),
        one(FactName::Archive, &facts.archive),
        one(FactName::ArchiveSize, &facts.archive_size),
        one(FactName::Holds, &facts.holds),
        one(FactName::OrgHolds, &tenant.org_holds),
        one(FactName::DirSync, &facts.dir_sync),
        one(FactName::Region, &facts.region),
        one(FactName::DefaultRegion, &tenant.default_region),
        one(FactName::SignIn, &facts.sign_in),
        one(FactName::LastSignIn, &facts.last_sign_in),
        one(FactName::LastActivity, &facts.last_activity),
        one(FactName::SmtpAuth, &facts.smtp_auth),
        one(FactName::OneDrive, &facts.onedrive),
        one(FactName::Licenses, &facts.licenses),
    ];
    // Without an archive its size is no question.
    let asked = |fact: &Evidence| {
        fact.fact != FactName::ArchiveSize
            || facts
                .archive
                .value()
                .is_none_or(model::mailbox::Archive::exists)
    };
    every.into_iter().flatten().filter(asked).collect()
}

fn one<T: Serialize>(name: FactName, fact: &Fact<T>) -> Option<Evidence> {
    let json = |value: serde_json::Result<Value>| value.unwrap_or(Value::Null);
    match fact {
        Fact::Known(observed) => Some(Evidence {
            fact: name,
            value: json(serde_json::to_value(&observed.value)),
            known: true,
            source: Some(observed.source),
            as_of: Some(observed.as_of),
            read_at: Some(observed.read_at),
        }),
        Fact::Gap(gap) if gap.why == GapWhy::NotRead => None,
        Fact::Gap(gap) => Some(Evidence {
            fact: name,
            value: json(serde_json::to_value(gap)),
            known: false,
            source: gap.source,
            as_of: None,
            read_at: None,
        }),
    }
}
