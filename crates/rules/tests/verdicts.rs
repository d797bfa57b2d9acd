//! The rules as tables of cases: a mailbox, made worse by one fact, and what is said of it.

#![expect(
    clippy::large_stack_arrays,
    reason = "tables of cases hold whole mailboxes"
)]

mod common;

use boxseat_rules::policy::{DefenderSwitch, NoteSwitch, RetentionSwitch, Switches};
use boxseat_rules::{Answers, Policy, assess, assess_with, needs};
use common::*;
use model::mailbox::{DirSync, LastUse, OneDrive, Quota, SmtpAuth};
use model::{
    AssignedBy, Effect, Fact, FactName, Gap, GapWhy, GroupId, License, LicenseSource,
    LicenseVerdict, MailboxFacts, MailboxSize, Observed, ReasonCode, RecipientKind, Remedy, SignIn,
    Source, TenantFacts, Verdict,
};

fn ago(hours: i64) -> jiff::Timestamp {
    now() - jiff::SignedDuration::from_hours(hours)
}

const ID: &str = "c75f1c27-0b61-4f2d-9b7a-3f2f1a1a2b3c";

fn all_owned() -> TenantFacts {
    tenant(&[
        "EXCHANGESTANDARD",
        "EXCHANGEENTERPRISE",
        "EXCHANGEARCHIVE_ADDON",
        "EXCHANGEDESKLESS",
        "ENTERPRISEPACK",
        "SPE_E5",
        "SPB",
        "O365_BUSINESS_ESSENTIALS",
        "ATP_ENTERPRISE",
        "POWER_BI_PRO",
        "MCOCAP",
        "STANDARDPACK",
    ])
}

fn switched(change: impl FnOnce(&mut Switches)) -> Policy {
    let policy = Policy::current();
    let mut switches = *policy.switches();
    change(&mut switches);
    policy.with_switches(switches)
}

fn verdict(m: &MailboxFacts) -> Verdict {
    assess(m, &all_owned(), &Policy::current(), now()).verdict
}

fn effect(m: &MailboxFacts, t: &TenantFacts, p: &Policy, code: ReasonCode) -> Option<Effect> {
    assess(m, t, p, now()).finding(code).map(|f| f.effect)
}

fn rulings(m: &MailboxFacts) -> Vec<LicenseVerdict> {
    assess(m, &all_owned(), &Policy::current(), now())
        .licenses
        .iter()
        .map(|l| l.verdict)
        .collect()
}

fn missing(m: &MailboxFacts, t: &TenantFacts, p: &Policy) -> Vec<FactName> {
    let a = assess(m, t, p, now());
    let found: Vec<_> = a
        .findings
        .iter()
        .flat_map(|f| f.facts.iter().filter(|_| f.effect == Effect::Unknown))
        .copied()
        .collect();
    assert_eq!(
        found,
        needs(m, t, p, now()).into_iter().collect::<Vec<_>>(),
        "what is needed is what is missed"
    );
    found
}

fn forbidden<T>() -> Fact<T> {
    Fact::Gap(Gap {
        why: GapWhy::Forbidden {
            permission: "AuditLog.Read.All".to_owned(),
        },
        source: None,
    })
}

#[test]
fn a_small_shared_mailbox_needs_no_licence() {
    for part in [
        "EXCHANGESTANDARD",
        "EXCHANGEENTERPRISE",
        "ENTERPRISEPACK",
        "SPE_E5",
        "SPB",
        "EXCHANGEDESKLESS",
    ] {
        assert_eq!(verdict(&mailbox(&[part])), Verdict::Removable, "{part}");
    }
    assert_eq!(verdict(&mailbox(&[])), Verdict::Unlicensed);
}

#[test]
fn size_decides_at_its_exact_bounds() {
    use ReasonCode::{Near50Gb, Over50Gb, SizeLimit};
    for (size, current, article, code) in [
        (48_318_382_079, Verdict::Removable, Verdict::Removable, None),
        (
            48_318_382_080,
            Verdict::Removable,
            Verdict::Removable,
            Some(Near50Gb),
        ),
        (
            52_613_349_375,
            Verdict::Removable,
            Verdict::Removable,
            Some(Near50Gb),
        ),
        (
            52_613_349_376,
            Verdict::Required,
            Verdict::Removable,
            Some(SizeLimit),
        ),
        (
            53_687_091_200,
            Verdict::Required,
            Verdict::Removable,
            Some(SizeLimit),
        ),
        (
            53_687_091_201,
            Verdict::Required,
            Verdict::Required,
            Some(Over50Gb),
        ),
    ] {
        let mut m = mailbox(&["EXCHANGEENTERPRISE"]);
        m.size = bytes(size);
        for (policy, wanted) in [("current", current), ("article-2021", article)] {
            let a = assess(&m, &all_owned(), &Policy::named(policy).unwrap(), now());
            assert_eq!(a.verdict, wanted, "{size} {policy}");
            let found: Vec<_> = a.findings.iter().map(|f| f.reason.code()).collect();
            assert_eq!(
                found,
                code.into_iter().collect::<Vec<_>>(),
                "{size} {policy}"
            );
        }
    }
}

