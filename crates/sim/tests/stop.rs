//! A removal that is asked to stop: what was begun is finished, nothing more is begun, and a later run does the rest.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use std::collections::BTreeSet;

use boxseat_sim::{Before, Job, World};
use engine::{ApplyReport, Event, Events, Proposal, RemovalGoal, StepEnd, Stop, Targets, Tuning};
use model::ledger::Refusal;
use model::{AccountId, StepState};
use rules::Answers;
use tenant::Profile;

const MAILBOXES: usize = 12;

/// A world, some accounts that lose everything, and the plan for it.
async fn planned() -> (World, BTreeSet<AccountId>, Proposal) {
    let w = World::new(Profile::Contoso, 120);
    let job = Job::first(&w, MAILBOXES).await;
    let names = job.accounts.iter().map(ToString::to_string).collect();
    let proposal = proposal(&w, Targets::Named(names), false).await;
    (w, job.accounts, proposal)
}

async fn proposal(w: &World, targets: Targets, block_sign_in: bool) -> Proposal {
    let goal = RemovalGoal {
        targets,
        license: None,
        block_sign_in,
        answers: Answers::none(),
        exclusions: Vec::new(),
    };
    w.engine()
        .propose_removal(&w.by, &w.conn, &goal, &w.policy, &World::quiet())
        .await
        .unwrap()
}

/// Runs the plan in chunks of two, one after the other, and asks it to stop once so many steps are in `state`.
async fn stopped_at(w: &World, proposal: &Proposal, state: StepState, nth: usize) -> ApplyReport {
    let stop = Stop::default();
    let tuning = Tuning {
        chunk: 2,
        in_flight: 1,
        ..Tuning::default()
    };
    let engine = w.engine_with(tuning).with_stop(stop.clone());
    let (asked, seen) = (stop.clone(), std::sync::Mutex::new(0));
    let events = Events::to(move |event| {
        if matches!(event, Event::Step { state: s, .. } if s == state) {
            let mut seen = seen.lock().unwrap();
            *seen += 1;
            if *seen == nth {
                asked.ask();
            }
        }
    });
    let report = engine
        .apply(&w.by, &w.conn, &proposal.plan, &w.policy, &events)
        .await
        .unwrap();
    assert_eq!(stop.left(), report.left);
    assert!(!stop.is_writing(), "nothing is written after the report");
    tokio::time::timeout(std::time::Duration::from_secs(1), stop.quiet())
        .await
        .unwrap();
    report
}

/// Another process does the rest, and all is as if nobody had stopped it.
async fn resumed(w: World, before: &Before, accounts: &BTreeSet<AccountId>) {
    let w = w.restarted();
    let reports = w
        .engine()
        .resume(&w.by, &w.conn, &w.policy, &World::quiet())
        .await
        .unwrap();
    let [report] = &reports[..] else {
        panic!("one run was open, not {}", reports.len());
    };
    assert_eq!(report.left, 0);
    assert_eq!(report.count(StepState::Done), report.steps.len());
    before.all_taken_once(&w, accounts).await;
    assert!(
        w.store()
            .open_runs(w.conn.tenant())
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test(start_paused = true)]
async fn it_stops_between_two_steps_wherever_it_is_asked() {
    for (state, nth) in [
        (StepState::Intended, 1),
        (StepState::Done, 1),
        (StepState::Done, 5),
    ] {
        let (w, accounts, proposal) = planned().await;
        let before = Before::of(&w).await;
        let report = stopped_at(&w, &proposal, state, nth).await;
        let done = report.count(StepState::Done);
        assert_eq!(done, report.steps.len(), "nothing is half done");
        assert!(
            (nth..=nth + 2).contains(&done),
            "{done} after {nth} {state:?}"
        );
        assert_eq!(done + report.left, proposal.plan.steps.len());
        let tenant = w.conn.tenant();
        assert!(w.store().open_steps(tenant).await.unwrap().is_empty());
        resumed(w, &before, &accounts).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_second_step_that_was_not_reached_is_no_failure_of_the_first() {
    let w = World::new(Profile::Contoso, 120);
    let proposal = proposal(&w, Targets::AllRemovable, true).await;
    let steps = proposal.plan.steps.len();
    let accounts: BTreeSet<_> = proposal.plan.steps.iter().map(|s| s.account).collect();
    assert!(steps > accounts.len(), "some block sign-in first");
    let report = stopped_at(&w, &proposal, StepState::Done, 1).await;
    assert_eq!(report.count(StepState::Refused), 0, "{:?}", report.steps);
    assert_eq!(report.steps.len() + report.left, steps);

    let w = w.restarted();
    let reports = w
        .engine()
        .resume(&w.by, &w.conn, &w.policy, &World::quiet())
        .await
        .unwrap();
    let ends: Vec<_> = reports.iter().flat_map(|r| &r.steps).collect();
    assert_eq!(ends.len(), steps, "each has its end");
    // One that the tenant refuses is told by the tenant's own reason.
    let waited = |end: &&&StepEnd| matches!(end.why, Some(Refusal::EarlierStep { .. }));
    assert_eq!(ends.iter().filter(waited).count(), 0, "{ends:?}");
}

#[tokio::test(start_paused = true)]
async fn who_is_asked_when_all_is_begun_ends_as_ever() {
    let (w, accounts, proposal) = planned().await;
    let before = Before::of(&w).await;
    let report = stopped_at(&w, &proposal, StepState::Done, MAILBOXES).await;
    assert_eq!((report.left, report.count(StepState::Done)), (0, MAILBOXES));
    before.all_taken_once(&w, &accounts).await;
    let open = w.store().open_runs(w.conn.tenant()).await.unwrap();
    assert!(open.is_empty(), "and the run is ended");
}
