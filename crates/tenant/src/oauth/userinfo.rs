//! `GET /oidc/userinfo`: what an id token says, asked for with an access token.

use axum::Json;
use http::StatusCode;
use serde_json::{Map, Value};

use super::person::{self, subject};
use crate::context::Context;
use crate::refusal::Refusal;

pub(super) async fn handler(context: Context) -> Result<Json<Value>, Refusal> {
    let caller = context.require_token()?.clone();
    if !caller.is_person() || !caller.has_any(&["openid"]) {
        return Err(Refusal::denied());
    }
    let id = caller.object_id.clone();
    let found = context
        .tenant
        .db
        .read::<_, Refusal>(move |c| Ok(person::find(c, &id)?));
    let person = found.await?.ok_or_else(|| {
        Refusal::new(
            StatusCode::UNAUTHORIZED,
            "InvalidAuthenticationToken",
            "The user is not there any more.",
        )
    })?;
    let mut claims = Map::new();
    let sub = subject(context.tenant.fixed.id, &caller.client_id, &person.id);
    claims.insert("sub".to_owned(), sub.into());
    if caller.has_any(&["profile"]) {
        claims.insert("name".to_owned(), person.display_name.into());
        claims.insert("family_name".to_owned(), person.surname.into());
        claims.insert("given_name".to_owned(), person.given_name.into());
    }
    if caller.has_any(&["email"]) && person.mail.is_some() {
        claims.insert("email".to_owned(), person.mail.into());
    }
    Ok(Json(claims.into()))
}
