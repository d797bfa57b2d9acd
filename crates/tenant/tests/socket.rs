//! The tenant on a real socket: an answer, a dropped connection without a byte, keep-alive.

mod support;

use serde_json::json;
use support::World;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

#[tokio::test]
async fn a_socket_answers_and_a_dropped_one_says_nothing() {
    let world = World::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let tenant = world.tenant.clone();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server =
        tokio::spawn(async move { tenant.serve(listener, async { _ = stopped.await }).await });

    let ask = |path: String| {
        let token = world.token.clone();
        async move {
            let mut stream = TcpStream::connect(address).await.unwrap();
            let request = format!(
                "GET {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\r\n"
            );
            stream.write_all(request.as_bytes()).await.unwrap();
            let mut text = String::new();
            let read = stream.read_to_string(&mut text).await;
            (text, read.is_ok())
        }
    };
    let (page, _) = ask("/v1.0/users?$top=1".to_owned()).await;
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    assert!(
        page.contains(&format!(
            "\"@odata.nextLink\":\"http://{address}/v1.0/users?$top=1&$skiptoken="
        )),
        "{page}"
    );

    world
        .fault(json!({"matcher": {"operation": "users.list"}, "effect": {"kind": "drop"}}))
        .await;
    let (nothing, _) = ask("/v1.0/users".to_owned()).await;
    assert_eq!(nothing, "");
    assert_eq!(world.fired().await, [1]);
    assert!(
        ask("/_tenant/clock".to_owned())
            .await
            .0
            .contains("offsetMillis")
    );

    stop.send(()).unwrap();
    server.await.unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}
