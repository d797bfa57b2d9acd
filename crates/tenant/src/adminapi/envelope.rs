//! The answer with rows: body and headers (`exchange.md` 1.4).

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderName, HeaderValue};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension as _, Transaction};
use serde_json::{Map, Value};
use wire::exchange::header;

use crate::error::Result;
use crate::meta;

/// The type of every body.
pub(crate) const CONTENT: &str = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

/// What a cmdlet answers.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    /// Rows, encoded.
    pub(crate) rows: Vec<Value>,
    /// Sentences beside the rows.
    pub(crate) warnings: Vec<String>,
    /// Where the next page is.
    pub(crate) next_link: Option<String>,
}

impl Answer {
    /// The body; `root` is host and tenant as the caller named them.
    pub(crate) fn body(self, root: &str) -> Value {
        let mut body = Map::new();
        body.insert(
            "@odata.context".into(),
            format!("{root}/$metadata#Collection(Exchange.GenericHashTable)").into(),
        );
        if let Some(link) = self.next_link {
            body.insert("@odata.nextLink".into(), link.into());
        }
        body.insert(
            "adminapi.warnings@odata.type".into(),
            "#Collection(String)".into(),
        );
        body.insert("@adminapi.warnings".into(), self.warnings.into());
        body.insert("value".into(), self.rows.into());
        Value::Object(body)
    }

    /// The whole answer.
    pub(crate) fn into_response(self, root: &str, standing: Standing, app: &str) -> Response {
        let mut response = Json(self.body(root)).into_response();
        headers(response.headers_mut(), standing, app);
        response
    }
}

/// How the caller stands in the window of `Rate-Limit-*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Calls left.
    pub(crate) remaining: u32,
    /// When the window ends.
    pub(crate) reset: Timestamp,
}

/// As captured. The length of the window is not known: 30 seconds are assumed (its end was 16 seconds ahead).
const CALLS: u32 = 30_000;
const WINDOW: SignedDuration = SignedDuration::from_secs(30);

/// Counts a call; `None` when the window has none left.
pub(crate) fn charge(tx: &Transaction<'_>, app: &str, now: Timestamp) -> Result<Option<Standing>> {
    let name = format!("exchange/{app}");
    let known: Option<(f64, i64)> = tx
        .prepare_cached("SELECT tokens, at FROM bucket WHERE name = ?1")?
        .query_row([&name], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (left, since) = match known {
        Some((left, at)) if now < meta::time(at)?.checked_add(WINDOW)? => (left, meta::time(at)?),
        _ => (f64::from(CALLS), now),
    };
    if left < 1.0 {
        return Ok(None);
    }
    tx.prepare_cached("INSERT OR REPLACE INTO bucket (name, tokens, at) VALUES (?1, ?2, ?3)")?
        .execute((&name, left - 1.0, since.as_millisecond()))?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 30,000"
    )]
    let remaining = (left - 1.0) as u32;
    Ok(Some(Standing {
        remaining,
        reset: since.checked_add(WINDOW)?,
    }))
}

fn headers(headers: &mut HeaderMap, standing: Standing, app: &str) {
    const FIXED: [(&str, &str); 14] = [
        ("content-type", CONTENT),
        ("cache-control", "no-cache"),
        ("vary", "Accept-Encoding"),
        ("organizationstatus", "Active"),
        ("preference-applied", "odata.include-annotations=\"*\""),
        ("odata-version", "4.0"),
        ("restrict-access-confirm", "1"),
        ("x-backendhttpstatus", "200,200"),
        (
            "x-calculatedbetarget",
            "ABCPR01MB0002.eurprd99.PROD.OUTLOOK.COM",
        ),
        ("x-combinedapponlyconcurrencycount", "0"),
        ("x-concurrencycount", "0"),
        ("x-exchangeversion", "Version 15.20 (Build 7587.36)"),
        ("x-feserver", "ABCPR01CA0001"),
        ("x-usertype", "Business"),
    ];
    for (name, value) in FIXED {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    let reset = standing
        .reset
        .strftime("%Y-%m-%dT%H:%M:%S.%3fZ")
        .to_string();
    for (name, value) in [
        (header::RATE_LIMIT, CALLS.to_string()),
        (header::RATE_REMAINING, standing.remaining.to_string()),
        (header::RATE_RESET, reset),
        ("x-ms-appid", app.to_owned()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_is_as_captured() {
        let answer = Answer {
            rows: vec![Value::from(1)],
            warnings: vec!["w".into()],
            next_link: Some("https://h/adminapi/beta/t/InvokeCommand?%24skiptoken=AD".into()),
        };
        let body = answer.body("https://h/adminapi/beta/t");
        let keys: Vec<_> = body
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let expected = [
            "@odata.context",
            "@odata.nextLink",
            "adminapi.warnings@odata.type",
            "@adminapi.warnings",
            "value",
        ];
        assert_eq!(keys, expected);
        assert_eq!(
            body["@odata.context"],
            "https://h/adminapi/beta/t/$metadata#Collection(Exchange.GenericHashTable)"
        );
        assert_eq!(
            Answer::default().body("r")["@adminapi.warnings"],
            serde_json::json!([])
        );
    }
}
