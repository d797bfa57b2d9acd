//! How answers of Graph look by Microsoft's own metadata, and whether one does.
//!
//! `crates/wire/shapes/graph.json` is made by `cargo xtask shapes`. Names, JSON types, formats, nullability and the
//! members of enumerations are judged, each as the cloud has them. What the metadata does not say is judged by the
//! OData rules: the envelope of a collection, the error, and the annotations (see `annotation`). Which members an
//! answer must have is not said anywhere, so a missing one is no mismatch.

mod answer;
mod capture;
mod document;
mod form;
mod path;
mod value;

use std::fmt;

use model::CloudId;
use serde_json::Value;

pub use capture::Capture;
pub use document::{Shapes, Source};

/// Something in an answer that cannot be in an answer of Graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// Where: `value[3].prepaidUnits.lockedOut`; empty for the answer as a whole.
    pub at: String,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.at.is_empty() {
            return f.write_str(&self.what);
        }
        write!(f, "`{}`: {}", self.at, self.what)
    }
}

/// An answer of Graph, and what it answers.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The cloud that the tenant is in.
    pub cloud: CloudId,
    /// Method of the request.
    pub method: &'a str,
    /// Path of the request below the version segment: `/users/{id}`.
    pub path: &'a str,
    /// HTTP status.
    pub status: u16,
    /// The body as it was sent.
    pub body: &'a [u8],
}

/// Everything in an answer that is not as Microsoft's metadata has it.
pub fn check(answer: Answer<'_>) -> Vec<Mismatch> {
    answer::check(Shapes::committed(), answer)
}

/// The same for one value: `is` is the text of a type, such as `user` or `[subscribedSku]`.
pub fn check_value(cloud: CloudId, is: &str, found: &Value) -> Vec<Mismatch> {
    let mut judge = value::Judge::new(Shapes::committed(), cloud);
    judge.value("", &document::Kind::read(is), found);
    judge.mismatches
}

/// The name under which Microsoft's metadata has a cloud. The closed cloud of Germany has none, and is judged by
/// what all others have in common.
pub const fn metadata_of(cloud: CloudId) -> Option<&'static str> {
    match cloud {
        CloudId::Worldwide => Some("worldwide"),
        CloudId::GccHigh | CloudId::Dod => Some("usgov"),
        CloudId::China => Some("china"),
        CloudId::Germany => None,
    }
}

#[cfg(test)]
mod tests;
