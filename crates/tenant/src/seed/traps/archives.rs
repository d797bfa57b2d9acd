//! In-place archives. There is one when `ArchiveGuid` is not zero; `ArchiveStatus` is known to lie.

use model::{ReasonCode, ServicePlanId};

use super::{Held, PLAN_1, PLAN_2, Role, SUITE, Trap};
use crate::seed::draft::{GB, MB};

/// `EXCHANGE_S_ENTERPRISE`.
const EXCHANGE_PLAN_2: ServicePlanId =
    ServicePlanId::from_u128(0xefb87545_963c_4e0d_99df_69c6916d9eb0);

pub(super) const TRAPS: &[Trap] = &[
    Trap::named("boardarchive", "Board with archive")
        .what("an archive with Plan 2")
        .rule("archive")
        .held(PLAN_2)
        .reason(ReasonCode::Archive)
        .shaped(|d, _| d.archive(23 * GB)),
    Trap::named("hrarchive", "HR with archive")
        .what("an archive with Plan 1, which does not suffice")
        .rule("archive, verdict missing")
        .held(PLAN_1)
        .reason(ReasonCode::Archive)
        .shaped(|d, _| d.archive(9 * GB)),
    Trap::named("financearchive", "Finance with archive")
        .what("an archive with Plan 1 and archiving: enough")
        .rule("archive; exchange.md 5.1 no. 3")
        .held(&[Held::Direct(Role::Plan1), Held::Direct(Role::Archiving)])
        .reason(ReasonCode::Archive)
        .shaped(|d, _| d.archive(14 * GB + 90 * MB)),
    Trap::named("salesarchive", "Sales with archive")
        .what("an archive in a suite with more than it needs")
        .rule("archive, overlicensed")
        .held(SUITE)
        .reason(ReasonCode::Archive)
        .shaped(|d, _| d.archive(31 * GB)),
    Trap::named("oldarchive", "Archive without a licence")
        .what("an archive that its last licence left behind")
        .rule("archive, verdict missing")
        .reason(ReasonCode::Archive)
        .shaped(|d, _| d.archive(6 * GB)),
    Trap::named("emptyarchive", "Empty archive")
        .what("switched on and never filled: the remedy is to disable it")
        .rule("archive")
        .held(PLAN_2)
        .reason(ReasonCode::Archive)
        .shaped(|d, _| d.archive(0)),
    Trap::named("expandingarchive", "Expanding archive")
        .what("auto-expanding, 180 GB")
        .rule("archive")
        .held(SUITE)
        .reason(ReasonCode::Archive)
        .shaped(|d, _| {
            d.archive(180 * GB);
            d.mailbox.auto_expanding = true;
        }),
    Trap::named("saysactive", "Says it has an archive")
        .what("ArchiveStatus is Active, ArchiveGuid is zero: there is none")
        .rule("archive; exchange.md 4.2")
        .held(PLAN_2)
        .shaped(|d, _| d.mailbox.archive_claimed = true),
    Trap::named("saysnone", "Says it has no archive")
        .what("ArchiveStatus is None, ArchiveGuid is not zero: there is one")
        .rule("archive; exchange.md 4.2")
        .held(PLAN_2)
        .reason(ReasonCode::Archive)
        .shaped(|d, _| {
            d.archive(2 * GB);
            if let Some(archive) = &mut d.mailbox.archive {
                archive.status = "None";
            }
        }),
    Trap::named("expandingnone", "Expanding without an archive")
        .what("the switch without an archive counts for nothing")
        .rule("archive")
        .held(PLAN_1)
        .shaped(|d, _| d.mailbox.auto_expanding = true),
    Trap::named("planoff", "Exchange switched off")
        .what("an archive, and the plan that covers it is in disabledPlans")
        .rule("archive, verdict missing")
        .held(&[Held::Without(Role::Plan2, EXCHANGE_PLAN_2)])
        .reason(ReasonCode::Archive)
        .shaped(|d, _| d.archive(5 * GB)),
    Trap::named("kioskarchive", "Kiosk with archive")
        .what("a Kiosk plan covers no archive")
        .rule("archive, kiosk_quota")
        .held(&[Held::Direct(Role::Kiosk)])
        .reason(ReasonCode::Archive)
        .shaped(|d, _| {
            d.fill(700 * MB);
            d.archive(GB);
        }),
    Trap::named("suspended", "Suspended suite")
        .what("an archive on a product that is suspended: its plans do not count")
        .rule("archive, verdict missing")
        .held(&[Held::Direct(Role::Suspended)])
        .reason(ReasonCode::Archive)
        .shaped(|d, _| d.archive(8 * GB)),
    Trap::named("ingrace", "Suite in its grace")
        .what("an archive on a product in Warning: its plans still count")
        .rule("archive")
        .held(&[Held::Direct(Role::Expired)])
        .reason(ReasonCode::Archive)
        .shaped(|d, _| d.archive(8 * GB)),
    Trap::named("twolicences", "Two licences")
        .what("an archive with two products of which one suffices: the other can go")
        .rule("rules.md, cheapest set")
        .held(&[Held::Direct(Role::Suite), Held::Direct(Role::Plan2)])
        .reason(ReasonCode::Archive)
        .shaped(|d, _| d.archive(12 * GB)),
];
