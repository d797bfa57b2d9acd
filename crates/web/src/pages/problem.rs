//! The pages of what went wrong: what happened, that nothing was changed, and what to do.

use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequestParts as _, Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use engine::EngineError;
use http::StatusCode;
use words::{Locale, Whereabouts, home, products, run, signin, ui, users, web};

use crate::desk::Desk;
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
    /// The history knows no such run.
    NoRun(String),
    /// The directory holds no such account.
    NoUser(String),
    /// A form that does not come from our pages.
    BadForm,
    /// A form that names nothing.
    NothingPicked,
    /// Answers for several mailboxes at once.
    OneByOne,
    /// The mailbox's name was not typed.
    NameNotTyped(String),
    /// No reason was given.
    NoReason,
    /// The number of mailboxes was not typed.
    NumberNotTyped(usize),
    /// The proposal is not kept any more, or is somebody else's.
    NoProposal,
    /// A filter that does not exist.
    BadFilter(String),
    /// A filter of users that does not exist.
    BadUsersFilter(String),
    /// The page does not take this method.
    WrongMethod,
    /// Another name than ours.
    WrongHost {
        /// The name that was asked for.
        asked: String,
        /// Ours; `None` are those of the certificate.
        ours: Option<Vec<String>>,
    },
    /// Nobody is signed in.
    NotSignedIn,
    /// The person belongs to another tenant.
    NotYours,
    /// A page of another site sent it.
    Foreign,
    /// A link that signs in once, and did.
    LinkSpent,
    /// There is no review yet.
    NotReviewed,
    /// The tenant has no such subscription.
    NoSubscription(String),
    /// What the page is about could not be read, and why, as a sentence.
    Unread(String),
    /// It could not be made.
    Failed(PageError),
}

