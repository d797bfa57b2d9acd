use super::*;

const NOW: Timestamp = Timestamp::constant(1_795_348_800, 0);

fn gb(n: u64) -> ByteSize {
    ByteSize(n << 30)
}

fn grant(plan: Option<MailboxPlan>) -> Grant {
    Grant {
        plan,
        ..Grant::default()
    }
}

fn world(grant: &Grant) -> World<'_> {
    let guesses = Guesses {
        kiosk_quota_sticks: false,
        conversion_delay: SignedDuration::ZERO,
        sync_delay: SignedDuration::from_mins(30),
    };
    World {
        grant,
        delayed_delicensing: false,
        guesses,
        now: NOW,
    }
}

fn mailbox(kind: RecipientKind, class: QuotaClass) -> State {
    State {
        kind,
        quota: class.quota(),
        class: None,
        disconnected_at: None,
        litigation: false,
        litigation_date: None,
        delay_hold: false,
        delay_release: false,
        other_hold: false,
        dir_synced: false,
        shared_on_premises: false,
    }
}

fn shared(class: QuotaClass) -> State {
    mailbox(RecipientKind::SharedMailbox, class)
}

fn user(class: QuotaClass) -> State {
    mailbox(RecipientKind::UserMailbox, class)
}

fn run(state: &State, event: &Event, world: &World<'_>) -> Outcome {
    step(state, event, world).unwrap()
}

fn in_grace(what: Later) -> Vec<(Timestamp, Later)> {
    vec![(NOW + GRACE, what)]
}

#[test]
fn a_shared_mailbox_follows_its_plan_and_stays() {
    use MailboxPlan::{Deskless, Enterprise, Standard};
    for (from, plan, receive) in [
        (QuotaClass::Enterprise, None, 50),
        (QuotaClass::Standard, None, 50),
        (QuotaClass::Deskless, None, 50),
        (QuotaClass::Unlicensed, Some(Enterprise), 100),
        (QuotaClass::Unlicensed, Some(Standard), 50),
        (QuotaClass::Unlicensed, Some(Deskless), 2),
        (QuotaClass::Enterprise, Some(Standard), 50),
    ] {
        let grant = grant(plan);
        let after = run(&shared(from), &Event::LicensesChanged, &world(&grant));
        let state = after.state.unwrap();
        assert_eq!(state.quota.receive, gb(receive), "{from:?} → {plan:?}");
        assert_eq!(state.disconnected_at, None);
        assert_eq!(after.later, []);
    }
}

#[test]
fn the_quota_of_before_2018_ends_with_any_change() {
    let mut old = shared(QuotaClass::Unlicensed);
    old.quota = QuotaClass::Enterprise.quota();
    let none = grant(None);
    let after = run(&old, &Event::LicensesChanged, &world(&none))
        .state
        .unwrap();
    assert_eq!(after.quota.receive, gb(50));
}

#[test]
fn quotas_set_by_hand_survive_a_change_that_is_not_one_of_plan() {
    let enterprise = grant(Some(MailboxPlan::Enterprise));
    let mut own = shared(QuotaClass::Enterprise);
    own.class = Some(QuotaClass::Enterprise);
    own.quota.receive = gb(60);
    let after = run(&own, &Event::LicensesChanged, &world(&enterprise))
        .state
        .unwrap();
    assert_eq!(after.quota.receive, gb(60));
    let none = grant(None);
    let after = run(&after, &Event::LicensesChanged, &world(&none))
        .state
        .unwrap();
    assert_eq!(after.quota.receive, gb(50));
}

#[test]
fn two_gb_stick_only_where_the_switch_says_so() {
    let none = grant(None);
    let mut world = world(&none);
    world.guesses.kiosk_quota_sticks = true;
    for (class, receive) in [(QuotaClass::Deskless, 2), (QuotaClass::Standard, 50)] {
        let after = run(&shared(class), &Event::LicensesChanged, &world)
            .state
            .unwrap();
        assert_eq!(after.quota.receive, gb(receive), "{class:?}");
    }
}

