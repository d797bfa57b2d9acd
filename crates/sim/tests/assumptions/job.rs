//! The job, and what must be true of it.

use std::collections::{BTreeMap, BTreeSet};

use boxseat_sim::World;
use engine::{ApplyReport, EngineError, Proposal, RemovalGoal, Restore, Scope, StepEnd, Targets};
use model::{AccountId, Action, Effect, ReasonCode, SkuId, Step, StepState};
use rules::Answers;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::turned::{Removable, Turned, removable, removable_of};

/// So many changes are put back: the way back is tested for itself elsewhere.
const PUT_BACK: usize = 1;

/// Carries the job out as far as it goes; answers what is wrong.
pub(crate) async fn carry_out(turned: &Turned) -> Vec<String> {
    let mut wrong = Wrong(Vec::new());
    let w = &turned.w;
    let (engine, quiet) = (w.engine(), World::quiet());
    let review = engine
        .review(&w.by, &w.conn, &Scope::shared(), &w.policy, &quiet)
        .await;
    let mut may_go = turned.truth.clone();
    match review {
        Ok(review) => {
            may_go.extend(said_unread(&review.records));
            may_go.extend(of_no_use(turned, &review.records));
            wrong.beyond("verdict", &removable(&review.records), &may_go);
        }
        Err(error) => wrong.said(&error),
    }
    let before = w.tables().await;
    let removal = removal(turned, &may_go, &mut wrong).await;
    let mut taken = w.tables().await;
    wrong.writes(
        &before,
        &taken,
        removal.as_ref().map(|(proposal, _)| proposal),
    );
    let Some((_, report)) = removal else {
        return wrong.0;
    };
    let done: Vec<&StepEnd> = report
        .steps
        .iter()
        .filter(|end| end.state == StepState::Done)
        .collect();
    wrong.not_done(&taken, &done);
    for end in done.iter().take(PUT_BACK) {
        put_back(turned, end, &mut taken, &mut wrong).await;
    }
    if let Err(error) = w.store().verify().await {
        wrong.0.push(format!("the ledger: {error}"));
    }
    wrong.0
}

/// Products of accounts whose OneDrive could not be read: the rules say that with a note, and let them go
/// (`docs/rules.md`, `onedrive_content`).
fn said_unread(records: &[store::Record]) -> Removable {
    let unread = |r: &&store::Record| {
        r.assessment.findings.iter().any(|finding| {
            finding.reason.code() == ReasonCode::OneDriveContent && finding.effect == Effect::Note
        })
    };
    removable_of(records.iter().filter(unread))
}

/// With a larger quota nothing that is needed is missing any more, and an archiving add-on without an archive or a
/// hold can go: that is what follows from the quota, so it is no wrong verdict where another quota is shown.
fn of_no_use(turned: &Turned, records: &[store::Record]) -> Removable {
    const ADD_ON: Uuid = Uuid::from_u128(0xee02_fd1b_340e_4a4b_b355_4a51_4e4c_8943);
    let about_quota = matches!(turned.entry.name, "quota-text" | "unlicensed-quota");
    let removable = removable(records).into_iter();
    removable
        .filter(|(_, sku)| about_quota && *sku == SkuId::from_uuid(ADD_ON))
        .collect()
}

async fn removal(
    turned: &Turned,
    may_go: &Removable,
    wrong: &mut Wrong,
) -> Option<(Proposal, ApplyReport)> {
    let w = &turned.w;
    let (engine, quiet) = (w.engine(), World::quiet());
    let goal = RemovalGoal {
        targets: Targets::AllRemovable,
        license: None,
        block_sign_in: false,
        answers: Answers::none(),
        exclusions: Vec::new(),
    };
    let proposal = engine
        .propose_removal(&w.by, &w.conn, &goal, &w.policy, &quiet)
        .await;
    let proposal = wrong.heard(proposal)?;
    wrong.beyond("plan", &taken_by(&proposal.plan.steps), may_go);
    if proposal.plan.steps.is_empty() {
        return None;
    }
    let report = engine
        .apply(&w.by, &w.conn, &proposal.plan, &w.policy, &quiet)
        .await;
    let report = wrong.heard(report)?;
    Some((proposal, report))
}

/// `before` are the tenant's tables, and are afterwards what they are then.
async fn put_back(
    turned: &Turned,
    end: &StepEnd,
    before: &mut Map<String, Value>,
    wrong: &mut Wrong,
) {
    let w = &turned.w;
    let (engine, quiet) = (w.engine(), World::quiet());
    let back = Restore::Change(end.seq);
    let proposal = engine
        .propose_restore(&w.by, &w.conn, &back, &w.policy, &quiet)
        .await;
    let Some(proposal) = wrong.heard(proposal) else {
        return;
    };
    if proposal.plan.steps.is_empty() {
        return;
    }
    let report = engine
        .apply(&w.by, &w.conn, &proposal.plan, &w.policy, &quiet)
        .await;
    let report = wrong.heard(report);
    let after = w.tables().await;
    wrong.writes(before, &after, Some(&proposal));
    let done = report
        .iter()
        .flat_map(|report| &report.steps)
        .filter(|end| end.state == StepState::Done);
    wrong.not_done(&after, &done.collect::<Vec<_>>());
    *before = after;
}

