//! Who is asking, and how somebody becomes someone: one-time links, Entra ID, the local administrator.
//!
//! ```text
//! link ──┐
//! entra ─┼─▶ Person ─▶ session (store) ─▶ cookie ─▶ recognise ─▶ required ─▶ handler
//! local ─┘
//! ```
//!
//! A person has roles of the person's own and reaches tenants of the person's own; what the connection may adds
//! nothing to either. What a role allows is decided in `engine`, on every call.

mod attempts;
mod cookie;
mod front;
pub(crate) mod link;
pub(crate) mod local;
pub(crate) mod oidc;
mod person;
pub(crate) mod session;
mod tls;
mod to;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use engine::Caller;
use http::Method;
use http::header::ACCEPT;
use http::request::Parts;

use crate::Site;
use crate::address::with_query;
use crate::pages::problem::{self, Problem};
use crate::visit::Visit;

pub(crate) use attempts::{Attempts, TooMany};
pub(crate) use cookie::Cookie;
pub use front::{Exposed, Front};
pub use link::{LINK_LASTS, one_time_link};
pub use local::{BadPassword, hash_password};
pub use oidc::{Oidc, Registration, Wire};
pub(crate) use person::{Person, Way};
pub(crate) use session::SignedIn;
pub use tls::{Tls, TlsError};
pub(crate) use to::own_path;

/// Who may come in.
#[derive(Debug, Clone)]
pub enum Access {
    /// Whoever reaches the pages is this person: for tests and examples, which are reached by nobody else.
    Open(Caller),
    /// People sign in.
    SignIn(Arc<Door>),
}

/// The ways in.
#[derive(Debug)]
pub struct Door {
    /// How the pages are reached.
    pub front: Front,
    /// Is the one-time link that was printed a way in? Then the page of those who sign in tells of it.
    pub links: bool,
    /// May the local administrator sign in, if there is one?
    pub local: bool,
    /// Entra ID, by the keys of the tenants whose people sign in with it.
    pub entra: Vec<(String, Oidc)>,
}

impl Door {
    /// Entra ID of a tenant.
    pub(crate) fn entra(&self, place: &str) -> Option<&Oidc> {
        let mut named = self.entra.iter().filter(|(key, _)| key == place);
        named.next().map(|(_, oidc)| oidc)
    }
}

impl Access {
    /// How the pages are reached.
    pub(crate) fn front(&self) -> &Front {
        match self {
            Self::Open(_) => &Front::Loopback,
            Self::SignIn(door) => &door.front,
        }
    }
}

/// Puts the person who asks beside the request. Without one, only pages that are for everybody answer.
pub(crate) async fn recognise(
    State(site): State<Site>,
    mut request: Request,
    next: Next,
) -> Response {
    let person = match &site.access {
        Access::Open(caller) => Ok(Some(SignedIn::open(caller))),
        // What a browser may keep for ever is nobody's.
        Access::SignIn(_) if request.uri().path().starts_with("/assets/") => Ok(None),
        Access::SignIn(door) => {
            let (parts, body) = request.into_parts();
            let found = session::find(&site, door, &parts).await;
            request = Request::from_parts(parts, body);
            found
        }
    };
    match person {
        Ok(Some(person)) => {
            request.extensions_mut().insert(person);
        }
        Ok(None) => {}
        Err(error) => {
            let (parts, _) = request.into_parts();
            return problem::bare(&site, &Visit::of(&parts), &error.into());
        }
    }
    next.run(request).await
}

/// Lets through who is signed in and, below a tenant, who may see it. Somebody who opened a page is led to the page
/// of those who sign in, and back again afterwards.
pub(crate) async fn required(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Some(person) = parts.extensions.get::<SignedIn>() else {
        return sign_in_first(&parts);
    };
    let visit = Visit::of(&parts);
    let place = visit.place().and_then(|key| site.place(key));
    if place.is_some_and(|place| !person.reaches(place)) {
        return Problem::NotYours.into_response();
    }
    next.run(Request::from_parts(parts, body)).await
}

fn sign_in_first(parts: &Parts) -> Response {
    let accepts = parts.headers.get(ACCEPT).and_then(|v| v.to_str().ok());
    let opens = parts.method == Method::GET && accepts.is_some_and(|a| a.contains("text/html"));
    if !opens {
        return Problem::NotSignedIn.into_response();
    }
    let here = parts.uri.path_and_query().map_or("/", |p| p.as_str());
    Redirect::to(&with_query("/sign-in", &[("to", here)])).into_response()
}
