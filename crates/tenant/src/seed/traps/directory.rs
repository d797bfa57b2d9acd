//! What kind of object it is, and who is its master.

use model::ReasonCode;

use super::{Held, PLAN_1, PLAN_2, Profile, Role, SUITE, Trap};
use crate::seed::draft::GB;

pub(super) const TRAPS: &[Trap] = &[
    Trap::named("onpremuser", "Migrated as a user")
        .what("synced, and on premises it is a user mailbox: licence and mailbox may be lost")
        .rule("dir_synced; exchange.md 5.5")
        .held(SUITE)
        .reason(ReasonCode::DirSynced)
        .shaped(|d, _| d.sync("Migrated"))
        .synced()
        .only(&[Profile::E5Hybrid]),
    Trap::named("onpremprovisioned", "Provisioned as a user")
        .what("the same, provisioned from on premises")
        .rule("dir_synced")
        .held(PLAN_2)
        .reason(ReasonCode::DirSynced)
        .shaped(|d, _| d.sync("ProvisionMailbox"))
        .synced()
        .only(&[Profile::E5Hybrid]),
    Trap::named("onpremshared", "Migrated as shared")
        .what("synced with the shared bit: a note")
        .rule("dir_synced")
        .held(SUITE)
        .reason(ReasonCode::DirSynced)
        .shaped(|d, _| d.sync("Migrated, SharedMailbox"))
        .synced()
        .only(&[Profile::E5Hybrid]),
    Trap::named("syncednone", "Synced without Exchange")
        .what("synced, and nothing is said of its type: a note")
        .rule("dir_synced")
        .held(PLAN_1)
        .reason(ReasonCode::DirSynced)
        .shaped(|d, _| d.sync("None"))
        .synced(),
    Trap::named("leaver", "Robin Terhorst (left)")
        .what("a licensed user mailbox with sign-in blocked, not converted")
        .rule("not_shared")
        .held(SUITE)
        .reason(ReasonCode::NotShared)
        .shaped(|d, _| {
            d.mailbox.kind = "UserMailbox";
            d.account.department = Some("Sales");
            d.account.job_title = Some("Account manager");
            d.seen(96, 11);
            d.usage.onedrive = Some((7 * GB, 912));
        }),
    Trap::named("looksshared", "Shared mailbox Delft")
        .what("shared by its name only: a user mailbox")
        .rule("not_shared")
        .held(PLAN_1)
        .reason(ReasonCode::NotShared)
        .shaped(|d, _| {
            d.mailbox.kind = "UserMailbox";
            d.open();
            d.seen(1, 8);
        }),
    Trap::named("room101", "Room 1.01")
        .what("a room with a licence")
        .rule("not_shared")
        .held(PLAN_1)
        .reason(ReasonCode::NotShared)
        .shaped(|d, _| d.mailbox.kind = "RoomMailbox"),
    Trap::named("teamsroom", "Room 2.14 Teams")
        .what("a room with Teams Rooms")
        .rule("not_shared")
        .held(&[Held::Direct(Role::Rooms)])
        .reason(ReasonCode::NotShared)
        .shaped(|d, _| {
            d.mailbox.kind = "RoomMailbox";
            d.open();
        }),
    Trap::named("van7", "Van 7")
        .what("equipment with a licence")
        .rule("not_shared")
        .held(PLAN_1)
        .reason(ReasonCode::NotShared)
        .shaped(|d, _| d.mailbox.kind = "EquipmentMailbox"),
    Trap::named("bookings", "Bookings calendar")
        .what("a scheduling mailbox")
        .rule("not_shared")
        .reason(ReasonCode::NotShared)
        .shaped(|d, _| d.mailbox.kind = "SchedulingMailbox"),
    Trap::named("nolocation", "No usage location")
        .what("no usage location: the licence can go, and cannot be put back as it is")
        .rule("graph.md 3.1")
        .held(PLAN_1)
        .shaped(|d, _| d.account.usage_location = None),
    Trap::named("forwarder", "Forwarder")
        .what("forwards to another address and is hidden: neither needs a licence")
        .rule("exchange.md 4.10")
        .held(PLAN_1)
        .shaped(|d, s| {
            d.mailbox.hidden = true;
            d.mailbox.forwarding_smtp = Some(format!("smtp:info@{}", s.org.domain));
        }),
];
