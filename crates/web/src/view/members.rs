//! The members of a mailbox: those with full access.

use engine::{EngineError, Member, Members};
use words::{Locale, shared};

use super::powershell::quoted;
use crate::pages::problem::why;

/// So many stand in a table; the others on the mailbox's own page.
const IN_TABLE: usize = 6;

/// The members of a mailbox, or why they are not known.
#[derive(Debug)]
pub(crate) struct MembersView {
    /// Why they are not known.
    pub(crate) unread: Option<String>,
    /// How many; that there are none.
    pub(crate) count: String,
    pub(crate) members: Vec<MemberRow>,
    /// How many more there are.
    pub(crate) more: Option<String>,
    /// When they were read; none where it stands once for all.
    pub(crate) read: Option<String>,
}

/// Somebody with full access.
#[derive(Debug)]
pub(crate) struct MemberRow {
    pub(crate) user: String,
    /// The address, where it says more than the name.
    pub(crate) address: Option<String>,
    /// What is odd about it.
    pub(crate) remark: Option<String>,
}

impl MembersView {
    /// All members of the one mailbox that was read.
    pub(crate) fn of_one(read: Members, l: &Locale) -> Self {
        let at = shared::members_read_at(l, read.read_at);
        let members = read
            .mailboxes
            .into_iter()
            .next()
            .map(|mailbox| mailbox.members);
        Self {
            read: Some(at),
            ..Self::new(members.unwrap_or_else(|| Ok(Vec::new())), usize::MAX, l)
        }
    }

    /// The first members, for a table of many mailboxes.
    pub(crate) fn in_table(members: Result<Vec<Member>, EngineError>, l: &Locale) -> Self {
        Self::new(members, IN_TABLE, l)
    }

    fn new(members: Result<Vec<Member>, EngineError>, most: usize, l: &Locale) -> Self {
        let members = match members {
            Ok(members) => members,
            Err(error) => return Self::unread(&error, l),
        };
        let more = members.len().saturating_sub(most);
        Self {
            unread: None,
            count: if members.is_empty() {
                shared::members_none(l)
            } else {
                shared::members_count(l, members.len() as u64)
            },
            members: members.iter().take(most).map(|m| row(m, l)).collect(),
            more: (more > 0).then(|| shared::members_more(l, more as u64)),
            read: None,
        }
    }

    /// They could not be read.
    pub(crate) fn unread(error: &EngineError, l: &Locale) -> Self {
        Self {
            unread: Some(shared::members_unread(l, &why(error, l))),
            count: String::new(),
            members: Vec::new(),
            more: None,
            read: None,
        }
    }
}

fn row(member: &Member, l: &Locale) -> MemberRow {
    let address = member.address.as_ref();
    let says_more = |address: &&String| !address.eq_ignore_ascii_case(&member.user);
    MemberRow {
        user: member.user.clone(),
        address: address.filter(says_more).cloned(),
        remark: member.is_unresolved().then(|| shared::members_gone(l)),
    }
}

/// The lines by which an administrator sees them too, and who may send as the mailbox.
pub(crate) fn lines(address: &str) -> [String; 2] {
    ["Get-MailboxPermission", "Get-RecipientPermission"]
        .map(|cmdlet| format!("{cmdlet} -Identity {}", quoted(address)))
}
