//! What the service answers when it does not do it (`exchange.md` 1.6, 4.12; captures).

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};
use wire::exchange::{HOLD_NOT_LICENSED, LINK_EXPIRED, NOT_FOUND_TYPE, header};

use super::envelope;
use crate::error::Error;
use crate::refusal::Refusal;

/// The domain controller that errors name.
const CONTROLLER: &str = "ABCPR99A01DC001.EURPR99A001.PROD.OUTLOOK.COM";
const SERVICE: &str = "Microsoft.Exchange.Admin.OData.Core.ODataServiceException";
const INVOKED: &str =
    "Microsoft.Exchange.Management.PSDirectInvoke.DirectInvokeCmdletExecutionException";
const AMBIGUOUS_SET: &str =
    "Microsoft.Exchange.AdminApi.CommandInvocation.AmbiguousParameterSetException";
const TRANSFORMATION: &str =
    "Microsoft.Exchange.AdminApi.CommandInvocation.ParameterTransformationException";
/// The body of a 403: so many NUL bytes, declared as nothing.
const NUL_BYTES: usize = 4096;

/// Why a call is not answered with rows.
#[derive(Debug)]
pub(crate) enum Failure {
    /// 401: no token, another audience, another tenant, or no app role.
    Unauthorized,
    /// 403 without a readable body; the header says why, sometimes.
    Forbidden(Option<String>),
    /// 405: `InvokeCommand` under another version than `beta` (`exchange.md` 9).
    Version,
    /// 400: the body is not a command. The text is ours: none was captured.
    Malformed(String),
    /// 400: a parameter that the cmdlet does not have.
    UnknownParameter(String),
    /// 400: a value that is not of the parameter's type.
    BadValue {
        /// The parameter, as the service spells it.
        parameter: &'static str,
        /// The value as it was sent.
        value: String,
        /// The .NET type.
        kind: &'static str,
        /// Why not.
        why: String,
    },
    /// 400: `Identity` is needed (`exchange.md` 1.6: "Invalid Operation").
    IdentityMissing(&'static str),
    /// 400: a page link that is old, foreign or not meant to be followed.
    LinkExpired,
    /// No such object, with the status that `assume::EXCHANGE_NOT_FOUND` says.
    NotFound {
        /// The object as it was named.
        identity: String,
        /// 404, 400 or 500.
        status: StatusCode,
    },
    /// 500: more than one object of that name.
    Ambiguous(String),
    /// 400: already of that type; carries the mailbox's GUID and the type.
    AlreadyOfType(String, &'static str),
    /// 400: no licence for a litigation hold; carries the mailbox's name.
    HoldNotLicensed(String),
    /// 400: a quota above the licence, or not in order. The text is ours: none was captured.
    Quota(String),
    /// 429 of the window in `Rate-Limit-*`.
    TooMany,
    /// The tenant itself failed.
    Tenant(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Tenant(error)
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Tenant(error.into())
    }
}

impl Failure {
    /// The answer.
    pub(crate) fn into_response(self) -> Response {
        match self {
            Self::Unauthorized => {
                (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, "Bearer")]).into_response()
            }
            Self::Forbidden(why) => forbidden(why.as_deref()),
            Self::Version => StatusCode::METHOD_NOT_ALLOWED.into_response(),
            Self::TooMany => Refusal::new(
                StatusCode::TOO_MANY_REQUESTS,
                "TooManyRequests",
                "Too many requests.",
            )
            .with("retry-after", "30")
            .into_response(),
            Self::Tenant(error) => Refusal::from(error).into_response(),
            other => {
                let (status, body) = other.body();
                let mut response = (status, Json(body)).into_response();
                response
                    .headers_mut()
                    .insert(CONTENT_TYPE, HeaderValue::from_static(envelope::CONTENT));
                response
            }
        }
    }

    fn body(&self) -> (StatusCode, Value) {
        let bad = StatusCode::BAD_REQUEST;
        match self {
            Self::UnknownParameter(name) => {
                let text = format!(
                    "Parameter set cannot be resolved using the specified named parameters. Invalid cmdlet parameters specified. {name}"
                );
                (bad, operation(AMBIGUOUS_SET, &text, Details::Filled))
            }
            Self::IdentityMissing(cmdlet) => {
                let text = format!(
                    "Parameter set cannot be resolved using the specified named parameters. {cmdlet} needs the parameter Identity."
                );
                (bad, operation(AMBIGUOUS_SET, &text, Details::Filled))
            }
            Self::BadValue {
                parameter,
                value,
                kind,
                why,
            } => {
                let text = format!(
                    "Cannot process argument transformation on parameter '{parameter}'. Cannot convert value \"{value}\" to type \"{kind}\". Error: \"{why}\""
                );
                (bad, operation(TRANSFORMATION, &text, Details::Absent))
            }
            Self::LinkExpired => (bad, operation(SERVICE, LINK_EXPIRED, Details::Absent)),
            Self::Malformed(text) | Self::Quota(text) => {
                (bad, operation(SERVICE, text, Details::Absent))
            }
            Self::NotFound { identity, status } => {
                let text = format!(
                    "The operation couldn't be performed because object '{identity}' couldn't be found on '{CONTROLLER}'."
                );
                (*status, cmdlet(*status, "Ex6F9304", NOT_FOUND_TYPE, &text))
            }
            Self::Ambiguous(identity) => {
                let status = StatusCode::INTERNAL_SERVER_ERROR;
                let text = format!(
                    "The operation couldn't be performed because there are multiple recipients matching identity \"{identity}\". Please specify a unique identity."
                );
                let kind =
                    "Microsoft.Exchange.Configuration.Tasks.ManagementObjectAmbiguousException";
                (status, cmdlet(status, "", kind, &text))
            }
            Self::AlreadyOfType(guid, kind) => {
                let text = format!(
                    "Couldn't convert the mailbox because the mailbox {guid} is already of the type '{kind}'."
                );
                (
                    bad,
                    cmdlet(
                        bad,
                        "",
                        "Microsoft.Exchange.Configuration.Tasks.TaskInvalidOperationException",
                        &text,
                    ),
                )
            }
            Self::HoldNotLicensed(name) => {
                let text = format!(
                    "The action 'Set-Mailbox', 'LitigationHoldEnabled', can't be performed on the user '{name}'. {HOLD_NOT_LICENSED}"
                );
                // Its .NET type is not known.
                (
                    bad,
                    cmdlet(
                        bad,
                        "",
                        "Microsoft.Exchange.Configuration.Tasks.TaskInvalidOperationException",
                        &text,
                    ),
                )
            }
            Self::Unauthorized
            | Self::Forbidden(_)
            | Self::Version
            | Self::TooMany
            | Self::Tenant(_) => (bad, Value::Null),
        }
    }
}

