//! One answer, of a whole call or of an item of a batch, and what it means for the next step.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use jiff::Timestamp;
use model::RequestId;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wire::exchange::ErrorText;
use wire::graph::{ErrorEnvelope, code, header};

use crate::error::ReadError;
use crate::field::cut;
use crate::operation::{Lane, Operation};
use crate::retry;

/// One answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Its headers.
    pub headers: Headers,
    /// Its body.
    pub body: Body,
    /// The id that we sent along: stands in when the service gives none.
    pub sent_id: RequestId,
}

/// The headers that we look at.
#[derive(Debug, Clone, Default)]
pub(crate) struct Headers {
    pub request_id: Option<RequestId>,
    pub retry_after: Option<Duration>,
    pub location: Option<String>,
    pub diagnostics: Option<String>,
    pub warnings: Option<String>,
    pub content_type: Option<String>,
    pub rate_reset: Option<String>,
}

impl Headers {
    /// Reads headers by name; `now` is the service's time, for a `Retry-After` that is a date.
    fn read(get: impl Fn(&str) -> Option<String>, now: Timestamp) -> Self {
        Self {
            request_id: get(header::REQUEST_ID)
                .filter(|id| !id.is_empty())
                .map(RequestId),
            retry_after: get("retry-after").and_then(|text| retry::retry_after(&text, now)),
            location: get("location"),
            diagnostics: get(wire::exchange::header::DIAGNOSTICS),
            warnings: get("x-warnings"),
            content_type: get("content-type"),
            rate_reset: get(wire::exchange::header::RATE_RESET),
        }
    }

    pub(crate) fn of_call(headers: &HeaderMap, now: Timestamp) -> Self {
        Self::read(
            |name| headers.get(name)?.to_str().ok().map(str::to_owned),
            now,
        )
    }

    pub(crate) fn of_item(item: &wire::batch::Response, now: Timestamp) -> Self {
        Self::read(|name| item.header(name), now)
    }
}

/// A body: bytes of a call, or the value of an item. It does not print itself: it may be a token's.
#[derive(Clone)]
pub(crate) enum Body {
    /// As it came.
    Raw(Bytes),
    /// An item's.
    Item(Option<Value>),
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Body")
    }
}

impl Body {
    fn value(&self) -> Option<Value> {
        match self {
            Self::Raw(bytes) => serde_json::from_slice(bytes).ok(),
            Self::Item(value) => value.clone(),
        }
    }
}

/// What an answer means for the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Success.
    Done,
    /// The token is not taken.
    Expired,
    /// Certainly not applied; the service wishes this wait.
    Throttled,
    /// Certainly not applied: somebody else was writing.
    Conflict,
    /// It may pass. A write may have been applied.
    Passing,
    /// As `Passing`, and seldom passes.
    Failing,
    /// No. A write was certainly not applied.
    Refused,
    /// Neither yes nor no: a redirect where none is followed, an informational status.
    Strange,
}

impl Answer {
    /// The id for Microsoft's support.
    pub(crate) fn request_id(&self) -> RequestId {
        self.headers
            .request_id
            .clone()
            .unwrap_or_else(|| self.sent_id.clone())
    }

    pub(crate) fn class(&self, op: &Operation) -> Class {
        if op.lane == Lane::Exchange && !matches!(self.status, 200..=299 | 401 | 403 | 429) {
            let fault = self.fault(op);
            if fault.is_not_found() || fault.is_ambiguous() {
                return Class::Refused;
            }
            if fault.is_passing() {
                return Class::Passing;
            }
        }
        match self.status {
            200..=299 => Class::Done,
            401 => Class::Expired,
            429 => Class::Throttled,
            409 => Class::Conflict,
            408 | 503 | 504 => Class::Passing,
            500..=599 => Class::Failing,
            400..=499 => Class::Refused,
            _ => Class::Strange,
        }
    }

