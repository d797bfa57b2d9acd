use std::sync::Arc;

use axum::Router;

use crate::Tenant;

pub(crate) fn routes() -> Router<Arc<Tenant>> {
    Router::new()
}
