//! What a request is: the name under which it is counted and matched, the account it is about, and what it
//! costs.

use http::Method;
use serde_json::Value;

/// Which service is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// Tokens and discovery.
    Authority,
    /// Microsoft Graph.
    Graph,
    /// The Exchange admin API.
    Exchange,
    /// Anything else, such as the download of a report, or what Microsoft does not have: billing.
    Other,
}

/// A request as an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Such as `token`, `users.list`, `users.assignLicense`, `batch`, `reports.getMailboxUsageDetail`,
    /// `exchange.Get-Mailbox`, `exchange.batch`; a path that is not served is `unknown`.
    pub name: String,
    /// Which service.
    pub surface: Surface,
    /// The account as it is named in the request.
    pub account: Option<String>,
}

impl Operation {
    /// The operation of a request whose path is in its plain form (`/users/{id}`).
    pub fn of(method: &Method, path: &str, body: &[u8]) -> Self {
        let segments: Vec<String> = path
            .trim_matches('/')
            .split('/')
            .map(|s| {
                percent_encoding::percent_decode_str(s)
                    .decode_utf8_lossy()
                    .into_owned()
            })
            .collect();
        let parts: Vec<&str> = segments.iter().map(String::as_str).collect();
        match parts.as_slice() {
            ["v1.0" | "beta", rest @ ..] => graph(method, rest),
            [api, _version, _tenant, rest @ ..] if api.eq_ignore_ascii_case("adminapi") => {
                exchange(rest, body)
            }
            [_, "oauth2", "v2.0", "token"] => Self::plain("token", Surface::Authority),
            [_, "v2.0", ".well-known", "openid-configuration"] => {
                Self::plain("discovery", Surface::Authority)
            }
            ["common", "discovery", "instance"] => Self::plain("instance", Surface::Authority),
            [_, "discovery", "v2.0", "keys"] => Self::plain("keys", Surface::Authority),
            [_, "oauth2", "v2.0", "authorize"] => Self::plain("authorize", Surface::Authority),
            [_, "oauth2", "v2.0", "logout"] => Self::plain("logout", Surface::Authority),
            [_, "oauth2", "v2.0", "devicecode"] => Self::plain("devicecode", Surface::Authority),
            [_, "login"] => Self::plain("login", Surface::Authority),
            ["devicelogin"] => Self::plain("devicelogin", Surface::Authority),
            ["oidc", "userinfo"] => Self::plain("userinfo", Surface::Other),
            ["billing", "v1", "subscriptions"] => Self::plain("billing.list", Surface::Other),
            ["billing", "v1", "subscriptions", _] => Self::plain("billing.get", Surface::Other),
            ["billing", "v1", "subscriptions", _, "change"] => {
                Self::plain("billing.change", Surface::Other)
            }
            ["data", "download", ..] => Self::plain("download", Surface::Other),
            _ => Self::plain("unknown", Surface::Other),
        }
    }

    fn plain(name: &str, surface: Surface) -> Self {
        Self {
            name: name.to_owned(),
            surface,
            account: None,
        }
    }

    /// Does it write licences of an account or a group?
    pub fn writes_licenses(&self) -> bool {
        self.name.ends_with(".assignLicense")
    }
}

fn graph(method: &Method, path: &[&str]) -> Operation {
    let named = |name: &str| Operation::plain(name, Surface::Graph);
    let about = |name: String, account: &str| Operation {
        name,
        surface: Surface::Graph,
        account: Some(account.to_owned()),
    };
    let verb = match *method {
        Method::GET => "get",
        Method::POST => "post",
        Method::PATCH => "patch",
        Method::DELETE => "delete",
        _ => "other",
    };
    match path {
        ["$batch"] => named("batch"),
        ["me"] => named("me.get"),
        ["me", what] => named(&format!("me.{what}")),
        ["users"] => named("users.list"),
        ["users", "$count"] => named("users.count"),
        ["users", id] => about(format!("users.{verb}"), id),
        ["users", id, action] => about(format!("users.{action}"), id),
        ["groups"] => named("groups.list"),
        ["groups", "$count"] => named("groups.count"),
        ["groups", _] => named(&format!("groups.{verb}")),
        ["groups", _, "members"] => named("groups.members"),
        ["groups", _, "members", "$ref"] => named("groups.addMember"),
        ["groups", _, "members", id, "$ref"] => about("groups.removeMember".to_owned(), id),
        ["groups", _, action] => named(&format!("groups.{action}")),
        ["subscribedSkus", ..] => named("subscribedSkus"),
        ["directory", what, ..] if what.starts_with("subscriptions") => {
            named("directory.subscriptions")
        }
        ["organization", ..] => named("organization"),
        ["admin", "reportSettings"] => named(&format!("reportSettings.{verb}")),
        ["reports", call] => named(&format!(
            "reports.{}",
            call.split('(').next().unwrap_or(call)
        )),
        _ => named("unknown"),
    }
}

