//! How the pages behave as a server.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

mod common;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use boxseat_web::router;
use http::header::{
    ACCEPT_ENCODING, ACCEPT_LANGUAGE, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, COOKIE,
    HOST, SET_COOKIE, VARY,
};
use http::{Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use tempfile::TempDir;
use tower::ServiceExt as _;

async fn ask(app: &Router, request: http::request::Builder) -> Response {
    app.clone()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap()
}

async fn text(response: Response) -> String {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.into()).unwrap()
}

async fn get(app: &Router, address: &str) -> String {
    text(ask(app, Request::get(address).header(HOST, "localhost")).await).await
}

async fn app(folder: &TempDir) -> Router {
    router(common::site(folder.path(), true).await)
}

/// The names of the mailboxes in the tables of a page.
fn names(html: &str) -> Vec<String> {
    let rows = html.split("<th role=\"rowheader\"").skip(1);
    let name = |row: &str| {
        Some(
            row.split_once("<bdi>")?
                .1
                .split_once("</bdi>")?
                .0
                .to_owned(),
        )
    };
    rows.filter_map(name).collect()
}

#[tokio::test]
async fn pages_and_their_parts_are_compressed_for_those_who_can_read_that() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    let page = get(&app, "/t/contoso/users").await;
    let style = page
        .split_once("<link rel=\"stylesheet\" href=\"")
        .unwrap()
        .1;
    let style = style.split_once('"').unwrap().0;
    for address in ["/t/contoso/users", style] {
        let plain = || Request::get(address).header(HOST, "localhost");
        let whole = ask(&app, plain()).await;
        assert!(!whole.headers().contains_key(CONTENT_ENCODING), "{address}");
        let whole = whole.into_body().collect().await.unwrap().to_bytes();
        let packed = ask(&app, plain().header(ACCEPT_ENCODING, "gzip, br")).await;
        assert_eq!(packed.headers()[CONTENT_ENCODING], "gzip", "{address}");
        assert_eq!(packed.headers()[VARY], "accept-encoding", "{address}");
        let packed = packed.into_body().collect().await.unwrap().to_bytes();
        assert!(
            packed.len() * 2 < whole.len(),
            "{address}: {}",
            packed.len()
        );
    }
}

#[tokio::test]
async fn every_answer_is_protected_also_those_that_say_no() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    for (method, path, host, status) in [
        (
            Method::GET,
            "/t/contoso/review",
            "localhost",
            StatusCode::OK,
        ),
        (Method::GET, "/healthz", "127.0.0.1:8080", StatusCode::OK),
        (Method::GET, "/nowhere", "[::1]:8080", StatusCode::NOT_FOUND),
        (
            Method::GET,
            "/t/contoso/mailboxes/x",
            "localhost",
            StatusCode::NOT_FOUND,
        ),
        (
            Method::GET,
            "/t/contoso/review?verdict=x",
            "localhost",
            StatusCode::BAD_REQUEST,
        ),
        (
            Method::POST,
            "/",
            "localhost",
            StatusCode::METHOD_NOT_ALLOWED,
        ),
        (
            Method::GET,
            "/",
            "evil.example",
            StatusCode::MISDIRECTED_REQUEST,
        ),
        (
            Method::POST,
            "/nowhere",
            "evil.example",
            StatusCode::MISDIRECTED_REQUEST,
        ),
    ] {
        let request = Request::builder()
            .method(&method)
            .uri(path)
            .header(HOST, host);
        let response = ask(&app, request).await;
        let case = format!("{method} {path} at {host}");
        assert_eq!(response.status(), status, "{case}");
        let headers = response.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
             img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "{case}"
        );
        assert_eq!(headers["x-content-type-options"], "nosniff", "{case}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{case}");
        assert_eq!(headers[CACHE_CONTROL], "no-store", "{case}");
        assert!(!headers.contains_key("set-cookie"), "{case}");
        let body = text(response).await;
        assert_eq!(
            body.contains("Accounts Payable"),
            status == StatusCode::OK && path == "/t/contoso/review",
            "{case}"
        );
    }
}

#[tokio::test]
async fn a_page_that_only_shows_takes_nothing_else() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    let mailbox = format!("/t/contoso/mailboxes/{}", common::REMOVABLE);
    for path in ["/", "/t/contoso", &mailbox, "/healthz", "/assets/x/x.css"] {
        for method in [
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
            Method::OPTIONS,
        ] {
            let request = Request::builder()
                .method(&method)
                .uri(path)
                .header(HOST, "localhost");
            let response = ask(&app, request).await;
            assert_eq!(
                response.status(),
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}"
            );
            assert_eq!(response.headers()[ALLOW], "GET,HEAD", "{method} {path}");
            assert!(
                text(response).await.contains("nothing was changed"),
                "{method} {path}"
            );
        }
    }
}

#[tokio::test]
async fn the_style_sheet_may_be_kept_for_ever() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    let home = get(&app, "/t/contoso").await;
    let (_, rest) = home.split_once("<link rel=\"stylesheet\" href=\"").unwrap();
    let (address, _) = rest.split_once('"').unwrap();
    let response = ask(&app, Request::get(address).header(HOST, "localhost")).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[CONTENT_TYPE], "text/css; charset=utf-8");
    assert_eq!(
        response.headers()[CACHE_CONTROL],
        "public, max-age=31536000, immutable"
    );
    assert!(text(response).await.contains("--brand"));
}

