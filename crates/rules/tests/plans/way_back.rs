//! From the ledger to the steps that put back.

use super::*;

/// What the ledger says after a plan was carried out.
pub(super) fn ledger(plan: &Plan) -> Vec<Entry> {
    let body = |step: &model::Step, state| NewEntry {
        at: now(),
        by: Actor {
            name: "admin".to_owned(),
            via: "cli".to_owned(),
        },
        tenant: plan.tenant,
        run: RunId::from_u128(1),
        plan: plan.digest(),
        step: Some(step.no),
        account: Some(step.account),
        kind: EntryKind::Step { state, why: None },
        before: Some(step.expects.clone()),
        after: (state == StepState::Done).then(|| step.result.clone()),
        evidence: vec![],
        request_ids: vec![],
    };
    let bodies = plan
        .steps
        .iter()
        .flat_map(|s| [body(s, StepState::Intended), body(s, StepState::Done)]);
    (1..)
        .zip(bodies)
        .map(|(seq, body)| Entry::chain(LedgerSeq(seq), Entry::GENESIS, body))
        .collect()
}

/// The mailbox as it is once a plan was carried out.
pub(super) fn after(m: &MailboxFacts, plan: &Plan) -> MailboxFacts {
    let mut m = m.clone();
    for step in &plan.steps {
        if let Some(direct) = &step.result.direct {
            let licenses = direct
                .iter()
                .map(|(&sku, off)| License::direct(sku, off.clone()))
                .collect();
            m.licenses = Fact::live(licenses, Source::GraphUser, now());
        }
        if let Some(sign_in) = step.result.sign_in {
            m.sign_in = Fact::live(sign_in, Source::GraphUser, now());
        }
        if let Some(location) = &step.result.usage_location {
            m.usage_location = Fact::live(location.clone(), Source::GraphUser, now());
        }
    }
    m
}

pub(super) fn way_back(
    entries: &[Entry],
    m: &MailboxFacts,
    tenant: &TenantFacts,
) -> Result<Plan, Vec<Obstacle>> {
    let w = World {
        tenant,
        mailboxes: std::slice::from_ref(m),
        snapshot: None,
    };
    let made = undo(entries, &w, &Policy::current(), now());
    if let Ok(plan) = &made {
        assert_eq!(lint(plan, &w), [], "the way back passes the checker");
    }
    made
}

fn licenses_and_sign_in(m: &MailboxFacts) -> (Vec<License>, SignIn) {
    let mut licenses = m.licenses.value().unwrap().clone();
    licenses.sort_by_key(|l| l.sku);
    (licenses, *m.sign_in.value().unwrap())
}

#[test]
fn there_and_back_leaves_everything_as_it_was() {
    let (two, _) = two_products();
    let two = MailboxFacts {
        sign_in: live(SignIn::Allowed),
        ..two
    };
    let done = Wish::all_of(&two).blocking().plan(&two).unwrap();
    let changed = after(&two, &done);
    let back = way_back(&ledger(&done), &changed, &with_available(1)).unwrap();
    assert_eq!(
        (back.purpose, back.parent),
        (Purpose::Restore, Some(done.digest()))
    );
    let kinds: Vec<_> = back
        .steps
        .iter()
        .map(|s| matches!(s.action, Action::SetSignIn { .. }))
        .collect();
    assert_eq!(kinds, [false, true], "in reverse order");
    assert!(
        back.steps.iter().all(|s| !s.assess),
        "a way back does not ask the verdict"
    );
    assert_eq!(
        licenses_and_sign_in(&after(&changed, &back)),
        licenses_and_sign_in(&two)
    );
    let again = way_back(&ledger(&done), &two, &with_available(0)).unwrap_err();
    assert_eq!(
        again,
        [Obstacle::NothingToDo { account: None }],
        "already so"
    );
}

