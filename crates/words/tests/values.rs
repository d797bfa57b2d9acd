//! Numbers, sizes, money, times and plurals by language, and the sentences for a manager.

use boxseat_words::{self as words, Language, Locale, Summary};
use jiff::{SignedDuration, Timestamp};
use model::cloud::LicenseLayout;
use model::money::{Cost, Money};
use model::{ByteSize, CloudId, Currency, ReasonCode};

const EN: Locale = Locale::new(Language::En, CloudId::Worldwide);
const NL: Locale = Locale::new(Language::Nl, CloudId::Worldwide);

fn money(amount: &str, currency: &str) -> Money {
    Money {
        amount: amount.parse().expect("an amount of the table"),
        currency: Currency::try_from(currency.to_owned()).expect("a code of the table"),
    }
}

fn priced(amount: &str, without_price: u64, example: bool) -> Cost {
    Cost {
        per_month: Some(money(amount, "EUR")),
        without_price,
        example,
    }
}

const NO_PRICE: Cost = Cost {
    per_month: None,
    without_price: 14,
    example: false,
};

#[test]
fn counts_are_grouped_by_language() {
    for (n, en, nl) in [
        (0, "0", "0"),
        (999, "999", "999"),
        (1_234, "1,234", "1.234"),
        (1_234_567, "1,234,567", "1.234.567"),
    ] {
        assert_eq!(
            (words::count(n, &EN), words::count(n, &NL)),
            (en.to_owned(), nl.to_owned())
        );
    }
    assert_eq!(words::count(u64::MAX, &EN), "18,446,744,073,709,551,615");
}

#[test]
fn plurals_follow_the_number() {
    for (n, en, nl) in [
        (0, "0 licences", "0 licenties"),
        (1, "1 licence", "1 licentie"),
        (2, "2 licences", "2 licenties"),
        (1_234, "1,234 licences", "1.234 licenties"),
    ] {
        assert_eq!(words::cli::licenses(&EN, n), en);
        assert_eq!(words::cli::licenses(&NL, n), nl);
    }
    let question = |l: &Locale, n| {
        words::cli::confirm_remove(l, &words::cli::licenses(l, n), &words::cli::mailboxes(l, n))
    };
    assert_eq!(question(&EN, 14), "Remove 14 licences from 14 mailboxes?");
    assert_eq!(question(&EN, 1), "Remove 1 licence from 1 mailbox?");
    assert_eq!(
        question(&NL, 14),
        "14 licenties verwijderen van 14 postvakken?"
    );
}

#[test]
fn sizes_have_their_unit_and_the_marks_of_the_language() {
    for (bytes, en, nl) in [
        (0, "0 B", "0 B"),
        (262_144, "256 KB", "256 KB"),
        (53_150_220_288, "49.5 GB", "49,5 GB"),
        (53_687_091_200, "50 GB", "50 GB"),
        (1_587_000_000, "1.48 GB", "1,48 GB"),
        (u64::MAX, "16,777,216 TB", "16.777.216 TB"),
    ] {
        assert_eq!(
            (
                words::size(ByteSize(bytes), &EN),
                words::size(ByteSize(bytes), &NL)
            ),
            (en.to_owned(), nl.to_owned())
        );
    }
}

#[test]
fn a_byte_over_the_limit_is_not_said_to_be_the_limit() {
    let limit = ByteSize::gb(50);
    let reason = model::Reason::Over50Gb {
        size: ByteSize(limit.0 + 1),
        limit,
    };
    assert_eq!(
        words::reason(&reason, &EN),
        "50 GB (53,687,091,201 bytes) in use, more than 50 GB"
    );
}

