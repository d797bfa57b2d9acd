//! `/_tenant`: the tenant as its owner sees it, not as Microsoft's services do. The crate's documentation lists
//! the calls.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use http::{HeaderMap, StatusCode};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::error::Error;
use crate::tenant::Tenant;
use crate::{db, meta};

mod billing;
mod clock;
mod faults;
mod image;
mod redirects;
mod requests;
mod settings;

/// Largest image that is taken.
const IMAGE_MAX: usize = 1 << 30;

/// The routes below `/_tenant`.
pub(crate) fn routes() -> Router<Arc<Tenant>> {
    Router::new()
        .route("/", get(about))
        .route("/reset", post(reset))
        .route("/clock", get(clock::read))
        .route("/clock/advance", post(clock::advance))
        .route(
            "/faults",
            get(faults::list).post(faults::add).delete(faults::clear),
        )
        .route("/faults/{id}", delete(faults::remove))
        .route("/requests", get(requests::list).delete(requests::clear))
        .route("/settings", get(settings::list).patch(settings::change))
        .route("/billing", get(billing::about))
        .route(
            "/redirect-uris",
            get(redirects::list)
                .post(redirects::add)
                .delete(redirects::remove),
        )
        .route("/export", get(image::export))
        .route("/import", put(image::import))
        .fallback(|| async {
            Failure::new(
                StatusCode::NOT_FOUND,
                "there is no such call below /_tenant",
            )
        })
        .layer(axum::extract::DefaultBodyLimit::max(IMAGE_MAX))
        .layer(middleware::from_fn(local_only))
}

/// A call that failed, as `{"error":"…"}`.
#[derive(Debug)]
pub(crate) struct Failure {
    status: StatusCode,
    text: String,
}

impl Failure {
    fn new(status: StatusCode, text: impl Into<String>) -> Self {
        Self {
            status,
            text: text.into(),
        }
    }

    fn bad(text: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::BAD_REQUEST, text.to_string())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let status = match error {
            Error::ClockGoesBack { .. } | Error::Image(_) | Error::Time(_) => {
                StatusCode::BAD_REQUEST
            }
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.to_string())
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Error::from(error).into()
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.status, Json(json!({"error": self.text}))).into_response()
    }
}

/// Only this machine may ask; and no page of a browser that happens to run on it.
async fn local_only(request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let from_here = peer.is_none_or(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback());
    if from_here && is_local(request.uri().host(), request.headers()) {
        next.run(request).await
    } else {
        Failure::new(
            StatusCode::FORBIDDEN,
            "/_tenant answers only programs on this machine",
        )
        .into_response()
    }
}

/// A page that lets its own name point here (DNS rebinding) shows by its `Host`, any other page by its `Origin`.
fn is_local(uri_host: Option<&str>, headers: &HeaderMap) -> bool {
    let host = headers
        .get(http::header::HOST)
        .and_then(|value| value.to_str().ok())
        .or(uri_host);
    let host_is_local = host.is_none_or(|host| {
        url::Url::parse(&format!("http://{host}")).is_ok_and(|url| wire::connect::is_loopback(&url))
    });
    host_is_local && !headers.contains_key(http::header::ORIGIN)
}

async fn about(State(tenant): State<Arc<Tenant>>) -> Result<Json<Value>, Failure> {
    let known = Arc::clone(&tenant);
    let about = known.db.read::<_, Error>(move |c: &Connection| {
        Ok(json!({
            "tenantId": tenant.id(),
            "name": meta::get(c, meta::NAME)?,
            "domain": meta::get(c, meta::DOMAIN)?,
            "clientId": meta::need(c, meta::CLIENT_ID)?,
            "cloud": tenant.cloud(),
            "profile": meta::need(c, meta::PROFILE)?,
            "seed": meta::parse::<u64>(c, meta::SEED)?,
            "users": meta::parse::<u32>(c, meta::USERS)?,
            "schema": db::SCHEMA_VERSION,
            "now": wire::date::graph(tenant.now_in(c)?),
            "billing": "/_tenant/billing",
        }))
    });
    Ok(Json(about.await?))
}

/// As it was seeded: the same ids, key, secret and point in time, nothing of what happened since.
async fn reset(State(tenant): State<Arc<Tenant>>) -> Result<StatusCode, Failure> {
    let db = tenant.db.clone();
    db.write::<_, Error>(move |tx| tenant.reset_in(tx)).await?;
    Ok(StatusCode::NO_CONTENT)
}
