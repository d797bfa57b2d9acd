//! The organisations: what each profile is called, what it owns, how it works.

use model::{CloudId, SkuId};

use super::Profile;
use super::products::{self, Owned, Role};

/// How accounts come into the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sync {
    /// They are made in the cloud.
    None,
    /// From Active Directory; Exchange was never on premises.
    Accounts,
    /// From Active Directory with Exchange on premises: mailboxes were migrated.
    Hybrid,
}

/// The groups that give licences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GroupKind {
    /// Members are put in by hand.
    Assigned,
    /// Members follow from a rule.
    Dynamic,
    /// Mastered on premises.
    Synced,
    /// Only a Privileged Role Administrator changes its members.
    RoleAssignable,
}

impl GroupKind {
    /// The product that the group gives.
    pub(super) const fn role(self) -> Role {
        match self {
            Self::Assigned | Self::Synced => Role::Suite,
            Self::Dynamic => Role::Plan1,
            Self::RoleAssignable => Role::Plan2,
        }
    }
}

/// What became of an ordinary licensed shared mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    /// Nothing keeps its licence.
    Plain,
    /// Nobody ever opened it.
    NeverUsed,
    /// A scanner sends with it.
    SmtpAuth,
    /// 45 to 49 GB.
    Nearly50,
    /// More than 50 GB.
    Over50,
    /// An archive with mail in it.
    Archive,
    /// An archive that was switched on and never filled.
    EmptyArchive,
    /// Litigation hold.
    LitigationHold,
    /// A retention policy of its own.
    Retention,
    /// An item with a retention label.
    Label,
    /// A hold that has just ended.
    DelayHold,
    /// Somebody's files.
    OneDrive,
    /// Two products where one would do.
    TwoProducts,
}

/// A kind of organisation.
#[derive(Debug)]
pub(super) struct Organization {
    /// Its name.
    pub(super) name: &'static str,
    /// The first label of its first domain.
    pub(super) label: &'static str,
    /// Its default domain.
    pub(super) domain: &'static str,
    /// Its country, two letters.
    pub(super) country: &'static str,
    /// Its default region, as Exchange names regions.
    pub(super) region: &'static str,
    /// Do its reports conceal names?
    pub(super) concealed: bool,
    /// How accounts come into the directory.
    pub(super) sync: Sync,
    /// `Get-OrganizationConfig.InPlaceHolds`.
    pub(super) holds: &'static [&'static str],
    /// The groups that give licences.
    pub(super) groups: &'static [GroupKind],
    /// The products it owns.
    pub(super) owned: &'static [Owned],
    /// What people hold, with weights.
    pub(super) staff: &'static [(u64, Role)],
    /// Of 100 people with the suite so many have it from a group.
    pub(super) staff_by_group: u64,
    /// What shared mailboxes hold, with weights.
    pub(super) shared: &'static [(u64, Role)],
    /// Of 100 licensed shared mailboxes so many have the suite from a group.
    pub(super) shared_by_group: u64,
    /// What became of the licensed shared mailboxes, with weights.
    pub(super) stories: &'static [(u64, Story)],
}

/// The retention policy that holds for the whole organisation, without prefix and suffix.
pub(super) const ORG_POLICY: &str = "5b1f3c0e7a5d4e0c9d7b2a64f1c8e390";

const ALL_GROUPS: &[GroupKind] = &[
    GroupKind::Assigned,
    GroupKind::Dynamic,
    GroupKind::Synced,
    GroupKind::RoleAssignable,
];
const RETAIN_ALL: &[&str] = &[
    "mbx5b1f3c0e7a5d4e0c9d7b2a64f1c8e390:3",
    "grp5b1f3c0e7a5d4e0c9d7b2a64f1c8e390:3",
    "skp0d6c2e8841b94f6f8a3c7be95d20f417:1",
];

