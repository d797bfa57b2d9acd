//! `POST /{tenant}/oauth2/v2.0/token` (`graph.md` 1.4, 1.7, 1.9).

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::header::{AUTHORIZATION, CACHE_CONTROL, EXPIRES, ORIGIN, PRAGMA};
use rusqlite::Connection;
use serde_json::Value;

use super::answer::TokenRefusal;
use super::apps::App;
use super::form::Form;
use super::{apps, client_credentials, code, device, is_tenant, refresh};
use crate::assume;
use crate::context::Context;
use crate::error::Error;
use crate::tenant::Tenant;

/// How long tokens hold, seconds. Microsoft's last between 60 and 90 minutes (REC); a fixed time keeps runs
/// repeatable, and a client has to read `expires_in` anyway.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lifetime {
    /// From now on.
    pub(super) seconds: i64,
    /// And so long before, against clocks that differ (REC).
    pub(super) backdated: i64,
}

impl Lifetime {
    pub(super) fn read(c: &Connection) -> Result<Self, Error> {
        Ok(Self {
            seconds: assume::TOKEN_SECONDS.number(c)?,
            backdated: assume::TOKEN_BACKDATED_SECONDS.number(c)?,
        })
    }
}

pub(super) async fn handler(
    State(tenant): State<Arc<Tenant>>,
    Path(name): Path<String>,
    context: Context,
    body: Bytes,
) -> Response {
    match issue(&tenant, name, &context, &body).await {
        Ok(answer) => (
            [
                (CACHE_CONTROL, "no-store, no-cache"),
                (PRAGMA, "no-cache"),
                (EXPIRES, "-1"),
            ],
            Json(answer),
        )
            .into_response(),
        Err(refusal) => refusal.answer(&context),
    }
}

async fn issue(
    tenant: &Arc<Tenant>,
    name: String,
    context: &Context,
    body: &[u8],
) -> Result<Value, TokenRefusal> {
    let form = Form::read(body, context.header(AUTHORIZATION.as_str()));
    let asked = name.clone();
    let client = form.client_id.clone();
    let (is_tenant, app, lifetime) = tenant
        .db
        .read::<_, Error>(move |c| {
            Ok((
                is_tenant(c, &asked)?,
                apps::find(c, client.as_deref().unwrap_or_default())?,
                Lifetime::read(c)?,
            ))
        })
        .await?;
    let grant = form
        .get("grant_type")
        .unwrap_or("client_credentials")
        .to_owned();
    if matches!(name.as_str(), "common" | "consumers" | "organizations") {
        return Err(no_tenant_named(&grant, app.as_ref()));
    }
    if !is_tenant {
        return Err(TokenRefusal::no_tenant("invalid_request", &name));
    }
    form.need("grant_type")?;
    if grant == "client_credentials" {
        return client_credentials::grant(tenant, &name, context, &form, (app, lifetime));
    }
    let redeem = match grant.as_str() {
        "authorization_code" => code::grant,
        "refresh_token" => refresh::grant,
        "urn:ietf:params:oauth:grant-type:device_code" | "device_code" => device::grant,
        _ => {
            return Err(TokenRefusal::new(
                400,
                "unsupported_grant_type",
                70003,
                format!("The app requested an unsupported grant type '{grant}'."),
            ));
        }
    };
    let app = form.authenticate(app, &name, context.now)?;
    if context.header(ORIGIN.as_str()).is_some() {
        // No redirect URI here is that of a single-page application.
        return Err(TokenRefusal::new(
            400,
            "invalid_request",
            9_002_326,
            "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
        ));
    }
    let granting = context.clone();
    tenant
        .db
        .write(move |tx| redeem(tx, &granting, &form, &app))
        .await
}

fn no_tenant_named(grant: &str, app: Option<&App>) -> TokenRefusal {
    match app {
        Some(app) if grant != "client_credentials" => TokenRefusal::single_tenant(&app.client_id),
        _ => TokenRefusal::new(
            400,
            "invalid_request",
            9_001_023,
            "The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.",
        ),
    }
}
