//! The history to take along: the entries that a filter shows, for a spreadsheet or for a program.

use axum::response::IntoResponse as _;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use model::{AccountState, Entry, EntryKind, Plan, PlanDigest};
use std::collections::BTreeMap;
use words::Locale;

use super::asked::Asked;
use super::found::Found;
use crate::PageError;
use crate::csv::csv_table;
use crate::desk::{Answer, Desk};
use crate::view::history::{action, outcome};

/// The columns. They are for machines, and stay as they are.
const COLUMNS: [&str; 14] = [
    "entry", "at", "by", "via", "run", "plan", "step", "account", "mailbox", "action", "before",
    "after", "outcome", "why",
];

pub(crate) async fn get(desk: Desk) -> Answer {
    let asked = Asked::of(&desk.visit);
    let found = Found::of(&desk, &asked, usize::MAX, usize::MAX).await?;
    let (name, r#type, body) = if desk.visit.params.get("format") == Some("json") {
        let json = serde_json::to_string_pretty(&found.entries);
        let json = json.map_err(|e| PageError::Csv(e.to_string()))?;
        ("history.json", "application/json", json)
    } else {
        let csv = csv(&found.entries, &found.plans, &desk.locale)?;
        ("history.csv", "text/csv; charset=utf-8", csv)
    };
    let attached = format!("attachment; filename=\"{name}\"");
    let headers = [
        (CONTENT_TYPE, r#type.to_owned()),
        (CONTENT_DISPOSITION, attached),
    ];
    Ok((headers, body).into_response())
}

fn csv(
    entries: &[Entry],
    plans: &BTreeMap<PlanDigest, Plan>,
    l: &Locale,
) -> Result<String, PageError> {
    csv_table(COLUMNS, entries.iter().map(|entry| row(entry, plans, l)))
}

fn row(entry: &Entry, plans: &BTreeMap<PlanDigest, Plan>, l: &Locale) -> [String; 14] {
    let body = &entry.body;
    let step = plans
        .get(&body.plan)
        .zip(body.step)
        .and_then(|(plan, no)| plan.step(no));
    let (state, why) = match &body.kind {
        EntryKind::Step { state, why } => {
            let why = why.as_ref().map(|why| words::refusal(why, l));
            (state.as_str(), why.unwrap_or_default())
        }
        EntryKind::Total { state, .. } => (state.as_str(), outcome(&body.kind, l).about),
        EntryKind::RunStarted => ("run_started", String::new()),
        EntryKind::RunEnded => ("run_ended", String::new()),
    };
    [
        entry.seq.to_string(),
        body.at.to_string(),
        body.by.name.clone(),
        body.by.via.clone(),
        body.run.to_string(),
        body.plan.to_string(),
        body.step.map_or_else(String::new, |no| no.to_string()),
        body.account.map_or_else(String::new, |id| id.to_string()),
        step.map_or_else(String::new, |s| s.name.primary_smtp_address.clone()),
        action(&body.kind, step, l),
        state_text(body.before.as_ref()),
        state_text(body.after.as_ref()),
        state.to_owned(),
        why,
    ]
}

/// The part of an account that a step was about, for a machine: product ids, sign-in, usage location.
fn state_text(state: Option<&AccountState>) -> String {
    state
        .and_then(|state| serde_json::to_string(state).ok())
        .unwrap_or_default()
}