#[tokio::test]
async fn the_language_is_the_browsers_until_one_is_chosen_and_then_stays() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    for (query, cookie, accepts, language) in [
        ("", "", "", "en"),
        ("", "", "nl-BE,nl;q=0.9", "nl"),
        ("", "", "xx", "en"),
        ("", "a=b; lang=nl", "en", "nl"),
        ("", "lang=xx", "nl", "nl"),
        ("?lang=en", "lang=nl", "nl", "en"),
        ("?lang=nl", "", "", "nl"),
        ("?lang=xx", "", "nl", "nl"),
    ] {
        let request = Request::get(format!("/t/contoso/review{query}"))
            .header(HOST, "localhost")
            .header(COOKIE, cookie)
            .header(ACCEPT_LANGUAGE, accepts);
        let response = ask(&app, request).await;
        let kept = response
            .headers()
            .get(SET_COOKIE)
            .map(|v| v.to_str().unwrap().to_owned());
        let chosen = query.strip_prefix("?lang=").filter(|tag| *tag == language);
        let expected = chosen
            .map(|tag| format!("lang={tag}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"));
        assert_eq!(kept, expected, "{query} {cookie}");
        let html = text(response).await;
        assert!(
            html.contains(&format!("<html lang=\"{language}\">")),
            "{query} {cookie} {accepts}"
        );
    }
    let html = get(&app, "/t/contoso/review?lang=nl&q=info").await;
    assert!(
        html.contains("href=\"/t/contoso/review?q=info&#38;lang=en\""),
        "the other language keeps the filter"
    );
}

#[tokio::test]
async fn a_filter_finds_by_what_to_do_and_by_name() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    for (query, expected) in [
        ("verdict=once_blocked", &["Webshop"][..]),
        ("verdict=missing", &["Projects archive"]),
        ("verdict=unlicensed", &["Reception", "Vacancies"]),
        ("q=ACCOUNTS+pay", &["Accounts Payable"]),
        ("q=legal@contoso", &["Legal"]),
        ("q=re&verdict=unlicensed", &["Reception"]),
        ("q=%20info%20&verdict=", &["Info"]),
        ("q=nothing+like+this", &[]),
    ] {
        assert_eq!(
            names(&get(&app, &format!("/t/contoso/review?{query}")).await),
            expected,
            "{query}"
        );
    }
    let all = get(&app, "/t/contoso/review").await;
    assert!(
        !names(&all).contains(&"Reception".to_owned()),
        "those that need nothing are told when asked for"
    );
    assert!(names(&all).contains(&"Robin Example &#60;i&#62;".to_owned()));
}

#[tokio::test]
async fn a_long_list_is_read_page_by_page_and_nobody_is_left_out() {
    const MANY: u128 = 230;
    let folder = TempDir::new().unwrap();
    let site = common::site(folder.path(), true).await;
    let model = common::review()
        .records
        .into_iter()
        .find(|r| r.facts.account == common::REMOVABLE)
        .unwrap();
    let many = (0..MANY).map(|n| {
        let mut record = model.clone();
        record.facts.account = model::AccountId::from_u128(0xF000 + n);
        record.facts.name.display_name = format!("Copy {n:03}");
        record
    });
    site.engine
        .store()
        .correct(common::CONTOSO, many.collect())
        .await
        .unwrap();
    let app = router(site);

    let mut address = "/t/contoso/review?verdict=removable&q=copy".to_owned();
    let mut seen = Vec::new();
    for page in 1.. {
        assert!(page <= 3, "a page leads nowhere");
        let html = get(&app, &address).await;
        seen.extend(names(&html));
        let Some((_, rest)) = html.split_once(
            "class=\"button\" href=\"/t/contoso/review?verdict=removable&#38;q=copy&#38;after=",
        ) else {
            break;
        };
        address = format!(
            "/t/contoso/review?verdict=removable&q=copy&after={}",
            rest.split_once('"').unwrap().0
        );
    }
    let expected: Vec<_> = (0..MANY).map(|n| format!("Copy {n:03}")).collect();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn without_a_review_the_page_says_what_to_do() {
    let folder = TempDir::new().unwrap();
    let app = router(common::site(folder.path(), false).await);
    let html = get(&app, "/t/contoso").await;
    let button = "method=\"post\" action=\"/t/contoso/review\"";
    assert!(html.contains(button), "{html}");
}

#[tokio::test]
async fn it_serves_until_it_is_told_to_stop() {
    let folder = TempDir::new().unwrap();
    let site = common::site(folder.path(), true).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let served = tokio::spawn(boxseat_web::serve(listener, site, async {
        stopped.await.unwrap_or(());
    }));
    let said = tokio::task::spawn_blocking(move || {
        use std::io::{Read as _, Write as _};
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET /healthz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
        )
        .unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();
        said
    });
    let said = said.await.unwrap();
    assert!(
        said.starts_with("HTTP/1.1 200") && said.ends_with("ok\n"),
        "{said}"
    );
    stop.send(()).unwrap();
    served.await.unwrap().unwrap();
}
