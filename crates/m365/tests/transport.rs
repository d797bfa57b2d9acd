//! The real transport against small servers on loopback.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

use std::io::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use axum::routing::get;
use boxseat_m365::{HttpTransport, SendError, SetupError, Transport as _};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::Request;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// A server that says these bytes to whoever asks, and hangs up.
async fn say(bytes: &'static [u8]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(bytes).await;
        }
    });
    address
}

async fn ask(address: SocketAddr, path: &str) -> Result<http::Response<Bytes>, SendError> {
    let transport = HttpTransport::new(None).unwrap();
    let request = Request::get(format!("http://{address}{path}"))
        .body(Bytes::new())
        .unwrap();
    tokio::time::timeout(Duration::from_mins(1), transport.send(request))
        .await
        .unwrap()
}

fn zipped(size: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b' '; size]).unwrap();
    encoder.finish().unwrap()
}

fn answer(status: u16, headers: &[(&str, &str)], body: Vec<u8>) -> Response {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Body::from(body)).unwrap()
}

#[tokio::test]
async fn answers_come_as_they_are() {
    let zip = [("content-encoding", "gzip")];
    let router = Router::new()
        .route(
            "/small",
            get(move || async move { answer(200, &zip, zipped(5_000)) }),
        )
        .route(
            "/moved",
            get(|| async { answer(302, &[("location", "/small")], vec![]) }),
        )
        .route(
            "/forbidden",
            get(move || async move { answer(403, &zip, vec![0; 4096]) }),
        )
        .route(
            "/broken",
            get(move || async move { answer(200, &zip, vec![0; 4096]) }),
        );
    let address = serve(router).await;

    let small = ask(address, "/small").await.unwrap();
    assert_eq!((small.status().as_u16(), small.body().len()), (200, 5_000));
    let moved = ask(address, "/moved").await.unwrap();
    assert_eq!(
        (moved.status().as_u16(), &moved.headers()["location"]),
        (302, &"/small".parse().unwrap())
    );
    let forbidden = ask(address, "/forbidden").await.unwrap();
    assert_eq!(
        forbidden.status(),
        403,
        "a body that is no gzip does not hide the status"
    );
    assert!(matches!(
        ask(address, "/broken").await,
        Err(SendError::MaybeSent { .. })
    ));
}

#[tokio::test]
async fn a_bomb_is_not_unpacked() {
    let bomb = zipped(300 * 1024 * 1024);
    let router = Router::new().route(
        "/",
        get(|| async { answer(200, &[("content-encoding", "gzip")], bomb) }),
    );
    let said = ask(serve(router).await, "/").await;
    assert!(
        matches!(&said, Err(SendError::MaybeSent { why }) if why.contains("larger than")),
        "{said:?}"
    );
}

#[tokio::test]
async fn what_was_never_sent_is_told_from_what_may_have_been() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = closed.local_addr().unwrap();
    drop(closed);
    let said = ask(nobody, "/").await;
    assert!(matches!(said, Err(SendError::NotSent { .. })), "{said:?}");

    for bytes in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf",
    ] {
        let said = ask(say(bytes).await, "/secret?token=hidden").await;
        let Err(SendError::MaybeSent { why }) = said else {
            panic!("{said:?}")
        };
        assert!(!why.contains("hidden"), "{why}");
    }

    let plain = say(b"this is no TLS").await;
    let transport = HttpTransport::new(None).unwrap();
    let request = Request::get(format!("https://{plain}/"))
        .body(Bytes::new())
        .unwrap();
    assert!(matches!(
        transport.send(request).await,
        Err(SendError::NotSent { .. })
    ));
}

#[test]
fn a_certificate_file_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    assert!(matches!(
        HttpTransport::new(Some(&file)),
        Err(SetupError::Read(_))
    ));
    for text in ["", "no certificate"] {
        fs_err::write(&file, text).unwrap();
        assert!(
            matches!(
                HttpTransport::new(Some(&file)),
                Err(SetupError::Certificate { .. })
            ),
            "{text}"
        );
    }
}
