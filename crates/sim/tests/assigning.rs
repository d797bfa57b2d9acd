//! Assigning: a product ticked in a panel or passed on, the usage location set first, and back.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use boxseat_sim::{Crash, Template, World};
use engine::{
    Asked, CRASH_POINTS, Caller, EngineError, PassOn, Probe, Proposal, Restore, Role, Save,
};
use model::ledger::Refusal;
use model::{AccountId, Action, Purpose, SkuId, StepState};
use rules::{Answers, Obstacle};
use serde_json::{Value, json};
use tenant::Profile;

static TEMPLATE: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::Contoso, 120));

/// Somebody who can be given a licence, and the product: it has some available.
struct Person {
    id: AccountId,
    sku: SkuId,
}

/// A person without a licence, whose usage location was taken away, and who may get one of Office 365 E3.
async fn nowhere(w: &World) -> Person {
    let sku = available(w).await;
    let tables = w.tables().await;
    let holds = |n: &Value| {
        let rows = tables["license"].as_array().expect("rows");
        rows.iter().any(|r| r["account"] == *n)
    };
    let mailbox = |n: &Value| {
        let rows = tables["mailbox"].as_array().expect("rows");
        rows.iter()
            .any(|r| r["account"] == *n && r["kind"] != "UserMailbox")
    };
    let accounts = tables["account"].as_array().expect("rows");
    let one = accounts
        .iter()
        .find(|r| {
            r["enabled"] == 1 && r["user_type"] == "Member" && !holds(&r["n"]) && !mailbox(&r["n"])
        })
        .expect("somebody without a licence");
    let id: AccountId = one["id"].as_str().expect("an id").parse().expect("an id");
    let changes = [(id, String::new())];
    let ends = w.conn.set_usage_location(&changes).await;
    assert!(matches!(ends[0].1, m365::WriteEnd::Written(_)), "{ends:?}");
    Person { id, sku }
}

/// A product of which licences are available.
async fn available(w: &World) -> SkuId {
    let skus = w.conn.subscribed_skus().await.expect("the products");
    let e3 = "05e9a617-0261-4cee-bb44-138d3ef5d965"
        .parse()
        .expect("an id");
    assert!(skus.iter().any(|s| s.sku_id == e3));
    e3
}

async fn pass_on(w: &World, person: &Person, location: Option<&str>) -> PassOn {
    let (id, quiet) = (person.id.to_string(), World::quiet());
    w.engine()
        .propose_pass_on(&w.by, &w.conn, &id, person.sku, location, &w.policy, &quiet)
        .await
        .expect("a proposal")
}

async fn account(w: &World, id: AccountId) -> (Value, Vec<Value>) {
    let tables = w.tables().await;
    let rows = |table: &str| tables[table].as_array().expect("rows").clone();
    let account = rows("account")
        .into_iter()
        .find(|r| r["id"] == id.to_string())
        .expect("the account");
    let held = rows("license")
        .into_iter()
        .filter(|r| r["account"] == account["n"])
        .map(|r| r["sku"].clone())
        .collect();
    (account["usage_location"].clone(), held)
}

#[tokio::test(start_paused = true)]
async fn the_usage_location_is_asked_for_set_first_and_taken_back() {
    let w = TEMPLATE.world(1);
    let person = nowhere(&w).await;
    for (location, obstacle) in [
        (None, "NoUsageLocation"),
        (Some("Netherlands"), "BadUsageLocation"),
        (Some(""), "BadUsageLocation"),
        (Some("4L"), "BadUsageLocation"),
    ] {
        let proposal = pass_on(&w, &person, location).await.proposal;
        assert!(proposal.plan.steps.is_empty());
        let said = format!("{:?}", proposal.obstacles);
        assert!(said.contains(obstacle), "{location:?}: {said}");
    }

    let proposal = pass_on(&w, &person, Some(" nl ")).await.proposal;
    assert_eq!(proposal.obstacles, []);
    assert_eq!(proposal.plan.purpose, Purpose::AssignLicenses);
    let actions: Vec<_> = proposal.plan.steps.iter().map(|s| &s.action).collect();
    assert!(
        matches!(&actions[..], [Action::SetUsageLocation { to }, Action::ChangeLicenses { .. }] if to == "NL"),
        "{actions:?}"
    );
    let quiet = World::quiet();
    let report = w
        .engine()
        .run(&w.by, &w.conn, &proposal.plan, &w.policy, &quiet)
        .await
        .expect("a run");
    assert_eq!(report.count(StepState::Done), 2, "{:#?}", report.steps);
    let now = account(&w, person.id).await;
    assert_eq!(now, (json!("NL"), vec![json!(person.sku)]));
    let again = pass_on(&w, &person, Some("NL")).await.proposal;
    assert!(matches!(
        again.obstacles[..],
        [Obstacle::NothingToDo { .. }]
    ));

    let back = restore(&w, report.plan).await;
    assert_eq!(back.obstacles, []);
    let report = w
        .engine()
        .run(&w.by, &w.conn, &back.plan, &w.policy, &quiet)
        .await
        .expect("a run");
    assert_eq!(report.count(StepState::Done), 2);
    assert_eq!(account(&w, person.id).await, (Value::Null, vec![]));
}

