//! The thin chain, end to end.

use engine::{Events, RemovalGoal, Scope, Summary, Targets};
use model::{Currency, PriceList, StepState};
use rules::Answers;
use boxseat_sim::World;
use tenant::Profile;

#[tokio::test(start_paused = true)]
async fn review_remove_restore() {
    let w = World::new(Profile::Contoso, model::CloudId::Worldwide, 250, 1);
    let engine = w.engine();
    let quiet = Events::none();
    let review = engine.review(&w.by, &w.conn, &Scope::shared(), &w.policy, &quiet).await.unwrap();
    let prices = PriceList { currency: Currency::try_from("EUR".to_owned()).unwrap(), example: true, per_month: Default::default() };
    let s = Summary::of(&review.records, &review.tenant, &prices);
    eprintln!("{s:#?} requests {} leavers {:?}", review.snapshot.requests, review.leavers.value().map(Vec::len));
    for r in &review.records {
        if r.assessment.verdict != model::Verdict::Unlicensed {
            eprintln!("{:40} {:12} {}", r.facts.name.display_name, r.assessment.verdict, r.assessment.findings.iter().map(|f| format!("{}:{}", f.reason.code(), f.effect)).collect::<Vec<_>>().join(" "));
        }
    }
    let goal = RemovalGoal { targets: Targets::AllRemovable, license: None, block_sign_in: false, answers: Answers::none(), exclusions: vec![] };
    let p = engine.propose_removal(&w.by, &w.conn, &goal, &w.policy, &quiet).await.unwrap();
    eprintln!("{} steps, {} obstacles", p.plan.steps.len(), p.obstacles.len());
    let report = engine.apply(&w.by, &w.conn, &p.plan, &w.policy, &quiet).await.unwrap();
    for s in &report.steps { if s.state != StepState::Done { eprintln!("{:?} {:?} {:?}", s.state, s.why, s.step.name); } }
    eprintln!("{:?}", report.available);
    assert_eq!(report.count(StepState::Done), p.plan.steps.len());
    let back = engine.propose_restore(&w.by, &w.conn, &engine::Restore::Plan(report.plan), &w.policy, &quiet).await.unwrap();
    eprintln!("back {} steps, obstacles {:?}", back.plan.steps.len(), back.obstacles);
    let report = engine.apply(&w.by, &w.conn, &back.plan, &w.policy, &quiet).await.unwrap();
    assert_eq!(report.count(StepState::Done), back.plan.steps.len());
    eprintln!("{:?}", w.conn.meter());
}
