//! Settings that are kept beside the data: the policy, prices, exclusions.

use serde_json::Value;

use crate::Fut;

/// Settings by key.
pub trait Settings: Send + Sync {
    /// The value under a key.
    fn setting(&self, key: &str) -> Fut<'_, Option<Value>>;

    /// Sets it; `None` removes it.
    fn set_setting(&self, key: &str, value: Option<Value>) -> Fut<'_, ()>;

    /// The same, if it is still `was` (`None`: not set). False, and nothing was changed, when somebody else was faster.
    fn replace_setting(&self, key: &str, was: Option<Value>, value: Option<Value>)
    -> Fut<'_, bool>;
}
