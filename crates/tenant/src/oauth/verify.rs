//! Reading a bearer token: signature, issuer, life time. The audience is for the service to check.

use http::HeaderMap;
use http::header::AUTHORIZATION;
use jiff::Timestamp;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use model::{CloudId, TenantId};
use serde::Deserialize;

use crate::people::DirectoryRole;
use crate::tenant::Fixed;

/// For which service a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Microsoft Graph.
    Graph,
    /// Office 365 Exchange Online.
    Exchange,
}

/// Graph as a resource, in every cloud.
const GRAPH_APP: &str = "00000003-0000-0000-c000-000000000000";
/// Office 365 Exchange Online as a resource (`exchange.md` 3.1).
const EXCHANGE_APP: &str = "00000002-0000-0ff1-ce00-000000000000";

impl Audience {
    /// The service that a resource names: by its URL in this cloud, or by its application id.
    pub(crate) fn of(resource: &str, cloud: CloudId) -> Option<Self> {
        let resource = resource.trim_end_matches('/');
        let hosts = cloud.record();
        if resource == hosts.graph || resource == GRAPH_APP {
            return Some(Self::Graph);
        }
        // The worldwide name is accepted everywhere: the module's own default.
        let exchange = resource == hosts.exchange
            || resource == EXCHANGE_APP
            || resource == "https://outlook.office365.com";
        exchange.then_some(Self::Exchange)
    }
}

/// Who calls, as its token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The application (client) id.
    pub(crate) client_id: String,
    /// The object id of its service principal.
    pub(crate) object_id: String,
    /// For which service the token is.
    pub(crate) audience: Audience,
    /// App roles for that service.
    pub(crate) roles: Vec<String>,
    /// Directory roles: template ids.
    pub(crate) directory_roles: Vec<String>,
    /// Delegated permissions, when a person signed in; then `object_id` is the person's.
    pub(crate) scopes: Option<Vec<String>>,
}

impl Caller {
    /// Holds it one of these permissions: an application as app roles, a person as scopes?
    pub(crate) fn has_any(&self, permissions: &[&str]) -> bool {
        let held = self.scopes.as_ref().unwrap_or(&self.roles);
        permissions
            .iter()
            .any(|wanted| held.iter().any(|held| held == wanted))
    }

    /// Is it a person, through an application?
    pub(crate) const fn is_person(&self) -> bool {
        self.scopes.is_some()
    }

    /// Holds it one of these directory roles?
    pub(crate) fn holds(&self, roles: &[DirectoryRole]) -> bool {
        let held = |role: &DirectoryRole| {
            self.directory_roles
                .iter()
                .any(|held| held.eq_ignore_ascii_case(role.template_id))
        };
        roles.iter().any(held)
    }
}

/// What is wrong with a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TokenFault {
    /// There is none.
    Missing,
    /// It is not a token, or not one for this tenant.
    Malformed,
    /// Somebody else signed it.
    Signature,
    /// Its time is over, or has not come.
    Expired,
    /// It is for another service.
    Audience,
}

impl TokenFault {
    /// Graph's text for it, as captured or as callers report it in public issues.
    pub(crate) fn graph_text(&self) -> &'static str {
        match self {
            Self::Missing => "Access token is empty.",
            Self::Malformed => "CompactToken parsing failed with error code: 80049217",
            Self::Signature => "Signature is invalid.",
            Self::Expired => "Lifetime validation failed, the token is expired.",
            Self::Audience => "Access token validation failure. Invalid audience.",
        }
    }
}

#[derive(Debug, Deserialize)]
struct Claims {
    aud: String,
    nbf: i64,
    exp: i64,
    appid: String,
    oid: String,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    wids: Vec<String>,
    scp: Option<String>,
}

/// `iss` of the tokens of a tenant (`graph.md` 1.10).
pub(crate) fn issuer(tenant: TenantId) -> String {
    format!("https://sts.windows.net/{tenant}/")
}

/// A token that this tenant signed, before its times are looked at.
#[derive(Debug)]
pub(crate) struct ReadToken {
    caller: Caller,
    valid: std::ops::Range<i64>,
}

impl ReadToken {
    /// The caller, if the token holds at this time of the tenant's clock.
    pub(crate) fn at(self, now: Timestamp) -> Result<Caller, TokenFault> {
        if self.valid.contains(&now.as_second()) {
            Ok(self.caller)
        } else {
            Err(TokenFault::Expired)
        }
    }
}

/// Reads the `Authorization` header of a request.
pub(crate) fn read(headers: &HeaderMap, tenant: &Fixed) -> Result<ReadToken, TokenFault> {
    let header = headers.get(AUTHORIZATION).ok_or(TokenFault::Missing)?;
    let header = header.to_str().map_err(|_| TokenFault::Malformed)?;
    let token = match header.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        _ => return Err(TokenFault::Missing),
    };
    if token.is_empty() {
        return Err(TokenFault::Missing);
    }
    let (n, e) = tenant.key.public();
    let mut validation = Validation::new(Algorithm::RS256);
    // Times are checked against the tenant's clock, `aud` by the service that was asked.
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    validation.set_issuer(&[issuer(tenant.id)]);
    let key = DecodingKey::from_rsa_raw_components(&n, &e);
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation)
        .map_err(|error| match error.kind() {
            ErrorKind::InvalidSignature => TokenFault::Signature,
            _ => TokenFault::Malformed,
        })?
        .claims;
    Ok(ReadToken {
        caller: Caller {
            client_id: claims.appid,
            object_id: claims.oid,
            audience: Audience::of(&claims.aud, tenant.cloud).ok_or(TokenFault::Audience)?,
            roles: claims.roles,
            directory_roles: claims.wids,
            scopes: claims
                .scp
                .map(|scp| scp.split(' ').map(str::to_owned).collect()),
        },
        valid: claims.nbf..claims.exp,
    })
}
