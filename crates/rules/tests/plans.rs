//! Plans, their way back, and the checker that knows neither.

#![expect(
    clippy::unwrap_used,
    reason = "what the tests are made of is known to be good"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use boxseat_rules::{
    Answers, Exclusion, Goal, Obstacle, PlanFault, Policy, Target, World, lint, plan, undo,
};
use common::*;
use model::ledger::NewEntry;
use model::mailbox::{OneDrive, Quota};
use model::{
    AccountId, AccountState, Action, Actor, AssignedBy, Entry, EntryKind, Fact, GroupId, LedgerSeq,
    License, LicenseAdd, LicenseSource, LicenseVerdict, MailboxFacts, Plan, Purpose, ReasonCode,
    RunId, ServicePlanId, SignIn, SkuId, Source, StepNo, StepState, TenantFacts, TenantId,
};

fn owns() -> TenantFacts {
    tenant(&[
        "EXCHANGESTANDARD",
        "EXCHANGEENTERPRISE",
        "ENTERPRISEPACK",
        "POWER_BI_PRO",
    ])
}

fn with_available(n: u64) -> TenantFacts {
    let mut t = owns();
    let skus = ["EXCHANGESTANDARD", "POWER_BI_PRO"]
        .map(|p| owned(p, n))
        .to_vec();
    t.skus = Fact::live(skus, Source::GraphSubscribedSkus, now());
    t
}

struct Wish {
    targets: Vec<Target>,
    block_sign_in: bool,
    answers: Answers,
    exclusions: Vec<Exclusion>,
}

impl Wish {
    fn all_of(m: &MailboxFacts) -> Self {
        Self::of(m, None)
    }

    fn of(m: &MailboxFacts, skus: Option<&[&str]>) -> Self {
        let skus = skus.map(|parts| parts.iter().map(|p| sku(p)).collect());
        let targets = vec![Target {
            account: m.account,
            skus,
        }];
        Self {
            targets,
            block_sign_in: false,
            answers: Answers::none(),
            exclusions: Vec::new(),
        }
    }

    fn blocking(mut self) -> Self {
        self.block_sign_in = true;
        self
    }

    fn answering(mut self, answers: Answers) -> Self {
        self.answers = answers;
        self
    }

    fn plan(self, m: &MailboxFacts) -> Result<Plan, Vec<Obstacle>> {
        self.plan_with(std::slice::from_ref(m), &owns())
    }

    fn plan_with(
        self,
        mailboxes: &[MailboxFacts],
        tenant: &TenantFacts,
    ) -> Result<Plan, Vec<Obstacle>> {
        let w = World {
            tenant,
            mailboxes,
            snapshot: None,
        };
        let goal = Goal::RemoveLicenses {
            targets: self.targets,
            block_sign_in: self.block_sign_in,
            answers: self.answers,
            exclusions: self.exclusions,
        };
        let made = plan(&goal, &w, &Policy::current(), now());
        if let Ok(plan) = &made {
            assert_eq!(lint(plan, &w), [], "the planner passes the checker");
        }
        made
    }
}

/// Plan 1 without one of its plans, and Power BI.
fn two_products() -> (MailboxFacts, BTreeSet<ServicePlanId>) {
    let off: BTreeSet<ServicePlanId> = [ServicePlanId::from_u128(42)].into();
    let mut m = mailbox(&[]);
    m.licenses = live(vec![
        License::direct(sku("EXCHANGESTANDARD"), off.clone()),
        held("POWER_BI_PRO"),
    ]);
    (m, off)
}

#[test]
fn one_call_takes_all_that_can_go_and_knows_the_exact_way_back() {
    let (m, off) = two_products();
    let plan = Wish::all_of(&m).plan(&m).unwrap();
    assert_eq!(plan.purpose, Purpose::RemoveLicenses);
    assert_eq!(plan.policy, "current");
    let [step] = &plan.steps[..] else {
        panic!("{plan:#?}")
    };
    let mut both = vec![sku("EXCHANGESTANDARD"), sku("POWER_BI_PRO")];
    both.sort_unstable();
    assert_eq!(
        step.action,
        Action::ChangeLicenses {
            add: vec![],
            remove: both
        }
    );
    let before: BTreeMap<_, _> = [
        (sku("EXCHANGESTANDARD"), off.clone()),
        (sku("POWER_BI_PRO"), BTreeSet::new()),
    ]
    .into();
    assert_eq!(
        step.expects,
        AccountState {
            direct: Some(before.clone()),
            sign_in: None
        }
    );
    assert_eq!(
        step.result,
        AccountState {
            direct: Some(BTreeMap::new()),
            sign_in: None
        }
    );
    let add = before
        .into_iter()
        .map(|(sku, disabled_plans)| LicenseAdd {
            sku,
            disabled_plans,
        })
        .collect();
    assert_eq!(
        step.inverse,
        Action::ChangeLicenses {
            add,
            remove: vec![]
        }
    );
    assert!(step.assess);
    assert_eq!(step.no, StepNo(1));
}

