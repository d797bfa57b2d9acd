//! A form as it was filled in.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};

use crate::Site;
use crate::address::Params;
use crate::pages::problem::Problem;

/// The fields of a form, in their order; a field may come several times.
#[derive(Debug, Clone)]
pub(crate) struct Filled(pub(crate) Params);

impl FromRequest<Site> for Filled {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Problem> {
        // The only way to fail is a body that is too long or breaks off.
        let body = Bytes::from_request(request, site).await;
        let body = body.map_err(|_| Problem::BadForm)?;
        let text = std::str::from_utf8(&body).map_err(|_| Problem::BadForm)?;
        Ok(Self(Params::parse(text)))
    }
}
