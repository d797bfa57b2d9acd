//! `POST /groups/{id}/assignLicense`: 202 at once, carried out later (`graph.md` 3.2).

use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::StatusCode;
use http::header::LOCATION;
use serde_json::json;

use super::super::{permission, query};
use super::row::Group;
use crate::context::Context;
use crate::due;
use crate::error::Error;
use crate::gate::pause;
use crate::licensing::rules::Refused;
use crate::licensing::{body, groups, store};
use crate::refusal::Refusal;

pub(super) async fn handler(
    Path(id): Path<String>,
    context: Context,
    body: Bytes,
) -> Result<Response, Refusal> {
    context.require_graph(permission::ASSIGN_TO_GROUP)?;
    let change = body::read(&body)?;
    pause(&context.effects).await;
    let db = context.tenant.db.clone();
    db.write(move |tx| {
        let group = Group::find(tx, &id)?;
        let products = store::products(tx)?;
        let held = groups::licenses(tx, &group.id)?;
        for sku in change.add.iter().map(|(sku, _)| sku).chain(&change.remove) {
            if !products.contains_key(sku) {
                return Err(Refusal::bad_request(
                    Refused::UnknownProduct(sku.clone()).text(),
                ));
            }
        }
        for sku in &change.remove {
            if !held.iter().any(|(known, _)| known == sku) {
                // Documented for accounts; assumed to be the same for groups.
                return Err(Refusal::bad_request(Refused::NotHeld.text()));
            }
            tx.prepare_cached("DELETE FROM group_license WHERE grp = ?1 AND sku = ?2")?
                .execute((&group.id, sku))?;
        }
        for (sku, disabled) in &change.add {
            let disabled = serde_json::to_string(disabled)
                .map_err(|e| Error::corrupt("group_license.disabled", e))?;
            tx.prepare_cached(
                "INSERT OR REPLACE INTO group_license (grp, sku, disabled) VALUES (?1, ?2, ?3)",
            )?
            .execute((&group.id, sku, disabled))?;
        }
        groups::schedule(tx, &group.id, context.now)?;
        due::record(
            tx,
            context.now,
            "group.licenses.changed",
            &group.id,
            &json!({"added": change.add, "removed": change.remove}),
        )?;
        let location = format!(
            "{}/v2/{}/directoryObjects/{}/Microsoft.DirectoryServices.Group",
            context.base,
            context.tenant.id(),
            group.id
        );
        Ok((
            StatusCode::ACCEPTED,
            [(LOCATION, location)],
            query::json(group.accepted()),
        )
            .into_response())
    })
    .await
}
