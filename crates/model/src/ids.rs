//! Typed ids. Each is a UUID of its own kind; none turns into another by itself.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Text that is not a UUID where one is needed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not a GUID (expected a {kind} id such as 00000000-0000-0000-0000-000000000000)"
)]
pub struct NotAnId {
    /// What kind of id was expected.
    pub kind: &'static str,
    /// The text that was found.
    pub text: String,
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID that is known to be of this kind.
            pub const fn from_uuid(id: Uuid) -> Self {
                Self(id)
            }

            /// The id from its 128 bits: for constants in tables.
            pub const fn from_u128(id: u128) -> Self {
                Self(Uuid::from_u128(id))
            }

            /// The bare UUID.
            pub const fn as_uuid(&self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0.as_hyphenated(), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::parse_str(text.trim())
                    .map(Self)
                    .map_err(|_| NotAnId { kind: $kind, text: text.to_owned() })
            }
        }
    )*};
}

typed_ids! {
    /// The Entra user that anchors a mailbox: its object id.
    AccountId = "account";
    /// An Entra group: its object id.
    GroupId = "group";
    /// A mailbox in Exchange: `ExchangeGuid`.
    MailboxGuid = "mailbox";
    /// One run of the executor.
    RunId = "run";
    /// A part of a product: `servicePlanId`.
    ServicePlanId = "service plan";
    /// A product as people buy it: `skuId`.
    SkuId = "product";
    /// One reading of a tenant.
    SnapshotId = "snapshot";
    /// A commercial subscription: `companySubscription.id`.
    SubscriptionId = "subscription";
    /// An Entra tenant.
    TenantId = "tenant";
}
