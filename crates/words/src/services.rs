//! What ends for the account when a licence goes.

use model::catalogue::catalogue;
use model::{ByteSize, ServicePlanId};

use crate::locale::Locale;
use crate::msg::service as said;

/// Something that a licence gives, as people know it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// A mailbox plan; with the quota that a shared mailbox has without it, where that is known.
    Mailbox(Option<ByteSize>),
    /// The in-place archive.
    Archive,
    /// A hold.
    Hold,
    /// Defender for Office 365.
    Defender,
    /// OneDrive and SharePoint.
    OneDrive,
    /// Teams.
    Teams,
    /// The Office apps.
    Office,
    /// Anything else: the service plan by its name.
    Other(ServicePlanId),
}

impl Service {
    /// As what people know a service plan. This chooses a word and decides nothing: what a plan is good for
    /// is policy, in `rules`. Archive and hold come with several plans, so the caller adds them where a
    /// mailbox has them.
    pub fn of_plan(plan: ServicePlanId) -> Self {
        const NAMES: [(&str, Service); 12] = [
            ("EXCHANGE_S_ARCHIVE", Service::Archive),
            ("EXCHANGE_S_ENTERPRISE", Service::Mailbox(None)),
            ("EXCHANGE_S_STANDARD", Service::Mailbox(None)),
            ("EXCHANGE_S_DESKLESS", Service::Mailbox(None)),
            ("ATP_ENTERPRISE", Service::Defender),
            ("THREAT_INTELLIGENCE", Service::Defender),
            ("SHAREPOINTENTERPRISE", Service::OneDrive),
            ("SHAREPOINTSTANDARD", Service::OneDrive),
            ("SHAREPOINTDESKLESS", Service::OneDrive),
            ("ONEDRIVE", Service::OneDrive),
            ("OFFICESUBSCRIPTION", Service::Office),
            ("OFFICE_BUSINESS", Service::Office),
        ];
        const TEAMS: [&str; 5] = [
            "TEAMS1",
            "TEAMS_GOV",
            "TEAMS_DESKLESS",
            "TEAMS_AR_GCCHIGH",
            "TEAMS_AR_DOD",
        ];

        let Some(known) = catalogue().plan(plan) else {
            return Self::Other(plan);
        };
        if TEAMS.contains(&known.part_name) {
            return Self::Teams;
        }
        let named = NAMES
            .into_iter()
            .find(|(name, _)| known.part_name.starts_with(name));
        named.map_or(Self::Other(plan), |(_, service)| service)
    }

    /// The services of service plans: each once, the named ones first, then the others.
    pub fn of_plans(plans: impl IntoIterator<Item = ServicePlanId>) -> Vec<Self> {
        let mut services: Vec<_> = plans.into_iter().map(Self::of_plan).collect();
        services.sort();
        services.dedup();
        services
    }
}

/// The service in a word or two: `Teams`.
pub fn service(service: &Service, locale: &Locale) -> String {
    match service {
        Service::Mailbox(_) => said::mailbox(locale),
        Service::Archive => said::archive(locale),
        Service::Hold => said::hold(locale),
        Service::Defender => said::defender(locale),
        Service::OneDrive => said::onedrive(locale),
        Service::Teams => said::teams(locale),
        Service::Office => said::office(locale),
        Service::Other(plan) => catalogue().plan_name(*plan).into_owned(),
    }
}

/// What its end means for the account, as a sentence.
pub fn ends(service: &Service, locale: &Locale) -> String {
    match service {
        Service::Mailbox(Some(quota)) => said::ends_mailbox_quota(locale, *quota),
        Service::Mailbox(None) => said::ends_mailbox(locale),
        Service::Archive => said::ends_archive(locale),
        Service::Hold => said::ends_hold(locale),
        Service::Defender => said::ends_defender(locale),
        Service::OneDrive => said::ends_onedrive(locale),
        Service::Teams => said::ends_teams(locale),
        Service::Office => said::ends_office(locale),
        Service::Other(plan) => said::ends_other(locale, &catalogue().plan_name(*plan)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suite_is_told_by_what_people_know_of_it() {
        let e3 = catalogue().by_part_number("ENTERPRISEPACK").unwrap();
        let services = Service::of_plans(e3.plans.iter().copied());
        let named: Vec<_> = services
            .iter()
            .filter(|s| !matches!(s, Service::Other(_)))
            .collect();
        assert_eq!(
            named,
            [
                &Service::Mailbox(None),
                &Service::Defender,
                &Service::OneDrive,
                &Service::Teams,
                &Service::Office
            ]
        );
        assert!(services.len() > named.len());
    }

    #[test]
    fn archiving_for_a_server_on_premises_is_an_archive_and_teams_premium_is_not_teams() {
        for (plan, service) in [
            (
                "176a09a6-7ec5-4039-ac02-b2791c6ba793",
                Some(Service::Archive),
            ),
            (
                "f20fedf3-f3c3-43c3-8267-2bfdd51c0939",
                Some(Service::Defender),
            ),
            ("57ff2da0-773e-42df-b2af-ffb7a2317929", Some(Service::Teams)),
            (
                "efb87545-963c-4e0d-99df-69c6916d9eb0",
                Some(Service::Mailbox(None)),
            ),
            ("113feb6c-3fe4-4440-bddc-54d774bf0318", None),
            ("00000000-1111-2222-3333-444444444444", None),
        ] {
            let id: ServicePlanId = plan.parse().unwrap();
            assert_eq!(
                Service::of_plan(id),
                service.unwrap_or(Service::Other(id)),
                "{plan}"
            );
        }
    }
}
