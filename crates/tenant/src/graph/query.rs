//! The query options that collections share: `$select`, `$top`, `$count`, `$skiptoken`, links.

use axum::Json;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::CONTENT_TYPE;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::context::Context;
use crate::refusal::Refusal;

/// Rows on a page when none are asked for (`graph.md` 2.1).
pub(super) const PAGE: usize = 100;

/// The names in `$select`, or none when it is absent or empty.
pub(super) fn select(context: &Context) -> Option<Vec<&str>> {
    let names: Vec<&str> = context
        .option("select")?
        .split(',')
        .map(str::trim)
        .filter(|n| !n.is_empty())
        .collect();
    (!names.is_empty()).then_some(names)
}

/// `$top`, from 1 to `most`.
pub(super) fn top(context: &Context, most: usize) -> Result<Option<usize>, Refusal> {
    let Some(text) = context.option("top") else {
        return Ok(None);
    };
    match text.trim().parse::<usize>() {
        Ok(top) if (1..=most).contains(&top) => Ok(Some(top)),
        // Observed for 1000 (`graph.md` 2.1); for what is no number the wording is assumed to be the same.
        _ => Err(Refusal::bad_request(format!(
            "Invalid page size specified: '{text}'. Must be between 1 and {most} inclusive."
        ))),
    }
}

/// `$count=true`.
pub(super) fn counts(context: &Context) -> bool {
    context
        .option("count")
        .is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// What a `$skiptoken` holds. Opaque to callers.
pub(super) fn skip_token<T: DeserializeOwned>(context: &Context) -> Result<Option<T>, Refusal> {
    let Some(text) = context.option("skiptoken") else {
        return Ok(None);
    };
    let token = URL_SAFE_NO_PAD
        .decode(text)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok());
    // REC: the directory's own words for a token it cannot read.
    token.map(Some).ok_or_else(|| Refusal::new(
        http::StatusCode::BAD_REQUEST,
        "Directory_ExpiredPageToken",
        "The specified page token value has expired and can no longer be included in your request.",
    ))
}

/// The absolute link to the next page: the caller's own options, and the token.
pub(super) fn next_link(context: &Context, token: &impl Serialize) -> String {
    let (path, query) = context
        .target
        .split_once('?')
        .unwrap_or((&context.target, ""));
    let token = URL_SAFE_NO_PAD.encode(serde_json::to_vec(token).unwrap_or_default());
    let kept = query.split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty()
            && !name
                .trim_start_matches("%24")
                .trim_start_matches('$')
                .eq_ignore_ascii_case("skiptoken")
    });
    let options: Vec<String> = kept
        .map(str::to_owned)
        .chain([format!("$skiptoken={token}")])
        .collect();
    format!("{}{path}?{}", context.base, options.join("&"))
}

/// `…/$metadata#…` below the caller's root.
pub(super) fn context_url(context: &Context, fragment: &str) -> String {
    format!("{}/v1.0/$metadata#{fragment}", context.base)
}

/// A JSON answer with Graph's content type.
pub(super) fn json(value: Value) -> Response {
    const TYPE: &str = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
    ([(CONTENT_TYPE, TYPE)], Json(value)).into_response()
}

/// A page of a collection.
pub(super) fn page(
    context: String,
    count: Option<usize>,
    next: Option<String>,
    rows: Vec<Value>,
) -> Response {
    let mut page = Map::new();
    page.insert("@odata.context".to_owned(), context.into());
    if let Some(count) = count {
        page.insert("@odata.count".to_owned(), count.into());
    }
    if let Some(next) = next {
        page.insert("@odata.nextLink".to_owned(), next.into());
    }
    page.insert("value".to_owned(), rows.into());
    json(page.into())
}

/// One object, with its context first.
pub(super) fn entity(context: String, members: Value) -> Response {
    let mut object = Map::new();
    object.insert("@odata.context".to_owned(), context.into());
    if let Value::Object(members) = members {
        object.extend(members);
    }
    json(object.into())
}