#[test]
fn what_was_not_asked_for_stays() {
    let (m, _) = two_products();
    let plan = Wish::of(&m, Some(&["POWER_BI_PRO"])).plan(&m).unwrap();
    assert_eq!(
        plan.steps[0].action,
        Action::ChangeLicenses {
            add: vec![],
            remove: vec![sku("POWER_BI_PRO")]
        }
    );
    let left = plan.steps[0].result.direct.as_ref().unwrap();
    assert_eq!(
        left.keys().copied().collect::<Vec<_>>(),
        [sku("EXCHANGESTANDARD")]
    );
}

#[test]
fn sign_in_is_blocked_first_and_the_verdict_is_that_of_a_blocked_account() {
    let m = open(&["POWER_BI_PRO"]);
    assert!(matches!(
        Wish::all_of(&m).plan(&m).unwrap_err()[..],
        [Obstacle::NotRemovable { .. }]
    ));
    let plan = Wish::all_of(&m).blocking().plan(&m).unwrap();
    let [first, second] = &plan.steps[..] else {
        panic!("{plan:#?}")
    };
    assert_eq!(
        first.action,
        Action::SetSignIn {
            to: SignIn::Blocked
        }
    );
    assert_eq!(
        first.inverse,
        Action::SetSignIn {
            to: SignIn::Allowed
        }
    );
    assert_eq!(second.expects.sign_in, Some(SignIn::Blocked));

    let blocked = mailbox(&["POWER_BI_PRO"]);
    assert_eq!(
        Wish::all_of(&blocked)
            .blocking()
            .plan(&blocked)
            .unwrap()
            .steps
            .len(),
        1,
        "already blocked"
    );
    let unread = MailboxFacts {
        sign_in: Fact::not_read(),
        ..m
    };
    let obstacles = Wish::all_of(&unread).blocking().plan(&unread).unwrap_err();
    assert!(
        matches!(obstacles[..], [Obstacle::FactMissing { .. }]),
        "{obstacles:?}"
    );
}

#[test]
fn a_needed_licence_is_refused_with_its_reason() {
    let m = MailboxFacts {
        archive: archived(),
        ..mailbox(&["EXCHANGEENTERPRISE"])
    };
    for skus in [None, Some(&["EXCHANGEENTERPRISE"][..])] {
        let obstacles = Wish::of(&m, skus).plan(&m).unwrap_err();
        let [Obstacle::NotRemovable { findings, .. }] = &obstacles[..] else {
            panic!("{obstacles:?}")
        };
        let codes: Vec<_> = findings.iter().map(|f| f.reason.code()).collect();
        assert_eq!(codes, [ReasonCode::Archive]);
    }
    let answers = Answers::none().overriding(ReasonCode::Archive, "exported to disk");
    let plan = Wish::all_of(&m).answering(answers).plan(&m).unwrap();
    let [kept] = &plan.steps[0].acknowledged[..] else {
        panic!("{plan:#?}")
    };
    assert_eq!((kept.code, kept.overridden), (ReasonCode::Archive, true));
    assert_eq!(kept.reason.as_deref(), Some("exported to disk"));
}

#[test]
fn an_acknowledged_onedrive_is_named_as_irreversible() {
    let onedrive = live(OneDrive {
        used: gb(1),
        files: 2,
    });
    let m = MailboxFacts {
        onedrive,
        ..mailbox(&["ENTERPRISEPACK"])
    };
    let obstacles = Wish::all_of(&m).plan(&m).unwrap_err();
    let [Obstacle::NotRemovable { findings, .. }] = &obstacles[..] else {
        panic!("{obstacles:?}")
    };
    assert_eq!(findings[0].reason.code(), ReasonCode::OneDriveContent);
    let answers = Answers::none().ack(ReasonCode::OneDriveContent);
    let plan = Wish::all_of(&m).answering(answers).plan(&m).unwrap();
    assert_eq!(plan.steps[0].irreversible, [ReasonCode::OneDriveContent]);
}

