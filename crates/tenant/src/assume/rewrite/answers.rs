//! What all answers share: tokens, errors, batches.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};
use wire::graph::{code, header};

use super::json::{or, set};
use super::{Answer, Asked, Rewrite, body, error, whole};
use crate::operation::Surface;

const TOKEN: &[&str] = &["token"];
const EVERY: &[&str] = &[];
const BATCHES: &[&str] = &["batch", "exchange.batch"];
const USERS: &[&str] = &["users.list", "users.get"];

pub(super) const TABLE: &[Rewrite] = &[
    body("token-numbers", "text", TOKEN, |b, _| {
        b.as_object_mut().is_some_and(|members| {
            ["expires_in", "ext_expires_in"]
                .map(|name| {
                    let seconds = members.get(name).and_then(Value::as_u64);
                    seconds.is_some_and(|seconds| set(members, name, seconds.to_string()))
                })
                .into_iter()
                .fold(false, or)
        })
    }),
    whole("conflict-retry-after", "seconds", EVERY, |answer, _| {
        wait_after_conflict(answer, "5")
    }),
    whole("conflict-retry-after", "words", EVERY, |answer, _| {
        wait_after_conflict(answer, "soon")
    }),
    whole("error-envelope", "small", EVERY, |answer, asked| {
        envelope(answer, asked, |e| rename_inner(e, "innererror"))
    }),
    whole("error-envelope", "no-inner", EVERY, |answer, asked| {
        envelope(answer, asked, |e| {
            e["error"]
                .as_object_mut()
                .is_some_and(|error| error.remove("innerError").is_some())
        })
    }),
    whole("error-envelope", "nested", EVERY, |answer, asked| {
        envelope(answer, asked, |e| {
            let inner = e["error"]["innerError"].clone();
            e["error"]["innerError"] = json!({"code": "outer", "innerError": inner});
            true
        })
    }),
    whole("error-envelope", "no-code", EVERY, |answer, asked| {
        envelope(answer, asked, |e| {
            e["error"]["code"] = "".into();
            true
        })
    }),
    whole("error-envelope", "bare", EVERY, |answer, asked| {
        envelope(answer, asked, |e| {
            *e = e["error"].clone();
            true
        })
    }),
    whole("error-envelope", "page", EVERY, |answer, asked| {
        let is = is_graph_error(answer, asked);
        if is {
            answer.page();
        }
        is
    }),
    whole("error-envelope", "nothing", EVERY, |answer, asked| {
        let is = is_graph_error(answer, asked);
        if is {
            answer.body = bytes::Bytes::new();
        }
        is
    }),
    whole("error-words", "other", EVERY, |answer, asked| {
        said(answer, asked, "Something else is wrong.")
    }),
    whole("error-words", "empty", EVERY, |answer, asked| {
        said(answer, asked, "")
    }),
    whole("request-ids", "absent", EVERY, |answer, asked| {
        asked.operation.surface == Surface::Graph
            && answer.headers.remove(header::REQUEST_ID).is_some()
    }),
    whole("request-ids", "empty", EVERY, |answer, asked| {
        let graph = asked.operation.surface == Surface::Graph;
        graph
            && answer
                .headers
                .insert(header::REQUEST_ID, HeaderValue::from_static(""))
                .is_some()
    }),
    error("no-premium", "other-code", USERS, |e| {
        let premium = e["error"]["code"] == code::NON_PREMIUM;
        if premium {
            e["error"]["code"] = "Forbidden".into();
        }
        premium
    }),
    whole("no-premium", "400", USERS, |answer, _| {
        let premium = is_premium(answer);
        if premium {
            answer.status = StatusCode::BAD_REQUEST;
        }
        premium
    }),
    whole("no-premium", "empty", USERS, |answer, _| {
        let premium = is_premium(answer);
        if premium {
            answer.status = StatusCode::OK;
            answer.write(&json!({"value": []}));
        }
        premium
    }),
    body("batch-ids", "numbers", BATCHES, |b, _| {
        responses(b, |r| {
            let number = r["id"].as_str().and_then(|id| id.parse::<u64>().ok());
            number.is_some_and(|number| {
                r["id"] = number.into();
                true
            })
        })
    }),
    body("batch-ids", "missing", BATCHES, |b, _| {
        b["responses"]
            .as_array_mut()
            .is_some_and(|all| all.pop().is_some())
    }),
    body("batch-ids", "twice", BATCHES, |b, _| {
        b["responses"].as_array_mut().is_some_and(|all| {
            let last = all.last().cloned();
            all.extend(last);
            !all.is_empty()
        })
    }),
    body("batch-bodies", "base64", BATCHES, |b, _| {
        responses(b, |r| {
            bodies(r, |json| STANDARD.encode(json.to_string()).into())
        })
    }),
    body("batch-bodies", "text", BATCHES, |b, _| {
        responses(b, |r| bodies(r, |json| json.to_string().into()))
    }),
    body("batch-bodies", "absent", BATCHES, |b, _| {
        responses(b, |r| {
            r.as_object_mut()
                .is_some_and(|r| r.remove("body").is_some())
        })
    }),
    body("batch-headers", "absent", BATCHES, |b, _| {
        responses(b, |r| {
            r.as_object_mut()
                .is_some_and(|r| r.remove("headers").is_some())
        })
    }),
    body("batch-headers", "null", BATCHES, |b, _| {
        responses(b, |r| {
            r.as_object_mut()
                .is_some_and(|r| set(r, "headers", Value::Null))
        })
    }),
    body("batch-headers", "capitals", BATCHES, |b, _| {
        responses(b, |r| {
            let Some(Value::Object(headers)) = r.get_mut("headers") else {
                return false;
            };
            *headers = std::mem::take(headers)
                .into_iter()
                .map(|(name, value)| (name.to_ascii_uppercase(), value))
                .collect();
            !headers.is_empty()
        })
    }),
];

