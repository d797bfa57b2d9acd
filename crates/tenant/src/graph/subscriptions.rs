//! `GET /directory/subscriptions` (`graph.md` 4.2).

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use rusqlite::{Connection, Row};
use serde_json::{Value, json};

use super::{permission, query, skus};
use crate::context::Context;
use crate::error::Result;
use crate::licensing::plans;
use crate::meta;
use crate::refusal::Refusal;
use crate::tenant::Tenant;

pub(super) fn routes() -> Router<Arc<Tenant>> {
    Router::new()
        .route("/v1.0/directory/{collection}", get(list))
        .route("/v1.0/directory/subscriptions/{id}", get(one))
}

/// The collection, or one by its alternate key: `subscriptions(commerceSubscriptionId='…')`.
async fn list(Path(collection): Path<String>, context: Context) -> Result<Response, Refusal> {
    context.require_graph(permission::SUBSCRIPTIONS)?;
    if collection != "subscriptions" {
        let key = collection
            .strip_prefix("subscriptions(commerceSubscriptionId='")
            .and_then(|rest| rest.strip_suffix("')"))
            .ok_or_else(|| Refusal::no_segment(&collection))?
            .to_owned();
        return find(context, key, "commerceSubscriptionId").await;
    }
    for option in ["expand", "top", "skip", "count", "filter"] {
        if context.option(option).is_some() {
            // All but `$filter` are not supported (documented), and nothing of ours filters; the wording is assumed.
            return Err(Refusal::unsupported("Unsupported Query."));
        }
    }
    let db = context.tenant.db.clone();
    db.read(move |c| {
        let rows = subscriptions(c)?;
        Ok(query::page(
            query::context_url(&context, "directory/subscriptions"),
            None,
            None,
            rows,
        ))
    })
    .await
}

async fn one(Path(id): Path<String>, context: Context) -> Result<Response, Refusal> {
    context.require_graph(permission::SUBSCRIPTIONS)?;
    find(context, id, "id").await
}

async fn find(context: Context, key: String, member: &'static str) -> Result<Response, Refusal> {
    let db = context.tenant.db.clone();
    db.read(move |c| {
        let found = subscriptions(c)?.into_iter().find(|row| {
            row[member]
                .as_str()
                .is_some_and(|known| known.eq_ignore_ascii_case(&key))
        });
        let row = found.ok_or_else(|| Refusal::not_found(&key))?;
        Ok(query::entity(
            query::context_url(&context, "directory/subscriptions/$entity"),
            row,
        ))
    })
    .await
}

fn subscriptions(c: &Connection) -> Result<Vec<Value>> {
    let own = meta::need(c, meta::TENANT_ID)?;
    let mut statement = c.prepare_cached(
        "SELECT s.created_at, s.commerce_id, s.id, s.trial, s.next_lifecycle, sku.plans, s.sku, sku.part_number,
                s.status, s.total, s.owner_tenant, s.owner_type
         FROM subscription s JOIN sku USING (sku) ORDER BY s.id",
    )?;
    let mut rows = statement.query([])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        list.push(subscription(row, &own)?);
    }
    Ok(list)
}

/// Member order as in the documentation. `ownerId` is a person or a partner that has no row here: null.
fn subscription(row: &Row<'_>, own: &str) -> Result<Value> {
    let time = |millis: Option<i64>| -> Result<Value> {
        Ok(match millis {
            Some(millis) => wire::date::graph(meta::time(millis)?).into(),
            None => Value::Null,
        })
    };
    let plans = plans::parse(&row.get::<_, String>(5)?)?;
    Ok(json!({
        "createdDateTime": time(Some(row.get(0)?))?,
        "commerceSubscriptionId": row.get::<_, String>(1)?,
        "id": row.get::<_, String>(2)?,
        "isTrial": row.get::<_, bool>(3)?,
        "nextLifecycleDateTime": time(row.get(4)?)?,
        "serviceStatus": plans.iter().map(skus::status).collect::<Value>(),
        "skuId": row.get::<_, String>(6)?,
        "skuPartNumber": row.get::<_, String>(7)?,
        "status": row.get::<_, String>(8)?,
        "totalLicenses": row.get::<_, i64>(9)?,
        "ownerId": Value::Null,
        "ownerTenantId": row.get::<_, Option<String>>(10)?.unwrap_or_else(|| own.to_owned()),
        "ownerType": row.get::<_, Option<String>>(11)?,
    }))
}
