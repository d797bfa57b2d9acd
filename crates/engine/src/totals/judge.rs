//! What stands against a new number (`peers.md` 1g, "Return rules"; `graph.md` 8). What only Microsoft's billing
//! knows is judged where a stand-in of it says so; elsewhere the rules are told in words.

use jiff::Timestamp;
use model::TotalObstacle;

use super::{Channel, TotalGoal};
use crate::products::{BillingSays, Product, ProductSubscription, Products};

/// More than anybody buys: a slip of the finger. Assumed.
const MOST: u64 = 10_000_000;

/// What stands against it, the plainest first.
pub(super) fn obstacles(
    goal: &TotalGoal,
    products: &Products,
    channel: &Channel,
    now: Timestamp,
) -> Vec<TotalObstacle> {
    let gap = products
        .products
        .gap()
        .or(products.subscriptions_gap.as_ref());
    if let Some(gap) = gap {
        return vec![TotalObstacle::Unread { gap: gap.clone() }];
    }
    let Some((product, subscription)) = products.subscription(goal.subscription) else {
        return vec![TotalObstacle::UnknownSubscription];
    };
    let mut obstacles: Vec<_> = of_the_number(goal, product, subscription)
        .into_iter()
        .collect();
    if subscription.trial {
        obstacles.push(TotalObstacle::Trial);
    } else if !subscription.is_enabled() {
        obstacles.push(TotalObstacle::NotActive {
            status: subscription.status.clone(),
        });
    }
    if let Some(billing) = &subscription.billing {
        obstacles.extend(of_billing(goal, channel, billing, now));
    }
    obstacles
}

fn of_the_number(
    goal: &TotalGoal,
    product: &Product,
    subscription: &ProductSubscription,
) -> Option<TotalObstacle> {
    if subscription.total.is_none() {
        let gap = model::Gap::at(model::Source::GraphSubscriptions, model::GapWhy::Absent);
        return Some(TotalObstacle::Unread { gap });
    }
    if goal.to == goal.from {
        return Some(TotalObstacle::Unchanged { total: goal.to });
    }
    if !(1..=MOST).contains(&goal.to) {
        return Some(TotalObstacle::OutOfRange);
    }
    if goal.to > goal.from {
        return None;
    }
    if let (Some(assigned), Some(minimum)) = (product.assigned, subscription.minimum) {
        (goal.to < minimum).then_some(TotalObstacle::BelowAssigned { assigned, minimum })
    } else {
        let gap = model::Gap::at(model::Source::GraphSubscribedSkus, model::GapWhy::Absent);
        Some(TotalObstacle::Unread { gap })
    }
}

fn of_billing(
    goal: &TotalGoal,
    channel: &Channel,
    billing: &BillingSays,
    now: Timestamp,
) -> Vec<TotalObstacle> {
    let mut obstacles = Vec::new();
    if billing.kind == "PrepaidKey" {
        obstacles.push(TotalObstacle::PrepaidKey);
    }
    if billing.credit_check {
        obstacles.push(TotalObstacle::CreditCheckPending);
    }
    let lowers_by_agreement = billing.kind == "MCA" && goal.to < goal.from;
    if lowers_by_agreement && !billing.recurring {
        obstacles.push(TotalObstacle::RecurringBillingOff);
    }
    let at_once = billing.reduce_until.is_some_and(|until| now < until);
    let later = matches!(channel, Channel::Submit { from_then: Some(_) });
    if lowers_by_agreement && !at_once && !later {
        obstacles.push(TotalObstacle::NoRenewal);
    }
    obstacles
}

/// From when on the number would hold; `None` is at once. Under a customer agreement a lower number holds at once
/// within seven days of buying or renewing, else from the renewal on. (Only licences that were just added may go at
/// once in their own seven days; of more, billing itself decides, and its answer is what counts.)
pub(super) fn holds_from(
    goal: &TotalGoal,
    billing: &BillingSays,
    now: Timestamp,
) -> Option<Timestamp> {
    let waits = billing.kind == "MCA"
        && goal.to < goal.from
        && billing.reduce_until.is_none_or(|until| until <= now);
    billing.renewal.filter(|at| waits && *at > now)
}

