//! The number of licences of a subscription. No interface of Microsoft's changes it (`graph.md` 8); a tenant on this
//! machine may have a stand-in, which its discovery document announces ([`wire::billing`]). No other tenant is asked.

use model::{RequestId, SubscriptionId};
use serde_json::Value;
use url::Url;
use wire::billing::{Change, Changed, Subscription, Subscriptions};

use crate::answer::{Answer, Class};
use crate::call::{Attempt, Call, Next, Outcome};
use crate::connection::{Connection, Inner, below};
use crate::error::{Lost, ReadError, Refusal, RefusalKind};
use crate::operation;
use crate::retry::{Patience, Tries};

/// How an order ended, as far as the answer tells. What holds is only known after reading it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ordered {
    /// The service took it.
    Taken(Box<Changed>, RequestId),
    /// It certainly did not: its code and words.
    Refused(Refusal),
    /// It may have: read the subscription and decide.
    MaybeTaken(Lost),
}

impl Connection {
    /// The subscriptions as billing sees them; `None` where the tenant has no such interface, as every real one.
    pub async fn billing(&self) -> Result<Option<Vec<Subscription>>, ReadError> {
        let Some(root) = self.0.billing_root().await? else {
            return Ok(None);
        };
        let url = below(&root, &wire::billing::subscriptions_path());
        let answer = self.0.read(&Call::get(&operation::BILLING, url)).await?;
        let list: Subscriptions = answer.json(&operation::BILLING)?;
        Ok(Some(list.value))
    }

    /// Orders another number of licences. Sent once: it is repeated only when it was certainly not taken.
    pub async fn order(&self, subscription: SubscriptionId, change: &Change) -> Ordered {
        let refused = |kind, message: &str| {
            Ordered::Refused(Refusal {
                kind,
                code: String::new(),
                message: message.to_owned(),
                needs: None,
                request_id: None,
            })
        };
        if !self.may_write() {
            return refused(RefusalKind::ReadOnly, crate::guard::REFUSED);
        }
        let root = match self.0.billing_root().await {
            Ok(Some(root)) => root,
            Ok(None) => return refused(RefusalKind::NotFound, "no interface changes the number"),
            Err(error) => return refused(RefusalKind::NotSent, &error.to_string()),
        };
        let path = wire::billing::change_path(&subscription.to_string());
        let call = Call::post_json(&operation::CHANGE_TOTAL, below(&root, &path), change);
        let mut tries = Tries::new(Patience::WRITE);
        loop {
            let outcome = self.0.authorised(&call).await;
            match self.0.judge_order(outcome, &mut tries) {
                Next::End(end) => return end,
                Next::Again(wait) => self.0.pause(wait).await,
            }
        }
    }
}

impl Inner {
    /// The base address of the stand-in, where the discovery document announces one of the same origin. (The token goes
    /// there.) The document needs no token.
    async fn billing_root(&self) -> Result<Option<Url>, ReadError> {
        if !self.info.is_loopback() {
            return Ok(None);
        }
        let path = wire::oauth::discovery_path(&self.info.tenant_id.to_string());
        let url = below(&self.info.authority, &path);
        let document: Value = self
            .read_openly(&Call::get(&operation::DISCOVERY, url))
            .await?
            .json(&operation::DISCOVERY)?;
        let announced = document
            .get(wire::billing::DISCOVERY_MEMBER)
            .and_then(Value::as_str)
            .and_then(|text| Url::parse(text).ok());
        Ok(announced
            .filter(|url| url.origin() == self.info.graph.origin())
            .map(|_| self.info.graph.clone()))
    }

    /// A read that needs no token.
    async fn read_openly(&self, call: &Call) -> Result<Answer, ReadError> {
        let mut tries = Tries::new(Patience::READ);
        loop {
            let outcome = match self.attempt(call, None).await {
                Attempt::Answer(answer) => Outcome::Answer(answer),
                Attempt::NotSent(why) => Outcome::NotSent(why),
                Attempt::Lost(why, id) => Outcome::Lost(why, id),
            };
            match self.judge_read(call.op, &call.what, outcome, &mut tries, self.luck()) {
                Next::End(end) => return end,
                Next::Again(wait) => self.pause(wait).await,
            }
        }
    }

    fn judge_order(&self, outcome: Outcome, tries: &mut Tries) -> Next<Ordered> {
        let op = &operation::CHANGE_TOTAL;
        let lost = |why: String, id| {
            Next::End(Ordered::MaybeTaken(Lost {
                why,
                request_id: Some(id),
            }))
        };
        let not_sent = |why: String| {
            Next::End(Ordered::Refused(Refusal {
                kind: RefusalKind::NotSent,
                code: String::new(),
                message: why,
                needs: None,
                request_id: None,
            }))
        };
        let answer = match outcome {
            Outcome::Answer(answer) => answer,
            Outcome::NoToken(error) => return not_sent(error.to_string()),
            Outcome::NotSent(why) => {
                return match self.again_unsent(tries, self.luck()) {
                    Some(wait) => Next::Again(wait),
                    None => not_sent(why),
                };
            }
            Outcome::Lost(why, id) => return lost(why, id),
        };
        let id = answer.request_id();
        let again = match answer.class(op) {
            Class::Done => {
                return match answer.json::<Changed>(op) {
                    Ok(changed) => Next::End(Ordered::Taken(Box::new(changed), id)),
                    Err(error) => lost(error.to_string(), id),
                };
            }
            Class::Expired => tries.renew().then_some(std::time::Duration::ZERO),
            Class::Throttled => tries.again(answer.headers.retry_after, self.luck()),
            // A 409 is this service's word for no, and its code says why.
            Class::Conflict | Class::Refused => None,
            Class::Passing | Class::Failing | Class::Strange => {
                return lost(format!("answered {}", answer.status), id);
            }
        };
        match again {
            Some(wait) => Next::Again(wait),
            None => Next::End(Ordered::Refused(said_no(&answer))),
        }
    }
}

fn said_no(answer: &Answer) -> Refusal {
    let op = &operation::CHANGE_TOTAL;
    let fault = answer.fault(op);
    let kind = match answer.status {
        401 | 403 => RefusalKind::Denied,
        404 => RefusalKind::NotFound,
        429 => RefusalKind::Throttled,
        _ => RefusalKind::Unknown,
    };
    Refusal {
        kind,
        needs: (kind == RefusalKind::Denied).then_some(op.needs),
        code: fault.code,
        message: fault.message,
        request_id: Some(answer.request_id()),
    }
}
