//! PowerShell's and spreadsheets' ways of writing a value, brought back to the wire's. What is of no known form is
//! left as it was found, so that the row shows it as odd.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::table::{Record, fold};

/// How a member is brought back.
pub(super) type Form = fn(Value) -> Value;

/// An object with these members of a record, under the wire's names.
pub(super) fn object(record: &Record, members: &[(&str, Form)]) -> Map<String, Value> {
    members
        .iter()
        .filter_map(|(name, form)| {
            let value = record.get(&fold(name))?.clone();
            Some(((*name).to_owned(), form(value)))
        })
        .collect()
}

/// A text; an object that holds one (`{"Value": …}`) is that text.
pub(super) fn text(value: Value) -> Value {
    match value {
        Value::Object(object) => match object
            .into_iter()
            .find(|(k, v)| fold(k) == "value" && v.is_string())
        {
            Some((_, inner)) => inner,
            None => Value::Object(Map::new()),
        },
        Value::String(text) => Value::String(text.trim().to_owned()),
        other => other,
    }
}

/// `True`, `False`, as PowerShell and spreadsheets write them (WAAR and ONWAAR are those of a Dutch spreadsheet).
pub(super) fn flag(value: Value) -> Value {
    match value.as_str().map(|t| t.trim().to_lowercase()).as_deref() {
        Some("true" | "waar") => json!(true),
        Some("false" | "onwaar") => json!(false),
        Some("") => Value::Null,
        _ => value,
    }
}

/// A name out of an enumeration. `ConvertTo-Json` writes its number; what that means is documented nowhere we know,
/// so it stays a number and is odd.
pub(super) fn name(value: Value) -> Value {
    let value = text(value);
    match value.as_str().map(str::parse::<i64>) {
        Some(Ok(number)) => json!(number),
        _ => value,
    }
}

/// A size: a text with the bytes in brackets, or an object around one. A bare number has no unit and stays odd.
pub(super) fn size(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let member = |name: &str| object.iter().find(|(k, _)| fold(k) == name).map(|(_, v)| v);
            if member("isunlimited") == Some(&json!(true)) {
                return json!("Unlimited");
            }
            match member("value") {
                Some(inner @ (Value::String(_) | Value::Object(_))) => size(inner.clone()),
                _ => Value::Object(object),
            }
        }
        Value::String(text) if text.trim().is_empty() => Value::Null,
        Value::String(text) => Value::String(text.trim().replace("Bytes)", "bytes)")),
        other => other,
    }
}

/// Entries: an array, one that Windows PowerShell wrapped, `{a, b}` as it prints one, or entries joined into one
/// text. `System.String[]` stands for entries that were not written down: it is odd, and no empty list.
pub(super) fn entries(value: Value) -> Value {
    match value {
        Value::Object(mut object) => object
            .remove("value")
            .filter(Value::is_array)
            .unwrap_or(Value::Object(object)),
        Value::String(text) => {
            let trimmed = text.trim();
            let inside = trimmed.strip_prefix('{').and_then(|t| t.strip_suffix('}'));
            let parts: Vec<&str> = inside
                .unwrap_or(trimmed)
                .split([',', ';', '|', ' '])
                .filter(|part| !part.is_empty())
                .collect();
            match (trimmed, inside) {
                ("", _) => Value::Null,
                // PowerShell ends a list that it cut short with `...` or `…`.
                _ if parts.iter().all(|p| is_hold(p))
                    && (inside.is_some() || !parts.is_empty()) =>
                {
                    json!(parts)
                }
                _ => Value::String(text),
            }
        }
        other => other,
    }
}

/// Has it the form of a hold (`exchange.md` 4.3): `UniH…`, `cld…`, `mbx…:2`, `-mbx…`, a bare GUID?
fn is_hold(entry: &str) -> bool {
    let known = ["UniH", "cld", "mbx", "skp", "grp"];
    let bare = entry.trim_start_matches('-');
    let rest = known
        .iter()
        .find_map(|p| bare.strip_prefix(p))
        .unwrap_or(bare);
    let id = rest.split(':').next().unwrap_or_default();
    id.chars().filter(char::is_ascii_hexdigit).count() == 32 && uuid::Uuid::try_parse(id).is_ok()
}

