//! `GET /groups`, `GET /groups/$count` and `GET /groups/{id}`.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use wire::graph::PAGE_MAX;

use super::super::{permission, query};
use super::row::{COLUMNS, Group, is_property};
use crate::context::Context;
use crate::odata::parse::parse;
use crate::odata::{Filter, eval};
use crate::refusal::Refusal;

/// Where a page ended.
#[derive(Debug, Serialize, Deserialize)]
struct Place {
    id: String,
}

pub(super) async fn handler(context: Context) -> Result<Response, Refusal> {
    context.require_graph(permission::GROUPS)?;
    for option in ["expand", "orderby", "search", "skip"] {
        if context.option(option).is_some() {
            // Nothing of ours asks for it; the text of other queries that are not possible.
            return Err(Refusal::unsupported("Unsupported Query."));
        }
    }
    let filter = filter(&context)?;
    let size = query::top(&context, PAGE_MAX)?.unwrap_or(query::PAGE);
    let from: Option<Place> = query::skip_token(&context)?;
    let db = context.tenant.db.clone();
    db.read(move |c| {
        let names = query::select(&context);
        let fragment = names.as_ref().map_or_else(
            || "groups".to_owned(),
            |names| format!("groups({})", names.join(",")),
        );
        let mut groups = matching(c, filter.as_ref())?;
        let count = (from.is_none() && context.eventual() && query::counts(&context))
            .then_some(groups.len());
        if let Some(place) = from {
            groups.retain(|group| group.id > place.id);
        }
        let next = (groups.len() > size).then(|| Place {
            id: groups[size - 1].id.clone(),
        });
        groups.truncate(size);
        let next = next.map(|place| query::next_link(&context, &place));
        let rows = groups
            .iter()
            .map(|group| group.write(names.as_deref()))
            .collect();
        Ok(query::page(
            query::context_url(&context, &fragment),
            count,
            next,
            rows,
        ))
    })
    .await
}

/// `GET /groups/$count`: a bare number, by the rules of `/users/$count`.
pub(super) async fn count(context: Context) -> Result<Response, Refusal> {
    context.require_graph(permission::GROUPS)?;
    if !context.eventual() {
        return Err(Refusal::bad_request("$count is not currently supported."));
    }
    let filter = filter(&context)?;
    let db = context.tenant.db.clone();
    db.read(move |c| {
        let count = matching(c, filter.as_ref())?.len().to_string();
        Ok(([(CONTENT_TYPE, "text/plain")], count).into_response())
    })
    .await
}

pub(super) async fn one(Path(id): Path<String>, context: Context) -> Result<Response, Refusal> {
    context.require_graph(permission::GROUPS)?;
    let db = context.tenant.db.clone();
    db.read(move |c| {
        let names = query::select(&context);
        let group = Group::find(c, &id)?;
        let fragment = names.as_ref().map_or_else(
            || "groups/$entity".to_owned(),
            |names| format!("groups({})/$entity", names.join(",")),
        );
        Ok(query::entity(
            query::context_url(&context, &fragment),
            group.write(names.as_deref()),
        ))
    })
    .await
}

/// The groups that a filter lets pass, by id. They are few: hundreds where accounts are many thousands.
fn matching(c: &Connection, filter: Option<&Filter>) -> Result<Vec<Group>, Refusal> {
    let mut groups = Vec::new();
    let mut statement = c.prepare_cached(&format!("SELECT {COLUMNS} FROM grp ORDER BY id"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let group = Group::from_row(c, row)?;
        if filter.is_none_or(|filter| eval::matches(filter, &group.everything())) {
            groups.push(group);
        }
    }
    Ok(groups)
}

/// The rules are those of accounts; `hasMembersWithLicenseErrors` takes `eq` only, and no `$count`.
fn filter(context: &Context) -> Result<Option<Filter>, Refusal> {
    let Some(text) = context.option("filter") else {
        return Ok(None);
    };
    let clause = |what: String| {
        Refusal::new(
            StatusCode::BAD_REQUEST,
            "BadRequest",
            format!("Invalid filter clause: {what}"),
        )
    };
    let filter = parse(text)
        .map_err(|e| clause(format!("Syntax error at position {} in '{text}'.", e.at)))?;
    if let Some(unknown) = filter
        .properties()
        .into_iter()
        .find(|name| !is_property(name))
    {
        return Err(clause(format!(
            "Could not find a property named '{unknown}' on type 'microsoft.graph.group'."
        )));
    }
    // The segment `$count` counts as `$count=true`, as for accounts (`users/filter.rs`).
    let counts = query::counts(context) || context.target.contains("/groups/$count");
    if filter.is_advanced() && !(context.eventual() && counts) {
        return Err(Refusal::unsupported("Unsupported Query."));
    }
    Ok(Some(filter))
}
