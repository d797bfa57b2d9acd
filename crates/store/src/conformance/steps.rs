//! The ledger, step by step: which moves it accepts, and what is left open.

use std::sync::Arc;

use model::{EntryKind, Fence, StepState};

use super::checks;
use super::ledger::{every_entry, lease};
use super::samples::{CONTOSO, FABRIKAM, of_run, of_step, run};
use crate::{Store, StoreError};

checks! {
    a_step_makes_the_allowed_moves_and_no_other,
    entries_of_one_append_follow_each_other,
    a_step_stands_for_itself_in_each_run,
    a_refused_move_leaves_no_hole,
    open_steps_are_those_whose_newest_entry_is_open,
    open_runs_began_and_did_not_end,
}

const STATES: [StepState; 6] = [
    StepState::Intended,
    StepState::Done,
    StepState::Refused,
    StepState::NotApplied,
    StepState::Unconfirmed,
    StepState::Drifted,
];

/// The shortest way of allowed moves to a state.
fn way_to(state: Option<StepState>) -> Vec<StepState> {
    let mut ways: Vec<Vec<StepState>> = vec![Vec::new()];
    for _ in 0..=STATES.len() {
        if let Some(way) = ways.iter().find(|way| way.last().copied() == state) {
            return way.clone();
        }
        ways = ways.iter().flat_map(one_further).collect();
    }
    panic!("no way leads to {state:?}");
}

fn one_further(way: &Vec<StepState>) -> Vec<Vec<StepState>> {
    let allowed = STATES
        .into_iter()
        .filter(|&to| StepState::allowed(way.last().copied(), to));
    allowed.map(|to| [way.as_slice(), &[to]].concat()).collect()
}

async fn move_to(
    store: &Arc<dyn Store>,
    fence: Fence,
    step: u32,
    to: StepState,
) -> Result<(), StoreError> {
    store
        .append(CONTOSO, fence, vec![of_step(1, step, to)])
        .await
        .map(drop)
}

async fn a_step_makes_the_allowed_moves_and_no_other(store: Arc<dyn Store>) {
    let fence = lease(&store).await.fence;
    let froms = [None].into_iter().chain(STATES.map(Some));
    let pairs = froms.flat_map(|from| STATES.map(|to| (from, to)));
    for (step, (from, to)) in (1..).zip(pairs) {
        for state in way_to(from) {
            move_to(&store, fence, step, state)
                .await
                .expect("an allowed move");
        }
        let moved = move_to(&store, fence, step, to).await;
        match moved {
            Ok(()) => assert!(
                StepState::allowed(from, to),
                "{from:?} to {to:?} went through"
            ),
            Err(StoreError::Transition {
                step: at,
                from: stood,
                to: wanted,
            }) => {
                assert!(
                    !StepState::allowed(from, to),
                    "{from:?} to {to:?} was refused"
                );
                assert_eq!((at.0, stood, wanted), (step, from, to));
            }
            Err(other) => panic!("{from:?} to {to:?}: {other}"),
        }
    }
}

async fn entries_of_one_append_follow_each_other(store: Arc<dyn Store>) {
    let fence = lease(&store).await.fence;
    let twice = vec![
        of_step(1, 1, StepState::Intended),
        of_step(1, 1, StepState::Intended),
    ];
    let refused = store.append(CONTOSO, fence, twice).await;
    assert!(
        matches!(refused, Err(StoreError::Transition { .. })),
        "{refused:?}"
    );
    assert_eq!(
        every_entry(&store).await,
        [],
        "an append is refused as a whole"
    );

    let on = vec![
        of_step(1, 1, StepState::Intended),
        of_step(1, 1, StepState::Done),
    ];
    store
        .append(CONTOSO, fence, on)
        .await
        .expect("each follows the one before");
}

async fn a_step_stands_for_itself_in_each_run(store: Arc<dyn Store>) {
    let fence = lease(&store).await.fence;
    let entries = vec![
        of_step(1, 1, StepState::Intended),
        of_step(2, 1, StepState::Intended),
        of_step(2, 1, StepState::Unconfirmed),
        of_step(1, 1, StepState::Done),
    ];
    store.append(CONTOSO, fence, entries).await.expect("append");
    let open = store.open_steps(CONTOSO).await.expect("open steps");
    assert_eq!(open.iter().map(|o| o.run).collect::<Vec<_>>(), [run(2)]);
}

async fn a_refused_move_leaves_no_hole(store: Arc<dyn Store>) {
    let fence = lease(&store).await.fence;
    move_to(&store, fence, 1, StepState::Intended)
        .await
        .expect("append");
    move_to(&store, fence, 1, StepState::Intended)
        .await
        .expect_err("it is intended already");
    move_to(&store, fence, 1, StepState::Done)
        .await
        .expect("append");
    let numbers: Vec<_> = every_entry(&store).await.iter().map(|e| e.seq.0).collect();
    assert_eq!(numbers, [1, 2]);
    assert_eq!(store.verify().await.expect("verify"), 2);
}

async fn open_steps_are_those_whose_newest_entry_is_open(store: Arc<dyn Store>) {
    let fence = lease(&store).await.fence;
    let mut expected = Vec::new();
    for (step, state) in (1..).zip(STATES) {
        for to in way_to(Some(state)) {
            move_to(&store, fence, step, to)
                .await
                .expect("an allowed move");
        }
        if state.is_open() {
            expected.push((step, state));
        }
    }
    let open = store.open_steps(CONTOSO).await.expect("open steps");
    assert_eq!(
        open.iter().map(|o| (o.step.0, o.state)).collect::<Vec<_>>(),
        expected
    );
    for step in open {
        assert_eq!(step.entry.body, of_step(1, step.step.0, step.state));
        assert_eq!(
            (step.run, step.plan),
            (step.entry.body.run, step.entry.body.plan)
        );
    }
    assert_eq!(store.open_steps(FABRIKAM).await.expect("open steps"), []);
}

async fn open_runs_began_and_did_not_end(store: Arc<dyn Store>) {
    let fence = lease(&store).await.fence;
    let entries = vec![
        of_run(3, EntryKind::RunStarted),
        of_run(1, EntryKind::RunStarted),
        of_run(2, EntryKind::RunStarted),
        of_run(1, EntryKind::RunEnded),
        of_step(2, 1, StepState::Intended),
        of_run(4, EntryKind::RunStarted),
        of_run(4, EntryKind::RunEnded),
        of_run(4, EntryKind::RunStarted),
    ];
    let plan = entries[0].plan;
    store.append(CONTOSO, fence, entries).await.expect("append");
    let open = store.open_runs(CONTOSO).await.expect("open runs");
    assert_eq!(open, [3, 2, 4].map(|n| (run(n), plan)));
    assert_eq!(store.open_runs(FABRIKAM).await.expect("open runs"), []);
}
