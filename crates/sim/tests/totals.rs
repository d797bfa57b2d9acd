//! Products, and another number of licences: submitted where there is a stand-in of billing, else told and awaited.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use boxseat_sim::{Template, World};
use engine::{
    Caller, Channel, EngineError, Product, ProductSubscription, Role, Seller, TotalAsked,
    TotalChange, TotalDiffers, TotalEnd, TotalGoal, WatchState,
};
use model::{EntryKind, Purpose, SubscriptionId, TotalObstacle, TotalState};
use serde_json::json;
use store::LedgerQuery;
use tenant::Profile;

static TEMPLATE: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::Contoso, 120));

async fn products(w: &World) -> Vec<Product> {
    let read = w.engine().products(&w.by, &w.conn).await.expect("products");
    assert!(read.submit, "the embedded tenant has a stand-in of billing");
    assert_eq!((&read.subscriptions_gap, &read.billing_gap), (&None, &None));
    read.products.value().expect("they were read").clone()
}

/// The first subscription that is as wanted, with its product.
async fn one(
    w: &World,
    is: impl Fn(&Product, &ProductSubscription) -> bool,
) -> (Product, ProductSubscription) {
    for product in products(w).await {
        if let Some(found) = product.subscriptions.iter().find(|s| is(&product, s)) {
            return (product.clone(), found.clone());
        }
    }
    panic!("the sample organisation has one")
}

fn kind(s: &ProductSubscription) -> &str {
    s.billing.as_ref().map_or("", |b| b.kind.as_str())
}

/// Bought directly, and lowered at any time.
async fn direct(w: &World) -> (Product, ProductSubscription) {
    one(w, |p, s| {
        kind(s) == "MOSA" && !p.free && s.is_enabled() && s.minimum < s.total
    })
    .await
}

fn to(s: &ProductSubscription, to: u64) -> TotalGoal {
    TotalGoal {
        subscription: s.id,
        from: s.total.expect("a number"),
        to,
    }
}

async fn proposed(w: &World, goal: &TotalGoal) -> TotalChange {
    match w.engine().propose_total(&w.by, &w.conn, goal).await {
        Ok(TotalAsked::Proposed(change)) => change,
        other => panic!("{other:?}"),
    }
}

async fn recorded(w: &World) -> Vec<(String, u64, u64, TotalState)> {
    let entries = w
        .store()
        .entries(LedgerQuery::default())
        .await
        .expect("entries");
    let entry = |e: model::Entry| match e.body.kind {
        EntryKind::Total {
            from, to, state, ..
        } => Some((e.body.by.name, from, to, state)),
        _ => None,
    };
    entries.into_iter().filter_map(entry).collect()
}

#[tokio::test(start_paused = true)]
async fn products_are_what_the_tenant_owns_and_billing_says() {
    let w = TEMPLATE.world(1);
    let all = products(&w).await;
    for p in &all {
        let together: u64 = p.subscriptions.iter().filter_map(|s| s.total).sum();
        let owned = p.total().expect("known") + p.suspended.expect("known");
        assert_eq!(owned, together, "{}", p.part_number);
        assert_eq!(
            p.available(),
            Some(p.total().unwrap().saturating_sub(p.assigned.unwrap()))
        );
        for s in &p.subscriptions {
            assert!(s.bought.is_some() && s.billing.is_some());
            assert!(!s.gives() || s.minimum <= s.total, "{s:?}");
        }
    }
    let free: Vec<_> = all
        .iter()
        .filter(|p| p.free)
        .map(|p| &p.part_number)
        .collect();
    assert!(free.iter().any(|p| *p == "FLOW_FREE"), "{free:?}");
    assert!(all.iter().any(|p| !p.free));
    let sellers = |is: fn(&Seller) -> bool| {
        all.iter()
            .flat_map(|p| &p.subscriptions)
            .filter(|s| is(&s.sold_by))
            .count()
    };
    assert!(
        sellers(|s| matches!(
            s,
            Seller::Partner {
                tenant: Some(_),
                name: Some(_)
            }
        )) > 0
    );
    assert!(sellers(|s| matches!(s, Seller::Representative)) > 0);
    assert!(sellers(|s| matches!(s, Seller::Microsoft)) > 0);
}

