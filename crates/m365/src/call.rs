//! One call, and the order of things: limit → token → send → classify → maybe again.

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request};
use model::RequestId;
use url::Url;
use wire::batch::Requests;

use crate::answer::{Answer, Body, Class, Headers};
use crate::connection::{Inner, unreached};
use crate::error::ReadError;
use crate::operation::{Lane, Operation};
use crate::retry::{Luck, Patience, Tries};
use crate::token::{Resource, Token};
use crate::transport::SendError;

/// A request to be made. It does not print itself: a body may hold a secret.
#[derive(Clone)]
pub(crate) struct Call {
    pub op: &'static Operation,
    pub method: Method,
    pub url: Url,
    /// The identity that is asked for: named when it is not found.
    pub what: String,
    headers: Vec<(&'static str, String)>,
    body: Payload,
    cost: u32,
}

/// What is sent.
#[derive(Clone)]
enum Payload {
    /// Bytes as they are.
    Plain(Bytes),
    /// A batch. Exchange wants the token inside each item too (`exchange.md` 1.7), so it is written last.
    Batch(Requests),
}

impl Call {
    pub(crate) fn new(op: &'static Operation, method: Method, url: Url) -> Self {
        Self {
            op,
            method,
            url,
            what: op.name.to_owned(),
            headers: Vec::new(),
            body: Payload::Plain(Bytes::new()),
            cost: 1,
        }
    }

    pub(crate) fn get(op: &'static Operation, url: Url) -> Self {
        Self::new(op, Method::GET, url).header("accept", "application/json")
    }

    pub(crate) fn post_json(
        op: &'static Operation,
        url: Url,
        body: &impl serde::Serialize,
    ) -> Self {
        let body = json(body);
        Self::new(op, Method::POST, url)
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .body(body)
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn body(mut self, body: Bytes) -> Self {
        self.body = Payload::Plain(body);
        self
    }

    /// A batch; it counts for as many as its items.
    pub(crate) fn batch(
        op: &'static Operation,
        url: Url,
        requests: Vec<wire::batch::Request>,
    ) -> Self {
        let cost = requests.len();
        let mut call = Self::post_json(op, url, &()).cost(cost);
        call.body = Payload::Batch(Requests { requests });
        call
    }

    pub(crate) fn what(mut self, what: impl Into<String>) -> Self {
        self.what = what.into();
        self
    }

    /// What it counts for in its limit: a batch, the number of its items.
    pub(crate) fn cost(mut self, cost: usize) -> Self {
        self.cost = u32::try_from(cost).unwrap_or(u32::MAX);
        self
    }

    /// Exchange's own limit for a command is 15 minutes (`exchange.md` 1.6), so its client waits a little longer.
    fn timeout(&self) -> Duration {
        match self.op.lane {
            Lane::Exchange => Duration::from_mins(16),
            Lane::Report => Duration::from_mins(5),
            Lane::Free if self.method == Method::GET => Duration::from_mins(5),
            Lane::Free => Duration::from_secs(30),
            Lane::Graph | Lane::GraphWrite | Lane::SignIn => Duration::from_secs(100),
        }
    }
}

/// What came of one request.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "it lives for one call, and nearly every one is an answer"
)]
pub(crate) enum Attempt {
    /// An answer of whatever status.
    Answer(Answer),
    /// It never left.
    NotSent(String),
    /// It left, and nothing came back. The id is the one that we sent along.
    Lost(String, RequestId),
}

/// What came of one request that needed a token.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// An answer of whatever status.
    Answer(Answer),
    /// It never left.
    NotSent(String),
    /// It left, and nothing came back.
    Lost(String, RequestId),
    /// There is no token, so it never left; that was tried often enough.
    NoToken(ReadError),
}

/// What to do after an outcome.
#[derive(Debug)]
pub(crate) enum Next<T> {
    /// Again, after this time.
    Again(Duration),
    /// This is the end.
    End(T),
}

impl Inner {
    /// Reads until there is an answer that is a success or an end.
    pub(crate) async fn read(&self, call: &Call) -> Result<Answer, ReadError> {
        let mut tries = Tries::new(Patience::READ);
        loop {
            let outcome = self.authorised(call).await;
            match self.judge_read(call.op, &call.what, outcome, &mut tries, self.luck()) {
                Next::End(end) => return end,
                Next::Again(wait) => self.pause(wait).await,
            }
        }
    }

