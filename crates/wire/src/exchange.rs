//! The Exchange admin API (`adminapi/beta/{tenant}/InvokeCommand`): envelopes, headers, error texts
//! (fact sheet `exchange.md` 1).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Most rows on a page, and the default.
pub const PAGE_MAX: usize = 1000;

/// Header names.
pub mod header {
    /// Routing hint: the same one for a write and its read-back.
    pub const ANCHOR: &str = "x-anchormailbox";
    /// The cmdlet, for logs.
    pub const CMDLET: &str = "x-cmdletname";
    /// Says why a 403 has no body, sometimes.
    pub const DIAGNOSTICS: &str = "x-ms-diagnostics";
    /// Calls per window.
    pub const RATE_LIMIT: &str = "rate-limit-limit";
    /// Calls left in the window.
    pub const RATE_REMAINING: &str = "rate-limit-remaining";
    /// When the window ends, UTC.
    pub const RATE_RESET: &str = "rate-limit-reset";
}

/// The anchor for calls that belong to no one mailbox: the arbitration mailbox, the same in every tenant.
pub fn app_anchor(tenant: &str) -> String {
    format!("APP:SystemMailbox{{bb558c35-97f1-4cb9-8ff7-d53741dc928c}}@{tenant}")
}

/// Path of the command endpoint.
pub fn invoke_path(tenant: &str) -> String {
    format!("/adminapi/beta/{tenant}/InvokeCommand")
}

/// Path of the batch endpoint.
pub fn batch_path(tenant: &str) -> String {
    format!("/adminapi/beta/{tenant}/$batch")
}

/// `{"CmdletInput":{"CmdletName":…,"Parameters":{…}}}`. Envelope keys are case-sensitive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Command {
    /// The command.
    #[serde(rename = "CmdletInput")]
    pub input: CmdletInput,
}

/// A cmdlet with its parameters; both names in letters of either case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CmdletInput {
    /// Such as `Get-Mailbox`.
    #[serde(rename = "CmdletName")]
    pub cmdlet: String,
    /// The parameters; may be left out.
    #[serde(rename = "Parameters", default)]
    pub parameters: Map<String, Value>,
}

impl Command {
    /// A command.
    pub fn new(cmdlet: &str, parameters: Map<String, Value>) -> Self {
        Self {
            input: CmdletInput {
                cmdlet: cmdlet.to_owned(),
                parameters,
            },
        }
    }
}

/// The warning of a cut page.
pub const MORE_RESULTS: &str = "There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.";
/// The refusal of an old or foreign page link.
pub const LINK_EXPIRED: &str =
    "Expired or Invalid pagination request. Default Expiry time is 00:30:00";
/// Type of "no such object".
pub const NOT_FOUND_TYPE: &str =
    "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException";
/// Part of the warning of `Get-MailboxStatistics` for a mailbox that nobody ever opened. The exact text is a
/// recollection (`exchange.md` 4.5), so it is matched by this part, letters of either case.
pub const NEVER_LOGGED_ON: &str = "hasn't logged on to mailbox";
/// The refusal of a litigation hold without a licence (`exchange.md` 4.12).
pub const HOLD_NOT_LICENSED: &str = "Your Microsoft Exchange Online license doesn't permit you to put a litigation hold on this mailbox.";
/// Errors with these words in `details[0].message` pass (`exchange.md` 1.6).
pub const PASSING: [&str; 9] = [
    "DCOverloadedException",
    "SuitabilityDirectoryException",
    "ServerInMMException",
    "ADServerSettingsChangedException",
    "StorageTransientException",
    "CmdletProxyNotAvailableFailure",
    "ServerBusyException",
    "TransientException",
    "BackendCommunicationException",
];

/// What an error of the Exchange admin API says, taken from the three places where it may stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorText {
    /// `error.code`.
    pub code: String,
    /// The `Ex…` mark of `details[0].message`, where there is one.
    pub mark: Option<String>,
    /// The .NET type, where there is one.
    pub kind: Option<String>,
    /// The sentence.
    pub text: String,
}

impl ErrorText {
    /// Reads an error body. Order: third part of `details[0].message`, then the inner exception unless it only
    /// says that something was thrown, then `error.message` (`exchange.md` 1.6). Member names in letters of either case.
    pub fn of(body: &Value) -> Option<Self> {
        let error = member(body, "error")?;
        let code = text(error, "code").unwrap_or_default();
        if let Some(detail) = member(error, "details")
            .and_then(|d| d.get(0))
            .and_then(|d| text(d, "message"))
        {
            let mut parts = detail.splitn(3, '|');
            if let (Some(mark), Some(kind), Some(rest)) = (parts.next(), parts.next(), parts.next())
            {
                let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
                return Some(Self {
                    code,
                    mark: some(mark),
                    kind: some(kind),
                    text: rest.to_owned(),
                });
            }
            return Some(Self {
                code,
                mark: None,
                kind: None,
                text: detail,
            });
        }
        let inner = member(error, "innererror").and_then(|i| member(i, "internalexception"));
        if let Some(message) = inner.and_then(|i| text(i, "message"))
            && !message.starts_with("Exception of type")
        {
            return Some(Self {
                code,
                mark: None,
                kind: inner.and_then(|i| text(i, "type")),
                text: message,
            });
        }
        Some(Self {
            text: text(error, "message").unwrap_or_default(),
            code,
            mark: None,
            kind: None,
        })
    }
}

/// A member by name, letters of either case.
pub fn member<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value
        .as_object()?
        .iter()
        .find(|(k, _)| k.eq_ignore_ascii_case(name))
        .map(|(_, v)| v)
}

fn text(value: &Value, name: &str) -> Option<String> {
    member(value, name)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_sentence_is_found_wherever_it_stands() {
        let cmdlet = json!({"error": {"code": "NotFound", "message": "Error executing cmdlet",
            "details": [{"message": "Ex6F9304|A.B.C|The object | was not found."}]}});
        let e = ErrorText::of(&cmdlet).unwrap();
        assert_eq!(
            (e.mark.as_deref(), e.kind.as_deref()),
            (Some("Ex6F9304"), Some("A.B.C"))
        );
        assert_eq!(e.text, "The object | was not found.");

        let parameter = json!({"error": {"code": "BadRequest", "message": "Invalid Operation",
            "innererror": {"internalException": {"message": "Parameter set cannot be resolved"}}}});
        assert_eq!(
            ErrorText::of(&parameter).unwrap().text,
            "Parameter set cannot be resolved"
        );

        let thrown = json!({"error": {"code": "X", "message": "Error executing cmdlet",
            "innerError": {"internalexception": {"message": "Exception of type 'Y' was thrown."}}}});
        assert_eq!(
            ErrorText::of(&thrown).unwrap().text,
            "Error executing cmdlet"
        );
        assert_eq!(ErrorText::of(&json!({"value": []})), None);
    }
}
