//! A run, counted entry by entry: how many steps stand where, how fast it goes, how long it will take.

use std::collections::{BTreeMap, VecDeque};

use jiff::{SignedDuration, Timestamp};
use model::ledger::Refusal;
use model::{Entry, EntryKind, LedgerSeq, StepNo, StepState};
use words::{Locale, run as said};

/// The pace is that of this last while: a run that waits, or was interrupted for a night, is not slow.
const WINDOW: SignedDuration = SignedDuration::from_mins(1);

/// A run, counted entry by entry.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    /// How many steps its plan has.
    pub(crate) total: u64,
    /// Where each step stands that was begun.
    pub(crate) steps: BTreeMap<StepNo, Standing>,
    pub(crate) started_at: Option<Timestamp>,
    pub(crate) ended_at: Option<Timestamp>,
    /// The newest entry.
    pub(crate) last: Option<LedgerSeq>,
    /// When the latest outcomes were recorded.
    recent: VecDeque<Timestamp>,
}

/// Where a step stands, and why.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    pub(crate) state: StepState,
    pub(crate) why: Option<Refusal>,
}

/// How fast, and how long still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pace {
    pub(crate) per_minute: u64,
    pub(crate) left: SignedDuration,
}

impl Tally {
    pub(crate) fn new(total: u64) -> Self {
        Self {
            total,
            steps: BTreeMap::new(),
            started_at: None,
            ended_at: None,
            last: None,
            recent: VecDeque::new(),
        }
    }

    /// Counts one more entry of the run.
    pub(crate) fn add(&mut self, entry: &Entry) {
        let at = entry.body.at;
        self.last = Some(entry.seq);
        self.started_at.get_or_insert(at);
        match (&entry.body.kind, entry.body.step) {
            (EntryKind::Step { state, why }, Some(step)) => {
                if *state != StepState::Intended {
                    self.recent.push_back(at);
                }
                let standing = Standing {
                    state: *state,
                    why: why.clone(),
                };
                self.steps.insert(step, standing);
            }
            (EntryKind::RunEnded, _) => self.ended_at = Some(at),
            _ => {}
        }
        let old = |first: &Timestamp| at.duration_since(*first) > WINDOW;
        while self.recent.front().is_some_and(old) {
            self.recent.pop_front();
        }
    }

    /// Steps of which it is known how they ended.
    pub(crate) fn settled(&self) -> u64 {
        let settled = |s: &&Standing| s.state != StepState::Intended;
        self.steps.values().filter(settled).count() as u64
    }

    /// How many steps stand where.
    pub(crate) fn counts(&self) -> BTreeMap<StepState, u64> {
        let mut counts = BTreeMap::new();
        for standing in self.steps.values() {
            *counts.entry(standing.state).or_default() += 1;
        }
        counts
    }

    /// How fast it went during the last minute; `None` while nothing can be said, and once it is over.
    pub(crate) fn pace(&self, now: Timestamp) -> Option<Pace> {
        let within = |at: &&Timestamp| now.duration_since(**at) <= WINDOW;
        let done = i64::try_from(self.recent.iter().filter(within).count()).ok()?;
        let left = i64::try_from(self.total.saturating_sub(self.settled())).ok()?;
        if done == 0 || left == 0 || self.ended_at.is_some() {
            return None;
        }
        let lasted = now.duration_since(self.started_at?);
        let millis = i64::try_from(
            lasted
                .clamp(SignedDuration::from_secs(1), WINDOW)
                .as_millis(),
        );
        let millis = millis.ok()?;
        Some(Pace {
            per_minute: u64::try_from(done * 60_000 / millis).ok()?,
            left: SignedDuration::from_millis(left.checked_mul(millis)? / done),
        })
    }

    /// How far it is: `12 of 40 steps`.
    pub(crate) fn progress(&self, l: &Locale) -> String {
        said::progress(l, self.settled(), self.total)
    }

    /// How fast it goes and how long it takes still; empty while nothing can be said.
    pub(crate) fn pace_line(&self, now: Timestamp, l: &Locale) -> String {
        let told = |pace: Pace| {
            let left = pace.left.max(SignedDuration::from_secs(1));
            said::pace(l, pace.per_minute, &words::duration(left, l))
        };
        self.pace(now).map_or_else(String::new, told)
    }
}

/// What becomes of a step while its run goes on: a step that was begun is on its way.
pub(crate) fn outcome_so_far(
    state: StepState,
    why: Option<&Refusal>,
    l: &Locale,
) -> (String, String) {
    if state == StepState::Intended {
        return (words::step_state(state, l), said::on_its_way(l));
    }
    outcome(state, why, l)
}

/// What became of a step, in words: what it is called, and why or what it means.
pub(crate) fn outcome(state: StepState, why: Option<&Refusal>, l: &Locale) -> (String, String) {
    let about = why.map_or_else(
        || words::step_state_about(state, l),
        |why| words::refusal(why, l),
    );
    (words::step_state(state, l), about)
}
