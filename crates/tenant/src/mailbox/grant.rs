//! What the licences of an account give to its mailbox: the mailbox plan and the capabilities
//! (`exchange.md` 4.2, 6). Only plans that are switched on in an active product count.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::date;
use model::{ServicePlanId, SkuId};

use super::quota::QuotaClass;

/// The kind of mailbox a licence gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MailboxPlan {
    /// Kiosk.
    Deskless,
    /// Plan 1.
    Standard,
    /// Plan 2.
    Enterprise,
}

impl MailboxPlan {
    /// The first half of `MailboxPlan`; the second is a GUID of the tenant. Only Plan 2's is from a capture,
    /// the others are recollections.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Deskless => "ExchangeOnlineDeskless",
            Self::Standard => "ExchangeOnline",
            Self::Enterprise => "ExchangeOnlineEnterprise",
        }
    }
}

/// What all licences of one account together give.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Grant {
    /// The best mailbox plan; `None` when no licence gives a mailbox.
    pub(crate) plan: Option<MailboxPlan>,
    /// Exchange Online Archiving, as an add-on.
    pub(crate) archiving: bool,
    /// Plan 1 inside a Business product whose mailboxes hold 100 GB.
    pub(crate) large: bool,
    /// `PersistedCapabilities`.
    pub(crate) capabilities: Vec<&'static str>,
}

/// A product of the account with the plans that its sources leave switched on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holding {
    /// The product.
    pub(crate) sku: SkuId,
    /// Its plans that are on.
    pub(crate) plans: BTreeSet<ServicePlanId>,
}

/// Service plans that show as a capability, in the order in which they are listed. The names for Plan 1, Kiosk
/// and the archiving add-on are recollections or other clients' code, the rest was captured.
const CAPABILITIES: [(ServicePlanId, &str); 17] = [
    (
        plan(0xe26c2fcc_ab91_4a61_b35c_03cdc8dddf66),
        "InformationGovernance",
    ),
    (
        plan(0x65cc641f_cccd_4643_97e0_a17e3045e541),
        "RecordsManagement",
    ),
    (
        plan(0x4de31727_a228_4ec3_a5bf_8e45b5ca48cc),
        "BPOS_S_EquivioAnalytics",
    ),
    (
        plan(0x8e0c0a52_6a6c_4d40_8370_dd62790dcd70),
        "BPOS_S_ThreatIntelligenceAddOn",
    ),
    (
        plan(0x900018f1_0cdb_4ecb_94d4_90281760fdc6),
        "BPOS_S_ThreatIntelligenceAddOn",
    ),
    (
        plan(0x9f431833_0334_42de_a7dc_70aa40db46db),
        "BPOS_S_CustomerLockbox",
    ),
    (plan(0x2f442157_a11c_46b9_ae5b_6e39ff4e5849), "M365Auditing"),
    (
        plan(0x9bec7e34_c9fa_40b7_a9d1_bd6d1165c7ed),
        "BPOS_S_DlpAddOn",
    ),
    (
        plan(0x176a09a6_7ec5_4039_ac02_b2791c6ba793),
        "BPOS_S_ArchiveAddOn",
    ),
    (
        plan(0x4a82b400_a79f_41a4_b4e2_e94f5787b113),
        "BPOS_S_Deskless",
    ),
    (
        plan(0x88f4d7ef_a73b_4246_8047_516022144c9f),
        "BPOS_S_Deskless",
    ),
    (
        plan(0x9aaf7827_d63c_4b61_89c3_182f06f82e5c),
        "BPOS_S_Standard",
    ),
    (
        plan(0xe9b4930a_925f_45e2_ac2a_3f7788ca6fdd),
        "BPOS_S_Standard",
    ),
    (
        plan(0xfc52cc4b_ed7d_472d_bbe7_b081c23ecc56),
        "BPOS_S_Standard",
    ),
    (
        plan(0xd42bdbd6_c335_4231_ab3d_c8f348d5aff5),
        "BPOS_S_Standard",
    ),
    (
        plan(0xefb87545_963c_4e0d_99df_69c6916d9eb0),
        "BPOS_S_Enterprise",
    ),
    (
        plan(0x8c3069c0_ccdb_44be_ab77_986203a67df2),
        "BPOS_S_Enterprise",
    ),
];