    /// The service's code and words.
    pub(crate) fn fault(&self, op: &Operation) -> Fault {
        let body = self.body.value();
        if let Some(envelope) = body
            .as_ref()
            .and_then(|b| serde_json::from_value::<ErrorEnvelope>(b.clone()).ok())
        {
            let text = body
                .as_ref()
                .filter(|_| op.lane == Lane::Exchange)
                .and_then(ErrorText::of);
            let message = text
                .as_ref()
                .map_or_else(|| envelope.error.message.clone(), |t| t.text.clone());
            return Fault {
                code: cut(&envelope.error.code),
                message: cut(&message),
                kind: text.and_then(|t| t.kind),
                request_id: envelope
                    .error
                    .request_id()
                    .map(|id| RequestId(id.to_owned())),
            };
        }
        // NUL bytes, an HTML page of a gateway, nothing at all: only the headers speak.
        let message = self
            .headers
            .diagnostics
            .as_deref()
            .map(cut)
            .unwrap_or_default();
        Fault {
            code: String::new(),
            message,
            kind: None,
            request_id: None,
        }
    }

    /// The error of a read that is over.
    pub(crate) fn refused(&self, op: &'static Operation, what: &str) -> ReadError {
        let fault = self.fault(op);
        let request_id = self
            .headers
            .request_id
            .clone()
            .or(fault.request_id.clone())
            .or_else(|| Some(self.sent_id.clone()));
        let operation = op.name;
        if op.lane == Lane::Exchange {
            if fault.is_not_found() {
                return ReadError::NotFound {
                    what: what.to_owned(),
                    request_id,
                };
            }
            if fault.is_ambiguous() {
                return ReadError::NotExactlyOne {
                    identity: what.to_owned(),
                    rows: 2,
                    found: None,
                };
            }
        }
        match self.status {
            403 if fault.code == code::NON_PREMIUM => ReadError::NotOffered {
                what: "sign-in activity (needs Microsoft Entra ID P1)",
            },
            status @ (401 | 403) => {
                let said = self.headers.diagnostics.as_deref().map(cut);
                let message = match said {
                    Some(said) if said != fault.message => {
                        format!("{} {said}", fault.message).trim().to_owned()
                    }
                    _ => fault.message,
                };
                ReadError::Denied {
                    operation,
                    needs: op.needs,
                    status,
                    code: fault.code,
                    message,
                    request_id,
                }
            }
            404 => ReadError::NotFound {
                what: what.to_owned(),
                request_id,
            },
            status => {
                let message = match (&*fault.message, self.headers.content_type.as_deref()) {
                    ("", Some(kind)) => format!("an answer of type {}", cut(kind)),
                    _ => fault.message,
                };
                ReadError::Service {
                    operation,
                    status,
                    code: fault.code,
                    message,
                    request_id,
                }
            }
        }
    }

    /// An answer that breaks the protocol.
    pub(crate) fn broken(
        &self,
        op: &'static Operation,
        what: impl Into<String>,
        at: impl Into<String>,
    ) -> ReadError {
        ReadError::Broken {
            operation: op.name,
            what: what.into(),
            at: at.into(),
            request_id: Some(self.request_id()),
        }
    }

    /// The body as it came; an item of a batch has none.
    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.body {
            Body::Raw(bytes) => bytes,
            Body::Item(_) => &[],
        }
    }

    /// The body as a value of a type.
    pub(crate) fn json<T: DeserializeOwned>(&self, op: &'static Operation) -> Result<T, ReadError> {
        let read = match &self.body {
            Body::Raw(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => {
                return Err(self.broken(op, "an empty body where rows are due", "body"));
            }
            Body::Raw(bytes) => {
                let json = &mut serde_json::Deserializer::from_slice(bytes);
                serde_path_to_error::deserialize(json)
            }
            Body::Item(value) => {
                serde_path_to_error::deserialize(value.as_ref().unwrap_or(&Value::Null))
            }
        };
        read.map_err(|e| {
            let at = match e.path().to_string() {
                path if path == "." => "body".to_owned(),
                path => path,
            };
            self.broken(op, cut(&e.inner().to_string()), at)
        })
    }
}

/// What an error body says.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub code: String,
    pub message: String,
    kind: Option<String>,
    request_id: Option<RequestId>,
}

impl Fault {
    fn is_not_found(&self) -> bool {
        self.kind.as_deref() == Some(wire::exchange::NOT_FOUND_TYPE)
    }

    fn is_ambiguous(&self) -> bool {
        self.message
            .contains("multiple recipients matching identity")
    }

    fn is_passing(&self) -> bool {
        let said = |mark: &&str| {
            self.message.contains(*mark) || self.kind.as_deref().is_some_and(|k| k.contains(*mark))
        };
        wire::exchange::PASSING.iter().any(said)
    }
}
