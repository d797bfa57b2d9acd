//! The form of values, in words of our own: what is said of a tenant never holds what was found there.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// A row.
pub(super) type Row = Map<String, Value>;

/// The form of a value.
pub(super) fn form(value: Option<&Value>) -> &'static str {
    match value {
        None => "absent",
        Some(Value::Null) => "null",
        Some(Value::Bool(true)) => "true",
        Some(Value::Bool(false)) => "false",
        Some(Value::Number(_)) => "number",
        Some(Value::Array(items)) if items.is_empty() => "empty list",
        Some(Value::Array(_)) => "list",
        Some(Value::Object(_)) => "object",
        Some(Value::String(text)) => text_form(text),
    }
}

fn text_form(text: &str) -> &'static str {
    if text.is_empty() {
        return "empty text";
    }
    if let Ok(id) = text.parse::<uuid::Uuid>() {
        return match () {
            () if id.is_nil() => "id of zeros",
            () if text.contains('{') => "id in braces",
            () if text.chars().any(|c| c.is_ascii_uppercase()) => "id in capitals",
            () => "id",
        };
    }
    if text.eq_ignore_ascii_case("Unlimited") {
        return "unlimited";
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return "digits";
    }
    if wire::size::parse(text).is_ok() {
        let bytes = text.split_once('(').map_or("", |(_, bytes)| bytes);
        return if bytes.contains('.') {
            "size with bytes, in dots"
        } else {
            "size with bytes"
        };
    }
    match wire::date::parse_time(text) {
        Ok(Some(_)) => "time",
        Ok(None) => "zero date",
        Err(_) if wire::date::parse_day(text).is_ok() => "day",
        Err(_) => "text",
    }
}

/// A word as one of those that are known, or how it differs from them.
pub(super) fn word(value: Option<&Value>, known: &[&'static str]) -> &'static str {
    let Some(Value::String(text)) = value else {
        return form(value);
    };
    if let Some(word) = known.iter().find(|word| **word == *text) {
        return word;
    }
    let differs = |is: fn(&str, &str) -> bool| known.iter().any(|word| is(word, text));
    if text.is_empty() {
        "empty text"
    } else if differs(str::eq_ignore_ascii_case) {
        "a known word in other letters"
    } else if differs(|word, text| word == text.trim()) {
        "a known word with blanks"
    } else {
        "an unknown word"
    }
}

/// The forms of a member in all rows.
pub(super) fn forms<'r>(rows: impl IntoIterator<Item = &'r Row>, name: &str) -> BTreeSet<String> {
    rows.into_iter()
        .map(|row| form(row.get(name)).to_owned())
        .collect()
}

/// The words of a member in all rows.
pub(super) fn words<'r>(
    rows: impl IntoIterator<Item = &'r Row>,
    name: &str,
    known: &[&'static str],
) -> BTreeSet<String> {
    rows.into_iter()
        .map(|row| word(row.get(name), known).to_owned())
        .collect()
}

/// The form of a page's link beside the address of the page.
pub(super) fn link(link: &str, host: &str) -> &'static str {
    match link.split_once("://") {
        None => "relative link",
        Some((_, rest)) if rest.split(['/', '?']).next() == Some(host) => "link to the same host",
        Some(_) => "link to another host",
    }
}

/// Are these members spelled as they were asked for? Only names that were asked for are said.
pub(super) fn names(row: &Row, asked: &[&'static str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for name in row.keys().filter(|name| !name.contains('@')) {
        let said = if asked.contains(&name.as_str()) {
            "as asked"
        } else if asked.iter().any(|a| a.eq_ignore_ascii_case(name)) {
            "in other letters"
        } else {
            "others besides"
        };
        found.insert(said.to_owned());
    }
    found
}
