//! `/_tenant`: the tenant as its owner sees it, not as Microsoft's services do.

use std::sync::Arc;

use axum::Router;

use crate::tenant::Tenant;

/// The routes below `/_tenant`.
pub(crate) fn routes() -> Router<Arc<Tenant>> {
    Router::new()
}
