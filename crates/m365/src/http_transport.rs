//! The transport over the network.

use std::path::Path;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use http::{Request, Response};
use reqwest::{Certificate, Client, redirect};
use url::Url;

use crate::transport::{SendError, Transport};

/// HTTPS by rustls with the system's roots, HTTP/2, gzip, the system's proxy (never for this machine), no redirects.
#[derive(Debug, Clone)]
pub struct HttpTransport {
    far: Client,
    /// For hosts on this machine: no proxy could reach them.
    near: Client,
}

/// Most bytes of an answer, after decompression: some five times the largest report that is expected.
const MOST_BYTES: usize = 256 * 1024 * 1024;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// Why there is no transport.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The file with the certificate authority cannot be read.
    #[error("cannot read the certificate authority: {0}")]
    Read(#[from] std::io::Error),
    /// It holds no certificate.
    #[error("{path} holds no PEM certificate: {why}")]
    Certificate {
        /// The file.
        path: String,
        /// Why.
        why: String,
    },
    /// TLS or the proxy settings of this machine cannot be used.
    #[error("cannot set up HTTPS: {0}")]
    Client(String),
}

impl HttpTransport {
    /// A transport that trusts the system's roots and, if given, those in a PEM file.
    pub fn new(ca_file: Option<&Path>) -> Result<Self, SetupError> {
        let roots = ca_file
            .map(read_certificates)
            .transpose()?
            .unwrap_or_default();
        let make = |near: bool| {
            let builder = Client::builder()
                .user_agent(concat!("Boxseat/", env!("CARGO_PKG_VERSION")))
                .redirect(redirect::Policy::none())
                .connect_timeout(CONNECT_TIMEOUT)
                .tls_certs_merge(roots.clone());
            let builder = if near { builder.no_proxy() } else { builder };
            builder.build().map_err(|e| SetupError::Client(told(&e)))
        };
        Ok(Self {
            far: make(false)?,
            near: make(true)?,
        })
    }
}

fn read_certificates(path: &Path) -> Result<Vec<Certificate>, SetupError> {
    let bad = |why: String| SetupError::Certificate {
        path: path.display().to_string(),
        why,
    };
    let pem = fs_err::read(path)?;
    let found = Certificate::from_pem_bundle(&pem).map_err(|e| bad(told(&e)))?;
    if found.is_empty() {
        Err(bad("it is empty".to_owned()))
    } else {
        Ok(found)
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, SendError>> {
        self.exchange(request).boxed()
    }
}

impl HttpTransport {
    async fn exchange(&self, request: Request<Bytes>) -> Result<Response<Bytes>, SendError> {
        let not_sent = |why: String| SendError::NotSent { why };
        let url = Url::parse(&request.uri().to_string()).map_err(|e| not_sent(e.to_string()))?;
        let client = if wire::connect::is_loopback(&url) {
            &self.near
        } else {
            &self.far
        };
        let (parts, body) = request.into_parts();
        let sent = client
            .request(parts.method, url)
            .headers(parts.headers)
            .body(body)
            .send()
            .await;
        let mut answer = sent.map_err(|e| {
            let why = told(&e);
            if e.is_connect() || e.is_builder() {
                SendError::NotSent { why }
            } else {
                SendError::MaybeSent { why }
            }
        })?;
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        match bounded(&mut answer).await {
            Ok(body) => *response.body_mut() = body,
            // Exchange's empty 403 may call itself gzip and is not (`exchange.md` 9): the status still counts.
            Err(_) if response.status().is_client_error() => {}
            Err(why) => return Err(SendError::MaybeSent { why }),
        }
        Ok(response)
    }
}

async fn bounded(answer: &mut reqwest::Response) -> Result<Bytes, String> {
    let mut body = BytesMut::new();
    while let Some(chunk) = answer.chunk().await.map_err(|e| told(&e))? {
        if body.len() + chunk.len() > MOST_BYTES {
            return Err(format!("the answer is larger than {MOST_BYTES} bytes"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// The innermost cause says most, and holds no URL.
fn told(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    if std::ptr::addr_eq(std::ptr::from_ref(cause), std::ptr::from_ref(error)) {
        return if error.is_timeout() {
            "time ran out".to_owned()
        } else {
            "the request failed".to_owned()
        };
    }
    cause.to_string()
}
