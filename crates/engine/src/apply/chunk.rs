//! A chunk of steps, from the re-check to the record.

use std::collections::{BTreeSet, HashMap};

use m365::{LicenseChange, RefusalKind, WriteEnd};
use model::ledger::Refusal;
use model::{
    AccountId, AccountState, Action, Evidence, GapWhy, LicenseVerdict, ReasonCode, RecipientKind,
    RequestId, SkuId, Source, Step, StepState,
};
use rules::Answers;
use tokio::sync::{Mutex, Semaphore};

use super::outcome::Outcome;
use super::read_back::Expected;
use super::run::Run;
use crate::EngineError;
use crate::observe::{Subject, state};

/// A step that may be sent.
#[derive(Debug)]
pub(crate) struct Go<'a> {
    pub(crate) step: &'a Step,
    pub(crate) before: AccountState,
    pub(crate) evidence: Vec<Evidence>,
}

impl<'a> Run<'a> {
    /// Does the steps of a chunk; those whose answer was lost and that were found not applied are done again, from
    /// the re-check on. The permit is held while this reads and writes, not while it waits for what it wrote.
    pub(super) async fn chunk(
        &self,
        steps: Vec<&'a Step>,
        permits: &Semaphore,
    ) -> Result<(), EngineError> {
        let mut todo = steps;
        for _ in 0..self.engine.tuning.attempts {
            if todo.is_empty() {
                break;
            }
            let permit = permits
                .acquire()
                .await
                .expect("the semaphore lives in the caller and is never closed");
            if self.engine.stop.is_asked() {
                break;
            }
            let (go, settled) = self.recheck(&todo).await?;
            self.engine.probe.reach("after_recheck").await;
            self.record(settled).await?;
            if self.engine.stop.is_asked() {
                break;
            }
            let written = self.intend_and_write(go).await?;
            drop(permit);
            todo = self.read_back_and_record(written).await?;
        }
        Ok(())
    }

