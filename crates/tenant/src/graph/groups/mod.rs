//! `/groups`, as far as group licensing needs it.

use std::sync::Arc;

use axum::Router;
use axum::routing::{delete, get, post};

use crate::tenant::Tenant;

mod assign;
mod list;
mod members;
mod row;

pub(super) fn routes() -> Router<Arc<Tenant>> {
    Router::new()
        .route("/v1.0/groups", get(list::handler))
        .route("/v1.0/groups/$count", get(list::count))
        .route("/v1.0/groups/{id}", get(list::one))
        .route("/v1.0/groups/{id}/assignLicense", post(assign::handler))
        .route("/v1.0/groups/{id}/members", get(members::list))
        .route(
            "/v1.0/groups/{id}/membersWithLicenseErrors",
            get(members::with_errors),
        )
        .route("/v1.0/groups/{id}/members/$ref", post(members::add))
        .route(
            "/v1.0/groups/{id}/members/{member}/$ref",
            delete(members::remove),
        )
}
