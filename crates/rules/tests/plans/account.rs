//! What one account is to hold: products that come and go in one call, and the usage location before.

use boxseat_rules::{Conflict, Wanted, conflicts};

use super::way_back::{after, ledger, way_back};
use super::*;

fn wanted(m: &MailboxFacts, add: &[&str], remove: &[&str]) -> Wanted {
    let skus = |parts: &[&str]| parts.iter().map(|p| sku(p)).collect();
    Wanted {
        account: m.account,
        add: skus(add),
        remove: skus(remove),
        usage_location: None,
        block_sign_in: false,
        answers: Answers::none(),
        exclusions: Vec::new(),
    }
}

/// Owns what `owns` does, one of each available.
fn plenty() -> TenantFacts {
    let mut t = owns();
    let skus = t.skus.value().unwrap().clone();
    let more = |mut owned: model::tenant_facts::OwnedSku| {
        owned.enabled += 1;
        owned
    };
    let skus = skus.into_iter().map(more).collect();
    t.skus = Fact::live(skus, Source::GraphSubscribedSkus, now());
    t
}

fn planned(wanted: Wanted, m: &MailboxFacts, tenant: &TenantFacts) -> Result<Plan, Vec<Obstacle>> {
    let w = World {
        tenant,
        mailboxes: std::slice::from_ref(m),
        snapshot: None,
    };
    let made = plan(&Goal::ChangeAccount(wanted), &w, &Policy::current(), now());
    if let Ok(plan) = &made {
        assert_eq!(lint(plan, &w), [], "the planner passes the checker");
    }
    made
}

fn located(m: MailboxFacts, location: &str) -> MailboxFacts {
    MailboxFacts {
        usage_location: live(location.to_owned()),
        ..m
    }
}

/// An archive, so that something with it must be held.
fn needy() -> MailboxFacts {
    let m = MailboxFacts {
        archive: archived(),
        ..mailbox(&["ENTERPRISEPACK"])
    };
    located(m, "NL")
}

#[test]
fn what_is_needed_may_go_when_what_comes_in_the_same_call_gives_the_same() {
    let m = needy();
    let alone = planned(wanted(&m, &[], &["ENTERPRISEPACK"]), &m, &plenty()).unwrap_err();
    assert!(
        matches!(alone[..], [Obstacle::NotRemovable { .. }]),
        "{alone:?}"
    );
    let other = wanted(&m, &["EXCHANGESTANDARD"], &["ENTERPRISEPACK"]);
    let other = planned(other, &m, &plenty()).unwrap_err();
    assert!(
        matches!(other[..], [Obstacle::NotRemovable { .. }]),
        "{other:?}"
    );

    let exchange = wanted(&m, &["EXCHANGEENTERPRISE"], &["ENTERPRISEPACK"]);
    let plan = planned(exchange.clone(), &m, &plenty()).unwrap();
    assert_eq!(plan.purpose, Purpose::RemoveLicenses);
    let [step] = &plan.steps[..] else {
        panic!("one call, so that there is no gap: {:?}", plan.steps)
    };
    let add = |part: &str| LicenseAdd {
        sku: sku(part),
        disabled_plans: BTreeSet::new(),
    };
    let change = |comes: &str, goes: &str| Action::ChangeLicenses {
        add: vec![add(comes)],
        remove: vec![sku(goes)],
    };
    assert_eq!(step.action, change("EXCHANGEENTERPRISE", "ENTERPRISEPACK"));
    assert_eq!(step.inverse, change("ENTERPRISEPACK", "EXCHANGEENTERPRISE"));
    assert!(step.assess, "and it is judged again before the write");

    let none = planned(exchange, &m, &owns()).unwrap_err();
    assert!(
        matches!(
            none[..],
            [Obstacle::NoneAvailable {
                needed: 1,
                available: Some(0),
                ..
            }]
        ),
        "{none:?}"
    );
}

