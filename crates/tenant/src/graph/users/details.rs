//! `GET /users/{id}/licenseDetails` (`graph.md` 3.3, 12), and `GET /me/licenseDetails`.

use axum::extract::Path;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::{permission, query};
use super::row::{self, Held};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::licensing::plans;
use crate::licensing::rules::skus;
use crate::refusal::Refusal;

pub(super) async fn handler(Path(id): Path<String>, context: Context) -> Result<Response, Refusal> {
    context.require_graph(permission::LICENSE_DETAILS)?;
    read(context, id).await
}

/// Of the person who signed in, who may read their own.
pub(super) async fn me(context: Context) -> Result<Response, Refusal> {
    context.require_graph(permission::ME)?;
    let id = super::get::person(&context)?.to_owned();
    read(context, id).await
}

async fn read(context: Context, id: String) -> Result<Response, Refusal> {
    let db = context.tenant.db.clone();
    db.read(move |c| {
        let mut user = row::find(c, &id)?;
        row::load_licenses(c, &mut user, context.now)?;
        let tenant = context.tenant.id().as_uuid();
        let details = skus(&user.licenses)
            .into_iter()
            .map(|sku| detail(c, tenant, sku, &user.licenses));
        let details = details.collect::<Result<Vec<_>>>()?;
        let fragment = format!("users('{}')/licenseDetails", user.id);
        Ok(query::page(
            query::context_url(&context, &fragment),
            None,
            None,
            details,
        ))
    })
    .await
}

fn detail(c: &Connection, tenant: Uuid, sku: &str, licenses: &[Held]) -> Result<Value> {
    let known: Option<(String, String)> = c
        .prepare_cached("SELECT part_number, plans FROM sku WHERE sku = ?1")?
        .query_row([sku], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (part_number, text) =
        known.ok_or_else(|| Error::corrupt("license.sku", format!("{sku} is not owned")))?;
    // A plan is on if one source of the product leaves it on.
    let is_on = |plan: &str| {
        licenses.iter().any(|held| {
            held.sku == sku && held.gives() && !held.disabled.iter().any(|off| off == plan)
        })
    };
    let plans = plans::parse(&text)?;
    let plans: Vec<Value> = plans
        .iter()
        .map(|plan| {
            json!({
                "servicePlanId": plan.id,
                "servicePlanName": plan.name,
                "provisioningStatus": if is_on(&plan.id) { plan.status.as_str() } else { "Disabled" },
                "appliesTo": plan.applies_to,
            })
        })
        .collect();
    Ok(
        json!({"id": id(tenant, sku)?, "skuId": sku, "skuPartNumber": part_number, "servicePlans": plans}),
    )
}

/// Tenant and product as little-endian GUIDs, in 43 characters of base64url.
fn id(tenant: Uuid, sku: &str) -> Result<String> {
    let sku = Uuid::parse_str(sku).map_err(|e| Error::corrupt("license.sku", e))?;
    Ok(URL_SAFE_NO_PAD.encode([tenant.to_bytes_le(), sku.to_bytes_le()].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_that_of_the_documentation() {
        let tenant = uuid::uuid!("37f262ad-5935-4c8a-9ac2-e46e63e1073c");
        assert_eq!(
            id(tenant, "c7df2760-2c81-4ef7-b578-5b5392b571df").unwrap(),
            "rWLyNzVZikyawuRuY-EHPGAn38eBLPdOtXhbU5K1cd8"
        );
    }
}
