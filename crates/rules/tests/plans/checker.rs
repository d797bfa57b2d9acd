//! Every fault that a plan can have.

use super::*;

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
