//! Who may open a mailbox: `Get-MailboxPermission` (`exchange.md` 4.7). Its rows differ between tenants (`exchange.md`
//! 9), so nothing but user, rights, denial and inheritance is relied on.

use std::collections::BTreeSet;

use model::AccountId;
use serde::{Deserialize, Deserializer};

use super::command::{Cmdlet, rows};
use crate::answer::Answer;
use crate::connection::Connection;
use crate::error::ReadError;
use crate::field::{self, Field};
use crate::operation::GET_PERMISSION;

/// A row of `Get-MailboxPermission`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PermissionRow {
    /// The mailbox, as Exchange names it; some tenants leave it out.
    #[serde(deserialize_with = "field::text")]
    pub identity: Field<String>,
    /// The sign-in name of a person, the name of a group, or a SID.
    #[serde(deserialize_with = "field::text")]
    pub user: Field<String>,
    /// The security id.
    #[serde(deserialize_with = "field::text")]
    pub user_sid: Field<String>,
    /// Empty for most people, and not there in every tenant.
    #[serde(deserialize_with = "field::text")]
    pub primary_smtp_address: Field<String>,
    /// The rights, each for itself: Exchange joins them by commas inside a list.
    #[serde(deserialize_with = "rights")]
    pub access_rights: Field<Vec<String>>,
    /// Are the rights withheld?
    #[serde(deserialize_with = "switch")]
    pub deny: Field<bool>,
    /// Do they come from elsewhere than the mailbox itself?
    #[serde(deserialize_with = "switch")]
    pub is_inherited: Field<bool>,
}

/// The security id of a mailbox's own account, in every tenant.
const SELF_SID: &str = "S-1-5-10";

impl PermissionRow {
    /// Is it the entry by which every mailbox lets its own account in? (Known by its SID: `exchange.md` 4.7.)
    pub fn is_own(&self) -> bool {
        self.user_sid.value().is_some_and(|sid| sid == SELF_SID)
            || self
                .user
                .value()
                .is_some_and(|user| user.eq_ignore_ascii_case("NT AUTHORITY\\SELF"))
    }

    /// Is this right among them?
    pub fn has(&self, right: &str) -> bool {
        let rights = self.access_rights.value().into_iter().flatten();
        rights.into_iter().any(|r| r.eq_ignore_ascii_case(right))
    }

    /// The member that is not understood, and without which nothing can be said of the entry.
    fn lacks(&self) -> Option<&'static str> {
        let is_odd = |field: &Field<bool>| field.odd().is_some();
        if self.user.value().is_none() && self.user_sid.value().is_none() {
            Some("User")
        } else if self.access_rights.value().is_none() {
            Some("AccessRights")
        } else if is_odd(&self.deny) {
            Some("Deny")
        } else if is_odd(&self.is_inherited) {
            Some("IsInherited")
        } else {
            None
        }
    }
}

impl Connection {
    /// Reads who may open mailboxes, by the object id of their account, in batches of 10. A list is whole and of one
    /// mailbox, or an error.
    pub async fn mailbox_permissions(
        &self,
        ids: &[AccountId],
    ) -> Vec<(AccountId, Result<Vec<PermissionRow>, ReadError>)> {
        let cmdlet = Cmdlet::new(&GET_PERMISSION, None).with("ResultSize", "Unlimited");
        let answers = self.by_id(&cmdlet, ids).await;
        let read = |(id, answer): (_, Result<Answer, ReadError>)| {
            (id, answer.and_then(|answer| entries(id, &answer)))
        };
        answers.into_iter().map(read).collect()
    }
}

