//! `Get-MailboxPermission` (`exchange.md` 4.7). A list of at most 500 entries is one page (assumption).

use rusqlite::Transaction;
use wire::exchange::MORE_RESULTS;

use super::super::envelope::Answer;
use super::super::error::Failure;
use super::super::find::{self, Wanted};
use super::super::params::{Bindings, Kind, Limit, Parameter};
use super::super::row::encode;
use super::super::row::mailbox::MailboxRow;
use super::super::row::permission::{PROPERTIES, PermissionRow};
use super::{Call, Done};

pub(super) const PARAMETERS: &[Parameter] = &[
    ("Identity", Kind::Text),
    ("ResultSize", Kind::ResultSize),
    ("User", Kind::Text),
    ("IncludeSoftDeletedUserPermissions", Kind::Switch),
    ("IncludeUnresolvedPermissions", Kind::Switch),
    ("SoftDeletedMailbox", Kind::Switch),
];

/// Every mailbox lets its own account in, under this name and SID.
const SELF: (&str, &str) = ("NT AUTHORITY\\SELF", "S-1-5-10");

pub(super) fn run(tx: &Transaction<'_>, call: &Call, bindings: &Bindings) -> Result<Done, Failure> {
    let identity = bindings
        .identity()
        .ok_or(Failure::IdentityMissing("Get-MailboxPermission"))?;
    let mailboxes = if call.ignore_identity {
        find::page(tx, &call.view, &Wanted::default(), None, call.page_size)?.unwrap_or_default()
    } else {
        let mut found = find::by_identity(tx, &call.view, identity)?;
        if bindings.switch("SoftDeletedMailbox") != Some(true) {
            found.retain(|row| row.disconnected_at.is_none());
        }
        vec![find::exactly_one(tx, found, identity)?]
    };
    let mut answer = Answer::default();
    for mailbox in &mailboxes {
        for row in entries(tx, mailbox, bindings)? {
            let wanted = bindings.text("User");
            if wanted.is_none_or(|u| {
                [&row.user, &row.sid]
                    .iter()
                    .any(|n| n.eq_ignore_ascii_case(u))
            }) {
                answer.rows.push(encode(PROPERTIES, &row, &call.selection));
            }
        }
    }
    if let Some(Limit::Rows(most)) = bindings.result_size("ResultSize") {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        if answer.rows.len() > most {
            answer.rows.truncate(most);
            answer.warnings.push(MORE_RESULTS.to_owned());
        }
    }
    Ok(answer.into())
}

/// Its own account, then whom somebody let in. Who is gone shows only when asked for, as the documentation of the
/// switches has it: within its 30 days by its name, later by its SID alone.
fn entries(
    tx: &Transaction<'_>,
    mailbox: &MailboxRow,
    bindings: &Bindings,
) -> Result<Vec<PermissionRow>, Failure> {
    let (deleted, unresolved) = (
        bindings.switch("IncludeSoftDeletedUserPermissions") == Some(true),
        bindings.switch("IncludeUnresolvedPermissions") == Some(true),
    );
    let mut all = vec![PermissionRow {
        mailbox: mailbox.name().to_owned(),
        user: SELF.0.to_owned(),
        sid: SELF.1.to_owned(),
        rights: "FullAccess, ReadPermission".to_owned(),
        deny: false,
        inherited: false,
    }];
    let mut statement = tx.prepare_cached(
        "SELECT p.trustee, p.name, p.rights, p.deny, p.inherited, a.upn, a.deleted_at
         FROM mailbox_permission p LEFT JOIN account a ON a.n = p.trustee
         WHERE p.account = ?1 ORDER BY p.place",
    )?;
    let mut rows = statement.query([mailbox.n])?;
    while let Some(row) = rows.next()? {
        let (trustee, name): (Option<i64>, Option<String>) = (row.get(0)?, row.get(1)?);
        let (upn, deleted_at): (Option<String>, Option<i64>) = (row.get(5)?, row.get(6)?);
        let sid = sid(mailbox, trustee, name.as_deref());
        let user = upn.or(name).unwrap_or_else(|| sid.clone());
        if (user == sid && !unresolved) || (deleted_at.is_some() && !deleted) {
            continue;
        }
        all.push(PermissionRow {
            mailbox: mailbox.name().to_owned(),
            user,
            sid,
            rights: row.get(2)?,
            deny: row.get(3)?,
            inherited: row.get(4)?,
        });
    }
    Ok(all)
}

/// The SID of an account or a group of this tenant: the tenant's own part, and a number that names one in it. A name
/// that is a SID already stays.
fn sid(mailbox: &MailboxRow, trustee: Option<i64>, name: Option<&str>) -> String {
    if let Some(sid) = name.filter(|name| name.starts_with("S-1-")) {
        return sid.to_owned();
    }
    let (a, b, c, _) = mailbox.home.tenant.as_uuid().as_fields();
    let number = trustee.unwrap_or_else(|| {
        // Groups of Exchange: above all accounts.
        let sum = |sum: i64, byte: u8| (sum * 31 + i64::from(byte)) % 1_000_000;
        2_000_000_000 + name.unwrap_or_default().bytes().fold(0, sum)
    });
    format!("S-1-5-21-{a}-{b}-{c}-{}", 1_000_000 + number)
}
