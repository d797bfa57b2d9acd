//! How a read may fail and how a write may end. Errors hold codes and ids; sentences for people are made elsewhere.

use std::time::Duration;

use jiff::SignedDuration;
use model::{RequestId, Trouble};

/// Why a read gave nothing.
///
/// Every text that a service sent is cut to a length that fits a line, and none holds a token or a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The application may not do this: 403, or a 401 that a fresh token did not cure.
    #[error("{operation} was denied ({status} {code}); it needs {needs}")]
    Denied {
        /// Which read.
        operation: &'static str,
        /// The least permission or role that would allow it.
        needs: &'static str,
        /// HTTP status.
        status: u16,
        /// The service's code; empty when the answer had no readable body.
        code: String,
        /// What the service says, its diagnostics header included.
        message: String,
        /// For Microsoft's support.
        request_id: Option<RequestId>,
    },
    /// This cloud, or the tenant's plan, does not have it.
    #[error("{what} is not offered here")]
    NotOffered {
        /// What is not offered.
        what: &'static str,
    },
    /// No such object.
    #[error("`{what}` was not found")]
    NotFound {
        /// The identity that was asked for.
        what: String,
        /// For Microsoft's support.
        request_id: Option<RequestId>,
    },
    /// A read by identity gave no row, several, or one of something else, so none is trusted.
    #[error("{rows} rows answered to `{identity}`, and exactly one of that identity is trusted")]
    NotExactlyOne {
        /// The identity that was asked for.
        identity: String,
        /// How many rows came.
        rows: u64,
        /// The id of the one row that came, when it is another object's.
        found: Option<String>,
    },
    /// The answer is not what the protocol promises: never read as a shorter list.
    #[error("{operation}: {what} at `{at}`")]
    Broken {
        /// Which read.
        operation: &'static str,
        /// What is wrong.
        what: String,
        /// Where: a member, a column, a link without its query.
        at: String,
        /// For Microsoft's support.
        request_id: Option<RequestId>,
    },
    /// The service refused or failed, and asking again did not help.
    #[error("{operation} failed: {status} {code}: {message}")]
    Service {
        /// Which read.
        operation: &'static str,
        /// HTTP status.
        status: u16,
        /// The service's code.
        code: String,
        /// What the service says.
        message: String,
        /// For Microsoft's support.
        request_id: Option<RequestId>,
    },
    /// The service asked for more patience than a read has.
    #[error("{operation} was throttled for {}s", waited.as_secs())]
    Throttled {
        /// Which read.
        operation: &'static str,
        /// How long it was tried.
        waited: Duration,
        /// For Microsoft's support.
        request_id: Option<RequestId>,
    },
    /// The host could not be talked to.
    #[error("{host} could not be reached: {why}")]
    Unreached {
        /// The host.
        host: String,
        /// Why.
        why: String,
    },
    /// No token: the secret, the application or the tenant is wrong (`graph.md` 1.9).
    #[error("no token: {error} (AADSTS{}): {message}", aadsts.unwrap_or(0))]
    Unauthorized {
        /// OAuth's code, such as `invalid_client`.
        error: String,
        /// The first AADSTS number.
        aadsts: Option<u32>,
        /// What the service says, without its trailing ids.
        message: String,
        /// For Microsoft's support.
        trace_id: Option<RequestId>,
    },
}

impl ReadError {
    /// The id by which Microsoft's support finds the call, where there is one.
    pub fn request_id(&self) -> Option<&RequestId> {
        match self {
            Self::Denied { request_id, .. }
            | Self::NotFound { request_id, .. }
            | Self::Broken { request_id, .. }
            | Self::Service { request_id, .. }
            | Self::Throttled { request_id, .. }
            | Self::Unauthorized {
                trace_id: request_id,
                ..
            } => request_id.as_ref(),
            Self::NotOffered { .. } | Self::NotExactlyOne { .. } | Self::Unreached { .. } => None,
        }
    }