#[test]
fn answers_of_the_wrong_kind_are_refused() {
    let archive = MailboxFacts {
        archive: archived(),
        ..mailbox(&["EXCHANGEENTERPRISE"])
    };
    let obstacles = Wish::all_of(&archive)
        .answering(Answers::none().ack(ReasonCode::Archive))
        .plan(&archive)
        .unwrap_err();
    assert!(
        matches!(
            obstacles[..],
            [Obstacle::CannotAcknowledge {
                code: ReasonCode::Archive,
                ..
            }]
        ),
        "{obstacles:?}"
    );

    let small = mailbox(&["EXCHANGESTANDARD"]);
    for code in [
        ReasonCode::NotShared,
        ReasonCode::GroupInherited,
        ReasonCode::FactMissing,
    ] {
        let obstacles = Wish::all_of(&small)
            .answering(Answers::none().overriding(code, "because"))
            .plan(&small)
            .unwrap_err();
        assert_eq!(obstacles, [Obstacle::CannotOverride { code, effect: None }]);
    }
    let delayed = MailboxFacts {
        holds: holds(|h| h.delay = true),
        ..small.clone()
    };
    let answers = Answers::none().overriding(ReasonCode::DelayHold, "because");
    let obstacles = Wish::all_of(&delayed)
        .answering(answers)
        .plan(&delayed)
        .unwrap_err();
    assert!(
        matches!(
            obstacles[..],
            [Obstacle::CannotOverride {
                code: ReasonCode::DelayHold,
                ..
            }]
        ),
        "{obstacles:?}"
    );
    let silent = Answers::none().overriding(ReasonCode::Archive, "  ");
    let obstacles = Wish::all_of(&small)
        .answering(silent)
        .plan(&small)
        .unwrap_err();
    assert_eq!(
        obstacles,
        [Obstacle::OverrideWithoutReason {
            code: ReasonCode::Archive
        }]
    );
}

#[test]
fn what_stands_in_the_way_is_said_for_every_mailbox() {
    let small = mailbox(&["EXCHANGESTANDARD"]);
    let empty = MailboxFacts {
        account: AccountId::from_u128(2),
        ..mailbox(&[])
    };
    let stranger = AccountId::from_u128(3);
    let target = |account, skus: Option<SkuId>| Target {
        account,
        skus: skus.map(|sku| [sku].into()),
    };
    let targets = vec![
        target(small.account, Some(sku("POWER_BI_PRO"))),
        target(empty.account, None),
        target(stranger, None),
    ];
    let wish = Wish {
        targets,
        ..Wish::all_of(&small)
    };
    let obstacles = wish
        .plan_with(&[small.clone(), empty.clone()], &owns())
        .unwrap_err();
    let [
        Obstacle::NotHeld { .. },
        Obstacle::NothingToDo { account },
        Obstacle::UnknownMailbox { .. },
    ] = &obstacles[..]
    else {
        panic!("{obstacles:?}")
    };
    assert_eq!(*account, Some(empty.account));
    let nobody = Wish {
        targets: vec![],
        ..Wish::all_of(&small)
    };
    assert_eq!(
        nobody.plan(&small).unwrap_err(),
        [Obstacle::NothingToDo { account: None }]
    );
}

#[test]
fn an_excluded_mailbox_is_left_alone() {
    let m = mailbox(&["EXCHANGESTANDARD"]);
    let exclusion = |until: &str| Exclusion {
        mailbox: "INFO@contoso.com".to_owned(),
        reason: "lawsuit".to_owned(),
        until: Some(until.parse().unwrap()),
    };
    let wish = |until| Wish {
        exclusions: vec![exclusion(until)],
        ..Wish::all_of(&m)
    };
    let obstacles = wish("2026-11-22").plan(&m).unwrap_err();
    assert!(
        matches!(&obstacles[..], [Obstacle::Excluded { reason, .. }] if reason == "lawsuit"),
        "{obstacles:?}"
    );
    assert!(wish("2026-11-21").plan(&m).is_ok(), "it is over");
}

#[test]
fn what_a_group_gives_is_not_planned() {
    let source = |by| LicenseSource {
        by,
        disabled_plans: [].into(),
        state: "Active".to_owned(),
    };
    let both = vec![
        source(AssignedBy::Direct),
        source(AssignedBy::Group(GroupId::from_u128(1))),
    ];
    let mut m = mailbox(&[]);
    m.licenses = live(vec![License {
        sku: sku("EXCHANGESTANDARD"),
        sources: both,
    }]);
    let obstacles = Wish::of(&m, Some(&["EXCHANGESTANDARD"]))
        .plan(&m)
        .unwrap_err();
    let [Obstacle::NotRemovable { ruling, .. }] = &obstacles[..] else {
        panic!("{obstacles:?}")
    };
    assert_eq!(*ruling, Some(LicenseVerdict::Blocked));
}

// The way back.

/// What the ledger says after a plan was carried out.
fn ledger(plan: &Plan) -> Vec<Entry> {
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
fn after(m: &MailboxFacts, plan: &Plan) -> MailboxFacts {
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
    }
    m
}