#[test]
fn a_user_mailbox_is_disconnected_and_reconnected() {
    let none = grant(None);
    let gone = run(
        &user(QuotaClass::Enterprise),
        &Event::LicensesChanged,
        &world(&none),
    );
    assert_eq!(gone.later, in_grace(Later::PurgeDue));
    let gone = gone.state.unwrap();
    assert_eq!(gone.disconnected_at, Some(NOW));

    let again = run(&gone, &Event::LicensesChanged, &world(&none));
    assert_eq!(again.later, [], "a mailbox is disconnected once");

    let plan = grant(Some(MailboxPlan::Standard));
    let back = run(&gone, &Event::LicensesChanged, &world(&plan));
    assert!(back.keep_connected);
    assert_eq!(back.state.unwrap().disconnected_at, None);
}

#[test]
fn delayed_delicensing_gives_thirty_days_more() {
    let none = grant(None);
    let mut world = world(&none);
    world.delayed_delicensing = true;
    let after = run(
        &user(QuotaClass::Enterprise),
        &Event::LicensesChanged,
        &world,
    );
    assert_eq!(after.later, in_grace(Later::GraceOver));
    let state = after.state.unwrap();
    assert_eq!(state.disconnected_at, None);

    let over = run(&state, &Event::GraceOver, &world);
    assert_eq!(over.later, in_grace(Later::PurgeDue));
    let plan = grant(Some(MailboxPlan::Standard));
    let kept = run(
        &state,
        &Event::GraceOver,
        &super::World {
            grant: &plan,
            ..world
        },
    );
    assert_eq!(
        kept.state.unwrap().disconnected_at,
        None,
        "licensed again in time"
    );
}

#[test]
fn what_was_disconnected_is_purged_unless_on_hold() {
    let none = grant(None);
    let mut state = user(QuotaClass::Unlicensed);
    state.disconnected_at = Some(NOW);
    assert_eq!(run(&state, &Event::PurgeDue, &world(&none)).state, None);
    for hold in [
        (|s: &mut State| s.litigation = true) as fn(&mut State),
        |s| s.delay_hold = true,
        |s| s.delay_release = true,
        |s| s.other_hold = true,
        |s| s.disconnected_at = None,
    ] {
        let mut kept = state.clone();
        hold(&mut kept);
        assert!(run(&kept, &Event::PurgeDue, &world(&none)).state.is_some());
    }
}

#[test]
fn a_conversion_takes_its_time_and_only_then_saves_the_mailbox() {
    let plan = grant(Some(MailboxPlan::Standard));
    let mut slow = world(&plan);
    slow.guesses.conversion_delay = SignedDuration::from_secs(60);
    let asked = run(
        &user(QuotaClass::Standard),
        &Event::Convert(RecipientKind::SharedMailbox),
        &slow,
    );
    let at = NOW + SignedDuration::from_secs(60);
    assert_eq!(
        asked.later,
        [(at, Later::Converted(RecipientKind::SharedMailbox))]
    );
    let asked = asked.state.unwrap();
    assert_eq!(asked.kind, RecipientKind::UserMailbox);

    let none = grant(None);
    let lost = run(&asked, &Event::LicensesChanged, &world(&none))
        .state
        .unwrap();
    let late = run(
        &lost,
        &Event::Converted(RecipientKind::SharedMailbox),
        &world(&none),
    )
    .state
    .unwrap();
    assert_eq!(
        late.kind,
        RecipientKind::UserMailbox,
        "too late: it is disconnected"
    );

    let shared = run(
        &asked,
        &Event::Converted(RecipientKind::SharedMailbox),
        &slow,
    )
    .state
    .unwrap();
    let kept = run(&shared, &Event::LicensesChanged, &world(&none))
        .state
        .unwrap();
    assert_eq!(kept.disconnected_at, None);
}

