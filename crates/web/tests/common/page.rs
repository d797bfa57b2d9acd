//! A page as a browser asks for it, and what no page may hold.

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

pub(crate) async fn page(app: &Router, address: &str) -> (StatusCode, String) {
    let request = Request::get(address)
        .header("host", "localhost")
        .body(Body::empty())
        .unwrap();
    text(app.clone().oneshot(request).await.unwrap()).await
}

pub(crate) async fn text(response: Response) -> (StatusCode, String) {
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.into()).unwrap())
}

/// What no page may hold: a script, a foreign address that is loaded, a style that the policy forbids, a name that
/// was not escaped, or a template that was not filled in.
pub(crate) fn assert_safe(html: &str, about: &str) {
    let small = html.to_lowercase();
    for forbidden in [
        "<script>",
        "<script src=\"http",
        "<img",
        "onerror=alert(1)>",
        "</style><style>",
        "javascript:",
        " style=",
        "<b>",
        "<i>",
        "src=\"http",
        "{%",
        "{{ l",
        "{#",
    ] {
        // A hostile name stands there as text, so its quotes and brackets are escaped.
        let found =
            small.contains(forbidden) && !(forbidden == "{{ l" && small.contains("{{ l }} "));
        assert!(!found, "{about} holds {forbidden}");
    }
    assert!(small.starts_with("<!doctype html>"), "{about}");
    for once in ["<main", "<h1"] {
        assert_eq!(small.matches(once).count(), 1, "{about}: {once}");
    }
    for (open, close) in [
        ("<table", "</table>"),
        ("<section", "</section>"),
        ("<ul", "</ul>"),
        ("<li", "</li>"),
        ("<a ", "</a>"),
    ] {
        // `<link` and `<line` begin like `<li`.
        let opened = small.matches(&format!("{open}>")).count()
            + small.matches(&format!("{} ", open.trim())).count();
        assert_eq!(opened, small.matches(close).count(), "{about}: {open}");
    }
    assert_eq!(
        small.matches("<table").count(),
        small.matches("<caption>").count(),
        "{about}"
    );
    for id in small
        .split("href=\"#")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
    {
        assert!(
            small.contains(&format!(" id=\"{id}\"")),
            "{about}: nothing is #{id}"
        );
    }
}
