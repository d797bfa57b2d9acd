//! `POST /{tenant}/oauth2/v2.0/token`: client credentials with a secret (`graph.md` 1.4, 1.9, 1.10).

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::header::{AUTHORIZATION, CACHE_CONTROL, EXPIRES, PRAGMA};
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::answer::TokenRefusal;
use super::is_tenant;
use super::verify::{Audience, issuer};
use crate::context::Context;
use crate::error::Error;
use crate::tenant::Tenant;

/// Seconds that a token holds. Microsoft's last between 60 and 90 minutes (REC); a fixed time keeps runs
/// repeatable, and a client has to read `expires_in` anyway.
const LIFETIME: i64 = 3599;
/// A token holds from five minutes before it was asked for, against clocks that differ (REC).
const BACKDATED: i64 = 300;

pub(super) async fn handler(
    State(tenant): State<Arc<Tenant>>,
    Path(name): Path<String>,
    context: Context,
    body: Bytes,
) -> Response {
    match issue(&tenant, name, &context, &body).await {
        Ok(token) => (
            [
                (CACHE_CONTROL, "no-store, no-cache"),
                (PRAGMA, "no-cache"),
                (EXPIRES, "-1"),
            ],
            Json(json!({
                "token_type": "Bearer",
                "expires_in": LIFETIME,
                "ext_expires_in": LIFETIME,
                "access_token": token,
            })),
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
) -> Result<String, TokenRefusal> {
    let form = Form::read(body, context.header(AUTHORIZATION.as_str()));
    let known = Arc::clone(tenant);
    let asked = name.clone();
    let client = form.client_id.clone();
    let (is_tenant, app) = tenant
        .db
        .read::<_, Error>(move |c| {
            Ok((
                is_tenant(c, &asked)?,
                app(c, client.as_deref().unwrap_or_default())?,
            ))
        })
        .await?;
    if matches!(name.as_str(), "common" | "consumers" | "organizations") {
        return Err(TokenRefusal::new(
            400,
            "invalid_request",
            9_001_023,
            "The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.",
        ));
    }
    if !is_tenant {
        return Err(TokenRefusal::no_tenant("invalid_request", &name));
    }
    let grant = form.need("grant_type")?;
    if grant != "client_credentials" {
        return Err(TokenRefusal::new(
            400,
            "unsupported_grant_type",
            70003,
            format!("The app requested an unsupported grant type '{grant}'."),
        ));
    }
    let client_id = form
        .client_id
        .as_deref()
        .ok_or_else(|| missing("client_id"))?;
    let audience = audience(form.need("scope")?, &known)?;
    let app = app.ok_or_else(|| TokenRefusal::new(400, "unauthorized_client", 700_016, format!(
        "Application with identifier '{client_id}' was not found in the directory '{name}'. This can happen if the \
         application has not been installed by the administrator of the tenant or consented to by any user in the \
         tenant. You may have sent your authentication request to the wrong tenant."
    )))?;
    if !app.enabled {
        return Err(TokenRefusal::new(
            400,
            "unauthorized_client",
            7_000_112,
            format!(
                "Application '{client_id}'({}) is disabled.",
                app.display_name
            ),
        ));
    }
    let secret = form.secret.as_deref().filter(|s| !s.is_empty()).ok_or_else(|| TokenRefusal::new(
        401, "invalid_client", 7_000_218,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    ))?;
    if hex::encode(Sha256::digest(secret.as_bytes())) != app.secret_sha256 {
        return Err(TokenRefusal::new(
            401,
            "invalid_client",
            7_000_215,
            format!(
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, \
             not the client secret ID, for a secret added to app '{client_id}'."
            ),
        ));
    }
    if app
        .secret_expires
        .is_some_and(|at| at <= context.now.as_millisecond())
    {
        return Err(TokenRefusal::new(
            401,
            "invalid_client",
            7_000_222,
            format!("The provided client secret keys for app '{client_id}' are expired."),
        ));
    }
    let claims = claims(
        tenant,
        &app,
        client_id,
        audience,
        form.need("scope")?,
        context,
    );
    Ok(tenant.fixed.key.sign(&claims)?)
}

/// Member order as in the tokens of today.
fn claims(
    tenant: &Tenant,
    app: &App,
    client_id: &str,
    audience: Audience,
    scope: &str,
    context: &Context,
) -> serde_json::Value {
    let now = context.now.as_second();
    let id = tenant.fixed.id;
    let mut claims = json!({
        "aud": scope.trim_end_matches("/.default"),
        "iss": issuer(id),
        "iat": now - BACKDATED,
        "nbf": now - BACKDATED,
        "exp": now + LIFETIME,
        "app_displayname": app.display_name,
        "appid": client_id,
        "appidacr": "1",
        "idp": issuer(id),
        "idtyp": "app",
        "oid": app.object_id,
    });
    let roles = match audience {
        Audience::Graph => &app.graph_roles,
        Audience::Exchange => &app.exchange_roles,
    };
    let rest = json!({
        "sub": app.object_id,
        "tid": id,
        "uti": URL_SAFE_NO_PAD.encode(context.request_id.as_bytes()),
        "ver": "1.0",
        "wids": app.directory_roles,
    });
    if let (Some(claims), serde_json::Value::Object(rest)) = (claims.as_object_mut(), rest) {
        // Without a role there is no such claim (`graph.md` 1.4).
        if !roles.is_empty() {
            claims.insert("roles".to_owned(), json!(roles));
        }
        claims.extend(rest);
    }
    claims
}

/// One resource and `/.default`.
fn audience(scope: &str, tenant: &Tenant) -> Result<Audience, TokenRefusal> {
    let mut scopes = scope.split_ascii_whitespace();
    let bad = |code, text: String| Err(TokenRefusal::new(400, "invalid_scope", code, text));
    let (Some(one), other) = (scopes.next(), scopes.next()) else {
        return bad(70011, "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid.".to_owned());
    };
    if other.is_some() {
        return bad(
            700_022,
            format!(
                "The provided value for the input parameter 'scope' is not valid because it contains more than one resource. Scope {scope} is not valid."
            ),
        );
    }
    let Some(resource) = one.strip_suffix("/.default") else {
        return bad(
            1_002_012,
            format!(
                "The provided value for scope {one} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI)."
            ),
        );
    };
    Audience::of(resource, tenant.fixed.cloud).ok_or_else(|| TokenRefusal::new(400, "invalid_resource", 500_011, format!(
        "The resource principal named {resource} was not found in the tenant named {}. This can happen if the \
         application has not been installed by the administrator of the tenant or consented to by any user in the \
         tenant. You might have sent your authentication request to the wrong tenant.",
        tenant.fixed.id
    )))
}

fn missing(parameter: &str) -> TokenRefusal {
    TokenRefusal::new(
        400,
        "invalid_request",
        900_144,
        format!("The request body must contain the following parameter: '{parameter}'."),
    )
}

/// The form, and the credentials wherever they stand.
struct Form {
    fields: Vec<(String, String)>,
    client_id: Option<String>,
    secret: Option<String>,
}

impl Form {
    fn read(body: &[u8], authorization: Option<&str>) -> Self {
        let fields: Vec<(String, String)> =
            url::form_urlencoded::parse(body).into_owned().collect();
        let (basic_id, basic_secret) = authorization.and_then(basic).unzip();
        let field = |name: &str| {
            fields
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.clone())
        };
        Self {
            client_id: field("client_id").or(basic_id),
            secret: field("client_secret").or(basic_secret),
            fields,
        }
    }

    fn need(&self, name: &str) -> Result<&str, TokenRefusal> {
        let found = self
            .fields
            .iter()
            .find(|(key, value)| key == name && !value.is_empty());
        found
            .map(|(_, value)| value.as_str())
            .ok_or_else(|| missing(name))
    }
}

/// HTTP Basic; both parts are form-encoded in it (RFC 6749, 2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, text) = header.split_once(' ')?;
    let text = String::from_utf8(
        scheme
            .eq_ignore_ascii_case("basic")
            .then(|| STANDARD.decode(text.trim()).ok())??,
    )
    .ok()?;
    let (id, secret) = text.split_once(':')?;
    let decode = |part: &str| {
        let spaced = part.replace('+', " ");
        percent_encoding::percent_decode_str(&spaced)
            .decode_utf8_lossy()
            .into_owned()
    };
    Some((decode(id), decode(secret)))
}

