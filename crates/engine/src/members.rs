//! The members of mailboxes: who may open them, read now. No verdict rests on it, so nothing of it is kept.

use jiff::Timestamp;
use m365::{Connection, PermissionRow};
use model::AccountId;

use crate::roles::{Caller, Right};
use crate::{Engine, EngineError};

/// Who may open mailboxes.
#[derive(Debug)]
pub struct Members {
    /// When it was asked, UTC.
    pub read_at: Timestamp,
    /// Each mailbox, in the order in which they were asked for.
    pub mailboxes: Vec<MailboxMembers>,
}

/// Who may open one mailbox.
#[derive(Debug)]
pub struct MailboxMembers {
    /// Its account.
    pub account: AccountId,
    /// Its members by name, or why they are not known.
    pub members: Result<Vec<Member>, EngineError>,
}

/// Somebody with full access to a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// As Exchange names them: the sign-in name of a person, the name of a group, or a SID.
    pub user: String,
    /// The address, where Exchange tells one.
    pub address: Option<String>,
    /// The security id.
    pub sid: Option<String>,
}

impl Member {
    /// Is it a bare SID: somebody whom the directory does not know any more?
    pub fn is_unresolved(&self) -> bool {
        self.user.starts_with("S-1-")
    }
}

impl Engine {
    /// Reads who may open mailboxes: ten to a request. A mailbox that could not be read is one of the answer; where
    /// none could be, that is the error.
    pub async fn members(
        &self,
        by: &Caller,
        conn: &Connection,
        accounts: &[AccountId],
    ) -> Result<Members, EngineError> {
        by.may(Right::Read)?;
        let read_at = self.env.now();
        let read = |(account, entries): (_, Result<Vec<PermissionRow>, _>)| MailboxMembers {
            account,
            members: match entries {
                Ok(entries) => Ok(members(&entries)),
                Err(error) => Err(EngineError::read("Get-MailboxPermission", error)),
            },
        };
        let entries = conn.mailbox_permissions(accounts).await;
        let mut mailboxes: Vec<_> = entries.into_iter().map(read).collect();
        if mailboxes.iter().all(|mailbox| mailbox.members.is_err())
            && let Some(MailboxMembers {
                members: Err(error),
                ..
            }) = mailboxes.pop()
        {
            return Err(error);
        }
        Ok(Members { read_at, mailboxes })
    }

    /// The same for mailboxes by address, sign-in name or id; each with the name that it was asked by, and each once.
    pub async fn members_of(
        &self,
        by: &Caller,
        conn: &Connection,
        names: &[String],
    ) -> Result<(Members, Vec<String>), EngineError> {
        by.may(Right::Read)?;
        let (mut accounts, mut asked) = (Vec::new(), Vec::new());
        for name in names {
            for account in self.resolve(conn, std::slice::from_ref(name)).await? {
                if !accounts.contains(&account) {
                    accounts.push(account);
                    asked.push(name.trim().to_owned());
                }
            }
        }
        Ok((self.members(by, conn, &accounts).await?, asked))
    }
}

/// Those with full access that was given to the mailbox itself: not its own account, nothing inherited, nobody to whom
/// it is denied too (directly assigned permissions that deny come before those that allow).
fn members(entries: &[PermissionRow]) -> Vec<Member> {
    let given = |entry: &&PermissionRow| {
        let is_inherited = entry.is_inherited.value() == Some(&true);
        !entry.is_own() && !is_inherited && entry.has("FullAccess")
    };
    let denies = |entry: &PermissionRow| entry.deny.value() == Some(&true);
    let full: Vec<_> = entries.iter().filter(given).collect();
    let denied: Vec<_> = full.iter().filter(|e| denies(e)).map(|e| key(e)).collect();
    let mut members: Vec<Member> = Vec::new();
    let mut seen = Vec::new();
    for entry in full {
        let key = key(entry);
        if denied.contains(&key) || seen.contains(&key) {
            continue;
        }
        seen.push(key);
        members.push(member(entry));
    }
    members.sort_by_cached_key(|member| member.user.to_lowercase());
    members
}

fn member(entry: &PermissionRow) -> Member {
    let sid = entry.user_sid.value().cloned();
    let user = entry.user.value().or(sid.as_ref()).cloned();
    Member {
        user: user.unwrap_or_default(),
        address: entry.primary_smtp_address.value().cloned(),
        sid,
    }
}

/// Whose entry it is: by SID where it has one, for names can be shared.
fn key(entry: &PermissionRow) -> String {
    let id = entry.user_sid.value().or(entry.user.value());
    id.map(|id| id.to_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use m365::Field;

    use super::*;

    fn entry(user: &str, sid: &str, rights: &[&str], deny: bool, inherited: bool) -> PermissionRow {
        let rights = rights.iter().map(|&right| right.to_owned()).collect();
        PermissionRow {
            user: Field::Value(user.to_owned()),
            user_sid: Field::Value(sid.to_owned()),
            access_rights: Field::Value(rights),
            deny: Field::Value(deny),
            is_inherited: Field::Value(inherited),
            ..PermissionRow::default()
        }
    }

    #[test]
    fn members_are_those_with_full_access_of_their_own() {
        const FULL: &[&str] = &["FullAccess"];
        let entries = [
            entry("NT AUTHORITY\\SELF", "S-1-5-10", FULL, false, false),
            entry(
                "NT AUTHORITY\\SELF",
                "S-1-5-10",
                &["ReadPermission"],
                false,
                false,
            ),
            entry("robin@contoso.com", "S-1", FULL, false, false),
            entry(
                "Alex@contoso.com",
                "S-2",
                &["FullAccess", "ReadPermission"],
                false,
                false,
            ),
            entry("Alex@contoso.com", "S-2", FULL, false, false),
            entry(
                "reader@contoso.com",
                "S-3",
                &["ReadPermission"],
                false,
                false,
            ),
            entry("Organization Management", "S-4", FULL, false, true),
            entry("Contractors", "S-5", FULL, true, false),
            entry("both@contoso.com", "S-6", FULL, false, false),
            entry("both@contoso.com", "S-6", FULL, true, false),
            entry("S-1-5-21-1-2-3-4", "S-1-5-21-1-2-3-4", FULL, false, false),
        ];
        let found = members(&entries);
        let names: Vec<_> = found.iter().map(|m| m.user.as_str()).collect();
        assert_eq!(
            names,
            ["Alex@contoso.com", "robin@contoso.com", "S-1-5-21-1-2-3-4"]
        );
        assert!(found[2].is_unresolved() && !found[0].is_unresolved());
    }
}
