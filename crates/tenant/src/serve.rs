//! The tenant on a socket. Not `axum::serve`, because a dropped connection has to end without a byte.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tower::ServiceExt as _;

use crate::gate::{Dropped, Secure};
use crate::tenant::Tenant;

/// Between two tries when the system gives no connection.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// How long a caller may take to agree on keys.
const HANDSHAKE: Duration = Duration::from_secs(10);

impl Tenant {
    /// Serves every connection of the listener until `stop` is done. Requests that were begun by then are answered
    /// before this is ready; whoever does not want to wait for them drops it, which closes their connections.
    pub async fn serve(&self, listener: TcpListener, stop: impl Future<Output = ()>) {
        self.serve_all(listener, None, stop).await;
    }

    /// The same over TLS ([`crate::tls`]).
    pub async fn serve_tls(
        &self,
        listener: TcpListener,
        config: Arc<ServerConfig>,
        stop: impl Future<Output = ()>,
    ) {
        self.serve_all(listener, Some(config.into()), stop).await;
    }

    async fn serve_all(
        &self,
        listener: TcpListener,
        tls: Option<TlsAcceptor>,
        stop: impl Future<Output = ()>,
    ) {
        let router = self.router();
        // Aborts what is in it when it goes.
        let mut connections = JoinSet::new();
        let (end, ending) = watch::channel(());
        tokio::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => break,
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => {
                        let (tls, router) = (tls.clone(), router.clone());
                        connections.spawn(accepted_from(peer, stream, tls, router, ending.clone()));
                    }
                    // Too many open files, or a caller that left already: the next one may fare better.
                    Err(error) => {
                        tracing::warn!(%error, "a connection was not accepted");
                        tokio::time::sleep(ACCEPT_PAUSE).await;
                    }
                },
                Some(ended) = connections.join_next() => heard(ended),
            }
        }
        drop((listener, ending));
        // Its receivers hear of it by its end.
        drop(end);
        while let Some(ended) = connections.join_next().await {
            heard(ended);
        }
    }
}

/// Only a judged answer panics, and nobody may overlook it.
fn heard(ended: Result<(), JoinError>) {
    if let Err(error) = ended
        && let Ok(panic) = error.try_into_panic()
    {
        std::panic::resume_unwind(panic);
    }
}

async fn accepted_from(
    peer: SocketAddr,
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    router: Router,
    ending: watch::Receiver<()>,
) {
    // Answers are small and written at once; waiting for more only adds 40 ms.
    let _ = stream.set_nodelay(true);
    let Some(tls) = tls else {
        return connection(stream, peer, false, router, ending).await;
    };
    match tokio::time::timeout(HANDSHAKE, tls.accept(stream)).await {
        Ok(Ok(stream)) => connection(stream, peer, true, router, ending).await,
        Ok(Err(error)) => tracing::debug!(%error, %peer, "no TLS"),
        Err(_) => tracing::debug!(%peer, "no TLS in time"),
    }
}

async fn connection<S>(
    stream: S,
    peer: SocketAddr,
    secure: bool,
    router: Router,
    mut ending: watch::Receiver<()>,
) where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let service = service_fn(move |request: http::Request<Incoming>| {
        let router = router.clone();
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            if secure {
                request.extensions_mut().insert(Secure);
            }
            let answered: Result<Response, Infallible> = router.oneshot(request).await;
            match answered {
                Ok(response) if response.extensions().get::<Dropped>().is_some() => {
                    Err(ConnectionDropped)
                }
                Ok(response) => Ok(response),
                Err(never) => match never {},
            }
        }
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(serving);
    let served = tokio::select! {
        served = &mut serving => served,
        // Nothing is ever sent: this is ready when the sender is gone.
        _ = ending.changed() => {
            serving.as_mut().graceful_shutdown();
            serving.await
        }
    };
    if let Err(error) = served {
        tracing::debug!(%error, %peer, "a connection ended early");
    }
}

/// Tells hyper to close the socket without an answer.
#[derive(Debug, thiserror::Error)]
#[error("dropped by a fault")]
struct ConnectionDropped;
