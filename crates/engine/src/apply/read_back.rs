//! Read back: success is what was read, not what was answered.

use std::collections::HashMap;
use std::time::Duration;

use m365::UserSelect;
use model::ledger::Refusal;
use model::{AccountId, AccountState, MailboxFacts, RequestId, Step, StepState};
use store::Record;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::chunk::{Go, still_shared};
use super::outcome::Outcome;
use super::run::Run;
use crate::EngineError;
use crate::events::Event;
use crate::observe::{Answer, Rows, facts, state};

/// A write whose result is looked for.
#[derive(Debug)]
pub(super) struct Expected<'a> {
    go: Go<'a>,
    /// The answer was lost: an account that stays as it was, was not written.
    lost: bool,
    request_ids: Vec<RequestId>,
    until: Instant,
}

impl<'a> Expected<'a> {
    pub(super) fn new(
        go: Go<'a>,
        lost: bool,
        request_ids: Vec<RequestId>,
        within: Duration,
    ) -> Self {
        Self {
            go,
            lost,
            request_ids,
            until: Instant::now() + within,
        }
    }
}

/// What a look at an account showed.
enum Look {
    /// As wanted, and still shared where that matters; with the facts of the account.
    Result(AccountState, Box<MailboxFacts>),
    /// As before.
    Before(AccountState),
    /// As wanted, but the mailbox is not shared any more.
    NotShared(AccountState),
    /// Neither: something else changed it, or a write is half visible.
    Other(AccountState),
    /// It could not be read.
    Unread,
}

impl<'a> Run<'a> {
    /// Looks at the accounts until each shows its result or its time is over. Outcomes are recorded as they are
    /// found; lost writes that were not applied go to `again`.
    pub(super) async fn read_back(
        &self,
        mut expected: Vec<Expected<'a>>,
        again: &Mutex<Vec<&'a Step>>,
    ) -> Result<(), EngineError> {
        let tuning = &self.engine.tuning;
        let mut wait = tuning.poll_first;
        while !expected.is_empty() {
            let looks = self.look(&expected).await;
            self.engine.probe.reach("after_read_back").await;
            let (mut outcomes, mut open, mut confirmed) = (Vec::new(), Vec::new(), Vec::new());
            for (e, look) in expected.into_iter().zip(looks) {
                if let Look::Result(_, facts) = &look {
                    confirmed.push((e.go.step, facts.clone()));
                }
                match decide(e, look) {
                    Ok(outcome) => outcomes.push(outcome),
                    Err(still_open) => open.push(*still_open),
                }
            }
            again.lock().await.extend(
                outcomes
                    .iter()
                    .filter(|o| o.state == StepState::NotApplied)
                    .map(|o| o.step),
            );
            self.record(outcomes).await?;
            self.correct(confirmed).await?;
            expected = open;
            if let Some(last) = expected.iter().map(|e| e.until).max() {
                let seconds = last.saturating_duration_since(Instant::now()).as_secs();
                self.events.emit(Event::Waiting {
                    steps: expected.len() as u64,
                    seconds,
                });
                tokio::time::sleep(wait).await;
                wait = wait
                    .saturating_mul(2)
                    .clamp(tuning.poll_first, tuning.poll_most);
            }
        }
        Ok(())
    }