    /// A short code for logs and for the evidence of a gap.
    pub fn code(&self) -> &str {
        match self {
            Self::Denied { code, .. } if code.is_empty() => "denied",
            Self::Service { code, .. } if code.is_empty() => "service_error",
            Self::Denied { code, .. } | Self::Service { code, .. } => code,
            Self::NotOffered { .. } => "not_offered",
            Self::NotFound { .. } => "not_found",
            Self::NotExactlyOne { .. } => "not_exactly_one",
            Self::Broken { .. } => "broken_answer",
            Self::Throttled { .. } => "throttled",
            Self::Unreached { .. } => "unreached",
            Self::Unauthorized { error, .. } => error,
        }
    }
}

impl ReadError {
    /// What it comes to for a person.
    pub fn trouble(&self) -> Trouble {
        match self {
            // The numbers of Entra: the secret is wrong, or has expired; no such application, no such tenant.
            Self::Unauthorized {
                aadsts: Some(7_000_215 | 7_000_222),
                ..
            } => Trouble::Secret,
            Self::Unauthorized {
                aadsts: Some(700_016 | 90_002),
                ..
            } => Trouble::Application,
            Self::Unauthorized { error, message, .. } => Trouble::NoToken {
                code: error.clone(),
                message: message.clone(),
            },
            Self::Denied { needs, .. } if needs.starts_with("Exchange") => Trouble::ExchangeRole {
                needs: (*needs).to_owned(),
            },
            Self::Denied { needs, .. } => Trouble::Permission {
                needs: (*needs).to_owned(),
            },
            Self::Unreached { host, why } if why.contains("certificate") => Trouble::Certificate {
                host: host.clone(),
                why: why.clone(),
            },
            Self::Unreached { host, why } => Trouble::Unreached {
                host: host.clone(),
                why: why.clone(),
            },
            Self::Throttled { waited, .. } => Trouble::Throttled {
                waited: SignedDuration::try_from(*waited).unwrap_or(SignedDuration::MAX),
            },
            Self::Service {
                status,
                code,
                message,
                ..
            } => Trouble::Service {
                code: format!("{status} {code}").trim_end().to_owned(),
                message: message.clone(),
            },
            Self::NotFound { what, .. } => Trouble::UnknownMailbox { name: what.clone() },
            Self::NotOffered { what } => Trouble::NotOffered {
                what: (*what).to_owned(),
            },
            Self::Broken { .. } | Self::NotExactlyOne { .. } => Trouble::Answer {
                why: self.to_string(),
            },
        }
    }
}

/// How a write ended, as far as the answer tells. What was written is only known after reading it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteEnd {
    /// The service said yes.
    Written(RequestId),
    /// It was certainly not applied.
    NotApplied(Refusal),
    /// It may have been applied: read the account and decide; never send it again blindly.
    MaybeApplied(Lost),
}

/// A write that was certainly not applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not applied: {code}: {message}")]
pub struct Refusal {
    /// What it comes to.
    pub kind: RefusalKind,
    /// The service's code; empty when nothing was sent.
    pub code: String,
    /// What the service says.
    pub message: String,
    /// The least permission that would allow it, where that is what lacks.
    pub needs: Option<&'static str>,
    /// For Microsoft's support.
    pub request_id: Option<RequestId>,
}

/// What a refusal comes to. All of Graph's licence refusals share one code, so all but the last seven are told by
/// their text (`graph.md` 3.1) and must be checked by reading the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusalKind {
    /// No licence of the product is available.
    NoLicenses,
    /// The account has no, or an unsupported, usage location.
    UsageLocation,
    /// The product to take away is not assigned.
    NotAssigned,
    /// The product to take away comes from a group.
    Inherited,
    /// Two service plans exclude each other.
    Exclusive,
    /// A service plan needs another one.
    Depends,
    /// The tenant does not own the product.
    UnknownSku,
    /// A text that is not known.
    Unknown,
    /// The application may not write this.
    Denied,
    /// No such account.
    NotFound,
    /// Others kept writing at the same time.
    Concurrency,
    /// The service asked for more patience than a write has.
    Throttled,
    /// The connection is read-only; nothing was sent.
    ReadOnly,
    /// The request never left: host down, no TLS, no token.
    NotSent,
}

/// A write whose fate is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("may have been applied: {why}")]
pub struct Lost {
    /// Why nothing is known: the connection broke, time ran out, the service failed after taking the request.
    pub why: String,
    /// For Microsoft's support.
    pub request_id: Option<RequestId>,
}
