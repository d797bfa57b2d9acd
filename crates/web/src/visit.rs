//! One request: where to, with which parameters, and in which language it is answered.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::header::{ACCEPT_LANGUAGE, COOKIE};
use http::request::Parts;
use words::Language;

use crate::address::{LANG, Params};

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) path: String,
    pub(crate) params: Params,
    pub(crate) language: Language,
    /// The language that this very address chooses: it is kept from now on.
    pub(crate) chosen: Option<Language>,
}

impl Visit {
    pub(crate) fn of(parts: &Parts) -> Self {
        let params = Params::parse(parts.uri.query().unwrap_or_default());
        let chosen = params.get(LANG).and_then(|tag| tag.parse().ok());
        let kept = || cookie(parts, LANG).and_then(|tag| tag.parse().ok());
        let wanted = parts.headers.get(ACCEPT_LANGUAGE);
        let language = chosen.or_else(kept).unwrap_or_else(|| {
            Language::negotiate(wanted.and_then(|v| v.to_str().ok()).unwrap_or_default())
        });
        Self {
            path: parts.uri.path().to_owned(),
            params,
            language,
            chosen,
        }
    }

    /// The key of the tenant that the address is about.
    pub(crate) fn place(&self) -> Option<&str> {
        self.path.strip_prefix("/t/")?.split('/').next()
    }
}

/// The value of a cookie that came with the request.
pub(crate) fn cookie<'p>(parts: &'p Parts, name: &str) -> Option<&'p str> {
    let headers = parts.headers.get_all(COOKIE).iter();
    let pairs = headers
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'));
    let mut named = pairs.filter_map(|pair| pair.trim().split_once('='));
    named.find(|(n, _)| *n == name).map(|(_, value)| value)
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}
