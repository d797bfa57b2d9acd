//! The pages over the network.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use tokio::net::TcpListener;

use crate::door::Front;
use crate::works::Works;
use crate::{Site, router, watching};

/// Requests that were begun are given so long to be answered.
const GRACE: Duration = Duration::from_secs(3);

/// Serves the pages of a site until `shutdown` is ready; requests that were begun are answered, streams end.
///
/// What others than this machine reach is not served without TLS or a proxy: [`Front::check`].
pub async fn serve(
    listener: TcpListener,
    site: Site,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let front = site.access.front().clone();
    front
        .check(listener.local_addr()?)
        .map_err(|exposed| io::Error::new(io::ErrorKind::PermissionDenied, exposed))?;
    let works = Works::default();
    let (handle, ending) = (Handle::new(), works.clone());
    let (server, watching) = (handle.clone(), tokio::spawn(watching::keep(site.clone())));
    let watch = tokio::spawn(async move {
        shutdown.await;
        ending.close();
        server.graceful_shutdown(Some(GRACE));
    });
    let pages = router::with(site, works).into_make_service_with_connect_info::<SocketAddr>();
    let listener = listener.into_std()?;
    let served = match front {
        Front::Tls(tls) => {
            let config = RustlsConfig::from_config(tls.config);
            axum_server::from_tcp_rustls(listener, config)?
                .handle(handle)
                .serve(pages)
                .await
        }
        Front::Loopback | Front::Proxy { .. } => {
            axum_server::from_tcp(listener)?
                .handle(handle)
                .serve(pages)
                .await
        }
    };
    watch.abort();
    watching.abort();
    served
}
