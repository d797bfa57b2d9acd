//! Authorization codes: handed out by the sign-in page, redeemed once (`graph.md` 1.7).

use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::TokenRefusal;
use super::apps::App;
use super::form::{Form, missing};
use super::handed_out::{self, Kind};
use super::person::{self, Granted};
use super::pkce::{self, Challenge};
use super::scopes::Scopes;
use crate::context::Context;

/// What a code stands for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct CodeData {
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    pub(super) scopes: Scopes,
    pub(super) nonce: Option<String>,
    pub(super) challenge: Option<Challenge>,
}

/// `grant_type=authorization_code`. A code stays good when it is redeemed wrongly (assumed), so that a client may
/// correct itself; it is spent by success.
pub(super) fn grant(
    tx: &Transaction<'_>,
    context: &Context,
    form: &Form,
    app: &App,
) -> Result<Value, TokenRefusal> {
    let code = form.need("code")?;
    let redirect_uri = form
        .get("redirect_uri")
        .ok_or_else(|| missing("redirect_uri"))?;
    let grant = |code, text: &str| TokenRefusal::new(400, "invalid_grant", code, text);
    let found = handed_out::find::<CodeData>(tx, Kind::Code, code, context.now)?
        .filter(|found| found.data.client_id == app.client_id)
        .ok_or_else(|| grant(70000, "Provided grant is invalid or malformed."))?;
    if found.spent {
        return Err(grant(
            54005,
            "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
        ));
    }
    if found.expired {
        return Err(expired());
    }
    let data = found.data;
    if data.redirect_uri != redirect_uri {
        // As callers report it: invalid_client, not invalid_grant.
        return Err(TokenRefusal::new(
            400,
            "invalid_client",
            500_112,
            format!(
                "The reply address '{redirect_uri}' does not match the reply address '{}' provided when requesting \
             Authorization code.",
                data.redirect_uri
            ),
        ));
    }
    if !pkce::matches(data.challenge.as_ref(), form.get("code_verifier")) {
        return Err(grant(
            501_481,
            "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
        ));
    }
    let scopes = narrowed(form, &data.scopes, context)?;
    let person = person::active(tx, &found.account)?;
    handed_out::spend(tx, code)?;
    Granted {
        app,
        person: &person,
        scopes: &scopes,
        consented: &data.scopes,
        nonce: data.nonce.as_deref(),
        client_info: form.get("client_info") == Some("1"),
    }
    .answer(tx, context)
}

/// 70008, for codes and refresh tokens.
pub(super) fn expired() -> TokenRefusal {
    TokenRefusal::new(
        400,
        "invalid_grant",
        70008,
        "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
    )
}

/// The scopes of this request: all, or some of those that were asked for at the sign-in.
pub(super) fn narrowed(
    form: &Form,
    consented: &Scopes,
    context: &Context,
) -> Result<Scopes, TokenRefusal> {
    let Some(text) = form.get("scope") else {
        return Ok(consented.clone());
    };
    let scopes = Scopes::read(text, context.tenant.fixed.cloud)?;
    if scopes.is_within(consented) {
        Ok(scopes)
    } else {
        Err(TokenRefusal::new(
            400,
            "invalid_grant",
            70000,
            "The request was denied because one or more scopes requested are unauthorized or expired. The user must first sign in and grant the client application access to the requested scope.",
        ))
    }
}
