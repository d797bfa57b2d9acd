//! Signing in with Microsoft Entra ID: OpenID Connect, authorization code with PKCE (`graph.md` 1.3, 1.7).
//!
//! ```text
//! begin:   discovery ─▶ state, nonce, verifier in a cookie ─▶ the authority's page
//! finish:  state ─▶ code + verifier + secret ─▶ id token ─▶ signature, issuer, audience, tenant, nonce, time ─▶ person
//! ```
//!
//! The application's own registration is used, so the authority is that of one tenant and the issuer is that
//! tenant's: nobody from another directory comes in. Tokens are thrown away once the person is known.

mod claims;
mod discovery;
mod http;
mod keys;
mod roles;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use futures_util::future::BoxFuture;
use model::{Env, TenantId};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use url::Url;

use super::{Person, Way, session::token};
use http::Form;
use keys::Keys;

/// The way to the authority: one request out, one answer in. It follows no redirect.
pub trait Wire: Send + Sync + fmt::Debug {
    /// Sends a request whose URI is absolute; the error says why there is no answer.
    fn send(
        &self,
        request: ::http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<::http::Response<Bytes>, String>>;
}

/// A registration at a tenant's authority, by which its people sign in.
pub struct Registration {
    /// The tenant; nobody of another one comes in by it.
    pub tenant: TenantId,
    /// Where the authority is, such as `https://login.microsoftonline.com`.
    pub authority: Url,
    /// Hosts that may speak for the authority besides its own: those of its cloud.
    pub also: Vec<Url>,
    /// The application.
    pub client_id: String,
    /// Its secret.
    pub client_secret: SecretString,
}

/// Entra ID as a way in to one tenant.
pub struct Oidc {
    registration: Registration,
    wire: Arc<dyn Wire>,
    env: Env,
    keys: Keys,
}

impl fmt::Debug for Oidc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Oidc")
            .field("tenant", &self.registration.tenant)
            .finish_non_exhaustive()
    }
}

/// What a browser keeps while its person is at the authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pending {
    /// Which tenant's authority.
    pub(crate) place: String,
    /// Where to go afterwards.
    pub(crate) to: String,
    state: String,
    nonce: String,
    verifier: String,
}

/// Somebody whom the authority knows.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) person: Person,
    /// The session there, where it was told: its end is the end of ours.
    pub(crate) elsewhere: Option<String>,
}

/// Why nobody came in. Nothing in it is a secret: no code, no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Stranger {
    /// The answer belongs to no question of this browser.
    #[error("the answer belongs to no sign-in that began in this browser")]
    NotAsked,
    /// The authority says no; its code, such as `access_denied`.
    #[error("Entra ID answered {0}")]
    Declined(String),
    /// The authority could not be asked.
    #[error("Entra ID could not be asked: {0}")]
    Unreachable(String),
    /// What it says of itself, or of its keys, cannot be used.
    #[error("what Entra ID says of itself cannot be used: {0}")]
    Odd(String),
    /// The id token proves nothing.
    #[error("the id token was not accepted: {0}")]
    Token(&'static str),
}

impl Stranger {
    /// By the code that the authority gave.
    pub(crate) fn declined(code: &str) -> Self {
        Self::Declined(http::code(code))
    }
}

/// How long the authority may take.
const WITHIN: Duration = Duration::from_secs(20);

impl Oidc {
    /// A way in through this registration.
    pub fn new(registration: Registration, wire: Arc<dyn Wire>, env: Env) -> Self {
        Self {
            registration,
            wire,
            env,
            keys: Keys::default(),
        }
    }

    /// The tenant whose people come in here.
    pub const fn tenant(&self) -> TenantId {
        self.registration.tenant
    }

    /// Where to send the browser, and what it keeps meanwhile. `back` is where the authority sends it afterwards.
    pub(crate) async fn begin(
        &self,
        place: &str,
        to: &str,
        back: &str,
    ) -> Result<(Url, Pending), Stranger> {
        let endpoints = self.endpoints().await?;
        let entropy = &self.env.entropy;
        let pending = Pending {
            place: place.to_owned(),
            to: to.to_owned(),
            state: token(entropy),
            nonce: token(entropy),
            verifier: token(entropy),
        };
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(pending.verifier.as_bytes()));
        let mut page = endpoints.authorization.clone();
        page.query_pairs_mut().extend_pairs([
            ("client_id", self.registration.client_id.as_str()),
            ("response_type", "code"),
            ("redirect_uri", back),
            ("response_mode", "query"),
            ("scope", "openid profile"),
            ("state", &pending.state),
            ("nonce", &pending.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("prompt", "select_account"),
        ]);
        Ok((page, pending))
    }

    /// Who came back with this code.
    pub(crate) async fn finish(
        &self,
        pending: &Pending,
        code: &str,
        back: &str,
    ) -> Result<Known, Stranger> {
        let endpoints = self.endpoints().await?;
        let form = Form::new(&[
            ("grant_type", "authorization_code"),
            ("client_id", &self.registration.client_id),
            (
                "client_secret",
                self.registration.client_secret.expose_secret(),
            ),
            ("code", code),
            ("redirect_uri", back),
            ("code_verifier", &pending.verifier),
        ]);
        let answer = self.post(&endpoints.token, form).await?;
        let id_token = answer.id_token()?;
        let claims = self
            .check(&endpoints, id_token, &pending.nonce, answer.at)
            .await?;
        Ok(Known {
            elsewhere: claims.session(),
            person: Person {
                name: claims.name().to_owned(),
                shown_as: claims.shown_as(),
                roles: claims.roles(),
                tenant: Some(self.tenant()),
                way: Way::Entra,
            },
        })
    }

    /// Where to end the session at the authority; it leads back to `back`.
    pub(crate) async fn end(&self, back: &str) -> Result<Option<Url>, Stranger> {
        let end = self.endpoints().await?.end_session.clone();
        Ok(end.map(|mut end| {
            end.query_pairs_mut()
                .append_pair("post_logout_redirect_uri", back);
            end
        }))
    }
}

impl Pending {
    /// Is this state ours? Compared whole, whatever differs.
    pub(crate) fn is_answered_by(&self, state: &str) -> bool {
        Sha256::digest(state) == Sha256::digest(&self.state)
    }

    /// For a cookie.
    pub(crate) fn to_cookie(&self) -> Option<String> {
        Some(URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).ok()?))
    }

    pub(crate) fn from_cookie(text: &str) -> Option<Self> {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
    }
}