/// A time: `/Date(1700000000000)/` of Windows PowerShell becomes the wire's.
pub(super) fn time(value: Value) -> Value {
    let milliseconds = value
        .as_str()
        .and_then(|t| t.strip_prefix("/Date(")?.strip_suffix(")/"))
        .and_then(|t| t.parse().ok());
    match milliseconds.and_then(|ms| Timestamp::from_millisecond(ms).ok()) {
        Some(at) => json!(at.to_string()),
        None => value,
    }
}

/// As it is.
pub(super) fn same(value: Value) -> Value {
    value
}

/// The same with all members of all objects in it under the names given (folded name, wire's name); others go.
pub(super) fn renamed(value: Value, names: &[(&str, &str)]) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(|v| renamed(v, names)).collect(),
        Value::Object(members) => {
            // Windows PowerShell wraps a list into an object with its count.
            let wrapped = members
                .iter()
                .find(|(k, v)| fold(k) == "value" && v.is_array());
            if let Some((_, items)) = wrapped {
                return renamed(items.clone(), names);
            }
            let known = |(k, v): (String, Value)| {
                let name = names.iter().find(|(folded, _)| *folded == fold(&k))?.1;
                Some((name.to_owned(), renamed(v, names)))
            };
            Value::Object(members.into_iter().filter_map(known).collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_never_an_empty_list() {
        for text in [
            "System.String[]",
            "System.Object[]",
            "System.Collections.ArrayList",
            "Microsoft.Exchange.Data.MultiValuedProperty`1[System.String]",
            "{UniHd3f5, ...}",
            "many",
        ] {
            assert_eq!(entries(json!(text)), json!(text));
        }
        assert_eq!(entries(json!("")), Value::Null);
        assert_eq!(entries(json!("{}")), json!([]));
        assert_eq!(entries(json!({"value": [], "Count": 0})), json!([]));
    }

    #[test]
    fn entries_that_were_joined_come_apart() {
        let (a, b) = (
            "UniH7d6a1f3b2c4e4d5f8a9b0c1d2e3f4a5b",
            "-mbx00000000000000000000000000000001:2",
        );
        for text in [
            format!("{a},{b}"),
            format!("{a}; {b}"),
            format!("{{{a}, {b}}}"),
            format!("{a} {b}"),
        ] {
            assert_eq!(entries(json!(text)), json!([a, b]), "{text}");
        }
    }

    #[test]
    fn sizes_of_every_form_become_the_wire_s() {
        let wire = "1,5 GB (1.610.612.736 bytes)";
        for found in [
            json!(wire),
            json!({"IsUnlimited": false, "Value": wire}),
            json!({"Value": {"Value": wire}}),
            json!("1,5 GB (1.610.612.736 Bytes)"),
        ] {
            assert_eq!(size(found.clone()), json!(wire), "{found}");
        }
        assert_eq!(
            size(json!({"IsUnlimited": true, "Value": null})),
            json!("Unlimited")
        );
        for odd in [json!(1_610_612_736), json!({"Value": {}}), json!("1,5 GB")] {
            assert!(
                !size(odd.clone())
                    .as_str()
                    .is_some_and(|t| t.contains("bytes)")),
                "{odd}"
            );
        }
    }

    #[test]
    fn an_enumeration_s_number_stays_one() {
        assert_eq!(name(json!("4")), json!(4));
        assert_eq!(name(json!(4)), json!(4));
        assert_eq!(
            name(json!({"value": 4, "Value": "SharedMailbox"})),
            json!("SharedMailbox")
        );
        assert_eq!(name(json!("SharedMailbox")), json!("SharedMailbox"));
    }

    #[test]
    fn dates_and_flags_of_powershell_are_understood() {
        assert_eq!(
            time(json!("/Date(1700000000000)/")),
            json!("2023-11-14T22:13:20Z")
        );
        assert_eq!(time(json!("/Date(x)/")), json!("/Date(x)/"));
        for (text, on) in [
            ("True", true),
            ("FALSE", false),
            ("WAAR", true),
            ("Onwaar", false),
        ] {
            assert_eq!(flag(json!(text)), json!(on));
        }
        assert_eq!(flag(json!("yes?")), json!("yes?"));
    }
}
