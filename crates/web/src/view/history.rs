//! What was changed on an account, and what came of it.

use std::collections::BTreeMap;

use model::{Entry, EntryKind, Plan, PlanDigest};
use words::Locale;

/// An entry of the ledger as a row.
#[derive(Debug)]
pub(crate) struct HistoryRow {
    pub(crate) seq: u64,
    pub(crate) when: String,
    pub(crate) who: String,
    /// What was to be done; empty where the plan is gone.
    pub(crate) change: String,
    pub(crate) key: &'static str,
    pub(crate) outcome: String,
    /// Why, or what the outcome means.
    pub(crate) about: String,
}

/// The steps among the entries, newest first.
pub(crate) fn rows(
    entries: &[Entry],
    plans: &BTreeMap<PlanDigest, Plan>,
    locale: &Locale,
) -> Vec<HistoryRow> {
    let row = |entry: &Entry| row(entry, plans.get(&entry.body.plan), locale);
    entries.iter().rev().filter_map(row).collect()
}

fn row(entry: &Entry, plan: Option<&Plan>, locale: &Locale) -> Option<HistoryRow> {
    let EntryKind::Step { state, why } = &entry.body.kind else {
        return None;
    };
    let step = plan.zip(entry.body.step).and_then(|(p, no)| p.step(no));
    Some(HistoryRow {
        seq: entry.seq.0,
        when: words::date_time(entry.body.at, locale),
        who: entry.body.by.to_string(),
        change: step.map_or_else(String::new, |s| words::action(&s.action, locale)),
        key: state.as_str(),
        outcome: words::step_state(*state, locale),
        about: why.as_ref().map_or_else(
            || words::step_state_about(*state, locale),
            |why| words::refusal(why, locale),
        ),
    })
}
