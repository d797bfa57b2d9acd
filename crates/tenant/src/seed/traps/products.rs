//! What kind of product it is.

use super::super::draft::MB;
use super::*;

/// `ATP_ENTERPRISE`.
const DEFENDER_PLAN_1: ServicePlanId = ServicePlanId::from_u128(0xf20fedf3_f3c3_43c3_8267_2bfdd51c0939);

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("phishing", "Phishing reports", "Defender for Office 365 alone: that product stays (defender)", reason(ReasonCode::Defender), &[Held::Direct(Role::Defender)]),
    Trap::new("paybills", "Pay bills", "Defender beside Plan 1: only Plan 1 can go (defender)", reason(ReasonCode::Defender), &[Held::Direct(Role::Defender), Held::Direct(Role::Plan1)]),
    Trap::new("topsuite", "Training desk", "a suite that contains Defender for Office 365 (defender_in_suite)", reason(ReasonCode::DefenderInSuite), &[Held::Direct(Role::TopSuite)]),
    Trap::new("defenderoff", "Travel desk", "a suite whose Defender plan is switched off (rules.md, how a verdict is made)", REMOVABLE, &[Held::Without(Role::Suite, DEFENDER_PLAN_1)])
        .only(&[Profile::BusinessPremium, Profile::E3Retention, Profile::GccHigh]),
    Trap::new("dashboards", "Dashboards", "Power BI, sign-in blocked: can go (not_exchange)", reason(ReasonCode::NotExchange), &[Held::Direct(Role::PowerBi)]),
    Trap::new("floorplans", "Floor plans", "Visio, sign-in allowed: stays (not_exchange)", reason(ReasonCode::NotExchange), &[Held::Direct(Role::Visio)])
        .shaped(|d, _| d.open()),
    Trap::new("webinars", "Webinars", "Teams without a mailbox plan (not_exchange)", reason(ReasonCode::NotExchange), &[Held::Direct(Role::Teams)]),
    Trap::new("visioandmail", "Site plans", "Visio beside Plan 1, sign-in blocked: both can go (not_exchange)", reason(ReasonCode::NotExchange), &[Held::Direct(Role::Visio), Held::Direct(Role::Plan1)]),
    Trap::new("flows", "Approval flows", "a product that costs nothing counts as no money (rules.md, reasons)", reason(ReasonCode::NotExchange), &[Held::Direct(Role::Free)]),
    Trap::new("roomconsole", "Meeting room console", "Teams Rooms (device_account)", reason(ReasonCode::DeviceAccount), &[Held::Direct(Role::Rooms)]),
    Trap::new("switchboard", "Switchboard", "a phone resource account (device_account)", reason(ReasonCode::DeviceAccount), &[Held::Direct(Role::Phone)]),
    Trap::new("depot", "Depot", "a Kiosk plan: 2 GB, and perhaps still 2 GB afterwards (kiosk_quota)", reason(ReasonCode::KioskQuota), &[Held::Direct(Role::Kiosk)])
        .shaped(|d, _| d.fill(1_100 * MB)),
    Trap::new("branchus", "Branch office US", "stored outside the default region (multi_geo)", reason(ReasonCode::MultiGeo), &[Held::Direct(Role::Plan1), Held::Direct(Role::MultiGeo)])
        .shaped(|d, _| d.mailbox.region = "NAM"),
    Trap::new("branchnl", "Branch office NL", "stored in the default region, which is named (multi_geo)", REMOVABLE, &[Held::Direct(Role::Plan1), Held::Direct(Role::MultiGeo)])
        .shaped(|d, s| d.mailbox.region = s.org.region),
];