#[tokio::test(start_paused = true)]
async fn a_number_is_submitted_read_back_and_in_the_history() {
    let w = TEMPLATE.world(2);
    let (product, subscription) = direct(&w).await;
    let (from, minimum) = (subscription.total.unwrap(), subscription.minimum.unwrap());
    let goal = to(&subscription, minimum);
    let change = proposed(&w, &goal).await;
    assert_eq!(change.obstacles, []);
    assert_eq!(change.channel, Channel::Submit { from_then: None });
    assert!(change.may);

    let end = w
        .engine()
        .submit_total(&w.by, &w.conn, &goal)
        .await
        .unwrap();
    let TotalEnd::Done(done) = end else {
        panic!("{end:?}")
    };
    assert_eq!((done.from, done.subscription.total), (from, Some(minimum)));
    assert_eq!(
        done.product.total().unwrap() + from,
        product.total().unwrap() + minimum
    );
    let tables = w.tables().await;
    let rows = tables["subscription"].as_array().unwrap();
    let row = rows.iter().find(|r| r["id"] == subscription.id.to_string());
    assert_eq!(row.unwrap()["total"], json!(minimum));
    assert_eq!(
        recorded(&w).await,
        [
            ("sim".to_owned(), from, minimum, TotalState::Intended),
            ("sim".to_owned(), from, minimum, TotalState::Done)
        ]
    );
    w.store().verify().await.expect("the ledger verifies");
    let entries = w.store().entries(LedgerQuery::default()).await.unwrap();
    let plan = w.store().plan(entries[0].body.plan).await.unwrap().unwrap();
    assert_eq!((plan.purpose, plan.steps.len()), (Purpose::ChangeTotal, 0));
    assert_eq!(
        w.engine().open_runs(&w.by, w.conn.tenant()).await.unwrap(),
        []
    );
    assert_eq!(
        w.engine().watches(&w.by, w.conn.tenant()).await.unwrap(),
        []
    );

    // The form of somebody else, opened before.
    let end = w
        .engine()
        .submit_total(&w.by, &w.conn, &to(&subscription, from + 1))
        .await;
    let differs = TotalDiffers {
        subscription: subscription.id,
        shown: from,
        now: minimum,
    };
    assert_eq!(end.unwrap(), TotalEnd::Differs(differs));
    assert_eq!(recorded(&w).await.len(), 2, "nothing was even begun");
}