/// The code of a refusal of the stand-in ([`wire::billing::Changed`]).
pub(super) fn refused(code: &str, message: &str, minimum: u64, assigned: u64) -> TotalObstacle {
    match code {
        "partnerOwned" => TotalObstacle::PartnerOwned { name: None },
        "representativeOwned" => TotalObstacle::RepresentativeOwned,
        "trial" => TotalObstacle::Trial,
        "creditCheckPending" => TotalObstacle::CreditCheckPending,
        "notActive" => TotalObstacle::NotActive {
            status: String::new(),
        },
        "prepaidKey" => TotalObstacle::PrepaidKey,
        "outOfRange" => TotalObstacle::OutOfRange,
        "belowAssigned" => TotalObstacle::BelowAssigned { assigned, minimum },
        "recurringBillingOff" => TotalObstacle::RecurringBillingOff,
        "noRenewal" => TotalObstacle::NoRenewal,
        _ => TotalObstacle::Service {
            code: code.to_owned(),
            message: message.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every code that [`wire::billing::Changed`] names; `totalChanged` is told by reading the number again.
    #[test]
    fn every_refusal_of_the_stand_in_has_a_name_of_its_own() {
        let codes = [
            "partnerOwned",
            "representativeOwned",
            "trial",
            "creditCheckPending",
            "notActive",
            "prepaidKey",
            "outOfRange",
            "belowAssigned",
            "recurringBillingOff",
            "noRenewal",
        ];
        let mut seen = Vec::new();
        for code in codes {
            let why = refused(code, "as sent", 3, 5);
            assert!(!matches!(why, TotalObstacle::Service { .. }), "{code}");
            assert!(!seen.contains(&why), "{code}");
            seen.push(why);
        }
        assert!(seen.contains(&TotalObstacle::BelowAssigned {
            assigned: 5,
            minimum: 3
        }));
        let other = TotalObstacle::Service {
            code: "newRule".to_owned(),
            message: "as sent".to_owned(),
        };
        assert_eq!(refused("newRule", "as sent", 0, 0), other);
    }

    #[test]
    fn a_lower_number_under_a_customer_agreement_waits_for_the_renewal() {
        let time = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = time("2026-11-23T12:00:00Z");
        let goal = |to| TotalGoal {
            subscription: model::SubscriptionId::from_u128(1),
            from: 10,
            to,
        };
        let renewal = Some(time("2027-01-01T00:00:00Z"));
        for (kind, until, to, waits) in [
            ("MCA", "2026-11-20T00:00:00Z", 8, true),
            ("MCA", "2026-11-25T00:00:00Z", 8, false),
            ("MCA", "2026-11-20T00:00:00Z", 12, false),
            ("MOSA", "2026-11-20T00:00:00Z", 8, false),
        ] {
            let billing = BillingSays {
                kind: kind.to_owned(),
                recurring: true,
                credit_check: false,
                reduce_until: Some(time(until)),
                renewal,
                scheduled: None,
            };
            let from_then = holds_from(&goal(to), &billing, now);
            assert_eq!(from_then, renewal.filter(|_| waits), "{kind} {until} {to}");
            let found = of_billing(&goal(to), &Channel::Submit { from_then }, &billing, now);
            assert_eq!(found, [], "{kind} {until} {to}");
            let ended = BillingSays {
                renewal: None,
                recurring: false,
                ..billing
            };
            let from_then = holds_from(&goal(to), &ended, now);
            let found = of_billing(&goal(to), &Channel::Submit { from_then }, &ended, now);
            let off = kind == "MCA" && to < 10;
            let expected = [
                off.then_some(TotalObstacle::RecurringBillingOff),
                waits.then_some(TotalObstacle::NoRenewal),
            ];
            assert_eq!(found, expected.into_iter().flatten().collect::<Vec<_>>());
        }
    }
}