/// Everything goes back as it was, by whichever runs it came.
async fn put_back(w: &World, person: &Person, label: &str) {
    let query = store::LedgerQuery {
        account: Some(person.id),
        newest_first: true,
        ..store::LedgerQuery::default()
    };
    let entries = w.store().entries(query).await.expect("entries");
    let mut plans: Vec<_> = entries.iter().map(|e| e.body.plan).collect();
    plans.dedup();
    for plan in plans {
        let back = w
            .engine()
            .propose_restore(
                &w.by,
                &w.conn,
                &Restore::Plan(plan),
                &w.policy,
                &World::quiet(),
            )
            .await;
        match back {
            Ok(back) if !back.plan.steps.is_empty() => {
                let report = w
                    .engine()
                    .run(&w.by, &w.conn, &back.plan, &w.policy, &World::quiet())
                    .await
                    .expect("a run");
                assert_eq!(report.count(StepState::Done), report.steps.len(), "{label}");
            }
            // A plan of which nothing was done.
            Ok(_) | Err(EngineError::NoChange(_)) => {}
            Err(e) => panic!("{label}: {e}"),
        }
    }
    assert_eq!(
        account(w, person.id).await,
        (Value::Null, vec![]),
        "{label}"
    );
}

async fn restore(w: &World, plan: model::PlanDigest) -> Proposal {
    let what = Restore::Plan(plan);
    w.engine()
        .propose_restore(&w.by, &w.conn, &what, &w.policy, &World::quiet())
        .await
        .expect("a way back")
}

/// That null takes a usage location away is an assumption: where Graph refuses it, the licence goes all the same.
#[tokio::test(start_paused = true)]
async fn a_location_that_cannot_be_taken_away_stays_and_is_said() {
    let w = TEMPLATE.world(8);
    let (person, quiet) = (nowhere(&w).await, World::quiet());
    let plan = pass_on(&w, &person, Some("NL")).await.proposal.plan;
    let report = w
        .engine()
        .run(&w.by, &w.conn, &plan, &w.policy, &quiet)
        .await
        .expect("a run");
    let back = restore(&w, report.plan).await;
    w.fault(json!({"matcher": {"operation": "users.patch", "scope": "item"}, "effect": {"kind": "status", "status": 400}, "times": 0}))
        .await;
    let report = w
        .engine()
        .run(&w.by, &w.conn, &back.plan, &w.policy, &quiet)
        .await
        .expect("a run");
    let states: Vec<_> = report.steps.iter().map(|s| s.state).collect();
    assert_eq!(states, [StepState::Done, StepState::Refused]);
    assert!(matches!(report.steps[1].why, Some(Refusal::Service { .. })));
    assert_eq!(account(&w, person.id).await, (json!("NL"), vec![]));
}

#[tokio::test(start_paused = true)]
async fn what_others_set_since_is_left_alone() {
    let w = TEMPLATE.world(2);
    let (person, quiet) = (nowhere(&w).await, World::quiet());
    let plan = pass_on(&w, &person, Some("NL")).await.proposal.plan;
    let report = w
        .engine()
        .run(&w.by, &w.conn, &plan, &w.policy, &quiet)
        .await
        .expect("a run");
    w.conn
        .set_usage_location(&[(person.id, "BE".to_owned())])
        .await;
    let back = restore(&w, report.plan).await;
    assert!(back.plan.steps.is_empty());
    assert!(
        matches!(&back.obstacles[..], [Obstacle::UsageLocationChanged { now: Some(now), .. }] if now == "BE"),
        "{:?}",
        back.obstacles
    );
    // And a plan that expects none finds another: nothing is assigned either.
    let w = TEMPLATE.world(3);
    let person = nowhere(&w).await;
    let plan = pass_on(&w, &person, Some("NL")).await.proposal.plan;
    w.conn
        .set_usage_location(&[(person.id, "BE".to_owned())])
        .await;
    let report = w
        .engine()
        .run(&w.by, &w.conn, &plan, &w.policy, &quiet)
        .await
        .expect("a run");
    let states: Vec<_> = report.steps.iter().map(|s| s.state).collect();
    assert_eq!(states, [StepState::Drifted, StepState::Refused]);
    assert_eq!(account(&w, person.id).await, (json!("BE"), vec![]));
}

