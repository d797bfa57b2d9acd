//! `$batch`: packs items, sends them, matches answers by id, and sends single items again, each after its own
//! wait. Throttling is judged per item while the whole call says 200 (`graph.md` 6.1).

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures_util::StreamExt as _;
use model::{AccountId, RequestId};
use serde_json::Value;
use tokio::time::Instant;
use wire::batch::{Request, Response, Responses};

use crate::answer::{Answer, Body, Class, Headers};
use crate::call::{self, Call, Next, Outcome};
use crate::connection::{Inner, below};
use crate::error::{Lost, ReadError, Refusal, RefusalKind, WriteEnd};
use crate::graph::refusal_kind;
use crate::operation::{self, Lane, Operation};
use crate::retry::{Luck, Patience, Tries};

/// One request inside a batch.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub op: &'static Operation,
    /// The identity that is asked for: named when it is not found.
    pub what: String,
    /// Method, URL, headers and body; the id is given when it is packed.
    pub request: Request,
}

impl Item {
    pub(crate) fn new(
        op: &'static Operation,
        method: &str,
        url: String,
        what: impl Into<String>,
    ) -> Self {
        let request = Request {
            id: String::new(),
            method: method.to_owned(),
            url,
            headers: serde_json::Map::new(),
            body: None,
            depends_on: Vec::new(),
        };
        Self {
            op,
            what: what.into(),
            request,
        }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.request.headers.insert(name.to_owned(), value.into());
        self
    }

    pub(crate) fn body(mut self, body: Value) -> Self {
        self.request.body = Some(body);
        self.header("Content-Type", "application/json")
    }
}

/// Batches of reads in flight at a time. (Exchange's own limiter lets one batch of ten through.)
const READS_IN_FLIGHT: usize = 4;

impl Inner {
    /// Reads many; the answers stand in the order of the items.
    pub(crate) async fn read_batch(
        &self,
        outer: &'static Operation,
        items: Vec<Item>,
    ) -> Vec<Result<Answer, ReadError>> {
        let size = batch_size(outer);
        let chunks: Vec<Vec<Item>> = items.chunks(size).map(<[Item]>::to_vec).collect();
        futures_util::stream::iter(chunks)
            .map(|chunk| async move {
                let judge = |item: &Item, outcome, tries: &mut Tries, luck| {
                    self.judge_read(item.op, &item.what, outcome, tries, luck)
                };
                self.drive(outer, &chunk, Patience::READ, None, judge).await
            })
            .buffered(READS_IN_FLIGHT)
            .concat()
            .await
    }

    /// Writes many, never two on one account at a time; the ends stand in the order of the items.
    pub(crate) async fn write_batch(&self, items: Vec<(AccountId, Item)>) -> Vec<WriteEnd> {
        if !self.info.may_write() {
            let refusal = refusal(
                RefusalKind::ReadOnly,
                crate::guard::REFUSED.to_owned(),
                None,
            );
            return vec![WriteEnd::NotApplied(refusal); items.len()];
        }
        let (accounts, items): (Vec<AccountId>, Vec<Item>) = items.into_iter().unzip();
        let judge = |item: &Item, outcome, tries: &mut Tries, luck| {
            self.judge_write(item.op, outcome, tries, luck)
        };
        self.drive(
            &operation::WRITE_BATCH,
            &items,
            Patience::WRITE,
            Some(&accounts),
            judge,
        )
        .await
    }

