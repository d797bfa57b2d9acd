//! What was changed, and what came of it.

use std::collections::BTreeMap;

use model::{Entry, EntryKind, Plan, PlanDigest, Purpose, RunId, Step, StepState};
use words::{Locale, history as said};

use super::row::shown_name;
use super::tally;
use crate::address::Links;

/// An entry of the ledger as a row.
#[derive(Debug)]
pub(crate) struct HistoryRow {
    pub(crate) seq: u64,
    pub(crate) when: String,
    pub(crate) who: String,
    /// Whose mailbox, its address, and its page; empty where it is about none.
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) href: Option<String>,
    /// What was to be done; empty where the plan is gone.
    pub(crate) change: String,
    pub(crate) key: &'static str,
    pub(crate) outcome: String,
    /// Why, or what the outcome means.
    pub(crate) about: String,
    /// Did it change something, that could be put back?
    pub(crate) can_go_back: bool,
}

/// Entries of one run that follow each other.
#[derive(Debug)]
pub(crate) struct RunGroup {
    pub(crate) title: String,
    pub(crate) who: String,
    pub(crate) when: String,
    /// The run's own page, and the history of this run alone.
    pub(crate) href: String,
    pub(crate) alone: String,
    pub(crate) rows: Vec<HistoryRow>,
    /// The plan by whose digest all of it is put back, where that may be asked.
    pub(crate) put_back: Option<String>,
}

/// What came of something, in words.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) key: &'static str,
    pub(crate) title: String,
    pub(crate) about: String,
}

/// The steps among the entries, which are given oldest first, as rows, newest first.
pub(crate) fn rows(
    entries: &[Entry],
    plans: &BTreeMap<PlanDigest, Plan>,
    locale: &Locale,
) -> Vec<HistoryRow> {
    let steps = entries.iter().rev().filter(|e| e.body.step.is_some());
    steps
        .map(|entry| row(entry, plans.get(&entry.body.plan), None, locale))
        .collect()
}

/// Entries, newest first, with those of one run together.
pub(crate) fn groups(
    entries: &[Entry],
    plans: &BTreeMap<PlanDigest, Plan>,
    links: &Links,
    may: bool,
    l: &Locale,
) -> Vec<RunGroup> {
    let of_run = |entries: &[Entry]| {
        let first = entries.first()?;
        Some(group(
            entries,
            first,
            plans.get(&first.body.plan),
            links,
            may,
            l,
        ))
    };
    let together = |a: &Entry, b: &Entry| a.body.run == b.body.run;
    entries.chunk_by(together).filter_map(of_run).collect()
}

fn group(
    entries: &[Entry],
    first: &Entry,
    plan: Option<&Plan>,
    links: &Links,
    may: bool,
    l: &Locale,
) -> RunGroup {
    let run: RunId = first.body.run;
    let purpose = plan.map(|plan| plan.purpose);
    let rows: Vec<_> = entries
        .iter()
        .map(|entry| row(entry, plan, Some(links), l))
        .collect();
    let goes_back = may && purpose != Some(Purpose::Restore);
    RunGroup {
        title: purpose.map_or_else(|| words::run::title(l), |p| words::purpose(p, l)),
        who: first.body.by.to_string(),
        when: words::date_time(first.body.at, l),
        href: links.run(run),
        alone: links.to("/history", &[("run", &run.to_string())]),
        put_back: (goes_back && rows.iter().any(|row| row.can_go_back))
            .then(|| first.body.plan.to_string()),
        rows,
    }
}

fn row(entry: &Entry, plan: Option<&Plan>, links: Option<&Links>, l: &Locale) -> HistoryRow {
    let body = &entry.body;
    let step = plan.zip(body.step).and_then(|(p, no)| p.step(no));
    let outcome = outcome(&body.kind, l);
    let is_done = matches!(
        body.kind,
        EntryKind::Step {
            state: StepState::Done,
            ..
        }
    );
    HistoryRow {
        seq: entry.seq.0,
        when: words::date_time(body.at, l),
        who: body.by.to_string(),
        name: step.map_or_else(String::new, |s| shown_name(&s.name)),
        address: step.map_or_else(String::new, |s| s.name.primary_smtp_address.clone()),
        href: links.zip(body.account).map(|(links, id)| links.user(id)),
        change: action(&body.kind, step, l),
        key: outcome.key,
        outcome: outcome.title,
        about: outcome.about,
        can_go_back: is_done && body.before != body.after,
    }
}

/// What an entry is about; empty where the plan is gone.
pub(crate) fn action(kind: &EntryKind, step: Option<&Step>, l: &Locale) -> String {
    match kind {
        EntryKind::Step { .. } => step.map_or_else(String::new, |s| words::action(&s.action, l)),
        EntryKind::Total { sku, from, to, .. } => words::total_change(*sku, *from, *to, l),
        EntryKind::RunStarted | EntryKind::RunEnded => words::run::title(l),
    }
}

/// What an entry says came of it.
pub(crate) fn outcome(kind: &EntryKind, l: &Locale) -> Outcome {
    match kind {
        EntryKind::Step { state, why } => {
            let (title, about) = tally::outcome(*state, why.as_ref(), l);
            Outcome {
                key: state.as_str(),
                title,
                about,
            }
        }
        EntryKind::Total { state, .. } => Outcome {
            key: state.as_str(),
            title: said::total(l),
            about: words::total_state(state, l),
        },
        EntryKind::RunStarted => bare("intended", said::run_started(l)),
        EntryKind::RunEnded => bare("note", said::run_ended(l)),
    }
}

const fn bare(key: &'static str, title: String) -> Outcome {
    let about = String::new();
    Outcome { key, title, about }
}