fn wait_after_conflict(answer: &mut Answer, value: &'static str) -> bool {
    let conflict = answer.status == StatusCode::CONFLICT;
    if conflict {
        answer
            .headers
            .insert(RETRY_AFTER, HeaderValue::from_static(value));
    }
    conflict
}

fn is_graph_error(answer: &Answer, asked: &Asked) -> bool {
    asked.operation.surface == Surface::Graph && answer.status.as_u16() >= 400
}

fn envelope(answer: &mut Answer, asked: &Asked, change: impl FnOnce(&mut Value) -> bool) -> bool {
    is_graph_error(answer, asked)
        && super::rewritten(answer, |body| body.get("error").is_some() && change(body))
}

fn rename_inner(body: &mut Value, name: &str) -> bool {
    let error = body["error"].as_object_mut();
    error.is_some_and(|error| {
        let inner = error.remove("innerError");
        let had = inner.is_some();
        error.extend(inner.map(|inner| (name.to_owned(), inner)));
        had
    })
}

/// The sentences of `assignLicense` have a switch of their own.
fn said(answer: &mut Answer, asked: &Asked, sentence: &str) -> bool {
    !asked.operation.writes_licenses()
        && envelope(answer, asked, |e| {
            let changes = e["error"]["message"] != sentence;
            e["error"]["message"] = sentence.into();
            changes
        })
}

fn is_premium(answer: &Answer) -> bool {
    answer
        .json()
        .is_some_and(|e| e["error"]["code"] == code::NON_PREMIUM)
}

fn responses(body: &mut Value, change: impl Fn(&mut Value) -> bool) -> bool {
    let all = body.get_mut("responses").and_then(Value::as_array_mut);
    all.is_some_and(|all| all.iter_mut().map(change).fold(false, or))
}

fn bodies(response: &mut Value, change: impl Fn(&Value) -> Value) -> bool {
    match response.get_mut("body") {
        Some(body) if body.is_object() => {
            *body = change(body);
            true
        }
        _ => false,
    }
}