#[tokio::test(start_paused = true)]
async fn without_the_permission_nothing_is_assigned_and_its_name_is_said() {
    let w = TEMPLATE.world(4);
    let person = nowhere(&w).await;
    let plan = pass_on(&w, &person, Some("NL")).await.proposal.plan;
    w.fault(json!({"matcher": {"operation": "users.patch"}, "effect": {"kind": "status", "status": 403}, "times": 0}))
        .await;
    let report = w
        .engine()
        .run(&w.by, &w.conn, &plan, &w.policy, &World::quiet())
        .await
        .expect("a run");
    let states: Vec<_> = report.steps.iter().map(|s| s.state).collect();
    assert_eq!(states, [StepState::Refused, StepState::Refused]);
    assert_eq!(
        report.steps[0].why,
        Some(Refusal::NotPermitted {
            permission: "User.ReadWrite.All".to_owned()
        })
    );
    assert_eq!(account(&w, person.id).await, (Value::Null, vec![]));
}

/// What may happen to either write.
fn faults() -> [Value; 6] {
    let patch = |effect: Value, times: u32| json!({"matcher": {"operation": "users.patch", "scope": "item"}, "effect": effect, "times": times});
    [
        patch(json!({"kind": "throttle", "retryAfter": 2}), 2),
        patch(json!({"kind": "lose_answer", "how": "gateway_timeout"}), 1),
        patch(json!({"kind": "drop"}), 1),
        patch(json!({"kind": "delay_visibility", "seconds": 60}), 1),
        json!({"matcher": {"operation": "users.assignLicense", "scope": "item"}, "effect": {"kind": "lose_answer", "how": "gateway_timeout"}, "times": 1}),
        json!({"matcher": {"operation": "batch"}, "effect": {"kind": "lose_answer"}, "times": 2}),
    ]
}

