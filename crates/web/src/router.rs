//! Which page answers where.

use axum::Router;
use axum::extract::{Path, State};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

use crate::Site;
use crate::assets::{CSS, CSS_NAME};
use crate::guard::guard;
use crate::pages::{home, mailbox, problem};
use crate::visit::Visit;

/// The pages of a site. They can only be read: a method other than GET or HEAD is refused everywhere.
pub fn router(site: Site) -> Router {
    Router::new()
        .route("/", get(home::get))
        .route("/mailboxes/{id}", get(mailbox::get))
        .route("/assets/{name}", get(asset))
        .route("/healthz", get(|| async { "ok\n" }))
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::read_only)
        .layer(from_fn_with_state(site.clone(), guard))
        .with_state(site)
}

/// The style sheet, for ever under its own name: a new one has another name.
async fn asset(State(site): State<Site>, Path(name): Path<String>, visit: Visit) -> Response {
    if name != *CSS_NAME {
        return problem::page(&site, &visit, &problem::Problem::NotFound);
    }
    let headers = [
        (CONTENT_TYPE, "text/css; charset=utf-8"),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, CSS).into_response()
}
