//! `/_tenant/export` and `/_tenant/import`: the whole tenant as one JSON document.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use http::StatusCode;
use wire::image::TenantImage;

use super::Failure;
use crate::error::Error;
use crate::image;
use crate::tenant::Tenant;

pub(super) async fn export(
    State(tenant): State<Arc<Tenant>>,
) -> Result<Json<TenantImage>, Failure> {
    Ok(Json(tenant.db.read::<_, Error>(image::export).await?))
}

pub(super) async fn import(
    State(tenant): State<Arc<Tenant>>,
    body: Result<Json<TenantImage>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let Json(image) = body.map_err(Failure::bad)?;
    tenant
        .db
        .write::<_, Error>(move |tx| image::import(tx, &image))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