/// Does `details` say the same once more? Captured both ways.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Details {
    Filled,
    Absent,
}

/// A failure before the cmdlet ran: the text is in the inner exception.
fn operation(kind: &str, text: &str, details: Details) -> Value {
    let inner = json!({
        "message": "Invalid Operation",
        "type": SERVICE,
        "stacktrace": "",
        "internalexception": { "message": text, "type": kind, "stacktrace": "" },
    });
    match details {
        Details::Filled => json!({"error": {
            "code": "BadRequest",
            "message": "Invalid Operation",
            "details": [detail("", kind, text)],
            "innererror": inner,
        }}),
        Details::Absent => json!({"error": {
            "code": "BadRequest",
            "message": "Invalid Operation",
            "innererror": inner,
            "adminapi.warnings@odata.type": "#Collection(String)",
            "@adminapi.warnings": [],
        }}),
    }
}

/// A failure of the cmdlet: the text is in `details`, the inner exception only says that something was thrown.
fn cmdlet(status: StatusCode, mark: &str, kind: &str, text: &str) -> Value {
    let code = match status.as_u16() {
        404 => "NotFound",
        500 => "InternalServerError",
        _ => "BadRequest",
    };
    json!({"error": {
        "code": code,
        "message": "Error executing cmdlet",
        "details": [detail(mark, kind, text)],
        "innererror": {
            "message": "Error executing cmdlet",
            "type": SERVICE,
            "stacktrace": "",
            "internalexception": {
                "message": format!("Exception of type '{INVOKED}' was thrown."),
                "type": INVOKED,
                "stacktrace": "",
            },
        },
        "adminapi.warnings@odata.type": "#Collection(String)",
        "@adminapi.warnings": [],
    }})
}

fn detail(mark: &str, kind: &str, text: &str) -> Value {
    json!({ "code": "Client", "target": "", "message": format!("{mark}|{kind}|{text}") })
}

fn forbidden(why: Option<&str>) -> Response {
    let mut response = (StatusCode::FORBIDDEN, vec![0_u8; NUL_BYTES]).into_response();
    response.headers_mut().remove(CONTENT_TYPE);
    if let Some(value) = why.and_then(|why| HeaderValue::from_str(why).ok()) {
        response
            .headers_mut()
            .insert(HeaderName::from_static(header::DIAGNOSTICS), value);
    }
    response
}

#[cfg(test)]
mod tests {
    use wire::exchange::ErrorText;

    use super::*;

    #[test]
    fn each_failure_says_its_text_where_clients_look() {
        for (failure, status, mark, text) in [
            (
                Failure::UnknownParameter("BogusParameter".into()),
                400,
                None,
                "Parameter set cannot be resolved using the specified named parameters. Invalid cmdlet parameters specified. BogusParameter",
            ),
            (
                Failure::NotFound {
                    identity: "x".into(),
                    status: StatusCode::NOT_FOUND,
                },
                404,
                Some("Ex6F9304"),
                "The operation couldn't be performed because object 'x' couldn't be found on 'ABCPR99A01DC001.EURPR99A001.PROD.OUTLOOK.COM'.",
            ),
            (Failure::LinkExpired, 400, None, LINK_EXPIRED),
            (
                Failure::AlreadyOfType("g".into(), "Regular"),
                400,
                None,
                "Couldn't convert the mailbox because the mailbox g is already of the type 'Regular'.",
            ),
        ] {
            let (found, body) = failure.body();
            let error = ErrorText::of(&body).unwrap();
            assert_eq!(
                (found.as_u16(), error.mark.as_deref(), error.text.as_str()),
                (status, mark, text)
            );
        }
    }

    #[test]
    fn the_members_of_captured_errors_stand_in_their_order() {
        let keys = |body: &Value| {
            body["error"]
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let (_, unknown) = Failure::UnknownParameter("X".into()).body();
        assert_eq!(keys(&unknown), "code message details innererror");
        let missing = Failure::NotFound {
            identity: "x".into(),
            status: StatusCode::NOT_FOUND,
        };
        assert_eq!(
            keys(&missing.body().1),
            "code message details innererror adminapi.warnings@odata.type @adminapi.warnings"
        );
    }
}
