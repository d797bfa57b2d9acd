//! Who may do what. The connection's own rights never widen a person's.
//!
//! As in Microsoft's admin center (`peers.md` 1g): License admin and User admin may unassign but not buy, Billing
//! admin may buy but not unassign, Exchange admin cannot unassign, Global admin may all, a reader nothing.

use std::collections::BTreeSet;

use model::{Action, Actor, Plan};
use serde::{Deserialize, Serialize};

/// An administrator role of Microsoft 365.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Global Administrator.
    Global,
    /// License Administrator.
    License,
    /// User Administrator.
    User,
    /// Billing Administrator.
    Billing,
    /// Exchange Administrator.
    Exchange,
    /// Looks, and changes nothing.
    Reader,
}

/// Something that can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// Review, show, history.
    Read,
    /// Take a licence from an account, or put it back.
    Assign,
    /// Block or allow sign-in.
    SignIn,
    /// Change the number of a subscription.
    Buy,
    /// Change policy, prices and exclusions.
    Settings,
}

impl Right {
    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Assign => "assign",
            Self::SignIn => "sign_in",
            Self::Buy => "buy",
            Self::Settings => "settings",
        }
    }
}

impl Role {
    /// Does the role carry the right?
    pub const fn carries(self, right: Right) -> bool {
        matches!(
            (self, right),
            (Self::Global, _)
                | (_, Right::Read)
                | (Self::License | Self::User, Right::Assign)
                | (Self::User, Right::SignIn)
                | (Self::Billing, Right::Buy)
                | (Self::License | Self::User | Self::Billing, Right::Settings)
        )
    }
}

/// A person at a door, with the roles the person has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Who, as the ledger names it.
    pub actor: Actor,
    /// With which roles; none is a reader.
    pub roles: BTreeSet<Role>,
}

/// A person without the right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{actor} has no role that may do this ({right:?})")]
pub struct Denied {
    /// Who.
    pub actor: Actor,
    /// What was asked.
    pub right: Right,
}

impl Caller {
    /// Whoever owns the data folder and the connection file on the command line may all that they allow.
    pub fn owner(name: &str, via: &str) -> Self {
        let actor = Actor {
            name: name.to_owned(),
            via: via.to_owned(),
        };
        Self {
            actor,
            roles: BTreeSet::from([Role::Global]),
        }
    }

    /// May this person?
    pub fn may(&self, right: Right) -> Result<(), Denied> {
        let allowed = right == Right::Read || self.roles.iter().any(|r| r.carries(right));
        if allowed {
            Ok(())
        } else {
            Err(Denied {
                actor: self.actor.clone(),
                right,
            })
        }
    }

    /// May this person run this plan, all of it?
    pub fn may_run(&self, plan: &Plan) -> Result<(), Denied> {
        self.may(Right::Assign)?;
        let mut rights = plan.steps.iter().map(|step| match step.action {
            Action::SetSignIn { .. } => Right::SignIn,
            _ => Right::Assign,
        });
        rights.try_for_each(|right| self.may(right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_are_those_of_the_admin_center() {
        use Right::{Assign, Buy, Read, Settings, SignIn};
        let table: [(Role, &[Right]); 6] = [
            (Role::Global, &[Read, Assign, SignIn, Buy, Settings]),
            (Role::License, &[Read, Assign, Settings]),
            (Role::User, &[Read, Assign, SignIn, Settings]),
            (Role::Billing, &[Read, Buy, Settings]),
            (Role::Exchange, &[Read]),
            (Role::Reader, &[Read]),
        ];
        for (role, rights) in table {
            for right in [Read, Assign, SignIn, Buy, Settings] {
                let caller = Caller {
                    roles: BTreeSet::from([role]),
                    ..Caller::owner("a", "cli")
                };
                assert_eq!(
                    caller.may(right).is_ok(),
                    rights.contains(&right),
                    "{role:?} {right:?}"
                );
            }
        }
    }
}
