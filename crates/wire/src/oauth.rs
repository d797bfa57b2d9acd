//! OAuth 2.0 of Microsoft Entra ID: paths, scopes, envelopes (`graph.md` 1.3–1.9).

use serde::{Deserialize, Serialize};

/// Path of the token endpoint below the authority.
pub fn token_path(tenant: &str) -> String {
    format!("/{tenant}/oauth2/v2.0/token")
}

/// Path of the sign-in page below the authority.
pub fn authorize_path(tenant: &str) -> String {
    format!("/{tenant}/oauth2/v2.0/authorize")
}

/// Path of the sign-out page below the authority.
pub fn logout_path(tenant: &str) -> String {
    format!("/{tenant}/oauth2/v2.0/logout")
}

/// Path below the authority where a device asks for its codes.
pub fn device_code_path(tenant: &str) -> String {
    format!("/{tenant}/oauth2/v2.0/devicecode")
}

/// Path of the OpenID discovery document below the authority.
pub fn discovery_path(tenant: &str) -> String {
    format!("/{tenant}/v2.0/.well-known/openid-configuration")
}

/// Path of the signing keys below the authority.
pub fn keys_path(tenant: &str) -> String {
    format!("/{tenant}/discovery/v2.0/keys")
}

/// The scope of client credentials: one resource and `/.default`.
pub fn default_scope(resource: &str) -> String {
    format!("{}/.default", resource.trim_end_matches('/'))
}

/// A token answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TokenAnswer {
    /// `Bearer`.
    pub token_type: String,
    /// Lifetime, seconds: always use this.
    #[serde(deserialize_with = "crate::number::or_text")]
    pub expires_in: u64,
    /// Lifetime in an outage, seconds (REC).
    #[serde(
        default,
        deserialize_with = "crate::number::or_text_if_any",
        skip_serializing_if = "Option::is_none"
    )]
    pub ext_expires_in: Option<u64>,
    /// The token: opaque to a client.
    pub access_token: String,
}

/// The seven-field error of the token endpoint (`graph.md` 1.9). Branch on `error`, never on the description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenError {
    /// Such as `invalid_client`.
    pub error: String,
    /// For people; ends with trace id, correlation id and time stamp.
    #[serde(default)]
    pub error_description: String,
    /// AADSTS numbers.
    #[serde(default)]
    pub error_codes: Vec<u32>,
    /// `2025-04-25 09:05:06Z`.
    #[serde(default)]
    pub timestamp: String,
    /// For Microsoft's support.
    #[serde(default)]
    pub trace_id: String,
    /// For Microsoft's support.
    #[serde(default)]
    pub correlation_id: String,
    /// Look-up page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_uri: Option<String>,
}
