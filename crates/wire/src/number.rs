//! Numbers that a service may write as text (`graph.md` 1.8, 12).

use serde::de::{Deserialize as _, Deserializer, Error as _, Unexpected};
use serde_json::Value;

/// A number, or a text of digits.
pub fn or_text<'de, D: Deserializer<'de>>(d: D) -> Result<u64, D::Error> {
    let value = Value::deserialize(d)?;
    read(&value).ok_or_else(|| D::Error::invalid_type(Unexpected::Other("no number"), &"a number"))
}

/// The same where it may be absent or null; what is no number counts as absent.
pub fn or_text_if_any<'de, D: Deserializer<'de>>(d: D) -> Result<Option<u64>, D::Error> {
    Ok(read(&Value::deserialize(d)?))
}

/// The number in a value.
pub fn read(value: &Value) -> Option<u64> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_u64(),
    }
}
