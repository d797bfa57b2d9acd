//! `/_tenant/requests`: how often each operation was asked for, items of batches included.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::{Map, Value, json};

use super::Failure;
use crate::control;
use crate::error::Error;
use crate::tenant::Tenant;

pub(super) async fn list(State(tenant): State<Arc<Tenant>>) -> Result<Json<Value>, Failure> {
    let counted = tenant.db.read::<_, Error>(control::request_counts).await?;
    let total: i64 = counted.values().sum();
    let operations: Map<String, Value> = counted
        .into_iter()
        .map(|(operation, n)| (operation, n.into()))
        .collect();
    Ok(Json(json!({"total": total, "operations": operations})))
}

pub(super) async fn clear(State(tenant): State<Arc<Tenant>>) -> Result<StatusCode, Failure> {
    tenant
        .db
        .write::<_, Error>(|tx| Ok(tx.execute("DELETE FROM request_count", [])?))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
