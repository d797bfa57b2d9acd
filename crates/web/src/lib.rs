//! The pages: a door to the engine for people with a browser, and a report that needs nothing but a browser.
//!
//! ```text
//! report_html(&ReportView) -> Result<String, PageError>       one self-contained page for a manager
//! report_csv(&ReportView) -> Result<String, PageError>        the same for a spreadsheet
//! router(Site) -> axum::Router                                the admin centre
//! serve(TcpListener, Site, shutdown) -> io::Result<()>        the same, until `shutdown` is ready
//! one_time_link(&Site, name) -> path                          for whoever reads this terminal
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
mod serve;
mod shell;
mod site;
mod view;
mod visit;
mod watching;
mod work;
mod works;

pub use csv::{csv_table, report_csv};
pub use door::{
    Access, BadPassword, Door, Exposed, Front, LINK_LASTS, Oidc, Registration, Tls, TlsError, Wire,
    hash_password, one_time_link,
};
pub use error::PageError;
pub use report::{ReportView, report_html};
pub use router::{endpoints, router};
pub use routes::Endpoint;
pub use serve::serve;
pub use site::{Place, Site};
pub use view::overview::manager_sentences;
