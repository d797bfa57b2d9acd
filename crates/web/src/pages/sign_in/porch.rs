//! Somebody before the door: what the pages of signing in begin with.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::request::Parts;
use words::Locale;

use crate::desk::Answer;
use crate::door::{Access, Attempts, Cookie, Door, Person, SignedIn, own_path, session};
use crate::guard::asked_authority;
use crate::pages::problem::Problem;
use crate::shell::Shell;
use crate::visit::Visit;
use crate::{PageError, Site};

/// Somebody before the door.
pub(crate) struct Porch {
    pub(crate) site: Site,
    pub(crate) door: Arc<Door>,
    pub(crate) visit: Visit,
    pub(crate) parts: Parts,
}

impl FromRequestParts<Site> for Porch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        match &site.access {
            Access::SignIn(door) => Ok(Self {
                site: site.clone(),
                door: Arc::clone(door),
                visit: Visit::of(parts),
                parts: parts.clone(),
            }),
            // Where the door is open nobody signs in.
            Access::Open(_) => Err(Problem::NotFound),
        }
    }
}

impl Porch {
    pub(super) fn shell(&self, title: impl FnOnce(&Locale) -> String) -> Shell {
        Shell::bare(&self.site, &self.visit, title)
    }

    /// Who is signed in already.
    pub(super) fn person(&self) -> Option<&SignedIn> {
        self.parts.extensions.get()
    }

    /// A page of ours, as the browser that asks knows it.
    pub(super) fn address(&self, path: &str) -> String {
        let host = asked_authority(&self.parts).unwrap_or_default();
        format!("{}{path}", self.door.front.origin(host))
    }

    /// What the browser keeps while its person is at the authority.
    pub(super) fn pending_cookie(&self) -> Cookie {
        Cookie::of("boxseat-signing-in", &self.door.front, &self.parts)
    }

    pub(super) fn attempts(&self, name: Option<&str>) -> Attempts {
        Attempts::by(&self.door, &self.parts, name)
    }

    /// Lets somebody in, and leads on.
    pub(super) async fn let_in(
        &self,
        person: Person,
        elsewhere: Option<String>,
        to: Option<&str>,
    ) -> Answer {
        let to = to.and_then(own_path).unwrap_or("/");
        let mut response: Response = Redirect::to(to).into_response();
        session::begin(
            &self.site,
            &self.door,
            &self.parts,
            person,
            elsewhere,
            &mut response,
        )
        .await
        .map_err(PageError::from)?;
        Ok(response)
    }
}
