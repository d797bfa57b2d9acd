//! Refresh tokens (`graph.md` 1.7): each answer carries a new one, and the old one stays good, as at Entra ID.

use rusqlite::Transaction;
use serde_json::Value;

use super::answer::TokenRefusal;
use super::apps::App;
use super::code::{expired, narrowed};
use super::form::Form;
use super::handed_out::{self, Kind};
use super::person::{self, Granted, RefreshData};
use crate::context::Context;

/// `grant_type=refresh_token`.
pub(super) fn grant(
    tx: &Transaction<'_>,
    context: &Context,
    form: &Form,
    app: &App,
) -> Result<Value, TokenRefusal> {
    let token = form.need("refresh_token")?;
    let found = handed_out::find::<RefreshData>(tx, Kind::Refresh, token, context.now)?
        .filter(|found| found.data.client_id == app.client_id)
        .ok_or_else(|| {
            TokenRefusal::new(
                400,
                "invalid_grant",
                70000,
                "Provided grant is invalid or malformed.",
            )
        })?;
    if found.expired {
        return Err(expired());
    }
    let scopes = narrowed(form, &found.data.scopes, context)?;
    let person = person::active(tx, &found.account)?;
    Granted {
        app,
        person: &person,
        scopes: &scopes,
        consented: &found.data.scopes,
        nonce: None,
        client_info: form.get("client_info") == Some("1"),
    }
    .answer(tx, context)
}
