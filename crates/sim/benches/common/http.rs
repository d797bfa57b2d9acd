//! Plain calls, as a script makes them: a token, then one request after another.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Method, Request, Response};
use m365::{HttpTransport, Transport as _};
use serde_json::Value;
use wire::ConnectInfo;

use super::Times;

/// A client of one tenant without any cleverness.
#[derive(Debug)]
pub(crate) struct Plain {
    transport: HttpTransport,
    base: String,
    graph: String,
    exchange: String,
}

impl Plain {
    /// Signs in to both services with what a connect file says.
    pub(crate) async fn sign_in(connect_file: &str) -> Self {
        let info = ConnectInfo::parse(connect_file, "a tenant").expect("a connect file");
        let file: Value = serde_json::from_str(connect_file).expect("JSON");
        let secret = file["clientSecret"].as_str().expect("a secret");
        let transport = HttpTransport::new(None).expect("a transport");
        let base = info.graph.as_str().trim_end_matches('/').to_owned();
        let cloud = info.cloud.record();
        let mut plain = Self {
            transport,
            base,
            graph: String::new(),
            exchange: String::new(),
        };
        plain.graph = plain.token(&info, secret, cloud.graph).await;
        plain.exchange = plain.token(&info, secret, cloud.exchange).await;
        plain
    }

    async fn token(&self, info: &ConnectInfo, secret: &str, resource: &str) -> String {
        let scope = wire::oauth::default_scope(resource);
        let body = format!(
            "grant_type=client_credentials&client_id={}&client_secret={secret}&scope={}",
            info.client_id,
            scope.replace(':', "%3A").replace('/', "%2F")
        );
        let path = wire::oauth::token_path(&info.tenant_id.to_string());
        let request = Request::post(format!("{}{path}", self.base))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Bytes::from(body))
            .expect("a request");
        let answer = self.send(request).await;
        let body: Value = serde_json::from_slice(answer.body()).expect("JSON");
        body["access_token"].as_str().expect("a token").to_owned()
    }

    async fn send(&self, request: Request<Bytes>) -> Response<Bytes> {
        let answer = self.transport.send(request).await.expect("an answer");
        let status = answer.status();
        assert!(
            status.is_success(),
            "{status}: {}",
            String::from_utf8_lossy(answer.body())
        );
        answer
    }

    /// One call of Graph.
    pub(crate) async fn graph(&self, method: Method, path: &str, body: Option<&Value>) -> Bytes {
        self.call(method, path, body, &self.graph).await
    }

    /// One command of Exchange.
    pub(crate) async fn exchange(&self, path: &str, body: &Value) -> Bytes {
        self.call(Method::POST, path, Some(body), &self.exchange)
            .await
    }

    /// One call of `/_tenant`.
    pub(crate) async fn tenant(&self, method: Method, path: &str, body: Option<&Value>) -> Bytes {
        self.call(method, &format!("/_tenant{path}"), body, "")
            .await
    }

    async fn call(&self, method: Method, path: &str, body: Option<&Value>, token: &str) -> Bytes {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .header("consistencylevel", "eventual")
            .body(Bytes::from(body.map(Value::to_string).unwrap_or_default()))
            .expect("a request");
        self.send(request).await.into_body()
    }

    /// Asks for one address again and again, without a token.
    pub(crate) async fn again_at(url: &str, long: Duration) -> Times {
        let transport = HttpTransport::new(None).expect("a transport");
        let mut times = Times::default();
        let end = Instant::now() + long;
        while Instant::now() < end {
            let start = Instant::now();
            let request = Request::get(url)
                .header("accept", "application/json")
                .body(Bytes::new())
                .expect("a request");
            let answer = transport.send(request).await.expect("an answer");
            assert!(answer.status().is_success(), "{}", answer.status());
            times.add(start.elapsed());
        }
        times
    }
}