/// Plans that give a mailbox without a capability name that anybody has written down: POP and Essentials.
/// Assumption: they behave as Plan 1.
const OTHER_STANDARD: [ServicePlanId; 2] = [
    plan(0x90927877_dcff_4af6_b346_2332c0b15bb7),
    plan(0x1126bef5_da20_4f07_b45e_ad25d2581aa8),
];

/// Business Basic, Standard and Premium, in all their forms.
const BUSINESS: [SkuId; 13] = [
    SkuId::from_u128(0x3b555118_da6a_4418_894f_7df1e2096870),
    SkuId::from_u128(0xdab7782a_93b1_4074_8bb1_0e61318bea0b),
    SkuId::from_u128(0x21502a13_c8dc_4744_be9c_177fd9d2eafc),
    SkuId::from_u128(0xb1f3042b_a390_4b56_ab61_b88e7e767a97),
    SkuId::from_u128(0xf245ecc8_75af_4f8e_b61f_27d8114de5f3),
    SkuId::from_u128(0xac5cef5d_921b_4f97_9ef3_c99076e5470f),
    SkuId::from_u128(0x5a1c7b8d_0739_4ca8_bf69_ec87e69133ac),
    SkuId::from_u128(0xc1f79c29_5d7a_4bec_a2c1_1a76774864c0),
    SkuId::from_u128(0xffa3a2a0_3820_462a_aa81_8a4d741f0cba),
    SkuId::from_u128(0xcbdc14ab_d96c_4c30_b9f4_6ada7cdc1d46),
    SkuId::from_u128(0x00e1ec7b_e4a3_40d1_9441_b69b597ab222),
    SkuId::from_u128(0x24c35284_d768_4e53_84d9_b7ae73dddf69),
    SkuId::from_u128(0xa3f586b6_8cce_4d9b_99d6_55238397f77a),
];

const fn plan(id: u128) -> ServicePlanId {
    ServicePlanId::from_u128(id)
}

impl Grant {
    /// What these products give at this time. `business_100_gb`: do Business products give 100 GB since
    /// 2026-08-01 (a third-party report, hence a switch)?
    pub(crate) fn of(holdings: &[Holding], business_100_gb: bool, now: Timestamp) -> Self {
        let on = |id: ServicePlanId| holdings.iter().any(|h| h.plans.contains(&id));
        let mut grant = Self::default();
        for (id, capability) in CAPABILITIES {
            if on(id) && !grant.capabilities.contains(&capability) {
                grant.capabilities.push(capability);
            }
        }
        let has = |capability| grant.capabilities.contains(&capability);
        grant.plan = if has("BPOS_S_Enterprise") {
            Some(MailboxPlan::Enterprise)
        } else if has("BPOS_S_Standard") || OTHER_STANDARD.into_iter().any(on) {
            Some(MailboxPlan::Standard)
        } else if has("BPOS_S_Deskless") {
            Some(MailboxPlan::Deskless)
        } else {
            None
        };
        grant.archiving = has("BPOS_S_ArchiveAddOn");
        grant.large = business_100_gb
            && now >= business_raise()
            && holdings.iter().any(gives_business_mailbox);
        grant
    }

    /// The quota class of a mailbox with this grant.
    pub(crate) const fn class(&self) -> QuotaClass {
        match self.plan {
            None => QuotaClass::Unlicensed,
            Some(MailboxPlan::Deskless) => QuotaClass::Deskless,
            Some(MailboxPlan::Standard) if self.large => QuotaClass::StandardLarge,
            Some(MailboxPlan::Standard) => QuotaClass::Standard,
            Some(MailboxPlan::Enterprise) => QuotaClass::Enterprise,
        }
    }

