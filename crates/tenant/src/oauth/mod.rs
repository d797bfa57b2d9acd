//! The authority: sign-in, tokens, discovery, signing keys (`graph.md` 1).
//!
//! ```text
//! request ─▶ authorize ─▶ page ─▶ sign_in ─▶ code ─▶ respond ─▶ token: code ─▶ person: id and access token
//!            (session: no page)                                        refresh, device ┘
//! ```

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::tenant::Tenant;

pub(crate) mod answer;
pub(crate) mod apps;
mod authorize;
mod client_credentials;
mod code;
pub(crate) mod delegated;
mod device;
mod discovery;
mod form;
mod handed_out;
mod instance;
pub(crate) mod keys;
mod logout;
mod page;
mod person;
mod pkce;
mod refresh;
mod request;
mod respond;
mod scopes;
mod session;
mod sign_in;
mod token;
mod userinfo;
pub(crate) mod verify;

/// The routes below the authority.
pub(crate) fn routes() -> Router<Arc<Tenant>> {
    Router::new()
        .route(
            "/{tenant}/oauth2/v2.0/authorize",
            get(authorize::begin).post(authorize::begin),
        )
        .route("/{tenant}/login", post(authorize::submit))
        .route("/{tenant}/oauth2/v2.0/logout", get(logout::handler))
        .route("/{tenant}/oauth2/v2.0/devicecode", post(device::start))
        .route(device::PAGE, get(device::page).post(device::submit))
        .route("/{tenant}/oauth2/v2.0/token", post(token::handler))
        .route("/oidc/userinfo", get(userinfo::handler))
        .route(
            "/{tenant}/v2.0/.well-known/openid-configuration",
            get(discovery::handler),
        )
        .route("/{tenant}/discovery/v2.0/keys", get(keys::handler))
        .route("/common/discovery/instance", get(instance::handler))
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