    /// One look at accounts that an earlier process left open, and what it comes to. What could not be read stays open.
    pub(crate) async fn look_once(
        &self,
        open: Vec<Go<'a>>,
    ) -> Result<Vec<Outcome<'a>>, EngineError> {
        let expected: Vec<_> = open
            .into_iter()
            .map(|go| Expected::new(go, true, Vec::new(), Duration::ZERO))
            .collect();
        let looks = self.look(&expected).await;
        let decided = expected
            .into_iter()
            .zip(looks)
            .filter_map(|(e, look)| decide(e, look).ok());
        Ok(decided
            .filter(|o| o.state != StepState::Unconfirmed)
            .collect())
    }

    async fn look(&self, expected: &[Expected<'a>]) -> Vec<Look> {
        let ids: Vec<AccountId> = expected.iter().map(|e| e.go.step.account).collect();
        let removals: Vec<AccountId> = expected
            .iter()
            .map(|e| e.go.step)
            .filter(|s| s.assess)
            .map(|s| s.account)
            .collect();
        let (users, mailboxes) = tokio::join!(
            self.conn.users_by_id(&ids, UserSelect::REVIEW),
            self.conn.mailboxes_by_id(&removals),
        );
        let users: HashMap<_, _> = users.into_iter().collect();
        let mailboxes: HashMap<_, _> = mailboxes.into_iter().collect();
        let at = self.engine.env.now();
        let look = |e: &Expected<'a>| {
            let step = e.go.step;
            let Some(Ok(Some(user))) = users.get(&step.account) else {
                return Look::Unread;
            };
            let rows = Rows {
                user: Answer::live(user.clone(), at),
                ..Rows::default()
            };
            let facts = facts(step.account, &rows);
            let read = state(&facts);
            if step.expects.direct.is_some() && read.direct.is_none()
                || step.expects.sign_in.is_some() && read.sign_in.is_none()
                || step.expects.usage_location.is_some() && read.usage_location.is_none()
            {
                return Look::Unread; // its two lists of licences disagree: the write is on its way
            }
            if !step.result.agrees_with(&read) {
                return if step.expects.agrees_with(&read) {
                    Look::Before(read)
                } else {
                    Look::Other(read)
                };
            }
            if !step.assess {
                return Look::Result(read, Box::new(facts));
            }
            match mailboxes.get(&step.account) {
                Some(Ok(row)) => match still_shared(row) {
                    Some(true) => Look::Result(read, Box::new(facts)),
                    Some(false) => Look::NotShared(read),
                    None => Look::Unread,
                },
                _ => Look::Unread,
            }
        };
        expected.iter().map(look).collect()
    }

    /// Puts what was read back into the list of the last review.
    async fn correct(&self, confirmed: Vec<(&Step, Box<MailboxFacts>)>) -> Result<(), EngineError> {
        let Some(snapshot) = self.engine.store.latest_snapshot(self.plan.tenant).await? else {
            return Ok(());
        };
        let mut records = Vec::with_capacity(confirmed.len());
        for (step, read) in confirmed {
            let Some(Record { mut facts, .. }) =
                self.engine.store.record(snapshot.id, step.account).await?
            else {
                continue;
            };
            facts.licenses = read.licenses;
            facts.sign_in = read.sign_in;
            facts.usage_location = read.usage_location;
            let (tenant, now) = (self.tenant.lock().await, self.engine.env.now());
            let assessment = rules::assess(&facts, &tenant, self.policy, now);
            records.push(Record { facts, assessment });
        }
        self.engine.store.correct(self.plan.tenant, records).await?;
        Ok(())
    }
}

/// The outcome of a look, or the expectation again when it is too early to tell.
fn decide(e: Expected<'_>, look: Look) -> Result<Outcome<'_>, Box<Expected<'_>>> {
    let over = Instant::now() >= e.until;
    let (state, why, after) = match look {
        Look::Result(read, _) => (StepState::Done, None, Some(read)),
        Look::NotShared(read) => (StepState::Drifted, Some(Refusal::Changed), Some(read)),
        _ if !over => return Err(Box::new(e)),
        Look::Before(read) if e.lost => {
            let why = Refusal::Passing {
                code: "answer_lost".to_owned(),
            };
            (StepState::NotApplied, Some(why), Some(read))
        }
        Look::Other(read) => (StepState::Drifted, Some(Refusal::Changed), Some(read)),
        Look::Before(read) => (StepState::Unconfirmed, None, Some(read)),
        Look::Unread => (StepState::Unconfirmed, None, None),
    };
    Ok(Outcome {
        step: e.go.step,
        state,
        why,
        before: Some(e.go.before),
        after,
        evidence: e.go.evidence,
        request_ids: e.request_ids,
    })
}
