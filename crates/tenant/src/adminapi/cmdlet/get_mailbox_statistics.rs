//! `Get-MailboxStatistics` (`exchange.md` 4.5).

use rusqlite::Transaction;

use super::super::envelope::Answer;
use super::super::error::Failure;
use super::super::find::{self, Wanted};
use super::super::load;
use super::super::params::{Bindings, Kind, Parameter};
use super::super::row::encode;
use super::super::row::mailbox::MailboxRow;
use super::super::row::statistics::{PROPERTIES, StatisticsRow};
use super::{Call, Done};
use crate::assume;

pub(super) const PARAMETERS: &[Parameter] = &[
    ("Identity", Kind::Text),
    ("Archive", Kind::Switch),
    ("IncludeSoftDeletedRecipients", Kind::Switch),
    ("IncludeMoveHistory", Kind::Switch),
    ("IncludeMoveReport", Kind::Switch),
    ("IncludeQuarantineDetails", Kind::Switch),
    ("UseCustomRouting", Kind::Switch),
];

pub(super) fn run(tx: &Transaction<'_>, call: &Call, bindings: &Bindings) -> Result<Done, Failure> {
    let identity = bindings
        .identity()
        .ok_or(Failure::IdentityMissing("Get-MailboxStatistics"))?;
    let archive = bindings.switch("Archive") == Some(true);
    let mut answer = Answer::default();
    for mailbox in mailboxes(tx, call, bindings, identity)? {
        if archive && !mailbox.has_archive() {
            if call.ignore_identity {
                continue;
            }
            return Err(Failure::NotFound {
                identity: identity.to_owned(),
                status: load::not_found_status(tx)?,
            });
        }
        if !archive && !mailbox.ever_used {
            answer.warnings.push(never_used(tx, &mailbox)?);
            continue;
        }
        answer.rows.push(encode(
            PROPERTIES,
            &StatisticsRow { mailbox, archive },
            &call.selection,
        ));
    }
    Ok(answer.into())
}

fn mailboxes(
    tx: &Transaction<'_>,
    call: &Call,
    bindings: &Bindings,
    identity: &str,
) -> Result<Vec<MailboxRow>, Failure> {
    if call.ignore_identity {
        let all = find::page(tx, &call.view, &Wanted::default(), None, call.page_size)?;
        return Ok(all.unwrap_or_default());
    }
    let mut found = find::by_identity(tx, &call.view, identity)?;
    if bindings.switch("IncludeSoftDeletedRecipients") != Some(true) {
        found.retain(|row| row.disconnected_at.is_none());
    }
    Ok(vec![find::exactly_one(tx, found, identity)?])
}

/// A mailbox that nobody ever opened has no statistics, only this warning.
fn never_used(tx: &Transaction<'_>, mailbox: &MailboxRow) -> Result<String, Failure> {
    let text = assume::NEVER_USED_WARNING.text(tx)?;
    Ok(text
        .replace("{identity}", mailbox.name())
        .replace("{guid}", &mailbox.exchange_guid))
}