    /// One request with a token: limit → token → send.
    pub(crate) async fn authorised(&self, call: &Call) -> Outcome {
        self.authorised_by(call).await.0
    }

    /// The same, with the token that was used.
    pub(crate) async fn authorised_by(&self, call: &Call) -> (Outcome, Option<Token>) {
        let _permit = self.limits.take(call.op.lane, call.cost).await;
        let token = match self.token(resource(call.op)).await {
            Ok(token) => token,
            Err(error) => return (Outcome::NoToken(error), None),
        };
        let outcome = match self.follow(call, &token).await {
            Attempt::Answer(answer) => {
                if answer.status == 401 {
                    self.forget_token(resource(call.op), &token).await;
                }
                Outcome::Answer(answer)
            }
            Attempt::NotSent(why) => Outcome::NotSent(why),
            Attempt::Lost(why, id) => Outcome::Lost(why, id),
        };
        (outcome, Some(token))
    }

    /// Exchange's front door may redirect to a regional host: followed within the family of its own host only
    /// (`exchange.md` 9), so that the token stays at home. Nobody else is followed.
    async fn follow(&self, call: &Call, token: &Token) -> Attempt {
        const MOST: usize = 3;
        let mut call = call.clone();
        for _ in 0..MOST {
            let attempt = self.attempt(&call, Some(token)).await;
            let next = match &attempt {
                Attempt::Answer(answer) if call.op.lane == Lane::Exchange => {
                    exchange_redirect(answer, &call.url)
                }
                _ => None,
            };
            match next {
                Some(url) => call.url = url,
                None => return attempt,
            }
        }
        self.attempt(&call, Some(token)).await
    }

    /// One request.
    pub(crate) async fn attempt(&self, call: &Call, token: Option<&Token>) -> Attempt {
        let sent_id = RequestId(self.env.entropy.uuid().to_string());
        let request = match build(call, token, &sent_id) {
            Ok(request) => request,
            Err(error) => return Attempt::NotSent(error.to_string()),
        };
        self.counter
            .add(|m| *m.requests.entry(call.op.name).or_default() += 1);
        let answer = match tokio::time::timeout(call.timeout(), self.transport.send(request)).await
        {
            Ok(Ok(answer)) => answer,
            Ok(Err(SendError::NotSent { why })) => return Attempt::NotSent(why),
            Ok(Err(SendError::MaybeSent { why })) => return Attempt::Lost(why, sent_id),
            Err(_) => {
                return Attempt::Lost(
                    format!("no answer within {}s", call.timeout().as_secs()),
                    sent_id,
                );
            }
        };
        self.note(call.op.lane, &answer);
        let status = answer.status().as_u16();
        tracing::debug!(operation = call.op.name, status, id = %sent_id, "answered");
        let headers = Headers::of_call(answer.headers(), self.service_now());
        Attempt::Answer(Answer {
            status,
            headers,
            body: Body::Raw(answer.into_body()),
            sent_id,
        })
    }

    /// What a read does after an outcome. A read may always be repeated.
    pub(crate) fn judge_read(
        &self,
        op: &'static Operation,
        what: &str,
        outcome: Outcome,
        tries: &mut Tries,
        luck: Luck,
    ) -> Next<Result<Answer, ReadError>> {
        let (wait, error) = match outcome {
            Outcome::NoToken(error) => (None, error),
            Outcome::NotSent(why) => (
                self.again_unsent(tries, luck),
                unreached(self.base(op), why),
            ),
            Outcome::Lost(why, _) => (tries.again(None, luck), unreached(self.base(op), why)),
            Outcome::Answer(answer) => {
                let wish = answer.headers.retry_after;
                match answer.class(op) {
                    Class::Done => return Next::End(Ok(answer)),
                    Class::Expired if tries.renew() => {
                        (Some(Duration::ZERO), answer.refused(op, what))
                    }
                    Class::Throttled => {
                        let wait = tries.again(wish, luck);
                        (wait, throttled(op, &answer, tries))
                    }
                    Class::Passing | Class::Conflict => {
                        (tries.again(wish, luck), answer.refused(op, what))
                    }
                    Class::Failing => (tries.again_sparingly(wish, luck), answer.refused(op, what)),
                    Class::Expired | Class::Refused | Class::Strange => {
                        (None, answer.refused(op, what))
                    }
                }
            }
        };
        wait.map_or(Next::End(Err(error)), Next::Again)
    }