fn entries(id: AccountId, answer: &Answer) -> Result<Vec<PermissionRow>, ReadError> {
    let read = rows::<PermissionRow>(answer, &GET_PERMISSION)?;
    let broken = |what: &str, at: &str| ReadError::Broken {
        operation: GET_PERMISSION.name,
        what: what.to_owned(),
        at: at.to_owned(),
        request_id: answer.headers.request_id.clone(),
    };
    // A mailbox has at most 500 entries (`exchange.md` 4.7): fewer than a page.
    if read.next.is_some() || read.is_cut() {
        return Err(broken("a list that goes on", "value"));
    }
    let mailboxes: BTreeSet<_> = read
        .list
        .iter()
        .filter_map(|r| r.identity.value())
        .collect();
    if mailboxes.len() > 1 {
        return Err(ReadError::NotExactlyOne {
            identity: id.to_string(),
            rows: mailboxes.len() as u64,
            found: None,
        });
    }
    match read.list.iter().find_map(PermissionRow::lacks) {
        Some(member) => Err(broken("an entry that is not understood", member)),
        None => Ok(read.list),
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Texts {
    One(String),
    Many(Vec<String>),
}

/// A list, a text, or a list with one text that holds them all.
fn rights<'de, D: Deserializer<'de>>(d: D) -> Result<Field<Vec<String>>, D::Error> {
    Ok(match Field::<Texts>::deserialize(d)? {
        Field::Missing => Field::Missing,
        Field::Null => Field::Null,
        Field::Odd(text) => Field::Odd(text),
        Field::Value(texts) => {
            let texts = match texts {
                Texts::One(text) => vec![text],
                Texts::Many(texts) => texts,
            };
            let each = texts.iter().flat_map(|text| text.split(','));
            let each = each.map(str::trim).filter(|right| !right.is_empty());
            Field::Value(each.map(str::to_owned).collect())
        }
    })
}

/// A switch, or how PowerShell writes one.
fn switch<'de, D: Deserializer<'de>>(d: D) -> Result<Field<bool>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Plain(bool),
        Parameter {
            #[serde(rename = "IsPresent")]
            is_present: bool,
        },
    }
    Ok(match Field::<Written>::deserialize(d)? {
        Field::Missing => Field::Missing,
        Field::Null => Field::Null,
        Field::Odd(text) => Field::Odd(text),
        Field::Value(Written::Plain(on) | Written::Parameter { is_present: on }) => {
            Field::Value(on)
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn row(row: Value) -> PermissionRow {
        serde_json::from_value(row).unwrap()
    }

    #[test]
    fn rights_are_read_in_every_form() {
        for (rights, full) in [
            (json!(["FullAccess"]), true),
            (json!(["FullAccess, ReadPermission"]), true),
            (json!(["ReadPermission", "fullaccess"]), true),
            (json!("FullAccess, ReadPermission"), true),
            (json!(["ReadPermission"]), false),
            (json!([]), false),
        ] {
            let read = row(json!({"User": "a@contoso.com", "AccessRights": rights}));
            assert_eq!(read.has("FullAccess"), full, "{rights}");
            assert_eq!(read.lacks(), None, "{rights}");
        }
    }

    #[test]
    fn an_own_entry_is_known_by_its_sid_or_its_name() {
        for (entry, own) in [
            (
                json!({"User": "NT AUTHORITY\\SELF", "UserSid": "S-1-5-10"}),
                true,
            ),
            (
                json!({"User": "NT-AUTORITÄT\\SELBST", "UserSid": "S-1-5-10"}),
                true,
            ),
            (json!({"User": "nt authority\\self"}), true),
            (
                json!({"User": "self@contoso.com", "UserSid": "S-1-5-21-1-2-3-4"}),
                false,
            ),
        ] {
            assert_eq!(row(entry.clone()).is_own(), own, "{entry}");
        }
    }

    #[test]
    fn what_is_not_understood_is_told() {
        let fine = json!({"User": "a@contoso.com", "AccessRights": ["FullAccess"], "Deny": false, "IsInherited": false});
        for (member, value, lacks) in [
            ("Deny", json!({"IsPresent": false}), None),
            ("Deny", json!("perhaps"), Some("Deny")),
            ("IsInherited", json!(7), Some("IsInherited")),
            ("AccessRights", json!({}), Some("AccessRights")),
            ("AccessRights", json!(null), Some("AccessRights")),
            ("User", json!(""), Some("User")),
            ("Deny", json!(null), None),
        ] {
            let mut entry = fine.clone();
            entry[member] = value;
            assert_eq!(row(entry.clone()).lacks(), lacks, "{entry}");
        }
    }
}
