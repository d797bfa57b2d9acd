//! `Set-CASMailbox` (`exchange.md` 4.6): SMTP AUTH, the one switch of client access that has a state here.

use rusqlite::Transaction;

use super::super::envelope::Answer;
use super::super::error::Failure;
use super::super::params::{Bindings, Kind, Parameter};
use super::super::{find, load};
use super::{Call, Done, set_mailbox};

pub(super) const PARAMETERS: &[Parameter] = &[
    ("Identity", Kind::Text),
    ("SmtpClientAuthenticationDisabled", Kind::SwitchOrNull),
];

pub(super) fn run(tx: &Transaction<'_>, call: &Call, bindings: &Bindings) -> Result<Done, Failure> {
    let identity = bindings
        .identity()
        .ok_or(Failure::IdentityMissing("Set-CASMailbox"))?;
    load::forget_old(tx, call.view.now)?;
    let row = find::one(tx, &call.view.latest(), identity)?;
    let disabled =
        bindings.switch_or_null("SmtpClientAuthenticationDisabled", row.smtp_auth_disabled);
    if disabled == row.smtp_auth_disabled {
        let nothing = format!(
            "The command completed successfully but no settings of '{}' have been modified.",
            row.name()
        );
        return Ok(Answer {
            warnings: vec![nothing],
            ..Answer::default()
        }
        .into());
    }
    tx.prepare_cached("UPDATE mailbox SET smtp_auth_disabled = ?2 WHERE account = ?1")?
        .execute((row.n, disabled))?;
    set_mailbox::hide(tx, call, &row)?;
    Ok(Done::default())
}
