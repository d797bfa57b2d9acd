//! `Get-CASMailbox` (`exchange.md` 4.6): the same mailboxes, other properties.

use rusqlite::Transaction;

use super::super::error::Failure;
use super::super::params::{Bindings, Parameter};
use super::super::row::cas::PROPERTIES;
use super::{Call, Done, get_mailbox};

pub(super) const PARAMETERS: &[Parameter] = get_mailbox::LIST;

pub(super) fn run(tx: &Transaction<'_>, call: &Call, bindings: &Bindings) -> Result<Done, Failure> {
    get_mailbox::list(tx, call, bindings, PROPERTIES)
}
