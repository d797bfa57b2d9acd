//! The pages of what went wrong.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use words::{Locale, web};

use crate::shell::Shell;
use crate::view::ToDo;
use crate::visit::Visit;
use crate::{PageError, Site};

/// Why a page is not shown.
#[derive(Debug)]
pub(crate) enum Problem {
    /// There is no such page.
    NotFound,
    /// The last review does not know this mailbox.
    NoMailbox(String),
    /// A filter that does not exist.
    BadFilter(String),
    /// Something other than reading was asked.
    ReadOnly,
    /// Another name than this machine's.
    WrongHost(String),
    /// There is no review yet.
    NotReviewed,
    /// It could not be made.
    Failed(PageError),
}

impl From<PageError> for Problem {
    fn from(error: PageError) -> Self {
        Self::Failed(error)
    }
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::NoMailbox(_) => StatusCode::NOT_FOUND,
            Self::BadFilter(_) => StatusCode::BAD_REQUEST,
            Self::ReadOnly => StatusCode::METHOD_NOT_ALLOWED,
            Self::WrongHost(_) => StatusCode::MISDIRECTED_REQUEST,
            Self::NotReviewed => StatusCode::OK,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn title(&self, l: &Locale) -> String {
        match self {
            Self::NotFound => web::not_found(l),
            Self::NoMailbox(_) => web::no_mailbox(l),
            Self::BadFilter(_) => web::bad_filter(l),
            Self::ReadOnly => web::read_only(l),
            Self::WrongHost(_) => web::wrong_host(l),
            Self::NotReviewed => web::not_reviewed(l),
            Self::Failed(_) => web::failed(l),
        }
    }

    fn about(&self, l: &Locale) -> String {
        match self {
            Self::NotFound => web::not_found_about(l),
            Self::NoMailbox(id) => web::no_mailbox_about(l, id),
            Self::BadFilter(text) => {
                let keys = ToDo::ALL.map(ToDo::key);
                web::bad_filter_about(l, &words::commas(&keys, l), text)
            }
            Self::ReadOnly => web::read_only_about(l),
            Self::WrongHost(host) => web::wrong_host_about(l, host),
            Self::NotReviewed => web::not_reviewed_about(l),
            Self::Failed(error) => web::failed_about(l, &error.to_string()),
        }
    }
}

#[derive(Debug, Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    shell: Shell,
    about: String,
    /// Is there a way back to where something is?
    way_back: bool,
}

/// The page that says it.
pub(crate) fn page(site: &Site, visit: &Visit, problem: &Problem) -> Response {
    if let Problem::Failed(error) = problem {
        tracing::error!(%error, path = visit.path, "a page could not be made");
    }
    let shell = Shell::new(site, visit, None, |l| problem.title(l));
    let page = ProblemPage {
        about: problem.about(&shell.locale),
        way_back: matches!(
            problem,
            Problem::NotFound | Problem::NoMailbox(_) | Problem::BadFilter(_)
        ),
        shell,
    };
    let html = page.render().unwrap_or(page.about);
    (problem.status(), Html(html)).into_response()
}

/// An address without a page.
pub(crate) async fn not_found(State(site): State<Site>, visit: Visit) -> Response {
    page(&site, &visit, &Problem::NotFound)
}

/// A method that would change something.
pub(crate) async fn read_only(State(site): State<Site>, visit: Visit) -> Response {
    page(&site, &visit, &Problem::ReadOnly)
}
