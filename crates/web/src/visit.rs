//! One request: where to, with which parameters, and in which language it is answered.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::header::ACCEPT_LANGUAGE;
use http::request::Parts;
use words::Language;

use crate::address::{LANG, Links, Params};

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) path: String,
    pub(crate) params: Params,
    pub(crate) links: Links,
    pub(crate) language: Language,
}

impl Visit {
    pub(crate) fn of(parts: &Parts) -> Self {
        let params = Params::parse(parts.uri.query().unwrap_or_default());
        let chosen = params.get(LANG).and_then(|tag| tag.parse().ok());
        let wanted = parts.headers.get(ACCEPT_LANGUAGE);
        let language = chosen.unwrap_or_else(|| {
            Language::negotiate(wanted.and_then(|v| v.to_str().ok()).unwrap_or_default())
        });
        Self {
            path: parts.uri.path().to_owned(),
            params,
            links: Links { chosen },
            language,
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}
