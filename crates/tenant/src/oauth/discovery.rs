//! `GET /{tenant}/v2.0/.well-known/openid-configuration` (`graph.md` 1.3; member order as captured).

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use http::header::CACHE_CONTROL;
use model::CloudId;
use serde_json::{Value, json};

use super::answer::TokenRefusal;
use super::is_tenant;
use crate::context::Context;
use crate::error::Error;
use crate::tenant::Tenant;

pub(super) async fn handler(
    State(tenant): State<Arc<Tenant>>,
    Path(name): Path<String>,
    context: Context,
) -> Response {
    let asked = name.clone();
    match tenant
        .db
        .read::<_, Error>(move |c| is_tenant(c, &asked))
        .await
    {
        Ok(true) => Json(document(&tenant, &context.base)).into_response(),
        Ok(false) => {
            // Real answers let this one be cached for a day.
            let answer = TokenRefusal::no_tenant("invalid_tenant", &name).answer(&context);
            ([(CACHE_CONTROL, "max-age=86400, private")], answer).into_response()
        }
        Err(error) => TokenRefusal::from(error).answer(&context),
    }
}

fn document(tenant: &Tenant, base: &str) -> Value {
    let id = tenant.fixed.id;
    let cloud = tenant.fixed.cloud.record();
    let authority = cloud.authorities[0];
    let host = |url: &'static str| url.trim_start_matches("https://");
    let (region, region_sub) = match tenant.fixed.cloud {
        CloudId::Worldwide | CloudId::Germany => ("EU", None),
        CloudId::GccHigh => ("USGov", Some("GCC")),
        CloudId::Dod => ("USGov", Some("DOD")),
        CloudId::China => ("CN", None),
    };
    let mut document = json!({
        "token_endpoint": format!("{base}/{id}/oauth2/v2.0/token"),
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        "jwks_uri": format!("{base}/{id}/discovery/v2.0/keys"),
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": format!("{authority}/{id}/v2.0"),
        "request_uri_parameter_supported": false,
        "userinfo_endpoint": format!("{base}/oidc/userinfo"),
        "authorization_endpoint": format!("{base}/{id}/oauth2/v2.0/authorize"),
        "device_authorization_endpoint": format!("{base}/{id}/oauth2/v2.0/devicecode"),
        "http_logout_supported": true,
        "frontchannel_logout_supported": true,
        "end_session_endpoint": format!("{base}/{id}/oauth2/v2.0/logout"),
        "claims_supported": ["sub", "iss", "cloud_instance_name", "cloud_instance_host_name",
            "cloud_graph_host_name", "msgraph_host", "aud", "exp", "iat", "auth_time", "acr", "nonce",
            "preferred_username", "name", "tid", "ver", "at_hash", "c_hash", "email"],
        // Not in the captured document, which has PKCE all the same; libraries look for it.
        "code_challenge_methods_supported": ["plain", "S256"],
        "tenant_region_scope": region,
    });
    if let (Some(sub), Some(members)) = (region_sub, document.as_object_mut()) {
        members.insert("tenant_region_sub_scope".to_owned(), sub.into());
    }
    if let Some(members) = document.as_object_mut() {
        members.insert(
            "cloud_instance_name".to_owned(),
            host(authority).trim_start_matches("login.").into(),
        );
        members.insert(
            "cloud_graph_host_name".to_owned(),
            "graph.windows.net".into(),
        );
        members.insert("msgraph_host".to_owned(), host(cloud.graph).into());
        members.insert("rbac_url".to_owned(), "https://pas.windows.net".into());
        members.insert(
            wire::billing::DISCOVERY_MEMBER.to_owned(),
            format!("{base}{}", wire::billing::ROOT).into(),
        );
    }
    document
}
