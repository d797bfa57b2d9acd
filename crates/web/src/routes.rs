//! A table of endpoints that becomes a router: what is served and what tests try is one list.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{get, post};
use http::Method;

use crate::Site;

/// Something that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// How.
    pub method: Method,
    /// Where: a path with its parameters in braces.
    pub path: &'static str,
    /// Is it for people who are signed in alone?
    pub needs_person: bool,
}

/// Endpoints with their handlers, all for everybody or all for people who are signed in.
pub(crate) struct Routes {
    router: Router<Site>,
    endpoints: Vec<Endpoint>,
    needs_person: bool,
}

impl Routes {
    pub(crate) fn for_everybody() -> Self {
        Self::new(false)
    }

    pub(crate) fn for_people() -> Self {
        Self::new(true)
    }

    fn new(needs_person: bool) -> Self {
        Self {
            router: Router::new(),
            endpoints: Vec::new(),
            needs_person,
        }
    }

    /// A page: changes nothing.
    pub(crate) fn get<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        let router = self.router.route(path, get(handler));
        Self { router, ..self }.with(Method::GET, path)
    }

    /// A form: what it changes is read back by the page that it leads to.
    pub(crate) fn post<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        let router = self.router.route(path, post(handler));
        Self { router, ..self }.with(Method::POST, path)
    }

    pub(crate) fn router(self) -> Router<Site> {
        self.router
    }

    pub(crate) fn endpoints(self) -> Vec<Endpoint> {
        self.endpoints
    }

    fn with(mut self, method: Method, path: &'static str) -> Self {
        self.endpoints.push(Endpoint {
            method,
            path,
            needs_person: self.needs_person,
        });
        self
    }
}
