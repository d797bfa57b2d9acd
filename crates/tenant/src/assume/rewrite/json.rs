//! Changes of JSON values. Each says whether it changed anything.

use serde_json::{Map, Value};

/// The rows of a body: the items of `value`, or the one object.
pub(super) fn rows(body: &mut Value) -> Vec<&mut Map<String, Value>> {
    if !body["value"].is_array() {
        return body.as_object_mut().into_iter().collect();
    }
    let rows = list(body).into_iter().flatten();
    rows.filter_map(Value::as_object_mut).collect()
}

/// The list `value` of a body.
pub(super) fn list(body: &mut Value) -> Option<&mut Vec<Value>> {
    body.get_mut("value")?.as_array_mut()
}

/// Gives a member that is there another value.
pub(super) fn set(row: &mut Map<String, Value>, name: &str, value: impl Into<Value>) -> bool {
    match row.get_mut(name) {
        Some(member) => {
            let value = value.into();
            let changes = *member != value;
            *member = value;
            changes
        }
        None => false,
    }
}

/// Gives a member that is null another value.
pub(super) fn on_null(row: &mut Map<String, Value>, name: &str, value: impl Into<Value>) -> bool {
    row.get(name).is_some_and(Value::is_null) && set(row, name, value)
}

/// Takes a member away, with its annotations.
pub(super) fn absent(row: &mut Map<String, Value>, name: &str) -> bool {
    let annotation = format!("{name}@");
    row.retain(|key, _| !key.starts_with(&annotation));
    // The order of the others is the wire's.
    row.shift_remove(name).is_some()
}

/// Changes the text of a member.
pub(super) fn text(
    row: &mut Map<String, Value>,
    name: &str,
    change: impl Fn(&str) -> String,
) -> bool {
    let Some(Value::String(found)) = row.get_mut(name) else {
        return false;
    };
    let changed = change(found);
    let changes = changed != *found;
    *found = changed;
    changes
}

/// Changes every text inside of a value.
pub(super) fn every_text(value: &mut Value, change: &impl Fn(&str) -> String) -> bool {
    match value {
        Value::String(text) => {
            let changed = change(text);
            let changes = changed != *text;
            *text = changed;
            changes
        }
        Value::Array(items) => items
            .iter_mut()
            .map(|v| every_text(v, change))
            .fold(false, or),
        Value::Object(members) => members
            .values_mut()
            .map(|v| every_text(v, change))
            .fold(false, or),
        _ => false,
    }
}

/// A truth value as .NET writes it into a text.
pub(super) fn flag_text(row: &mut Map<String, Value>, name: &str) -> bool {
    let Some(Value::Bool(on)) = row.get(name) else {
        return false;
    };
    let text = if *on { "True" } else { "False" };
    set(row, name, text)
}

/// Spells the names of all members otherwise; annotations stay.
pub(super) fn rename(row: &mut Map<String, Value>, spell: impl Fn(char) -> char) -> bool {
    let renamed: Map<String, Value> = std::mem::take(row)
        .into_iter()
        .map(|(name, value)| {
            let mut letters = name.chars();
            let spelled = match letters.next() {
                Some(first) if !name.contains('@') => {
                    format!("{}{}", spell(first), letters.as_str())
                }
                _ => name,
            };
            (spelled, value)
        })
        .collect();
    *row = renamed;
    !row.is_empty()
}

/// Adds members that nobody knows, of different types.
pub(super) fn more(row: &mut Map<String, Value>) -> bool {
    row.insert("newText".to_owned(), "new".into());
    row.insert("newNumber".to_owned(), 17.into());
    row.insert("newList".to_owned(), serde_json::json!([{"a": null}]));
    true
}

/// An id in capitals; anything else as it is.
pub(super) fn id_in_capitals(text: &str) -> String {
    if uuid::Uuid::parse_str(text).is_ok() {
        text.to_ascii_uppercase()
    } else {
        text.to_owned()
    }
}

/// A link without scheme and host.
pub(super) fn relative(link: &str) -> String {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    rest.find('/')
        .map_or_else(|| link.to_owned(), |at| rest[at..].to_owned())
}

/// The same link on another host.
pub(super) fn elsewhere(link: &str) -> String {
    format!("https://pages.example.net{}", relative(link))
}

/// Folds over all: `any` would stop at the first.
pub(super) fn or(a: bool, b: bool) -> bool {
    a || b
}
