//! A scripted service: an in-process transport that answers by a function and remembers what it was asked.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use boxseat_m365::{Connection, SendError, Transport};
use bytes::Bytes;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use http::{Request, Response};
use model::env::FixedClock;
use model::{AccountId, Entropy, Env};
use serde_json::{Value, json};
use tokio::time::Instant;
use wire::ConnectInfo;

pub(crate) const TENANT: &str = "ff4a5e05-0649-491b-8829-ed60e1a5fcd5";
pub(crate) const SECRET: &str = "s3cret-of-contoso";
pub(crate) const TOKEN: &str = "eyJ0eXAi-token-of-contoso";

/// What a service does with a request.
pub(crate) enum Reply {
    /// Answers.
    Answer(u16, Vec<(&'static str, String)>, Bytes),
    /// Cannot be reached.
    NotSent,
    /// Takes the request and breaks off.
    MaybeSent,
    /// Takes the request and says nothing, ever.
    Silence,
}

impl Reply {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::Answer(status, Vec::new(), Bytes::from(body.to_string()))
    }

    pub(crate) fn ok(body: &Value) -> Self {
        Self::json(200, body)
    }

    pub(crate) fn text(status: u16, body: &str) -> Self {
        Self::Answer(status, Vec::new(), Bytes::from(body.to_owned()))
    }

    pub(crate) fn with(self, name: &'static str, value: &str) -> Self {
        match self {
            Self::Answer(status, mut headers, body) => {
                headers.push((name, value.to_owned()));
                Self::Answer(status, headers, body)
            }
            other => other,
        }
    }
}

/// A request as it was seen.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Virtual time since the script began.
    pub(crate) at: Duration,
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Value,
    pub(crate) form: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    pub(crate) fn path(&self) -> &str {
        let path = self.url.split_once("//").unwrap().1;
        let path = &path[path.find('/').unwrap()..];
        path.split('?').next().unwrap()
    }

    /// A parameter of an Exchange command.
    pub(crate) fn parameter(&self, name: &str) -> &Value {
        &self.body["CmdletInput"]["Parameters"][name]
    }
}

type Service = Box<dyn FnMut(&Seen, usize) -> Reply + Send>;

/// The scripted service. Token requests are answered unless the script is told to see them.
pub(crate) struct Script {
    started: Instant,
    service: Mutex<Service>,
    seen: Mutex<Vec<Seen>>,
    own_tokens: bool,
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Script")
    }
}

impl Script {
    /// Answers the nth request (from 0, tokens not counted) by `service`.
    pub(crate) fn new(service: impl FnMut(&Seen, usize) -> Reply + Send + 'static) -> Arc<Self> {
        Self::make(service, false)
    }

    /// The same, token requests included.
    pub(crate) fn with_tokens(
        service: impl FnMut(&Seen, usize) -> Reply + Send + 'static,
    ) -> Arc<Self> {
        Self::make(service, true)
    }

    /// Answers in this order, and then with 418.
    pub(crate) fn of(replies: Vec<Reply>) -> Arc<Self> {
        let mut replies = replies.into_iter();
        Self::new(move |_, _| {
            replies
                .next()
                .unwrap_or_else(|| Reply::text(418, "the script is over"))
        })
    }

    fn make(
        service: impl FnMut(&Seen, usize) -> Reply + Send + 'static,
        own_tokens: bool,
    ) -> Arc<Self> {
        Arc::new(Self {
            started: Instant::now(),
            service: Mutex::new(Box::new(service)),
            seen: Mutex::default(),
            own_tokens,
        })
    }

    /// What was asked, tokens not counted unless the script sees them.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// When it was asked, in milliseconds.
    pub(crate) fn times(&self) -> Vec<u128> {
        self.seen().iter().map(|s| s.at.as_millis()).collect()
    }

    pub(crate) fn connect(self: &Arc<Self>) -> Connection {
        self.connect_as(|_| ())
    }

    pub(crate) fn connect_as(
        self: &Arc<Self>,
        change: impl FnOnce(&mut ConnectInfo),
    ) -> Connection {
        let mut info = info();
        change(&mut info);
        let transport: Arc<dyn Transport> = Arc::<Self>::clone(self);
        Connection::new(&info, transport, env())
    }
}

pub(crate) fn env() -> Env {
    let now = "2026-07-25T08:00:00Z".parse().unwrap();
    Env {
        clock: Arc::new(FixedClock::at(now)),
        entropy: Entropy::seeded(1),
    }
}

pub(crate) fn info() -> ConnectInfo {
    let text = json!({
        "authority": "https://login.microsoftonline.com", "graph": "https://graph.microsoft.com",
        "exchange": "https://outlook.office365.com", "tenantId": TENANT, "clientId": "app",
        "clientSecret": SECRET, "write": true,
    });
    ConnectInfo::parse(&text.to_string(), "test").unwrap()
}

impl Transport for Script {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, SendError>> {
        let (parts, body) = request.into_parts();
        let seen = Seen {
            at: self.started.elapsed(),
            method: parts.method.to_string(),
            url: parts.uri.to_string(),
            headers: parts.headers,
            form: String::from_utf8_lossy(&body).into_owned(),
            body: serde_json::from_slice(&body).unwrap_or(Value::Null),
        };
        if !self.own_tokens && seen.path().ends_with("/token") {
            return std::future::ready(Ok(response(
                200,
                &[],
                Bytes::from(token(3599).to_string()),
            )))
            .boxed();
        }
        let reply = {
            let mut log = self.seen.lock().unwrap();
            let nth = log.len();
            log.push(seen.clone());
            (self.service.lock().unwrap())(&seen, nth)
        };
        let why = "scripted".to_owned();
        match reply {
            Reply::Answer(status, headers, body) => {
                std::future::ready(Ok(response(status, &headers, body))).boxed()
            }
            Reply::NotSent => std::future::ready(Err(SendError::NotSent { why })).boxed(),
            Reply::MaybeSent => std::future::ready(Err(SendError::MaybeSent { why })).boxed(),
            Reply::Silence => std::future::pending().boxed(),
        }
    }
}

fn response(status: u16, headers: &[(&'static str, String)], body: Bytes) -> Response<Bytes> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, value);
    }
    response.body(body).unwrap()
}

pub(crate) fn token(expires_in: u64) -> Value {
    json!({"token_type": "Bearer", "expires_in": expires_in, "access_token": TOKEN})
}

pub(crate) fn account(n: u128) -> AccountId {
    AccountId::from_u128(n)
}

/// An error of Graph.
pub(crate) fn fault(code: &str, message: &str) -> Value {
    json!({"error": {"code": code, "message": message, "innerError": {"request-id": "in-the-body"}}})
}

/// An error of Exchange, as a cmdlet makes it.
pub(crate) fn cmdlet_fault(kind: &str, text: &str) -> Value {
    json!({"error": {"code": "NotFound", "message": "Error executing cmdlet",
        "details": [{"code": "Client", "target": "", "message": format!("Ex6F9304|{kind}|{text}")}]}})
}

/// Answers a batch item by item, last item first: the order is not promised.
pub(crate) fn batch(seen: &Seen, mut item: impl FnMut(&Value) -> Value) -> Reply {
    let requests = seen.body["requests"].as_array().unwrap();
    let responses: Vec<Value> = requests
        .iter()
        .rev()
        .map(|request| {
            let mut response = item(request);
            response["id"] = request["id"].clone();
            response
        })
        .collect();
    Reply::ok(&json!({"responses": responses}))
}
