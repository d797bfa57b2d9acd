//! In-place archives. There is one when `ArchiveGuid` is not zero; `ArchiveStatus` is known to lie.

use super::super::draft::{GB, MB};
use super::*;

const PLAN_1: &[Held] = &[Held::Direct(Role::Plan1)];
const PLAN_2: &[Held] = &[Held::Direct(Role::Plan2)];
const SUITE: &[Held] = &[Held::Direct(Role::Suite)];
/// `EXCHANGE_S_ENTERPRISE`.
const EXCHANGE_PLAN_2: ServicePlanId = ServicePlanId::from_u128(0xefb87545_963c_4e0d_99df_69c6916d9eb0);

const ARCHIVE: Expect = reason(ReasonCode::Archive);

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("boardarchive", "Board with archive", "an archive with Plan 2 (archive)", ARCHIVE, PLAN_2)
        .shaped(|d, _| d.archive(23 * GB)),
    Trap::new("hrarchive", "HR with archive", "an archive with Plan 1, which does not suffice (archive, verdict missing)", ARCHIVE, PLAN_1)
        .shaped(|d, _| d.archive(9 * GB)),
    Trap::new("financearchive", "Finance with archive", "an archive with Plan 1 and archiving: enough (archive; exchange.md 5.1 no. 3)", ARCHIVE, &[Held::Direct(Role::Plan1), Held::Direct(Role::Archiving)])
        .shaped(|d, _| d.archive(14 * GB + 90 * MB)),
    Trap::new("salesarchive", "Sales with archive", "an archive in a suite with more than it needs (archive, overlicensed)", ARCHIVE, SUITE)
        .shaped(|d, _| d.archive(31 * GB)),
    Trap::new("oldarchive", "Archive without a licence", "an archive that its last licence left behind (archive, verdict missing)", ARCHIVE, &[])
        .shaped(|d, _| d.archive(6 * GB)),
    Trap::new("emptyarchive", "Empty archive", "switched on and never filled: the remedy is to disable it (archive)", ARCHIVE, PLAN_2)
        .shaped(|d, _| d.archive(0)),
    Trap::new("expandingarchive", "Expanding archive", "auto-expanding, 180 GB (archive)", ARCHIVE, SUITE)
        .shaped(|d, _| {
            d.archive(180 * GB);
            d.mailbox.auto_expanding = true;
        }),
    Trap::new("saysactive", "Says it has an archive", "ArchiveStatus is Active, ArchiveGuid is zero: there is none (archive; exchange.md 4.2)", REMOVABLE, PLAN_2)
        .shaped(|d, _| d.mailbox.archive_claimed = true),
    Trap::new("saysnone", "Says it has no archive", "ArchiveStatus is None, ArchiveGuid is not zero: there is one (archive; exchange.md 4.2)", ARCHIVE, PLAN_2)
        .shaped(|d, _| {
            d.archive(2 * GB);
            if let Some(archive) = &mut d.mailbox.archive {
                archive.status = "None";
            }
        }),
    Trap::new("expandingnone", "Expanding without an archive", "the switch without an archive counts for nothing (archive)", REMOVABLE, PLAN_1)
        .shaped(|d, _| d.mailbox.auto_expanding = true),
    Trap::new("planoff", "Exchange switched off", "an archive, and the plan that covers it is in disabledPlans (archive, verdict missing)", ARCHIVE, &[Held::Without(Role::Plan2, EXCHANGE_PLAN_2)])
        .shaped(|d, _| d.archive(5 * GB)),
    Trap::new("kioskarchive", "Kiosk with archive", "a Kiosk plan covers no archive (archive, kiosk_quota)", ARCHIVE, &[Held::Direct(Role::Kiosk)])
        .shaped(|d, _| {
            d.fill(700 * MB);
            d.archive(1 * GB);
        }),
    Trap::new("suspended", "Suspended suite", "an archive on a product that is suspended: its plans do not count (archive, verdict missing)", ARCHIVE, &[Held::Direct(Role::Suspended)])
        .shaped(|d, _| d.archive(8 * GB)),
    Trap::new("ingrace", "Suite in its grace", "an archive on a product in Warning: its plans still count (archive)", ARCHIVE, &[Held::Direct(Role::Expired)])
        .shaped(|d, _| d.archive(8 * GB)),
    Trap::new("twolicences", "Two licences", "an archive with two products of which one suffices: the other can go (rules.md, cheapest set)", ARCHIVE, &[Held::Direct(Role::Suite), Held::Direct(Role::Plan2)])
        .shaped(|d, _| d.archive(12 * GB)),
];
