//! `POST /$batch` (`graph.md` 6.1): up to 20 requests, each counted, limited and disturbed like a call of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::response::Response as HttpResponse;
use axum::routing::post;
use base64::Engine as _;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HOST};
use http::{HeaderName, HeaderValue, Method, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use wire::batch::{GRAPH_MAX, Request, Requests, Response};
use wire::graph::VERSION;

use super::query;
use crate::context::Context;
use crate::operation::{Operation, plain_path};
use crate::refusal::Refusal;
use crate::tenant::Tenant;

pub(super) fn routes() -> Router<Arc<Tenant>> {
    Router::new().route("/v1.0/$batch", post(handler))
}

async fn handler(context: Context, body: Bytes) -> Result<HttpResponse, Refusal> {
    context.require_token()?;
    let requests = read(&body)?;
    let mut done: BTreeMap<String, Response> = BTreeMap::new();
    let mut waiting = requests;
    while !waiting.is_empty() {
        let (ready, later): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|item| item.depends_on.iter().all(|id| done.contains_key(&key(id))));
        if ready.is_empty() {
            return Err(bad("The dependencies of the requests form a circle."));
        }
        waiting = later;
        let mut written = BTreeSet::new();
        for item in ready {
            let failed = item.depends_on.iter().any(|id| {
                done.get(&key(id))
                    .is_none_or(|r| !(200..300).contains(&r.status))
            });
            let answer = if failed {
                failed_dependency(&item)
            } else {
                run(&context, &item, &mut written).await
            };
            done.insert(key(&item.id), answer);
        }
    }
    let mut responses: Vec<Response> = done.into_values().collect();
    shuffle(&mut responses, &context);
    Ok(query::json(json!({ "responses": responses })))
}

/// Ids are compared without regard to case.
fn key(id: &str) -> String {
    id.to_ascii_lowercase()
}

/// 400 for the whole batch; code as for other calls that cannot be read, wordings are assumed.
fn bad(text: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "BadRequest", text)
}

fn read(body: &[u8]) -> Result<Vec<Request>, Refusal> {
    let Requests { requests } = serde_json::from_slice(body)
        .map_err(|e| bad(format!("Invalid batch payload format: {e}.")))?;
    if requests.is_empty() || requests.len() > GRAPH_MAX {
        return Err(bad(format!(
            "Number of batch request steps exceeds the maximum value of {GRAPH_MAX}, or there is none."
        )));
    }
    let mut ids = BTreeSet::new();
    for item in &requests {
        if !ids.insert(key(&item.id)) {
            return Err(bad(format!(
                "The id '{}' stands for more than one request.",
                item.id
            )));
        }
        if item.body.is_some() && header(item, CONTENT_TYPE.as_str()).is_none() {
            return Err(bad(format!(
                "The request '{}' has a body and no Content-Type header.",
                item.id
            )));
        }
    }
    if let Some(unknown) = requests
        .iter()
        .flat_map(|item| &item.depends_on)
        .find(|id| !ids.contains(&key(id)))
    {
        return Err(bad(format!(
            "The request '{unknown}' that another depends on is not in the batch."
        )));
    }
    Ok(requests)
}

fn header<'a>(item: &'a Request, name: &str) -> Option<&'a str> {
    let (_, value) = item
        .headers
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    value.as_str()
}

/// Runs one item. Items that could run side by side and write the licences of one account collide: the first
/// wins, the others are told so.
async fn run(context: &Context, item: &Request, written: &mut BTreeSet<String>) -> Response {
    let Some(request) = build(context, item) else {
        return answer(
            item,
            StatusCode::BAD_REQUEST,
            Map::new(),
            Some(json!({"error": {
                "code": "BadRequest", "message": format!("Invalid batch request '{}': method, url or header.", item.id),
            }})),
        );
    };
    let operation = Operation::of(request.method(), &plain_path(request.uri().path()), b"");
    let collides = operation.writes_licenses()
        && match account(context, &operation).await {
            Some(account) => !written.insert(account),
            None => false,
        };
    let response = if collides {
        context.gate.colliding_item(request).await
    } else {
        context.gate.item(request).await
    };
    let (parts, body) = response.into_parts();
    let body = body
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default();
    let headers = parts
        .headers
        .iter()
        .filter(|(name, _)| *name != CONTENT_LENGTH)
        .filter_map(|(name, value)| {
            Some((canonical(name.as_str()), Value::from(value.to_str().ok()?)))
        })
        .collect();
    answer(item, parts.status, headers, content(&body))
}

/// The account that a write is about, whatever it was called; a group by its id.
async fn account(context: &Context, operation: &Operation) -> Option<String> {
    let name = operation.account.clone()?;
    let known = name.clone();
    let found = context
        .tenant
        .db
        .read::<_, Refusal>(move |c| Ok(super::users::row::find(c, &known)?.id));
    Some(found.await.unwrap_or(name))
}

fn build(context: &Context, item: &Request) -> Option<http::Request<Body>> {
    let method = Method::from_bytes(item.method.to_ascii_uppercase().as_bytes()).ok()?;
    let url = format!(
        "{}{VERSION}/{}",
        context.base,
        item.url.trim_start_matches('/')
    );
    let mut request = http::Request::builder().method(method).uri(url);
    let headers = request.headers_mut()?;
    // The caller's own; an item may not bring another token in this emulation of the directory.
    for name in [AUTHORIZATION, HOST] {
        if let Some(value) = context.headers.get(&name) {
            headers.insert(name, value.clone());
        }
    }
    for (name, value) in &item.headers {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        if name != AUTHORIZATION {
            headers.insert(name, HeaderValue::from_str(value.as_str()?).ok()?);
        }
    }
    let body = match &item.body {
        None => Body::empty(),
        Some(Value::String(text)) => Body::from(
            base64::engine::general_purpose::URL_SAFE
                .decode(text)
                .unwrap_or_else(|_| text.clone().into_bytes()),
        ),
        Some(json) => Body::from(json.to_string()),
    };
    request.body(body).ok()
}

/// The names as Graph writes them inside a batch (captured); others stay as they are.
fn canonical(name: &str) -> String {
    match name {
        "cache-control" => "Cache-Control".to_owned(),
        "content-type" => "Content-Type".to_owned(),
        "odata-version" => "OData-Version".to_owned(),
        "retry-after" => "Retry-After".to_owned(),
        "location" => "Location".to_owned(),
        other => other.to_owned(),
    }
}

/// JSON as it is, other content as base64.
fn content(body: &[u8]) -> Option<Value> {
    if body.is_empty() {
        return None;
    }
    let encoded = || {
        base64::engine::general_purpose::STANDARD
            .encode(body)
            .into()
    };
    Some(serde_json::from_slice(body).unwrap_or_else(|_| encoded()))
}

fn failed_dependency(item: &Request) -> Response {
    let body = json!({"error": {"code": "FailedDependency", "message": "The request depends on one that failed."}});
    answer(item, StatusCode::FAILED_DEPENDENCY, Map::new(), Some(body))
}

fn answer(
    item: &Request,
    status: StatusCode,
    headers: Map<String, Value>,
    body: Option<Value>,
) -> Response {
    Response {
        id: item.id.clone(),
        status: status.as_u16(),
        headers,
        body,
    }
}

/// No order is promised, so none is kept: another one for each batch.
fn shuffle(responses: &mut [Response], context: &Context) {
    responses.sort_by_cached_key(|response| {
        let mut digest = Sha256::new_with_prefix(context.request_id);
        digest.update(&response.id);
        digest.finalize()
    });
}
