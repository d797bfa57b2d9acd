//! `/_tenant/clock`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Failure;
use crate::clock;
use crate::error::{Error, Result};
use crate::tenant::Tenant;

/// How far.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) enum Advance {
    /// From now.
    Seconds(i64),
    /// Up to.
    To(Timestamp),
}

pub(super) async fn read(State(tenant): State<Arc<Tenant>>) -> Result<Json<Value>, Failure> {
    let db = tenant.db.clone();
    Ok(Json(db.read::<_, Error>(move |c| show(&tenant, c)).await?))
}

pub(super) async fn advance(
    State(tenant): State<Arc<Tenant>>,
    body: Result<Json<Advance>, JsonRejection>,
) -> Result<Json<Value>, Failure> {
    let Json(how) = body.map_err(Failure::bad)?;
    let db = tenant.db.clone();
    let shown = db.write::<_, Error>(move |tx| {
        let to = match how {
            Advance::Seconds(seconds) => tenant
                .now_in(tx)?
                .checked_add(SignedDuration::from_secs(seconds))?,
            Advance::To(to) => to,
        };
        let happened = clock::advance(&tenant, tx, to)?;
        let mut shown = show(&tenant, tx)?;
        shown["happened"] = json!(happened);
        Ok(shown)
    });
    Ok(Json(shown.await?))
}

fn show(tenant: &Tenant, c: &Connection) -> Result<Value> {
    Ok(json!({"now": wire::date::graph(tenant.now_in(c)?), "offsetMillis": clock::offset(c)?}))
}
