//! What is asked of the authority, and how its answers are read.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, DATE};
use http::{Method, Request, Response};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;
use url::form_urlencoded::Serializer;

use super::{Oidc, Stranger, WITHIN};

/// More than any of its documents has.
const MOST_BYTES: usize = 1024 * 1024;

/// A form with secrets in it: it cannot be printed.
pub(super) struct Form(String);

impl Form {
    pub(super) fn new(fields: &[(&str, &str)]) -> Self {
        Self(Serializer::new(String::new()).extend_pairs(fields).finish())
    }
}

/// What the token endpoint says.
#[derive(Deserialize)]
struct TokenAnswer {
    id_token: Option<String>,
    error: Option<String>,
}

/// An answer of the token endpoint, and when it was given.
pub(super) struct Tokens {
    answer: TokenAnswer,
    /// By the authority's own clock, which is the one that its tokens go by; ours where it does not say.
    pub(super) at: Timestamp,
}

impl Tokens {
    pub(super) fn id_token(&self) -> Result<&str, Stranger> {
        if let Some(error) = &self.answer.error {
            return Err(Stranger::Declined(code(error)));
        }
        let id_token = self.answer.id_token.as_deref();
        id_token.ok_or(Stranger::Token("there is none"))
    }
}

impl Oidc {
    /// A document of the authority.
    pub(super) async fn get<T: DeserializeOwned>(&self, url: &Url) -> Result<T, Stranger> {
        let answer = self.ask(Method::GET, url, None).await?;
        if !answer.status().is_success() {
            return Err(Stranger::Unreachable(answer.status().to_string()));
        }
        parse(&answer)
    }

    /// Tokens for a form. Refusals come with a status of their own and a body all the same.
    pub(super) async fn post(&self, url: &Url, form: Form) -> Result<Tokens, Stranger> {
        let answer = self.ask(Method::POST, url, Some(form)).await?;
        if answer.status().is_server_error() {
            return Err(Stranger::Unreachable(answer.status().to_string()));
        }
        Ok(Tokens {
            at: date(&answer).unwrap_or_else(|| self.env.now()),
            answer: parse(&answer)?,
        })
    }

    async fn ask(
        &self,
        method: Method,
        url: &Url,
        form: Option<Form>,
    ) -> Result<Response<Bytes>, Stranger> {
        let request = Request::builder()
            .method(method)
            .uri(url.as_str())
            .header(ACCEPT, "application/json");
        let request = match form {
            Some(Form(text)) => request
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(text.into()),
            None => request.body(Bytes::new()),
        };
        let request = request.map_err(|e| Stranger::Unreachable(e.to_string()))?;
        let sent = tokio::time::timeout(WITHIN, self.wire.send(request)).await;
        let late = |_| Stranger::Unreachable("it took too long".to_owned());
        let answer = sent.map_err(late)?.map_err(Stranger::Unreachable)?;
        if answer.body().len() > MOST_BYTES {
            return Err(Stranger::Odd("an answer is too large".to_owned()));
        }
        Ok(answer)
    }
}

/// The body as JSON. What it says stays out of the error: it may hold a token.
fn parse<T: DeserializeOwned>(answer: &Response<Bytes>) -> Result<T, Stranger> {
    serde_json::from_slice(answer.body()).map_err(|e| {
        let (line, column) = (e.line(), e.column());
        Stranger::Odd(format!("no JSON as expected at {line}:{column}"))
    })
}

fn date(answer: &Response<Bytes>) -> Option<Timestamp> {
    let text = answer.headers().get(DATE)?.to_str().ok()?;
    DateTimeParser::new().parse_timestamp(text).ok()
}

/// An error code as OAuth has them; anything else is not repeated.
pub(super) fn code(text: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !text.is_empty() && text.len() <= 64 && text.chars().all(plain) {
        text.to_owned()
    } else {
        "an error".to_owned()
    }
}
