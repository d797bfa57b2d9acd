//! What makes a licence needed.

use super::*;

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
