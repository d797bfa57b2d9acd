//! The tenant image: one JSON document that holds a whole embedded tenant (export, import, rehearse).
//!
//! It is an envelope around rows: the tables and columns are the tenant's own and carry their schema's version.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A tenant as one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TenantImage {
    /// Always `boxseat-tenant`.
    pub format: String,
    /// The version of the tenant's schema.
    pub schema: u32,
    /// Rows by table; a row is an object of its columns.
    pub tables: Map<String, Value>,
}

impl TenantImage {
    /// The value of `format`.
    pub const FORMAT: &'static str = "boxseat-tenant";
}