impl<E: Into<PageError>> From<E> for Problem {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound
            | Self::NoMailbox(_)
            | Self::NoRun(_)
            | Self::NoUser(_)
            | Self::NoSubscription(_) => StatusCode::NOT_FOUND,
            Self::BadFilter(_) | Self::BadUsersFilter(_) | Self::BadForm => StatusCode::BAD_REQUEST,
            Self::NothingPicked
            | Self::OneByOne
            | Self::NameNotTyped(_)
            | Self::NoReason
            | Self::NumberNotTyped(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NoProposal | Self::LinkSpent => StatusCode::GONE,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::WrongHost { .. } => StatusCode::MISDIRECTED_REQUEST,
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::NotYours | Self::Foreign => StatusCode::FORBIDDEN,
            Self::NotReviewed => StatusCode::OK,
            Self::Unread(_) => StatusCode::BAD_GATEWAY,
            Self::Failed(error) if error.is_denied() => StatusCode::FORBIDDEN,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn title(&self, l: &Locale) -> String {
        match self {
            Self::NotFound => web::not_found(l),
            Self::NoMailbox(_) => web::no_mailbox(l),
            Self::NoRun(_) => run::no_run(l),
            Self::NoUser(_) => users::no_user(l),
            Self::BadForm => run::bad_form(l),
            Self::NothingPicked => run::nothing_picked(l),
            Self::OneByOne => run::one_by_one(l),
            Self::NameNotTyped(_) => run::name_not_typed(l),
            Self::NoReason => run::no_reason(l),
            Self::NumberNotTyped(_) => run::number_not_typed(l),
            Self::NoProposal => run::no_proposal(l),
            Self::BadFilter(_) => web::bad_filter(l),
            Self::BadUsersFilter(_) => users::bad_filter(l),
            Self::WrongMethod => web::wrong_method(l),
            Self::WrongHost { .. } => web::wrong_host(l),
            Self::NotSignedIn => web::not_signed_in(l),
            Self::NotYours => signin::not_yours(l),
            Self::Foreign => signin::foreign(l),
            Self::LinkSpent => signin::link_spent(l),
            Self::NotReviewed => home::begin(l),
            Self::NoSubscription(_) => products::not_found(l),
            Self::Unread(_) => products::unread(l),
            Self::Failed(error) if error.is_denied() => web::denied(l),
            Self::Failed(_) => web::failed(l),
        }
    }

    fn about(&self, l: &Locale) -> String {
        match self {
            Self::NotFound => web::not_found_about(l),
            Self::NoMailbox(id) => web::no_mailbox_about(l, id),
            Self::NoRun(id) => run::no_run_about(l, id),
            Self::NoUser(id) => users::no_user_about(l, id),
            Self::BadForm => run::bad_form_about(l),
            Self::NothingPicked => run::nothing_picked_about(l),
            Self::OneByOne => run::one_by_one_about(l),
            Self::NameNotTyped(name) => run::name_not_typed_about(l, name),
            Self::NoReason => run::no_reason_about(l),
            Self::NumberNotTyped(number) => run::number_not_typed_about(l, *number as u64),
            Self::NoProposal => run::no_proposal_about(l),
            Self::BadFilter(text) => {
                let keys = ToDo::ALL.map(ToDo::key);
                web::bad_filter_about(l, &words::commas(&keys, l), text)
            }
            Self::BadUsersFilter(text) => users::bad_filter_about(l, text),
            Self::WrongMethod => web::wrong_method_about(l),
            Self::WrongHost { asked, ours } => {
                let ours = ours.as_deref().map_or_else(
                    || signin::names_certificate(l),
                    |names| words::list(names, l),
                );
                web::wrong_host_about(l, &ours, asked)
            }
            Self::NotSignedIn => web::not_signed_in_about(l),
            Self::NotYours => signin::not_yours_about(l),
            Self::Foreign => signin::foreign_about(l),
            Self::LinkSpent => signin::link_spent_about(l),
            Self::NotReviewed => home::begin_about(l),
            Self::NoSubscription(text) => products::not_found_about(l, text),
            Self::Unread(why) => why.clone(),
            Self::Failed(PageError::Engine(error)) => run::refused(l, &why(error, l)),
            Self::Failed(error) => web::failed_about(l, &error.to_string()),
        }
    }
}

/// Why the engine did not do it, and what to do. Addresses and files of the connection stand on its own page.
pub(crate) fn why(error: &EngineError, l: &Locale) -> String {
    let cloud = ui::cloud(l);
    let at = Whereabouts {
        host: &cloud,
        authority: &cloud,
        application: "Boxseat",
        connect: "connect.json",
        data: "Boxseat",
    };
    words::trouble(&error.trouble(), &at, l)
}

/// A problem on its way out: [`told`] makes the page of it, in the reader's language.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Makes a page of the problem that a handler ended with.
pub(crate) async fn told(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let asked = parts.clone();
    let answer = next.run(Request::from_parts(parts.clone(), body)).await;
    let Some(problem) = answer.extensions().get::<Arc<Problem>>() else {
        return answer;
    };
    if let Problem::Failed(error) = &**problem
        && !error.is_denied()
    {
        tracing::error!(%error, path = asked.uri.path(), "a page could not be made");
    }
    let mut page = match Desk::from_request_parts(&mut parts, &site).await {
        Ok(desk) => page(desk.shell(problem.title(&desk.locale)), problem),
        Err(_) => bare(&site, &Visit::of(&asked), problem),
    };
    // A method that is not taken names those that are.
    let headers = answer.headers().clone();
    for (name, value) in headers {
        if let Some(name) = name.filter(|n| *n == http::header::ALLOW) {
            page.headers_mut().insert(name, value);
        }
    }
    page
}

#[derive(Debug, Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    shell: Shell,
    about: String,
    /// Is there a way back to where something is?
    way_back: bool,
    /// Where the first review is asked for.
    review: Option<String>,
}

fn page(shell: Shell, problem: &Problem) -> Response {
    let page = ProblemPage {
        about: problem.about(&shell.locale),
        way_back: !matches!(problem, Problem::WrongHost { .. } | Problem::NotReviewed),
        review: matches!(problem, Problem::NotReviewed).then(|| format!("{}/review", shell.home)),
        shell,
    };
    let html = page.render().unwrap_or(page.about);
    (problem.status(), Html(html)).into_response()
}

/// The page that says it to somebody of whom nothing is known.
pub(crate) fn bare(site: &Site, visit: &Visit, problem: &Problem) -> Response {
    page(Shell::bare(site, visit, |l| problem.title(l)), problem)
}

/// An address without a page.
pub(crate) async fn not_found() -> Problem {
    Problem::NotFound
}

/// A method that the page does not take.
pub(crate) async fn wrong_method() -> Problem {
    Problem::WrongMethod
}
