//! Switches that rewrite finished answers: one row of a table per way.

mod accounts;
mod answers;
mod csv;
mod exchange;
mod json;
mod licenses;
mod mailboxes;
mod reports;

use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::{Map, Value};

use self::csv::Csv;
use super::Used;
use crate::gate::Dropped;
use crate::operation::{Operation, Surface};

/// One way of one assumption.
pub(crate) struct Rewrite {
    name: &'static str,
    way: &'static str,
    /// The operations whose answers it is about; none: every one.
    on: &'static [&'static str],
    how: How,
}

/// What is changed. Each says whether it changed anything, for that is what counts as a use.
enum How {
    /// Each row of a good JSON answer: the items of `value`, or the one object.
    Row(fn(&mut Map<String, Value>) -> bool),
    /// A good JSON answer.
    Body(fn(&mut Value, &Asked) -> bool),
    /// The JSON of a refusal.
    Error(fn(&mut Value) -> bool),
    /// All of an answer.
    Whole(fn(&mut Answer, &Asked) -> bool),
    /// A report's file.
    File(fn(&mut Csv) -> bool),
}

/// What was asked.
pub(crate) struct Asked {
    pub(crate) operation: Operation,
    /// The query, decoded.
    pub(crate) query: Vec<(String, String)>,
}

impl Asked {
    /// A query option by its name without `$`.
    fn option(&self, name: &str) -> Option<&str> {
        let found = self
            .query
            .iter()
            .find(|(key, _)| key.trim_start_matches('$').eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    fn selects(&self, member: &str) -> bool {
        self.option("select")
            .is_some_and(|names| names.split(',').any(|name| name.trim() == member))
    }
}

/// An answer that can be changed.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    fn refuse(&mut self, status: StatusCode, code: &str, message: &str) {
        self.status = status;
        self.write(&serde_json::json!({"error": {"code": code, "message": message}}));
    }

    fn page(&mut self) {
        self.headers
            .insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
        self.body = Bytes::from_static(b"<html><body>Something went wrong.</body></html>");
    }

    fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    fn write(&mut self, value: &Value) {
        self.headers
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.body = value.to_string().into();
    }
}

/// The ways that hold, of those that rewrite answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rewrites(Arc<Vec<(String, String)>>);

impl Rewrites {
    /// Of keys and values.
    pub(crate) fn new(turned: Vec<(String, String)>) -> Self {
        Self(Arc::new(turned))
    }

    /// Does nothing hold?
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn table(&self) -> impl Iterator<Item = (&str, &'static Rewrite)> {
        self.0.iter().flat_map(|(key, value)| {
            let name = key.trim_start_matches("assume.").replace('_', "-");
            all()
                .filter(move |rewrite| rewrite.name == name && rewrite.way == value)
                .map(move |rewrite| (key.as_str(), rewrite))
        })
    }

    /// Rewrites an answer on its way out.
    pub(crate) async fn apply(&self, response: Response, asked: &Asked, used: &Used) -> Response {
        let about = |rewrite: &Rewrite| {
            rewrite.on.is_empty() || rewrite.on.contains(&asked.operation.name.as_str())
        };
        let due: Vec<_> = self.table().filter(|(_, rewrite)| about(rewrite)).collect();
        if due.is_empty() || response.extensions().get::<Dropped>().is_some() {
            return response;
        }
        let (mut parts, body) = response.into_parts();
        let Ok(body) = body.collect().await else {
            return Response::from_parts(parts, Body::empty());
        };
        let mut answer = Answer {
            status: parts.status,
            headers: std::mem::take(&mut parts.headers),
            body: body.to_bytes(),
        };
        for (key, rewrite) in due {
            if rewrite.apply(&mut answer, asked) {
                used.count(key);
            }
        }
        answer.headers.remove(CONTENT_LENGTH);
        parts.status = answer.status;
        parts.headers = answer.headers;
        Response::from_parts(parts, Body::from(answer.body))
    }
}

impl Rewrite {
    fn apply(&self, answer: &mut Answer, asked: &Asked) -> bool {
        match self.how {
            How::Whole(change) => change(answer, asked),
            How::Row(change) => {
                answer.status.is_success()
                    && rewritten(answer, |body| {
                        json::rows(body)
                            .into_iter()
                            .map(change)
                            .fold(false, json::or)
                    })
            }
            How::Body(change) => {
                answer.status.is_success() && rewritten(answer, |body| change(body, asked))
            }
            How::Error(change) => {
                answer.status.as_u16() >= 400
                    && asked.operation.surface != Surface::Authority
                    && rewritten(answer, change)
            }
            How::File(change) => {
                let Some(mut file) = answer
                    .status
                    .is_success()
                    .then(|| Csv::read(&answer.body))
                    .flatten()
                else {
                    return false;
                };
                let changed = change(&mut file);
                if changed {
                    answer.body = file.write().into();
                }
                changed
            }
        }
    }
}

fn rewritten(answer: &mut Answer, change: impl FnOnce(&mut Value) -> bool) -> bool {
    let Some(mut body) = answer.json() else {
        return false;
    };
    let changed = change(&mut body);
    if changed {
        answer.body = body.to_string().into();
    }
    changed
}

/// The whole table.
pub(super) fn all() -> impl Iterator<Item = &'static Rewrite> {
    [
        answers::TABLE,
        accounts::TABLE,
        licenses::TABLE,
        reports::TABLE,
        exchange::TABLE,
        mailboxes::TABLE,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
impl Rewrite {
    pub(super) fn key(&self) -> (&'static str, &'static str) {
        (self.name, self.way)
    }
}

/// What happens to each row.
const fn row(
    name: &'static str,
    way: &'static str,
    on: &'static [&'static str],
    change: fn(&mut Map<String, Value>) -> bool,
) -> Rewrite {
    Rewrite {
        name,
        way,
        on,
        how: How::Row(change),
    }
}

/// What happens to the JSON of a good answer.
const fn body(
    name: &'static str,
    way: &'static str,
    on: &'static [&'static str],
    change: fn(&mut Value, &Asked) -> bool,
) -> Rewrite {
    Rewrite {
        name,
        way,
        on,
        how: How::Body(change),
    }
}

/// What happens to the JSON of a refusal.
const fn error(
    name: &'static str,
    way: &'static str,
    on: &'static [&'static str],
    change: fn(&mut Value) -> bool,
) -> Rewrite {
    Rewrite {
        name,
        way,
        on,
        how: How::Error(change),
    }
}

/// What happens to status, headers and body.
const fn whole(
    name: &'static str,
    way: &'static str,
    on: &'static [&'static str],
    change: fn(&mut Answer, &Asked) -> bool,
) -> Rewrite {
    Rewrite {
        name,
        way,
        on,
        how: How::Whole(change),
    }
}

/// What happens to a report's file.
const fn file(name: &'static str, way: &'static str, change: fn(&mut Csv) -> bool) -> Rewrite {
    // A file may come at once, without a download.
    Rewrite {
        name,
        way,
        on: FILES,
        how: How::File(change),
    }
}

const FILES: &[&str] = &[
    "download",
    "reports.getMailboxUsageDetail",
    "reports.getOffice365ActiveUserDetail",
    "reports.getOneDriveUsageAccountDetail",
];
