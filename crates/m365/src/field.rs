//! A member of a row as it was found: present, null, absent, or of another form than expected.

use model::{ByteSize, mailbox::Quota};
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer};
use serde_json::Value;

/// A member of a row. One odd member never spoils the row, and never turns into a default.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// The row does not have it.
    #[default]
    Missing,
    /// It is null.
    Null,
    /// It has a value.
    Value(T),
    /// It has another form than expected: the text as found, cut to a line.
    Odd(String),
}

impl<T> Field<T> {
    /// The value, if there is one of the expected form.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(v) => Some(v),
            _ => None,
        }
    }

    /// The value, if there is one of the expected form.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(v) => Some(v),
            _ => None,
        }
    }

    /// The text of a member that has another form than expected.
    pub fn odd(&self) -> Option<&str> {
        match self {
            Self::Odd(text) => Some(text),
            _ => None,
        }
    }

    /// Is it absent, or null?
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Missing | Self::Null)
    }

    /// The same field with another value, or odd when `f` has none for it.
    pub(crate) fn parse<U>(self, f: impl FnOnce(&T) -> Option<U>) -> Field<U>
    where
        T: ToString,
    {
        match self {
            Self::Missing => Field::Missing,
            Self::Null => Field::Null,
            Self::Value(v) => f(&v).map_or_else(|| Field::Odd(cut(&v.to_string())), Field::Value),
            Self::Odd(text) => Field::Odd(text),
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(d)?;
        Ok(if value.is_null() {
            Self::Null
        } else {
            Self::of(&value)
        })
    }
}

impl<T: DeserializeOwned> Field<T> {
    fn of(value: &Value) -> Self {
        T::deserialize(value).map_or_else(|_| Self::Odd(shown(value)), Self::Value)
    }
}

/// A time; .NET's zero date is null, and so is an empty text (both services write one for "none": `exchange.md`
/// 1.4, and a documented answer of Graph).
pub(crate) fn time<'de, D: Deserializer<'de>>(d: D) -> Result<Field<jiff::Timestamp>, D::Error> {
    Ok(match Field::<String>::deserialize(d)? {
        Field::Value(text) if text.trim().is_empty() => Field::Null,
        Field::Value(text) => match wire::date::parse_time(&text) {
            Ok(Some(t)) => Field::Value(t),
            Ok(None) => Field::Null,
            Err(_) => Field::Odd(cut(&text)),
        },
        other => other.parse(|_| None),
    })
}

/// A formatted size. `Unlimited` is no size, and no text is ever zero by accident.
pub(crate) fn size<'de, D: Deserializer<'de>>(d: D) -> Result<Field<ByteSize>, D::Error> {
    Ok(Field::<String>::deserialize(d)?.parse(|text| wire::size::parse(text).ok()))
}

/// A formatted size or `Unlimited`.
pub(crate) fn quota<'de, D: Deserializer<'de>>(d: D) -> Result<Field<Quota>, D::Error> {
    Ok(Field::<String>::deserialize(d)?.parse(|text| {
        if text.trim().eq_ignore_ascii_case("Unlimited") {
            return Some(Quota::Unlimited);
        }
        wire::size::parse(text).ok().map(Quota::Limited)
    }))
}

/// A text whose emptiness means null (`exchange.md` 1.4).
pub(crate) fn text<'de, D: Deserializer<'de>>(d: D) -> Result<Field<String>, D::Error> {
    Ok(match Field::<String>::deserialize(d)? {
        Field::Value(text) if text.trim().is_empty() => Field::Null,
        other => other,
    })
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(s) => cut(s),
        other => cut(&other.to_string()),
    }
}

/// At most so many characters of a text from outside go into errors.
pub(crate) fn cut(text: &str) -> String {
    const LINE: usize = 300;
    let mut shown: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(LINE)
        .collect();
    if text.chars().nth(LINE).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(default)]
    #[derive(Default)]
    struct Row {
        #[serde(deserialize_with = "size")]
        size: Field<ByteSize>,
        #[serde(deserialize_with = "quota")]
        quota: Field<Quota>,
        #[serde(deserialize_with = "time")]
        at: Field<jiff::Timestamp>,
        #[serde(deserialize_with = "text")]
        name: Field<String>,
        on: Field<bool>,
    }

    fn row(json: &str) -> Row {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_member_that_is_absent_null_or_odd_is_told_apart() {
        assert_eq!(row("{}").on, Field::Missing);
        assert_eq!(row(r#"{"on":null}"#).on, Field::Null);
        assert_eq!(row(r#"{"on":true}"#).on, Field::Value(true));
        assert_eq!(row(r#"{"on":"Local"}"#).on, Field::Odd("Local".to_owned()));
    }

    #[test]
    fn a_size_is_never_zero_by_accident() {
        let at = |text: &str| row(&format!(r#"{{"size":{text},"quota":{text}}}"#));
        assert_eq!(
            at(r#""1 KB (1,024 bytes)""#).size,
            Field::Value(ByteSize(1024))
        );
        assert_eq!(at(r#""Unlimited""#).quota, Field::Value(Quota::Unlimited));
        for odd in [r#""Unlimited""#, r#""""#, r#""1 KB""#, "1024", "{}"] {
            assert!(matches!(at(odd).size, Field::Odd(_)), "{odd}");
        }
        assert_eq!(at("null").size, Field::Null);
    }

    #[test]
    fn the_zero_date_and_the_empty_text_are_null() {
        let row = row(r#"{"at":"0001-01-01T00:00:00Z","name":" "}"#);
        assert_eq!((row.at, row.name), (Field::Null, Field::Null));
        assert_eq!(self::row(r#"{"at":""}"#).at, Field::Null);
    }
}
