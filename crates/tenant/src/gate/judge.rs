//! Answers judged by Microsoft's own metadata before they leave ([`wire::shapes`]), for tests.

use axum::body::Body;
use axum::response::Response;
use http::Method;
use http_body_util::BodyExt as _;
use model::CloudId;
use wire::graph::VERSION;
use wire::shapes::{self, Answer};

use super::Dropped;

/// Lets an answer of Graph pass if it could be one of Microsoft's.
///
/// # Panics
///
/// If it could not: a test must end there, whatever its client makes of the answer.
pub(super) async fn judged(
    cloud: CloudId,
    method: &Method,
    path: &str,
    response: Response,
) -> Response {
    if response.extensions().get::<Dropped>().is_some() {
        return response;
    }
    let (parts, body) = response.into_parts();
    let body = match body.collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) => panic!("{method} {path}: the body of the answer broke off: {error}"),
    };
    let mismatches = shapes::check(Answer {
        cloud,
        method: method.as_str(),
        path: path.strip_prefix(VERSION).unwrap_or(path),
        status: parts.status.as_u16(),
        body: &body,
    });
    let told: Vec<String> = mismatches.iter().map(ToString::to_string).collect();
    assert!(
        told.is_empty(),
        "{method} {path} ({cloud}), {}: Microsoft's metadata has no such answer:\n  {}",
        parts.status,
        told.join("\n  ")
    );
    Response::from_parts(parts, Body::from(body))
}
