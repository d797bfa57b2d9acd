//! The whole way once: review, take back, put back.

use boxseat_sim::World;
use engine::{RemovalGoal, Restore, Scope, Targets};
use model::{Action, SkuId, StepState, Verdict};
use rules::{Answers, Obstacle};
use serde_json::{Map, Value};
use tenant::Profile;

#[tokio::test(start_paused = true)]
async fn what_is_not_needed_is_taken_back_and_put_back_exactly() {
    let w = World::new(Profile::Contoso, 250);
    let (engine, quiet) = (w.engine(), World::quiet());
    let before = w.tables().await;

    let review = engine
        .review(&w.by, &w.conn, &Scope::shared(), &w.policy, &quiet)
        .await
        .unwrap();
    let can_give = |r: &&store::Record| r.assessment.removable_skus().next().is_some();
    let removable = review.records.iter().filter(can_give).count();
    let verdicts = review
        .records
        .iter()
        .filter(|r| r.assessment.verdict == Verdict::Removable)
        .count();
    assert!(verdicts > 10, "{verdicts} mailboxes are removable");
    assert!(
        removable > verdicts,
        "some need one licence and hold another that can go"
    );

    let goal = RemovalGoal {
        targets: Targets::AllRemovable,
        license: None,
        block_sign_in: false,
        answers: Answers::none(),
        exclusions: Vec::new(),
    };
    let proposal = engine
        .propose_removal(&w.by, &w.conn, &goal, &w.policy, &quiet)
        .await
        .unwrap();
    assert_eq!(proposal.plan.steps.len(), removable);
    let report = engine
        .apply(&w.by, &w.conn, &proposal.plan, &w.policy, &quiet)
        .await
        .unwrap();
    let unfinished: Vec<_> = report
        .steps
        .iter()
        .filter(|s| s.state != StepState::Done)
        .collect();
    assert!(unfinished.is_empty(), "{unfinished:#?}");

    let after = engine
        .review(&w.by, &w.conn, &Scope::shared(), &w.policy, &quiet)
        .await
        .unwrap();
    let left = after.records.iter().filter(can_give).count();
    assert_eq!(left, 0, "nothing is left to take back");

    let gone_for_good = proposal.cannot_come_back();
    let taken = |s: &&model::Step| match &s.action {
        Action::ChangeLicenses { remove, .. } => {
            remove.iter().any(|sku| gone_for_good.contains(sku))
        }
        _ => false,
    };
    let lost = proposal.plan.steps.iter().filter(taken).count();
    assert_eq!(
        lost, 1,
        "the suspended product was named before it was taken"
    );

    let back = Restore::Plan(report.plan);
    let proposal = engine
        .propose_restore(&w.by, &w.conn, &back, &w.policy, &quiet)
        .await
        .unwrap();
    let none_left = |o: &Obstacle| matches!(o, Obstacle::NoneAvailable { sku, .. } if gone_for_good.contains(sku));
    assert!(
        proposal.obstacles.iter().all(none_left),
        "{:#?}",
        proposal.obstacles
    );
    assert_eq!(proposal.plan.steps.len(), removable - lost);
    let report = engine
        .apply(&w.by, &w.conn, &proposal.plan, &w.policy, &quiet)
        .await
        .unwrap();
    assert_eq!(report.count(StepState::Done), removable - lost);

    let now = w.tables().await;
    let (before, now) = (held(&before, &gone_for_good), held(&now, &gone_for_good));
    assert_eq!(
        before, now,
        "the same products with the same service plans off"
    );
    engine.store().verify().await.unwrap();
}

/// Licences of all products but some, without the time of their assignment, which is the one thing that may differ.
fn held(tables: &Map<String, Value>, but: &[SkuId]) -> Vec<Value> {
    let mut rows = tables["license"].as_array().unwrap().clone();
    rows.retain(|r| !but.contains(&r["sku"].as_str().unwrap().parse().unwrap()));
    for row in &mut rows {
        row.as_object_mut().unwrap().remove("updated");
    }
    rows.sort_by_key(ToString::to_string);
    rows
}
