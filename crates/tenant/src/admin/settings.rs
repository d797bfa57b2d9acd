//! `/_tenant/settings`: the switches for what Microsoft does not document.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde_json::{Map, Value, json};

use super::Failure;
use crate::error::Error;
use crate::tenant::Tenant;
use crate::{assume, meta};

pub(super) async fn list(State(tenant): State<Arc<Tenant>>) -> Result<Json<Value>, Failure> {
    let listed = tenant.db.read::<_, Error>(|c| {
        let mut all = Map::new();
        for switch in assume::ALL {
            all.insert(
                switch.key.to_owned(),
                json!({"value": switch.text(c)?, "default": switch.default, "what": switch.what}),
            );
        }
        Ok(Value::Object(all))
    });
    Ok(Json(listed.await?))
}

pub(super) async fn change(
    State(tenant): State<Arc<Tenant>>,
    body: Result<Json<BTreeMap<String, String>>, JsonRejection>,
) -> Result<Json<Value>, Failure> {
    let Json(body) = body.map_err(Failure::bad)?;
    if let Some(unknown) = body
        .keys()
        .find(|key| assume::ALL.iter().all(|switch| switch.key != key.as_str()))
    {
        return Err(Failure::bad(format!(
            "there is no switch `{unknown}`; GET /_tenant/settings lists them"
        )));
    }
    tenant
        .db
        .write::<_, Error>(move |tx| {
            body.iter()
                .try_for_each(|(key, value)| meta::set(tx, key, value))
        })
        .await?;
    list(State(tenant)).await
}