#[test]
fn which_product_covers_which_need() {
    use Verdict::{Missing, Overlicensed, Required};
    let over = |parts: &[&str]| MailboxFacts {
        size: bytes(60 << 30),
        ..mailbox(parts)
    };
    let limit = |parts: &[&str]| MailboxFacts {
        size: bytes(52_613_349_376),
        ..mailbox(parts)
    };
    let archive = |parts: &[&str]| MailboxFacts {
        archive: archived(),
        ..mailbox(parts)
    };
    for (m, wanted) in [
        (over(&[]), Missing),
        (over(&["EXCHANGESTANDARD"]), Missing),
        (
            over(&["EXCHANGESTANDARD", "EXCHANGEARCHIVE_ADDON"]),
            Missing,
        ),
        (over(&["EXCHANGEDESKLESS"]), Missing),
        (over(&["EXCHANGEENTERPRISE"]), Required),
        (over(&["O365_BUSINESS_ESSENTIALS"]), Required),
        (over(&["ENTERPRISEPACK"]), Overlicensed),
        (limit(&[]), Missing),
        (limit(&["EXCHANGEDESKLESS"]), Missing),
        (limit(&["EXCHANGESTANDARD"]), Required),
        (limit(&["ENTERPRISEPACK"]), Overlicensed),
        (archive(&[]), Missing),
        (archive(&["EXCHANGESTANDARD"]), Missing),
        (archive(&["EXCHANGEARCHIVE_ADDON"]), Missing),
        (
            archive(&["EXCHANGEDESKLESS", "EXCHANGEARCHIVE_ADDON"]),
            Missing,
        ),
        (
            archive(&["EXCHANGESTANDARD", "EXCHANGEARCHIVE_ADDON"]),
            Required,
        ),
        (archive(&["EXCHANGEENTERPRISE"]), Required),
        (archive(&["SPB"]), Overlicensed),
        (archive(&["SPE_E5"]), Overlicensed),
    ] {
        assert_eq!(verdict(&m), wanted, "{:?}", m.licenses.value());
    }
}

#[test]
fn the_larger_quota_stays_at_the_limit() {
    let m = MailboxFacts {
        size: bytes(52_613_349_376),
        ..mailbox(&["EXCHANGESTANDARD", "EXCHANGEENTERPRISE"])
    };
    assert_eq!(
        rulings(&m),
        [LicenseVerdict::Removable, LicenseVerdict::Keep]
    );
}

#[test]
fn over_50_gb_with_a_larger_quota_read_is_never_missing() {
    for quota in [Quota::Limited(gb(100)), Quota::Unlimited] {
        for parts in [&["EXCHANGESTANDARD"][..], &[]] {
            let m = MailboxFacts {
                size: bytes(60 << 30),
                quota: live(quota),
                ..mailbox(parts)
            };
            assert_eq!(verdict(&m), Verdict::Required, "{quota:?} {parts:?}");
        }
    }
}

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
fn with_an_unknown_fact_no_swap_is_proposed() {
    let mut m = MailboxFacts {
        archive: archived(),
        ..mailbox(&["ENTERPRISEPACK"])
    };
    m.dir_sync = Fact::not_read();
    let a = assess(&m, &all_owned(), &Policy::current(), now());
    assert_eq!(
        (a.verdict, a.licenses[0].verdict),
        (Verdict::Required, LicenseVerdict::Keep)
    );
    assert_eq!(
        missing(&m, &all_owned(), &Policy::current()),
        [FactName::DirSync]
    );
}