#[test]
fn money_has_its_symbol_and_cents_only_where_there_are_any() {
    for (amount, currency, en, nl) in [
        ("212", "EUR", "€ 212", "€ 212"),
        ("212.00", "EUR", "€ 212", "€ 212"),
        ("212.4", "EUR", "€ 212.40", "€ 212,40"),
        ("1234.565", "USD", "$ 1,234.57", "$ 1.234,57"),
        ("0.999", "GBP", "£ 1", "£ 1"),
        ("0", "CNY", "¥ 0", "¥ 0"),
        ("7.5", "SEK", "SEK 7.50", "SEK 7,50"),
        (
            "79228162514264337593543950335",
            "CHF",
            "CHF 79,228,162,514,264,337,593,543,950,335",
            "CHF 79.228.162.514.264.337.593.543.950.335",
        ),
    ] {
        let money = money(amount, currency);
        assert_eq!(
            (words::money(&money, &EN), words::money(&money, &NL)),
            (en.to_owned(), nl.to_owned())
        );
    }
}

#[test]
fn a_cost_says_what_it_does_not_know() {
    for (cost, en, nl) in [
        (priced("212", 0, false), "€ 212 a month", "€ 212 per maand"),
        (
            priced("212", 2, false),
            "at least € 212 a month",
            "ten minste € 212 per maand",
        ),
        (
            priced("212", 0, true),
            "€ 212 a month (example prices)",
            "€ 212 per maand (voorbeeldprijzen)",
        ),
        (priced("0", 0, false), "€ 0 a month", "€ 0 per maand"),
        (NO_PRICE, "unknown", "onbekend"),
    ] {
        assert_eq!(
            (words::cost(&cost, &EN), words::cost(&cost, &NL)),
            (en.to_owned(), nl.to_owned())
        );
    }
}

#[test]
fn times_are_utc_and_say_so() {
    let at: Timestamp = "2026-03-02T04:05:06Z".parse().unwrap();
    assert_eq!(words::date(at, &EN), "2 March 2026");
    assert_eq!(words::date(at, &NL), "2 maart 2026");
    assert_eq!(words::date_time(at, &EN), "2 March 2026, 04:05 UTC");
    for extreme in [Timestamp::MIN, Timestamp::MAX] {
        assert!(!words::date_time(extreme, &NL).is_empty());
    }
}

#[test]
fn ages_are_told_in_their_largest_unit() {
    for (seconds, en, nl) in [
        (-5, "just now", "zojuist"),
        (3, "just now", "zojuist"),
        (59, "59 seconds ago", "59 seconden geleden"),
        (60, "1 minute ago", "1 minuut geleden"),
        (200, "3 minutes ago", "3 minuten geleden"),
        (7_200, "2 hours ago", "2 uur geleden"),
        (86_400, "24 hours old", "24 uur oud"),
        (172_800, "2 days old", "2 dagen oud"),
        (300_000, "3 days old", "3 dagen oud"),
    ] {
        let age = SignedDuration::from_secs(seconds);
        assert_eq!(
            (words::age(age, &EN), words::age(age, &NL)),
            (en.to_owned(), nl.to_owned())
        );
    }
    assert!(!words::duration(SignedDuration::MIN, &EN).is_empty());
}

#[test]
fn lists_are_joined_as_people_do() {
    for (things, en, nl) in [
        (&[][..], "", ""),
        (&["a"], "a", "a"),
        (&["a", "b"], "a and b", "a en b"),
        (&["a", "b", "c"], "a, b and c", "a, b en c"),
    ] {
        assert_eq!(
            (words::list(things, &EN), words::list(things, &NL)),
            (en.to_owned(), nl.to_owned())
        );
    }
}