    /// May a litigation hold be switched on? Plan 2, or the archiving add-on (`exchange.md` 4.12).
    pub(crate) fn allows_litigation_hold(&self) -> bool {
        self.archiving || self.plan == Some(MailboxPlan::Enterprise)
    }
}

fn gives_business_mailbox(holding: &Holding) -> bool {
    const PLAN_1: ServicePlanId = plan(0x9aaf7827_d63c_4b61_89c3_182f06f82e5c);
    BUSINESS.contains(&holding.sku) && holding.plans.contains(&PLAN_1)
}

/// From when Business products give 100 GB.
fn business_raise() -> Timestamp {
    date(2026, 8, 1)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use model::catalogue::catalogue;

    use super::*;

    fn holding(part_number: &str) -> Holding {
        let product = catalogue().by_part_number(part_number).expect(part_number);
        Holding {
            sku: product.id,
            plans: product.plans.iter().copied().collect(),
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn products_give_the_class_of_their_best_plan() {
        use QuotaClass::{Deskless, Enterprise, Standard, StandardLarge, Unlicensed};
        let now = at("2026-11-22T12:00:00Z");
        for (products, class, hold) in [
            (&["SPE_E3"][..], Enterprise, true),
            (&["EXCHANGESTANDARD"], Standard, false),
            (
                &["EXCHANGESTANDARD", "EXCHANGEARCHIVE_ADDON"],
                Standard,
                true,
            ),
            (
                &["EXCHANGESTANDARD", "EXCHANGEENTERPRISE"],
                Enterprise,
                true,
            ),
            (&["EXCHANGEDESKLESS"], Deskless, false),
            (&["DESKLESSPACK", "EXCHANGESTANDARD"], Standard, false),
            (&["SPB"], StandardLarge, true),
            (&["O365_BUSINESS_ESSENTIALS"], StandardLarge, false),
            (&["ATP_ENTERPRISE"], Unlicensed, false),
            (&["EXCHANGEARCHIVE"], Unlicensed, false),
            (&[], Unlicensed, false),
        ] {
            let holdings: Vec<_> = products.iter().map(|p| holding(p)).collect();
            let grant = Grant::of(&holdings, true, now);
            assert_eq!(grant.class(), class, "{products:?}");
            assert_eq!(grant.allows_litigation_hold(), hold, "{products:?}");
        }
    }

    #[test]
    fn business_products_give_100_gb_from_their_day_only() {
        let holdings = [holding("SPB")];
        let class = |switch, day| Grant::of(&holdings, switch, at(day)).class();
        assert_eq!(class(true, "2026-07-31T23:59:59Z"), QuotaClass::Standard);
        assert_eq!(
            class(true, "2026-08-01T00:00:00Z"),
            QuotaClass::StandardLarge
        );
        assert_eq!(class(false, "2026-08-01T00:00:00Z"), QuotaClass::Standard);
    }

    #[test]
    fn a_plan_that_is_off_gives_nothing() {
        let mut e3 = holding("SPE_E3");
        e3.plans
            .remove(&plan(0xefb87545_963c_4e0d_99df_69c6916d9eb0));
        assert_eq!(
            Grant::of(&[e3], true, at("2026-11-22T12:00:00Z")).plan,
            None
        );
    }

    #[test]
    fn every_business_id_is_a_known_product_with_plan_1() {
        for sku in BUSINESS {
            let product = catalogue().product(sku).unwrap();
            assert!(product.name.contains("Business"), "{}", product.name);
            assert!(
                product
                    .plans
                    .contains(&plan(0x9aaf7827_d63c_4b61_89c3_182f06f82e5c)),
                "{}",
                product.name
            );
        }
    }
}
