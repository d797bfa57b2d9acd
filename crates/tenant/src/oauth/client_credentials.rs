//! `grant_type=client_credentials`: a token of an application for itself (`graph.md` 1.4, 1.10).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::answer::TokenRefusal;
use super::apps::App;
use super::form::{Form, missing};
use super::token::Lifetime;
use super::verify::{Audience, issuer};
use crate::context::Context;
use crate::tenant::Tenant;

/// The answer.
pub(super) fn grant(
    tenant: &Tenant,
    name: &str,
    context: &Context,
    form: &Form,
    (app, lifetime): (Option<App>, Lifetime),
) -> Result<Value, TokenRefusal> {
    if form.client_id.is_none() {
        return Err(missing("client_id"));
    }
    let scope = form.need("scope")?;
    let audience = audience(scope, tenant)?;
    let app = form.authenticate(app, name, context.now)?;
    if app.is_public() {
        // Without a credential there is nothing to grant (7000218 as for any client that sends none).
        return Err(TokenRefusal::new(
            401,
            "invalid_client",
            7_000_218,
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
        ));
    }
    let claims = claims(tenant, &app, (audience, scope), context, lifetime);
    Ok(json!({
        "token_type": "Bearer",
        "expires_in": lifetime.seconds,
        "ext_expires_in": lifetime.seconds,
        "access_token": tenant.fixed.key.sign(&claims)?,
    }))
}

/// Member order as in the tokens of today.
fn claims(
    tenant: &Tenant,
    app: &App,
    (audience, scope): (Audience, &str),
    context: &Context,
    lifetime: Lifetime,
) -> Value {
    let now = context.now.as_second();
    let id = tenant.fixed.id;
    let mut claims = json!({
        "aud": scope.trim_end_matches("/.default"),
        "iss": issuer(id),
        "iat": now - lifetime.backdated,
        "nbf": now - lifetime.backdated,
        "exp": now + lifetime.seconds,
        "app_displayname": app.display_name,
        "appid": app.client_id,
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
    if let (Some(claims), Value::Object(rest)) = (claims.as_object_mut(), rest) {
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
