//! The last gate before the network: through a read-only connection nothing leaves that could change a tenant,
//! whatever the code above it believes (promise 7 of the design: read-only unless told otherwise).

use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use http::{Method, Request, Response};
use wire::batch::Requests;
use wire::exchange::Command;

use crate::transport::{SendError, Transport};

/// Lets only reads and token requests through.
#[derive(Debug)]
pub(crate) struct ReadOnly(pub(crate) Arc<dyn Transport>);

/// What the gate says.
pub(crate) const REFUSED: &str = "the connection is read-only";

impl Transport for ReadOnly {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, SendError>> {
        if is_read(&request) {
            return self.0.send(request);
        }
        std::future::ready(Err(SendError::NotSent {
            why: REFUSED.to_owned(),
        }))
        .boxed()
    }
}

/// Judged by what is really sent: method, path and body.
fn is_read(request: &Request<Bytes>) -> bool {
    let path = request.uri().path();
    match *request.method() {
        Method::GET | Method::HEAD => true,
        Method::POST if path.ends_with("/oauth2/v2.0/token") => true,
        Method::POST if path.ends_with("/InvokeCommand") => {
            serde_json::from_slice::<Command>(request.body()).is_ok_and(|c| is_get(&c))
        }
        Method::POST if path.ends_with("/$batch") => {
            serde_json::from_slice::<Requests>(request.body())
                .is_ok_and(|batch| batch.requests.iter().all(is_read_item))
        }
        _ => false,
    }
}

fn is_read_item(item: &wire::batch::Request) -> bool {
    if item.method.eq_ignore_ascii_case("GET") {
        return true;
    }
    let path = item.url.split('?').next().unwrap_or_default();
    let command = item
        .body
        .clone()
        .and_then(|body| serde_json::from_value::<Command>(body).ok());
    path.ends_with("/InvokeCommand") && command.is_some_and(|c| is_get(&c))
}

fn is_get(command: &Command) -> bool {
    command
        .input
        .cmdlet
        .get(..4)
        .is_some_and(|verb| verb.eq_ignore_ascii_case("Get-"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(method: &str, path: &str, body: &serde_json::Value) -> Request<Bytes> {
        let uri = format!("https://graph.microsoft.com{path}");
        Request::builder()
            .method(method)
            .uri(uri)
            .body(Bytes::from(body.to_string()))
            .unwrap()
    }

    #[test]
    fn only_reads_pass() {
        let cmdlet = |name: &str| json!({"CmdletInput": {"CmdletName": name, "Parameters": {}}});
        let batch = |method: &str, url: &str, body: serde_json::Value| {
            json!({"requests": [{"id": "1", "method": "GET", "url": "/users/x"},
                {"id": "2", "method": method, "url": url, "body": body}]})
        };
        let invoke = "https://outlook.office365.com/adminapi/beta/t/InvokeCommand?$select=Alias";
        for (method, path, body, passes) in [
            ("GET", "/v1.0/users", json!(null), true),
            ("POST", "/t/oauth2/v2.0/token", json!("x"), true),
            ("POST", "/v1.0/users/1/assignLicense", json!({}), false),
            ("PATCH", "/v1.0/users/1", json!({}), false),
            ("DELETE", "/v1.0/users/1", json!({}), false),
            (
                "POST",
                "/adminapi/beta/t/InvokeCommand",
                cmdlet("get-mailbox"),
                true,
            ),
            (
                "POST",
                "/adminapi/beta/t/InvokeCommand",
                cmdlet("Set-Mailbox"),
                false,
            ),
            (
                "POST",
                "/adminapi/beta/t/InvokeCommand",
                cmdlet("Get"),
                false,
            ),
            ("POST", "/adminapi/beta/t/InvokeCommand", json!("?"), false),
            (
                "POST",
                "/v1.0/$batch",
                batch("GET", "/users/y", json!(null)),
                true,
            ),
            (
                "POST",
                "/v1.0/$batch",
                batch("POST", "/users/y/assignLicense", json!({})),
                false,
            ),
            (
                "POST",
                "/v1.0/$batch",
                batch("PATCH", "/users/y", json!({})),
                false,
            ),
            (
                "POST",
                "/adminapi/beta/t/$batch",
                batch("POST", invoke, cmdlet("Get-Mailbox")),
                true,
            ),
            (
                "POST",
                "/adminapi/beta/t/$batch",
                batch("POST", invoke, cmdlet("Remove-Mailbox")),
                false,
            ),
            ("POST", "/v1.0/$batch", json!("?"), false),
        ] {
            assert_eq!(
                is_read(&request(method, path, &body)),
                passes,
                "{method} {path} {body}"
            );
        }
    }
}
