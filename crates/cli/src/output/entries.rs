//! The history: one row for each step of each run, and each new number of a subscription, with where it stands now.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use model::{
    AccountState, Entry, EntryKind, LedgerSeq, Plan, PlanDigest, RunId, SignIn, SkuId, StepNo,
    TotalState,
};
use serde::Serialize;
use store::{Store, StoreError};
use words::{Locale, cli};

use super::{items, shape, table as tables, tidy};
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
    /// Whose; of no mailbox is another number of licences for a subscription.
    pub(crate) mailbox: Option<shape::Mailbox>,
    /// The subscription and its numbers, where the change is of one.
    pub(crate) total: Option<Total>,
    /// What, as a sentence.
    pub(crate) action: String,
    /// The account before, as far as the step is about it.
    pub(crate) before: Option<AccountState>,
    /// The account after.
    pub(crate) after: Option<AccountState>,
    /// Where it stands: a code.
    pub(crate) outcome: String,
    /// The same for people.
    #[serde(skip)]
    outcome_said: String,
    /// Why it is not done, as a sentence.
    pub(crate) why: Option<String>,
    /// Reasons that a person answered for.
    pub(crate) acknowledged: Vec<model::Acknowledged>,
    /// For Microsoft's support.
    pub(crate) request_ids: Vec<String>,
}

/// Another number of licences for a subscription.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Total {
    /// The subscription.
    subscription: String,
    /// Its product.
    sku_id: String,
    /// The product's name.
    name: String,
    /// The number before.
    from: u64,
    /// The number that is wanted.
    to: u64,
}

impl Row {
    /// Is it about the mailbox that is called so?
    pub(crate) fn is_about(&self, name: &str) -> bool {
        let Some(mailbox) = &self.mailbox else {
            return false;
        };
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

/// Entries as rows, in the order in which the changes were begun.
pub(crate) fn rows(entries: &[Entry], plans: &HashMap<PlanDigest, Plan>, l: &Locale) -> Vec<Row> {
    // A step of a run; without one, the number that the run is about.
    let mut first: BTreeMap<LedgerSeq, (RunId, Option<StepNo>)> = BTreeMap::new();
    let mut of_change: HashMap<(RunId, Option<StepNo>), Vec<&Entry>> = HashMap::new();
    for entry in entries {
        if matches!(entry.body.kind, EntryKind::RunStarted | EntryKind::RunEnded) {
            continue;
        }
        let key = (entry.body.run, entry.body.step);
        let known = of_change.entry(key).or_default();
        if known.is_empty() {
            first.insert(entry.seq, key);
        }
        known.push(entry);
    }
    first
        .values()
        .filter_map(|key| row(of_change.get(key)?, plans, l))
        .collect()
}

fn row(entries: &[&Entry], plans: &HashMap<PlanDigest, Plan>, l: &Locale) -> Option<Row> {
    let newest = entries.last()?;
    let row = Row {
        change: newest.seq.0,
        at: newest.body.at,
        by: newest.body.by.name.clone(),
        via: newest.body.by.via.clone(),
        run: newest.body.run.to_string(),
        plan: newest.body.plan.to_string(),
        mailbox: None,
        total: None,
        action: String::new(),
        before: None,
        after: None,
        outcome: String::new(),
        outcome_said: String::new(),
        why: None,
        acknowledged: Vec::new(),
        request_ids: entries
            .iter()
            .flat_map(|entry| &entry.body.request_ids)
            .map(ToString::to_string)
            .collect(),
    };
    match &newest.body.kind {
        EntryKind::Step { state, why } => {
            let step = plans.get(&newest.body.plan)?.step(newest.body.step?)?;
            Some(Row {
                mailbox: Some(items::mailbox(step.account, &step.name)),
                action: words::action(&step.action, l),
                before: entries.iter().find_map(|entry| entry.body.before.clone()),
                after: newest.body.after.clone(),
                outcome: state.as_str().to_owned(),
                outcome_said: words::step_state(*state, l),
                why: why.as_ref().map(|why| words::refusal(why, l)),
                acknowledged: step.acknowledged.clone(),
                ..row
            })
        }
        EntryKind::Total {
            subscription,
            sku,
            from,
            to,
            state,
        } => Some(Row {
            total: Some(Total {
                subscription: subscription.to_string(),
                sku_id: sku.to_string(),
                name: words::product(*sku),
                from: *from,
                to: *to,
            }),
            action: words::total_change(*sku, *from, *to, l),
            outcome: state.as_str().to_owned(),
            outcome_said: words::total_state(state, l),
            why: match state {
                TotalState::Refused { why } => Some(words::total_obstacle(why, l)),
                _ => None,
            },
            ..row
        }),
        EntryKind::RunStarted | EntryKind::RunEnded => None,
    }
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
        let outcome = &row.outcome_said;
        let [whose, before, after] = what(row, l);
        table.add_row([
            row.change.to_string(),
            words::date_time(row.at, l),
            row.by.clone(),
            whose,
            before,
            after,
            row.why
                .as_ref()
                .map_or_else(|| outcome.clone(), |why| format!("{outcome}: {why}")),
        ]);
    }
    tables::align_right(&mut table, 0);
    tables::text(&table)
}

/// Whose it was, how it was before, and after: a mailbox, or the number of a product's licences.
fn what(row: &Row, l: &Locale) -> [String; 3] {
    if let Some(total) = &row.total {
        return [
            tidy(&total.name),
            words::count(total.from, l),
            words::count(total.to, l),
        ];
    }
    let whose = row.mailbox.as_ref();
    [
        whose.map_or_else(String::new, |m| tidy(&m.primary_smtp_address)),
        told(row.before.as_ref(), row.after.as_ref(), l),
        told(row.after.as_ref(), row.before.as_ref(), l),
    ]
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
    web::csv_table(
        header,
        rows.iter().map(|row| {
            let total = row.total.as_ref();
            let address = row.mailbox.as_ref().map(|m| m.primary_smtp_address.clone());
            [
                row.change.to_string(),
                row.at.to_string(),
                row.by.clone(),
                address.unwrap_or_default(),
                row.action.clone(),
                total.map_or_else(|| skus(&row.before), |t| t.from.to_string()),
                total.map_or_else(|| skus(&row.after), |t| t.to.to_string()),
                row.outcome.clone(),
                row.why.clone().unwrap_or_default(),
                row.plan.clone(),
            ]
        }),
    )
    .map_err(|e| Failure::Unexpected(e.to_string()))
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
            row.outcome_said,
            row.by,
            words::date_time(row.at, l)
        )
    };
    rows.iter().map(line).collect()
}