    /// Reads the accounts afresh and assesses them again. Whatever stands against a step ends it here.
    async fn recheck(
        &self,
        steps: &[&'a Step],
    ) -> Result<(Vec<Go<'a>>, Vec<Outcome<'a>>), EngineError> {
        let accounts: Vec<_> = steps.iter().map(|s| s.account).collect();
        let subjects = {
            // Cloned so that chunks do not wait for each other's reads; what a chunk learns of groups is kept.
            let mut tenant = self.tenant.lock().await.clone();
            let subjects = self
                .observer
                .fresh_for(&accounts, &mut tenant, steps.iter().any(|s| s.assess))
                .await?;
            self.tenant.lock().await.groups.extend(tenant.groups);
            subjects
        };
        let tenant = self.tenant.lock().await;
        let (mut go, mut settled) = (Vec::new(), Vec::new());
        for (step, subject) in steps.iter().zip(&subjects) {
            match self.judge(step, subject, &tenant) {
                Ok(found) => go.push(found),
                Err(outcome) => settled.push(*outcome),
            }
        }
        Ok((go, settled))
    }

    fn judge(
        &self,
        step: &'a Step,
        subject: &Subject,
        tenant: &model::TenantFacts,
    ) -> Result<Go<'a>, Box<Outcome<'a>>> {
        let facts = subject.facts();
        let before = state(&facts);
        let end = |state, why, evidence| {
            Box::new(Outcome {
                before: Some(before.clone()),
                after: Some(before.clone()),
                evidence,
                ..Outcome::without_write(step, state, why)
            })
        };
        if let Some(unread) = unread(step, subject, &facts) {
            return Err(end(StepState::Refused, Some(unread), Vec::new()));
        }
        if step.result.agrees_with(&before) {
            return Err(end(StepState::Done, None, Vec::new()));
        }
        if !step.expects.agrees_with(&before) {
            return Err(end(StepState::Drifted, Some(Refusal::Changed), Vec::new()));
        }
        // A product that is needed may go when the one that comes in the same call gives the same.
        let assessment = rules::assess_with(
            &rules::with_added(&facts, &coming(step)),
            tenant,
            self.policy,
            self.engine.env.now(),
            &answers([step]),
        );
        if step.assess {
            let because = against(step, &assessment);
            if !because.is_empty() {
                let why = Some(Refusal::Verdict { because });
                return Err(end(StepState::Refused, why, assessment.evidence));
            }
        }
        Ok(Go {
            step,
            before,
            evidence: assessment.evidence,
        })
    }

    /// Puts the intents on disk in one commit, then sends.
    async fn intend_and_write(
        &self,
        go: Vec<Go<'a>>,
    ) -> Result<Vec<(Go<'a>, WriteEnd)>, EngineError> {
        if go.is_empty() {
            return Ok(Vec::new());
        }
        let intents = go.iter().map(|g| Outcome {
            before: Some(g.before.clone()),
            evidence: g.evidence.clone(),
            ..Outcome::without_write(g.step, StepState::Intended, None)
        });
        self.record(intents.collect()).await?;
        self.engine.probe.reach("after_intend").await;
        let mut ends = self.write(&go).await;
        self.engine.probe.reach("after_write").await;
        let lost = || {
            WriteEnd::MaybeApplied(m365::Lost {
                why: "no answer for this account".to_owned(),
                request_id: None,
            })
        };
        Ok(go
            .into_iter()
            .map(|g| {
                let end = ends.remove(&g.step.account).unwrap_or_else(lost);
                (g, end)
            })
            .collect())
    }

    /// One batch per kind of action. A wave holds one step per account, so accounts are a key here.
    async fn write(&self, go: &[Go<'a>]) -> HashMap<AccountId, WriteEnd> {
        let (mut licenses, mut sign_ins, mut locations) = (Vec::new(), Vec::new(), Vec::new());
        for Go { step, .. } in go {
            match &step.action {
                Action::ChangeLicenses { add, remove } => {
                    let change = LicenseChange {
                        add: add.clone(),
                        remove: remove.iter().copied().collect(),
                    };
                    licenses.push((step.account, change));
                }
                Action::SetSignIn { to } => sign_ins.push((step.account, *to)),
                Action::SetUsageLocation { to } => locations.push((step.account, to.clone())),
                _ => {}
            }
        }
        let (a, b, c) = tokio::join!(
            self.conn.assign(&licenses),
            self.conn.set_sign_in(&sign_ins),
            self.conn.set_usage_location(&locations)
        );
        a.into_iter().chain(b).chain(c).collect()
    }

    /// Finds out what came of the writes, records it, and answers the steps that are to be done again.
    async fn read_back_and_record(
        &self,
        written: Vec<(Go<'a>, WriteEnd)>,
    ) -> Result<Vec<&'a Step>, EngineError> {
        let (mut outcomes, mut expected, mut again) = (Vec::new(), Vec::new(), Vec::new());
        for (go, end) in written {
            match end {
                WriteEnd::Written(id) => {
                    expected.push(Expected::new(
                        go,
                        false,
                        vec![id],
                        self.engine.tuning.confirm_within,
                    ));
                }
                WriteEnd::MaybeApplied(lost) => {
                    let ids = lost.request_id.into_iter().collect();
                    expected.push(Expected::new(go, true, ids, self.engine.tuning.lost_within));
                }
                // Graph says that there is nothing to take: an earlier try may have done it, and not be visible
                // yet. The account decides.
                WriteEnd::NotApplied(r) if r.kind == RefusalKind::NotAssigned => {
                    let (ids, within) = (
                        r.request_id.into_iter().collect(),
                        self.engine.tuning.confirm_within,
                    );
                    expected.push(Expected::new(go, false, ids, within));
                }
                WriteEnd::NotApplied(r) if self.is_too_early(&go, &r) => {
                    again.push(go.step);
                    outcomes.push(passing(go, r));
                }
                WriteEnd::NotApplied(r) => outcomes.push(not_applied(go, r)),
            }
        }
        self.record(outcomes).await?;
        if !again.is_empty() {
            tokio::time::sleep(self.engine.tuning.poll_most).await;
        }
        let again = Mutex::new(again);
        self.read_back(expected, &again).await?;
        self.engine.probe.reach("after_record").await;
        Ok(again.into_inner())
    }
}

impl Run<'_> {
    /// A usage location that an earlier step of the plan set may not have reached whoever assigns (`graph.md` 3.1:
    /// the refusal may stay for a while after the change).
    fn is_too_early(&self, go: &Go<'_>, refusal: &m365::Refusal) -> bool {
        let sets = |s: &Step| {
            s.account == go.step.account
                && s.no < go.step.no
                && matches!(&s.action, Action::SetUsageLocation { to } if !to.is_empty())
        };
        refusal.kind == RefusalKind::UsageLocation && self.plan.steps.iter().any(sets)
    }
}

/// Is everything read that must be? The rules judge the rest; this is what a comparison needs at all.
fn unread(step: &Step, subject: &Subject, facts: &model::MailboxFacts) -> Option<Refusal> {
    let gap = |source: Source, why: &GapWhy| Refusal::Unread {
        source,
        code: code(why),
    };
    if let (true, Some(g)) = (step.expects.direct.is_some(), facts.licenses.gap()) {
        return Some(gap(Source::GraphUser, &g.why));
    }
    if let (true, Some(g)) = (step.expects.sign_in.is_some(), facts.sign_in.gap()) {
        return Some(gap(Source::GraphUser, &g.why));
    }
    if let (true, Some(g)) = (
        step.expects.usage_location.is_some(),
        facts.usage_location.gap(),
    ) {
        return Some(gap(Source::GraphUser, &g.why));
    }
    // A way back asks nothing of the mailbox; a removal asks that it was read as this account's own.
    if step.assess && subject.rows.mailbox.row().is_none() {
        let why = facts
            .kind
            .gap()
            .map_or("absent".to_owned(), |g| code(&g.why));
        return Some(Refusal::Unread {
            source: Source::ExchangeMailbox,
            code: why,
        });
    }
    None
}

fn code(why: &GapWhy) -> String {
    match why {
        GapWhy::Failed { code, .. } => code.clone(),
        GapWhy::Forbidden { permission } => permission.clone(),
        other => serde_json::to_value(other)
            .ok()
            .and_then(|v| v.get("why")?.as_str().map(str::to_owned))
            .unwrap_or_default(),
    }
}

/// The products that a step assigns.
fn coming(step: &Step) -> BTreeSet<SkuId> {
    match &step.action {
        Action::ChangeLicenses { add, .. } => add.iter().map(|a| a.sku).collect(),
        _ => BTreeSet::new(),
    }
}

/// What stands against a step now. A removal needs every licence that goes to be `removable`; blocking sign-in only
/// that the mailbox is shared.
fn against(step: &Step, assessment: &model::Assessment) -> Vec<ReasonCode> {
    let mut because = Vec::new();
    if let Some(f) = assessment.finding(ReasonCode::NotShared) {
        because.push(f.reason.code());
    }
    if let Action::ChangeLicenses { remove, .. } = &step.action {
        for sku in remove {
            match assessment.licenses.iter().find(|l| l.sku == *sku) {
                Some(l) if l.verdict == LicenseVerdict::Removable => {}
                Some(l) if l.because.is_empty() => because.push(ReasonCode::FactMissing),
                Some(l) => because.extend(l.because.iter().copied()),
                None => because.push(ReasonCode::FactMissing),
            }
        }
    }
    because.sort_unstable();
    because.dedup();
    because
}

/// What was answered for in these steps.
pub(super) fn answers<'a>(steps: impl IntoIterator<Item = &'a Step>) -> Answers {
    let mut answers = Answers::none();
    for a in steps.into_iter().flat_map(|s| &s.acknowledged) {
        if a.overridden {
            answers
                .overrides
                .insert(a.code, a.reason.clone().unwrap_or_default());
        } else {
            answers.acks.insert(a.code, a.reason.clone());
        }
    }
    answers
}

