//! The seven-field error of the token endpoint (`graph.md` 1.9).

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::context::Context;
use crate::error::Error;
use crate::refusal::Refusal;

/// A refusal of the authority.
#[derive(Debug, Clone)]
pub(crate) struct TokenRefusal {
    status: StatusCode,
    error: &'static str,
    code: u32,
    text: String,
}

impl TokenRefusal {
    /// With the text after `AADSTS…: `.
    pub(crate) fn new(
        status: u16,
        error: &'static str,
        code: u32,
        text: impl Into<String>,
    ) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        Self {
            status,
            error,
            code,
            text: text.into(),
        }
    }

    /// 90002; the wording of today.
    pub(crate) fn no_tenant(error: &'static str, name: &str) -> Self {
        Self::new(
            400,
            error,
            90002,
            format!(
                "Tenant '{name}' not found. Check to make sure you have the correct tenant ID and are signing into the \
             correct cloud. Check with your subscription administrator, this may happen if there are no active \
             subscriptions for the tenant."
            ),
        )
    }

    /// 50194: asked under a name that stands for every tenant.
    pub(crate) fn single_tenant(client_id: &str) -> Self {
        Self::new(
            400,
            "invalid_request",
            50194,
            format!(
                "Application '{client_id}' is not configured as a multi-tenant application. Usage of the /common \
                 endpoint is not supported. Use a tenant-specific endpoint."
            ),
        )
    }

    /// The AADSTS number.
    #[cfg(test)]
    pub(crate) const fn code(&self) -> u32 {
        self.code
    }

    /// `error`.
    pub(crate) const fn error(&self) -> &'static str {
        self.error
    }

    /// `error_description`.
    pub(crate) fn description(&self, context: &Context) -> String {
        let correlation = correlation(context).unwrap_or(context.request_id);
        let time = wire::date::oauth(context.now);
        described(
            self.code,
            &self.text,
            context.request_id,
            correlation,
            &time,
        )
    }

    /// The answer to this request.
    pub(crate) fn answer(self, context: &Context) -> Response {
        let correlation = correlation(context);
        let body = envelope(
            self.error,
            self.code,
            &self.text,
            context.request_id,
            correlation,
            context.now,
        );
        (self.status, Json(body)).into_response()
    }
}

impl From<Error> for TokenRefusal {
    fn from(error: Error) -> Self {
        tracing::error!(%error, "the tenant failed");
        Self::new(
            500,
            "server_error",
            90033,
            format!("A transient error has occurred. Embedded tenant: {error}"),
        )
    }
}

impl From<rusqlite::Error> for TokenRefusal {
    fn from(error: rusqlite::Error) -> Self {
        Error::from(error).into()
    }
}

fn correlation(context: &Context) -> Option<Uuid> {
    context.header("client-request-id")?.parse().ok()
}

/// The parts of a description are set apart by single blanks in captures of 2025 and 2026, by CR LF before.
fn described(code: u32, text: &str, trace: Uuid, correlation: Uuid, time: &str) -> String {
    format!(
        "AADSTS{code}: {text} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {time}"
    )
}

fn envelope(
    error: &str,
    code: u32,
    text: &str,
    trace: Uuid,
    correlation: Option<Uuid>,
    now: Timestamp,
) -> Value {
    let correlation = correlation.unwrap_or(trace);
    let time = wire::date::oauth(now);
    json!({
        "error": error,
        "error_description": described(code, text, trace, correlation, &time),
        "error_codes": [code],
        "timestamp": time,
        "trace_id": trace,
        "correlation_id": correlation,
        "error_uri": format!("https://login.microsoftonline.com/error?code={code}"),
    })
}

/// A refusal that the gate makes (faults, limits) in the authority's form: 90033 is its transient error,
/// 90055 its throttling.
pub(crate) fn temporary(refusal: &Refusal, trace: Uuid, now: Timestamp) -> Value {
    let (code, text) = match refusal.status {
        StatusCode::TOO_MANY_REQUESTS => (
            90055,
            "The server has terminated the request due to excessive request rate.",
        ),
        _ => (90033, "A transient error has occurred. Please try again."),
    };
    envelope("temporarily_unavailable", code, text, trace, None, now)
}
