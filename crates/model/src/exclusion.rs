//! Mailboxes that are left alone.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

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
