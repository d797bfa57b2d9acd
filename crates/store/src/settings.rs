//! Settings that are kept beside the data: the policy, prices, exclusions.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Fut;

/// A mailbox that is left alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Exclusion {
    /// Address, user principal name or object id.
    pub mailbox: String,
    /// Why.
    pub reason: String,
    /// The last day on which it holds; none is for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// Settings by key.
pub trait Settings: Send + Sync {
    /// The value under a key.
    fn setting(&self, key: &str) -> Fut<'_, Option<Value>>;

    /// Sets it; `None` removes it.
    fn set_setting(&self, key: &str, value: Option<Value>) -> Fut<'_, ()>;
}
