//! `GET /organization`: members as captured (their order is not known: the capture's publisher sorted them).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use model::CloudId;
use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::{permission, query};
use crate::context::Context;
use crate::error::Result;
use crate::licensing::plans::{self, Plan};
use crate::meta;
use crate::refusal::Refusal;
use crate::tenant::Tenant;

pub(super) fn routes() -> Router<Arc<Tenant>> {
    Router::new().route("/v1.0/organization", get(handler))
}

async fn handler(context: Context) -> Result<Response, Refusal> {
    context.require_graph(permission::ORGANIZATION)?;
    let db = context.tenant.db.clone();
    db.read(move |c| {
        let mut row = organization(c, &context)?;
        let names = query::select(&context);
        if let (Some(names), Value::Object(members)) = (&names, &mut row) {
            members.retain(|name, _| {
                name == "id" || names.iter().any(|n| n.eq_ignore_ascii_case(name))
            });
        }
        let fragment = names.map_or_else(
            || "organization".to_owned(),
            |names| format!("organization({})", names.join(",")),
        );
        Ok(query::page(
            query::context_url(&context, &fragment),
            None,
            None,
            vec![row],
        ))
    })
    .await
}

fn organization(c: &Connection, context: &Context) -> Result<Value> {
    let created = meta::time(meta::parse(c, meta::SEEDED_AT)?)?;
    let accounts: i64 = c
        .prepare_cached("SELECT count(*) FROM account")?
        .query_row([], |row| row.get(0))?;
    let synced: Option<bool> = c
        .prepare_cached("SELECT max(synced) FROM account")?
        .query_row([], |row| row.get(0))?;
    let owned = owned_plans(c)?;
    let services: BTreeSet<&str> = owned.values().map(Plan::service).collect();
    let mut row = json!({
        "assignedPlans": owned.values().map(|plan| json!({
            "assignedDateTime": wire::date::graph(created),
            "capabilityStatus": "Enabled",
            "service": plan.service(),
            "servicePlanId": plan.id,
        })).collect::<Value>(),
        "businessPhones": [],
        "city": null,
        "country": null,
        "countryLetterCode": meta::get(c, meta::COUNTRY)?,
        "createdDateTime": wire::date::graph(created),
        "defaultUsageLocation": null,
        "deletedDateTime": null,
        "directorySizeQuota": {"total": 300_000, "used": accounts},
        "displayName": meta::need(c, meta::NAME)?,
        "id": context.tenant.id(),
        "isMultipleDataLocationsForServicesEnabled": null,
        "marketingNotificationEmails": [],
        "onPremisesLastSyncDateTime": synced.filter(|on| *on).map(|_| wire::date::graph(context.now)),
        "onPremisesSyncEnabled": synced.filter(|on| *on),
        "onPremisesSyncStatus": [],
        "partnerTenantType": null,
        "postalCode": null,
        "preferredLanguage": "en",
        "privacyProfile": null,
        "provisionedPlans": services.iter().map(|service| json!({
            "capabilityStatus": "Enabled",
            "provisioningStatus": "Success",
            "service": service,
        })).collect::<Value>(),
        // The one captured value; which others there are is not known.
        "replicationScope": "EU",
        "securityComplianceNotificationMails": [],
        "securityComplianceNotificationPhones": [],
        "state": null,
        "street": null,
        "technicalNotificationMails": [],
        "tenantType": "AAD",
        "verifiedDomains": domains(c)?,
    });
    // `graph.md` 1.2: only worldwide.
    if let (false, Value::Object(members)) =
        (context.tenant.cloud() == CloudId::Worldwide, &mut row)
    {
        Map::shift_remove(members, "defaultUsageLocation");
    }
    Ok(row)
}

/// The plans of all products that are active, each once.
fn owned_plans(c: &Connection) -> Result<BTreeMap<String, Plan>> {
    let plans = plans::by_product(c)?;
    Ok(plans
        .into_values()
        .flatten()
        .map(|plan| (plan.id.clone(), plan))
        .collect())
}

fn domains(c: &Connection) -> Result<Value> {
    let (default, initial) = (
        meta::need(c, meta::DOMAIN)?,
        meta::need(c, meta::INITIAL_DOMAIN)?,
    );
    let domain = |name: &str, is_initial: bool| {
        json!({
            "capabilities": "Email, OfficeCommunicationsOnline",
            "isDefault": name == default,
            "isInitial": is_initial,
            "name": name,
            "type": "Managed",
        })
    };
    let mut domains = vec![domain(&initial, true)];
    if default != initial {
        domains.push(domain(&default, false));
    }
    Ok(domains.into())
}
