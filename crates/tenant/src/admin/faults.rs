//! `/_tenant/faults`.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Failure;
use crate::error::Error;
use crate::faults::{self, Fault, FaultRow};
use crate::tenant::Tenant;

pub(super) async fn list(
    State(tenant): State<Arc<Tenant>>,
) -> Result<Json<Vec<FaultRow>>, Failure> {
    Ok(Json(tenant.db.read::<_, Error>(faults::list).await?))
}

pub(super) async fn add(
    State(tenant): State<Arc<Tenant>>,
    body: Result<Json<Value>, JsonRejection>,
) -> Result<(StatusCode, Json<Value>), Failure> {
    let Json(body) = body.map_err(Failure::bad)?;
    // A list or one: told apart here, so that an error names the member that is wrong.
    let many = match body {
        Value::Array(items) => items,
        one => vec![one],
    };
    let many: Vec<Fault> = many
        .into_iter()
        .map(Fault::deserialize)
        .collect::<Result<_, _>>()
        .map_err(Failure::bad)?;
    let ids = tenant.db.write::<_, Error>(move |tx| {
        many.iter()
            .map(|fault| faults::add(tx, fault))
            .collect::<Result<Vec<_>, _>>()
    });
    Ok((StatusCode::CREATED, Json(json!({"ids": ids.await?}))))
}

pub(super) async fn clear(State(tenant): State<Arc<Tenant>>) -> Result<StatusCode, Failure> {
    tenant
        .db
        .write::<_, Error>(|tx| Ok(tx.execute("DELETE FROM fault", [])?))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn remove(
    State(tenant): State<Arc<Tenant>>,
    Path(id): Path<i64>,
) -> Result<StatusCode, Failure> {
    let gone = tenant
        .db
        .write::<_, Error>(move |tx| Ok(tx.execute("DELETE FROM fault WHERE id = ?1", [id])?))
        .await?;
    if gone == 0 {
        return Err(Failure::new(
            StatusCode::NOT_FOUND,
            format!("there is no fault {id}"),
        ));
    }
    Ok(StatusCode::NO_CONTENT)
}
