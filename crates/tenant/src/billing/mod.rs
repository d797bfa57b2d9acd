//! A stand-in of Microsoft's billing. Microsoft has no interface that lowers the number of licences (`graph.md` 8),
//! so paths and bodies are our own ([`wire::billing`]); what is allowed is Microsoft's ([`rules`]).
//!
//! | call | who | answer |
//! |---|---|---|
//! | `GET /billing/v1/subscriptions` | an app with `Organization.Read.All`, a person with a role that reads | `{"value":[…]}` |
//! | `POST /billing/v1/subscriptions/{id}/change` | an app with [`wire::billing::ROLE`], a Billing or Global Administrator | what it came to |

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::Path;
use axum::extract::rejection::JsonRejection;
use axum::routing::{get, post};
use http::StatusCode;
use wire::billing::{Change, Changed, Outcome, Subscription, Subscriptions};

use crate::context::Context;
use crate::people;
use crate::refusal::Refusal;
use crate::tenant::Tenant;

mod rules;
#[cfg(test)]
mod rules_tests;
mod store;

pub(crate) use rules::AccountKind;
pub(crate) use store::due;

/// The routes.
pub(crate) fn routes() -> Router<Arc<Tenant>> {
    Router::new()
        .route("/billing/v1/subscriptions", get(list))
        .route("/billing/v1/subscriptions/{id}", get(one))
        .route("/billing/v1/subscriptions/{id}/change", post(change))
}

/// May the caller read?
fn reader(context: &Context) -> Result<(), Refusal> {
    let caller = context.require_token()?;
    let by_role = [
        people::GLOBAL,
        people::BILLING,
        people::LICENSE,
        people::USER,
        people::EXCHANGE,
        people::READER,
    ];
    let allowed = if caller.is_person() {
        caller.holds(&by_role)
    } else {
        caller.has_any(&["Organization.Read.All", wire::billing::ROLE])
    };
    allowed.then_some(()).ok_or_else(Refusal::denied)
}

/// May the caller change numbers?
fn buyer(context: &Context) -> Result<(), Refusal> {
    let caller = context.require_token()?;
    let allowed = if caller.is_person() {
        caller.holds(&[people::GLOBAL, people::BILLING])
    } else {
        caller.has_any(&[wire::billing::ROLE])
    };
    allowed.then_some(()).ok_or_else(Refusal::denied)
}

async fn list(context: Context) -> Result<Json<Subscriptions>, Refusal> {
    reader(&context)?;
    let value = context
        .tenant
        .db
        .read::<_, Refusal>(|c| Ok(store::all(c)?.iter().map(store::Row::shown).collect()));
    Ok(Json(Subscriptions {
        value: value.await?,
    }))
}

async fn one(Path(id): Path<String>, context: Context) -> Result<Json<Subscription>, Refusal> {
    reader(&context)?;
    let row = context
        .tenant
        .db
        .read::<_, Refusal>(move |c| store::find(c, &id)?.ok_or_else(|| Refusal::not_found(&id)));
    Ok(Json(row.await?.shown()))
}

async fn change(
    Path(id): Path<String>,
    context: Context,
    body: Result<Json<Change>, JsonRejection>,
) -> Result<Json<Changed>, Refusal> {
    buyer(&context)?;
    let Json(change) = body.map_err(|e| Refusal::bad_request(e.body_text()))?;
    let now = context.now;
    let changed = context.tenant.db.write(move |tx| {
        let row = store::find(tx, &id)?.ok_or_else(|| Refusal::not_found(&id))?;
        let from = row.facts.total;
        if change
            .previous_total_licenses
            .is_some_and(|known| known != from)
        {
            return Err(Refusal::new(
                StatusCode::CONFLICT,
                "totalChanged",
                format!(
                    "The subscription has {from} licenses now. Read it again before you change it."
                ),
            ));
        }
        let (outcome, effective) = match row.facts.change(change.total_licenses, now) {
            rules::Outcome::Applied => (Outcome::Applied, Some(now)),
            rules::Outcome::Unchanged => (Outcome::Unchanged, None),
            rules::Outcome::Scheduled(at) => (Outcome::Scheduled, Some(at)),
            rules::Outcome::Refused(why) => {
                return Err(Refusal::new(
                    StatusCode::CONFLICT,
                    why.code(),
                    why.to_string(),
                ));
            }
        };
        store::carry_out(tx, &row, change.total_licenses, outcome, effective, now)?;
        let after = store::find(tx, &id)?.ok_or_else(|| Refusal::not_found(&id))?;
        Ok(Changed {
            outcome,
            effective_date_time: effective,
            subscription: after.shown(),
        })
    });
    Ok(Json(changed.await?))
}
