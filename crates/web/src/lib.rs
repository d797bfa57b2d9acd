//! The pages: a door to the engine for people with a browser, and a report that needs nothing but a browser.
//!
//! ```text
//! report_html(&ReportView) -> Result<String, PageError>       one self-contained page for a manager
//! report_csv(&ReportView) -> Result<String, PageError>        the same for a spreadsheet
//! router(Site) -> axum::Router                                the admin centre
//! serve(TcpListener, Site, shutdown) -> io::Result<()>        the same, until `shutdown` is ready
//! ```
//!
//! A page is made of words and rows only: no handler knows a rule or decides what somebody may. Lists show what the
//! store holds and say how old that is; the panel of an account reads live. Everything works without a script.

mod address;
mod assets;
mod csv;
mod desk;
mod door;
mod error;
mod events;
mod filled;
mod guard;
mod pages;
mod report;
mod router;
mod routes;
mod shell;
mod site;
mod view;
mod visit;
mod watching;
mod work;
mod works;

use std::future::Future;
use std::io;

use tokio::net::TcpListener;

pub use csv::{csv_table, report_csv};
pub use error::PageError;
pub use report::{ReportView, report_html};
pub use router::{endpoints, router};
pub use routes::Endpoint;
pub use site::{Access, Place, Site};
pub use view::overview::manager_sentences;

use works::Works;

/// Serves the pages of a site until `shutdown` is ready; requests that were begun are answered, streams end.
///
/// The listener should be on loopback: there is no sign-in, and a request that names another host is refused.
pub async fn serve(
    listener: TcpListener,
    site: Site,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let works = Works::default();
    let watching = tokio::spawn(watching::keep(site.clone()));
    let pages = router::with(site, works.clone());
    let served = axum::serve(listener, pages)
        .with_graceful_shutdown(async move {
            shutdown.await;
            works.close();
        })
        .await;
    watching.abort();
    served
}
