//! Server-sent events: what a page is told while it is open.
//!
//! The events of a run are numbered by its entries in the ledger, so a page that was away asks for what came after the
//! last one it saw and misses nothing (`Last-Event-ID`; a page that was just made says `?after=` instead).

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::Stream;
use http::HeaderMap;
use http::header::HeaderName;
use model::LedgerSeq;
use serde::Serialize;

use crate::visit::Visit;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// How often a stream says that it is still there: proxies close what is silent for a minute.
pub(crate) const HEARTBEAT: Duration = Duration::from_secs(5);

/// The entry after which the stream is to go on.
pub(crate) fn after(headers: &HeaderMap, visit: &Visit) -> Option<LedgerSeq> {
    let again = headers
        .get(LAST_EVENT_ID)
        .and_then(|value| value.to_str().ok());
    let number = again.or_else(|| visit.params.get("after"))?;
    number.trim().parse().ok().map(LedgerSeq)
}

/// An event with its name and what it says.
pub(crate) fn event(name: &str, data: &impl Serialize) -> Event {
    // Our own types have string keys only, so they always become JSON.
    let data = serde_json::to_string(data).unwrap_or_default();
    Event::default().event(name).data(data)
}

/// Nothing, said so that the connection stays.
pub(crate) fn heartbeat() -> Event {
    Event::default().comment("still here")
}

/// A stream as an answer.
pub(crate) fn stream(events: impl Stream<Item = Event> + Send + 'static) -> Response {
    use futures_util::StreamExt as _;
    let mut response = Sse::new(events.map(Ok::<_, Infallible>)).into_response();
    // Some proxies keep an answer back until it is whole.
    let unbuffered = (
        HeaderName::from_static("x-accel-buffering"),
        http::HeaderValue::from_static("no"),
    );
    response.headers_mut().insert(unbuffered.0, unbuffered.1);
    response
}
