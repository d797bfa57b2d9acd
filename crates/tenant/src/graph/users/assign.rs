//! `POST /users/{id}/assignLicense` (`graph.md` 3.1).

use axum::extract::Path;
use axum::response::Response;
use bytes::Bytes;
use rusqlite::Transaction;

use super::super::{permission, query};
use super::properties::{self, Lookup};
use super::row::{self, Held};
use crate::assume;
use crate::context::Context;
use crate::error::Error;
use crate::faults::Effect;
use crate::gate::pause;
use crate::licensing::rules::{self, Change, Refused};
use crate::licensing::{body, store, visibility};
use crate::refusal::Refusal;

pub(super) async fn handler(
    Path(id): Path<String>,
    context: Context,
    body: Bytes,
) -> Result<Response, Refusal> {
    context.require_graph(permission::ASSIGN_TO_USER)?;
    let change = body::read(&body)?;
    // A task of its own: a caller that hangs up does not stop a write that was accepted.
    let write = tokio::spawn(assign(id, context, change));
    write
        .await
        .unwrap_or_else(|stopped| Err(Error::Worker(stopped.to_string()).into()))
}

async fn assign(id: String, context: Context, change: Change) -> Result<Response, Refusal> {
    let db = context.tenant.db.clone();
    let now = context.now;
    let slow = context
        .effects
        .iter()
        .any(|effect| matches!(effect, Effect::Slow { .. }));
    if slow {
        let id = id.clone();
        db.write::<_, Refusal>(move |tx| {
            let account = row::find(tx, &id)?.n;
            refuse_second(tx, account, now)?;
            Ok(store::claim(tx, account, now)?)
        })
        .await?;
        pause(&context.effects).await;
    }
    db.write::<_, Refusal>(move |tx| {
        let account = row::find(tx, &id)?.n;
        if slow {
            store::release(tx, account)?;
        } else {
            refuse_second(tx, account, now)?;
        }
        apply(tx, &id, &context, &change)
    })
    .await?
    .map_err(|refused| Refusal::bad_request(refused.text()))
}

fn refuse_second(tx: &Transaction<'_>, account: i64, now: jiff::Timestamp) -> Result<(), Refusal> {
    if store::is_busy(tx, account, now)? {
        Err(Refusal::concurrency())
    } else {
        Ok(())
    }
}

/// What the rules refuse is a result, not an error: an error would roll back the release too.
fn apply(
    tx: &Transaction<'_>,
    id: &str,
    context: &Context,
    change: &Change,
) -> Result<Result<Response, Refused>, Refusal> {
    let user = row::find(tx, id)?;
    let before = row::licenses(tx, user.n)?;
    let products = store::products(tx)?;
    let now = context.now.as_millisecond();
    let location = user.usage_location.as_deref();
    let mut change = change.clone();
    if assume::REASSIGN.text(tx)? == "keeps" {
        change.add.retain(|(sku, _)| {
            !before
                .iter()
                .any(|held| held.sku == *sku && held.by_group.is_empty() && held.gives())
        });
    }
    let after = match rules::direct(&before, &change, &products, location, now) {
        Ok(after) => after,
        Err(refused) => {
            if !assume::ASSIGN_ATOMIC.on(tx)? {
                let after = parts(&before, &change, |held, part| {
                    rules::direct(held, part, &products, location, now)
                });
                if after != before {
                    store::write(tx, user.n, &before, &after, context.now)?;
                }
            }
            return Ok(Err(refused));
        }
    };
    visibility::hide(tx, user.n, context)?;
    store::write(tx, user.n, &before, &after, context.now)?;
    // The default properties and no licence at all: the new state has to be read (captured).
    let members = properties::write(&user, &properties::select(None), &Lookup::default());
    Ok(Ok(query::entity(
        query::context_url(context, "users/$entity"),
        members,
    )))
}

/// What is left of a change whose parts stand for themselves: those that are allowed.
fn parts(
    before: &[Held],
    change: &Change,
    carry_out: impl Fn(&[Held], &Change) -> Result<Vec<Held>, Refused>,
) -> Vec<Held> {
    let removals = change.remove.iter().map(|sku| Change {
        remove: vec![sku.clone()],
        ..Change::default()
    });
    let additions = change.add.iter().map(|added| Change {
        add: vec![added.clone()],
        ..Change::default()
    });
    removals
        .chain(additions)
        .fold(before.to_vec(), |held, part| {
            carry_out(&held, &part).unwrap_or(held)
        })
}
