//! `/{tenant}/oauth2/v2.0/logout`: ends the session at the authority, and goes back to the application if that is
//! one of ours.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use super::answer::TokenRefusal;
use super::page::Page;
use super::request::Parameters;
use super::respond::redirect;
use super::{apps, handed_out, is_tenant, session};
use crate::context::Context;
use crate::error::Error;
use crate::tenant::Tenant;

pub(super) async fn handler(
    State(tenant): State<Arc<Tenant>>,
    Path(name): Path<String>,
    context: Context,
) -> Response {
    let parameters = Parameters::new(context.query.clone());
    let target = parameters
        .get("post_logout_redirect_uri")
        .map(str::to_owned);
    let cookie = session::cookie(&context.headers, &tenant);
    let asked = name.clone();
    let done = tenant.db.write::<_, Error>(move |tx| {
        if let Some(cookie) = &cookie {
            handed_out::spend(tx, cookie)?;
        }
        // The redirect URIs of all applications: which one asks is not said unless `id_token_hint` is sent.
        let mut statement = tx.prepare_cached("SELECT uri FROM redirect_uri")?;
        let registered = statement
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        let target = target.filter(|uri| apps::is_registered(uri, &registered));
        Ok((is_tenant(tx, &asked)?, target))
    });
    let mut response = match done.await {
        Ok((true, Some(target))) => {
            let state = parameters.get("state");
            let mark = if target.contains('?') { '&' } else { '?' };
            let query = state.map(|state| Parameters::default().with("state", state).encode());
            redirect(
                &query.map_or_else(|| target.clone(), |query| format!("{target}{mark}{query}")),
            )
        }
        Ok((true, None)) => Page::note(
            "You signed out",
            "You are signed out of the embedded tenant. You can close this window.",
        )
        .answer(StatusCode::OK),
        Ok((false, _)) => {
            let refusal = TokenRefusal::no_tenant("invalid_request", &name);
            Page::problem(&refusal.description(&context)).answer(StatusCode::BAD_REQUEST)
        }
        Err(error) => return TokenRefusal::from(error).answer(&context),
    };
    session::set(response.headers_mut(), &context, None);
    response
}
