//! Accounts: lists, counts, single ones, and when they signed in.

use std::collections::HashMap;

use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use model::AccountId;

use super::{UserFilter, UserQuery, UserRow, UserSelect, encoded};
use crate::answer::Answer;
use crate::batch::Item;
use crate::call::Call;
use crate::connection::Connection;
use crate::error::ReadError;
use crate::graph::SignInRow;
use crate::operation;
use crate::page::Page;

/// Most values of an `in` filter: Graph takes 15 expressions without the advanced header (documentation of the
/// `$filter` parameter).
const MOST_IN: usize = 15;

impl Connection {
    /// Lists accounts, page by page. The list is whole, or its last item is an error.
    pub fn users(&self, query: &UserQuery) -> BoxStream<'static, Result<Page<UserRow>, ReadError>> {
        let size = query.page_size.clamp(1, wire::graph::PAGE_MAX);
        let filter = query
            .filter
            .text()
            .map(|f| format!("&$filter={}", encoded(&f)))
            .unwrap_or_default();
        // The count comes with an advanced query, and shows a list that was cut short.
        let count = if query.filter.is_advanced() {
            "&$count=true"
        } else {
            ""
        };
        let text = format!(
            "$select={}&$top={size}{filter}{count}",
            query.select.as_str()
        );
        let call = Call::get(&operation::USERS, self.0.graph_url("/users", &text));
        self.list(if query.filter.is_advanced() {
            eventual(call)
        } else {
            call
        })
    }

    /// Counts accounts.
    pub async fn count_users(&self, filter: &UserFilter) -> Result<u64, ReadError> {
        let query = filter
            .text()
            .map_or_else(String::new, |f| format!("$filter={}", encoded(&f)));
        let url = self.0.graph_url("/users/$count", &query);
        // Plain text: asking for JSON is a 415 (`graph.md` 2.3).
        let call = Call::new(&operation::COUNT_USERS, http::Method::GET, url)
            .header("accept", "text/plain");
        let answer = self.0.read(&eventual(call)).await?;
        let text = String::from_utf8_lossy(answer.bytes());
        let number = text.trim_start_matches('\u{feff}').trim();
        number.parse().map_err(|_| {
            answer.broken(&operation::COUNT_USERS, "a count that is no number", "body")
        })
    }

    /// Reads accounts by object id, in batches of 20. `None`: there is no such account.
    pub async fn users_by_id(
        &self,
        ids: &[AccountId],
        with: UserSelect,
    ) -> Vec<(AccountId, Result<Option<UserRow>, ReadError>)> {
        let items = ids
            .iter()
            .map(|id| {
                let url = format!("/users/{id}?$select={}", with.as_str());
                Item::new(&operation::USER, "GET", url, id.to_string())
            })
            .collect();
        let answers = self.0.read_batch(&operation::GRAPH_BATCH, items).await;
        let row = |id: AccountId, answer: Result<Answer, ReadError>| {
            found(answer?.json(&operation::USER)?, id)
        };
        ids.iter()
            .zip(answers)
            .map(|(&id, answer)| (id, optional(row(id, answer))))
            .collect()
    }

    /// Reads one account by object id or sign-in name. `None`: there is no such account.
    pub async fn user(&self, id: &str, with: UserSelect) -> Result<Option<UserRow>, ReadError> {
        let id = id.trim();
        let none = |rows| ReadError::NotExactlyOne {
            identity: id.to_owned(),
            rows,
            found: None,
        };
        if id.is_empty() {
            return Err(none(0));
        }
        let url = self.0.graph_url(
            &format!("/users/{}", encoded(id)),
            &format!("$select={}", with.as_str()),
        );
        let call = Call::get(&operation::USER, url).what(id);
        let row = async {
            let row: UserRow = self.0.read(&call).await?.json(&operation::USER)?;
            let named = row
                .user_principal_name
                .value()
                .is_some_and(|upn| upn.eq_ignore_ascii_case(id));
            if named || id.parse() == Ok(row.id) {
                Ok(row)
            } else {
                Err(none(1))
            }
        };
        optional(row.await)
    }

    /// Reads when accounts signed in: 15 per request, since only five requests fit into ten seconds
    /// (`graph.md` 2.2). Needs Microsoft Entra ID P1: otherwise [`ReadError::NotOffered`].
    pub async fn sign_in_activity(
        &self,
        ids: &[AccountId],
    ) -> Vec<(AccountId, Result<SignInRow, ReadError>)> {
        let mut read: HashMap<AccountId, Result<SignInRow, ReadError>> = HashMap::new();
        let mut over: Option<ReadError> = None;
        for some in super::distinct(ids).chunks(MOST_IN) {
            if let Some(error) = &over {
                read.extend(some.iter().map(|&id| (id, Err(error.clone()))));
                continue;
            }
            match self.sign_ins_in(some).await {
                Ok(rows) => read.extend(rows.into_iter().map(|row| (row.id, Ok(row)))),
                // A filter that this tenant does not take: each by its id.
                Err(ReadError::Service { status: 400, .. }) => {}
                Err(error) => {
                    read.extend(some.iter().map(|&id| (id, Err(error.clone()))));
                    over = is_for_all(&error).then_some(error);
                }
            }
            // An absence is looked at twice: a list may lag behind (`graph.md` 2.1, 2.2).
            let missing: Vec<AccountId> = some
                .iter()
                .copied()
                .filter(|id| !read.contains_key(id))
                .collect();
            read.extend(self.sign_ins_by_id(&missing).await);
        }
        self.doubt_absences(&mut read).await;
        let none = |id: AccountId| ReadError::NotFound {
            what: id.to_string(),
            request_id: None,
        };
        ids.iter()
            .map(|&id| (id, read.get(&id).cloned().unwrap_or_else(|| Err(none(id)))))
            .collect()
    }

    /// Sign-ins were once withheld from everybody (`graph.md` 2.2; assumption 12). So where no account asked about has
    /// any, another look must show some of somebody: else their absence says nothing.
    async fn doubt_absences(&self, read: &mut HashMap<AccountId, Result<SignInRow, ReadError>>) {
        let has = |row: &SignInRow| !row.sign_in_activity.is_empty();
        let rows = || read.values().filter_map(|row| row.as_ref().ok());
        if rows().any(has) || rows().next().is_none() {
            return;
        }
        let doubt = match self.shows_sign_ins().await {
            Ok(true) => return,
            Ok(false) => ReadError::Broken {
                operation: operation::SIGN_INS.name,
                what: "sign-in activity of nobody".to_owned(),
                at: "signInActivity".to_owned(),
                request_id: None,
            },
            Err(error) => error,
        };
        for row in read.values_mut().filter(|row| row.is_ok()) {
            *row = Err(doubt.clone());
        }
    }

    /// Does the service show sign-ins of anybody? The first page of accounts tells.
    async fn shows_sign_ins(&self) -> Result<bool, ReadError> {
        let query = format!(
            "$select=id,signInActivity&$top={}",
            wire::graph::SIGN_IN_PAGE_SAFE
        );
        let call = Call::get(&operation::SIGN_INS, self.0.graph_url("/users", &query));
        match self.list::<SignInRow>(call).next().await {
            Some(page) => Ok(page?
                .rows
                .iter()
                .any(|row| !row.sign_in_activity.is_empty())),
            None => Ok(false),
        }
    }

    async fn sign_ins_in(&self, ids: &[AccountId]) -> Result<Vec<SignInRow>, ReadError> {
        let list: Vec<String> = ids.iter().map(|id| format!("'{id}'")).collect();
        let filter = encoded(&format!("id in ({})", list.join(",")));
        let query = format!(
            "$select=id,signInActivity&$top={}&$filter={filter}",
            wire::graph::SIGN_IN_PAGE_SAFE
        );
        let call = Call::get(&operation::SIGN_INS, self.0.graph_url("/users", &query));
        self.list_all(call).await
    }

    async fn sign_ins_by_id(
        &self,
        ids: &[AccountId],
    ) -> Vec<(AccountId, Result<SignInRow, ReadError>)> {
        let item = |id: &AccountId| {
            let url = format!("/users/{id}?$select=id,signInActivity");
            Item::new(&operation::SIGN_INS, "GET", url, id.to_string())
        };
        let answers = self
            .0
            .read_batch(&operation::SIGN_IN_BATCH, ids.iter().map(item).collect())
            .await;
        let row =
            |answer: Result<Answer, ReadError>| answer?.json::<SignInRow>(&operation::SIGN_INS);
        ids.iter()
            .zip(answers)
            .map(|(&id, answer)| (id, row(answer)))
            .collect()
    }
}

/// Would the next accounts get the same answer?
fn is_for_all(error: &ReadError) -> bool {
    matches!(
        error,
        ReadError::NotOffered { .. }
            | ReadError::Denied { .. }
            | ReadError::Unauthorized { .. }
            | ReadError::Unreached { .. }
    )
}

fn eventual(call: Call) -> Call {
    call.header(wire::graph::header::CONSISTENCY_LEVEL, "eventual")
}

/// The row, if it is the one that was asked for.
fn found(row: UserRow, id: AccountId) -> Result<UserRow, ReadError> {
    if row.id == id {
        return Ok(row);
    }
    Err(ReadError::NotExactlyOne {
        identity: id.to_string(),
        rows: 1,
        found: Some(row.id.to_string()),
    })
}

/// Not found is an answer too.
pub(super) fn optional<R>(read: Result<R, ReadError>) -> Result<Option<R>, ReadError> {
    match read {
        Ok(row) => Ok(Some(row)),
        Err(ReadError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
