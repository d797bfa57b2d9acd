//! `/admin/reportSettings`: are names concealed in usage reports (`graph.md` 5.3)? Worldwide only (1.2).

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use bytes::Bytes;
use http::StatusCode;
use serde_json::{Value, json};

use super::{permission, query};
use crate::context::Context;
use crate::refusal::Refusal;
use crate::tenant::Tenant;
use crate::{assume, due, meta};

pub(super) fn routes() -> Router<Arc<Tenant>> {
    Router::new().route("/v1.0/admin/reportSettings", get(read).patch(change))
}

async fn read(context: Context) -> Result<Response, Refusal> {
    require(&context, permission::REPORT_SETTINGS)?;
    let db = context.tenant.db.clone();
    db.read(move |c| {
        let concealed = meta::get(c, meta::CONCEALED)?.is_some_and(|value| value == "1");
        let url = query::context_url(&context, "admin/reportSettings/$entity");
        let members = if assume::REPORT_SETTINGS_FORM.text(c)? == "object" {
            json!({"value": {"@odata.type": "#microsoft.graph.adminReportSettings", "displayConcealedNames": concealed}})
        } else {
            json!({"displayConcealedNames": concealed})
        };
        Ok(query::entity(url, members))
    })
    .await
}

async fn change(context: Context, body: Bytes) -> Result<Response, Refusal> {
    require(&context, permission::WRITE_REPORT_SETTINGS)?;
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let concealed = body["displayConcealedNames"]
        .as_bool()
        .ok_or_else(|| Refusal::bad_request("Invalid value specified for property 'displayConcealedNames' of resource 'AdminReportSettings'."))?;
    let db = context.tenant.db.clone();
    db.write(move |tx| {
        meta::set(tx, meta::CONCEALED, if concealed { "1" } else { "0" })?;
        due::record(
            tx,
            context.now,
            "reportSettings.patched",
            "",
            &json!({"displayConcealedNames": concealed}),
        )?;
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

fn require(context: &Context, roles: &[&str]) -> Result<(), Refusal> {
    context.require_graph(roles)?;
    if context.tenant.cloud().record().usage_reports {
        Ok(())
    } else {
        Err(Refusal::no_segment("reportSettings"))
    }
}