/// A write that was certainly not applied: for good, or for a passing reason.
fn not_applied(go: Go<'_>, refusal: m365::Refusal) -> Outcome<'_> {
    if matches!(
        refusal.kind,
        RefusalKind::Concurrency | RefusalKind::Throttled | RefusalKind::NotSent
    ) {
        return passing(go, refusal);
    }
    let m365::Refusal {
        code,
        message,
        needs,
        request_id,
        ..
    } = refusal;
    let why = match needs {
        Some(permission) => Refusal::NotPermitted {
            permission: permission.to_owned(),
        },
        None => Refusal::Service { code, message },
    };
    unchanged(go, StepState::Refused, why, request_id)
}

fn passing(go: Go<'_>, refusal: m365::Refusal) -> Outcome<'_> {
    let code = if refusal.code.is_empty() {
        format!("{:?}", refusal.kind)
    } else {
        refusal.code
    };
    unchanged(
        go,
        StepState::NotApplied,
        Refusal::Passing { code },
        refusal.request_id,
    )
}

fn unchanged(
    go: Go<'_>,
    state: StepState,
    why: Refusal,
    request_id: Option<RequestId>,
) -> Outcome<'_> {
    Outcome {
        step: go.step,
        state,
        why: Some(why),
        before: Some(go.before.clone()),
        after: Some(go.before),
        evidence: go.evidence,
        request_ids: request_id.into_iter().collect(),
    }
}

/// Is it still a shared mailbox, as far as this row says? `None` when it does not say.
pub(super) fn still_shared(row: &m365::MailboxRow) -> Option<bool> {
    row.recipient_type_details
        .value()
        .map(|k| *k == RecipientKind::SharedMailbox)
}
