//! Lists of mailboxes: pages of 1,000, and keyset paging by alias when a link does not hold (`exchange.md` 1.5;
//! assumption 85).

use std::collections::HashSet;

use async_stream::try_stream;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use model::RecipientKind;
use wire::exchange::PAGE_MAX;

use super::command::{Cmdlet, Rows, rows};
use super::rows::MailboxRow;
use crate::connection::{Connection, Inner};
use crate::error::ReadError;
use crate::operation::GET_MAILBOX;
use crate::page::{Links, Page};

impl Connection {
    /// Lists mailboxes of these kinds, page by page. The list is whole, or its last item is an error.
    pub fn mailboxes(
        &self,
        kinds: &[RecipientKind],
    ) -> BoxStream<'static, Result<Page<MailboxRow>, ReadError>> {
        let connection = self.clone();
        let kinds: Vec<String> = kinds.iter().map(|k| k.as_str().to_owned()).collect();
        let cmdlet =
            Cmdlet::new(&GET_MAILBOX, Some(MailboxRow::SELECT)).with("RecipientTypeDetails", kinds);
        try_stream! {
            let inner = &connection.0;
            let mut call = inner.command(&cmdlet.clone().with("ResultSize", "Unlimited"));
            let mut links = Links::new(&call.url);
            let mut given = Given::default();
            let mut first = true;
            loop {
                let page = match inner.page(&call).await {
                    Ok(page) => page,
                    Err(error) if !first && is_broken_link(&error) => break,
                    Err(error) => Err(error)?,
                };
                // A link says that there is more: an empty page after it is not to be trusted.
                if !first && page.list.is_empty() {
                    break;
                }
                first = false;
                let (next, is_cut) = (page.next.clone(), page.is_cut());
                yield given.new_ones(page);
                match next.map(|link| links.follow(&link)) {
                    Some(Ok(url)) => call.url = url,
                    None if !is_cut => return,
                    // A link that cannot be followed, or none where Exchange says that there is more.
                    Some(Err(_)) | None => break,
                }
            }
            tracing::warn!("a page link of Exchange did not hold; reading on by alias");
            let mut last: Option<String> = None;
            loop {
                let page = inner.page(&inner.command(&keyset(&cmdlet, last.as_deref()))).await?;
                let is_last = page.list.len() < PAGE_MAX && page.next.is_none() && !page.is_cut();
                let reached = page.list.last().and_then(|row| row.alias.value().cloned());
                if !is_last && (reached.is_none() || reached == last || !in_order(&page.list)) {
                    Err(stuck())?;
                }
                last = reached;
                yield given.new_ones(page);
                if is_last {
                    return;
                }
            }
        }
        .boxed()
    }
}

impl Inner {
    async fn page(&self, call: &crate::call::Call) -> Result<Rows<MailboxRow>, ReadError> {
        let answer = self.read(call).await?;
        rows(&answer, &GET_MAILBOX)
    }
}

/// Rows that were given already: keyset paging starts from the front.
#[derive(Default)]
struct Given(HashSet<String>);

impl Given {
    fn new_ones(&mut self, page: Rows<MailboxRow>) -> Page<MailboxRow> {
        let rows = page
            .list
            .into_iter()
            .filter(|row| key(row).is_none_or(|key| self.0.insert(key)))
            .collect();
        Page { rows, total: None }
    }
}

fn key(row: &MailboxRow) -> Option<String> {
    row.exchange_guid.value().map(ToString::to_string)
}

/// Do the rows come by alias? Only letters of the alphabet, digits and dots are compared: how the service sorts others
/// is not known.
fn in_order(rows: &[MailboxRow]) -> bool {
    let plain = |row: &MailboxRow| {
        let alias = row.alias.value()?.to_ascii_lowercase();
        alias
            .bytes()
            .all(|b| b.is_ascii_alphanumeric())
            .then_some(alias)
    };
    let aliases: Vec<String> = rows.iter().filter_map(plain).collect();
    aliases.is_sorted()
}

/// The next thousand by alias, from the last one on: two mailboxes may share an alias.
fn keyset(cmdlet: &Cmdlet, after: Option<&str>) -> Cmdlet {
    let cmdlet = cmdlet
        .clone()
        .with("ResultSize", PAGE_MAX)
        .with("SortBy", "Alias");
    match after.map(|alias| alias.replace('\'', "''")) {
        Some(alias) => cmdlet.with(
            "Filter",
            format!("Alias -gt '{alias}' -or Alias -eq '{alias}'"),
        ),
        None => cmdlet,
    }
}

/// May the failure of a later page be the link's fault? Then the list can be read without links.
fn is_broken_link(error: &ReadError) -> bool {
    matches!(
        error,
        ReadError::Broken { .. }
            | ReadError::NotFound { .. }
            | ReadError::Service {
                status: 400..=499,
                ..
            }
    )
}

fn stuck() -> ReadError {
    ReadError::Broken {
        operation: GET_MAILBOX.name,
        what: "a page that leads no further".to_owned(),
        at: "Alias".to_owned(),
        request_id: None,
    }
}
