//! Calls, pages, envelopes and errors of the Exchange admin API.

use http::HeaderValue;
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};
use uuid::Uuid;
use wire::exchange::{MORE_RESULTS, header};

use super::json::{elsewhere, list, or, relative, rows, set, text};
use super::{Answer, Asked, Rewrite, body, error, row, whole};
use crate::operation::Surface;

const MAILBOXES: &[&str] = &["exchange.Get-Mailbox"];
const ROWS: &[&str] = &[
    "exchange.Get-Mailbox",
    "exchange.Get-MailboxStatistics",
    "exchange.Get-CASMailbox",
    "exchange.Get-OrganizationConfig",
];
const LINK: &str = "@odata.nextLink";
const WARNINGS: &str = "@adminapi.warnings";

pub(super) const TABLE: &[Rewrite] = &[
    body("mailbox-link-select", "bare", MAILBOXES, |b, _| {
        link(b, |link| {
            match (link.split_once('?'), link.split_once("%24skiptoken=")) {
                (Some((path, _)), Some((_, token))) => format!("{path}?%24skiptoken={token}"),
                _ => link.to_owned(),
            }
        })
    }),
    body("mailbox-link-form", "relative", MAILBOXES, |b, _| {
        link(b, relative)
    }),
    body("mailbox-link-form", "other-host", MAILBOXES, |b, _| {
        link(b, elsewhere)
    }),
    body("mailbox-link-form", "none", MAILBOXES, |b, _| {
        let linked = b.as_object_mut().is_some_and(|o| o.remove(LINK).is_some());
        if linked {
            b[WARNINGS] = json!([MORE_RESULTS]);
        }
        linked
    }),
    body("identity-row", "everything", MAILBOXES, |b, asked| {
        by_identity(asked)
            && list(b).is_some_and(|rows| {
                let other = rows.first().cloned().map(|mut row| {
                    row[ACCOUNT] = another_id().into();
                    row
                });
                rows.extend(other);
                rows.len() > 1
            })
    }),
    body("identity-row", "nothing", MAILBOXES, |b, asked| {
        by_identity(asked) && list(b).is_some_and(|rows| rows.pop().is_some())
    }),
    body("identity-row", "another", MAILBOXES, |b, asked| {
        by_identity(asked)
            && rows(b)
                .into_iter()
                .map(|r| set(r, ACCOUNT, another_id()))
                .fold(false, or)
    }),
    body("identity-row", "no-id", MAILBOXES, |b, asked| {
        by_identity(asked)
            && rows(b)
                .into_iter()
                .map(|r| set(r, ACCOUNT, ""))
                .fold(false, or)
    }),
    whole("warnings-place", "header", ROWS, |answer, _| {
        let Some(mut body) = answer.json() else {
            return false;
        };
        let warnings: Vec<String> = body[WARNINGS]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|w| w.as_str().map(str::to_owned))
            .collect();
        let Ok(text) = HeaderValue::from_str(&warnings.join("; ")) else {
            return false;
        };
        if warnings.is_empty() {
            return false;
        }
        body[WARNINGS] = json!([]);
        answer.body = body.to_string().into();
        answer.headers.insert("x-warnings", text);
        true
    }),
    body("warnings-place", "null", ROWS, |b, _| {
        b.as_object_mut()
            .is_some_and(|o| set(o, WARNINGS, Value::Null))
    }),
    body("warnings-place", "absent", ROWS, |b, _| {
        b.as_object_mut()
            .is_some_and(|o| o.remove(WARNINGS).is_some())
    }),
    error("error-warnings", "beside", ROWS, |e| {
        let inside = e["error"]
            .as_object_mut()
            .and_then(|error| error.remove(WARNINGS));
        inside.is_some_and(|warnings| {
            e[WARNINGS] = warnings;
            true
        })
    }),
    error("error-warnings", "absent", ROWS, |e| {
        e["error"]
            .as_object_mut()
            .is_some_and(|error| error.remove(WARNINGS).is_some())
    }),
    error("exchange-error-form", "no-details", ROWS, |e| {
        e["error"]
            .as_object_mut()
            .is_some_and(|error| error.remove("details").is_some())
    }),
    error("exchange-error-form", "one-part", ROWS, |e| {
        let detail = e["error"]["details"][0].as_object_mut();
        detail.is_some_and(|detail| {
            text(detail, "message", |t| {
                t.rsplit('|').next().unwrap_or_default().to_owned()
            })
        })
    }),
    whole("exchange-error-form", "nul", ROWS, |answer, asked| {
        let failed = is_failure(answer, asked);
        if failed {
            answer.body = vec![0; 4096].into();
        }
        failed
    }),
    whole("exchange-error-form", "page", ROWS, |answer, asked| {
        let failed = is_failure(answer, asked);
        if failed {
            answer.page();
            answer
                .headers
                .insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
        }
        failed
    }),
    row("annotations", "absent", ROWS, |r| {
        let before = r.len();
        r.retain(|name, _| !name.contains('@'));
        r.len() < before
    }),
    row("annotations", "more", ROWS, |r| {
        let names: Vec<String> = r
            .keys()
            .filter(|name| !name.contains('@'))
            .cloned()
            .collect();
        for name in names {
            r.insert(format!("{name}@data.new"), "System.Object".into());
        }
        true
    }),
    whole("rate-headers", "absent", ROWS, |answer, _| {
        [
            header::RATE_LIMIT,
            header::RATE_REMAINING,
            header::RATE_RESET,
        ]
        .map(|name| answer.headers.remove(name).is_some())
        .into_iter()
        .fold(false, or)
    }),
    whole("rate-headers", "seconds", ROWS, |answer, _| {
        answer
            .headers
            .insert(header::RATE_RESET, HeaderValue::from_static("16"))
            .is_some()
    }),
];

const ACCOUNT: &str = "ExternalDirectoryObjectId";

/// Is it about one mailbox?
fn by_identity(asked: &Asked) -> bool {
    asked.operation.account.is_some()
}

/// The id of an account that nobody has.
fn another_id() -> String {
    Uuid::from_u128(0x0b0a_5ea7_0000_4000_8000_0000_0000_0001).to_string()
}

fn link(body: &mut Value, change: impl Fn(&str) -> String) -> bool {
    body.as_object_mut()
        .is_some_and(|object| text(object, LINK, change))
}

fn is_failure(answer: &Answer, asked: &Asked) -> bool {
    asked.operation.surface == Surface::Exchange && answer.status.as_u16() >= 400
}
