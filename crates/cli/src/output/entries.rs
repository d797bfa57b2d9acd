//! The history: one row for each step of each run, with where it stands now.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use model::{
    AccountState, Entry, EntryKind, LedgerSeq, Plan, PlanDigest, RunId, SignIn, SkuId, StepNo,
    StepState,
};
use serde::Serialize;
use store::{Store, StoreError};
use words::{Locale, cli};

use super::{csv, items, shape, table as tables, tidy};
use crate::failure::Failure;
use crate::session::Session;

/// A change.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Row {
    /// The number of its newest entry: what `boxseat restore` takes.
    pub(crate) change: u64,
    /// When that was written, UTC.
    pub(crate) at: Timestamp,
    /// Who did it.
    pub(crate) by: String,
    /// Through which door.
    pub(crate) via: String,
    /// The run.
    pub(crate) run: String,
    /// The plan: what `boxseat restore` takes to put all of it back.
    pub(crate) plan: String,
    /// Whose.
    pub(crate) mailbox: shape::Mailbox,
    /// What, as a sentence.
    pub(crate) action: String,
    /// The account before, as far as the step is about it.
    pub(crate) before: Option<AccountState>,
    /// The account after.
    pub(crate) after: Option<AccountState>,
    /// Where it stands.
    pub(crate) outcome: StepState,
    /// Why it is not done, as a sentence.
    pub(crate) why: Option<String>,
    /// Reasons that a person answered for.
    pub(crate) acknowledged: Vec<model::Acknowledged>,
    /// For Microsoft's support.
    pub(crate) request_ids: Vec<String>,
}

impl Row {
    /// Is it about the mailbox that is called so?
    pub(crate) fn is_about(&self, name: &str) -> bool {
        let Self { mailbox, .. } = self;
        [
            &mailbox.id,
            &mailbox.primary_smtp_address,
            &mailbox.user_principal_name,
            &mailbox.display_name,
        ]
        .into_iter()
        .any(|known| known.eq_ignore_ascii_case(name.trim()))
    }
}

/// The plans that entries belong to.
pub(crate) async fn plans(
    store: &dyn Store,
    entries: &[Entry],
) -> Result<HashMap<PlanDigest, Plan>, StoreError> {
    let mut plans = HashMap::new();
    for entry in entries {
        let digest = entry.body.plan;
        if !plans.contains_key(&digest)
            && let Some(plan) = store.plan(digest).await?
        {
            plans.insert(digest, plan);
        }
    }
    Ok(plans)
}

/// Entries as rows, in the order in which the steps were begun.
pub(crate) fn rows(entries: &[Entry], plans: &HashMap<PlanDigest, Plan>, l: &Locale) -> Vec<Row> {
    let mut first: BTreeMap<LedgerSeq, (RunId, StepNo)> = BTreeMap::new();
    let mut of_step: HashMap<(RunId, StepNo), Vec<&Entry>> = HashMap::new();
    for entry in entries {
        let Some(step) = entry.body.step else {
            continue;
        };
        let known = of_step.entry((entry.body.run, step)).or_default();
        if known.is_empty() {
            first.insert(entry.seq, (entry.body.run, step));
        }
        known.push(entry);
    }
    first
        .values()
        .filter_map(|key| row(of_step.get(key)?, plans, l))
        .collect()
}

fn row(entries: &[&Entry], plans: &HashMap<PlanDigest, Plan>, l: &Locale) -> Option<Row> {
    let newest = entries.last()?;
    let EntryKind::Step { state, why } = &newest.body.kind else {
        return None;
    };
    let step = plans.get(&newest.body.plan)?.step(newest.body.step?)?;
    Some(Row {
        change: newest.seq.0,
        at: newest.body.at,
        by: newest.body.by.name.clone(),
        via: newest.body.by.via.clone(),
        run: newest.body.run.to_string(),
        plan: newest.body.plan.to_string(),
        mailbox: items::mailbox(step.account, &step.name),
        action: words::action(&step.action, l),
        before: entries.iter().find_map(|entry| entry.body.before.clone()),
        after: newest.body.after.clone(),
        outcome: *state,
        why: why.as_ref().map(|why| words::refusal(why, l)),
        acknowledged: step.acknowledged.clone(),
        request_ids: entries
            .iter()
            .flat_map(|entry| &entry.body.request_ids)
            .map(ToString::to_string)
            .collect(),
    })
}