/// The products that steps take.
fn taken_by<'s>(steps: impl IntoIterator<Item = &'s Step>) -> Removable {
    steps
        .into_iter()
        .flat_map(|step| match &step.action {
            Action::ChangeLicenses { remove, .. } => {
                remove.iter().map(|sku| (step.account, *sku)).collect()
            }
            _ => Vec::new(),
        })
        .collect()
}

/// What went wrong.
struct Wrong(Vec<String>);

impl Wrong {
    /// A failure is said in words, and is one of the tenant's answers: nothing of our own.
    fn said(&mut self, error: &EngineError) {
        let expected = matches!(error, EngineError::Read { .. } | EngineError::NoChange(_));
        if !expected || error.to_string().trim().is_empty() {
            self.0.push(format!("an unexpected failure: {error:?}"));
        }
    }

    fn heard<T>(&mut self, result: Result<T, EngineError>) -> Option<T> {
        result.map_err(|error| self.said(&error)).ok()
    }

    /// Nothing may go that cannot.
    fn beyond(&mut self, what: &str, found: &Removable, truth: &Removable) {
        for (account, sku) in found.difference(truth) {
            self.0
                .push(format!("{what}: {sku} of {account} may not go"));
        }
    }

    /// Every write of the tenant's own book is one of the plan's, and each account was written once at most.
    fn writes(
        &mut self,
        before: &Map<String, Value>,
        after: &Map<String, Value>,
        proposal: Option<&Proposal>,
    ) {
        let planned: BTreeMap<AccountId, Vec<&Action>> =
            proposal.map_or_else(BTreeMap::new, |proposal| {
                let mut planned: BTreeMap<_, Vec<_>> = BTreeMap::new();
                for step in &proposal.plan.steps {
                    planned.entry(step.account).or_default().push(&step.action);
                }
                planned
            });
        let events = rows(after, "event");
        let mut written = BTreeSet::new();
        for event in &events[rows(before, "event").len()..] {
            let Some(account) = event["subject"].as_str().and_then(|s| s.parse().ok()) else {
                self.0.push(format!("an event of nobody: {event}"));
                continue;
            };
            let kind = event["kind"].as_str().unwrap_or_default();
            // What the tenant does by itself after a write.
            if kind.starts_with("mailbox.") {
                continue;
            }
            let actions = planned.get(&account).map_or(&[][..], Vec::as_slice);
            if kind != "licenses.changed" || !actions.iter().any(|action| explains(action, event)) {
                self.0
                    .push(format!("written without being planned: {event}"));
            } else if !written.insert(account) {
                self.0.push(format!("written twice: {account}"));
            }
        }
    }

    /// What is called done is done.
    fn not_done(&mut self, tables: &Map<String, Value>, done: &[&StepEnd]) {
        let number: BTreeMap<AccountId, i64> = rows(tables, "account")
            .iter()
            .filter_map(|row| Some((row["id"].as_str()?.parse().ok()?, row["n"].as_i64()?)))
            .collect();
        for end in done {
            let Some(wanted) = &end.step.result.direct else {
                continue;
            };
            let held: BTreeSet<SkuId> = rows(tables, "license")
                .iter()
                .filter(|row| row["account"] == number[&end.step.account] && row["by_group"] == "")
                .filter_map(|row| row["sku"].as_str()?.parse().ok())
                .collect();
            if !held.iter().eq(wanted.keys()) {
                self.0
                    .push(format!("called done and is not: {}", end.step.account));
            }
        }
    }
}

/// Is this what the action was to do?
fn explains(action: &Action, event: &Value) -> bool {
    let Action::ChangeLicenses { add, remove } = action else {
        return false;
    };
    let direct = |side: &str| -> BTreeSet<SkuId> {
        let data: Value = match &event["data"] {
            Value::String(text) => serde_json::from_str(text).unwrap(),
            other => other.clone(),
        };
        let held = data[side].as_array().cloned().unwrap_or_default();
        held.iter()
            .filter(|held| held["by_group"] == "")
            .filter_map(|held| held["sku"].as_str()?.parse().ok())
            .collect()
    };
    let (before, after) = (direct("before"), direct("after"));
    let gone: BTreeSet<SkuId> = before.difference(&after).copied().collect();
    let come: BTreeSet<SkuId> = after.difference(&before).copied().collect();
    gone == remove.iter().copied().collect() && come == add.iter().map(|a| a.sku).collect()
}

fn rows<'a>(tables: &'a Map<String, Value>, table: &str) -> &'a [Value] {
    tables[table].as_array().expect("a table is a list of rows")
}
