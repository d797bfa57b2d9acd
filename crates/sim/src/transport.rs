//! The client's transport onto a router in the same thread.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use m365::{SendError, Transport};
use tenant::Dropped;
use tower::ServiceExt as _;

/// Sends requests into a tenant's router.
#[derive(Clone)]
pub struct RouterTransport(Router);

impl RouterTransport {
    /// A transport to this router.
    pub const fn new(router: Router) -> Self {
        Self(router)
    }
}

impl fmt::Debug for RouterTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RouterTransport")
    }
}

impl Transport for RouterTransport {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, SendError>> + Send + '_>> {
        Box::pin(async move {
            let request = origin_form(request);
            let lost = |why: &str| SendError::MaybeSent {
                why: why.to_owned(),
            };
            let answer = match self.0.clone().oneshot(request).await {
                Ok(answer) => answer,
                Err(never) => match never {},
            };
            if answer.extensions().get::<Dropped>().is_some() {
                return Err(lost("the connection was closed"));
            }
            let (parts, body) = answer.into_parts();
            let body = body
                .collect()
                .await
                .map_err(|_| lost("the answer broke off"))?
                .to_bytes();
            Ok(Response::from_parts(parts, body))
        })
    }
}

/// What a server sees: path and query in the request line, the host in its header.
fn origin_form(request: Request<Bytes>) -> Request<Body> {
    let (mut parts, body) = request.into_parts();
    if let Some(authority) = parts.uri.authority()
        && let Ok(host) = authority.as_str().parse()
    {
        parts.headers.insert(http::header::HOST, host);
    }
    let path = parts
        .uri
        .path_and_query()
        .map_or("/", http::uri::PathAndQuery::as_str);
    if let Ok(uri) = path.parse() {
        parts.uri = uri;
    }
    Request::from_parts(parts, Body::from(body))
}
