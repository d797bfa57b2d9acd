//! `/groups/{id}/members`: who is in, who comes, who goes. A change of members changes licences, later.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::StatusCode;
use rusqlite::Connection;
use serde_json::{Value, json};
use wire::graph::PAGE_MAX;

use super::super::users::properties::{self, Lookup};
use super::super::users::row::{self, COLUMNS, User};
use super::super::{permission, query};
use super::row::Group;
use crate::context::Context;
use crate::error::Result;
use crate::licensing::groups;
use crate::refusal::Refusal;

pub(super) async fn list(Path(id): Path<String>, context: Context) -> Result<Response, Refusal> {
    page(
        id,
        context,
        "SELECT account FROM member WHERE grp = ?1",
        "members",
    )
    .await
}

pub(super) async fn with_errors(
    Path(id): Path<String>,
    context: Context,
) -> Result<Response, Refusal> {
    page(
        id,
        context,
        "SELECT account FROM license WHERE by_group = ?1 AND state = 'Error'",
        "membersWithLicenseErrors",
    )
    .await
}

/// A page of the accounts whose numbers a statement gives. Reading more than their ids needs another role.
async fn page(
    id: String,
    context: Context,
    numbers: &'static str,
    name: &'static str,
) -> Result<Response, Refusal> {
    let caller = context.require_graph(permission::MEMBERS)?;
    let readable = caller.has_any(permission::USERS);
    let size = query::top(&context, PAGE_MAX)?.unwrap_or(query::PAGE);
    let from: i64 = query::skip_token(&context)?.unwrap_or(0);
    let db = context.tenant.db.clone();
    db.read(move |c| {
        let group = Group::find(c, &id)?;
        let names = query::select(&context);
        let chosen = properties::select(if readable {
            names.clone()
        } else {
            Some(vec!["id"])
        });
        let lookup = Lookup::read(c)?;
        let mut users = accounts(c, numbers, &group.id, from, size)?;
        let next = (users.len() > size).then(|| users[size - 1].n);
        users.truncate(size);
        let rows = users
            .iter_mut()
            .map(|user| {
                row::load_licenses(c, user, context.now)?;
                let mut object = serde_json::Map::from_iter([(
                    "@odata.type".to_owned(),
                    json!("#microsoft.graph.user"),
                )]);
                if let Value::Object(members) = properties::write(user, &chosen, &lookup) {
                    object.extend(members);
                }
                Ok(object.into())
            })
            .collect::<Result<Vec<Value>>>()?;
        let fragment = match names {
            Some(names) => format!("groups('{}')/{name}({})", group.id, names.join(",")),
            None => "directoryObjects".to_owned(),
        };
        let next = next.map(|n| query::next_link(&context, &n));
        Ok(query::page(
            query::context_url(&context, &fragment),
            None,
            next,
            rows,
        ))
    })
    .await
}

/// One more than fits on the page, to know whether there is another.
fn accounts(
    c: &Connection,
    numbers: &str,
    group: &str,
    from: i64,
    size: usize,
) -> Result<Vec<User>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM account WHERE deleted_at IS NULL AND n IN ({numbers}) AND n > ?2 ORDER BY n LIMIT ?3"
    );
    let limit = i64::try_from(size + 1).unwrap_or(i64::MAX);
    let mut statement = c.prepare_cached(&sql)?;
    let users = statement
        .query_map((group, from, limit), User::from_row)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(users)
}

/// `POST …/members/$ref` with `{"@odata.id":"…/directoryObjects/{id}"}`.
pub(super) async fn add(
    Path(id): Path<String>,
    context: Context,
    body: Bytes,
) -> Result<Response, Refusal> {
    context.require_graph(permission::WRITE_MEMBERS)?;
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let link = body["@odata.id"].as_str().unwrap_or_default().to_owned();
    // REC: the wording of Graph's reader for a reference that names nothing.
    let member = link
        .rsplit('/')
        .next()
        .filter(|id| !id.is_empty())
        .map(str::to_owned);
    let member =
        member.ok_or_else(|| Refusal::bad_request("Invalid URL format specified in payload."))?;
    let db = context.tenant.db.clone();
    db.write(move |tx| {
        let group = changeable(tx, &id)?;
        let account = row::find(tx, &member)?.n;
        let added = tx.prepare_cached("INSERT OR IGNORE INTO member (grp, account) VALUES (?1, ?2)")?.execute((&group.id, account))?;
        if added == 0 {
            // REC.
            return Err(Refusal::bad_request("One or more added object references already exist for the following modified properties: 'members'."));
        }
        groups::schedule(tx, &group.id, context.now)?;
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

/// `DELETE …/members/{id}/$ref`.
pub(super) async fn remove(
    Path((id, member)): Path<(String, String)>,
    context: Context,
) -> Result<Response, Refusal> {
    context.require_graph(permission::WRITE_MEMBERS)?;
    let db = context.tenant.db.clone();
    db.write(move |tx| {
        let group = changeable(tx, &id)?;
        let account = row::find(tx, &member)?.n;
        let gone = tx
            .prepare_cached("DELETE FROM member WHERE grp = ?1 AND account = ?2")?
            .execute((&group.id, account))?;
        if gone == 0 {
            return Err(Refusal::not_found(&member));
        }
        groups::schedule(tx, &group.id, context.now)?;
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

/// A group whose members are changed here: not by a rule, and not on premises. Both wordings are recollections.
fn changeable(c: &Connection, id: &str) -> Result<Group, Refusal> {
    let group = Group::find(c, id)?;
    if group.rule.is_some() {
        return Err(Refusal::bad_request(
            "Insufficient privileges to update a dynamic group's membership.",
        ));
    }
    if group.synced == Some(true) {
        return Err(Refusal::bad_request(
            "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects \
             currently undergoing migration.",
        ));
    }
    Ok(group)
}