#[test]
fn a_mailbox_has_one_type_at_a_time() {
    let none = grant(None);
    for kind in [
        RecipientKind::SharedMailbox,
        RecipientKind::RoomMailbox,
        RecipientKind::UserMailbox,
    ] {
        let state = mailbox(kind.clone(), QuotaClass::Standard);
        assert_eq!(
            step(&state, &Event::Convert(kind), &world(&none)),
            Err(Refusal::AlreadyOfType)
        );
    }
}

#[test]
fn back_to_a_user_mailbox_without_a_licence_starts_the_grace() {
    let none = grant(None);
    let after = run(
        &shared(QuotaClass::Unlicensed),
        &Event::Convert(RecipientKind::UserMailbox),
        &world(&none),
    );
    assert_eq!(after.later, in_grace(Later::GraceOver));
    let back = run(
        &after.state.unwrap(),
        &Event::Convert(RecipientKind::SharedMailbox),
        &world(&none),
    );
    assert!(back.keep_licensed, "the pending end is called off");
}

#[test]
fn the_synchronisation_flips_what_is_a_user_on_premises() {
    let none = grant(None);
    for (synced, named, flips) in [
        (true, false, true),
        (true, true, false),
        (false, false, false),
    ] {
        let mut state = user(QuotaClass::Standard);
        (state.dir_synced, state.shared_on_premises) = (synced, named);
        let converted = run(
            &state,
            &Event::Convert(RecipientKind::SharedMailbox),
            &world(&none),
        );
        let planned = converted
            .later
            .iter()
            .any(|(_, later)| *later == Later::Synced);
        assert_eq!(planned, flips);
        let after = run(&converted.state.unwrap(), &Event::Synced, &world(&none));
        let kind = after.state.unwrap().kind;
        assert_eq!(kind == RecipientKind::UserMailbox, flips);
        assert_eq!(
            after.later.len(),
            usize::from(flips),
            "and then it needs a licence"
        );
    }
    assert!(names_shared("Migrated, SharedMailbox"));
    assert!(!names_shared("ProvisionMailbox"));
}

#[test]
fn a_hold_needs_its_licence_only_when_it_is_switched_on() {
    for (plan, archiving, allowed) in [
        (None, false, false),
        (None, true, true),
        (Some(MailboxPlan::Deskless), false, false),
        (Some(MailboxPlan::Standard), false, false),
        (Some(MailboxPlan::Standard), true, true),
        (Some(MailboxPlan::Enterprise), false, true),
    ] {
        let grant = Grant {
            plan,
            archiving,
            ..Grant::default()
        };
        let on = step(
            &shared(QuotaClass::Standard),
            &Event::LitigationHold(true),
            &world(&grant),
        );
        assert_eq!(on.is_ok(), allowed, "{plan:?} {archiving}");
        if let Ok(on) = on {
            let none = super::Grant::default();
            let on = on.state.unwrap();
            assert_eq!((on.litigation, on.litigation_date), (true, Some(NOW)));
            let unlicensed = run(&on, &Event::LicensesChanged, &world(&none))
                .state
                .unwrap();
            assert!(unlicensed.litigation, "the flag outlives the licence");
            let off = run(&unlicensed, &Event::LitigationHold(false), &world(&none));
            assert_eq!(off.later, in_grace(Later::DelayHoldOver));
            let off = off.state.unwrap();
            assert!(off.delay_hold && !off.litigation);
            assert!(
                !run(&off, &Event::DelayHoldOver, &world(&none))
                    .state
                    .unwrap()
                    .delay_hold
            );
        }
    }
}

#[test]
fn quotas_above_the_licence_are_known() {
    let plan_1 = grant(Some(MailboxPlan::Standard));
    let plan_2 = grant(Some(MailboxPlan::Enterprise));
    for (receive, grant, above) in [
        (50, &plan_1, false),
        (51, &plan_1, true),
        (100, &plan_2, false),
        (101, &plan_2, true),
    ] {
        assert_eq!(above_license(gb(receive), grant), above, "{receive}");
    }
}
