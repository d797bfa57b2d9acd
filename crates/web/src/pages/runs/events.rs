//! What happens in a run, as it happens: one event for each entry of the ledger, and what the page has to do at its end.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::sse::Event;
use engine::EngineError;
use futures_util::stream::{self, BoxStream, StreamExt as _};
use http::HeaderMap;
use model::{AccountId, Entry, EntryKind, LedgerSeq, StepNo, StepState};
use serde::Serialize;
use tokio::time::{Instant, Interval, interval_at};

use super::course::{Course, Stand};
use crate::desk::{Answer, Desk};
use crate::events::{self, HEARTBEAT, event, heartbeat};
use crate::view::tally::{Tally, outcome_so_far};

/// What an event says: the entry, and how far the run is with it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    seq: LedgerSeq,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<Moved>,
    /// How many steps are settled, of how many.
    done: u64,
    total: u64,
    /// How many steps stand where.
    counts: BTreeMap<&'static str, u64>,
    /// How far it is, and how fast: as sentences of the reader's language.
    progress: String,
    pace: String,
}

/// Where a step stands now.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Moved {
    no: StepNo,
    account: Option<AccountId>,
    state: StepState,
    /// The state in a word, and why or what it means.
    outcome: String,
    about: String,
}

/// Follows a run. Names of events: `started`, `step`, then one of `ended`, `stopped` (its process died) and `failed` (it
/// did not begin), after which nothing more comes.
pub(crate) async fn get(
    desk: Desk,
    Path((_, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let after = events::after(&headers, &desk.visit);
    let course = Course::find(&desk, &id).await?;
    let seen = |entry: &&Entry| Some(entry.seq) <= after;
    let mut tally = Tally::new(course.tally.total);
    course
        .entries
        .iter()
        .filter(seen)
        .for_each(|e| tally.add(e));
    let over = tally.ended_at.is_some();
    let entries = desk
        .engine()
        .follow(&desk.caller, desk.tenant(), course.followed, after)?;
    let following = Following {
        desk,
        id,
        tally,
        entries,
        heartbeat: interval_at(Instant::now() + HEARTBEAT, HEARTBEAT),
        over: false,
    };
    if over {
        // A page that comes back after the end, which it saw.
        return Ok(events::stream(stream::iter([event("ended", &())])));
    }
    Ok(events::stream(stream::unfold(following, Following::next)))
}

/// A run that somebody follows.
struct Following {
    desk: Desk,
    id: String,
    tally: Tally,
    entries: BoxStream<'static, Result<Entry, EngineError>>,
    heartbeat: Interval,
    over: bool,
}

impl Following {
    async fn next(mut self) -> Option<(Event, Self)> {
        if self.over {
            return None;
        }
        let works = self.desk.works.clone();
        let event = tokio::select! {
            biased;
            entry = self.entries.next() => self.tell(entry?).await,
            () = works.closed() => return None,
            _ = self.heartbeat.tick() => self.look().await,
        };
        Some((event, self))
    }

    /// An entry as an event.
    async fn tell(&mut self, entry: Result<Entry, EngineError>) -> Event {
        let Ok(entry) = entry else {
            self.over = true;
            return event("failed", &());
        };
        if self.tally.total == 0 {
            // It was followed before it began.
            let plan = self.desk.engine().store().plan(entry.body.plan).await;
            self.tally.total = plan.ok().flatten().map_or(0, |p| p.steps.len() as u64);
        }
        self.tally.add(&entry);
        let name = match &entry.body.kind {
            EntryKind::Step { .. } => "step",
            EntryKind::RunEnded => "ended",
            _ => "started",
        };
        self.over = self.tally.ended_at.is_some();
        event(name, &self.told(&entry)).id(entry.seq.to_string())
    }

    fn told(&self, entry: &Entry) -> Told {
        let l = &self.desk.locale;
        let moved = |step| {
            let EntryKind::Step { state, why } = &entry.body.kind else {
                return None;
            };
            let (outcome, about) = outcome_so_far(*state, why.as_ref(), l);
            Some(Moved {
                no: step,
                account: entry.body.account,
                state: *state,
                outcome,
                about,
            })
        };
        let counts = self.tally.counts().into_iter();
        Told {
            seq: entry.seq,
            step: entry.body.step.and_then(moved),
            done: self.tally.settled(),
            total: self.tally.total,
            counts: counts.map(|(state, n)| (state.as_str(), n)).collect(),
            progress: self.tally.progress(l),
            pace: self.tally.pace_line(self.desk.now(), l),
        }
    }

    /// Nothing came for a while: does it still go on?
    async fn look(&mut self) -> Event {
        let course = Course::find(&self.desk, &self.id).await;
        let end = match course.map(|course| course.stand) {
            Ok(Stand::Stopped) => "stopped",
            Ok(Stand::NotBegun(_)) | Err(_) => "failed",
            Ok(_) => return heartbeat(),
        };
        self.over = true;
        event(end, &())
    }
}
