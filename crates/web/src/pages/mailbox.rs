//! Everything known about one mailbox.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use model::{AccountId, Entry, Plan, PlanDigest};
use store::LedgerQuery;

use super::problem::Problem;
use crate::PageError;
use crate::desk::{Answer, Desk, answer};
use crate::shell::Shell;
use crate::view::facts::{FactRow, facts};
use crate::view::history::{self, HistoryRow};
use crate::view::license::{LicenseDetail, details};
use crate::view::overview::read_line;
use crate::view::row::{Row, shown_name};
use crate::view::{Context, ToDo};

#[derive(Debug, Template)]
#[template(path = "mailbox.html")]
struct MailboxPage {
    shell: Shell,
    back: String,
    read: String,
    row: Row,
    about: String,
    account: String,
    username: String,
    licenses: Vec<LicenseDetail>,
    facts: Vec<FactRow>,
    history: Vec<HistoryRow>,
    /// The panel, which reads live, and where licences are changed.
    panel: String,
    /// Microsoft's own page of this cloud.
    microsoft: &'static str,
    example_prices: bool,
}

pub(crate) async fn get(desk: Desk, Path((_, id)): Path<(String, String)>) -> Answer {
    let unknown = || Problem::NoMailbox(id.clone());
    let account: AccountId = id.parse().map_err(|_| unknown())?;
    let (snapshot, tenant) = desk.last_review().await?;
    let record = desk.engine().store().record(snapshot.id, account).await;
    let record = record.map_err(PageError::from)?.ok_or_else(unknown)?;
    let (entries, plans) = history(&desk, account).await?;

    let now = desk.now();
    let name = shown_name(&record.facts.name);
    let locale = &desk.locale;
    let cx = Context {
        tenant: &tenant,
        prices: desk.prices(),
        locale,
        links: Some(&desk.links),
    };
    let page = MailboxPage {
        shell: desk.shell(name),
        back: desk.links.to("/review", &[]),
        read: read_line(&snapshot, now, &cx),
        row: Row::new(&record, &cx),
        about: ToDo::of(&record).about(locale),
        account: account.to_string(),
        username: record.facts.name.user_principal_name.clone(),
        licenses: details(&record, &cx),
        facts: facts(&record.facts, &tenant, now, locale),
        history: history::rows(&entries, &plans, locale),
        panel: desk.links.user(account),
        microsoft: locale.cloud().record().links.active_users,
        example_prices: desk.prices().example,
    };
    answer(&page)
}

/// What was changed on the account, with the plans that say what was meant.
async fn history(
    desk: &Desk,
    account: AccountId,
) -> Result<(Vec<Entry>, BTreeMap<PlanDigest, Plan>), PageError> {
    let query = LedgerQuery {
        account: Some(account),
        ..LedgerQuery::default()
    };
    let entries = desk
        .engine()
        .history(&desk.caller, desk.tenant(), query)
        .await?;
    let mut plans = BTreeMap::new();
    for digest in entries.iter().map(|e| e.body.plan) {
        if plans.contains_key(&digest) {
            continue;
        }
        if let Some(plan) = desk.engine().store().plan(digest).await? {
            plans.insert(digest, plan);
        }
    }
    Ok((entries, plans))
}
