//! Microsoft Graph: paths, headers, codes, the error envelope and the texts of refusals.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The version segment.
pub const VERSION: &str = "/v1.0";
/// Most users on a page (`graph.md` 2.1).
pub const PAGE_MAX: usize = 999;
/// Most users on a page with `signInActivity` that is always safe (`graph.md` 2.2).
pub const SIGN_IN_PAGE_SAFE: usize = 120;

/// Header names.
pub mod header {
    /// Every answer carries it.
    pub const REQUEST_ID: &str = "request-id";
    /// The caller's own id, echoed.
    pub const CLIENT_REQUEST_ID: &str = "client-request-id";
    /// `eventual` for advanced queries; not carried by a next link.
    pub const CONSISTENCY_LEVEL: &str = "consistencylevel";
    /// Cost of the call (`graph.md` 7).
    pub const RESOURCE_UNIT: &str = "x-ms-resource-unit";
    /// From 0.8: how near the limit is.
    pub const THROTTLE_PERCENTAGE: &str = "x-ms-throttle-limit-percentage";
    /// With 429: whose limit.
    pub const THROTTLE_SCOPE: &str = "x-ms-throttle-scope";
    /// With 429: which limit.
    pub const THROTTLE_INFORMATION: &str = "x-ms-throttle-information";
    /// `Low`, `Normal`, `High`.
    pub const THROTTLE_PRIORITY: &str = "x-ms-throttle-priority";
}

/// `error.code` values.
pub mod code {
    /// Every business refusal of `assignLicense` carries it.
    pub const BAD_REQUEST: &str = "Request_BadRequest";
    /// A query that is not supported, or not without the advanced header.
    pub const UNSUPPORTED_QUERY: &str = "Request_UnsupportedQuery";
    /// No such object.
    pub const NOT_FOUND: &str = "Request_ResourceNotFound";
    /// Missing permission.
    pub const DENIED: &str = "Authorization_RequestDenied";
    /// Bad or missing token.
    pub const INVALID_TOKEN: &str = "InvalidAuthenticationToken";
    /// Two writes at once.
    pub const CONCURRENCY: &str = "Directory_ConcurrencyViolation";
    /// Throttled.
    pub const TOO_MANY: &str = "TooManyRequests";
    /// No Entra ID P1.
    pub const NON_PREMIUM: &str = "Authentication_RequestFromNonPremiumTenantOrB2CTenant";
    /// A path that is not served.
    pub const NO_SEGMENT: &str = "BadRequest";
}

/// Texts of `assignLicense` refusals (`graph.md` 3.1). They are the only discriminator, so they are matched
/// loosely and never trusted without reading the state again.
pub mod refusal {
    /// No licence left.
    pub const NO_LICENSES: &str = "does not have any available licenses";
    /// No or unsupported usage location.
    pub const USAGE_LOCATION: &str =
        "License assignment cannot be done for user with invalid usage location.";
    /// Removing what is not there.
    pub const NOT_ASSIGNED: &str = "User does not have a corresponding license.";
    /// Removing what a group gives.
    pub const INHERITED: &str = "User license is inherited from a group membership and it cannot be removed directly from the user.";
    /// Two plans that exclude each other.
    pub const EXCLUSIVE: &str = "are mutually exclusive";
    /// A plan that needs another.
    pub const DEPENDS: &str = "depends on the service plan(s)";
    /// A product that the company does not own (REC).
    pub const UNKNOWN_SKU: &str = "does not correspond to a valid company License.";
}

/// `{"error":{…}}`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ErrorEnvelope {
    /// The error.
    pub error: ErrorBody,
}

/// The error of Graph. `innerError` is spelled in two ways and may nest; `code` and `message` may be empty.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ErrorBody {
    /// Branch on this.
    #[serde(default)]
    pub code: String,
    /// For people.
    #[serde(default)]
    pub message: String,
    /// Ids and date.
    #[serde(
        rename = "innerError",
        alias = "innererror",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub inner_error: Option<Value>,
}

impl ErrorBody {
    /// The request id inside `innerError`, if any.
    pub fn request_id(&self) -> Option<&str> {
        self.inner_error.as_ref()?.get("request-id")?.as_str()
    }
}