const USUAL: &[(u64, Story)] = &[
    (46, Story::Plain),
    (6, Story::NeverUsed),
    (5, Story::SmtpAuth),
    (3, Story::Nearly50),
    (9, Story::Over50),
    (8, Story::Archive),
    (2, Story::EmptyArchive),
    (6, Story::LitigationHold),
    (3, Story::Retention),
    (2, Story::Label),
    (1, Story::DelayHold),
    (5, Story::OneDrive),
    (4, Story::TwoProducts),
];
const ARCHIVES: &[(u64, Story)] = &[
    (38, Story::Plain),
    (3, Story::NeverUsed),
    (2, Story::SmtpAuth),
    (7, Story::Over50),
    (30, Story::Archive),
    (4, Story::EmptyArchive),
    (6, Story::LitigationHold),
    (5, Story::Retention),
    (5, Story::OneDrive),
];
const SMALL: &[(u64, Story)] = &[
    (60, Story::Plain),
    (8, Story::NeverUsed),
    (8, Story::SmtpAuth),
    (4, Story::Nearly50),
    (6, Story::Over50),
    (5, Story::Archive),
    (2, Story::LitigationHold),
    (7, Story::OneDrive),
];

const ENTERPRISE_SHARED: &[(u64, Role)] = &[
    (34, Role::Suite),
    (24, Role::Plan1),
    (18, Role::Plan2),
    (16, Role::BasicSuite),
    (8, Role::TopSuite),
];

const CONTOSO: Organization = Organization {
    name: "Contoso",
    label: "contoso",
    domain: "contoso.com",
    country: "NL",
    region: "EUR",
    concealed: false,
    sync: Sync::None,
    holds: RETAIN_ALL,
    groups: ALL_GROUPS,
    owned: products::EVERYTHING,
    staff: &[
        (58, Role::Suite),
        (18, Role::TopSuite),
        (12, Role::BasicSuite),
        (12, Role::Kiosk),
    ],
    staff_by_group: 35,
    shared: ENTERPRISE_SHARED,
    shared_by_group: 8,
    stories: USUAL,
};

const BUSINESS_STANDARD: Organization = Organization {
    name: "Adatum",
    label: "adatum",
    domain: "adatum.com",
    country: "GB",
    concealed: true,
    holds: &[],
    groups: &[],
    owned: products::BUSINESS_STANDARD,
    staff: &[(75, Role::Suite), (25, Role::BasicSuite)],
    staff_by_group: 0,
    shared: &[
        (45, Role::Suite),
        (35, Role::BasicSuite),
        (15, Role::Plan1),
        (5, Role::Plan2),
    ],
    shared_by_group: 0,
    stories: SMALL,
    ..CONTOSO
};

const BUSINESS_PREMIUM: Organization = Organization {
    name: "Fabrikam",
    label: "fabrikam",
    domain: "fabrikam.com",
    country: "BE",
    sync: Sync::Accounts,
    holds: &[],
    groups: &[GroupKind::Assigned],
    owned: products::BUSINESS_PREMIUM,
    staff: &[(85, Role::Suite), (15, Role::BasicSuite)],
    staff_by_group: 60,
    shared: &[
        (55, Role::Suite),
        (20, Role::BasicSuite),
        (20, Role::Plan1),
        (5, Role::Plan2),
    ],
    shared_by_group: 10,
    stories: SMALL,
    ..CONTOSO
};

const E3_RETENTION: Organization = Organization {
    owned: products::E3,
    staff: &[(85, Role::Suite), (15, Role::BasicSuite)],
    staff_by_group: 95,
    shared: &[
        (50, Role::Suite),
        (20, Role::Plan1),
        (20, Role::Plan2),
        (10, Role::BasicSuite),
    ],
    shared_by_group: 35,
    stories: ARCHIVES,
    ..CONTOSO
};

const E5_HYBRID: Organization = Organization {
    name: "Fabrikam",
    label: "fabrikam",
    domain: "fabrikam.com",
    country: "DE",
    sync: Sync::Hybrid,
    holds: &[],
    groups: &[GroupKind::Assigned, GroupKind::Synced],
    owned: products::E5,
    staff: &[(20, Role::Suite), (62, Role::TopSuite), (18, Role::Kiosk)],
    shared_by_group: 12,
    ..CONTOSO
};

