//! The local administrator.

use super::{Porch, Wrong, again};
use crate::desk::Answer;
use crate::door::local;
use crate::filled::Filled;
use crate::pages::problem::Problem;

pub(crate) async fn post(porch: Porch, Filled(fields): Filled) -> Answer {
    if !porch.door.local {
        return Err(Problem::NotFound);
    }
    let (name, to) = (
        fields.get("name").unwrap_or_default(),
        fields.get("to").unwrap_or_default(),
    );
    let attempts = porch.attempts(Some(name));
    if let Err(too_many) = attempts.note(&porch.site).await? {
        return again(&porch, to, name, Wrong::TooMany(too_many)).await;
    }
    let password = fields.raw("password").unwrap_or_default().to_owned();
    match local::check(&porch.site, name, password).await? {
        Some(person) => {
            attempts.forget(&porch.site).await?;
            porch.let_in(person, None, Some(to)).await
        }
        None => again(&porch, to, name, Wrong::NameOrPassword).await,
    }
}
