//! What kind of object it is, and who is its master.

use super::super::draft::GB;
use super::*;

const PLAN_1: &[Held] = &[Held::Direct(Role::Plan1)];
const PLAN_2: &[Held] = &[Held::Direct(Role::Plan2)];
const SUITE: &[Held] = &[Held::Direct(Role::Suite)];

const NOT_SHARED: Expect = reason(ReasonCode::NotShared);

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("onpremuser", "Migrated as a user", "synced, and on premises it is a user mailbox: licence and mailbox may be lost (dir_synced; exchange.md 5.5)", reason(ReasonCode::DirSynced), SUITE)
        .shaped(|d, _| d.sync("Migrated"))
        .synced().only(&[Profile::E5Hybrid]),
    Trap::new("onpremprovisioned", "Provisioned as a user", "the same, provisioned from on premises (dir_synced)", reason(ReasonCode::DirSynced), PLAN_2)
        .shaped(|d, _| d.sync("ProvisionMailbox"))
        .synced().only(&[Profile::E5Hybrid]),
    Trap::new("onpremshared", "Migrated as shared", "synced with the shared bit: a note (dir_synced)", reason(ReasonCode::DirSynced), SUITE)
        .shaped(|d, _| d.sync("Migrated, SharedMailbox"))
        .synced().only(&[Profile::E5Hybrid]),
    Trap::new("syncednone", "Synced without Exchange", "synced, and nothing is said of its type: a note (dir_synced)", reason(ReasonCode::DirSynced), PLAN_1)
        .shaped(|d, _| d.sync("None"))
        .synced(),
    Trap::new("leaver", "Robin Terhorst (left)", "a licensed user mailbox with sign-in blocked, not converted (not_shared)", NOT_SHARED, SUITE)
        .shaped(|d, _| {
            d.mailbox.kind = "UserMailbox";
            d.account.department = Some("Sales");
            d.account.job_title = Some("Account manager");
            d.account.last_success = Some(d.day.ago(96, 11));
            d.account.last_sign_in = d.account.last_success;
            d.usage.onedrive = Some((7 * GB, 912));
        }),
    Trap::new("looksshared", "Shared mailbox Delft", "shared by its name only: a user mailbox (not_shared)", NOT_SHARED, PLAN_1)
        .shaped(|d, _| {
            d.mailbox.kind = "UserMailbox";
            d.open();
            d.account.last_success = Some(d.day.ago(1, 8));
            d.account.last_sign_in = d.account.last_success;
        }),
    Trap::new("room101", "Room 1.01", "a room with a licence (not_shared)", NOT_SHARED, PLAN_1)
        .shaped(|d, _| d.mailbox.kind = "RoomMailbox"),
    Trap::new("teamsroom", "Room 2.14 Teams", "a room with Teams Rooms (not_shared)", NOT_SHARED, &[Held::Direct(Role::Rooms)])
        .shaped(|d, _| {
            d.mailbox.kind = "RoomMailbox";
            d.open();
        }),
    Trap::new("van7", "Van 7", "equipment with a licence (not_shared)", NOT_SHARED, PLAN_1)
        .shaped(|d, _| d.mailbox.kind = "EquipmentMailbox"),
    Trap::new("bookings", "Bookings calendar", "a scheduling mailbox (not_shared)", NOT_SHARED, &[])
        .shaped(|d, _| d.mailbox.kind = "SchedulingMailbox"),
    Trap::new("nolocation", "No usage location", "no usage location: the licence can go, and cannot be put back as it is (graph.md 3.1)", REMOVABLE, PLAN_1)
        .shaped(|d, _| d.account.usage_location = None),
    Trap::new("forwarder", "Forwarder", "forwards to another address and is hidden: neither needs a licence (exchange.md 4.10)", REMOVABLE, PLAN_1)
        .shaped(|d, s| {
            d.mailbox.hidden = true;
            d.mailbox.forwarding_smtp = Some(format!("smtp:info@{}", s.org.domain));
        }),
];