#[test]
fn holds_by_their_form_and_policy() {
    use Effect::{Block, Need, Note};
    use ReasonCode::{DelayHold, InPlaceHold, LabelHold, LitigationHold, RetentionPolicy};
    let current = Policy::current();
    let article = Policy::named("article-2021").unwrap();
    let relaxed = switched(|s| s.retention = RetentionSwitch::Note);
    for (entry, code, effects) in [
        ("UniH", InPlaceHold, [Some(Need), Some(Note), Some(Need)]),
        ("cld", InPlaceHold, [Some(Need), Some(Note), Some(Need)]),
        ("", InPlaceHold, [Some(Need), Some(Note), Some(Need)]),
        (
            "mbx:2",
            RetentionPolicy,
            [Some(Need), Some(Note), Some(Note)],
        ),
        (
            "mbx:3",
            RetentionPolicy,
            [Some(Need), Some(Note), Some(Note)],
        ),
        ("mbx:1", RetentionPolicy, [None; 3]),
        ("skp:2", RetentionPolicy, [None; 3]),
        ("grp:2", RetentionPolicy, [None; 3]),
        ("-mbx", RetentionPolicy, [None; 3]),
    ] {
        let (prefix, suffix) = entry
            .split_once(':')
            .map_or((entry, String::new()), |(p, s)| (p, format!(":{s}")));
        let m = MailboxFacts {
            holds: holds(|h| h.in_place = vec![format!("{prefix}{ID}{suffix}")]),
            ..mailbox(&["SPB"])
        };
        for (policy, wanted) in [&current, &article, &relaxed].into_iter().zip(effects) {
            assert_eq!(
                effect(&m, &all_owned(), policy, code),
                wanted,
                "{entry} {}",
                policy.name()
            );
        }
    }
    for (change, code, wanted) in [
        (
            (|h| h.litigation = true) as fn(&mut model::mailbox::Holds),
            LitigationHold,
            [Some(Need), Some(Need), Some(Need)],
        ),
        (
            |h| h.compliance_tag = true,
            LabelHold,
            [Some(Need), Some(Note), Some(Note)],
        ),
        (|h| h.delay = true, DelayHold, [Some(Block); 3]),
        (|h| h.delay_release = true, DelayHold, [Some(Block); 3]),
        (|h| h.retention_paused = true, LabelHold, [None; 3]),
    ] {
        let m = MailboxFacts {
            holds: holds(change),
            ..mailbox(&["SPB"])
        };
        for (policy, wanted) in [&current, &article, &relaxed].into_iter().zip(wanted) {
            assert_eq!(
                effect(&m, &all_owned(), policy, code),
                wanted,
                "{code} {}",
                policy.name()
            );
        }
    }
    let paused = MailboxFacts {
        holds: holds(|h| h.retention_paused = true),
        ..mailbox(&["SPB"])
    };
    assert_eq!(verdict(&paused), Verdict::Removable);
    let delayed = MailboxFacts {
        holds: holds(|h| h.delay = true),
        ..mailbox(&["SPB", "POWER_BI_PRO"])
    };
    assert_eq!(
        rulings(&delayed),
        [LicenseVerdict::Blocked, LicenseVerdict::Removable]
    );
}

#[test]
fn retention_of_the_organisation_is_a_note_unless_strict_and_unless_excluded() {
    let strict = switched(|s| s.retention = RetentionSwitch::Strict);
    let mut t = all_owned();
    t.org_holds = live(vec![format!("mbx{ID}:3"), format!("grp{ID}:3")]);
    let included = mailbox(&["EXCHANGEENTERPRISE"]);
    let excluded = MailboxFacts {
        holds: holds(|h| h.in_place = vec![format!("-mbx{ID}")]),
        ..included.clone()
    };
    for (m, policy, wanted) in [
        (
            &included,
            &Policy::current(),
            (Some(Effect::Note), Verdict::Removable),
        ),
        (&included, &strict, (Some(Effect::Need), Verdict::Required)),
        (&excluded, &strict, (None, Verdict::Removable)),
    ] {
        let found = effect(m, &t, policy, ReasonCode::OrgRetention);
        assert_eq!((found, assess(m, &t, policy, now()).verdict), wanted);
    }
    t.org_holds = Fact::not_read();
    assert_eq!(missing(&included, &t, &Policy::current()), []);
    assert_eq!(missing(&included, &t, &strict), [FactName::OrgHolds]);
}

