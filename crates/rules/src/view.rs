//! The facts as they may be used: what is too old to decide is a gap here, whatever it once said.

use std::cell::OnceCell;

use jiff::{SignedDuration, Timestamp};
use model::mailbox::{Archive, DirSync, Holds, LastUse, OneDrive, Quota, SmtpAuth};
use model::{
    Fact, FactName, Gap, GapWhy, License, MailboxFacts, MailboxSize, Observed, RecipientKind,
    SignIn, Source, TenantFacts,
};

use crate::cover::{Offers, offers};
use crate::held::{Held, hold};
use crate::policy::Policy;

/// A fact that may be used, or why not.
pub(crate) type Usable<T> = Result<Observed<T>, Gap>;

/// One mailbox, seen at one moment under one policy.
#[derive(Debug)]
pub(crate) struct View<'a> {
    pub(crate) mailbox: &'a MailboxFacts,
    pub(crate) tenant: &'a TenantFacts,
    pub(crate) policy: &'a Policy,
    pub(crate) now: Timestamp,
    pub(crate) kind: Usable<RecipientKind>,
    pub(crate) size: Usable<MailboxSize>,
    pub(crate) quota: Usable<Quota>,
    pub(crate) archive: Usable<Archive>,
    pub(crate) archive_size: Usable<MailboxSize>,
    pub(crate) holds: Usable<Holds>,
    pub(crate) org_holds: Usable<Vec<String>>,
    pub(crate) dir_sync: Usable<DirSync>,
    pub(crate) region: Usable<String>,
    pub(crate) default_region: Usable<String>,
    pub(crate) sign_in: Usable<SignIn>,
    pub(crate) last_sign_in: Usable<LastUse>,
    pub(crate) last_activity: Usable<LastUse>,
    pub(crate) smtp_auth: Usable<SmtpAuth>,
    pub(crate) onedrive: Usable<OneDrive>,
    pub(crate) licenses: Usable<Vec<License>>,
    /// Are the tenant's products known?
    pub(crate) skus: Result<(), Gap>,
    /// The licences with what they are good for; empty while `licenses` is a gap.
    pub(crate) held: Vec<Held>,
    /// Found when first asked for: few verdicts need them.
    offers: OnceCell<Offers>,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        m: &'a MailboxFacts,
        t: &'a TenantFacts,
        policy: &'a Policy,
        now: Timestamp,
    ) -> Self {
        let licenses = live(&m.licenses, policy, now);
        let skus = within(&t.skus, now, |o| policy.greatest_age(o.source)).map(|_| ());
        // Exports need not hold the tenant's products: then Microsoft's published list says what is in a product, and
        // none counts as expired, by which more is needed and never less.
        let exported = licenses.as_ref().is_ok_and(|l| l.source == Source::Export);
        let held = match &licenses {
            Ok(licenses) => licenses
                .value
                .iter()
                .map(|l| hold(l, t, skus.is_ok() || exported, policy, now))
                .collect(),
            Err(_) => Vec::new(),
        };
        let of_size =
            |o: &Observed<MailboxSize>| policy.greatest_age_of_size(o.source, o.value.bytes());
        Self {
            mailbox: m,
            tenant: t,
            policy,
            now,
            kind: live(&m.kind, policy, now),
            size: within(&m.size, now, of_size).cloned(),
            quota: live(&m.quota, policy, now),
            archive: live(&m.archive, policy, now),
            archive_size: live(&m.archive_size, policy, now),
            holds: live(&m.holds, policy, now),
            org_holds: live(&t.org_holds, policy, now),
            dir_sync: live(&m.dir_sync, policy, now),
            region: live(&m.region, policy, now),
            default_region: live(&t.default_region, policy, now),
            sign_in: live(&m.sign_in, policy, now),
            last_sign_in: live(&m.last_sign_in, policy, now),
            last_activity: live(&m.last_activity, policy, now),
            smtp_auth: live(&m.smtp_auth, policy, now),
            onedrive: live(&m.onedrive, policy, now),
            licenses,
            skus,
            held,
            offers: OnceCell::new(),
        }
    }

    /// Products that could be assigned.
    pub(crate) fn offers(&self) -> &Offers {
        self.offers
            .get_or_init(|| offers(self.tenant, self.policy, self.now))
    }

    /// Known to hold no licence at all.
    pub(crate) fn is_unlicensed(&self) -> bool {
        self.licenses.as_ref().is_ok_and(|l| l.value.is_empty())
    }

    /// Why a fact cannot be used; `None` where it can.
    pub(crate) fn gap(&self, fact: FactName) -> Option<&Gap> {
        match fact {
            FactName::Kind => self.kind.as_ref().err(),
            FactName::Size => self.size.as_ref().err(),
            FactName::Quota => self.quota.as_ref().err(),
            FactName::Archive => self.archive.as_ref().err(),
            FactName::ArchiveSize => self.archive_size.as_ref().err(),
            FactName::Holds => self.holds.as_ref().err(),
            FactName::OrgHolds => self.org_holds.as_ref().err(),
            FactName::DirSync => self.dir_sync.as_ref().err(),
            FactName::Region => self.region.as_ref().err(),
            FactName::DefaultRegion => self.default_region.as_ref().err(),
            FactName::SignIn => self.sign_in.as_ref().err(),
            FactName::LastSignIn => self.last_sign_in.as_ref().err(),
            FactName::LastActivity => self.last_activity.as_ref().err(),
            FactName::SmtpAuth => self.smtp_auth.as_ref().err(),
            FactName::OneDrive => self.onedrive.as_ref().err(),
            FactName::Licenses => self.licenses.as_ref().err(),
            FactName::Skus => self.skus.as_ref().err(),
        }
    }
}

/// Can reading again never fill this gap? Then the connection or the tenant itself does not give the fact.
pub(crate) const fn cannot_be_read(gap: &Gap) -> bool {
    matches!(
        gap.why,
        GapWhy::Forbidden { .. }
            | GapWhy::NotOffered { .. }
            | GapWhy::Concealed
            | GapWhy::Absent
            | GapWhy::NotFound
    )
}

fn live<T: Clone>(fact: &Fact<T>, policy: &Policy, now: Timestamp) -> Usable<T> {
    within(fact, now, |o| policy.greatest_age(o.source)).cloned()
}

fn within<T>(
    fact: &Fact<T>,
    now: Timestamp,
    greatest_age: impl Fn(&Observed<T>) -> SignedDuration,
) -> Result<&Observed<T>, Gap> {
    let observed = fact.ok().map_err(Gap::clone)?;
    let (age, limit) = (observed.age(now), greatest_age(observed));
    if age <= limit {
        return Ok(observed);
    }
    let why = GapWhy::Stale {
        age_seconds: age.as_secs(),
        limit_seconds: limit.as_secs(),
    };
    Err(Gap::at(observed.source, why))
}
