//! Somebody who came in.

use std::collections::BTreeSet;

use engine::{Caller, Role};
use model::{Actor, TenantId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::StoreError;

/// The way somebody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Way {
    /// By the link that was printed.
    Link,
    /// By Entra ID.
    Entra,
    /// As the local administrator.
    Local,
}

/// Somebody who came in: what a session, and a link, is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Person {
    /// As the history names the person: a user principal name, or a name of this machine.
    pub(crate) name: String,
    /// As the pages greet the person, where that is another name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) shown_as: Option<String>,
    /// The person's own roles; none is a reader.
    pub(crate) roles: BTreeSet<Role>,
    /// The only tenant that the person sees; `None` is all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tenant: Option<TenantId>,
    /// How.
    pub(crate) way: Way,
}

impl Person {
    /// Whoever owns this machine's data folder may all, everywhere.
    pub(crate) fn owner(name: &str, way: Way) -> Self {
        Self {
            name: name.to_owned(),
            shown_as: None,
            roles: BTreeSet::from([Role::Global]),
            tenant: None,
            way,
        }
    }

    /// As the engine knows the person.
    pub(crate) fn caller(&self) -> Caller {
        Caller {
            actor: Actor {
                name: self.name.clone(),
                via: "web".to_owned(),
            },
            roles: self.roles.clone(),
        }
    }

    /// As the store keeps it with a link.
    pub(super) fn to_json(&self) -> Result<Value, StoreError> {
        serde_json::to_value(self)
            .map_err(|e| StoreError::Driver(format!("a person is not JSON: {e}")))
    }

    /// As the pages greet the person.
    pub(crate) fn shown(&self) -> &str {
        self.shown_as.as_deref().unwrap_or(&self.name)
    }
}
