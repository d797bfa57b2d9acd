//! `/_tenant/settings`: the switches for what Microsoft does not promise.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde_json::{Map, Value, json};
use wire::assumptions;

use super::Failure;
use crate::error::Error;
use crate::meta;
use crate::tenant::Tenant;

pub(super) async fn list(State(tenant): State<Arc<Tenant>>) -> Result<Json<Value>, Failure> {
    let db = tenant.db.clone();
    let listed = tenant.db.read::<_, Error>(move |c| {
        let mut all = Map::new();
        for entry in assumptions::all() {
            let Some(assumed) = entry.assumed() else {
                continue;
            };
            let (key, others) = (entry.key(), entry.others());
            let ways: Map<String, Value> = others
                .iter()
                .map(|way| (way.name.to_owned(), way.value.into()))
                .collect();
            let value = meta::get(c, &key)?.unwrap_or_else(|| assumed.to_owned());
            let used = db.used().of(&key);
            all.insert(
                key,
                json!({"number": entry.number, "name": entry.name, "value": value, "default": assumed,
                    "others": ways, "what": entry.what, "used": used}),
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
    if let Some(unknown) = body.keys().find(|key| {
        assumptions::all().all(|entry| entry.others().is_empty() || entry.key() != **key)
    }) {
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
