//! Ways of a change: late, in competition, answered for, with sign-in blocked, and back.

use boxseat_sim::{Job, Template, World};
use engine::{ApplyReport, EngineError, Proposal, RemovalGoal, Restore, Scope, Targets};
use model::ledger::Refusal;
use model::{AccountId, Action, ReasonCode, SignIn, StepState};
use rules::{Answers, Obstacle};
use serde_json::json;
use std::sync::LazyLock;
use tenant::Profile;

static TEMPLATE: LazyLock<Template> = LazyLock::new(|| Template::new(Profile::Contoso, 200));

fn goal(names: &[&str]) -> RemovalGoal {
    RemovalGoal {
        targets: Targets::Named(names.iter().map(|n| (*n).to_owned()).collect()),
        license: None,
        block_sign_in: false,
        answers: Answers::none(),
        exclusions: Vec::new(),
    }
}

async fn propose(w: &World, goal: &RemovalGoal) -> Proposal {
    let proposal = w
        .engine()
        .propose_removal(&w.by, &w.conn, goal, &w.policy, &World::quiet())
        .await;
    proposal.expect("a proposal")
}

async fn apply(w: &World, proposal: &Proposal) -> ApplyReport {
    let report = w
        .engine()
        .apply(&w.by, &w.conn, &proposal.plan, &w.policy, &World::quiet())
        .await;
    report.expect("a run")
}

fn states(report: &ApplyReport) -> Vec<StepState> {
    report.steps.iter().map(|s| s.state).collect()
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_seen_in_time_is_unconfirmed_and_the_next_review_settles_it() {
    let w = TEMPLATE.world(1);
    w.fault(json!({"matcher": {"operation": "users.assignLicense"},
        "effect": {"kind": "delay_visibility", "seconds": 600}}))
        .await;
    let report = apply(&w, &propose(&w, &goal(&["info@contoso.com"])).await).await;
    assert_eq!(states(&report), [StepState::Unconfirmed]);

    // Too early: it looks as if nothing had been done, and a look must not believe that at once.
    let early = w
        .engine()
        .review(&w.by, &w.conn, &Scope::shared(), &w.policy, &World::quiet())
        .await
        .unwrap();
    assert_eq!(early.settled.len(), 1);

    tokio::time::sleep(std::time::Duration::from_mins(15)).await;
    let late = w
        .engine()
        .review(&w.by, &w.conn, &Scope::shared(), &w.policy, &World::quiet())
        .await
        .unwrap();
    let last = late.settled.last().or(early.settled.last()).unwrap();
    let info = late
        .records
        .iter()
        .find(|r| r.facts.name.primary_smtp_address == "info@contoso.com")
        .unwrap();
    assert!(info.facts.licenses.value().is_some_and(Vec::is_empty));
    assert!(
        w.store()
            .open_steps(w.conn.tenant())
            .await
            .unwrap()
            .is_empty(),
        "{last:?}"
    );
    assert_eq!(w.fired().await, [1]);
}

#[tokio::test(start_paused = true)]
async fn a_change_in_between_is_left_alone() {
    let w = TEMPLATE.world(2);
    let proposal = propose(&w, &goal(&["info@contoso.com", "helpdesk@contoso.com"])).await;
    assert_eq!(proposal.plan.steps.len(), 2);
    // Somebody else takes the licence of the first away in the meantime.
    let other = apply(&w, &propose(&w, &goal(&["info@contoso.com"])).await).await;
    assert_eq!(states(&other), [StepState::Done]);
    let report = apply(&w, &proposal).await;
    // Nothing to write for the first: the result is there already. The second goes.
    assert_eq!(states(&report), [StepState::Done, StepState::Done]);
    let entry = &report.steps[0];
    assert!(entry.step.result.agrees_with(entry.after.as_ref().unwrap()));

    // And a plan whose account is neither as expected nor as wanted is not touched.
    let back = Restore::Change(other.steps[0].seq);
    let restore = w
        .engine()
        .propose_restore(&w.by, &w.conn, &back, &w.policy, &World::quiet())
        .await
        .unwrap();
    let again = apply(&w, &restore).await;
    assert_eq!(states(&again), [StepState::Done]);
    let stale = apply(&w, &restore).await;
    assert_eq!(
        states(&stale),
        [StepState::Done],
        "done already, and not done twice"
    );
}

#[tokio::test(start_paused = true)]
async fn only_one_run_writes_to_a_tenant() {
    let w = TEMPLATE.world(3);
    let proposal = propose(&w, &goal(&["info@contoso.com"])).await;
    let run = model::RunId::from_uuid(w.env.entropy.uuid());
    let lease = w.store().take(w.conn.tenant(), run).await.unwrap().unwrap();
    let held = w
        .engine()
        .apply(&w.by, &w.conn, &proposal.plan, &w.policy, &World::quiet())
        .await;
    assert!(matches!(held, Err(EngineError::Held(_))), "{held:?}");
    drop(lease);
    assert_eq!(states(&apply(&w, &proposal).await), [StepState::Done]);
}

#[tokio::test(start_paused = true)]
async fn a_need_is_refused_and_only_an_override_by_name_clears_it() {
    let w = TEMPLATE.world(4);
    let name = ["legalhold2019@contoso.com"];
    let refused = propose(&w, &goal(&name)).await;
    assert!(refused.plan.steps.is_empty());
    assert!(
        matches!(&refused.obstacles[..], [Obstacle::NotRemovable { findings, .. }]
            if findings.iter().any(|f| f.reason.code() == ReasonCode::LitigationHold)),
        "{:?}",
        refused.obstacles
    );
    let mut over = goal(&name);
    over.answers =
        Answers::none().overriding(ReasonCode::LitigationHold, "the case was closed in March");
    let proposal = propose(&w, &over).await;
    assert_eq!(
        proposal.plan.steps[0].acknowledged[0].reason.as_deref(),
        Some("the case was closed in March")
    );
    assert_eq!(states(&apply(&w, &proposal).await), [StepState::Done]);
    // The answer is in the plan, and the plan is kept.
    let kept = w
        .store()
        .plan(proposal.plan.digest())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept, proposal.plan);
}

