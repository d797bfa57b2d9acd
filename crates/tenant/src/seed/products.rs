//! What an organisation owns. The ids are those of `exchange.md` 6 and of the published list; names and
//! service plans come from the catalogue.

use model::SkuId;

/// What a product is for, so that one trap can stand in organisations that buy different products.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    /// What most of the staff holds.
    Suite,
    /// The suite above it, with Defender for Office 365 Plan 2.
    TopSuite,
    /// The suite below it, with Exchange Online Plan 1.
    BasicSuite,
    /// Exchange Online Plan 1, or the smallest product around it.
    Plan1,
    /// Exchange Online Plan 2, or the smallest product around it.
    Plan2,
    /// With Exchange Online Kiosk.
    Kiosk,
    /// Exchange Online Archiving for Exchange Online.
    Archiving,
    /// Defender for Office 365 alone.
    Defender,
    /// Power BI Pro; all of its licences are assigned.
    PowerBi,
    /// Visio.
    Visio,
    /// Teams without a mailbox.
    Teams,
    /// Teams Rooms.
    Rooms,
    /// A phone resource account.
    Phone,
    /// Multi-Geo.
    MultiGeo,
    /// A suite with Plan 2 that has expired and is in its grace.
    Expired,
    /// A suite with Plan 2 that is suspended: its service plans give nothing.
    Suspended,
    /// Costs nothing.
    Free,
    /// On trial.
    Trial,
}

/// On what terms a product is owned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Terms {
    /// A term of a year, bought from Microsoft.
    Annual,
    /// The same, and every licence is assigned.
    AnnualFull,
    /// Bought through a partner, who alone can change the number.
    Partner,
    /// 25 licences for a month.
    Trial,
    /// Unlimited in practice, never renewed.
    Free,
    /// Not renewed: `Warning` until the grace ends.
    Expired,
    /// Not renewed and past the grace.
    Suspended,
}

/// A product that an organisation owns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owned {
    pub(super) role: Role,
    pub(super) sku: SkuId,
    pub(super) terms: Terms,
}

const fn own(role: Role, sku: u128, terms: Terms) -> Owned {
    Owned {
        role,
        sku: SkuId::from_u128(sku),
        terms,
    }
}

const SPE_E3: u128 = 0x05e9a617_0261_4cee_bb44_138d3ef5d965;
const SPE_E5: u128 = 0x06ebc4ee_1bb5_47dd_8120_11324bc54e06;
const ENTERPRISEPACK: u128 = 0x6fd2c87f_b296_42f0_b197_1e91e994b900;
const ENTERPRISEPREMIUM: u128 = 0xc7df2760_2c81_4ef7_b578_5b5392b571df;
const ENTERPRISEWITHSCAL: u128 = 0x1392051d_0cb9_4b7a_88d5_621fee5e8711;
const STANDARDPACK: u128 = 0x18181a46_0d4e_45cd_891e_60aabd171b4e;
const M365_E3_NO_TEAMS: u128 = 0xdcf0408c_aaec_446c_afd4_43e3683943ea;
const SPE_F1: u128 = 0x66b55226_6b4f_492c_910c_a3b7a3c9d993;
const SPB: u128 = 0xcbdc14ab_d96c_4c30_b9f4_6ada7cdc1d46;
const O365_BUSINESS_PREMIUM: u128 = 0xf245ecc8_75af_4f8e_b61f_27d8114de5f3;
const O365_BUSINESS_ESSENTIALS: u128 = 0x3b555118_da6a_4418_894f_7df1e2096870;
const EXCHANGESTANDARD: u128 = 0x4b9405b0_7788_4568_add1_99614e613b69;
const EXCHANGEENTERPRISE: u128 = 0x19ec0d23_8335_4cbd_94ac_6050e30712fa;
const EXCHANGEARCHIVE_ADDON: u128 = 0xee02fd1b_340e_4a4b_b355_4a514e4c8943;
const ATP_ENTERPRISE: u128 = 0x4ef96642_f096_40de_a3e9_d83fb2f90211;
const POWER_BI_PRO: u128 = 0xf8a1db68_be16_40ed_86d5_cb42ce701560;
const VISIOCLIENT: u128 = 0xc5928f49_12ba_48f7_ada3_0d743a3601d5;
const TEAMS_ESSENTIALS: u128 = 0xfde42873_30b6_436b_b361_21af5a6b84ae;
const TEAMS_ROOMS_PRO: u128 = 0x4cde982a_ede4_4409_9ae6_b003453c8ea6;
const PHONESYSTEM_VIRTUALUSER: u128 = 0x440eaaa8_b3e0_484b_a8be_62870b9ba70a;
const OFFICE365_MULTIGEO: u128 = 0x84951599_62b7_46f3_9c9d_30551b2ad607;
const FLOW_FREE: u128 = 0xf30db892_07e9_47e9_837c_80727f46fd3d;
const PROJECTPROFESSIONAL: u128 = 0x53818b1b_4a27_454b_8896_0dba576410e6;
const SPE_E3_GCCHIGH: u128 = 0xca9d1dd9_dfe9_4fef_b97c_9bc1ea3c3658;
const SPE_E5_GCCHIGH: u128 = 0x4eb45c5b_0d19_4e33_b87c_adfc25268f20;
const ENTERPRISEPACK_GCCHIGH: u128 = 0xaea38a85_9bd5_4981_aa00_616b411205bf;
const STANDARDPACK_GCCHIGH: u128 = 0xf698ca06_024f_4562_b029_9cb1f1e02646;
const DESKLESSPACK_GCCHIGH: u128 = 0x74039b88_bd62_4b5c_9d9c_7a92bbc0bfdf;
const ATP_ENTERPRISE_GCCHIGH: u128 = 0x550f19ba_f323_4a7d_a8d2_8971b0d9ea85;
const VISIOCLIENT_GCCHIGH: u128 = 0x80e52531_ad7f_44ea_abc3_28e389462f1b;
const PHONESYSTEM_GCCHIGH: u128 = 0xe3f0522e_ebb7_4561_9f90_b44516d65b77;

