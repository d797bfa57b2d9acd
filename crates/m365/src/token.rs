//! Tokens by client credentials, one per resource, renewed before they end (`graph.md` 1.4, 1.9).

use std::time::Duration;

use bytes::Bytes;
use http::Method;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Mutex;
use tokio::time::Instant;
use url::form_urlencoded::Serializer;
use wire::oauth::{TokenAnswer, TokenError};

use crate::call::{Attempt, Call};
use crate::connection::{Inner, below, unreached};
use crate::error::ReadError;
use crate::field::cut;
use crate::operation;
use crate::retry::{Patience, Tries};

/// The resource that a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resource {
    /// Microsoft Graph.
    Graph,
    /// The Exchange admin API.
    Exchange,
}

/// A token. Opaque, and it never prints itself.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    value: SecretString,
    renew_at: Instant,
}

impl Token {
    /// The value of the `Authorization` header.
    pub(crate) fn bearer(&self) -> String {
        format!("Bearer {}", self.value.expose_secret())
    }

    fn is_same(&self, other: &Self) -> bool {
        self.value.expose_secret() == other.value.expose_secret()
    }
}

/// The tokens of a connection. The lock is held while one is fetched, so that a crowd fetches one.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    graph: Mutex<Option<Token>>,
    exchange: Mutex<Option<Token>>,
}

/// A token is renewed this long before its end, or after nine tenths of a shorter life.
const MARGIN: Duration = Duration::from_mins(5);
/// Failures of the token endpoint that pass.
const PASSING: [u32; 5] = [90055, 90006, 90024, 90033, 50033];

impl Inner {
    /// A token that is still good for a while.
    pub(crate) async fn token(&self, resource: Resource) -> Result<Token, ReadError> {
        let mut cached = self.tokens.of(resource).lock().await;
        if let Some(token) = cached.as_ref().filter(|t| t.renew_at > Instant::now()) {
            return Ok(token.clone());
        }
        let token = self.fetch_token(resource).await?;
        *cached = Some(token.clone());
        Ok(token)
    }

    /// Drops a token that a service did not take, unless it was renewed meanwhile.
    pub(crate) async fn forget_token(&self, resource: Resource, token: &Token) {
        let mut cached = self.tokens.of(resource).lock().await;
        if cached.as_ref().is_some_and(|t| t.is_same(token)) {
            *cached = None;
        }
    }

    async fn fetch_token(&self, resource: Resource) -> Result<Token, ReadError> {
        let mut tries = Tries::new(Patience::TOKEN);
        loop {
            let (error, wish) = match self.attempt(&self.token_call(resource), None).await {
                Attempt::Answer(answer) if answer.status == 200 => {
                    // The body is not shown in the error: it may hold a token.
                    let read: Option<TokenAnswer> = answer.json(&operation::TOKEN).ok();
                    let read = read.ok_or_else(|| {
                        answer.broken(&operation::TOKEN, "no token", "access_token")
                    })?;
                    return Ok(read.into());
                }
                Attempt::Answer(answer) => {
                    let said: Option<TokenError> = answer.json(&operation::TOKEN).ok();
                    let passes = matches!(answer.status, 429 | 500..)
                        || said
                            .iter()
                            .flat_map(|s| &s.error_codes)
                            .any(|c| PASSING.contains(c));
                    let error = match said {
                        Some(said) => unauthorized(said),
                        None => answer.refused(&operation::TOKEN, "token"),
                    };
                    if !passes {
                        return Err(error);
                    }
                    (error, answer.headers.retry_after)
                }
                Attempt::NotSent(why) => {
                    let error = unreached(&self.info.authority, why);
                    self.pause(self.again_unsent(&mut tries, self.luck()).ok_or(error)?)
                        .await;
                    continue;
                }
                Attempt::Lost(why, _) => (unreached(&self.info.authority, why), None),
            };
            self.pause(tries.again(wish, self.luck()).ok_or(error)?)
                .await;
        }
    }

    pub(crate) fn token_call(&self, resource: Resource) -> Call {
        let info = &self.info;
        let form = Serializer::new(String::new())
            .append_pair("client_id", &info.client_id)
            .append_pair(
                "scope",
                &wire::oauth::default_scope(&self.audience(resource)),
            )
            .append_pair("client_secret", info.client_secret.expose_secret())
            .append_pair("grant_type", "client_credentials")
            .finish();
        let url = below(
            &info.authority,
            &wire::oauth::token_path(&info.tenant_id.to_string()),
        );
        Call::new(&operation::TOKEN, Method::POST, url)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Bytes::from(form))
    }

    /// A tenant on this machine answers for its cloud's own resources, as clients of every kind ask for them.
    fn audience(&self, resource: Resource) -> String {
        let cloud = self.info.cloud.record();
        match (self.info.is_loopback(), resource) {
            (true, Resource::Graph) => cloud.graph.to_owned(),
            (true, Resource::Exchange) => cloud.exchange.to_owned(),
            (false, Resource::Graph) => self.info.graph.to_string(),
            (false, Resource::Exchange) => self.info.exchange.to_string(),
        }
    }
}

impl Tokens {
    fn of(&self, resource: Resource) -> &Mutex<Option<Token>> {
        match resource {
            Resource::Graph => &self.graph,
            Resource::Exchange => &self.exchange,
        }
    }
}

impl From<TokenAnswer> for Token {
    fn from(answer: TokenAnswer) -> Self {
        // A day is the longest life that is known; the cap keeps the sum within what `Instant` can hold.
        let life = Duration::from_secs(answer.expires_in.min(86_400));
        let margin = MARGIN.min(life / 10);
        Self {
            value: SecretString::from(answer.access_token),
            renew_at: Instant::now() + life.saturating_sub(margin),
        }
    }
}

/// The description without its trailing ids: `\r\nTrace ID: …` or ` Trace ID: …`.
fn unauthorized(said: TokenError) -> ReadError {
    let message = said
        .error_description
        .split("Trace ID:")
        .next()
        .unwrap_or_default()
        .trim();
    ReadError::Unauthorized {
        aadsts: said.error_codes.first().copied(),
        message: cut(message),
        trace_id: (!said.trace_id.is_empty()).then(|| model::RequestId(said.trace_id.clone())),
        error: said.error,
    }
}