/// In the end both steps are done, and the licence was assigned once.
#[tokio::test(start_paused = true)]
async fn both_steps_are_done_exactly_once_wherever_the_process_dies() {
    for point in CRASH_POINTS {
        for nth in 1..=2 {
            carried_through(Some(point), nth, &Value::Null).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn both_steps_are_done_exactly_once_whatever_happens_to_a_write() {
    for fault in faults() {
        carried_through(None, 1, &fault).await;
        carried_through(Some("after_write"), 1, &fault).await;
    }
}

#[tokio::test(start_paused = true)]
async fn both_steps_are_done_exactly_once_when_the_second_write_and_the_process_die() {
    for fault in faults() {
        carried_through(Some("after_intend"), 2, &fault).await;
        carried_through(Some("after_write"), 2, &fault).await;
    }
}

async fn carried_through(point: Option<&'static str>, nth: u64, fault: &Value) {
    let label = format!("{point:?} {nth} {fault}");
    let mut w = TEMPLATE.world(5);
    let person = nowhere(&w).await;
    let plan = pass_on(&w, &person, Some("NL")).await.proposal.plan;
    let events = w.tables().await["event"].as_array().expect("rows").len();
    if !fault.is_null() {
        w.fault(fault.clone()).await;
    }
    let quiet = World::quiet();
    let crash = point.map(|point| Arc::new(Crash::at(point, nth)));
    if let Some(crash) = &crash {
        let engine = w.engine().with_probe(Arc::clone(crash) as Arc<dyn Probe>);
        let _ = crash
            .run(engine.run(&w.by, &w.conn, &plan, &w.policy, &quiet))
            .await;
        w = w.restarted();
    }
    for _ in 0..6 {
        let _ = w.engine().resume(&w.by, &w.conn, &w.policy, &quiet).await;
        let proposal = pass_on(&w, &person, Some("NL")).await.proposal;
        if proposal.plan.steps.is_empty() {
            break;
        }
        let _ = w
            .engine()
            .run(&w.by, &w.conn, &proposal.plan, &w.policy, &quiet)
            .await;
    }
    let now = account(&w, person.id).await;
    assert_eq!(now, (json!("NL"), vec![json!(person.sku)]), "{label}");
    let open = w.store().open_steps(w.conn.tenant()).await.expect("steps");
    assert_eq!(open, [], "{label}");
    w.store().verify().await.expect("the ledger verifies");
    let tables = w.tables().await;
    let written = &tables["event"].as_array().expect("rows")[events..];
    let count = |kind: &str| {
        let of_person = |e: &&Value| e["kind"] == kind && e["subject"] == person.id.to_string();
        written.iter().filter(of_person).count()
    };
    assert_eq!(count("licenses.changed"), 1, "{label}");
    put_back(&w, &person, &label).await;
    // A location that a later process cannot see yet is set to the same once more, which changes nothing.
    let unseen = fault["effect"]["kind"] == "delay_visibility" && point.is_some();
    assert!(
        count("user.patched") == 1 || unseen && count("user.patched") == 2,
        "{label}: {}",
        count("user.patched")
    );
}

/// A mailbox that needs a licence for its archive, holds a suite, and is content with Plan 2.
#[tokio::test(start_paused = true)]
async fn a_suite_is_exchanged_for_a_smaller_product_in_one_call() {
    let w = TEMPLATE.world(7);
    let quiet = World::quiet();
    let review = w
        .engine()
        .review(&w.by, &w.conn, &engine::Scope::shared(), &w.policy, &quiet)
        .await
        .expect("a review");
    let swap = |r: &store::Record| {
        let ruling = r.assessment.licenses.iter().find(|l| l.swap_to.is_some())?;
        let held = r
            .facts
            .licenses
            .value()?
            .iter()
            .find(|l| l.sku == ruling.sku)?;
        let known = r
            .facts
            .usage_location
            .value()
            .is_some_and(|l| !l.is_empty());
        let free = review
            .tenant
            .sku(ruling.swap_to?)
            .is_some_and(|s| s.available() > 0);
        let plain = held.groups().next().is_none() && r.facts.licenses.value()?.len() == 1;
        (known && free && plain).then_some((r.facts.account, ruling.sku, ruling.swap_to?))
    };
    let (id, goes, comes) = review
        .records
        .iter()
        .find_map(swap)
        .expect("the sample organisation has one");

    let alone = ticked(&w, id, &[], &[goes]).await;
    let Asked::Proposed(refused) = w
        .engine()
        .propose_save(&w.by, &w.conn, &alone, &w.policy, &quiet)
        .await
        .expect("a proposal")
    else {
        panic!("nobody changed it")
    };
    assert!(matches!(
        refused.obstacles[..],
        [Obstacle::NotRemovable { .. }]
    ));

    let both = ticked(&w, id, &[comes], &[goes]).await;
    let events = w.tables().await["event"].as_array().expect("rows").len();
    let engine::Saved::Ran(report) = w
        .engine()
        .save(&w.by, &w.conn, &both, &w.policy, &quiet)
        .await
        .expect("a run")
    else {
        panic!("it runs")
    };
    assert_eq!((report.steps.len(), report.count(StepState::Done)), (1, 1));
    assert_eq!(account(&w, id).await.1, [json!(comes)]);
    let tables = w.tables().await;
    let written = &tables["event"].as_array().expect("rows")[events..];
    let changes = written.iter().filter(|e| e["kind"] == "licenses.changed");
    assert_eq!(changes.count(), 1, "so that there is no moment without");

    let back = restore(&w, report.plan).await;
    let report = w
        .engine()
        .run(&w.by, &w.conn, &back.plan, &w.policy, &quiet)
        .await
        .expect("a run");
    assert_eq!(report.count(StepState::Done), 1);
    assert_eq!(account(&w, id).await.1, [json!(goes)]);
}

/// What a panel asks for.
async fn ticked(w: &World, id: AccountId, add: &[SkuId], remove: &[SkuId]) -> Save {
    let panel = w
        .engine()
        .panel(&w.by, &w.conn, id, &w.policy, &World::quiet())
        .await
        .expect("a panel");
    Save {
        account: id,
        seen: panel.seen,
        remove: remove.iter().copied().collect(),
        add: add.iter().copied().collect(),
        usage_location: None,
        block_sign_in: false,
        answers: Answers::none(),
        exclusions: Vec::new(),
    }
}

#[tokio::test(start_paused = true)]
async fn roles_decide_who_may_assign() {
    let w = TEMPLATE.world(6);
    let person = nowhere(&w).await;
    let save = ticked(&w, person.id, &[person.sku], &[]).await;
    for (role, may) in [
        (Role::Global, true),
        (Role::License, true),
        (Role::User, true),
        (Role::Billing, false),
        (Role::Exchange, false),
        (Role::Reader, false),
    ] {
        let by = Caller {
            roles: BTreeSet::from([role]),
            ..w.by.clone()
        };
        let (engine, quiet) = (w.engine(), World::quiet());
        let asked = engine
            .propose_save(&by, &w.conn, &save, &w.policy, &quiet)
            .await;
        match asked {
            Ok(Asked::Proposed(_)) => assert!(may, "{role:?}"),
            Err(EngineError::Denied(_)) => assert!(!may, "{role:?}"),
            other => panic!("{role:?}: {other:?}"),
        }
    }
}
