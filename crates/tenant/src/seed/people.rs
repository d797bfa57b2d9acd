//! The people who can sign in: cloud-only accounts without licence and mailbox, as administrators should be. They
//! come last, on top of the accounts that were asked for.

use rusqlite::Transaction;

use super::site::Site;
use super::writer::Writer;
use crate::error::Result;
use crate::people::{self, PEOPLE};

pub(super) fn write(tx: &Transaction<'_>, writer: &mut Writer<'_>, site: &Site) -> Result<()> {
    for (index, person) in (0..).zip(&PEOPLE) {
        let account = site.administrator(index, person);
        writer.account(&account)?;
        people::enrol(tx, &account.id.to_string(), person.role)?;
    }
    Ok(())
}