    /// The wait after a request that never left. A host that never answered is most likely misspelt or down, and
    /// whoever waits wants to know soon.
    pub(crate) fn again_unsent(&self, tries: &mut Tries, luck: Luck) -> Option<Duration> {
        if self.has_met() {
            tries.again(None, luck)
        } else {
            tries.again_once(luck)
        }
    }

    pub(crate) fn luck(&self) -> Luck {
        Luck::draw(&self.env.entropy)
    }

    /// Waits before a repeat.
    pub(crate) async fn pause(&self, wait: Duration) {
        self.counter.add(|m| m.repeats += 1);
        tokio::time::sleep(wait).await;
    }
}

fn throttled(op: &'static Operation, answer: &Answer, tries: &Tries) -> ReadError {
    ReadError::Throttled {
        operation: op.name,
        waited: tries.elapsed(),
        request_id: Some(answer.request_id()),
    }
}

/// The resource that an operation needs a token for.
pub(crate) fn resource(op: &Operation) -> Resource {
    if op.lane == Lane::Exchange {
        Resource::Exchange
    } else {
        Resource::Graph
    }
}

fn build(
    call: &Call,
    token: Option<&Token>,
    id: &RequestId,
) -> Result<Request<Bytes>, http::Error> {
    let mut request = Request::builder()
        .method(call.method.clone())
        .uri(call.url.as_str())
        .header(wire::graph::header::CLIENT_REQUEST_ID, &id.0)
        .header("return-client-request-id", "true");
    for (name, value) in &call.headers {
        request = request.header(*name, value);
    }
    if let Some(token) = token {
        let mut bearer = http::HeaderValue::try_from(token.bearer())?;
        bearer.set_sensitive(true);
        request = request.header(http::header::AUTHORIZATION, bearer);
    }
    let body = match &call.body {
        Payload::Plain(bytes) => bytes.clone(),
        Payload::Batch(requests) => batch_body(call.op, requests, token),
    };
    request.body(body)
}

fn batch_body(op: &Operation, requests: &Requests, token: Option<&Token>) -> Bytes {
    let Some(bearer) = token
        .filter(|_| op.lane == Lane::Exchange)
        .map(Token::bearer)
    else {
        return json(requests);
    };
    let mut requests = requests.clone();
    for request in &mut requests.requests {
        request
            .headers
            .insert("Authorization".to_owned(), bearer.clone().into());
    }
    json(&requests)
}

fn json(body: &impl serde::Serialize) -> Bytes {
    Bytes::from(serde_json::to_vec(body).expect("our own bodies have string keys only"))
}

/// Where Exchange redirects to, if that is within the family of `from`: the same host, or one below the same
/// parent domain, with the same scheme and port.
fn exchange_redirect(answer: &Answer, from: &Url) -> Option<Url> {
    if !matches!(answer.status, 301 | 302 | 307 | 308) {
        return None;
    }
    let to = from.join(answer.headers.location.as_deref()?).ok()?;
    let same_door =
        to.scheme() == from.scheme() && to.port_or_known_default() == from.port_or_known_default();
    (same_door && is_family(to.host_str()?, from.host_str()?)).then_some(to)
}

fn is_family(to: &str, from: &str) -> bool {
    if to == from {
        return true;
    }
    // Below `office365.com` for `outlook.office365.com`; never below a top-level domain, never for an address.
    let Some((_, parent)) = from
        .split_once('.')
        .filter(|(_, parent)| parent.contains('.'))
    else {
        return false;
    };
    let is_address = parent.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    !is_address
        && to
            .strip_suffix(parent)
            .is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hosts_of_the_family_are_followed() {
        for (to, from, is) in [
            ("outlook.office365.com", "outlook.office365.com", true),
            ("eur01.outlook.office365.com", "outlook.office365.com", true),
            ("namprd01.office365.com", "outlook.office365.com", true),
            ("office365.com.example.net", "outlook.office365.com", false),
            ("eviloffice365.com", "outlook.office365.com", false),
            ("127.0.0.2", "127.0.0.1", false),
            ("other.com", "contoso.com", false),
            ("localhost", "localhost", true),
        ] {
            assert_eq!(is_family(to, from), is, "{to} from {from}");
        }
    }
}
