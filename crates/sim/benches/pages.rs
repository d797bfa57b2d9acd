//! The page Active users over HTTP: bytes and requests of the first one, and how long lists, searches, filters and the
//! panel take at the server. Pages are asked for as a browser does, compressed.
//!
//! The program serves a folder in which `accounts --keep FOLDER` left a tenant with its list: `--folder FOLDER`.

mod common;

use std::io::Read as _;
use std::path::Path;
use std::time::{Duration, Instant};

use boxseat_sim::RouterTransport;
use bytes::Bytes;
use common::program::Pages;
use common::{Times, grouped, head, ms, option, row, say};
use flate2::read::GzDecoder;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, COOKIE, SET_COOKIE};
use http::{HeaderMap, Request, StatusCode};
use m365::Transport as _;
use model::Env;
use tenant::Tenant;

/// How often each page is asked for.
const ROUNDS: usize = 100;

/// So many panels are opened, one in [`PACE`].
const PANELS: usize = 40;

/// Sign-in activity is read live, and Graph admits five such requests in ten seconds (`graph.md` 7): faster than this it
/// would be the client's limiter that is measured.
const PACE: Duration = Duration::from_millis(2_100);

#[tokio::main]
async fn main() {
    let folder = option("--folder").expect("--folder FOLDER, which `accounts --keep FOLDER` made");
    without_quotas(Path::new(&folder)).await;
    let pages = Pages::start(Path::new(&folder));
    let mut visitor = Visitor::sign_in(&pages).await;
    first(&mut visitor).await;
    asked(&mut visitor).await;
}

/// What is measured is the pages, not Microsoft's quotas.
async fn without_quotas(folder: &Path) {
    let tenant = Tenant::open(&folder.join("tenant.db"), Env::system()).expect("a tenant");
    let off = Request::patch("http://127.0.0.1:1/_tenant/settings")
        .header(CONTENT_TYPE, "application/json")
        .body(Bytes::from_static(b"{\"assume.limits\": \"0\"}"))
        .expect("a request");
    let near = RouterTransport::new(tenant.router());
    let answer = near.send(off).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
}

/// What a browser fetches for the first page: the page and what it names.
async fn first(visitor: &mut Visitor) {
    let page = visitor.get("/t/demo/users").await;
    let mut all = vec![page.size()];
    for part in parts(&page.text) {
        all.push(visitor.get(&part).await.size());
    }
    head(&[
        "first page of Active users",
        "requests",
        "bytes as sent",
        "bytes unpacked",
    ]);
    for (what, of) in [
        ("the page", &all[..1]),
        ("with its styles, scripts and pictures", &all[..]),
    ] {
        let sent: usize = of.iter().map(|size| size.sent).sum();
        let unpacked: usize = of.iter().map(|size| size.unpacked).sum();
        row(&[
            &what,
            &of.len(),
            &grouped(sent as u64),
            &grouped(unpacked as u64),
        ]);
    }
}

/// Addresses on this server that a browser fetches with a page: `src` of anything, `href` of a `link`.
fn parts(html: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let name = if tag.starts_with("link ") {
            " href=\""
        } else {
            " src=\""
        };
        let value = tag
            .split_once(name)
            .and_then(|(_, rest)| rest.split_once('"'));
        let Some((address, _)) = value else { continue };
        if address.starts_with('/') && !parts.iter().any(|known| known == address) {
            parts.push(address.to_owned());
        }
    }
    parts
}