#[test]
fn the_usage_location_is_set_before_the_licence_and_only_where_it_is_another() {
    let with = |location: Option<&str>, asked: Option<&str>| {
        let m = match location {
            Some(location) => located(mailbox(&[]), location),
            None => mailbox(&[]),
        };
        let mut wanted = wanted(&m, &["POWER_BI_PRO"], &[]);
        wanted.usage_location = asked.map(str::to_owned);
        planned(wanted, &m, &plenty())
    };
    let sets = |plan: &Plan| match &plan.steps[0].action {
        Action::SetUsageLocation { to } => Some(to.clone()),
        _ => None,
    };
    for (location, asked, set) in [
        (Some(""), Some("nl"), Some("NL")),
        (Some("NL"), Some("nl "), None),
        (Some("BE"), Some("NL"), Some("NL")),
        (Some("BE"), None, None),
        // Not known and not asked for: Graph will say.
        (None, None, None),
    ] {
        let plan = with(location, asked).unwrap();
        assert_eq!(plan.purpose, Purpose::AssignLicenses);
        assert_eq!(sets(&plan).as_deref(), set, "{location:?} {asked:?}");
        assert_eq!(plan.steps.len(), 1 + usize::from(set.is_some()));
    }
    let said = |location, asked| format!("{:?}", with(location, asked).unwrap_err());
    for (location, asked, obstacle) in [
        (Some(""), None, "NoUsageLocation"),
        (Some(""), Some(""), "BadUsageLocation"),
        (Some(""), Some("NLD"), "BadUsageLocation"),
        (Some(""), Some("Ñ"), "BadUsageLocation"),
        (Some(""), Some("1A"), "BadUsageLocation"),
        (None, Some("NL"), "UsageLocationUnknown"),
    ] {
        let said = said(location, asked);
        assert!(said.contains(obstacle), "{location:?} {asked:?}: {said}");
    }
}

#[test]
fn steps_stand_in_the_order_in_which_they_protect() {
    let m = located(
        MailboxFacts {
            sign_in: live(SignIn::Allowed),
            ..mailbox(&["EXCHANGESTANDARD"])
        },
        "",
    );
    let mut all = wanted(&m, &["POWER_BI_PRO"], &["EXCHANGESTANDARD"]);
    all.usage_location = Some("NL".to_owned());
    all.block_sign_in = true;
    let plan = planned(all, &m, &plenty()).unwrap();
    let kinds: Vec<_> = plan
        .steps
        .iter()
        .map(|s| match s.action {
            Action::SetSignIn { .. } => "sign-in",
            Action::SetUsageLocation { .. } => "location",
            Action::ChangeLicenses { .. } => "licences",
            _ => "other",
        })
        .collect();
    assert_eq!(kinds, ["sign-in", "location", "licences"]);

    // And the checker says so where they do not.
    let w = World {
        tenant: &plenty(),
        mailboxes: std::slice::from_ref(&m),
        snapshot: None,
    };
    let mut late = plan.clone();
    late.steps.swap(1, 2);
    for (no, step) in (1..).zip(&mut late.steps) {
        step.no = StepNo(no);
    }
    let faults = lint(&late, &w);
    let step = StepNo(3);
    assert!(
        faults.contains(&PlanFault::LocationAfterLicenses { step }),
        "{faults:?}"
    );
    let mut idle = plan.clone();
    idle.steps[1].expects = idle.steps[1].result.clone();
    let step = StepNo(2);
    assert!(lint(&idle, &w).contains(&PlanFault::Senseless { step }));
    let mut lost = plan;
    lost.steps[1].inverse = Action::SetUsageLocation {
        to: "BE".to_owned(),
    };
    assert_eq!(lint(&lost, &w), [PlanFault::WrongInverse { step }]);
}

#[test]
fn nothing_is_given_to_whom_somebody_leaves_alone_or_who_has_it() {
    let m = located(mailbox(&["POWER_BI_PRO"]), "NL");
    let has = planned(wanted(&m, &["POWER_BI_PRO"], &[]), &m, &plenty()).unwrap_err();
    assert!(
        matches!(has[..], [Obstacle::NothingToDo { account: Some(_) }]),
        "{has:?}"
    );
    let nothing = planned(wanted(&m, &[], &[]), &m, &plenty()).unwrap_err();
    assert!(
        matches!(nothing[..], [Obstacle::NothingToDo { .. }]),
        "{nothing:?}"
    );
    let mut left = wanted(&m, &["EXCHANGESTANDARD"], &[]);
    left.exclusions = vec![Exclusion {
        mailbox: "info@contoso.com".to_owned(),
        reason: "legal asks".to_owned(),
        until: None,
    }];
    let left = planned(left, &m, &plenty()).unwrap_err();
    assert!(matches!(left[..], [Obstacle::Excluded { .. }]), "{left:?}");
}

