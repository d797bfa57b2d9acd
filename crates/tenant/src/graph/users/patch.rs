//! `PATCH /users/{id}`: sign-in and usage location (`graph.md` 9).

use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::StatusCode;
use serde_json::{Map, Value, json};

use super::super::permission;
use super::row;
use crate::context::Context;
use crate::due;
use crate::refusal::Refusal;

/// What may be changed here. Nothing of ours changes more.
#[derive(Debug, Default)]
struct Change {
    enabled: Option<bool>,
    /// A country's two letters, or null.
    usage_location: Option<Value>,
}

pub(super) async fn handler(
    Path(id): Path<String>,
    context: Context,
    body: Bytes,
) -> Result<Response, Refusal> {
    let caller = context.require_graph(permission::ENABLE_ACCOUNT)?;
    let change = Change::read(&body)?;
    if change.usage_location.is_some() && !caller.has_any(permission::WRITE_USERS) {
        return Err(Refusal::denied());
    }
    let db = context.tenant.db.clone();
    db.write(move |tx| {
        let user = row::find(tx, &id)?;
        // On-premises is the master of a synced account; the usage location alone is the cloud's own.
        if user.synced == Some(true) && change.enabled.is_some_and(|enabled| enabled != user.enabled) {
            return Err(Refusal::bad_request(
                "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects \
                 currently undergoing migration.",
            ));
        }
        crate::licensing::visibility::hide(tx, user.n, &context)?;
        let now = context.now.as_millisecond();
        if let Some(enabled) = change.enabled {
            tx.prepare_cached("UPDATE account SET enabled = ?2, changed_at = ?3 WHERE n = ?1")?.execute((user.n, enabled, now))?;
        }
        if let Some(location) = &change.usage_location {
            tx.prepare_cached("UPDATE account SET usage_location = ?2, changed_at = ?3 WHERE n = ?1")?.execute((user.n, location.as_str(), now))?;
        }
        due::record(tx, context.now, "user.patched", &user.id, &json!({"accountEnabled": change.enabled, "usageLocation": change.usage_location}))?;
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

impl Change {
    fn read(body: &[u8]) -> Result<Self, Refusal> {
        // REC: the words of Graph's reader for a body that is no object.
        let members: Map<String, Value> =
            serde_json::from_slice(body).map_err(|_| Refusal::new(StatusCode::BAD_REQUEST, "BadRequest", "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format."))?;
        let mut change = Self::default();
        for (name, value) in members {
            match (name.as_str(), value) {
                ("accountEnabled", Value::Bool(enabled)) => change.enabled = Some(enabled),
                ("usageLocation", Value::Null) => change.usage_location = Some(Value::Null),
                ("usageLocation", Value::String(code))
                    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic()) =>
                {
                    change.usage_location = Some(code.to_ascii_uppercase().into());
                }
                (name, _) if name.starts_with('@') => {}
                ("accountEnabled" | "usageLocation", _) => {
                    return Err(Refusal::bad_request(format!(
                        "Invalid value specified for property '{name}' of resource 'User'."
                    )));
                }
                _ => {
                    return Err(Refusal::bad_request(format!(
                        "Embedded tenant: the property '{name}' cannot be changed here; it takes accountEnabled and usageLocation."
                    )));
                }
            }
        }
        Ok(change)
    }
}