/// One of every role.
pub(super) const EVERYTHING: &[Owned] = &[
    own(Role::Suite, SPE_E3, Terms::Annual),
    own(Role::TopSuite, SPE_E5, Terms::Annual),
    own(Role::BasicSuite, STANDARDPACK, Terms::Annual),
    own(Role::Plan1, EXCHANGESTANDARD, Terms::Annual),
    own(Role::Plan2, EXCHANGEENTERPRISE, Terms::Annual),
    own(Role::Kiosk, SPE_F1, Terms::Annual),
    own(Role::Archiving, EXCHANGEARCHIVE_ADDON, Terms::Annual),
    own(Role::Defender, ATP_ENTERPRISE, Terms::Annual),
    own(Role::PowerBi, POWER_BI_PRO, Terms::AnnualFull),
    own(Role::Visio, VISIOCLIENT, Terms::Partner),
    own(Role::Teams, TEAMS_ESSENTIALS, Terms::Annual),
    own(Role::Rooms, TEAMS_ROOMS_PRO, Terms::Annual),
    own(Role::Phone, PHONESYSTEM_VIRTUALUSER, Terms::Annual),
    own(Role::MultiGeo, OFFICE365_MULTIGEO, Terms::Annual),
    own(Role::Expired, M365_E3_NO_TEAMS, Terms::Expired),
    own(Role::Suspended, ENTERPRISEWITHSCAL, Terms::Suspended),
    own(Role::Free, FLOW_FREE, Terms::Free),
    own(Role::Trial, PROJECTPROFESSIONAL, Terms::Trial),
];

/// Business Standard: no Entra ID P1 in any product.
pub(super) const BUSINESS_STANDARD: &[Owned] = &[
    own(Role::Suite, O365_BUSINESS_PREMIUM, Terms::Partner),
    own(Role::BasicSuite, O365_BUSINESS_ESSENTIALS, Terms::Partner),
    own(Role::Plan1, EXCHANGESTANDARD, Terms::Annual),
    own(Role::Plan2, EXCHANGEENTERPRISE, Terms::Annual),
    own(Role::Archiving, EXCHANGEARCHIVE_ADDON, Terms::Annual),
    own(Role::PowerBi, POWER_BI_PRO, Terms::AnnualFull),
    own(Role::Free, FLOW_FREE, Terms::Free),
];

/// Business Premium and what goes with it.
pub(super) const BUSINESS_PREMIUM: &[Owned] = &[
    own(Role::Suite, SPB, Terms::Annual),
    own(Role::BasicSuite, O365_BUSINESS_ESSENTIALS, Terms::Annual),
    own(Role::Plan1, EXCHANGESTANDARD, Terms::Annual),
    own(Role::Plan2, EXCHANGEENTERPRISE, Terms::Annual),
    own(Role::Defender, ATP_ENTERPRISE, Terms::Annual),
    own(Role::Visio, VISIOCLIENT, Terms::Partner),
    own(Role::Teams, TEAMS_ESSENTIALS, Terms::AnnualFull),
    own(Role::Free, FLOW_FREE, Terms::Free),
];

/// Microsoft 365 E3 with Exchange products beside it.
pub(super) const E3: &[Owned] = &[
    own(Role::Suite, SPE_E3, Terms::Annual),
    own(Role::BasicSuite, STANDARDPACK, Terms::Annual),
    own(Role::Plan1, EXCHANGESTANDARD, Terms::Annual),
    own(Role::Plan2, EXCHANGEENTERPRISE, Terms::Annual),
    own(Role::Archiving, EXCHANGEARCHIVE_ADDON, Terms::Annual),
    own(Role::PowerBi, POWER_BI_PRO, Terms::AnnualFull),
    own(Role::Visio, VISIOCLIENT, Terms::Partner),
    own(Role::Free, FLOW_FREE, Terms::Free),
];