#[test]
fn the_way_back_can_be_undone_too() {
    let (m, _) = two_products();
    let done = Wish::all_of(&m).plan(&m).unwrap();
    let changed = after(&m, &done);
    let back = way_back(&ledger(&done), &changed, &with_available(1)).unwrap();
    let restored = after(&changed, &back);
    let forth = way_back(&ledger(&back), &restored, &with_available(0)).unwrap();
    assert_eq!(
        licenses_and_sign_in(&after(&restored, &forth)),
        licenses_and_sign_in(&changed)
    );
}

#[test]
fn a_step_that_was_not_done_is_not_undone() {
    let m = mailbox(&["EXCHANGESTANDARD"]);
    let done = Wish::all_of(&m).plan(&m).unwrap();
    let intended: Vec<_> = ledger(&done).into_iter().take(1).collect();
    assert_eq!(
        way_back(&intended, &m, &owns()).unwrap_err(),
        [Obstacle::NothingToDo { account: None }]
    );
}

#[test]
fn the_way_back_needs_available_licences() {
    let m = mailbox(&["EXCHANGESTANDARD"]);
    let done = Wish::all_of(&m).plan(&m).unwrap();
    let changed = after(&m, &done);
    let sku = sku("EXCHANGESTANDARD");
    let obstacles = way_back(&ledger(&done), &changed, &with_available(0)).unwrap_err();
    assert_eq!(
        obstacles,
        [Obstacle::NoneAvailable {
            sku,
            needed: 1,
            available: Some(0)
        }]
    );
    let mut unread = owns();
    unread.skus = Fact::not_read();
    let obstacles = way_back(&ledger(&done), &changed, &unread).unwrap_err();
    assert_eq!(
        obstacles,
        [Obstacle::NoneAvailable {
            sku,
            needed: 1,
            available: None
        }]
    );

    let source = |by| LicenseSource {
        by,
        disabled_plans: [].into(),
        state: "Active".to_owned(),
    };
    let by_group = License {
        sku,
        sources: vec![source(AssignedBy::Group(GroupId::from_u128(1)))],
    };
    let grouped = MailboxFacts {
        licenses: live(vec![by_group]),
        ..changed
    };
    assert!(
        way_back(&ledger(&done), &grouped, &with_available(0)).is_ok(),
        "the group's one is shared"
    );
}

#[test]
fn the_work_of_others_is_not_undone() {
    let (m, _) = two_products();
    let done = Wish::of(&m, Some(&["EXCHANGESTANDARD"])).plan(&m).unwrap();
    let mut changed = after(&m, &done);
    // Somebody gave the product back, otherwise than it was; Power BI is none of this change's business.
    changed.licenses = live(vec![held("EXCHANGESTANDARD")]);
    let obstacles = way_back(&ledger(&done), &changed, &with_available(5)).unwrap_err();
    let [Obstacle::ChangedSince { sku: which, .. }] = &obstacles[..] else {
        panic!("{obstacles:?}")
    };
    assert_eq!(*which, Some(sku("EXCHANGESTANDARD")));

    changed.licenses = live(vec![]);
    let back = way_back(&ledger(&done), &changed, &with_available(5)).unwrap();
    let result = back.steps[0].result.direct.as_ref().unwrap();
    assert_eq!(
        result.keys().copied().collect::<Vec<_>>(),
        [sku("EXCHANGESTANDARD")],
        "Power BI went otherwise"
    );
}

#[test]
fn an_old_quota_is_named_before_a_licence_is_assigned() {
    let m = mailbox(&["EXCHANGESTANDARD"]);
    let done = Wish::all_of(&m).plan(&m).unwrap();
    let changed = MailboxFacts {
        quota: live(Quota::Limited(gb(100))),
        ..after(&m, &done)
    };
    let back = way_back(&ledger(&done), &changed, &with_available(1)).unwrap();
    assert_eq!(back.steps[0].irreversible, [ReasonCode::Pre2018Quota]);
}
