//! `/_tenant/redirect-uris`: where the tenant's application may send people after sign-in.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use http::StatusCode;
use serde::Deserialize;

use super::Failure;
use crate::error::Error;
use crate::meta;
use crate::oauth::apps;
use crate::tenant::Tenant;

/// One.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RedirectUri {
    uri: String,
}

pub(super) async fn list(State(tenant): State<Arc<Tenant>>) -> Result<Json<Vec<String>>, Failure> {
    let listed = tenant
        .db
        .read::<_, Error>(|c| apps::redirect_uris(c, &meta::need(c, meta::CLIENT_ID)?));
    Ok(Json(listed.await?))
}

pub(super) async fn add(
    State(tenant): State<Arc<Tenant>>,
    body: Result<Json<RedirectUri>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let Json(RedirectUri { uri }) = body.map_err(Failure::bad)?;
    apps::check_redirect_uri(&uri).map_err(Failure::bad)?;
    tenant
        .db
        .write::<_, Error>(move |tx| {
            apps::add_redirect_uri(tx, &meta::need(tx, meta::CLIENT_ID)?, &uri)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn remove(
    State(tenant): State<Arc<Tenant>>,
    body: Result<Json<RedirectUri>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let Json(RedirectUri { uri }) = body.map_err(Failure::bad)?;
    let gone = tenant.db.write::<_, Error>(move |tx| {
        Ok(tx.execute("DELETE FROM redirect_uri WHERE uri = ?1", [uri])?)
    });
    if gone.await? == 0 {
        return Err(Failure::new(
            StatusCode::NOT_FOUND,
            "there is no such redirect URI",
        ));
    }
    Ok(StatusCode::NO_CONTENT)
}