/// Microsoft 365 E5 for most, with phones and rooms.
pub(super) const E5: &[Owned] = &[
    own(Role::Suite, SPE_E3, Terms::Annual),
    own(Role::TopSuite, SPE_E5, Terms::Annual),
    own(Role::BasicSuite, STANDARDPACK, Terms::Annual),
    own(Role::Plan1, EXCHANGESTANDARD, Terms::Annual),
    own(Role::Plan2, EXCHANGEENTERPRISE, Terms::Annual),
    own(Role::Kiosk, SPE_F1, Terms::Annual),
    own(Role::Visio, VISIOCLIENT, Terms::AnnualFull),
    own(Role::Rooms, TEAMS_ROOMS_PRO, Terms::Annual),
    own(Role::Phone, PHONESYSTEM_VIRTUALUSER, Terms::Annual),
    own(Role::Free, FLOW_FREE, Terms::Free),
];

/// The list has no Exchange products for GCC High alone: the smallest suites stand in for Plan 1 and Plan 2.
pub(super) const GCC_HIGH: &[Owned] = &[
    own(Role::Suite, SPE_E3_GCCHIGH, Terms::Annual),
    own(Role::TopSuite, SPE_E5_GCCHIGH, Terms::Annual),
    own(Role::Plan1, STANDARDPACK_GCCHIGH, Terms::Annual),
    own(Role::Plan2, ENTERPRISEPACK_GCCHIGH, Terms::Annual),
    own(Role::Kiosk, DESKLESSPACK_GCCHIGH, Terms::Annual),
    own(Role::Defender, ATP_ENTERPRISE_GCCHIGH, Terms::Annual),
    own(Role::Visio, VISIOCLIENT_GCCHIGH, Terms::AnnualFull),
    own(Role::Phone, PHONESYSTEM_GCCHIGH, Terms::Annual),
];

/// The list names no products of 21Vianet or of the German cloud; assumed: the ids of the worldwide ones.
pub(super) const NATIONAL: &[Owned] = &[
    own(Role::Suite, ENTERPRISEPACK, Terms::Annual),
    own(Role::TopSuite, ENTERPRISEPREMIUM, Terms::Annual),
    own(Role::BasicSuite, STANDARDPACK, Terms::Annual),
    own(Role::Plan1, EXCHANGESTANDARD, Terms::Annual),
    own(Role::Plan2, EXCHANGEENTERPRISE, Terms::Annual),
    own(Role::Archiving, EXCHANGEARCHIVE_ADDON, Terms::Annual),
    own(Role::Visio, VISIOCLIENT, Terms::AnnualFull),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use model::catalogue::catalogue;

    use super::*;

    const ALL: [&[Owned]; 7] = [
        EVERYTHING,
        BUSINESS_STANDARD,
        BUSINESS_PREMIUM,
        E3,
        E5,
        GCC_HIGH,
        NATIONAL,
    ];

    #[test]
    fn every_product_is_published_and_owned_once() {
        for owned in ALL {
            for Owned { sku, role, .. } in owned {
                assert!(catalogue().product(*sku).is_some(), "{role:?} {sku}");
            }
            assert_eq!(
                owned.iter().map(|o| o.sku).collect::<BTreeSet<_>>().len(),
                owned.len()
            );
            assert_eq!(
                owned.iter().map(|o| o.role).collect::<BTreeSet<_>>().len(),
                owned.len()
            );
        }
    }

    #[test]
    fn products_hold_what_their_role_promises() {
        for owned in ALL.into_iter().flatten() {
            let plans: Vec<_> = catalogue()
                .product(owned.sku)
                .unwrap()
                .plans
                .iter()
                .filter_map(|&id| catalogue().plan(id))
                .map(|plan| plan.part_name)
                .collect();
            let mailbox = [
                "EXCHANGE_S_DESKLESS",
                "EXCHANGE_S_STANDARD",
                "EXCHANGE_S_ENTERPRISE",
            ];
            let wanted = match owned.role {
                Role::Plan1 | Role::BasicSuite => "EXCHANGE_S_STANDARD",
                Role::Plan2 | Role::TopSuite | Role::Expired | Role::Suspended => {
                    "EXCHANGE_S_ENTERPRISE"
                }
                Role::Kiosk => "EXCHANGE_S_DESKLESS",
                Role::Archiving => "EXCHANGE_S_ARCHIVE_ADDON",
                Role::Defender => "ATP_ENTERPRISE",
                Role::MultiGeo => "EXCHANGEONLINE_MULTIGEO",
                Role::Suite => {
                    assert!(
                        plans.iter().any(|plan| mailbox.contains(plan)),
                        "{:?}",
                        owned.role
                    );
                    continue;
                }
                _ => {
                    assert!(
                        !plans.iter().any(|plan| mailbox.contains(plan)),
                        "{:?}",
                        owned.role
                    );
                    continue;
                }
            };
            assert!(
                plans.contains(&wanted),
                "{:?} {} holds {plans:?}",
                owned.role,
                owned.sku
            );
        }
    }
}
