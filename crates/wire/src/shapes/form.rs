//! The form of a JSON document: its keys in their order, its types, annotations and formats, and none of its values.
//!
//! `cargo xtask shapes` compiles this file too, so that a capture and an answer are taken apart by the same rules.

use serde_json::{Map, Value};

/// The form of a document. Objects stay objects; a list becomes a list of one, with all members that any of its
/// elements has; everything else becomes a word (see `word`), or several with `|` between them.
pub(crate) fn form(document: &Value) -> Value {
    of("", document)
}

fn of(key: &str, value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| (key.clone(), of(key, member)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(elements) => {
            let forms = elements.iter().map(|element| of(key, element));
            forms.reduce(merged).into_iter().collect()
        }
        leaf => word(key, leaf).into(),
    }
}

/// One form for two values of the same kind.
fn merged(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Object(mut all), Value::Object(more)) => {
            for (key, member) in more {
                let both = match all.get(&key) {
                    Some(known) => merged(known.clone(), member),
                    None => member,
                };
                all.insert(key, both);
            }
            all.into()
        }
        (Value::Array(one), Value::Array(other)) => one
            .into_iter()
            .chain(other)
            .reduce(merged)
            .into_iter()
            .collect(),
        (Value::String(one), Value::String(other)) => {
            let mut words: Vec<&str> = one.split('|').chain(other.split('|')).collect();
            words.sort_unstable();
            words.dedup();
            words.join("|").into()
        }
        // What it is when it is there says more than that it may be null.
        (Value::String(_), whole) | (whole, _) => whole,
    }
}

/// `null`, `bool`, `int`, `number`; of texts `empty`, `guid`, `size`, `unlimited`, a time with its digits as zeros,
/// the names of types and of what is answered; `text` for all others.
fn word(key: &str, value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "bool".to_owned(),
        Value::Number(number) => if number.is_f64() { "number" } else { "int" }.to_owned(),
        Value::String(text) => text_word(key, text),
        Value::Array(_) | Value::Object(_) => "text".to_owned(),
    }
}

fn text_word(key: &str, text: &str) -> String {
    if key.ends_with("@odata.type") || key.ends_with("@data.type") {
        return format!("type {text}");
    }
    if key == "@odata.context" {
        let fragment = text
            .split_once("$metadata#")
            .map_or("", |(_, fragment)| fragment);
        return format!("of {}", unquoted(fragment));
    }
    let zeros: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    let is_guid = text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    if text.is_empty() {
        "empty".to_owned()
    } else if is_guid {
        "guid".to_owned()
    } else if text == "Unlimited" {
        "unlimited".to_owned()
    } else if text.ends_with(" bytes)") {
        "size".to_owned()
    } else if zeros.starts_with("0000-00-00") && zeros.len() <= 33 {
        zeros
    } else {
        "text".to_owned()
    }
}

/// `users('4f0c…')/licenseDetails` without the key.
fn unquoted(fragment: &str) -> String {
    let parts = fragment.split('\'').enumerate();
    parts
        .map(|(at, part)| if at % 2 == 0 { part } else { "{id}" })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_but_the_form_is_left() {
        let document = json!({
            "@odata.context": "https://x/v1.0/$metadata#users('a@b.c')/licenseDetails",
            "value": [
                {"id": "47ca75cb-bf00-4d20-8415-112f84ee0e70", "size": "1 KB (1,024 bytes)", "n": 1, "plans": []},
                {"at": "2026-01-31T09:00:00.1234567Z", "n": null, "s": "", "q": "Unlimited", "plans": [{"a": true}]},
            ],
            "x@odata.type": "#Guid", "name": "Adele Vance",
        });
        let wanted = json!({
            "@odata.context": "of users({id})/licenseDetails",
            "value": [{
                "id": "guid", "size": "size", "n": "int|null", "plans": [{"a": "bool"}],
                "at": "0000-00-00T00:00:00.0000000Z", "s": "empty", "q": "unlimited",
            }],
            "x@odata.type": "type #Guid", "name": "text",
        });
        assert_eq!(form(&document), wanted);
    }
}
