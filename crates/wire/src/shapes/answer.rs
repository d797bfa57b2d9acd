//! A whole answer: which operation it answers, and its envelope.

use serde_json::Value;

use super::document::{Kind, Shapes};
use super::value::Judge;
use super::{Answer, Mismatch, metadata_of, path};

pub(super) fn check(shapes: &Shapes, answer: Answer<'_>) -> Vec<Mismatch> {
    let mut judge = Judge::new(shapes, answer.cloud);
    if answer.status >= 400 {
        // A gateway in front of the service answers HTML, or nothing.
        if let Ok(body) = serde_json::from_slice(answer.body) {
            error(&mut judge, &body);
        }
        return judge.mismatches;
    }
    if (answer.method, answer.path) == ("POST", "/$batch") {
        batch(&mut judge, answer.body);
        return judge.mismatches;
    }
    let fitting = shapes.operations.iter().filter(|(request, _)| {
        let (method, template) = request.split_once(' ').unwrap_or_default();
        method == answer.method && path::fits(template, answer.path)
    });
    let operation = fitting.max_by_key(|(request, _)| path::exactness(request));
    match operation.map(|(_, returns)| returns.in_cloud(metadata_of(answer.cloud))) {
        None => judge.add(
            "",
            "no shape is known for this request; add it to `OPERATIONS` of `cargo xtask shapes`",
        ),
        Some(None) => judge.add(
            "",
            "this cloud's metadata has no such request, but it was answered",
        ),
        Some(Some(returns)) => body(&mut judge, returns, answer),
    }
    judge.mismatches
}

fn body(judge: &mut Judge<'_>, returns: &str, answer: Answer<'_>) {
    match returns {
        "$nothing" if !answer.body.is_empty() => {
            judge.add("", "an answer without content has content");
        }
        // The file comes from elsewhere: 302 and no body.
        "$file" if answer.status != 302 => {
            judge.add("", "a report is answered by 302, not by itself");
        }
        "$nothing" | "$file" => {}
        "$count" => {
            let text = std::str::from_utf8(answer.body).unwrap_or_default();
            if text.trim_start_matches('\u{feff}').parse::<u64>().is_err() {
                judge.add("", "a count is a number as plain text");
            }
        }
        _ => match serde_json::from_slice::<Value>(answer.body) {
            Ok(found) => {
                // 202 answers carry none (documented for `assignLicense` of a group).
                if answer.status == 200 && !found["@odata.context"].is_string() {
                    judge.add("", "`@odata.context` is missing");
                }
                envelope(judge, &Kind::read(returns), &found);
            }
            Err(error) => judge.add("", format!("not JSON: {error}")),
        },
    }
}

/// A collection stands in `value`; one object stands by itself.
fn envelope(judge: &mut Judge<'_>, kind: &Kind<'_>, found: &Value) {
    let Some(members) = found.as_object() else {
        return judge.add("", "an answer is a JSON object");
    };
    if !kind.list {
        return judge.value("", kind, unwrapped(kind, found));
    }
    for (name, member) in members {
        if name == "value" {
            judge.value(name, kind, member);
        } else {
            judge.envelope_annotation(name, member);
        }
    }
    if !members.contains_key("value") {
        judge.add("", "a collection without `value`");
    }
}

/// The documentation shows the report settings inside of `value`, others saw them plain (`graph.md` 12): both pass.
fn unwrapped<'v>(kind: &Kind<'_>, found: &'v Value) -> &'v Value {
    match found.get("value") {
        Some(inner) if kind.name == "adminReportSettings" && inner.is_object() => inner,
        _ => found,
    }
}

/// A `$batch` is not in the metadata: `graph.md` 6.1. Its items are answers of their own.
fn batch(judge: &mut Judge<'_>, body: &[u8]) {
    let found: Value = serde_json::from_slice(body).unwrap_or_default();
    let Some(responses) = found["responses"].as_array() else {
        return judge.add("responses", "should be a list");
    };
    for (index, response) in responses.iter().enumerate() {
        for (name, member) in response.as_object().into_iter().flatten() {
            let fits = match name.as_str() {
                "id" => member.is_string(),
                "status" => member
                    .as_u64()
                    .is_some_and(|status| (100..600).contains(&status)),
                "headers" => member
                    .as_object()
                    .is_some_and(|all| all.values().all(Value::is_string)),
                // JSON as it is, anything else as base64.
                "body" => member.is_object() || member.is_string(),
                _ => false,
            };
            if !fits {
                judge.add(
                    &format!("responses[{index}].{name}"),
                    "no item of a batch has this",
                );
            }
        }
        if response.get("id").is_none() || response.get("status").is_none() {
            judge.add(&format!("responses[{index}]"), "has no `id` or no `status`");
        }
    }
}

/// The error of OData: `code` and `message` always, and nothing but `target`, `details` and `innerError` besides.
/// Graph spells the last one in two ways (`graph.md` 12).
fn error(judge: &mut Judge<'_>, found: &Value) {
    let Some(error) = found.get("error").and_then(Value::as_object) else {
        return judge.add("", "an error without `error`");
    };
    for (name, member) in error {
        let at = format!("error.{name}");
        let (fits, wanted) = match name.as_str() {
            "code" | "message" => (member.is_string(), "a text"),
            "target" => (member.is_string() || member.is_null(), "a text or null"),
            "details" => (member.is_array(), "a list"),
            "innerError" | "innererror" => (member.is_object(), "an object"),
            _ => (false, "absent: an error has no such member"),
        };
        if !fits {
            judge.add(&at, format!("should be {wanted}"));
        }
    }
    for needed in ["code", "message"] {
        if !error.contains_key(needed) {
            judge.add("error", format!("`{needed}` is missing"));
        }
    }
    for (name, _) in found.as_object().into_iter().flatten() {
        if name != "error" {
            judge.add(name, "stands beside `error`");
        }
    }
}
