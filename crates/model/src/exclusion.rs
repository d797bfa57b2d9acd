//! Mailboxes that are left alone.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::MailboxFacts;

/// A mailbox that is left alone, with the reason and the last day on which that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Exclusion {
    /// Address, user principal name or object id.
    pub mailbox: String,
    /// Why.
    pub reason: String,
    /// The last day (UTC) on which it holds; none is for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Exclusion {
    /// Does it keep this mailbox from being touched at `now`?
    pub fn holds(&self, m: &MailboxFacts, now: Timestamp) -> bool {
        self.is_in_force(now) && self.names(m)
    }

    /// Is its last day not over at `now`?
    pub fn is_in_force(&self, now: Timestamp) -> bool {
        let today = now.to_zoned(TimeZone::UTC).date();
        self.until.is_none_or(|until| today <= until)
    }

    fn names(&self, m: &MailboxFacts) -> bool {
        let name = self.mailbox.trim();
        let spelt = [&m.name.primary_smtp_address, &m.name.user_principal_name];
        let is = |known: &&String| !known.is_empty() && known.to_lowercase() == name.to_lowercase();
        spelt.iter().any(is)
            || name
                .parse()
                .is_ok_and(|id: crate::AccountId| id == m.account)
    }
}

#[cfg(test)]
mod tests {
    use crate::{AccountId, MailboxName};

    use super::*;

    #[test]
    fn it_names_a_mailbox_by_address_upn_or_id_and_ends_after_its_day() {
        let name = MailboxName {
            display_name: "Info".to_owned(),
            primary_smtp_address: "info@contoso.com".to_owned(),
            user_principal_name: "info@contoso.onmicrosoft.com".to_owned(),
        };
        let m = MailboxFacts::unread(AccountId::from_u128(7), name);
        let id = AccountId::from_u128(7).to_string();
        for (mailbox, until, now, holds) in [
            ("INFO@contoso.com", None, "2026-11-22T12:00:00Z", true),
            (
                " info@contoso.onmicrosoft.com ",
                None,
                "2026-11-22T12:00:00Z",
                true,
            ),
            (id.as_str(), None, "2026-11-22T12:00:00Z", true),
            ("sales@contoso.com", None, "2026-11-22T12:00:00Z", false),
            ("", None, "2026-11-22T12:00:00Z", false),
            (
                "info@contoso.com",
                Some("2026-11-22"),
                "2026-11-22T23:59:59Z",
                true,
            ),
            (
                "info@contoso.com",
                Some("2026-11-22"),
                "2026-11-23T00:00:00Z",
                false,
            ),
        ] {
            let until = until.map(|d| d.parse().unwrap());
            let exclusion = Exclusion {
                mailbox: mailbox.to_owned(),
                reason: "lawsuit".to_owned(),
                until,
            };
            assert_eq!(
                exclusion.holds(&m, now.parse().unwrap()),
                holds,
                "{mailbox:?} {now}"
            );
        }
    }
}
