//! What kind of product it is.

use model::{ReasonCode, ServicePlanId};

use super::{Held, Profile, Role, Trap};
use crate::seed::draft::MB;

/// `ATP_ENTERPRISE`.
const DEFENDER_PLAN_1: ServicePlanId =
    ServicePlanId::from_u128(0xf20fedf3_f3c3_43c3_8267_2bfdd51c0939);

pub(super) const TRAPS: &[Trap] = &[
    Trap::named("phishing", "Phishing reports")
        .what("Defender for Office 365 alone: that product stays")
        .rule("defender")
        .held(&[Held::Direct(Role::Defender)])
        .reason(ReasonCode::Defender),
    Trap::named("paybills", "Pay bills")
        .what("Defender beside Plan 1: only Plan 1 can go")
        .rule("defender")
        .held(&[Held::Direct(Role::Defender), Held::Direct(Role::Plan1)])
        .reason(ReasonCode::Defender),
    Trap::named("topsuite", "Training desk")
        .what("a suite that contains Defender for Office 365")
        .rule("defender_in_suite")
        .held(&[Held::Direct(Role::TopSuite)])
        .reason(ReasonCode::DefenderInSuite),
    Trap::named("defenderoff", "Travel desk")
        .what("a suite whose Defender plan is switched off")
        .rule("rules.md, how a verdict is made")
        .held(&[Held::Without(Role::Suite, DEFENDER_PLAN_1)])
        .only(&[
            Profile::BusinessPremium,
            Profile::E3Retention,
            Profile::GccHigh,
        ]),
    Trap::named("dashboards", "Dashboards")
        .what("Power BI, sign-in blocked: can go")
        .rule("not_exchange")
        .held(&[Held::Direct(Role::PowerBi)])
        .reason(ReasonCode::NotExchange),
    Trap::named("floorplans", "Floor plans")
        .what("Visio, sign-in allowed: stays")
        .rule("not_exchange")
        .held(&[Held::Direct(Role::Visio)])
        .reason(ReasonCode::NotExchange)
        .shaped(|d, _| d.open()),
    Trap::named("webinars", "Webinars")
        .what("Teams without a mailbox plan")
        .rule("not_exchange")
        .held(&[Held::Direct(Role::Teams)])
        .reason(ReasonCode::NotExchange),
    Trap::named("visioandmail", "Site plans")
        .what("Visio beside Plan 1, sign-in blocked: both can go")
        .rule("not_exchange")
        .held(&[Held::Direct(Role::Visio), Held::Direct(Role::Plan1)])
        .reason(ReasonCode::NotExchange),
    Trap::named("flows", "Approval flows")
        .what("a product that costs nothing counts as no money")
        .rule("rules.md, reasons")
        .held(&[Held::Direct(Role::Free)])
        .reason(ReasonCode::NotExchange),
    Trap::named("roomconsole", "Meeting room console")
        .what("Teams Rooms")
        .rule("device_account")
        .held(&[Held::Direct(Role::Rooms)])
        .reason(ReasonCode::DeviceAccount),
    Trap::named("switchboard", "Switchboard")
        .what("a phone resource account")
        .rule("device_account")
        .held(&[Held::Direct(Role::Phone)])
        .reason(ReasonCode::DeviceAccount),
    Trap::named("depot", "Depot")
        .what("a Kiosk plan: 2 GB, and perhaps still 2 GB afterwards")
        .rule("kiosk_quota")
        .held(&[Held::Direct(Role::Kiosk)])
        .reason(ReasonCode::KioskQuota)
        .shaped(|d, _| d.fill(1_100 * MB)),
    Trap::named("branchus", "Branch office US")
        .what("stored outside the default region")
        .rule("multi_geo")
        .held(&[Held::Direct(Role::Plan1), Held::Direct(Role::MultiGeo)])
        .reason(ReasonCode::MultiGeo)
        .shaped(|d, _| d.mailbox.region = "NAM"),
    Trap::named("branchnl", "Branch office NL")
        .what("stored in the default region, which is named")
        .rule("multi_geo")
        .held(&[Held::Direct(Role::Plan1), Held::Direct(Role::MultiGeo)])
        .shaped(|d, s| d.mailbox.region = s.org.region),
];
