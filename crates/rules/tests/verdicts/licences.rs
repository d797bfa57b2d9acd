//! What becomes of each licence.

use super::*;

#[test]
fn the_cheapest_sufficient_set_stays_and_the_others_go() {
    use LicenseVerdict::{Keep, Removable};
    for (parts, wanted) in [
        (
            &["ENTERPRISEPACK", "EXCHANGEENTERPRISE"][..],
            &[Removable, Keep][..],
        ),
        (
            &[
                "EXCHANGEENTERPRISE",
                "EXCHANGESTANDARD",
                "EXCHANGEARCHIVE_ADDON",
            ],
            &[Removable, Keep, Keep],
        ),
        (
            &["EXCHANGEENTERPRISE", "EXCHANGESTANDARD"],
            &[Keep, Removable],
        ),
    ] {
        let m = MailboxFacts {
            archive: archived(),
            ..mailbox(parts)
        };
        assert_eq!(rulings(&m), wanted, "{parts:?}");
    }
}

#[test]
fn prices_decide_where_they_know_every_product() {
    use LicenseVerdict::{Keep, Removable};
    let m = MailboxFacts {
        archive: archived(),
        ..mailbox(&["ENTERPRISEPACK", "EXCHANGEENTERPRISE"])
    };
    let ruled = |per_month: &str| {
        let list = format!("{{\"currency\":\"EUR\",\"perMonth\":{{{per_month}}}}}");
        let policy = Policy::current().with_prices(serde_json::from_str(&list).unwrap());
        assess(&m, &all_owned(), &policy, now())
            .licenses
            .iter()
            .map(|l| l.verdict)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        ruled(r#""ENTERPRISEPACK":"0","EXCHANGEENTERPRISE":"7.5""#),
        [Keep, Removable]
    );
    assert_eq!(
        ruled(r#""ENTERPRISEPACK":"0""#),
        [Removable, Keep],
        "one unknown price: by the policy's order"
    );
}

#[test]
fn a_swap_is_named_and_what_ends_with_it() {
    let m = MailboxFacts {
        archive: archived(),
        ..mailbox(&["ENTERPRISEPACK"])
    };
    let a = assess(&m, &all_owned(), &Policy::current(), now());
    assert_eq!(a.licenses[0].verdict, LicenseVerdict::Swap);
    assert_eq!(a.licenses[0].swap_to, Some(sku("EXCHANGEENTERPRISE")));
    assert!(
        !a.licenses[0]
            .ends
            .iter()
            .any(|p| p.to_string().starts_with("efb87545")),
        "Plan 2 does not end"
    );
    let archive = a.finding(ReasonCode::Archive).unwrap();
    assert!(archive.remedies.contains(&Remedy::SwapTo {
        sku: sku("EXCHANGEENTERPRISE")
    }));
}

#[test]
fn an_available_product_of_ones_own_is_named_when_it_is_cheaper() {
    let mut t = all_owned();
    t.skus = Fact::live(
        vec![
            owned("SPE_E5", 0),
            owned("SPB", 3),
            owned("EXCHANGEENTERPRISE", 0),
        ],
        Source::GraphSubscribedSkus,
        now(),
    );
    let m = MailboxFacts {
        archive: archived(),
        ..mailbox(&["SPE_E5"])
    };
    let list =
        r#"{"currency":"EUR","perMonth":{"SPE_E5":"50","SPB":"5","EXCHANGEENTERPRISE":"8"}}"#;
    let policy = Policy::current().with_prices(serde_json::from_str(list).unwrap());
    let a = assess(&m, &t, &policy, now());
    assert_eq!(a.licenses[0].swap_to, Some(sku("SPB")));
}

#[test]
fn a_defender_product_stays_and_makes_no_other_licence_needed() {
    use LicenseVerdict::{Keep, Removable};
    let article = Policy::named("article-2021").unwrap();
    for (parts, current, at_2021) in [
        (
            &["ATP_ENTERPRISE"][..],
            (Verdict::Required, &[Keep][..]),
            (Verdict::Missing, &[Keep][..]),
        ),
        (
            &["ATP_ENTERPRISE", "EXCHANGESTANDARD"],
            (Verdict::Removable, &[Keep, Removable]),
            (Verdict::Required, &[Keep, Keep]),
        ),
        (
            &["SPE_E5"],
            (Verdict::Removable, &[Removable]),
            (Verdict::Removable, &[Removable]),
        ),
    ] {
        for (policy, wanted) in [(Policy::current(), current), (article.clone(), at_2021)] {
            let a = assess(&mailbox(parts), &all_owned(), &policy, now());
            let ruled: Vec<_> = a.licenses.iter().map(|l| l.verdict).collect();
            assert_eq!(
                (a.verdict, &ruled[..]),
                wanted,
                "{parts:?} {}",
                policy.name()
            );
        }
    }
}

#[test]
fn a_suite_with_defender_is_said_or_under_strict_acknowledged() {
    let strict = switched(|s| s.defender = DefenderSwitch::Strict);
    let m = mailbox(&["ENTERPRISEPACK"]);
    assert_eq!(
        effect(
            &m,
            &all_owned(),
            &Policy::current(),
            ReasonCode::DefenderInSuite
        ),
        Some(Effect::Note)
    );
    assert_eq!(
        assess(&m, &all_owned(), &strict, now()).verdict,
        Verdict::Blocked
    );
    let acked = Answers::none().ack(ReasonCode::DefenderInSuite);
    assert_eq!(
        assess_with(&m, &all_owned(), &strict, now(), &acked).verdict,
        Verdict::Removable
    );
}

#[test]
fn only_plans_that_are_switched_on_count() {
    let plan_2 = "efb87545-963c-4e0d-99df-69c6916d9eb0".parse().unwrap();
    let mut m = MailboxFacts {
        archive: archived(),
        ..mailbox(&[])
    };
    let give = |license| Fact::live(vec![license], Source::GraphUser, now());
    m.licenses = give(License::direct(sku("EXCHANGEENTERPRISE"), [plan_2].into()));
    assert_eq!(verdict(&m), Verdict::Missing, "switched off");
    let failed = LicenseSource {
        by: AssignedBy::Direct,
        disabled_plans: [].into(),
        state: "Error".to_owned(),
    };
    m.licenses = give(License {
        sku: sku("EXCHANGEENTERPRISE"),
        sources: vec![failed],
    });
    assert_eq!(verdict(&m), Verdict::Missing, "not given");
    m.licenses = give(held("EXCHANGEENTERPRISE"));
    for (status, wanted) in [
        ("Enabled", Verdict::Required),
        ("Warning", Verdict::Required),
        ("Suspended", Verdict::Missing),
        ("LockedOut", Verdict::Missing),
        ("Deleted", Verdict::Missing),
    ] {
        let mut t = all_owned();
        let mut product = owned("EXCHANGEENTERPRISE", 0);
        product.status = status.to_owned();
        t.skus = Fact::live(vec![product], Source::GraphSubscribedSkus, now());
        assert_eq!(
            assess(&m, &t, &Policy::current(), now()).verdict,
            wanted,
            "{status}"
        );
    }
}

#[test]
fn use_within_thirty_days_makes_it_a_persons_account() {
    let at = |hours| {
        Fact::live(
            LastUse {
                at: Some(ago(hours)),
            },
            Source::GraphSignInActivity,
            now(),
        )
    };
    for (hours, wanted) in [
        (0, Verdict::Required),
        (720, Verdict::Required),
        (721, Verdict::Removable),
    ] {
        for sign_in in [true, false] {
            let mut m = open(&["EXCHANGESTANDARD", "POWER_BI_PRO"]);
            *(if sign_in {
                &mut m.last_sign_in
            } else {
                &mut m.last_activity
            }) = at(hours);
            assert_eq!(verdict(&m), wanted, "{hours} h, by sign-in: {sign_in}");
            if wanted == Verdict::Required {
                assert_eq!(rulings(&m), [LicenseVerdict::Keep, LicenseVerdict::Keep]);
            }
            m.sign_in = live(SignIn::Blocked);
            assert_eq!(verdict(&m), Verdict::Removable, "blocked: use is not asked");
        }
    }
}

#[test]
fn the_on_premises_type_is_judged_by_its_shared_bit() {
    let strict = switched(|s| s.dirsync = NoteSwitch::Strict);
    for (synced, remote, wanted, strictly) in [
        (false, "ProvisionMailbox", None, None),
        (true, "None", Some(Effect::Note), Some(Effect::Ack)),
        (true, "", Some(Effect::Note), Some(Effect::Ack)),
        (
            true,
            "Migrated, SharedMailbox",
            Some(Effect::Note),
            Some(Effect::Ack),
        ),
        (true, "100", Some(Effect::Note), Some(Effect::Ack)),
        (true, "97", Some(Effect::Note), Some(Effect::Ack)),
        (
            true,
            "ProvisionMailbox",
            Some(Effect::Ack),
            Some(Effect::Ack),
        ),
        (true, "Migrated", Some(Effect::Ack), Some(Effect::Ack)),
        (
            true,
            "Migrated, RoomMailbox",
            Some(Effect::Ack),
            Some(Effect::Ack),
        ),
        (true, "4", Some(Effect::Ack), Some(Effect::Ack)),
        (true, "36", Some(Effect::Ack), Some(Effect::Ack)),
        (true, "Nonsense", Some(Effect::Ack), Some(Effect::Ack)),
    ] {
        let mut m = mailbox(&["EXCHANGESTANDARD", "POWER_BI_PRO"]);
        m.dir_sync = live(DirSync {
            synced,
            remote_recipient_type: remote.to_owned(),
        });
        assert_eq!(
            effect(&m, &all_owned(), &Policy::current(), ReasonCode::DirSynced),
            wanted,
            "{remote}"
        );
        assert_eq!(
            effect(&m, &all_owned(), &strict, ReasonCode::DirSynced),
            strictly,
            "{remote}"
        );
        let first = if wanted == Some(Effect::Ack) {
            LicenseVerdict::Blocked
        } else {
            LicenseVerdict::Removable
        };
        assert_eq!(rulings(&m), [first, LicenseVerdict::Removable], "{remote}");
    }
}

#[test]
fn onedrive_content_is_acknowledged_where_the_licence_gives_a_onedrive() {
    let content = OneDrive {
        used: gb(1),
        files: 3,
    };
    for (parts, onedrive, wanted) in [
        (&["ENTERPRISEPACK"][..], live(content), Verdict::Blocked),
        (
            &["ENTERPRISEPACK"],
            live(OneDrive {
                used: gb(0),
                files: 1,
            }),
            Verdict::Blocked,
        ),
        (
            &["ENTERPRISEPACK"],
            live(OneDrive {
                used: gb(0),
                files: 0,
            }),
            Verdict::Removable,
        ),
        (&["EXCHANGESTANDARD"], live(content), Verdict::Removable),
        (&["ENTERPRISEPACK"], forbidden(), Verdict::Removable),
        (&["ENTERPRISEPACK"], Fact::not_read(), Verdict::Unknown),
        (&["EXCHANGESTANDARD"], Fact::not_read(), Verdict::Removable),
    ] {
        let m = MailboxFacts {
            onedrive,
            ..mailbox(parts)
        };
        assert_eq!(verdict(&m), wanted, "{parts:?} {:?}", m.onedrive);
    }
    let m = MailboxFacts {
        onedrive: live(content),
        ..mailbox(&["ENTERPRISEPACK"])
    };
    let acked = Answers::none().ack(ReasonCode::OneDriveContent);
    assert_eq!(
        assess_with(&m, &all_owned(), &Policy::current(), now(), &acked).verdict,
        Verdict::Removable
    );
    let unreadable = MailboxFacts {
        onedrive: forbidden(),
        ..mailbox(&["ENTERPRISEPACK"])
    };
    let found = effect(
        &unreadable,
        &all_owned(),
        &Policy::current(),
        ReasonCode::OneDriveContent,
    );
    assert_eq!(found, Some(Effect::Note));
}

#[test]
fn what_a_group_gives_cannot_be_taken_from_the_account() {
    let group = GroupId::from_u128(3);
    let source = |by| LicenseSource {
        by,
        disabled_plans: [].into(),
        state: "Active".to_owned(),
    };
    for (sources, also_direct) in [
        (vec![source(AssignedBy::Group(group))], false),
        (
            vec![source(AssignedBy::Direct), source(AssignedBy::Group(group))],
            true,
        ),
    ] {
        let mut m = mailbox(&[]);
        m.licenses = live(vec![License {
            sku: sku("EXCHANGESTANDARD"),
            sources,
        }]);
        let answers = Answers::none()
            .ack(ReasonCode::GroupInherited)
            .overriding(ReasonCode::GroupInherited, "please");
        let a = assess_with(&m, &all_owned(), &Policy::current(), now(), &answers);
        assert_eq!(a.verdict, Verdict::Blocked);
        let found = a.finding(ReasonCode::GroupInherited).unwrap();
        assert_eq!(found.remedies, [Remedy::LeaveGroup { group }]);
        let model::Reason::GroupInherited {
            also_direct: said, ..
        } = found.reason
        else {
            panic!("{found:?}")
        };
        assert_eq!(said, also_direct);
    }
}

#[test]
fn another_kind_of_mailbox_is_blocked_and_nothing_else_is_asked() {
    for kind in [
        RecipientKind::UserMailbox,
        RecipientKind::RoomMailbox,
        RecipientKind::EquipmentMailbox,
    ] {
        let mut m = mailbox(&["EXCHANGESTANDARD"]);
        m.kind = live(kind.clone());
        (m.size, m.archive, m.holds) = (Fact::not_read(), Fact::not_read(), Fact::not_read());
        let answers = Answers::none()
            .ack(ReasonCode::NotShared)
            .overriding(ReasonCode::NotShared, "please");
        let a = assess_with(&m, &all_owned(), &Policy::current(), now(), &answers);
        assert_eq!(
            (a.verdict, a.licenses[0].verdict),
            (Verdict::Blocked, LicenseVerdict::Blocked),
            "{kind:?}"
        );
        assert_eq!(missing(&m, &all_owned(), &Policy::current()), []);
    }
}

#[test]
fn other_products_go_with_the_sign_in_and_devices_stay() {
    let article = Policy::named("article-2021").unwrap();
    for (m, wanted) in [
        (
            mailbox(&["POWER_BI_PRO"]),
            (Verdict::Removable, LicenseVerdict::Removable, false),
        ),
        (
            open(&["POWER_BI_PRO"]),
            (Verdict::Blocked, LicenseVerdict::Keep, true),
        ),
        (
            mailbox(&["MCOCAP"]),
            (Verdict::Required, LicenseVerdict::Keep, false),
        ),
    ] {
        for policy in [&Policy::current(), &article] {
            let a = assess(&m, &all_owned(), policy, now());
            assert_eq!(
                (a.verdict, a.licenses[0].verdict, a.removable_once_blocked),
                wanted,
                "{:?}",
                m.licenses
            );
        }
    }
}

#[test]
fn notes_change_nothing() {
    let mut kiosk = mailbox(&["EXCHANGEDESKLESS"]);
    kiosk.smtp_auth = live(SmtpAuth::Allowed);
    kiosk.size = live(MailboxSize::NeverUsed);
    let a = assess(&kiosk, &all_owned(), &Policy::current(), now());
    assert_eq!(a.verdict, Verdict::Removable);
    let codes: Vec<_> = a
        .findings
        .iter()
        .map(|f| (f.reason.code(), f.effect))
        .collect();
    let wanted = [
        ReasonCode::SmtpAuth,
        ReasonCode::NeverUsed,
        ReasonCode::KioskQuota,
    ]
    .map(|c| (c, Effect::Note));
    assert_eq!(codes, wanted);

    for (parts, quota, wanted) in [
        (&[][..], gb(100), Some(Effect::Note)),
        (&[], gb(50), None),
        (&["EXCHANGESTANDARD"], gb(100), None),
    ] {
        let m = MailboxFacts {
            quota: live(Quota::Limited(quota)),
            ..mailbox(parts)
        };
        assert_eq!(
            effect(
                &m,
                &all_owned(),
                &Policy::current(),
                ReasonCode::Pre2018Quota
            ),
            wanted,
            "{parts:?}"
        );
    }
}

#[test]
fn an_override_clears_a_need_and_the_finding_stays() {
    let m = MailboxFacts {
        archive: archived(),
        ..mailbox(&["EXCHANGEENTERPRISE"])
    };
    let answers = Answers::none().overriding(ReasonCode::Archive, "exported");
    let a = assess_with(&m, &all_owned(), &Policy::current(), now(), &answers);
    assert_eq!(a.verdict, Verdict::Removable);
    assert_eq!(a.finding(ReasonCode::Archive).unwrap().effect, Effect::Need);
    let both = MailboxFacts {
        size: bytes(60 << 30),
        ..m
    };
    assert_eq!(
        assess_with(&both, &all_owned(), &Policy::current(), now(), &answers).verdict,
        Verdict::Required
    );
    let gap = MailboxFacts {
        archive: Fact::not_read(),
        ..mailbox(&["EXCHANGEENTERPRISE"])
    };
    assert_eq!(
        assess_with(&gap, &all_owned(), &Policy::current(), now(), &answers).verdict,
        Verdict::Unknown
    );
}

#[test]
fn a_leaver_that_was_not_converted_is_on_a_list_of_its_own() {
    let policy = Policy::current();
    let user = |m: MailboxFacts| MailboxFacts {
        kind: live(RecipientKind::UserMailbox),
        ..m
    };
    for (m, wanted) in [
        (user(mailbox(&["SPB"])), true),
        (user(open(&["SPB"])), false),
        (user(mailbox(&[])), false),
        (mailbox(&["SPB"]), false),
        (
            MailboxFacts {
                sign_in: Fact::not_read(),
                ..user(mailbox(&["SPB"]))
            },
            false,
        ),
    ] {
        assert_eq!(
            boxseat_rules::is_leaver_not_converted(&m, &policy, now()),
            wanted
        );
        assert!(!wanted || assess(&m, &all_owned(), &policy, now()).verdict == Verdict::Blocked);
    }
}