/// A row of `app`.
struct App {
    object_id: String,
    display_name: String,
    secret_sha256: String,
    secret_expires: Option<i64>,
    enabled: bool,
    graph_roles: Vec<String>,
    exchange_roles: Vec<String>,
    directory_roles: Vec<String>,
}

fn app(c: &Connection, client_id: &str) -> Result<Option<App>, Error> {
    let row = c
        .prepare_cached(
            "SELECT object_id, display_name, secret_sha256, secret_expires, enabled, graph_roles, exchange_roles,
                    directory_roles FROM app WHERE client_id = lower(?1)",
        )?
        .query_row([client_id], |row| {
            let lists: [String; 3] = [row.get(5)?, row.get(6)?, row.get(7)?];
            let app = App {
                object_id: row.get(0)?,
                display_name: row.get(1)?,
                secret_sha256: row.get(2)?,
                secret_expires: row.get(3)?,
                enabled: row.get(4)?,
                graph_roles: Vec::new(),
                exchange_roles: Vec::new(),
                directory_roles: Vec::new(),
            };
            Ok((app, lists))
        })
        .optional()?;
    let Some((mut app, [graph, exchange, directory])) = row else {
        return Ok(None);
    };
    let list = |text: &str| serde_json::from_str(text).map_err(|e| Error::corrupt("app.roles", e));
    app.graph_roles = list(&graph)?;
    app.exchange_roles = list(&exchange)?;
    app.directory_roles = list(&directory)?;
    Ok(Some(app))
}
