//! Servers on loopback that misbehave. Each read ends in an error that says so in words; the token goes nowhere
//! else; no short list is taken for a whole one. (What a body does to the memory is judged in `transport.rs`, what
//! silence does to the time in `behaviour/retry.rs`.)
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use boxseat_m365::{
    Connection, HttpTransport, Period, ReadError, SendError, Transport, UserFilter, UserQuery,
    UserSelect,
};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::future::BoxFuture;
use futures_util::{FutureExt as _, Stream, StreamExt as _, TryStreamExt as _, stream};
use model::env::FixedClock;
use model::{Entropy, Env};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use wire::ConnectInfo;

const TENANT: &str = "ff4a5e05-0649-491b-8829-ed60e1a5fcd5";
const TOKEN: &str = "token-of-contoso";

/// Servers on a runtime of their own, so that the clients may live on virtual time: waits between tries pass at
/// once, while requests on the wire take what they take.
struct Hostile {
    servers: Arc<Runtime>,
    home: SocketAddr,
    /// Requests that came to another host: path and whether they carried the token.
    away: Arc<Mutex<Vec<(String, bool)>>>,
    asked: Arc<AtomicUsize>,
}

/// How a server misbehaves: the number of the request from 1, its own address, and another host's.
type Behaviour = Arc<dyn Fn(usize, SocketAddr, SocketAddr) -> Response + Send + Sync>;
/// A name, how a server misbehaves, and words that the error holds.
type Case = (
    &'static str,
    fn(usize, SocketAddr, SocketAddr) -> Response,
    &'static str,
);

impl Hostile {
    fn new(
        behaviour: impl Fn(usize, SocketAddr, SocketAddr) -> Response + Send + Sync + 'static,
    ) -> Self {
        let behaviour: Behaviour = Arc::new(behaviour);
        let servers = Arc::new(Runtime::new().unwrap());
        let away_log = Arc::new(Mutex::new(Vec::new()));
        let asked = Arc::new(AtomicUsize::new(0));
        let log = Arc::clone(&away_log);
        let away = serve(
            &servers,
            Router::new().fallback(move |request: Request| {
                let token = request
                    .headers()
                    .values()
                    .any(|v| v.as_bytes().ends_with(TOKEN.as_bytes()));
                log.lock()
                    .unwrap()
                    .push((request.uri().path().to_owned(), token));
                async { page(&json!({"value": []})) }
            }),
        );
        let count = Arc::clone(&asked);
        let home = serve(
            &servers,
            Router::new().fallback(move |request: Request| {
                let host = request.headers()["host"].to_str().unwrap().parse().unwrap();
                let answer = if request.uri().path().ends_with("/token") {
                    page(
                        &json!({"token_type": "Bearer", "expires_in": 3599, "access_token": TOKEN}),
                    )
                } else {
                    behaviour(count.fetch_add(1, Ordering::SeqCst) + 1, host, away)
                };
                async { answer }
            }),
        );
        Self {
            servers,
            home,
            away: away_log,
            asked,
        }
    }

    fn connect(&self) -> Connection {
        let base = format!("http://{}", self.home);
        let text = json!({
            "authority": base, "graph": base, "exchange": base, "tenantId": TENANT, "clientId": "app",
            "clientSecret": "secret",
        });
        let info = ConnectInfo::parse(&text.to_string(), "test").unwrap();
        let now = "2026-07-25T08:00:00Z".parse().unwrap();
        let env = Env {
            clock: Arc::new(FixedClock::at(now)),
            entropy: Entropy::seeded(1),
        };
        let transport = Wire {
            http: HttpTransport::new(None).unwrap(),
            servers: Arc::clone(&self.servers),
        };
        Connection::new(&info, Arc::new(transport), env)
    }

