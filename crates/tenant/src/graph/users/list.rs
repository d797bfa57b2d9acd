//! `GET /users` and `GET /users/$count` (`graph.md` 2.1–2.3).

use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wire::graph::{PAGE_MAX, code};

use super::super::{permission, query};
use super::properties::{self, Lookup, Property, SINGLE_ONLY, property};
use super::row::{self, COLUMNS, User};
use super::{filter, sign_in};
use crate::assume;
use crate::context::Context;
use crate::odata::sql::Prefilter;
use crate::odata::{Filter, eval, sql};
use crate::refusal::Refusal;

/// `GET /users`.
pub(super) async fn handler(context: Context) -> Result<Response, Refusal> {
    let caller = context.require_graph(permission::USERS)?;
    let names = query::select(&context);
    if let Some(name) = names.iter().flatten().find(|name| {
        SINGLE_ONLY
            .iter()
            .any(|only| only.eq_ignore_ascii_case(name))
    }) {
        // The status is documented; code and wording are assumed.
        return Err(Refusal::new(
            StatusCode::NOT_IMPLEMENTED,
            "NotImplemented",
            format!("The property '{name}' is not supported on a collection of users."),
        ));
    }
    refuse_options(&context)?;
    let order = Order::read(&context)?;
    let filter = filter::read(&context, order.is_some())?;
    let chosen = properties::select(names);
    let reads_sign_in =
        chosen.iter().any(|p| p.name == "signInActivity") || filter::reads_sign_in(filter.as_ref());
    sign_in::require_role(caller, reads_sign_in)?;
    let context_name = match query::select(&context) {
        Some(names) => format!("users({})", names.join(",")),
        None => "users".to_owned(),
    };
    let db = context.tenant.db.clone();
    db.read(move |c| {
        sign_in::require_premium(c, reads_sign_in)?;
        let most = if reads_sign_in {
            assume::SIGN_IN_PAGE.number(c)?
        } else {
            i64::MAX
        };
        let size = match query::top(&context, PAGE_MAX)? {
            Some(top) if i64::try_from(top).is_ok_and(|top| top > most) => {
                return Err(Refusal::bad_request(format!(
                    "Cannot query data for more than {most} users at a time."
                )));
            }
            Some(top) => top,
            None => query::PAGE,
        };
        let size = size.min(
            usize::try_from(assume::USERS_PAGE.number(c)?)
                .unwrap_or(1)
                .max(1),
        );
        let listing = Listing {
            context: &context,
            filter,
            order,
            chosen,
            lookup: Lookup::read(c)?,
        };
        let from: Option<Place> = query::skip_token(&context)?;
        let count = match (&from, context.eventual() && query::counts(&context)) {
            (None, true) => Some(listing.count(c)?),
            // Without the header `$count` is silently ignored.
            _ => None,
        };
        let (rows, next) = listing.page(c, from, size)?;
        let next = next.map(|place| query::next_link(&context, &place));
        Ok(query::page(
            query::context_url(&context, &context_name),
            count,
            next,
            rows,
        ))
    })
    .await
}

/// `GET /users/$count`: a bare number.
pub(super) async fn count(context: Context) -> Result<Response, Refusal> {
    context.require_graph(permission::USERS)?;
    if !context.eventual() {
        return Err(Refusal::bad_request("$count is not currently supported."));
    }
    if context
        .header("accept")
        .is_some_and(|accept| accept.contains("application/json") && !accept.contains("*/*"))
    {
        // Observed (`graph.md` 2.3); code and wording are assumed.
        return Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            code::BAD_REQUEST,
            "A count is text/plain.",
        ));
    }
    let filter = filter::read(&context, false)?;
    if filter::reads_sign_in(filter.as_ref()) {
        // Observed (`graph.md` 2.2): a gateway's error.
        return Err(Refusal::new(StatusCode::BAD_GATEWAY, "UnknownError", ""));
    }
    let db = context.tenant.db.clone();
    db.read(move |c| {
        let listing = Listing {
            context: &context,
            filter,
            order: None,
            chosen: Vec::new(),
            lookup: Lookup::read(c)?,
        };
        Ok((
            [(CONTENT_TYPE, "text/plain")],
            listing.count(c)?.to_string(),
        )
            .into_response())
    })
    .await
}

/// Options that `/users` does not know.
fn refuse_options(context: &Context) -> Result<(), Refusal> {
    if context.option("skip").is_some() {
        // Not supported (documented); the wording is a recollection.
        return Err(Refusal::bad_request(
            "'$skip' is not supported by the service.",
        ));
    }
    if context.option("expand").is_some() {
        // Nothing of ours expands; the text of other queries that are not possible.
        return Err(Refusal::unsupported("Unsupported Query."));
    }
    if context.option("search").is_some() {
        return Err(Refusal::unsupported(if context.eventual() {
            // Nor does anything of ours search.
            "Unsupported Query."
        } else {
            "Request with $search query parameter only works through MSGraph with a special request header: \
             'ConsistencyLevel: eventual'"
        }));
    }
    Ok(())
}

/// Where a page ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    n: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

/// `$orderby`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Order {
    column: &'static str,
    descending: bool,
}

