//! Who may run which cmdlet (`exchange.md` 1.6, 3.1, 7.2): first the token (401), then the directory roles
//! (403). An app needs both grants.

use super::error::Failure;
use crate::context::Context;
use crate::oauth::verify::{Audience, Caller};

/// The app role that lets an application in at all.
const MANAGE_AS_APP: &str = "Exchange.ManageAsApp";

/// What a directory role may do in Exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Right {
    /// Every `Get-`.
    Read,
    /// `Set-` on recipients, without holds.
    Recipients,
    /// Everything served here, holds included.
    Full,
}

/// Directory roles that Exchange Online knows (`exchange.md` 3.1), by template id. What each may do beyond
/// "full" and "read" is simplified: holds need the Legal Hold role, which only organisation management has.
const ROLES: [(&str, Right); 8] = [
    // Global Administrator
    ("62e90394-69f5-4237-9190-012177145e10", Right::Full),
    // Exchange Administrator
    ("29232cdf-9323-42fd-ade2-1d097af3e4de", Right::Full),
    // Exchange Recipient Administrator
    ("31392ffb-586c-42d1-9346-e59415a2cc4e", Right::Recipients),
    // Compliance Administrator
    ("17315797-102d-40b4-93e0-432062caca18", Right::Read),
    // Security Administrator
    ("194ae4cb-b126-40b2-bd5b-6091b380977d", Right::Read),
    // Security Reader
    ("5d6b6bb7-de71-4623-b4af-96380a352509", Right::Read),
    // Global Reader
    ("f2ef992c-3afb-46b9-b7cf-a126ee74c451", Right::Read),
    // Helpdesk Administrator
    ("729827e3-9c14-49f7-bb1b-9608f156bbb8", Right::Read),
];

/// The caller of the Exchange admin API, if its token is for Exchange, of this tenant, and lets applications in.
pub(crate) fn token(context: &Context) -> Result<&Caller, Failure> {
    let caller = context
        .token(Audience::Exchange)
        .map_err(|_| Failure::Unauthorized)?;
    if caller.has_any(&[MANAGE_AS_APP]) {
        Ok(caller)
    } else {
        Err(Failure::Unauthorized)
    }
}

/// What the caller's roles allow together; a caller without any is told so in a header.
pub(crate) fn right(caller: &Caller) -> Result<Right, Failure> {
    let held = ROLES.iter().filter(|(id, _)| {
        caller
            .directory_roles
            .iter()
            .any(|role| role.eq_ignore_ascii_case(id))
    });
    held.map(|(_, right)| *right).max().ok_or_else(|| {
        Failure::Forbidden(Some(format!(
            "2000008;reason=\"The role assigned to application {} isn't supported in this scenario.\";error_category=\"invalid_role\"",
            caller.client_id
        )))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(roles: &[&str]) -> Caller {
        Caller {
            client_id: "app".to_owned(),
            object_id: "object".to_owned(),
            audience: Audience::Exchange,
            roles: vec![MANAGE_AS_APP.to_owned()],
            directory_roles: roles.iter().map(|&role| role.to_owned()).collect(),
            scopes: None,
        }
    }

    #[test]
    fn the_strongest_role_counts() {
        let (exchange, recipients, reader) = (ROLES[1].0, ROLES[2].0, ROLES[6].0);
        for (roles, right_expected) in [
            (&[reader][..], Some(Right::Read)),
            (&[reader, recipients], Some(Right::Recipients)),
            (&[recipients, exchange], Some(Right::Full)),
            (&["11111111-2222-4333-8444-555555555555"], None),
            (&[], None),
        ] {
            assert_eq!(right(&caller(roles)).ok(), right_expected, "{roles:?}");
        }
    }
}
