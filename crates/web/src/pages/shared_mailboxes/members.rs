//! The members of one mailbox, read live. A script shows the part `#members` of this page where it was asked for.

use askama::Template;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use http::StatusCode;
use model::AccountId;
use words::shared;

use crate::PageError;
use crate::desk::{Answer, Desk, answer};
use crate::pages::problem::Problem;
use crate::shell::Shell;
use crate::view::account::account_name;
use crate::view::members::{self, MembersView};
use crate::view::row::shown_name;

#[derive(Debug, Template)]
#[template(path = "shared_members.html")]
struct MembersPage {
    shell: Shell,
    back: String,
    name: String,
    address: String,
    members: MembersView,
    lines: [String; 2],
    /// The account's panel.
    panel: String,
    /// Microsoft's own page of this cloud.
    microsoft: &'static str,
}

pub(crate) async fn get(desk: Desk, Path((_, id)): Path<(String, String)>) -> Answer {
    let unknown = || Problem::NoMailbox(id.clone());
    let account: AccountId = id.parse().map_err(|_| unknown())?;
    let (name, address) = known(&desk, account).await?.ok_or_else(unknown)?;
    let read = desk
        .engine()
        .members(&desk.caller, desk.conn(), &[account])
        .await;
    let l = &desk.locale;
    let (status, members) = match read {
        Ok(read) => (StatusCode::OK, MembersView::of_one(read, l)),
        Err(error @ engine::EngineError::Denied(_)) => return Err(error.into()),
        Err(error) => (StatusCode::BAD_GATEWAY, MembersView::unread(&error, l)),
    };
    let page = MembersPage {
        shell: desk.shell(shared::members_of(l, &name)),
        back: desk.links.to("/shared-mailboxes", &[]),
        lines: members::lines(&address),
        name,
        address,
        members,
        panel: desk.links.user(account),
        microsoft: l.cloud().record().links.shared_mailboxes,
    };
    Ok((status, answer(&page)?).into_response())
}

/// Name and address of a mailbox, as the last review or the list of accounts has them.
async fn known(desk: &Desk, account: AccountId) -> Result<Option<(String, String)>, PageError> {
    let store = desk.engine().store();
    if let Some(snapshot) = store.latest_snapshot(desk.tenant()).await?
        && let Some(record) = store.record(snapshot.id, account).await?
    {
        let name = &record.facts.name;
        return Ok(Some((shown_name(name), name.primary_smtp_address.clone())));
    }
    let listed = desk
        .engine()
        .listed(&desk.caller, desk.tenant(), account)
        .await?;
    Ok(listed.map(|row| (account_name(&row.account), row.account.mail)))
}
