//! One connection to one tenant.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::Response;
use jiff::{SignedDuration, Timestamp};
use model::{Cloud, Env, TenantId};
use url::Url;
use wire::ConnectInfo;
use wire::exchange::header;

use crate::error::ReadError;
use crate::guard::ReadOnly;
use crate::limit::Limits;
use crate::meter::{Counter, Meter};
use crate::operation::{Lane, Operation};
use crate::retry::http_date;
use crate::token::Tokens;
use crate::transport::Transport;

/// A connection to one tenant. Cheap to clone; clones share tokens, limits and counts.
#[derive(Clone)]
pub struct Connection(pub(crate) Arc<Inner>);

/// What the clones share.
pub(crate) struct Inner {
    pub(crate) info: ConnectInfo,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) env: Env,
    pub(crate) tokens: Tokens,
    pub(crate) limits: Limits,
    pub(crate) counter: Counter,
    /// Held while a batch of writes is in flight: so there is never more than one write per account.
    pub(crate) writing: tokio::sync::Mutex<()>,
    /// The service's clock less ours.
    skew: Mutex<SignedDuration>,
    /// Did anything ever answer?
    met: AtomicBool,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("tenant", &self.0.info.tenant_id)
            .field("graph", &self.0.info.graph.as_str())
            .field("exchange", &self.0.info.exchange.as_str())
            .field("may_write", &self.0.info.may_write())
            .finish_non_exhaustive()
    }
}

impl Connection {
    /// A connection. Unless `info` may write, nothing that could change the tenant gets past its transport.
    pub fn new(info: &ConnectInfo, transport: Arc<dyn Transport>, env: Env) -> Self {
        let transport = if info.may_write() {
            transport
        } else {
            Arc::new(ReadOnly(transport))
        };
        Self(Arc::new(Inner {
            info: info.clone(),
            transport,
            env,
            tokens: Tokens::default(),
            limits: Limits::new(),
            counter: Counter::default(),
            writing: tokio::sync::Mutex::default(),
            skew: Mutex::default(),
            met: AtomicBool::new(false),
        }))
    }

    /// The same connection, through which nothing can be changed; it counts and waits for itself.
    #[must_use]
    pub fn read_only(&self) -> Self {
        let info = ConnectInfo {
            write: Some(false),
            ..self.0.info.clone()
        };
        Self::new(&info, Arc::clone(&self.0.transport), self.0.env.clone())
    }

    /// The tenant.
    pub fn tenant(&self) -> TenantId {
        self.0.info.tenant_id
    }

    /// Is the other a clone of this one?
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Host and port of its Graph.
    pub fn graph_host(&self) -> &str {
        self.0.info.graph.authority()
    }

    /// Host and port of its Exchange.
    pub fn exchange_host(&self) -> &str {
        self.0.info.exchange.authority()
    }

    /// Its cloud.
    pub fn cloud(&self) -> &'static Cloud {
        self.0.info.cloud.record()
    }

    /// May it write?
    pub fn may_write(&self) -> bool {
        self.0.info.may_write()
    }

    /// Are all its hosts this machine?
    pub fn is_loopback(&self) -> bool {
        self.0.info.is_loopback()
    }

    /// The service's time, UTC, by the `Date` of its last answer; our own before the first. Good to a second.
    pub fn service_now(&self) -> Timestamp {
        self.0.service_now()
    }

    /// What was asked so far.
    pub fn meter(&self) -> Meter {
        self.0.counter.read()
    }
}

impl Inner {
    pub(crate) fn service_now(&self) -> Timestamp {
        let skew = *self.skew.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.env.now();
        now.checked_add(skew).unwrap_or(now)
    }

    /// The base URL of an operation's service.
    pub(crate) fn base(&self, op: &Operation) -> &Url {
        if op.lane == Lane::Exchange {
            &self.info.exchange
        } else {
            &self.info.graph
        }
    }

    /// Did a service ever answer on this connection?
    pub(crate) fn has_met(&self) -> bool {
        self.met.load(Ordering::Relaxed)
    }

    /// Learns what the headers of an answer tell: time, rates, counts.
    pub(crate) fn note(&self, lane: Lane, answer: &Response<Bytes>) {
        self.met.store(true, Ordering::Relaxed);
        let text = |name: &str| answer.headers().get(name)?.to_str().ok();
        if let Some(date) = text("date").and_then(http_date) {
            *self.skew.lock().unwrap_or_else(PoisonError::into_inner) =
                date.duration_since(self.env.now());
        }
        self.counter.add(|m| {
            m.bytes += answer.body().len() as u64;
            m.throttled += u64::from(answer.status() == 429);
        });
        if lane == Lane::Exchange
            && let Some(remaining) =
                text(header::RATE_REMAINING).and_then(|t| t.trim().parse().ok())
            && let Some(reset) =
                text(header::RATE_RESET).and_then(|t| t.trim().parse::<Timestamp>().ok())
        {
            let wait = reset.duration_since(self.service_now());
            self.limits
                .exchange_says(remaining, wait.try_into().unwrap_or_default());
        }
    }
}

/// A path below a base URL; it may carry a query.
pub(crate) fn below(base: &Url, path: &str) -> Url {
    base.join(path)
        .expect("our own absolute paths join to any http base")
}

/// The error for a host that could not be talked to.
pub(crate) fn unreached(base: &Url, why: String) -> ReadError {
    ReadError::Unreached {
        host: base.origin().ascii_serialization(),
        why,
    }
}
