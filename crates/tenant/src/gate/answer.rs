//! How an answer leaves: envelope, ids, headers.

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use jiff::Timestamp;
use model::{Env, TenantId};
use serde_json::{Value, json};
use uuid::Uuid;
use wire::graph::{code, header};

use super::Dropped;
use crate::faults::{BodyKind, Effect, Scope, Seconds};
use crate::limits::Refused;
use crate::oauth::verify::Caller;
use crate::operation::{Operation, Surface};
use crate::refusal::Refusal;

/// The ids of a request.
#[derive(Debug, Clone)]
pub(super) struct Ids {
    pub(super) request: Uuid,
    client: String,
}

impl Ids {
    /// The caller's own id is echoed; without one both are the same (`graph.md` 12).
    pub(super) fn new(env: &Env, headers: &HeaderMap) -> Self {
        let request = env.entropy.uuid();
        let sent = headers
            .get(header::CLIENT_REQUEST_ID)
            .and_then(|v| v.to_str().ok());
        Self {
            request,
            client: sent.map_or_else(|| request.to_string(), str::to_owned),
        }
    }
}

/// What the headers say besides.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Extra {
    pub(super) units: Option<u32>,
    pub(super) used: f64,
}

/// An answer before it has its ids.
#[derive(Debug)]
pub(super) enum Answered {
    Response(Response),
    Refused(Refusal),
}

impl From<Refusal> for Answered {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The answer of a fault that ends a request before it was carried out.
pub(super) fn fault(
    effect: &Effect,
    operation: &Operation,
    scope: Scope,
    turned: Option<&str>,
) -> Answered {
    let wait = |refusal: Refusal, retry_after: &Option<Seconds>| match retry_after {
        Some(seconds) => refusal.with("retry-after", &seconds.0),
        None => refusal,
    };
    match effect {
        Effect::Throttle { retry_after } => match turned {
            Some(_) => with_wait(too_many(), turned, 0).into(),
            None => wait(too_many(), retry_after).into(),
        },
        Effect::Conflict { retry_after } => wait(Refusal::concurrency(), retry_after).into(),
        Effect::Status {
            status,
            body,
            retry_after,
        } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            match body {
                BodyKind::Json => wait(
                    Refusal::new(status, code_of(status), text_of(status)),
                    retry_after,
                )
                .into(),
                BodyKind::Html => gateway(status),
                BodyKind::Empty => Answered::Response(status.into_response()),
            }
        }
        Effect::Drop => dropped(scope),
        Effect::Slow { .. }
        | Effect::LoseAnswer { .. }
        | Effect::DelayVisibility { .. }
        | Effect::IgnoreIdentity => Refusal::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "generalException",
            operation.name.clone(),
        )
        .into(),
    }
}

/// Codes of Graph for statuses that say nothing more (`graph.md` 6.2).
fn code_of(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => code::INVALID_TOKEN,
        403 => code::DENIED,
        404 => code::NOT_FOUND,
        409 => code::CONCURRENCY,
        429 => code::TOO_MANY,
        503 => "serviceNotAvailable",
        504 => "gatewayTimeout",
        500..600 => "generalException",
        _ => code::BAD_REQUEST,
    }
}

fn text_of(status: StatusCode) -> &'static str {
    status.canonical_reason().unwrap_or_default()
}

fn too_many() -> Refusal {
    Refusal::new(
        StatusCode::TOO_MANY_REQUESTS,
        code::TOO_MANY,
        "Please retry again later.",
    )
}

/// A limit is reached.
pub(super) fn throttled(
    refused: &Refused,
    turned: Option<&str>,
    caller: Option<&Caller>,
    tenant: TenantId,
) -> Refusal {
    let app = caller.map_or("", |caller| caller.client_id.as_str());
    let refusal = too_many()
        .with(
            header::THROTTLE_SCOPE,
            &format!("{}/{app}/{tenant}", refused.scope),
        )
        .with(header::THROTTLE_INFORMATION, refused.information);
    with_wait(refusal, turned, refused.seconds)
}