    /// Sends items until each has its end. `turns` names whose turn an item takes: of items with the same one, the
    /// later waits for the end of the earlier, and only one batch is in flight.
    async fn drive<T>(
        &self,
        outer: &'static Operation,
        items: &[Item],
        patience: Patience,
        turns: Option<&[AccountId]>,
        judge: impl Fn(&Item, Outcome, &mut Tries, Luck) -> Next<T>,
    ) -> Vec<T> {
        let mut waiting: BTreeMap<usize, (Instant, Option<Tries>)> = (0..items.len())
            .map(|index| (index, (Instant::now(), None)))
            .collect();
        let mut ends: BTreeMap<usize, T> = BTreeMap::new();
        while !waiting.is_empty() {
            let (ready, next_due) = due(&waiting, turns, batch_size(outer));
            if ready.is_empty() {
                tokio::time::sleep_until(next_due).await;
                continue;
            }
            let batch: Vec<&Item> = ready.iter().map(|&index| &items[index]).collect();
            let outcomes = if turns.is_some() {
                let _turn = self.writing.lock().await;
                self.send_batch(outer, &batch).await
            } else {
                self.send_batch(outer, &batch).await
            };
            let luck = self.luck();
            for (index, outcome) in ready.into_iter().zip(outcomes) {
                let Some((due, tries)) = waiting.get_mut(&index) else {
                    continue;
                };
                match judge(
                    &items[index],
                    outcome,
                    tries.get_or_insert_with(|| Tries::new(patience)),
                    luck,
                ) {
                    Next::Again(wait) => {
                        self.counter.add(|m| m.repeats += 1);
                        *due = Instant::now() + wait;
                    }
                    Next::End(end) => {
                        waiting.remove(&index);
                        ends.insert(index, end);
                    }
                }
            }
        }
        ends.into_values().collect()
    }

    /// One batch; the outcomes stand in the order of the items.
    async fn send_batch(&self, outer: &'static Operation, items: &[&Item]) -> Vec<Outcome> {
        self.counter.add(|m| {
            for item in items {
                *m.items.entry(item.op.name).or_default() += 1;
            }
        });
        let (outcome, token) = self.authorised_by(&self.batch_call(outer, items)).await;
        match outcome {
            Outcome::Answer(answer) if answer.class(outer) == Class::Done => {
                let outcomes = self.unpack(outer, &answer, items.len());
                if let Some(token) = token.filter(|_| outcomes.iter().any(is_expired)) {
                    self.forget_token(call::resource(outer), &token).await;
                }
                outcomes
            }
            Outcome::Answer(answer) => items
                .iter()
                .map(|_| Outcome::Answer(answer.clone()))
                .collect(),
            Outcome::NotSent(why) => items
                .iter()
                .map(|_| Outcome::NotSent(why.clone()))
                .collect(),
            Outcome::Lost(why, id) => items
                .iter()
                .map(|_| Outcome::Lost(why.clone(), id.clone()))
                .collect(),
            Outcome::NoToken(error) => items
                .iter()
                .map(|_| Outcome::NoToken(error.clone()))
                .collect(),
        }
    }

    fn batch_call(&self, outer: &'static Operation, items: &[&Item]) -> Call {
        let numbered = |(item, id): (&&Item, usize)| Request {
            id: id.to_string(),
            ..item.request.clone()
        };
        let requests = items.iter().zip(1..).map(numbered).collect();
        if outer.lane != Lane::Exchange {
            let path = format!("{}/$batch", wire::graph::VERSION);
            return Call::batch(outer, below(self.base(outer), &path), requests);
        }
        let path = wire::exchange::batch_path(&self.info.tenant_id.to_string());
        self.exchange_headers(Call::batch(outer, below(self.base(outer), &path), requests))
    }

    /// Matches answers to items by id, letters of either case. What has no answer, or two, is lost.
    fn unpack(&self, outer: &'static Operation, answer: &Answer, items: usize) -> Vec<Outcome> {
        let lost = |why: &str| Outcome::Lost(why.to_owned(), answer.request_id());
        let Ok(responses) = answer.json::<Responses>(outer) else {
            return (0..items)
                .map(|_| lost("the answer to the batch is not readable"))
                .collect();
        };
        let mut by_id: BTreeMap<String, Vec<Response>> = BTreeMap::new();
        for response in responses.responses {
            by_id
                .entry(response.id.to_ascii_lowercase())
                .or_default()
                .push(response);
        }
        (1..=items)
            .map(|id| match by_id.remove(&id.to_string()).as_deref_mut() {
                Some([one]) => Outcome::Answer(self.item_answer(one, answer)),
                Some(_) => lost("the batch answered one item twice"),
                None => lost("the batch has no answer for the item"),
            })
            .collect()
    }