fn exchange(path: &[&str], body: &[u8]) -> Operation {
    let named = |name: String, account: Option<String>| Operation {
        name,
        surface: Surface::Exchange,
        account,
    };
    match path {
        ["$batch"] => named("exchange.batch".to_owned(), None),
        [call] if call.eq_ignore_ascii_case("InvokeCommand") => {
            // Only a look: the handler says what is wrong with a body.
            let input: Value = serde_json::from_slice(body).unwrap_or_default();
            let input = &input["CmdletInput"];
            let cmdlet = input["CmdletName"].as_str().unwrap_or("unknown");
            let account = input["Parameters"]["Identity"].as_str().map(str::to_owned);
            named(format!("exchange.{cmdlet}"), account)
        }
        _ => named("exchange.unknown".to_owned(), None),
    }
}

/// Brings a path into its plain form: `/users('x')` becomes `/users/x`, `/microsoft.graph.assignLicense`
/// becomes `/assignLicense`, two slashes one.
pub fn plain_path(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    for segment in path.split('/').filter(|s| !s.is_empty()) {
        // The first segment of the Exchange admin API is spelled in every way (`exchange.md` 1.1).
        if plain.is_empty() && segment.eq_ignore_ascii_case("adminapi") {
            plain.push_str("/adminapi");
            continue;
        }
        let segment = segment.strip_prefix("microsoft.graph.").unwrap_or(segment);
        plain.push('/');
        match keyed(segment) {
            Some((set, key)) => {
                plain.push_str(set);
                plain.push('/');
                plain.push_str(&key);
            }
            None => plain.push_str(segment),
        }
    }
    plain
}

/// `users('x')` as `users` and `x`; also with the quotes percent-encoded, and with doubled quotes in the key.
fn keyed(segment: &str) -> Option<(&str, String)> {
    let (set, key) = segment
        .split_once('(')
        .or_else(|| segment.split_once("%28"))?;
    if !matches!(
        set,
        "users" | "groups" | "subscribedSkus" | "directoryObjects"
    ) {
        return None;
    }
    let key = key.strip_suffix(')').or_else(|| key.strip_suffix("%29"))?;
    let key = key.replace("%27", "'");
    let key = key.strip_prefix('\'')?.strip_suffix('\'')?;
    (!key.is_empty()).then(|| (set, key.replace("''", "'")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_forms_of_a_key_are_the_same() {
        for path in [
            "/v1.0/users('a@b.c')/assignLicense",
            "/v1.0/users/a@b.c/microsoft.graph.assignLicense",
            "/v1.0//users(%27a@b.c%27)/assignLicense",
        ] {
            assert_eq!(plain_path(path), "/v1.0/users/a@b.c/assignLicense");
        }
        let reports = "/v1.0/reports/getMailboxUsageDetail(period='D7')";
        assert_eq!(plain_path(reports), reports);
    }

    #[test]
    fn requests_have_names() {
        let invoke = br#"{"CmdletInput":{"CmdletName":"Get-Mailbox","Parameters":{"Identity":"info@contoso.com"}}}"#;
        for (method, path, body, name, account) in [
            (Method::GET, "/v1.0/users", &b""[..], "users.list", None),
            (
                Method::PATCH,
                "/v1.0/users/1",
                b"",
                "users.patch",
                Some("1"),
            ),
            (
                Method::POST,
                "/v1.0/users/a%23b/assignLicense",
                b"",
                "users.assignLicense",
                Some("a#b"),
            ),
            (
                Method::GET,
                "/v1.0/reports/getMailboxUsageDetail(period='D7')",
                b"",
                "reports.getMailboxUsageDetail",
                None,
            ),
            (
                Method::POST,
                "/adminapi/beta/t/InvokeCommand",
                invoke,
                "exchange.Get-Mailbox",
                Some("info@contoso.com"),
            ),
            (
                Method::POST,
                "/adminapi/beta/t/InvokeCommand",
                b"nonsense",
                "exchange.unknown",
                None,
            ),
            (
                Method::POST,
                "/contoso.com/oauth2/v2.0/token",
                b"",
                "token",
                None,
            ),
            (Method::GET, "/nowhere", b"", "unknown", None),
        ] {
            let operation = Operation::of(&method, path, body);
            assert_eq!(
                (operation.name.as_str(), operation.account.as_deref()),
                (name, account),
                "{path}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(path: String, body: Vec<u8>) {
            Operation::of(&Method::POST, &plain_path(&path), &body);
        }
    }
}
