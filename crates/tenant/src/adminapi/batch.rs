//! `$batch` of the Exchange admin API (`exchange.md` 1.7): at most ten commands, each with an absolute URL and
//! headers of its own, each answered for itself.

use axum::Json;
use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use rusqlite::Connection;
use serde_json::{Map, Value};
use wire::batch::{self, EXCHANGE_MAX, Requests, Responses};

use super::error::Failure;
use super::{envelope, gate};
use crate::assume;
use crate::context::Context;

/// Answers a batch. Without `odata.continue-on-error` it ends with the first item that fails, as OData has it.
pub(super) async fn serve(context: &Context, body: &Bytes) -> Result<Response, Failure> {
    gate::token(context)?;
    let batch: Requests = serde_json::from_slice(body)
        .map_err(|why| Failure::Malformed(format!("The body is not a batch: {why}.")))?;
    let most = |c: &Connection| Ok::<_, Failure>(assume::EXCHANGE_BATCH_MAX.number(c)?);
    let most = usize::try_from(context.tenant.db.read(most).await?).unwrap_or(EXCHANGE_MAX);
    if batch.requests.len() > most {
        // Assumption: more than ten are refused as a whole; how was not captured.
        return Err(Failure::Malformed(format!(
            "The batch holds {} requests; {most} are the most.",
            batch.requests.len()
        )));
    }
    let go_on = continues(&context.headers);
    let mut responses = Vec::with_capacity(batch.requests.len());
    for request in batch.requests {
        let go_on = go_on || item_continues(&request.headers);
        let response = item(context, request).await;
        let failed = response.status >= 400;
        responses.push(response);
        if failed && !go_on {
            break;
        }
    }
    let mut response = Json(Responses { responses }).into_response();
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(envelope::CONTENT));
    Ok(response)
}

fn continues(headers: &HeaderMap) -> bool {
    headers
        .get_all("prefer")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(says_continue)
}

/// Clients put the preference on the items too.
fn item_continues(headers: &Map<String, Value>) -> bool {
    headers.iter().any(|(name, value)| {
        name.eq_ignore_ascii_case("prefer") && value.as_str().is_some_and(says_continue)
    })
}

fn says_continue(prefer: &str) -> bool {
    prefer
        .to_ascii_lowercase()
        .contains("odata.continue-on-error")
}

async fn item(context: &Context, item: batch::Request) -> batch::Response {
    let id = item.id.clone();
    let failed = |status: StatusCode| batch::Response {
        id: id.clone(),
        status: status.as_u16(),
        headers: Map::new(),
        body: None,
    };
    let Some(request) = request(context, item) else {
        return failed(StatusCode::BAD_REQUEST);
    };
    let (parts, body) = context.gate.item(request).await.into_parts();
    let Ok(body) = body.collect().await else {
        return failed(StatusCode::GATEWAY_TIMEOUT);
    };
    let headers = parts
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.to_string(), Value::from(value.to_str().ok()?))));
    // The 4096 NUL bytes of a 403 are no JSON: such an item has no body.
    let body = serde_json::from_slice(&body.to_bytes()).ok();
    batch::Response {
        id,
        status: parts.status.as_u16(),
        headers: headers.collect(),
        body,
    }
}

/// The item as a request of its own. What it does not say itself it has from the batch: the token, the host and
/// the anchor.
fn request(context: &Context, item: batch::Request) -> Option<Request<Body>> {
    let uri: http::Uri = item.url.parse().ok()?;
    let mut request = Request::new(Body::from(serde_json::to_vec(&item.body?).ok()?));
    *request.method_mut() = Method::from_bytes(item.method.as_bytes()).ok()?;
    // Only this tenant is behind it, whatever host the URL names.
    *request.uri_mut() = uri.path_and_query()?.as_str().parse().ok()?;
    let headers = request.headers_mut();
    for name in [
        AUTHORIZATION,
        HOST,
        HeaderName::from_static(wire::exchange::header::ANCHOR),
    ] {
        if let Some(value) = context.headers.get(&name) {
            headers.insert(name, value.clone());
        }
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let (scheme, host) = (
        uri.scheme_str().map(str::to_owned),
        uri.authority().map(|host| host.as_str().to_owned()),
    );
    for (name, value) in [
        (
            "x-forwarded-proto",
            scheme.or_else(|| {
                context
                    .base
                    .split_once("://")
                    .map(|(scheme, _)| scheme.to_owned())
            }),
        ),
        ("host", host),
    ] {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    for (name, value) in &item.headers {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(&text)) {
            headers.insert(name, value);
        }
    }
    Some(request)
}
