use proptest::prelude::*;

use super::rules::{AccountKind, Facts, Outcome, Refused, WINDOW};

const DAY: i64 = 24 * 60 * 60;

fn at(day: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(1_800_000_000 + day * DAY).unwrap()
}

/// 100 licences, 60 of them needed, bought 100 days ago, renewed in 265.
fn bought(kind: AccountKind) -> Facts {
    Facts {
        kind,
        partner: (kind == AccountKind::Partner).then(|| "Adatum".to_owned()),
        active: true,
        trial: false,
        recurring: true,
        credit_pending: false,
        total: 100,
        scheduled: None,
        needed: 60,
        purchased_at: at(-100),
        added: None,
        renews_at: Some(at(265)),
    }
}

#[test]
fn each_agreement_has_its_rule() {
    use AccountKind::{Mca, Mosa, Partner, PrepaidKey, Representative};
    let fresh = Facts {
        purchased_at: at(-6),
        ..bought(Mca)
    };
    let added = Facts {
        added: Some((5, at(-6))),
        ..bought(Mca)
    };
    let refused = |why| Outcome::Refused(why);
    let later = Outcome::Scheduled(at(265));
    for (what, facts, to, expected) in [
        ("fewer, any time", bought(Mosa), 60, Outcome::Applied),
        (
            "fewer than assigned",
            bought(Mosa),
            59,
            refused(Refused::BelowAssigned(60)),
        ),
        ("more", bought(Mosa), 101, Outcome::Applied),
        ("the same", bought(Mosa), 100, Outcome::Unchanged),
        ("none", bought(Mosa), 0, refused(Refused::OutOfRange)),
        (
            "too many",
            bought(Mosa),
            10_000_001,
            refused(Refused::OutOfRange),
        ),
        ("fewer, late", bought(Mca), 99, later.clone()),
        (
            "fewer than assigned, late",
            bought(Mca),
            59,
            refused(Refused::BelowAssigned(60)),
        ),
        ("more, late", bought(Mca), 101, Outcome::Applied),
        ("fewer, in the window", fresh.clone(), 60, Outcome::Applied),
        (
            "fewer, when the window has just closed",
            Facts {
                purchased_at: at(-7),
                ..fresh.clone()
            },
            99,
            later.clone(),
        ),
        ("back what was added", added.clone(), 95, Outcome::Applied),
        ("back more than was added", added.clone(), 94, later.clone()),
        (
            "back what was added too long ago",
            Facts {
                added: Some((5, at(-7))),
                ..added
            },
            95,
            later,
        ),
        (
            "without recurring billing, in the window",
            Facts {
                recurring: false,
                ..fresh.clone()
            },
            99,
            refused(Refused::RecurringBillingOff),
        ),
        (
            "more without recurring billing",
            Facts {
                recurring: false,
                ..fresh.clone()
            },
            101,
            Outcome::Applied,
        ),
        (
            "late, and never renewed",
            Facts {
                renews_at: None,
                ..bought(Mca)
            },
            99,
            refused(Refused::NoRenewal),
        ),
        (
            "late, and past the renewal",
            Facts {
                renews_at: Some(at(-1)),
                ..bought(Mca)
            },
            99,
            refused(Refused::NoRenewal),
        ),
        (
            "a key",
            bought(PrepaidKey),
            99,
            refused(Refused::PrepaidKey),
        ),
        (
            "a partner",
            bought(Partner),
            99,
            refused(Refused::PartnerOwned("Adatum".to_owned())),
        ),
        (
            "more from a partner",
            bought(Partner),
            101,
            refused(Refused::PartnerOwned("Adatum".to_owned())),
        ),
        (
            "a representative",
            bought(Representative),
            99,
            refused(Refused::Representative),
        ),
        (
            "a trial",
            Facts {
                trial: true,
                ..fresh.clone()
            },
            99,
            refused(Refused::Trial),
        ),
        (
            "a credit check",
            Facts {
                credit_pending: true,
                ..fresh.clone()
            },
            99,
            refused(Refused::CreditCheckPending),
        ),
        (
            "expired",
            Facts {
                active: false,
                ..fresh
            },
            99,
            refused(Refused::NotActive),
        ),
    ] {
        assert_eq!(facts.change(to, at(0)), expected, "{what}");
    }
}

#[test]
fn a_window_is_told_only_where_there_is_one() {
    assert_eq!(bought(AccountKind::Mosa).window_until(), None);
    assert_eq!(bought(AccountKind::Mca).window_until(), Some(at(-93)));
    let added = Facts {
        added: Some((1, at(-2))),
        ..bought(AccountKind::Mca)
    };
    assert_eq!(added.window_until(), Some(at(5)));
}

proptest! {
    /// Whatever is asked, nobody who has a licence loses it, and nothing is returned after the window at once.
    #[test]
    fn nothing_that_is_assigned_is_returned(
        mosa: bool, recurring: bool, total in 1_u32..500, needed in 0_u32..500, to in 0_u32..600,
        bought_days in 0_i64..400, now in 0_i64..30,
    ) {
        let kind = if mosa { AccountKind::Mosa } else { AccountKind::Mca };
        let facts = Facts { recurring, total, needed, purchased_at: at(-bought_days), ..bought(kind) };
        match facts.change(to, at(now)) {
            Outcome::Applied if to < total => {
                prop_assert!(to >= needed);
                prop_assert!(mosa || (recurring && at(now).duration_since(facts.purchased_at) < WINDOW));
            }
            Outcome::Scheduled(when) => prop_assert!(to >= needed && to < total && when > at(now)),
            Outcome::Unchanged => prop_assert_eq!(to, total),
            _ => {}
        }
    }
}
