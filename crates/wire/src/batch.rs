//! The `$batch` envelope: of 20 in Graph (`graph.md` 6.1), of 10 in the Exchange admin API (`exchange.md` 1.7).

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// Most requests in one Graph batch.
pub const GRAPH_MAX: usize = 20;
/// Most requests in one Exchange batch (what Microsoft's module and CIPP send).
pub const EXCHANGE_MAX: usize = 10;

/// `{"requests":[…]}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Requests {
    /// The requests.
    pub requests: Vec<Request>,
}

/// One request. Graph takes a relative URL, Exchange an absolute one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Unique in the batch; case-insensitive.
    pub id: String,
    /// `GET`, `POST`, `PATCH` …
    pub method: String,
    /// Where to.
    pub url: String,
    /// Headers; needed with a body, then with `Content-Type`.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub headers: Map<String, Value>,
    /// The body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// Ids that must have succeeded before.
    #[serde(rename = "dependsOn", default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<String>,
}

/// `{"responses":[…]}`, in no order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Responses {
    /// The answers.
    pub responses: Vec<Response>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// The id of its request; a number is read as its digits.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// HTTP status.
    pub status: u16,
    /// Headers: here stands the `Retry-After` of a throttled item.
    #[serde(
        default,
        deserialize_with = "members",
        skip_serializing_if = "Map::is_empty"
    )]
    pub headers: Map<String, Value>,
    /// The body, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
}

fn id<'de, D: Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    match Value::deserialize(d)? {
        Value::String(id) => Ok(id),
        Value::Number(id) => Ok(id.to_string()),
        _ => Err(D::Error::custom("an id is a text")),
    }
}

/// Null is as good as nothing.
fn members<'de, D: Deserializer<'de>>(d: D) -> Result<Map<String, Value>, D::Error> {
    Ok(Option::deserialize(d)?.unwrap_or_default())
}

impl Response {
    /// A header by name, letters of either case; numbers as text.
    pub fn header(&self, name: &str) -> Option<String> {
        let (_, value) = self
            .headers
            .iter()
            .find(|(k, _)| k.eq_ignore_ascii_case(name))?;
        match value {
            Value::String(s) => Some(s.clone()),
            Value::Number(n) => Some(n.to_string()),
            _ => None,
        }
    }
}
