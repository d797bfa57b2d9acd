//! The whole way once: review, take back, put back.

use boxseat_sim::World;
use engine::{RemovalGoal, Restore, Scope, Targets};
use model::ledger::Refusal;
use model::{ReasonCode, StepState, Verdict};
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
    // The report said 12 GB; the re-check found 60. Everything else is gone.
    let refused: Vec<_> = report
        .steps
        .iter()
        .filter(|s| s.state != StepState::Done)
        .collect();
    let names: Vec<_> = refused
        .iter()
        .map(|s| s.step.name.display_name.as_str())
        .collect();
    assert_eq!(names, ["Grown since the report"], "{refused:#?}");
    let why = Refusal::Verdict {
        because: vec![ReasonCode::Over50Gb],
    };
    assert_eq!(refused[0].why, Some(why));
    let removed = removable - 1;

    let after = engine
        .review(&w.by, &w.conn, &Scope::shared(), &w.policy, &quiet)
        .await
        .unwrap();
    let left: Vec<_> = after
        .records
        .iter()
        .filter(can_give)
        .map(|r| &r.facts.name.display_name)
        .collect();
    assert_eq!(
        left,
        ["Grown since the report"],
        "nothing else is left to take back"
    );

    // What cannot come back was named before it was taken: a suspended product, an account without a usage location.
    let suspended = proposal.cannot_come_back();
    let nowhere: Vec<_> = proposal
        .without_usage_location()
        .into_iter()
        .map(|n| n.display_name.clone())
        .collect();
    assert_eq!(
        (suspended.len(), nowhere.as_slice()),
        (1, &["No usage location".to_owned()][..])
    );
    let lost = 2;

    let back = Restore::Plan(report.plan);
    let proposal = engine
        .propose_restore(&w.by, &w.conn, &back, &w.policy, &quiet)
        .await
        .unwrap();
    for obstacle in &proposal.obstacles {
        match obstacle {
            Obstacle::NoneAvailable { sku, .. } => assert!(suspended.contains(sku)),
            Obstacle::NoUsageLocation { name, .. } => assert!(nowhere.contains(&name.display_name)),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(proposal.plan.steps.len(), removed - lost);
    let report = engine
        .apply(&w.by, &w.conn, &proposal.plan, &w.policy, &quiet)
        .await
        .unwrap();
    assert_eq!(report.count(StepState::Done), removed - lost);

    let now = w.tables().await;
    let missing: Vec<Value> = held(&before)
        .into_iter()
        .filter(|row| !held(&now).contains(row))
        .collect();
    assert_eq!(
        missing.len(),
        lost,
        "all others hold the same products with the same service plans off: {missing:#?}"
    );
    assert_eq!(
        held(&now).len() + lost,
        held(&before).len(),
        "and nobody holds more"
    );
    engine.store().verify().await.unwrap();
}

/// Licences without the time of their assignment, which is the one thing that may differ.
fn held(tables: &Map<String, Value>) -> Vec<Value> {
    let mut rows = tables["license"].as_array().expect("rows").clone();
    for row in &mut rows {
        row.as_object_mut().expect("a row").remove("updated");
    }
    rows
}