async fn asked(visitor: &mut Visitor) {
    let lists = ["", "?sort=username", "?sort=name-down"];
    let searches = [
        "?q=contoso",
        "?q=finance",
        "?q=anna",
        "?q=anna+bakker",
        "?q=zzzz",
        "?q=an",
    ];
    let filters = [
        "?filter=licensed",
        "?filter=unlicensed",
        "?filter=licensed-shared-mailboxes",
        "?filter=sign-in-blocked",
    ];
    head(&["page", "p50 ms", "p99 ms", "at most ms"]);
    for (name, queries) in [
        ("list", &lists[..]),
        ("search", &searches[..]),
        ("filter", &filters[..]),
    ] {
        let mut times = Times::default();
        for query in queries {
            for _ in 0..ROUNDS {
                let start = Instant::now();
                visitor.get(&format!("/t/demo/users{query}")).await;
                times.add(start.elapsed());
            }
        }
        tell(name, &times);
    }
    // The panel reads live, each of another account.
    let list = visitor
        .get("/t/demo/users?filter=licensed-shared-mailboxes")
        .await;
    let mut times = Times::default();
    for panel in panels(&list.text).iter().take(PANELS) {
        tokio::time::sleep(PACE).await;
        let start = Instant::now();
        visitor.get(panel).await;
        times.add(start.elapsed());
    }
    assert_eq!(times.len(), PANELS, "a page of a list leads to as many");
    tell("panel, which reads the account from the tenant", &times);
    say(
        "Over HTTP on loopback, one after another, as a signed-in person; the tenant answers without added latency, in \
         the same process. The panels are opened one in two seconds, for Graph admits five requests for sign-in activity \
         in ten.",
    );
}

/// The addresses of the panels that a list leads to.
fn panels(html: &str) -> Vec<String> {
    let start = "/t/demo/users/";
    let mut found: Vec<String> = Vec::new();
    for rest in html.split(start).skip(1) {
        let id: String = rest.chars().take(36).collect();
        let is_id = id.len() == 36 && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        let address = format!("{start}{id}");
        if is_id && !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

fn tell(name: &str, times: &Times) {
    row(&[
        &name,
        &ms(times.percentile(50)),
        &ms(times.percentile(99)),
        &ms(times.longest()),
    ]);
}

/// A browser without a screen.
#[derive(Debug)]
struct Visitor {
    client: reqwest::Client,
    address: String,
    cookies: Vec<String>,
}

/// What came.
#[derive(Debug)]
struct Page {
    text: String,
    sent: usize,
}

/// How large it is, in bytes.
#[derive(Debug, Clone, Copy)]
struct Size {
    sent: usize,
    unpacked: usize,
}

impl Page {
    const fn size(&self) -> Size {
        Size {
            sent: self.sent,
            unpacked: self.text.len(),
        }
    }
}

impl Visitor {
    async fn sign_in(pages: &Pages) -> Self {
        let client = reqwest::Client::builder()
            .no_proxy()
            .no_gzip()
            .redirect(reqwest::redirect::Policy::none());
        let mut visitor = Self {
            client: client.build().expect("a client"),
            address: pages.address.clone(),
            cookies: Vec::new(),
        };
        let link = pages
            .sign_in
            .strip_prefix(&pages.address)
            .expect("a link of these pages");
        let answer = visitor.send(link).await;
        visitor.keep_cookies(answer.headers());
        assert!(!visitor.cookies.is_empty(), "{}", answer.status());
        visitor
    }

    /// A page that must be there.
    async fn get(&mut self, path: &str) -> Page {
        let answer = self.send(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert!(answer.headers().contains_key(CONTENT_TYPE), "{path}");
        let packed = answer.headers().contains_key(CONTENT_ENCODING);
        let body = answer.bytes().await.expect("a body");
        let mut text = String::new();
        if packed {
            let unpacked = GzDecoder::new(&body[..]).read_to_string(&mut text);
            unpacked.expect("a whole page");
        } else {
            text.push_str(std::str::from_utf8(&body).expect("text"));
        }
        Page {
            text,
            sent: body.len(),
        }
    }

    async fn send(&self, path: &str) -> reqwest::Response {
        let request = self
            .client
            .get(format!("{}{path}", self.address))
            .header(COOKIE, self.cookies.join("; "))
            .header("sec-fetch-site", "same-origin")
            .header(ACCEPT_ENCODING, "gzip");
        request.send().await.expect("an answer")
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(SET_COOKIE) {
            let text = cookie.to_str().expect("a cookie is text");
            self.cookies
                .extend(text.split(';').next().map(str::to_owned));
        }
    }
}
