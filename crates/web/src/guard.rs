//! What stands before every page: which names it answers to, and what a browser may do with the answer.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, REFERRER_POLICY, SET_COOKIE,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use words::Language;

use crate::Site;
use crate::address::LANG;
use crate::pages::problem::{self, Problem};
use crate::visit::Visit;

/// Our own files and nothing from elsewhere, no script or style inside a page, and in nobody's frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
     img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// A browser that was here over HTTPS comes back over HTTPS alone, for a year.
const HSTS: &str = "max-age=31536000";

/// Refuses requests for other names than our own: a foreign site can give its name our address (DNS rebinding), and
/// would then read the pages as its own.
pub(crate) async fn guard(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let chosen = Visit::of(&parts).chosen;
    let front = site.access.front();
    let secure = front.is_secure();
    let mut response = match asked_host(&parts) {
        Some(host) if front.admits(host) => next.run(Request::from_parts(parts, body)).await,
        other => {
            let problem = Problem::WrongHost {
                asked: other.unwrap_or_default().to_owned(),
                ours: front.names(),
            };
            problem::bare(&site, &Visit::of(&parts), &problem)
        }
    };
    protect(response.headers_mut(), secure);
    if let Some(language) = chosen {
        keep(response.headers_mut(), language, secure);
    }
    response
}

/// Keeps a language that was chosen, for a year. It is no secret, and nothing rests on it.
fn keep(headers: &mut HeaderMap, language: Language, secure: bool) {
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!(
        "{LANG}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}",
        language.tag()
    );
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        headers.append(SET_COOKIE, value);
    }
}

fn protect(headers: &mut HeaderMap, secure: bool) {
    if secure {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

/// Host and port that were asked for. HTTP/1.1 allows them in the request line as well, where they count.
pub(crate) fn asked_authority(parts: &Parts) -> Option<&str> {
    if let Some(authority) = parts.uri.authority() {
        return Some(authority.as_str());
    }
    let mut hosts = parts.headers.get_all(HOST).iter();
    let host = hosts.next()?.to_str().ok()?;
    hosts.next().is_none().then_some(host)
}

/// The port that was asked for, where one was.
pub(crate) fn asked_port(parts: &Parts) -> Option<u16> {
    divided(asked_authority(parts)?).1?.parse().ok()
}

/// The name that was asked for, without its port.
fn asked_host(parts: &Parts) -> Option<&str> {
    asked_authority(parts).map(|authority| divided(authority).0)
}

fn divided(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (authority, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for (host, answered) in [
            ("localhost", true),
            ("LOCALHOST:8080", true),
            ("127.0.0.1", true),
            ("127.0.0.1:49152", true),
            ("[::1]", true),
            ("[::1]:8080", true),
            ("", false),
            ("localhost.example", false),
            ("localhost.", false),
            ("example.com", false),
            ("127.0.0.1.example.com:80", false),
            ("10.0.0.1", false),
            ("0.0.0.0", false),
            ("[::]", false),
            ("localhost@example.com", false),
            ("user:localhost", false),
        ] {
            let request = http::Request::builder().uri("/").header(HOST, host);
            let (parts, ()) = request.body(()).unwrap().into_parts();
            let asked = asked_host(&parts);
            let front = crate::door::Front::Loopback;
            assert_eq!(asked.is_some_and(|h| front.admits(h)), answered, "{host:?}");
        }
    }

    #[test]
    fn a_request_that_names_two_hosts_or_none_is_not_answered() {
        let two = http::Request::builder()
            .uri("/")
            .header(HOST, "localhost")
            .header(HOST, "localhost");
        let none = http::Request::builder().uri("/");
        for request in [two, none] {
            let (parts, ()) = request.body(()).unwrap().into_parts();
            assert_eq!(asked_host(&parts), None);
        }
    }
}
