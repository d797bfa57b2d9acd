//! Which page answers where.

use axum::Router;
use axum::routing::get;

use crate::Site;

/// The pages of a site.
pub fn router(site: Site) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .with_state(site)
}