/// The wait that a throttled answer wishes: at least ten seconds, or what the switch says.
fn with_wait(refusal: Refusal, turned: Option<&str>, seconds: u32) -> Refusal {
    const LEAST: u32 = 10;
    match turned.map(|text| (text, text.trim().parse::<u32>())) {
        None => refusal.with("retry-after", &seconds.max(LEAST).to_string()),
        Some((_, Ok(least))) => refusal.with("retry-after", &seconds.max(least).to_string()),
        // Some services send none.
        Some(("", Err(_))) => refusal,
        Some((text, Err(_))) => refusal.with("retry-after", text),
    }
}

/// A page of the gateway in front of the service: not JSON.
pub(super) fn gateway(status: StatusCode) -> Answered {
    let title = status.canonical_reason().unwrap_or("Error");
    let page = format!(
        "<html><head><title>{0} {title}</title></head><body><h1>{title}</h1></body></html>\r\n",
        status.as_u16()
    );
    Answered::Response((status, [(CONTENT_TYPE, "text/html")], page).into_response())
}

/// The connection ends. An item of a `$batch` has none of its own: its answer is an empty 504.
pub(super) fn dropped(scope: Scope) -> Answered {
    if scope == Scope::Item {
        return Answered::Response(StatusCode::GATEWAY_TIMEOUT.into_response());
    }
    let reset = std::io::Error::new(
        std::io::ErrorKind::ConnectionReset,
        "the connection was dropped by a fault",
    );
    let body = Body::from_stream(futures_util::stream::once(async {
        Err::<bytes::Bytes, _>(reset)
    }));
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response.extensions_mut().insert(Dropped);
    Answered::Response(response)
}

/// Gives the answer its envelope, ids and headers.
pub(super) fn finish(
    answered: Answered,
    operation: &Operation,
    ids: Ids,
    now: Timestamp,
    extra: Extra,
) -> Response {
    let mut response = match answered {
        Answered::Response(mut response) => match response.extensions_mut().remove::<Refusal>() {
            Some(refusal) => render(refusal, operation, &ids, now),
            None => response,
        },
        Answered::Refused(refusal) => render(refusal, operation, &ids, now),
    };
    let headers = response.headers_mut();
    let mut put = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    match operation.surface {
        Surface::Graph => {
            put(header::REQUEST_ID, &ids.request.to_string());
            put(header::CLIENT_REQUEST_ID, &ids.client);
            put("odata-version", "4.0");
            if let Some(units) = extra.units {
                put(header::RESOURCE_UNIT, &units.to_string());
            }
            if extra.used >= 0.8 {
                put(
                    header::THROTTLE_PERCENTAGE,
                    &format!("{:.2}", extra.used.min(1.8)),
                );
            }
            put("cache-control", "no-cache");
        }
        Surface::Exchange => put(header::REQUEST_ID, &ids.request.to_string()),
        Surface::Authority => put("x-ms-request-id", &ids.request.to_string()),
        Surface::Other => {}
    }
    response
}

fn render(refusal: Refusal, operation: &Operation, ids: &Ids, now: Timestamp) -> Response {
    let body = match operation.surface {
        Surface::Graph | Surface::Other => graph_error(&refusal, ids, now),
        Surface::Exchange => json!({"error": {"code": refusal.code, "message": refusal.message}}),
        Surface::Authority => crate::oauth::answer::temporary(&refusal, ids.request, now),
    };
    let mut response = (refusal.status, axum::Json(body)).into_response();
    response.headers_mut().remove(CONTENT_LENGTH);
    response.headers_mut().extend(refusal.headers);
    response
}

/// The two envelopes of Graph: the throttled one has another order and texts for numbers (captured).
fn graph_error(refusal: &Refusal, ids: &Ids, now: Timestamp) -> Value {
    let date = wire::date::graph_error(now);
    if refusal.status == StatusCode::TOO_MANY_REQUESTS {
        return json!({"error": {
            "code": refusal.code,
            "innerError": {
                "code": "429", "date": date, "message": "Please retry after",
                "request-id": ids.request, "status": "429",
            },
            "message": refusal.message,
        }});
    }
    json!({"error": {
        "code": refusal.code,
        "message": refusal.message,
        "innerError": {"date": date, "request-id": ids.request, "client-request-id": ids.client},
    }})
}
