//! The answer to an application, by way of the browser.

use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, LOCATION};
use http::{HeaderValue, StatusCode};

use super::answer::TokenRefusal;
use super::page::Page;
use super::request::{ReplyTo, ResponseMode};
use crate::context::Context;

impl ReplyTo {
    /// With a code.
    pub(super) fn code(&self, code: String) -> Response {
        self.send(vec![("code", code)])
    }

    /// With an error.
    pub(super) fn refusal(&self, refusal: &TokenRefusal, context: &Context) -> Response {
        self.send(vec![
            ("error", refusal.error().to_owned()),
            ("error_description", refusal.description(context)),
        ])
    }

    fn send(&self, mut fields: Vec<(&str, String)>) -> Response {
        if let Some(state) = &self.state {
            fields.push(("state", state.clone()));
        }
        let encoded = || {
            url::form_urlencoded::Serializer::new(String::new())
                .extend_pairs(&fields)
                .finish()
        };
        match self.mode {
            ResponseMode::FormPost => {
                Page::form_post(&self.redirect_uri, self.origin(), &fields).answer(StatusCode::OK)
            }
            ResponseMode::Fragment => redirect(&format!("{}#{}", self.redirect_uri, encoded())),
            ResponseMode::Query => {
                let mark = if self.redirect_uri.contains('?') {
                    '&'
                } else {
                    '?'
                };
                redirect(&format!("{}{mark}{}", self.redirect_uri, encoded()))
            }
        }
    }
}

/// 302. A target that cannot stand in a header is one that was never registered.
pub(super) fn redirect(target: &str) -> Response {
    let Ok(target) = HeaderValue::from_str(target) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let mut response = StatusCode::FOUND.into_response();
    response.headers_mut().insert(LOCATION, target);
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