impl Order {
    fn read(context: &Context) -> Result<Option<Self>, Refusal> {
        let Some(text) = context.option("orderby") else {
            return Ok(None);
        };
        let mut words = text.split_whitespace();
        let column = match words.next() {
            Some(name) if name.eq_ignore_ascii_case("displayName") => "display_name",
            Some(name) if name.eq_ignore_ascii_case("userPrincipalName") => "upn",
            _ => {
                return Err(Refusal::unsupported(
                    "Sorting not supported for current query.",
                ));
            }
        };
        match (words.next(), words.next()) {
            (None, None) => Ok(Some(Self {
                column,
                descending: false,
            })),
            (Some(word), None) if word.eq_ignore_ascii_case("asc") => Ok(Some(Self {
                column,
                descending: false,
            })),
            (Some(word), None) if word.eq_ignore_ascii_case("desc") => Ok(Some(Self {
                column,
                descending: true,
            })),
            _ => Err(Refusal::unsupported(
                "Sorting not supported for current query.",
            )),
        }
    }

    fn key(self, user: &User) -> String {
        if self.column == "upn" {
            user.upn.clone()
        } else {
            user.display_name.clone()
        }
    }
}

/// A listing of accounts.
struct Listing<'a> {
    context: &'a Context,
    filter: Option<Filter>,
    order: Option<Order>,
    chosen: Vec<&'static Property>,
    lookup: Lookup,
}

impl Listing<'_> {
    fn prefilter(&self) -> Prefilter {
        match &self.filter {
            Some(filter) => sql::prefilter(filter, &|name| {
                property(name).and_then(|property| property.column)
            }),
            None => Prefilter {
                sql: "1".to_owned(),
                values: Vec::new(),
                exact: true,
            },
        }
    }

    /// The condition of the rows to look at: what the prefilter keeps, and every account that reads show
    /// otherwise than its row stands.
    fn condition(&self) -> (String, Vec<Sql>) {
        let Prefilter {
            sql, mut values, ..
        } = self.prefilter();
        values.push(Sql::from(self.context.now.as_millisecond()));
        (
            format!(
                "deleted_at IS NULL AND ({sql} OR n IN (SELECT account FROM shadow WHERE until > ?))"
            ),
            values,
        )
    }

    fn count(&self, c: &Connection) -> Result<usize, Refusal> {
        let late = "SELECT EXISTS (SELECT 1 FROM shadow WHERE until > ?1)";
        let late: bool = c
            .prepare_cached(late)?
            .query_row([self.context.now.as_millisecond()], |row| row.get(0))?;
        let (condition, values) = self.condition();
        if self.filter.is_none() || (self.prefilter().exact && !late) {
            let sql = format!("SELECT count(*) FROM account WHERE {condition}");
            let values = rusqlite::params_from_iter(values);
            let n: i64 = c
                .prepare_cached(&sql)?
                .query_row(values, |row| row.get(0))?;
            return Ok(usize::try_from(n).unwrap_or_default());
        }
        let mut n = 0;
        self.walk(c, None, |_| {
            n += 1;
            true
        })?;
        Ok(n)
    }

    /// A page of rows, and where the next one begins if there is one.
    fn page(
        &self,
        c: &Connection,
        from: Option<Place>,
        size: usize,
    ) -> Result<(Vec<Value>, Option<Place>), Refusal> {
        let mut rows = Vec::new();
        let mut last = None;
        let mut more = false;
        self.walk(c, from, |user| {
            if rows.len() == size {
                more = true;
                return false;
            }
            last = Some(Place {
                n: user.n,
                key: self.order.map(|order| order.key(user)),
            });
            rows.push(properties::write(user, &self.chosen, &self.lookup));
            true
        })?;
        Ok((rows, if more { last } else { None }))
    }

    /// Shows every matching account in order until `see` has seen enough.
    fn walk(
        &self,
        c: &Connection,
        from: Option<Place>,
        mut see: impl FnMut(&User) -> bool,
    ) -> Result<(), Refusal> {
        let (mut condition, mut values) = self.condition();
        let order = match self.order {
            None => {
                if let Some(place) = from {
                    condition.push_str(" AND n > ?");
                    values.push(Sql::from(place.n));
                }
                "n".to_owned()
            }
            Some(Order { column, descending }) => {
                let (sign, word) = if descending {
                    ("<", "DESC")
                } else {
                    (">", "ASC")
                };
                if let Some(Place { n, key: Some(key) }) = from {
                    condition =
                        format!("{condition} AND ({column} COLLATE NOCASE, n) {sign} (?, ?)");
                    values.extend([Sql::from(key), Sql::from(n)]);
                }
                format!("{column} COLLATE NOCASE {word}, n {word}")
            }
        };
        let wanted = self
            .filter
            .as_ref()
            .map(filter::properties)
            .unwrap_or_default();
        let sql = format!("SELECT {COLUMNS} FROM account WHERE {condition} ORDER BY {order}");
        let mut statement = c.prepare_cached(&sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        while let Some(found) = rows.next()? {
            let mut user = User::from_row(found)?;
            row::load_licenses(c, &mut user, self.context.now)?;
            let passes = match &self.filter {
                None => true,
                Some(filter) => {
                    eval::matches(filter, &properties::write(&user, &wanted, &self.lookup))
                }
            };
            if passes && !see(&user) {
                break;
            }
        }
        Ok(())
    }
}