    async fn users(&self) -> Result<usize, ReadError> {
        let query = UserQuery::new(UserSelect::NAMES, UserFilter::Licensed);
        let pages: Vec<_> = self.connect().users(&query).try_collect().await?;
        Ok(pages.iter().map(|page| page.rows.len()).sum())
    }
}

fn serve(runtime: &Runtime, router: Router) -> SocketAddr {
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    runtime.spawn(async move { axum::serve(listener, router).await });
    address
}

/// The real transport. The clock of the test stands still while it waits for the wire.
#[derive(Debug)]
struct Wire {
    http: HttpTransport,
    servers: Arc<Runtime>,
}

impl Transport for Wire {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, SendError>> {
        let (http, servers) = (self.http.clone(), Arc::clone(&self.servers));
        let sending = tokio::task::spawn_blocking(move || servers.block_on(http.send(request)));
        async { sending.await.unwrap() }.boxed()
    }
}

fn answer(status: u16, headers: &[(&str, String)], body: impl Into<Body>) -> Response {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, value);
    }
    response.body(body.into()).unwrap()
}

fn page(body: &serde_json::Value) -> Response {
    answer(
        200,
        &[("content-type", "application/json".to_owned())],
        body.to_string(),
    )
}

fn zipped(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// A byte at a time, and then nothing more.
fn dripping(bytes: &'static [u8]) -> impl Stream<Item = std::io::Result<Bytes>> + Send {
    stream::iter(bytes.chunks(1)).then(|drop| async move {
        tokio::time::sleep(Duration::from_millis(2)).await;
        Ok(Bytes::from_static(drop))
    })
}

fn user(n: usize) -> serde_json::Value {
    json!({"id": uuid::Uuid::from_u128(n as u128), "userPrincipalName": "a@contoso.com", "assignedLicenses": []})
}

/// A first page that leads somewhere.
fn leading_to(link: &str) -> Response {
    page(&json!({"value": [user(1)], "@odata.nextLink": link}))
}

#[test]
fn every_misbehaviour_is_an_error_in_words_and_the_token_stays_at_home() {
    let cases: &[Case] = &[
        (
            "a redirect to another host",
            |_, _, away| answer(302, &[("location", format!("http://{away}/x"))], ""),
            "302",
        ),
        (
            "a permanent one, with the request",
            |_, _, away| answer(308, &[("location", format!("http://{away}/x"))], ""),
            "308",
        ),
        (
            "a next link to another host",
            |_, _, away| leading_to(&format!("http://{away}/v1.0/users?$skiptoken=a")),
            "another host",
        ),
        (
            "a next link with another name in front",
            |_, home, away| leading_to(&format!("http://{home}@{away}/v1.0/users")),
            "another host",
        ),
        (
            "a next link to itself",
            |_, home, _| leading_to(&format!("http://{home}/v1.0/users?again")),
            "followed before",
        ),
        (
            "a next link that is none",
            |_, _, _| leading_to("http://"),
            "no URL",
        ),
        (
            "HTML and 200",
            |_, _, _| {
                answer(
                    200,
                    &[("content-type", "text/html".to_owned())],
                    "<html>Sign in</html>",
                )
            },
            "users",
        ),
        (
            "HTML and 503",
            |_, _, _| {
                answer(
                    503,
                    &[("content-type", "text/html".to_owned())],
                    "<html>busy</html>",
                )
            },
            "503",
        ),
        (
            "HTML and 403",
            |_, _, _| {
                answer(
                    403,
                    &[("content-type", "text/html".to_owned())],
                    "<html>proxy</html>",
                )
            },
            "403",
        ),
        (
            "JSON that calls itself gzip",
            |_, _, _| {
                answer(
                    200,
                    &[("content-encoding", "gzip".to_owned())],
                    "{\"value\":[]}",
                )
            },
            "127.0.0.1",
        ),
        (
            "half of a gzip",
            |_, _, _| {
                let whole = zipped(&json!({"value": [user(1)]}).to_string());
                answer(
                    200,
                    &[("content-encoding", "gzip".to_owned())],
                    whole[..whole.len() / 2].to_vec(),
                )
            },
            "127.0.0.1",
        ),
        (
            "a slow drip that dries up",
            |_, _, _| {
                let drops = dripping(b"{\"value\":[");
                answer(
                    200,
                    &[("content-length", "4000".to_owned())],
                    Body::from_stream(drops),
                )
            },
            "127.0.0.1",
        ),
        ("an empty body", |_, _, _| answer(200, &[], ""), "users"),
        ("204 for a list", |_, _, _| answer(204, &[], ""), "users"),
        (
            "another document",
            |_, _, _| page(&json!({"status": "ok"})),
            "users",
        ),
        (
            "null for a list",
            |_, _, _| page(&json!({"value": null})),
            "users",
        ),
        (
            "a row without its id",
            |_, _, _| page(&json!({"value": [{"mail": null}]})),
            "users",
        ),
        (
            "a cut body",
            |_, _, _| answer(200, &[], "{\"value\":[{\"id\":\"4"),
            "users",
        ),
        (
            "a good page, then half of one",
            |nth, home, _| match nth {
                1 => leading_to(&format!("http://{home}/v1.0/users?$skiptoken=a")),
                _ => answer(200, &[], "{\"value\":[{\"id\":"),
            },
            "users",
        ),
        (
            "a good page, then another host",
            |nth, home, away| match nth {
                1 => leading_to(&format!("http://{home}/v1.0/users?$skiptoken=a")),
                _ => answer(
                    307,
                    &[("location", format!("http://{away}/v1.0/users"))],
                    "",
                ),
            },
            "307",
        ),
    ];
    for (name, behaviour, words) in cases {
        let hostile = Hostile::new(*behaviour);
        let said = on_virtual_time(hostile.users());
        let error = said.expect_err(name).to_string();
        assert!(error.contains(words), "{name}: {error}");
        assert!(
            error.len() < 1_000 && !error.contains(TOKEN),
            "{name}: {error}"
        );
        assert_eq!(
            *hostile.away.lock().unwrap(),
            [],
            "{name}: another host was asked"
        );
        assert!(
            hostile.asked.load(Ordering::SeqCst) < 30,
            "{name}: it was asked too often"
        );
    }
}

#[test]
fn a_list_without_an_end_ends_in_an_error() {
    let hostile = Hostile::new(|nth, home, _| {
        page(
            &json!({"value": [], "@odata.nextLink": format!("http://{home}/v1.0/users?$skiptoken={nth}")}),
        )
    });
    let error = on_virtual_time(hostile.users())
        .expect_err("there is no whole list")
        .to_string();
    assert!(error.contains("does not end"), "{error}");
}

#[test]
fn a_report_is_fetched_from_elsewhere_without_the_token() {
    let hostile = Hostile::new(|_, _, away| {
        answer(
            302,
            &[("location", format!("http://{away}/report.csv"))],
            "",
        )
    });
    let connection = hostile.connect();
    let said = on_virtual_time(async { connection.mailbox_usage(Period::D7).await });
    let error = said.expect_err("what came is no report").to_string();
    assert!(error.contains("getMailboxUsageDetail"), "{error}");
    assert_eq!(
        *hostile.away.lock().unwrap(),
        [("/report.csv".to_owned(), false)]
    );
}

#[test]
fn a_clock_that_is_years_off_does_not_end_the_work() {
    for date in [
        "Sat, 01 Jan 2000 00:00:00 GMT",
        "Fri, 01 Jan 2100 00:00:00 GMT",
        "yesterday",
    ] {
        let hostile = Hostile::new(move |_, _, _| {
            let body = json!({"value": [user(1)]}).to_string();
            answer(200, &[("date", date.to_owned())], body)
        });
        assert_eq!(on_virtual_time(hostile.users()), Ok(1), "{date}");
    }
}

fn on_virtual_time<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(work)
}
