//! `GET /common/discovery/instance`: which names one authority goes by (form and names as captured live, 2021).

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use url::Url;

use super::answer::TokenRefusal;
use crate::context::Context;

/// The authorities of Microsoft's clouds: the first name is that of its network, the second that of its cache.
const INSTANCES: &[(&str, &str, &[&str])] = &[
    (
        "login.microsoftonline.com",
        "login.windows.net",
        &[
            "login.microsoftonline.com",
            "login.windows.net",
            "login.microsoft.com",
            "sts.windows.net",
        ],
    ),
    (
        "login.partner.microsoftonline.cn",
        "login.partner.microsoftonline.cn",
        &["login.partner.microsoftonline.cn", "login.chinacloudapi.cn"],
    ),
    (
        "login.microsoftonline.de",
        "login.microsoftonline.de",
        &["login.microsoftonline.de"],
    ),
    (
        "login.microsoftonline.us",
        "login.microsoftonline.us",
        &["login.microsoftonline.us", "login.usgovcloudapi.net"],
    ),
    (
        "login-us.microsoftonline.com",
        "login-us.microsoftonline.com",
        &["login-us.microsoftonline.com"],
    ),
];

pub(super) async fn handler(context: Context) -> Response {
    let asked = context
        .query
        .iter()
        .find(|(name, _)| name == "authorization_endpoint")
        .and_then(|(_, value)| Url::parse(value).ok());
    match asked.as_ref().and_then(|url| known(url, &context.base)) {
        Some(tenant) => Json(document(&context.base, tenant)).into_response(),
        // Code and text are a recollection.
        None => TokenRefusal::new(
            400,
            "invalid_instance",
            50049,
            "Unknown or invalid instance.",
        )
        .answer(&context),
    }
}

/// The tenant that an authorization endpoint names, if its host is an authority: Microsoft's, or this one.
fn known<'u>(endpoint: &'u Url, base: &str) -> Option<&'u str> {
    let host = endpoint.host_str()?;
    let ours = Url::parse(base).is_ok_and(|base| base.host_str() == Some(host));
    let theirs = INSTANCES.iter().any(|(_, _, names)| names.contains(&host));
    let tenant = endpoint.path_segments()?.next()?;
    ((ours || theirs) && !tenant.is_empty()).then_some(tenant)
}

fn document(base: &str, tenant: &str) -> Value {
    let metadata: Vec<Value> = INSTANCES
        .iter()
        .map(|(network, cache, names)| {
            json!({"preferred_network": network, "preferred_cache": cache, "aliases": names})
        })
        .collect();
    json!({
        "tenant_discovery_endpoint": format!("{base}/{tenant}/v2.0/.well-known/openid-configuration"),
        "api-version": "1.1",
        "metadata": metadata,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_of_an_authority_names_its_tenant() {
        for (endpoint, tenant) in [
            (
                "https://login.microsoftonline.com/common/oauth2/authorize",
                Some("common"),
            ),
            (
                "https://login.chinacloudapi.cn/contoso.cn/oauth2/v2.0/authorize",
                Some("contoso.cn"),
            ),
            (
                "https://127.0.0.1:8443/contoso.com/oauth2/v2.0/authorize",
                Some("contoso.com"),
            ),
            ("https://login.contoso.com/common/oauth2/authorize", None),
            ("https://login.microsoftonline.com/", None),
            ("https://login.microsoftonline.com.contoso.com/common", None),
            ("data:text", None),
        ] {
            let url = Url::parse(endpoint).unwrap();
            assert_eq!(known(&url, "https://127.0.0.1:8443"), tenant, "{endpoint}");
        }
    }
}