    fn item_answer(&self, item: &mut Response, outer: &Answer) -> Answer {
        if item.status == 429 {
            self.counter.add(|m| m.throttled += 1);
        }
        Answer {
            status: item.status,
            headers: Headers::of_item(item, self.service_now()),
            body: Body::Item(item.body.take()),
            sent_id: outer.request_id(),
        }
    }

    /// What a write does after an outcome: again only when it was certainly not applied.
    fn judge_write(
        &self,
        op: &'static Operation,
        outcome: Outcome,
        tries: &mut Tries,
        luck: Luck,
    ) -> Next<WriteEnd> {
        let refused = |kind, why, id| Next::End(WriteEnd::NotApplied(refusal(kind, why, id)));
        let answer = match outcome {
            Outcome::Answer(answer) => answer,
            Outcome::NoToken(error) => {
                return refused(RefusalKind::NotSent, error.to_string(), None);
            }
            Outcome::NotSent(why) => {
                return match self.again_unsent(tries, luck) {
                    Some(wait) => Next::Again(wait),
                    None => refused(RefusalKind::NotSent, why, None),
                };
            }
            Outcome::Lost(why, id) => {
                return Next::End(WriteEnd::MaybeApplied(Lost {
                    why,
                    request_id: Some(id),
                }));
            }
        };
        let again = match answer.class(op) {
            Class::Done => return Next::End(WriteEnd::Written(answer.request_id())),
            Class::Passing | Class::Failing | Class::Strange => {
                let why = format!("answered {} {}", answer.status, answer.fault(op).code)
                    .trim_end()
                    .to_owned();
                return Next::End(WriteEnd::MaybeApplied(Lost {
                    why,
                    request_id: Some(answer.request_id()),
                }));
            }
            Class::Expired => tries.renew().then_some(Duration::ZERO),
            Class::Throttled | Class::Conflict => tries.again(answer.headers.retry_after, luck),
            Class::Refused => None,
        };
        match again {
            Some(wait) => Next::Again(wait),
            None => Next::End(WriteEnd::NotApplied(no(op, &answer))),
        }
    }
}

/// The items whose time has come, in order, and when the next one's comes.
fn due(
    waiting: &BTreeMap<usize, (Instant, Option<Tries>)>,
    turns: Option<&[AccountId]>,
    most: usize,
) -> (Vec<usize>, Instant) {
    let now = Instant::now();
    let mut next = now + Duration::from_hours(1);
    let mut taken = BTreeSet::new();
    let mut ready = Vec::new();
    for (&index, (due, _)) in waiting {
        if turns.is_some_and(|turns| !taken.insert(turns[index])) {
            continue;
        }
        if *due > now {
            next = next.min(*due);
        } else if ready.len() < most {
            ready.push(index);
        }
    }
    (ready, next)
}

fn batch_size(outer: &Operation) -> usize {
    match outer.lane {
        Lane::Exchange => wire::batch::EXCHANGE_MAX,
        // More than five in a batch would be throttled at once.
        Lane::SignIn => 5,
        _ => wire::batch::GRAPH_MAX,
    }
}

fn is_expired(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Answer(answer) if answer.status == 401)
}

fn refusal(kind: RefusalKind, message: String, request_id: Option<RequestId>) -> Refusal {
    Refusal {
        kind,
        code: String::new(),
        message,
        needs: None,
        request_id,
    }
}

/// A refusal out of an answer.
fn no(op: &'static Operation, answer: &Answer) -> Refusal {
    let fault = answer.fault(op);
    let kind = refusal_kind(answer.status, &fault.message);
    Refusal {
        kind,
        needs: (kind == RefusalKind::Denied).then_some(op.needs),
        code: fault.code,
        message: fault.message,
        request_id: Some(answer.request_id()),
    }
}