#[tokio::test(start_paused = true)]
async fn what_an_answer_makes_decide_is_read_too() {
    let w = TEMPLATE.world(9);
    let mut acked = goal(&["onpremuser@contoso.com"]);
    let refused = propose(&w, &acked).await;
    assert!(
        refused.plan.steps.is_empty(),
        "mastered on premises as a user mailbox"
    );
    // Once that is answered for, the content of its OneDrive decides, which nobody had to read before.
    acked.answers = Answers::none().ack(ReasonCode::DirSynced);
    let proposal = propose(&w, &acked).await;
    assert_eq!(proposal.plan.steps.len(), 1, "{:?}", proposal.obstacles);
    assert_eq!(states(&apply(&w, &proposal).await), [StepState::Done]);
}

#[tokio::test(start_paused = true)]
async fn a_display_name_of_two_mailboxes_names_neither() {
    let w = TEMPLATE.world(10);
    let review = w
        .engine()
        .review(&w.by, &w.conn, &Scope::shared(), &w.policy, &World::quiet())
        .await;
    review.expect("a review without faults");
    let asked = goal(&["Reception"]);
    let answer = w
        .engine()
        .propose_removal(&w.by, &w.conn, &asked, &w.policy, &World::quiet())
        .await;
    match answer {
        Err(EngineError::AmbiguousMailbox { candidates, .. }) => assert_eq!(candidates.len(), 2),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_change_after_a_review_fetches_no_report_again() {
    let w = TEMPLATE.world(11);
    let review = w
        .engine()
        .review(&w.by, &w.conn, &Scope::shared(), &w.policy, &World::quiet())
        .await;
    review.expect("a review without faults");
    w.admin("DELETE", "/requests", None).await;
    let report = apply(&w, &propose(&w, &goal(&["invoices@contoso.com"])).await).await;
    assert_eq!(states(&report), [StepState::Done]);
    let counted = w.admin("GET", "/requests", None).await;
    let operations = counted["operations"].as_object().unwrap();
    let reports: Vec<_> = operations
        .keys()
        .filter(|k| k.starts_with("reports."))
        .collect();
    assert!(reports.is_empty(), "{operations:?}");
}

#[tokio::test(start_paused = true)]
async fn sign_in_is_blocked_first_and_allowed_again_on_the_way_back() {
    let w = TEMPLATE.world(5);
    let mut with_block = goal(&["openunused@contoso.com"]);
    with_block.block_sign_in = true;
    let proposal = propose(&w, &with_block).await;
    let actions: Vec<_> = proposal.plan.steps.iter().map(|s| &s.action).collect();
    assert!(
        matches!(
            actions[..],
            [
                Action::SetSignIn {
                    to: SignIn::Blocked
                },
                Action::ChangeLicenses { .. }
            ]
        ),
        "{actions:?}"
    );
    let account = proposal.plan.steps[0].account;
    let report = apply(&w, &proposal).await;
    assert_eq!(states(&report), [StepState::Done, StepState::Done]);
    assert_eq!(enabled(&w, account).await, json!(0));

    let back = Restore::Mailbox("openunused@contoso.com".to_owned());
    let restore = w
        .engine()
        .propose_restore(&w.by, &w.conn, &back, &w.policy, &World::quiet())
        .await
        .unwrap();
    assert_eq!(restore.plan.steps.len(), 2, "{:?}", restore.obstacles);
    assert_eq!(
        states(&apply(&w, &restore).await),
        [StepState::Done, StepState::Done]
    );
    assert_eq!(enabled(&w, account).await, json!(1));
}

#[tokio::test(start_paused = true)]
async fn when_sign_in_cannot_be_blocked_the_licence_stays() {
    let w = TEMPLATE.world(6);
    w.fault(json!({"matcher": {"operation": "users.patch"}, "effect": {"kind": "status", "status": 403}, "times": 0}))
        .await;
    let mut with_block = goal(&["openunused@contoso.com"]);
    with_block.block_sign_in = true;
    let report = apply(&w, &propose(&w, &with_block).await).await;
    assert_eq!(states(&report), [StepState::Refused, StepState::Refused]);
    assert!(matches!(
        report.steps[1].why,
        Some(Refusal::EarlierStep { .. })
    ));
    assert!(w.fired().await[0] > 0);
}

#[tokio::test(start_paused = true)]
async fn a_way_back_touches_only_what_was_taken() {
    let w = TEMPLATE.world(8);
    let job = Job::first(&w, 3).await;
    let names: Vec<String> = job.accounts.iter().map(ToString::to_string).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let report = apply(&w, &propose(&w, &goal(&names)).await).await;
    assert_eq!(report.count(StepState::Done), 3);
    let one = &report.steps[1];
    let back = Restore::Change(one.seq);
    let restore = w
        .engine()
        .propose_restore(&w.by, &w.conn, &back, &w.policy, &World::quiet())
        .await
        .unwrap();
    let accounts: Vec<_> = restore.plan.steps.iter().map(|s| s.account).collect();
    assert_eq!(accounts, [one.step.account]);
    assert_eq!(restore.plan.steps[0].action, one.step.inverse);
}

async fn enabled(w: &World, account: AccountId) -> serde_json::Value {
    let tables = w.tables().await;
    let rows = tables["account"].as_array().expect("rows");
    let row = rows
        .iter()
        .find(|r| r["id"] == account.to_string())
        .expect("the account");
    row["enabled"].clone()
}