fn way_back(
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

// The checker.

fn good() -> (Plan, MailboxFacts) {
    let (m, _) = two_products();
    let m = MailboxFacts {
        sign_in: live(SignIn::Allowed),
        ..m
    };
    (Wish::all_of(&m).blocking().plan(&m).unwrap(), m)
}

fn faults(change: impl FnOnce(&mut Plan)) -> Vec<PlanFault> {
    let (mut plan, m) = good();
    change(&mut plan);
    lint(
        &plan,
        &World {
            tenant: &owns(),
            mailboxes: &[m],
            snapshot: None,
        },
    )
}

#[test]
fn every_fault_of_a_plan_is_found() {
    let (one, two) = (StepNo(1), StepNo(2));
    let other = TenantId::from_u128(77);
    assert_eq!(faults(|_| ()), []);
    assert_eq!(faults(|p| p.steps.clear()), [PlanFault::Empty]);
    assert_eq!(
        faults(|p| p.tenant = other),
        [PlanFault::OtherTenant { tenant: other }]
    );
    assert_eq!(
        faults(|p| p.steps[1].no = StepNo(7)),
        [PlanFault::Numbering { step: StepNo(7) }]
    );
    let stranger = AccountId::from_u128(99);
    let found = faults(|p| p.steps[1].account = stranger);
    assert!(
        found.contains(&PlanFault::UnknownAccount {
            step: two,
            account: stranger
        }),
        "{found:?}"
    );
    assert_eq!(
        faults(|p| p.steps[1].assess = false),
        [PlanFault::NotAssessed { step: two }]
    );
    assert_eq!(
        faults(|p| p.steps[0].inverse = Action::SetSignIn {
            to: SignIn::Blocked
        }),
        [PlanFault::WrongInverse { step: one }]
    );
    let forgets_what_was_off = faults(|p| {
        let Action::ChangeLicenses { add, .. } = &mut p.steps[1].inverse else {
            panic!()
        };
        for license in add {
            license.disabled_plans.clear();
        }
    });
    assert_eq!(
        forgets_what_was_off,
        [PlanFault::WrongInverse { step: two }]
    );
    let found = faults(|p| p.steps[1].result.direct = None);
    assert!(
        found.contains(&PlanFault::WrongResult { step: two }),
        "{found:?}"
    );
    let found = faults(|p| {
        p.steps[1].action = Action::ChangeLicenses {
            add: vec![],
            remove: vec![],
        }
    });
    assert!(
        found.contains(&PlanFault::Senseless { step: two }),
        "{found:?}"
    );
    let found = faults(|p| {
        p.steps[1].action = Action::ChangeLicenses {
            add: vec![],
            remove: vec![sku("SPB")],
        }
    });
    assert!(
        found.contains(&PlanFault::NotHeld {
            step: two,
            sku: sku("SPB")
        }),
        "{found:?}"
    );
    let found = faults(|p| p.steps[1].expects.sign_in = Some(SignIn::Allowed));
    assert!(
        found.contains(&PlanFault::WrongPrecondition { step: two }),
        "{found:?}"
    );
    let found = faults(|p| {
        let again = p.steps[1].clone();
        p.steps.push(model::Step {
            no: StepNo(3),
            ..again
        });
    });
    assert!(
        found.contains(&PlanFault::RemovedTwice {
            step: StepNo(3),
            sku: sku("POWER_BI_PRO")
        }),
        "{found:?}"
    );
    let found = faults(|p| {
        let mut later = p.steps[1].clone();
        let add = vec![LicenseAdd {
            sku: sku("EXCHANGEENTERPRISE"),
            disabled_plans: [].into(),
        }];
        (later.no, later.action) = (
            StepNo(3),
            Action::ChangeLicenses {
                add,
                remove: vec![],
            },
        );
        p.steps.push(later);
    });
    assert!(
        found.contains(&PlanFault::Gap {
            removes: two,
            adds: StepNo(3)
        }),
        "{found:?}"
    );
    let found = faults(|p| {
        p.steps.reverse();
        (p.steps[0].no, p.steps[1].no) = (one, two);
    });
    assert!(
        found.contains(&PlanFault::SignInAfterLicenses { step: two }),
        "{found:?}"
    );
    for (code, reason, bad) in [
        (ReasonCode::Archive, Some("exported"), false),
        (ReasonCode::Archive, Some(" "), true),
        (ReasonCode::Archive, None, true),
        (ReasonCode::NotShared, Some("because"), true),
    ] {
        let reason = reason.map(str::to_owned);
        let found = faults(|p| {
            p.steps[1].acknowledged.push(model::Acknowledged {
                code,
                overridden: true,
                reason,
            });
        });
        assert_eq!(
            found.contains(&PlanFault::BadAnswer { step: two }),
            bad,
            "{code}"
        );
    }
}
