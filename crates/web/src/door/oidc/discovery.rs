//! What the authority says of itself (`graph.md` 1.3). It is believed as far as its own hosts go.

use std::sync::Arc;

use jiff::SignedDuration;
use serde::Deserialize;
use url::Url;

use super::{Oidc, Stranger};

/// It is asked again after so long.
pub(super) const HOLDS: SignedDuration = SignedDuration::from_hours(24);

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: Url,
    token_endpoint: Url,
    jwks_uri: Url,
    #[serde(default)]
    end_session_endpoint: Option<Url>,
}

/// Where the authority is asked what.
#[derive(Debug)]
pub(super) struct Endpoints {
    pub(super) issuer: String,
    pub(super) authorization: Url,
    pub(super) token: Url,
    pub(super) keys: Url,
    pub(super) end_session: Option<Url>,
}

impl Oidc {
    /// From the cache, or asked for.
    pub(super) async fn endpoints(&self) -> Result<Arc<Endpoints>, Stranger> {
        let mut cache = self.keys.endpoints.lock().await;
        let now = self.env.now();
        if let Some((at, endpoints)) = &*cache
            && now.duration_since(*at) < HOLDS
        {
            return Ok(Arc::clone(endpoints));
        }
        let tenant = self.registration.tenant;
        let mut url = self.registration.authority.clone();
        url.set_path(&format!("/{tenant}/v2.0/.well-known/openid-configuration"));
        let document: Document = self.get(&url).await?;
        let endpoints = Arc::new(self.believe(document)?);
        *cache = Some((now, Arc::clone(&endpoints)));
        Ok(endpoints)
    }

    /// A secret goes to the token endpoint and a signature rests on the keys, so both have to be at the authority,
    /// or at another host of its cloud: 21Vianet's has two. The issuer is the tenant's own.
    fn believe(&self, document: Document) -> Result<Endpoints, Stranger> {
        let of_tenant = Url::parse(&document.issuer).is_ok_and(|issuer| {
            let tenant = self.registration.tenant.to_string();
            let named = issuer.path_segments().and_then(|mut s| s.next());
            self.is_ours(&issuer) && named == Some(tenant.as_str())
        });
        if !of_tenant {
            return Err(Stranger::Odd("its issuer is not the tenant's".to_owned()));
        }
        let far = [
            &document.authorization_endpoint,
            &document.token_endpoint,
            &document.jwks_uri,
        ]
        .into_iter()
        .chain(&document.end_session_endpoint)
        .find(|url| !self.is_ours(url));
        if let Some(url) = far {
            let host = url.host_str().unwrap_or_default();
            return Err(Stranger::Odd(format!("{host} is none of its hosts")));
        }
        Ok(Endpoints {
            issuer: document.issuer,
            authorization: document.authorization_endpoint,
            token: document.token_endpoint,
            keys: document.jwks_uri,
            end_session: document.end_session_endpoint,
        })
    }

    fn is_ours(&self, url: &Url) -> bool {
        let registration = &self.registration;
        let mut ours = std::iter::once(&registration.authority).chain(&registration.also);
        ours.any(|own| own.origin() == url.origin())
    }
}
