//! From a goal to steps.

use super::*;

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
            ..AccountState::default()
        }
    );
    assert_eq!(
        step.result,
        AccountState {
            direct: Some(BTreeMap::new()),
            ..AccountState::default()
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
