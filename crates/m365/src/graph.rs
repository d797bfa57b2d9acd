//! Microsoft Graph.

mod licenses;
mod query;
mod report;
mod rows;
mod tenant;
mod users;

use std::collections::HashSet;

use async_stream::try_stream;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::call::Call;
use crate::connection::{Connection, Inner, below};
use crate::error::ReadError;
use crate::page::{Links, Page};

pub(crate) use licenses::refusal_kind;
pub(crate) use report::{ReportRow, parse as parse_report};

pub use licenses::LicenseChange;
pub use query::{UserFilter, UserQuery, UserSelect};
pub use report::{ActiveUserRow, MailboxUsageRow, OneDriveUsageRow, Period, Report};
pub use report::{Cells, report_cells};
pub use rows::{
    AssignedLicense, GroupRow, LicenseState, OrganizationRow, PrepaidUnits, ReportSettings,
    ServicePlanRow, SignInActivity, SignInRow, SkuRow, SubscriptionRow, UserRow, VerifiedDomain,
};

/// A page as Graph writes it. `value` must be there and be a list.
#[derive(Debug, Deserialize)]
struct Listed<R> {
    #[serde(
        rename = "@odata.count",
        default,
        deserialize_with = "wire::number::or_text_if_any"
    )]
    count: Option<u64>,
    #[serde(rename = "@odata.nextLink")]
    next: Option<String>,
    value: Vec<R>,
}

impl Inner {
    /// A URL of Graph; `query` is encoded already.
    pub(crate) fn graph_url(&self, path: &str, query: &str) -> Url {
        let mut url = below(&self.info.graph, &format!("{}{path}", wire::graph::VERSION));
        url.set_query((!query.is_empty()).then_some(query));
        url
    }
}

impl Connection {
    /// All pages of a list. Its headers go with every page: a next link does not carry them (`graph.md` 2.1).
    fn list<R>(&self, first: Call) -> BoxStream<'static, Result<Page<R>, ReadError>>
    where
        R: DeserializeOwned + Send + 'static,
    {
        let connection = self.clone();
        try_stream! {
            let inner = &connection.0;
            let mut links = Links::new(&first.url);
            let mut call = first;
            let mut expected = None;
            let mut seen: u64 = 0;
            loop {
                let answer = inner.read(&call).await?;
                let page: Listed<R> = answer.json(call.op)?;
                seen += page.value.len() as u64;
                expected = expected.or(page.count);
                yield Page { rows: page.value, total: page.count };
                match page.next {
                    Some(next) => call.url = links.follow(&next).map_err(|(what, at)| answer.broken(call.op, what, at))?,
                    None => {
                        whole(seen, expected).map_err(|what| answer.broken(call.op, what, "value"))?;
                        break;
                    }
                }
            }
        }
        .boxed()
    }

    /// All rows of a list that is never long.
    async fn list_all<R>(&self, first: Call) -> Result<Vec<R>, ReadError>
    where
        R: DeserializeOwned + Send + 'static,
    {
        let mut rows = Vec::new();
        let mut pages = self.list::<R>(first);
        while let Some(page) = pages.next().await {
            rows.extend(page?.rows);
        }
        Ok(rows)
    }
}

/// Did as many rows come as were counted? People come and go while a long list is read, so one in a hundred may be
/// missing (an assumption: Microsoft promises no figure); a page that was cut short is more than that.
fn whole(seen: u64, expected: Option<u64>) -> Result<(), String> {
    match expected {
        Some(expected) if seen + expected / 100 < expected => {
            Err(format!("the list ended after {seen} of {expected} rows"))
        }
        _ => Ok(()),
    }
}

/// Encodes a value of a query: Graph refuses bare blanks and quotes (`graph.md` 2.3).
fn encoded(value: &str) -> String {
    percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// Ids without repetition, in order.
fn distinct<T: Copy + Eq + std::hash::Hash>(ids: &[T]) -> Vec<T> {
    let mut seen = HashSet::new();
    ids.iter().copied().filter(|id| seen.insert(*id)).collect()
}
