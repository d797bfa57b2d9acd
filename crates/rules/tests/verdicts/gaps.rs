//! What is not known, and when that matters.

use super::*;

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
fn a_licence_whose_source_is_not_said_can_stay_and_never_go() {
    let named = |m: MailboxFacts| {
        let licenses = m
            .licenses
            .value()
            .unwrap()
            .iter()
            .map(|l| License::named(l.sku))
            .collect();
        MailboxFacts {
            licenses: live(licenses),
            ..m
        }
    };
    let free = named(mailbox(&["EXCHANGESTANDARD"]));
    assert_eq!(
        (verdict(&free), rulings(&free)),
        (Verdict::Unknown, vec![LicenseVerdict::Unknown])
    );
    assert_eq!(
        missing(&free, &all_owned(), &Policy::current()),
        [FactName::Licenses]
    );
    let a = assess(
        &open(&["EXCHANGESTANDARD"]),
        &all_owned(),
        &Policy::current(),
        now(),
    );
    assert!(a.removable_once_blocked || a.verdict == Verdict::Removable);
    assert!(!assess(&free, &all_owned(), &Policy::current(), now()).removable_once_blocked);

    let needed = named(MailboxFacts {
        archive: archived(),
        ..mailbox(&["ENTERPRISEPACK"])
    });
    assert_eq!(
        (verdict(&needed), rulings(&needed)),
        (Verdict::Required, vec![LicenseVerdict::Keep])
    );
}

#[test]
fn without_the_tenant_s_products_an_exported_licence_is_what_the_catalogue_says() {
    let exported = |source| {
        let m = mailbox(&["EXCHANGESTANDARD"]);
        let Fact::Known(licenses) = m.licenses.clone() else {
            panic!("they are known")
        };
        MailboxFacts {
            licenses: Fact::Known(Observed { source, ..licenses }),
            ..m
        }
    };
    let mut unknown = all_owned();
    (unknown.skus, unknown.default_region) = (Fact::not_read(), Fact::not_read());
    let judged = |m: &MailboxFacts| assess(m, &unknown, &Policy::current(), now()).verdict;
    assert_eq!(judged(&exported(Source::Export)), Verdict::Removable);
    assert_eq!(judged(&exported(Source::GraphUser)), Verdict::Unknown);
    let mut abroad = exported(Source::Export);
    abroad.region = live("EUR".to_owned());
    assert_eq!(
        judged(&abroad),
        Verdict::Unknown,
        "it may be a tenant in several regions"
    );
}