#[test]
fn there_and_back_leaves_products_and_location_as_they_were() {
    let held = located(mailbox(&["EXCHANGESTANDARD", "POWER_BI_PRO"]), "");
    for (add, remove, location) in [
        (&["ENTERPRISEPACK"][..], &[][..], Some("NL")),
        (&["ENTERPRISEPACK"], &["POWER_BI_PRO"], Some("NL")),
        (
            &["ENTERPRISEPACK", "EXCHANGEENTERPRISE"],
            &["EXCHANGESTANDARD"],
            Some("BE"),
        ),
        (&[], &["EXCHANGESTANDARD"], Some("NL")),
        (&[], &[], Some("NL")),
    ] {
        let mut asked = wanted(&held, add, remove);
        asked.usage_location = location.map(str::to_owned);
        let plan = planned(asked, &held, &plenty()).unwrap();
        let changed = after(&held, &plan);
        // Without a usage location nothing could be assigned again: so on the way back the location comes last.
        let back = way_back(&ledger(&plan), &changed, &plenty());
        let back = back.unwrap_or_else(|o| panic!("{add:?} {remove:?}: {o:?}"));
        let restored = after(&changed, &back);
        let state = |m: &MailboxFacts| {
            let licenses = m.licenses.value().unwrap().iter();
            let direct: BTreeSet<SkuId> = licenses.map(|l| l.sku).collect();
            (direct, m.usage_location.value().cloned())
        };
        assert_eq!(state(&restored), state(&held), "{add:?} {remove:?}");
    }
}

#[test]
fn a_location_that_others_changed_since_is_left_alone() {
    let m = located(mailbox(&[]), "");
    let mut asked = wanted(&m, &["POWER_BI_PRO"], &[]);
    asked.usage_location = Some("NL".to_owned());
    let plan = planned(asked, &m, &plenty()).unwrap();
    let changed = located(after(&m, &plan), "BE");
    let said = way_back(&ledger(&plan), &changed, &plenty()).unwrap_err();
    assert!(
        matches!(&said[..], [Obstacle::UsageLocationChanged { now: Some(now), .. }] if now == "BE"),
        "{said:?}"
    );
    // One who put it back already is fine: only the licence goes.
    let already = located(after(&m, &plan), "");
    let back = way_back(&ledger(&plan), &already, &plenty()).unwrap();
    assert_eq!(back.steps.len(), 1);
}

#[test]
fn plans_that_exclude_each_other_are_said_and_stop_nothing() {
    let set = |parts: &[&str]| parts.iter().map(|p| sku(p)).collect::<BTreeSet<_>>();
    let of = |m: &MailboxFacts, add: &[&str], remove: &[&str]| {
        conflicts(m, &plenty(), &set(add), &set(remove))
    };
    let m = mailbox(&["EXCHANGESTANDARD"]);
    let both = of(&m, &["EXCHANGEENTERPRISE"], &[]);
    let [Conflict { with, comes, .. }] = both[..] else {
        panic!("{both:?}")
    };
    assert_eq!(
        (with, comes),
        (sku("EXCHANGESTANDARD"), sku("EXCHANGEENTERPRISE"))
    );
    assert_eq!(of(&m, &["EXCHANGEENTERPRISE"], &["EXCHANGESTANDARD"]), []);
    assert_eq!(of(&m, &["POWER_BI_PRO"], &[]), []);
    assert_eq!(
        of(
            &mailbox(&[]),
            &["EXCHANGEENTERPRISE", "EXCHANGESTANDARD"],
            &[]
        )
        .len(),
        1
    );
    // A group gives it still, whatever is taken directly.
    let mut given = m;
    let group = LicenseSource {
        by: AssignedBy::Group(GroupId::from_u128(3)),
        disabled_plans: BTreeSet::new(),
        state: "Active".to_owned(),
    };
    let mut licenses = given.licenses.value().unwrap().clone();
    licenses[0].sources.push(group);
    given.licenses = Fact::live(licenses, Source::GraphUser, now());
    assert_eq!(
        of(&given, &["EXCHANGEENTERPRISE"], &["EXCHANGESTANDARD"]).len(),
        1
    );
}
