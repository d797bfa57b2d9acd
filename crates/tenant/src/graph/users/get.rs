//! `GET /users/{id | userPrincipalName}`, and `GET /me`.

use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;

use super::super::{permission, query};
use super::properties::{self, Lookup};
use super::{row, sign_in};
use crate::context::Context;
use crate::refusal::Refusal;

pub(super) async fn handler(Path(id): Path<String>, context: Context) -> Result<Response, Refusal> {
    read(context, id, permission::USERS).await
}

/// The person who signed in.
pub(super) async fn me(context: Context) -> Result<Response, Refusal> {
    let id = person(&context)?.to_owned();
    read(context, id, permission::ME).await
}

/// The object id of the person who signed in. Text and code for an application are a recollection.
pub(super) fn person(context: &Context) -> Result<&str, Refusal> {
    let caller = context.require_token()?;
    if caller.is_person() {
        return Ok(&caller.object_id);
    }
    Err(Refusal::new(
        StatusCode::BAD_REQUEST,
        "BadRequest",
        "/me request is only valid with delegated authentication flow.",
    ))
}

async fn read(context: Context, id: String, any_of: &[&str]) -> Result<Response, Refusal> {
    let caller = context.require_graph(any_of)?;
    let names = query::select(&context);
    let chosen = properties::select(names.clone());
    let reads_sign_in = chosen
        .iter()
        .any(|property| property.name == "signInActivity");
    sign_in::require_role(caller, reads_sign_in)?;
    if reads_sign_in && uuid::Uuid::parse_str(&id).is_err() {
        // 400 is observed (`graph.md` 2.2), the wording is a recollection.
        return Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "BadRequest",
            "Get By Key only supports UserId and the key has to be a valid Guid",
        ));
    }
    let fragment = match names {
        Some(names) => format!("users({})/$entity", names.join(",")),
        None => "users/$entity".to_owned(),
    };
    let db = context.tenant.db.clone();
    db.read(move |c| {
        sign_in::require_premium(c, reads_sign_in)?;
        let mut user = row::find(c, &id)?;
        row::load_licenses(c, &mut user, context.now)?;
        let members = properties::write(&user, &chosen, &Lookup::read(c)?);
        Ok(query::entity(
            query::context_url(&context, &fragment),
            members,
        ))
    })
    .await
}