const GCC_HIGH: Organization = Organization {
    name: "Adatum",
    label: "adatum",
    domain: "adatum.com",
    country: "US",
    region: "NAM",
    holds: &[],
    groups: &[GroupKind::Assigned],
    owned: products::GCC_HIGH,
    staff: &[(60, Role::Suite), (30, Role::TopSuite), (10, Role::Kiosk)],
    shared: &[
        (45, Role::Suite),
        (25, Role::Plan1),
        (20, Role::Plan2),
        (10, Role::TopSuite),
    ],
    ..CONTOSO
};

const CHINA: Organization = Organization {
    country: "CN",
    region: "CHN",
    holds: &[],
    groups: &[],
    owned: products::NATIONAL,
    staff: &[
        (70, Role::Suite),
        (10, Role::TopSuite),
        (20, Role::BasicSuite),
    ],
    staff_by_group: 0,
    shared_by_group: 0,
    ..CONTOSO
};

const GERMANY: Organization = Organization {
    name: "Fabrikam",
    label: "fabrikam",
    domain: "fabrikam.com",
    country: "DE",
    region: "DEU",
    ..CHINA
};

impl Organization {
    /// The organisation of a profile.
    pub(super) const fn of(profile: Profile) -> &'static Self {
        match profile {
            Profile::Contoso | Profile::Crowd => &CONTOSO,
            Profile::BusinessStandard => &BUSINESS_STANDARD,
            Profile::BusinessPremium => &BUSINESS_PREMIUM,
            Profile::E3Retention => &E3_RETENTION,
            Profile::E5Hybrid => &E5_HYBRID,
            Profile::GccHigh => &GCC_HIGH,
            Profile::China => &CHINA,
            Profile::Germany => &GERMANY,
        }
    }

    /// The first domain of the tenant. That of 21Vianet and of the German cloud are recollections.
    pub(super) fn initial_domain(&self, cloud: CloudId) -> String {
        let suffix = match cloud {
            CloudId::Worldwide => "onmicrosoft.com",
            CloudId::GccHigh | CloudId::Dod => "onmicrosoft.us",
            CloudId::China => "partner.onmschina.cn",
            CloudId::Germany => "onmicrosoft.de",
        };
        format!("{}.{suffix}", self.label)
    }

    /// The product that plays a role here, if there is one.
    pub(super) fn sku(&self, role: Role) -> Option<SkuId> {
        self.owned
            .iter()
            .find(|owned| owned.role == role)
            .map(|owned| owned.sku)
    }

    /// Does such a group give licences here?
    pub(super) fn has_group(&self, kind: GroupKind) -> bool {
        self.groups.contains(&kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_handed_out_is_owned() {
        for profile in Profile::ALL {
            let org = Organization::of(profile);
            let handed_out = org.staff.iter().chain(org.shared).map(|&(_, role)| role);
            for role in handed_out.chain(org.groups.iter().map(|kind| kind.role())) {
                assert!(org.sku(role).is_some(), "{profile}: {role:?}");
            }
            assert_eq!(
                org.stories.iter().map(|(weight, _)| weight).sum::<u64>(),
                100,
                "{profile}"
            );
            assert_eq!(
                org.staff.iter().map(|(weight, _)| weight).sum::<u64>(),
                100,
                "{profile}"
            );
            assert_eq!(
                org.shared.iter().map(|(weight, _)| weight).sum::<u64>(),
                100,
                "{profile}"
            );
            if org.staff_by_group > 0 || org.shared_by_group > 0 {
                assert!(org.has_group(GroupKind::Assigned), "{profile}");
            }
        }
    }

    #[test]
    fn the_policy_of_the_organisation_is_the_one_that_mailboxes_are_excluded_from() {
        assert!(
            CONTOSO
                .holds
                .iter()
                .any(|hold| hold.starts_with("mbx") && hold.contains(ORG_POLICY))
        );
    }
}