#[tokio::test(start_paused = true)]
async fn what_stands_against_a_number_is_said_and_nothing_is_sent() {
    let w = TEMPLATE.world(3);
    let (_, plain) = direct(&w).await;
    let total = plain.total.unwrap();
    let minimum = plain.minimum.unwrap();
    let (_, key) = one(&w, |_, s| kind(s) == "PrepaidKey").await;
    let (_, trial) = one(&w, |_, s| s.trial).await;
    let (_, ended) = one(&w, |_, s| !s.is_enabled()).await;
    let (_, credit) = one(&w, |_, s| {
        s.billing.as_ref().is_some_and(|b| b.credit_check)
    })
    .await;
    let unknown = TotalGoal {
        subscription: SubscriptionId::from_u128(1),
        from: 1,
        to: 2,
    };
    for (goal, code) in [
        (to(&plain, total), "Unchanged"),
        (to(&plain, 0), "OutOfRange"),
        (to(&plain, 10_000_001), "OutOfRange"),
        (
            to(&plain, minimum.saturating_sub(1).max(1)),
            "BelowAssigned",
        ),
        (to(&key, key.total.unwrap() - 1), "PrepaidKey"),
        (to(&trial, trial.total.unwrap() + 1), "Trial"),
        (to(&ended, ended.total.unwrap() + 1), "NotActive"),
        (to(&credit, credit.total.unwrap() + 1), "CreditCheckPending"),
        (unknown, "UnknownSubscription"),
    ] {
        let change = proposed(&w, &goal).await;
        let said = format!("{:?}", change.obstacles);
        assert!(said.contains(code), "{goal:?}: {said}");
        let end = w
            .engine()
            .submit_total(&w.by, &w.conn, &goal)
            .await
            .unwrap();
        assert!(matches!(&end, TotalEnd::Refused(c) if c.obstacles == change.obstacles));
    }
    assert_eq!(recorded(&w).await, []);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_of_the_service_is_a_code_and_in_the_history() {
    let w = TEMPLATE.world(4);
    let (_, plain) = direct(&w).await;
    w.fault(json!({"matcher": {"operation": "billing.change"}, "effect": {"kind": "status", "status": 403}, "times": 1}))
        .await;
    let goal = to(&plain, plain.total.unwrap() + 1);
    let end = w
        .engine()
        .submit_total(&w.by, &w.conn, &goal)
        .await
        .unwrap();
    let TotalEnd::Refused(change) = end else {
        panic!("{end:?}")
    };
    let [why @ TotalObstacle::Service { .. }] = &change.obstacles[..] else {
        panic!("{:?}", change.obstacles)
    };
    let last = recorded(&w).await.pop().unwrap();
    assert_eq!(last.3, TotalState::Refused { why: why.clone() });
    assert_eq!(
        w.engine().watches(&w.by, w.conn.tenant()).await.unwrap(),
        []
    );
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_read_back_and_never_sent_twice() {
    for (kind, times) in [("lose_answer", 1), ("drop", 1)] {
        let w = TEMPLATE.world(5);
        let (_, plain) = direct(&w).await;
        w.fault(json!({"matcher": {"operation": "billing.change"}, "effect": {"kind": kind}, "times": times}))
            .await;
        let goal = to(&plain, plain.total.unwrap() + 3);
        let end = w
            .engine()
            .submit_total(&w.by, &w.conn, &goal)
            .await
            .unwrap();
        match (kind, &end) {
            ("lose_answer", TotalEnd::Done(done)) => {
                assert_eq!(done.subscription.total, Some(goal.to));
            }
            ("drop", TotalEnd::Unconfirmed(watch)) => assert_eq!(watch.to, goal.to),
            other => panic!("{other:?}"),
        }
        let asked = w.admin("GET", "/requests", None).await;
        assert_eq!(asked["operations"]["billing.change"], json!(1));
    }
}

#[tokio::test(start_paused = true)]
async fn under_a_customer_agreement_it_waits_for_the_renewal() {
    let w = TEMPLATE.world(6);
    let (_, s) = one(&w, |_, s| {
        let open = |b: &engine::BillingSays| b.recurring && !b.credit_check && b.renewal.is_some();
        kind(s) == "MCA"
            && s.is_enabled()
            && s.minimum < s.total
            && s.billing.as_ref().is_some_and(open)
            && s.billing.as_ref().and_then(|b| b.reduce_until) < Some(w.env.now())
    })
    .await;
    let goal = to(&s, s.minimum.unwrap().max(1));
    let renewal = s.billing.as_ref().unwrap().renewal.unwrap();
    let change = proposed(&w, &goal).await;
    assert_eq!(change.obstacles, []);
    let from_then = Some(renewal);
    assert_eq!(change.channel, Channel::Submit { from_then });
    let end = w
        .engine()
        .submit_total(&w.by, &w.conn, &goal)
        .await
        .unwrap();
    let TotalEnd::Scheduled(watch) = end else {
        panic!("{end:?}")
    };
    assert_eq!(watch.from_then, Some(renewal));
    let now = w.engine().check_watches(&w.by, &w.conn).await.unwrap();
    assert_eq!(now[0].state, WatchState::Waiting);
    assert_eq!(proposed(&w, &goal).await.watch.map(|w| w.to), Some(goal.to));

    let days = renewal
        .duration_since(w.env.now())
        .as_hours()
        .unsigned_abs()
        + 48;
    tokio::time::sleep(std::time::Duration::from_hours(days)).await;
    let then = w.engine().check_watches(&w.by, &w.conn).await.unwrap();
    assert_eq!(then[0].state, WatchState::Reached, "{then:?}");
    assert_eq!(recorded(&w).await.pop().unwrap().3, TotalState::Done);
    // It is told once more, and recorded once only.
    let again = w.engine().check_watches(&w.by, &w.conn).await.unwrap();
    assert_eq!(again, then);
    let done = recorded(&w).await;
    assert_eq!(done.iter().filter(|r| r.3 == TotalState::Done).count(), 1);
    assert!(
        w.engine()
            .stop_watching(&w.by, w.conn.tenant(), s.id)
            .await
            .unwrap()
    );
    assert_eq!(
        w.engine().watches(&w.by, w.conn.tenant()).await.unwrap(),
        []
    );
}

#[tokio::test(start_paused = true)]
async fn what_a_partner_sold_is_told_and_awaited_and_nothing_is_sent() {
    let w = TEMPLATE.world(7);
    let (product, s) = one(&w, |_, s| {
        matches!(s.sold_by, Seller::Partner { .. }) && s.minimum < s.total
    })
    .await;
    let goal = to(&s, s.minimum.unwrap().max(1));
    let change = proposed(&w, &goal).await;
    assert_eq!(change.obstacles, []);
    let Channel::Instruction(told) = &change.channel else {
        panic!("{:?}", change.channel)
    };
    assert_eq!(
        (told.from, told.to, told.last),
        (goal.from, goal.to, s.next)
    );
    assert!(
        matches!(&told.seller, Seller::Partner { name: Some(name), .. } if name == "Adatum Cloud Services")
    );
    assert!(told.page.starts_with("https://go.microsoft.com/"));
    let refused = w
        .engine()
        .submit_total(&w.by, &w.conn, &goal)
        .await
        .unwrap();
    assert!(matches!(refused, TotalEnd::Refused(_)));
    let end = w.engine().watch_total(&w.by, &w.conn, &goal).await.unwrap();
    let TotalEnd::Watching(watch) = end else {
        panic!("{end:?}")
    };
    let waiting = w.engine().check_watches(&w.by, &w.conn).await.unwrap();
    assert_eq!(waiting[0].state, WatchState::Waiting);

    // Another process sees it too, and what the partner did.
    let w = w.restarted();
    let known = w.engine().watches(&w.by, w.conn.tenant()).await.unwrap();
    assert_eq!((known.len(), known[0].to), (1, watch.to));
    let asked = w.admin("GET", "/requests", None).await;
    assert_eq!(asked["operations"].get("billing.change"), None);
    partner_sets(&w, &s, &product, goal.to).await;
    let reader = Caller {
        roles: BTreeSet::new(),
        ..Caller::owner("somebody else", "web")
    };
    let there = w.engine().check_watches(&reader, &w.conn).await.unwrap();
    assert_eq!(there[0].state, WatchState::Reached);
    let kinds: Vec<_> = recorded(&w).await.into_iter().map(|r| (r.0, r.3)).collect();
    assert_eq!(
        kinds,
        [
            ("sim".to_owned(), TotalState::Instructed),
            ("sim".to_owned(), TotalState::Done)
        ]
    );
}

/// The partner lowers the number, in a place of its own.
async fn partner_sets(w: &World, s: &ProductSubscription, product: &Product, to: u64) {
    let mut image = w.admin("GET", "/export", None).await;
    let off = s.total.expect("a number") - to;
    let mut lower = |table: &str, key: &str, id: String, column: &str| {
        let rows = image["tables"][table].as_array_mut().expect("rows");
        let row = rows.iter_mut().find(|r| r[key] == id).expect("the row");
        row[column] = json!(row[column].as_u64().expect("a number") - off);
    };
    lower("subscription", "id", s.id.to_string(), "total");
    lower("sku", "sku", product.sku.to_string(), "enabled");
    w.admin("PUT", "/import", Some(image)).await;
}

#[tokio::test(start_paused = true)]
async fn roles_decide_who_may_change_a_number_and_the_connection_never_widens_them() {
    let w = TEMPLATE.world(8);
    let (_, plain) = direct(&w).await;
    for (role, may) in [
        (Role::Global, true),
        (Role::Billing, true),
        (Role::License, false),
        (Role::User, false),
        (Role::Exchange, false),
        (Role::Reader, false),
    ] {
        let by = Caller {
            roles: BTreeSet::from([role]),
            ..w.by.clone()
        };
        let engine = w.engine();
        let goal = to(&plain, plain.total.unwrap());
        let asked = engine.propose_total(&by, &w.conn, &goal).await.unwrap();
        assert!(matches!(asked, TotalAsked::Proposed(c) if c.may == may));
        let denied = [
            engine.submit_total(&by, &w.conn, &goal).await.err(),
            engine.watch_total(&by, &w.conn, &goal).await.err(),
            engine
                .stop_watching(&by, w.conn.tenant(), plain.id)
                .await
                .err(),
        ];
        for error in denied {
            assert_eq!(
                matches!(error, Some(EngineError::Denied(_))),
                !may,
                "{role:?}"
            );
        }
        assert!(engine.check_watches(&by, &w.conn).await.is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn a_death_in_between_is_found_out_by_the_next_look() {
    // Dies while the order is on its way, and while it is read back.
    for reached in [false, true] {
        let mut w = TEMPLATE.world(9);
        let (_, plain) = direct(&w).await;
        let goal = to(&plain, plain.total.unwrap() + 2);
        let slow = |operation: &str, millis: u64| json!({"matcher": {"operation": operation}, "effect": {"kind": "slow", "millis": millis}, "times": 1});
        let order = if reached { 5_000 } else { 60_000 };
        w.fault(slow("billing.change", order)).await;
        let engine = w.engine();
        let killed = async {
            tokio::time::sleep(std::time::Duration::from_secs(2)).await;
            if reached {
                w.fault(slow("subscribedSkus", 60_000)).await;
            }
            tokio::time::sleep(std::time::Duration::from_secs(20)).await;
        };
        tokio::select! {
            ended = engine.submit_total(&w.by, &w.conn, &goal) => panic!("{ended:?}"),
            () = killed => {}
        }
        let begun: Vec<_> = recorded(&w).await.into_iter().map(|r| r.3).collect();
        assert_eq!(
            begun,
            [TotalState::Intended],
            "the intent was on disk before"
        );

        w = w.restarted();
        let found = w.engine().check_watches(&w.by, &w.conn).await.unwrap();
        let now = one(&w, |_, s| s.id == plain.id).await.1.total;
        let state = if now == Some(goal.to) {
            WatchState::Reached
        } else {
            WatchState::Waiting
        };
        assert_eq!((found.len(), found[0].state), (1, state));
        assert!(!reached || state == WatchState::Reached);
        let states: Vec<_> = recorded(&w).await.into_iter().map(|r| r.3).collect();
        let done = states.contains(&TotalState::Done);
        assert_eq!(done, state == WatchState::Reached, "{states:?}");
    }
}
