//! Everything known about one mailbox.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use model::{AccountId, Entry, Plan, PlanDigest};
use store::LedgerQuery;

use super::problem::Problem;
use super::{answer, last_review};
use crate::shell::Shell;
use crate::view::facts::{FactRow, facts};
use crate::view::history::{self, HistoryRow};
use crate::view::license::{LicenseDetail, details};
use crate::view::overview::read_line;
use crate::view::row::{Row, shown_name};
use crate::view::{Context, ToDo};
use crate::visit::Visit;
use crate::{PageError, Site};

#[derive(Debug, Template)]
#[template(path = "mailbox.html")]
struct MailboxPage {
    shell: Shell,
    read: String,
    row: Row,
    about: String,
    account: String,
    username: String,
    licenses: Vec<LicenseDetail>,
    facts: Vec<FactRow>,
    history: Vec<HistoryRow>,
    /// Microsoft's own page of this cloud.
    microsoft: &'static str,
    example_prices: bool,
}

pub(crate) async fn get(
    State(site): State<Site>,
    Path(id): Path<String>,
    visit: Visit,
) -> Response {
    let page = mailbox(&site, &visit, &id).await;
    answer(&site, &visit, page)
}

async fn mailbox(site: &Site, visit: &Visit, id: &str) -> Result<MailboxPage, Problem> {
    let unknown = || Problem::NoMailbox(id.to_owned());
    let account: AccountId = id.parse().map_err(|_| unknown())?;
    let (snapshot, tenant) = last_review(site).await?;
    let record = site.engine.store().record(snapshot.id, account).await;
    let record = record.map_err(PageError::from)?.ok_or_else(unknown)?;
    let (entries, plans) = history(site, account).await?;

    let now = site.env.now();
    let name = shown_name(&record.facts.name);
    let shell = Shell::new(site, visit, Some(&tenant), |_| name);
    let locale = &shell.locale;
    let cx = Context {
        tenant: &tenant,
        prices: &site.prices,
        locale,
        links: Some(visit.links),
    };
    Ok(MailboxPage {
        read: read_line(&snapshot, now, &cx),
        row: Row::new(&record, &cx),
        about: ToDo::of(&record).about(locale),
        account: account.to_string(),
        username: record.facts.name.user_principal_name.clone(),
        licenses: details(&record, &cx),
        facts: facts(&record.facts, &tenant, now, locale),
        history: history::rows(&entries, &plans, locale),
        microsoft: locale.cloud().record().links.active_users,
        example_prices: site.prices.example,
        shell,
    })
}

/// What was changed on the account, with the plans that say what was meant.
async fn history(
    site: &Site,
    account: AccountId,
) -> Result<(Vec<Entry>, BTreeMap<PlanDigest, Plan>), PageError> {
    let query = LedgerQuery {
        account: Some(account),
        ..LedgerQuery::default()
    };
    let entries = site
        .engine
        .history(&site.caller, site.tenant, query)
        .await?;
    let mut plans = BTreeMap::new();
    for digest in entries.iter().map(|e| e.body.plan) {
        if plans.contains_key(&digest) {
            continue;
        }
        if let Some(plan) = site.engine.store().plan(digest).await? {
            plans.insert(digest, plan);
        }
    }
    Ok((entries, plans))
}