#[test]
fn labels_and_steps_are_those_of_the_cloud() {
    for (cloud, save, products, teams, link) in [
        (
            CloudId::Worldwide,
            "Save changes",
            "Your products",
            "Teams & groups",
            "linkid=834822",
        ),
        (
            CloudId::GccHigh,
            "Save changes",
            "Your products",
            "Teams & groups",
            "linkid=834822",
        ),
        (
            CloudId::China,
            "Save",
            "Subscriptions",
            "Teams & groups",
            "linkid=850628",
        ),
        (
            CloudId::Germany,
            "Save",
            "Subscriptions",
            "Groups",
            "linkid=847686",
        ),
    ] {
        let l = Locale::new(Language::En, cloud);
        assert_eq!(words::ui::save(&l), save);
        assert_eq!(words::ui::your_products(&l), products);
        assert_eq!(words::ui::teams_and_groups(&l), teams);
        let steps = words::steps(&l);
        assert_eq!(steps.len(), 6);
        assert!(steps[0].contains(link), "{}", steps[0]);
        assert_eq!(steps[3], format!("Select {save}."));
    }
    let china = Locale::new(Language::Nl, CloudId::China);
    assert_eq!(words::ui::save(&china), "Opslaan");
    assert_eq!(
        words::ui::save(&china.with_layout(LicenseLayout::LicensesAndApps)),
        "Wijzigingen opslaan"
    );
}

fn example() -> Summary {
    Summary {
        licensed_shared: 31,
        removable: 14,
        removable_once_blocked: 3,
        must_stay: 17,
        extras: 0,
        overlicensed: 0,
        missing: 0,
        blocked: 0,
        unknown: 0,
        leavers: 0,
        saving: priced("212", 0, false),
        reasons: vec![
            (ReasonCode::Over50Gb, 9),
            (ReasonCode::Archive, 5),
            (ReasonCode::LitigationHold, 3),
        ],
    }
}

#[test]
fn a_long_list_of_reasons_is_cut_to_the_most_frequent() {
    let reasons = ReasonCode::ALL.iter().take(8).zip([9, 8, 7, 6, 5, 4, 3, 2]);
    let many = Summary {
        must_stay: 44,
        extras: 2,
        reasons: reasons.map(|(code, n)| (*code, n)).collect(),
        ..example()
    };
    let said = words::summary(&many, &EN);
    assert!(said[0].ends_with("9 for other reasons."), "{}", said[0]);
    assert_eq!(said[0].matches(", ").count(), 5, "{}", said[0]);
    assert!(said.contains(
        &"2 of those that must stay also hold another licence, which can go.".to_owned()
    ));
}

#[test]
fn a_manager_reads_one_sentence_first() {
    assert_eq!(
        words::summary(&example(), &EN),
        [
            "14 of 31 licensed shared mailboxes don't need it: € 212 a month; \
             17 must stay: 9 over 50 GB, 5 with an archive, 3 on litigation hold.",
            "3 more once sign-in is blocked.",
        ]
    );
}

#[test]
fn the_sentences_fit_every_outcome() {
    let cases = [
        example(),
        Summary {
            saving: NO_PRICE,
            removable_once_blocked: 0,
            ..example()
        },
        Summary {
            saving: priced("212", 2, true),
            must_stay: 16,
            blocked: 1,
            ..example()
        },
        Summary {
            removable: 1,
            must_stay: 1,
            reasons: vec![(ReasonCode::Archive, 1)],
            licensed_shared: 2,
            ..example()
        },
        Summary {
            removable: 0,
            must_stay: 31,
            reasons: vec![],
            overlicensed: 1,
            missing: 1,
            unknown: 1,
            ..example()
        },
        Summary {
            removable: 31,
            must_stay: 0,
            overlicensed: 2,
            missing: 2,
            unknown: 2,
            blocked: 2,
            leavers: 2,
            ..example()
        },
        Summary {
            removable: 1,
            licensed_shared: 1,
            must_stay: 0,
            leavers: 1,
            ..example()
        },
        Summary {
            removable: 0,
            licensed_shared: 1,
            must_stay: 0,
            removable_once_blocked: 1,
            ..example()
        },
        Summary {
            licensed_shared: 0,
            removable: 0,
            must_stay: 0,
            removable_once_blocked: 0,
            ..example()
        },
    ];
    for (language, l) in [("en", EN), ("nl", NL)] {
        let text: Vec<_> = cases
            .iter()
            .map(|case| words::summary(case, &l).join(" "))
            .collect();
        insta::assert_snapshot!(format!("summary-{language}"), text.join("\n"));
    }
}
