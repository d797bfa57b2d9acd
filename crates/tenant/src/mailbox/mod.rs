//! Mailboxes: what they do when a licence goes or comes, a type changes or a time is over.
//!
//! [`machine`] decides, [`store`] reads and writes the rows. Other parts of the tenant say that something
//! happened ([`licenses_changed`], [`due`]) and never change the state themselves.

mod grant;
mod machine;
mod quota;
mod store;

use jiff::Timestamp;
use rusqlite::Transaction;
use serde_json::Value;

pub(crate) use grant::{Grant, Holding, MailboxPlan};
pub(crate) use machine::{Event, GRACE, Refusal, above_license};
pub(crate) use quota::{Quota, QuotaClass};
pub(crate) use store::{Applied, apply, bytes, column, grants, holdings};

use crate::error::{Error, Result};

/// The licences of an account came or went, for whatever reason. Called after the licence rows were written.
pub(crate) fn licenses_changed(tx: &Transaction<'_>, account: i64, now: Timestamp) -> Result<()> {
    apply(tx, account, &Event::LicensesChanged, now).map(|_| ())
}

/// A due row of a mailbox: `subject` is the account's number. A mailbox that is gone meanwhile is passed over.
pub(crate) fn due(
    tx: &Transaction<'_>,
    kind: &str,
    subject: &str,
    data: &Value,
    now: Timestamp,
) -> Result<()> {
    let event = store::Due::event(kind, data).ok_or_else(|| {
        Error::corrupt(
            "due.kind",
            format!("`{kind}` with {data} is no event of a mailbox"),
        )
    })?;
    let account = subject
        .parse()
        .map_err(|e| Error::corrupt("due.subject", e))?;
    apply(tx, account, &event, now).map(|_| ())
}
