//! The link that was printed.

use axum::extract::Path;
use axum::response::IntoResponse as _;
use http::StatusCode;

use super::{Porch, Wrong, again};
use crate::desk::Answer;
use crate::door::link;
use crate::pages::problem::Problem;

/// Signs in. It is the one page that changes something by being opened, so it is not opened in advance: a browser
/// that only looks ahead is told to come back when somebody means it.
pub(crate) async fn get(porch: Porch, Path(token): Path<String>) -> Answer {
    if porch.parts.headers.contains_key("sec-purpose") {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let attempts = porch.attempts(None);
    if let Err(too_many) = attempts.note(&porch.site).await? {
        return again(&porch, "", "", Wrong::TooMany(too_many)).await;
    }
    let person = link::take(&porch.site, &token).await?;
    let person = person.ok_or(Problem::LinkSpent)?;
    attempts.forget(&porch.site).await?;
    porch.let_in(person, None, None).await
}