/// The history as a table.
pub(crate) fn table(rows: &[Row], width: Option<u16>, l: &Locale) -> String {
    let header = [
        cli::header_change(l),
        cli::header_when(l),
        cli::header_who(l),
        cli::header_mailbox(l),
        cli::header_before(l),
        cli::header_after(l),
        cli::header_outcome(l),
    ];
    let mut table = tables::table(width, &header);
    for row in rows {
        let outcome = words::step_state(row.outcome, l);
        table.add_row([
            row.change.to_string(),
            words::date_time(row.at, l),
            row.by.clone(),
            tidy(&row.mailbox.primary_smtp_address),
            told(row.before.as_ref(), row.after.as_ref(), l),
            told(row.after.as_ref(), row.before.as_ref(), l),
            row.why
                .as_ref()
                .map_or_else(|| outcome.clone(), |why| format!("{outcome}: {why}")),
        ]);
    }
    tables::align_right(&mut table, 0);
    tables::text(&table)
}

/// What a step changed, in words: the products held directly, or the sign-in. What is the same on the other side
/// of the change is not said.
fn told(state: Option<&AccountState>, other: Option<&AccountState>, l: &Locale) -> String {
    let Some(state) = state else {
        return String::new();
    };
    let mut parts = Vec::new();
    if let Some(direct) = &state.direct
        && other.is_none_or(|other| other.direct != state.direct)
    {
        let names: Vec<_> = direct
            .keys()
            .map(|sku: &SkuId| words::product(*sku))
            .collect();
        parts.push(if names.is_empty() {
            cli::none_directly(l)
        } else {
            words::commas(&names, l)
        });
    }
    if other.is_none_or(|other| other.sign_in != state.sign_in) {
        match state.sign_in {
            Some(SignIn::Allowed) => parts.push(words::ui::sign_in_allowed(l)),
            Some(SignIn::Blocked) => parts.push(words::ui::sign_in_blocked(l)),
            None => {}
        }
    }
    if let Some(location) = &state.usage_location
        && other.is_none_or(|other| other.usage_location != state.usage_location)
    {
        parts.push(if location.is_empty() {
            cli::no_usage_location(l)
        } else {
            cli::usage_location(l, location)
        });
    }
    words::commas(&parts, l)
}

/// The history for a spreadsheet.
pub(crate) fn csv(rows: &[Row]) -> Result<String, Failure> {
    let skus = |state: &Option<AccountState>| {
        let direct = state.as_ref().and_then(|state| state.direct.as_ref());
        let names: Vec<_> = direct
            .into_iter()
            .flat_map(|direct| direct.keys().map(ToString::to_string))
            .collect();
        names.join("; ")
    };
    let header = [
        "change", "at", "by", "mailbox", "action", "before", "after", "outcome", "why", "plan",
    ];
    csv::csv(
        header,
        rows.iter().map(|row| {
            [
                row.change.to_string(),
                row.at.to_string(),
                row.by.clone(),
                row.mailbox.primary_smtp_address.clone(),
                row.action.clone(),
                skus(&row.before),
                skus(&row.after),
                row.outcome.as_str().to_owned(),
                row.why.clone().unwrap_or_default(),
                row.plan.clone(),
            ]
        }),
    )
}

/// The tenant's name as the last review read it; before the first its id.
pub(crate) async fn tenant_name(session: &Session) -> Result<String, Failure> {
    let tenant = session.connection.tenant();
    let latest = session.engine.store().latest_snapshot(tenant).await;
    let latest = latest.map_err(|e| Failure::Store(session.place.data.clone(), Box::new(e)))?;
    Ok(latest
        .and_then(|s| s.facts)
        .map_or_else(|| tenant.to_string(), |facts| facts.name))
}

/// The lines of a mailbox's history, for `show`.
pub(crate) fn lines(rows: &[Row], l: &Locale) -> Vec<String> {
    let line = |row: &Row| {
        let change = cli::change(l, &row.action, row.change);
        format!(
            "{change} ({}, {}, {})",
            words::step_state(row.outcome, l),
            row.by,
            words::date_time(row.at, l)
        )
    };
    rows.iter().map(line).collect()
}
