//! A request to sign somebody in (`graph.md` 1.7), checked before anybody sees a page. As long as the redirect URI
//! is not known to be the application's own, errors are shown here and sent nowhere.

use rusqlite::Connection;
use url::Url;

use super::answer::TokenRefusal;
use super::apps::{self, App};
use super::form::{known, missing};
use super::is_tenant;
use super::pkce::{BadChallenge, Challenge};
use super::scopes::Scopes;
use crate::error::Error;
use crate::tenant::Tenant;

/// How an answer goes back to the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ResponseMode {
    Query,
    Fragment,
    FormPost,
}

/// Whether and how the person is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prompt {
    /// Only when nobody is signed in.
    Auto,
    /// Never.
    None,
    /// For the password, whoever is signed in.
    Login,
    /// Who it is.
    SelectAccount,
}

/// Where an answer goes.
#[derive(Debug, Clone)]
pub(super) struct ReplyTo {
    pub(super) redirect_uri: String,
    pub(super) mode: ResponseMode,
    pub(super) state: Option<String>,
}

/// A request that is in order.
#[derive(Debug, Clone)]
pub(super) struct AuthRequest {
    pub(super) app: App,
    pub(super) reply: ReplyTo,
    pub(super) scopes: Scopes,
    pub(super) nonce: Option<String>,
    pub(super) challenge: Option<Challenge>,
    pub(super) prompt: Prompt,
    pub(super) login_hint: Option<String>,
    /// The parameters as they came, for the form of the page.
    pub(super) parameters: Parameters,
}

/// A request that is not.
#[derive(Debug, Clone)]
pub(super) enum Problem {
    /// Said to the person.
    Shown(TokenRefusal),
    /// Sent to the application.
    Sent(ReplyTo, TokenRefusal),
}

impl From<TokenRefusal> for Problem {
    fn from(refusal: TokenRefusal) -> Self {
        Self::Shown(refusal)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Shown(error.into())
    }
}

impl From<rusqlite::Error> for Problem {
    fn from(error: rusqlite::Error) -> Self {
        Self::Shown(error.into())
    }
}

/// The parameters of a request, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(super) fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// From a query or a form.
    pub(super) fn parse(text: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(text).into_owned().collect())
    }

    /// The first of this name that is not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self
            .0
            .iter()
            .find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    /// The same with another value.
    pub(super) fn with(&self, name: &str, value: &str) -> Self {
        let mut pairs = self.0.clone();
        pairs.retain(|(key, _)| key != name);
        pairs.push((name.to_owned(), value.to_owned()));
        Self(pairs)
    }

    /// As a query.
    pub(super) fn encode(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.0)
            .finish()
    }
}

impl AuthRequest {
    /// Checks a request for the tenant of this name.
    pub(super) fn read(
        c: &Connection,
        tenant: &Tenant,
        name: &str,
        parameters: Parameters,
    ) -> Result<Self, Problem> {
        let bad = |code, text: String| TokenRefusal::new(400, "invalid_request", code, text);
        let client_id = parameters
            .get("client_id")
            .ok_or_else(|| missing("client_id"))?;
        let app = apps::find(c, client_id)?;
        if let ("common" | "organizations" | "consumers", Some(app)) = (name, &app) {
            return Err(TokenRefusal::single_tenant(&app.client_id).into());
        }
        if !is_tenant(c, name)? {
            return Err(TokenRefusal::no_tenant("invalid_request", name).into());
        }
        let app = known(app, client_id, name)?;
        let registered = apps::redirect_uris(c, &app.client_id)?;
        let redirect_uri = parameters
            .get("redirect_uri")
            .ok_or_else(|| missing("redirect_uri"))?;
        if !apps::is_registered(redirect_uri, &registered) {
            return Err(bad(50011, format!(
                "The redirect URI '{redirect_uri}' specified in the request does not match the redirect URIs \
                 configured for the application '{}'. Make sure the redirect URI sent in the request matches one \
                 added to your application in the Azure portal. Navigate to \
                 https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this error.",
                app.client_id
            ))
            .into());
        }
        let mode = match parameters.get("response_mode") {
            None | Some("query") => Some(ResponseMode::Query),
            Some("fragment") => Some(ResponseMode::Fragment),
            Some("form_post") => Some(ResponseMode::FormPost),
            Some(_) => None,
        };
        let reply = ReplyTo {
            redirect_uri: redirect_uri.to_owned(),
            mode: mode.unwrap_or(ResponseMode::Query),
            state: parameters.get("state").map(str::to_owned),
        };
        let sent = |refusal: TokenRefusal| Problem::Sent(reply.clone(), refusal);
        if mode.is_none() {
            return Err(sent(bad(
                90023,
                "Invalid request: 'response_mode' is not one of query, fragment, form_post."
                    .to_owned(),
            )));
        }
        match parameters.get("response_type") {
            Some("code") => {}
            None => return Err(sent(missing("response_type"))),
            Some(other) => {
                return Err(sent(TokenRefusal::new(
                    400,
                    "unsupported_response_type",
                    700_054,
                    format!("response_type '{other}' is not enabled for the application."),
                )));
            }
        }
        let scope = parameters
            .get("scope")
            .ok_or_else(|| sent(missing("scope")))?;
        let scopes = Scopes::read(scope, tenant.fixed.cloud).map_err(sent)?;
        let challenge = Challenge::read(
            parameters.get("code_challenge"),
            parameters.get("code_challenge_method"),
        )
        .map_err(|why| {
            sent(match why {
                BadChallenge::Form => bad(
                    50147,
                    "The size of the code challenge parameter isn't valid.".to_owned(),
                ),
                BadChallenge::Method => bad(
                    90023,
                    "Invalid request: 'code_challenge_method' is not one of S256, plain."
                        .to_owned(),
                ),
            })
        })?;
        let prompt = match parameters.get("prompt") {
            // Consent has been given already, so asking for it is asking who it is.
            None => Prompt::Auto,
            Some("none") => Prompt::None,
            Some("login") => Prompt::Login,
            Some("select_account" | "consent") => Prompt::SelectAccount,
            Some(other) => {
                return Err(sent(bad(
                    90023,
                    format!("Unsupported 'prompt' value '{other}'."),
                )));
            }
        };
        Ok(Self {
            reply,
            scopes,
            challenge,
            prompt,
            nonce: parameters.get("nonce").map(str::to_owned),
            login_hint: parameters.get("login_hint").map(str::to_owned),
            app,
            parameters,
        })
    }
}

impl ReplyTo {
    /// Scheme, host and port of the application.
    pub(super) fn origin(&self) -> String {
        Url::parse(&self.redirect_uri)
            .map_or_else(|_| String::new(), |url| url.origin().ascii_serialization())
    }
}
