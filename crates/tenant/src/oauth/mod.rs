//! The authority: tokens, discovery, signing keys (`graph.md` 1).

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::tenant::Tenant;

pub(crate) mod answer;
mod discovery;
pub(crate) mod keys;
mod token;
pub(crate) mod verify;

/// The routes below the authority.
pub(crate) fn routes() -> Router<Arc<Tenant>> {
    Router::new()
        .route("/{tenant}/oauth2/v2.0/token", post(token::handler))
        .route(
            "/{tenant}/v2.0/.well-known/openid-configuration",
            get(discovery::handler),
        )
        .route("/{tenant}/discovery/v2.0/keys", get(keys::handler))
}

/// The names under which a tenant is asked for: its id and its domains.
pub(crate) fn is_tenant(c: &rusqlite::Connection, name: &str) -> crate::error::Result<bool> {
    for key in [
        crate::meta::TENANT_ID,
        crate::meta::DOMAIN,
        crate::meta::INITIAL_DOMAIN,
    ] {
        if crate::meta::get(c, key)?.is_some_and(|known| known.eq_ignore_ascii_case(name)) {
            return Ok(true);
        }
    }
    Ok(false)
}
