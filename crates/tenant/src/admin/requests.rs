//! `/_tenant/requests`: how often each operation was asked for, items of batches included.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde_json::{Map, Value, json};

use super::Failure;
use crate::error::Error;
use crate::tenant::Tenant;

pub(super) async fn list(State(tenant): State<Arc<Tenant>>) -> Result<Json<Value>, Failure> {
    let counted = tenant.db.read::<_, Error>(|c| {
        let mut statement = c.prepare_cached("SELECT operation, n FROM request_count ORDER BY operation")?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
    });
    let counted = counted.await?;
    let total: i64 = counted.iter().map(|(_, n)| n).sum();
    let operations: Map<String, Value> = counted.into_iter().map(|(operation, n)| (operation, n.into())).collect();
    Ok(Json(json!({"total": total, "operations": operations})))
}

pub(super) async fn clear(State(tenant): State<Arc<Tenant>>) -> Result<StatusCode, Failure> {
    tenant.db.write::<_, Error>(|tx| Ok(tx.execute("DELETE FROM request_count", [])?)).await?;
    Ok(StatusCode::NO_CONTENT)
}
