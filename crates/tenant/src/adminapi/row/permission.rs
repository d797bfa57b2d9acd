//! The row of `Get-MailboxPermission` (`exchange.md` 4.7). Tenants of different months had different members
//! (`exchange.md` 9); here are all that were seen, in the order of the documented output, for none was captured whole.

use super::Source::{Bool, Empty, List, Of, Text};
use super::mailbox::word;
use super::{Cell, Property, Source};

/// One entry of the list: who may do what with a mailbox.
#[derive(Debug)]
pub(crate) struct PermissionRow {
    /// The mailbox, as the service names it.
    pub(crate) mailbox: String,
    /// A sign-in name, the name of a group, or a SID.
    pub(crate) user: String,
    pub(crate) sid: String,
    /// The rights, joined: the list has this one text (`exchange.md` 4.7).
    pub(crate) rights: String,
    pub(crate) deny: bool,
    pub(crate) inherited: bool,
}

const fn p(name: &'static str, value: Source<PermissionRow>) -> Property<PermissionRow> {
    Property { name, value }
}

/// Its properties.
pub(crate) const PROPERTIES: &[Property<PermissionRow>] = &[
    p("Identity", Of(|r| word(&r.mailbox))),
    p("User", Of(|r| Cell::Text(r.user.clone()))),
    // Empty where it was captured.
    p("UserWithDisplayName", List(&[])),
    p("AccessRights", Of(|r| Cell::List(vec![r.rights.clone()]))),
    p("IsInherited", Of(|r| Cell::Bool(r.inherited))),
    p("Deny", Of(|r| Cell::Bool(r.deny))),
    p("InheritanceType", Text("All")),
    // What it is for whom was never captured.
    p("IsOwner", Bool(false)),
    p("UserSid", Of(|r| Cell::Text(r.sid.clone()))),
    // Empty for real people too.
    p("PrimarySmtpAddress", Empty),
    p("IsValid", Bool(true)),
];
