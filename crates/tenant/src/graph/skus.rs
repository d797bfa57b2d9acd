//! `GET /subscribedSkus` (`graph.md` 4.1).

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use rusqlite::{Connection, Row};
use serde_json::{Map, Value, json};

use super::{permission, query};
use crate::assume;
use crate::context::Context;
use crate::error::Result;
use crate::licensing::plans::{self, Plan};
use crate::meta;
use crate::refusal::Refusal;
use crate::tenant::Tenant;

pub(super) fn routes() -> Router<Arc<Tenant>> {
    Router::new()
        .route("/v1.0/subscribedSkus", get(list))
        .route("/v1.0/subscribedSkus/{id}", get(one))
}

async fn list(context: Context) -> Result<Response, Refusal> {
    context.require_graph(permission::SKUS)?;
    for option in ["filter", "top", "skip", "orderby", "search"] {
        if context.option(option).is_some() {
            // Only $select is supported (documented); the wording is assumed.
            return Err(Refusal::unsupported("Unsupported Query."));
        }
    }
    let db = context.tenant.db.clone();
    db.read(move |c| {
        let rows = products(c, &context)?;
        let mut rows: Vec<Value> = rows
            .into_iter()
            .map(|row| only(row, query::select(&context).as_deref()))
            .collect();
        let mut next = None;
        if assume::SKUS_PAGE.text(c)? == "paged" {
            let from: usize = query::skip_token(&context)?.unwrap_or_default();
            let more = rows.len() > from + 2;
            rows = rows.into_iter().skip(from).take(2).collect();
            next = more.then(|| query::next_link(&context, &(from + 2)));
        }
        Ok(query::page(
            query::context_url(&context, "subscribedSkus"),
            None,
            next,
            rows,
        ))
    })
    .await
}

/// `id` is `{tenantId}_{skuId}`.
async fn one(Path(id): Path<String>, context: Context) -> Result<Response, Refusal> {
    context.require_graph(permission::SKUS)?;
    let db = context.tenant.db.clone();
    db.read(move |c| {
        let found = products(c, &context)?.into_iter().find(|row| {
            row["id"]
                .as_str()
                .is_some_and(|known| known.eq_ignore_ascii_case(&id))
        });
        let row = found.ok_or_else(|| Refusal::not_found(&id))?;
        let row = only(row, query::select(&context).as_deref());
        Ok(query::entity(
            query::context_url(&context, "subscribedSkus/$entity"),
            row,
        ))
    })
    .await
}

fn only(row: Value, names: Option<&[&str]>) -> Value {
    match (row, names) {
        (Value::Object(members), Some(names)) => members
            .into_iter()
            .filter(|(name, _)| name == "id" || names.iter().any(|n| n.eq_ignore_ascii_case(name)))
            .collect::<Map<_, _>>()
            .into(),
        (row, _) => row,
    }
}

fn products(c: &Connection, context: &Context) -> Result<Vec<Value>> {
    let name = meta::need(c, meta::NAME)?;
    let mut statement = c.prepare_cached(
        "SELECT sku, part_number, status, applies_to, enabled, warning, suspended, locked_out, consumed, plans,
                (SELECT json_group_array(id) FROM subscription s WHERE s.sku = sku.sku) FROM sku ORDER BY sku",
    )?;
    let mut rows = statement.query([])?;
    let mut products = Vec::new();
    while let Some(row) = rows.next()? {
        products.push(product(row, context, &name)?);
    }
    Ok(products)
}

/// Member order as in the documentation; `servicePlanType` was seen in live answers (`graph.md` 12), but what
/// it says is not known, so it is left out.
fn product(row: &Row<'_>, context: &Context, name: &str) -> Result<Value> {
    let tenant = context.tenant.id();
    let sku: String = row.get(0)?;
    let plans = plans::parse(&row.get::<_, String>(9)?)?;
    let subscriptions: String = row.get(10)?;
    let subscriptions: Value = serde_json::from_str(&subscriptions)
        .map_err(|e| crate::Error::corrupt("subscription.id", e))?;
    let mut units = Map::new();
    units.insert("enabled".to_owned(), row.get::<_, i64>(4)?.into());
    // Absent outside of the worldwide cloud (`graph.md` 1.2).
    if context.tenant.cloud().record().locked_out_units {
        units.insert("lockedOut".to_owned(), row.get::<_, i64>(7)?.into());
    }
    units.insert("suspended".to_owned(), row.get::<_, i64>(6)?.into());
    units.insert("warning".to_owned(), row.get::<_, i64>(5)?.into());
    Ok(json!({
        "accountName": name,
        "accountId": tenant,
        "appliesTo": row.get::<_, String>(3)?,
        "capabilityStatus": row.get::<_, String>(2)?,
        "consumedUnits": row.get::<_, i64>(8)?,
        "id": format!("{tenant}_{sku}"),
        "prepaidUnits": units,
        "servicePlans": plans.iter().map(plan).collect::<Value>(),
        "skuId": sku,
        "skuPartNumber": row.get::<_, String>(1)?,
        "subscriptionIds": subscriptions,
    }))
}

/// `servicePlanInfo`, as captured.
fn plan(plan: &Plan) -> Value {
    json!({
        "servicePlanId": plan.id,
        "servicePlanName": plan.name,
        "provisioningStatus": plan.status,
        "appliesTo": plan.applies_to,
    })
}

/// The same with the members in the order of `companySubscription.serviceStatus`.
pub(super) fn status(plan: &Plan) -> Value {
    json!({
        "appliesTo": plan.applies_to,
        "provisioningStatus": plan.status,
        "servicePlanId": plan.id,
        "servicePlanName": plan.name,
    })
}
