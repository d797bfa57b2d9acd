//! Microsoft Graph v1.0: one resource, one file.

use std::sync::Arc;

use axum::Router;

use crate::context::Context;
use crate::refusal::Refusal;
use crate::tenant::Tenant;

/// The routes below the Graph root.
pub(crate) fn routes() -> Router<Arc<Tenant>> {
    Router::new()
}

/// A path that is not served: 400, as Graph says it, not 404.
pub(crate) async fn no_segment(context: Context) -> Refusal {
    let path = context.target.split('?').next().unwrap_or_default();
    Refusal::no_segment(path.rsplit('/').next().unwrap_or_default())
}