#[test]
fn an_empty_archive_without_a_hold_can_be_disabled() {
    let empty = Fact::live(MailboxSize::NeverUsed, Source::ExchangeStatistics, now());
    for (size, held, wanted) in [
        (empty.clone(), false, Remedy::DisableArchive),
        (bytes(0), false, Remedy::DisableArchive),
        (bytes(1), false, Remedy::DecideArchive),
        (bytes(0), true, Remedy::DecideArchive),
        (Fact::not_read(), false, Remedy::DecideArchive),
    ] {
        let mut m = MailboxFacts {
            archive: archived(),
            archive_size: size,
            ..mailbox(&["EXCHANGEENTERPRISE"])
        };
        m.holds = holds(|h| h.litigation = held);
        let a = assess(&m, &all_owned(), &Policy::current(), now());
        assert_eq!(a.finding(ReasonCode::Archive).unwrap().remedies, [wanted]);
    }
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
fn use_that_nobody_may_read_is_unknown_until_sign_in_is_blocked() {
    let policy = Policy::current();
    let mut m = open(&["EXCHANGESTANDARD"]);
    (m.last_sign_in, m.last_activity) = (forbidden(), forbidden());
    let a = assess(&m, &all_owned(), &policy, now());
    assert_eq!(
        (a.verdict, a.removable_once_blocked),
        (Verdict::Unknown, true)
    );
    assert_eq!(
        missing(&m, &all_owned(), &policy),
        [FactName::LastSignIn, FactName::LastActivity]
    );
    assert!(
        a.finding(ReasonCode::FactMissing)
            .unwrap()
            .remedies
            .contains(&Remedy::BlockSignIn)
    );

    m.last_activity = live(LastUse { at: None });
    assert_eq!(
        verdict(&m),
        Verdict::Removable,
        "one source was read, and the other cannot be"
    );
    assert_eq!(
        effect(&m, &all_owned(), &policy, ReasonCode::SignInOpen),
        Some(Effect::Note)
    );
    m.last_sign_in = Fact::not_read();
    assert_eq!(
        missing(&m, &all_owned(), &policy),
        [FactName::LastSignIn],
        "but it could be read"
    );
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
fn another_region_of_a_multi_geo_tenant_needs_a_licence() {
    let geo = tenant(&["EXCHANGESTANDARD", "OFFICE365_MULTIGEO"]);
    for (region, t, wanted) in [
        ("NAM", &geo, Verdict::Required),
        ("nam", &geo, Verdict::Required),
        ("EUR", &geo, Verdict::Removable),
        ("eur", &geo, Verdict::Removable),
        ("None", &geo, Verdict::Removable),
        ("", &geo, Verdict::Removable),
        ("NAM", &all_owned(), Verdict::Removable),
    ] {
        let m = MailboxFacts {
            region: live(region.to_owned()),
            ..mailbox(&["EXCHANGESTANDARD"])
        };
        assert_eq!(
            assess(&m, t, &Policy::current(), now()).verdict,
            wanted,
            "{region}"
        );
    }
    let m = MailboxFacts {
        region: Fact::not_read(),
        ..mailbox(&["EXCHANGESTANDARD"])
    };
    assert_eq!(missing(&m, &geo, &Policy::current()), [FactName::Region]);
    assert_eq!(missing(&m, &all_owned(), &Policy::current()), []);
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
fn a_fact_is_missed_exactly_when_it_could_change_the_verdict() {
    use FactName::{Holds, LastActivity, LastSignIn, OneDrive, Quota, Size};
    let not_read = |change: fn(&mut MailboxFacts)| {
        move |mut m: MailboxFacts| {
            change(&mut m);
            m
        }
    };
    let size = not_read(|m| m.size = Fact::not_read());
    let holds_gone = not_read(|m| m.holds = Fact::not_read());
    let uses =
        not_read(|m| (m.last_sign_in, m.last_activity) = (Fact::not_read(), Fact::not_read()));
    let onedrive = not_read(|m| m.onedrive = Fact::not_read());
    let quota = not_read(|m| m.quota = Fact::not_read());
    let with_archive = |m: MailboxFacts| MailboxFacts {
        archive: archived(),
        ..m
    };
    let over = |m: MailboxFacts| MailboxFacts {
        size: bytes(60 << 30),
        ..m
    };
    for (m, wanted) in [
        (size(mailbox(&["EXCHANGESTANDARD"])), &[Size][..]),
        (size(mailbox(&[])), &[]), // the policy's switch
        (size(mailbox(&["POWER_BI_PRO"])), &[Size]),
        (size(with_archive(mailbox(&["EXCHANGEENTERPRISE"]))), &[]),
        (
            size(with_archive(mailbox(&[
                "EXCHANGESTANDARD",
                "EXCHANGEARCHIVE_ADDON",
            ]))),
            &[Size],
        ),
        (holds_gone(mailbox(&[])), &[Holds]),
        (holds_gone(with_archive(mailbox(&[]))), &[]),
        (uses(mailbox(&["EXCHANGESTANDARD"])), &[]),
        (uses(open(&[])), &[]),
        (
            uses(open(&["EXCHANGESTANDARD"])),
            &[LastSignIn, LastActivity],
        ),
        (onedrive(mailbox(&["EXCHANGESTANDARD"])), &[]),
        (onedrive(mailbox(&["ENTERPRISEPACK"])), &[OneDrive]),
        (onedrive(over(mailbox(&["EXCHANGEENTERPRISE"]))), &[]),
        (quota(mailbox(&["EXCHANGESTANDARD"])), &[]),
        (quota(over(mailbox(&["EXCHANGEENTERPRISE"]))), &[]),
        (quota(over(mailbox(&["EXCHANGESTANDARD"]))), &[Quota]),
    ] {
        assert_eq!(
            missing(&m, &all_owned(), &Policy::current()),
            wanted,
            "{:?}",
            m.licenses.value()
        );
    }
    let strict = switched(|s| s.unlicensed_size = NoteSwitch::Strict);
    assert_eq!(missing(&size(mailbox(&[])), &all_owned(), &strict), [Size]);
}

#[test]
fn without_the_licences_nothing_else_is_asked() {
    let m = MailboxFacts::unread(mailbox(&[]).account, mailbox(&[]).name);
    assert_eq!(
        missing(&m, &all_owned(), &Policy::current()),
        [FactName::Kind, FactName::Licenses]
    );
    let mut m = mailbox(&[]);
    m.licenses = Fact::not_read();
    m.archive = archived();
    assert_eq!(
        missing(&m, &all_owned(), &Policy::current()),
        [FactName::Licenses]
    );
}

#[test]
fn a_product_that_nobody_knows_is_unknown() {
    let mut m = mailbox(&["EXCHANGESTANDARD"]);
    let unheard = License::direct(model::SkuId::from_u128(77), [].into());
    m.licenses = live(vec![held("EXCHANGESTANDARD"), unheard]);
    assert_eq!(
        rulings(&m),
        [LicenseVerdict::Removable, LicenseVerdict::Unknown]
    );
    assert_eq!(verdict(&m), Verdict::Unknown);
    m.archive = archived();
    assert_eq!(
        verdict(&m),
        Verdict::Unknown,
        "it may be the one that suffices"
    );
    let mut t = all_owned();
    t.skus = Fact::not_read();
    assert_eq!(
        assess(&mailbox(&["SPB"]), &t, &Policy::current(), now()).verdict,
        Verdict::Unknown
    );
}

#[test]
fn a_usage_report_decides_only_below_40_gb_and_for_seven_days() {
    let report = |size: u64, hours| {
        Fact::Known(Observed {
            value: MailboxSize::Used(model::ByteSize(size)),
            source: Source::MailboxUsageReport,
            as_of: ago(hours),
            read_at: now(),
        })
    };
    for (size, hours, wanted) in [
        (42_949_672_959, 168, &[][..]),
        (42_949_672_959, 169, &[FactName::Size]),
        (42_949_672_960, 2, &[FactName::Size]),
        (60 << 30, 48, &[FactName::Size]),
        (0, 48, &[]),
    ] {
        let m = MailboxFacts {
            size: report(size, hours),
            ..mailbox(&["EXCHANGESTANDARD"])
        };
        assert_eq!(
            missing(&m, &all_owned(), &Policy::current()),
            wanted,
            "{size} {hours}"
        );
    }
}

#[test]
fn a_live_fact_is_good_for_one_hour() {
    let aged = |seconds| {
        let then = now() - jiff::SignedDuration::from_secs(seconds);
        let mut m = mailbox(&["EXCHANGESTANDARD"]);
        m.holds = Fact::live(
            model::mailbox::Holds::default(),
            Source::ExchangeMailbox,
            then,
        );
        m
    };
    assert_eq!(missing(&aged(3600), &all_owned(), &Policy::current()), []);
    let a = assess(&aged(3601), &all_owned(), &Policy::current(), now());
    let model::Reason::FactMissing { fact, gap } =
        a.finding(ReasonCode::FactMissing).unwrap().reason.clone()
    else {
        panic!()
    };
    assert_eq!(fact, FactName::Holds);
    assert_eq!(
        gap.why,
        GapWhy::Stale {
            age_seconds: 3601,
            limit_seconds: 3600
        }
    );
    let evidence = a
        .evidence
        .iter()
        .find(|e| e.fact == FactName::Holds)
        .unwrap();
    assert!(!evidence.known);
    assert!(evidence.as_of.is_some(), "its age can still be shown");
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
