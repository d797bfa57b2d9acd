//! `/users` and `/me`.

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::tenant::Tenant;

mod assign;
mod details;
mod filter;
mod get;
mod list;
mod patch;
pub(super) mod properties;
pub(crate) mod row;
mod sign_in;

pub(super) fn routes() -> Router<Arc<Tenant>> {
    Router::new()
        .route("/v1.0/users", get(list::handler))
        .route("/v1.0/users/$count", get(list::count))
        .route("/v1.0/me", get(get::me))
        .route("/v1.0/me/licenseDetails", get(details::me))
        .route("/v1.0/users/{id}", get(get::handler).patch(patch::handler))
        .route("/v1.0/users/{id}/licenseDetails", get(details::handler))
        .route("/v1.0/users/{id}/assignLicense", post(assign::handler))
}

#[cfg(test)]
mod prefilter_tests;
