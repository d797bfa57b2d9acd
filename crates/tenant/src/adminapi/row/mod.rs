//! Rows of cmdlets: property tables (name → type → value), and how the service writes each type.

pub(crate) mod cas;
pub(crate) mod country;
pub(crate) mod mailbox;
mod mailbox_properties;
pub(crate) mod organization;
pub(crate) mod permission;
pub(crate) mod statistics;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::opath::Operand;

/// A value with its .NET type, as far as the type shows in the annotations (`exchange.md` 1.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Nothing; no annotation either, whatever the type.
    Null,
    /// A switch.
    Bool(bool),
    /// A text, and everything that is written as one: sizes, enumerations, durations.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// `System.Guid`.
    Guid(String),
    /// `System.DateTime`, with an offset.
    Time(Timestamp),
    /// `System.DateTime` of a property whose name ends in `UTC`.
    TimeUtc(Timestamp),
    /// `System.Int16`.
    Int16(i16),
    /// `System.Int32`.
    Int32(i32),
    /// A number without annotations: none of this type was captured.
    Int64(i64),
}

/// A property of a row of type `R`.
pub(crate) struct Property<R> {
    /// Its name, as the service spells it.
    pub(crate) name: &'static str,
    /// Where its value comes from.
    pub(crate) value: Source<R>,
}

/// Where a value comes from.
pub(crate) enum Source<R> {
    /// Always nothing.
    Null,
    /// Always `""`: some texts write nothing so.
    Empty,
    /// Always the same switch.
    Bool(bool),
    /// Always the same text.
    Text(&'static str),
    /// Always the same list.
    List(&'static [&'static str]),
    /// Always the zero GUID.
    NilGuid,
    /// Always the same small number.
    Int16(i16),
    /// Made from the row.
    Of(fn(&R) -> Cell),
}

const NIL: &str = "00000000-0000-0000-0000-000000000000";

impl<R> Property<R> {
    /// The value for a row.
    pub(crate) fn cell(&self, row: &R) -> Cell {
        match self.value {
            Source::Null => Cell::Null,
            Source::Empty => Cell::Text(String::new()),
            Source::Bool(on) => Cell::Bool(on),
            Source::Text(text) => Cell::Text(text.to_owned()),
            Source::List(texts) => Cell::List(texts.iter().map(|&text| text.to_owned()).collect()),
            Source::NilGuid => Cell::Guid(NIL.to_owned()),
            Source::Int16(number) => Cell::Int16(number),
            Source::Of(make) => make(row),
        }
    }
}

/// Which properties a caller wants: those of `$select`, or all. Unknown names select nothing, as clients that
/// name properties of newer services rely on (assumption).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Selection(Option<Vec<String>>);

impl Selection {
    /// From the text of `$select`; an empty text selects all.
    pub(crate) fn parse(text: &str) -> Self {
        let names: Vec<_> = text
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
        Self((!names.is_empty()).then_some(names))
    }

    fn takes(&self, name: &str) -> bool {
        self.0
            .as_ref()
            .is_none_or(|names| names.iter().any(|wanted| wanted.eq_ignore_ascii_case(name)))
    }
}

/// A row as it goes over the wire. The order is the table's, also with `$select` (assumption).
pub(crate) fn encode<R>(table: &[Property<R>], row: &R, selection: &Selection) -> Value {
    let mut out = Map::new();
    for property in table
        .iter()
        .filter(|property| selection.takes(property.name))
    {
        annotate(&mut out, property.name, property.cell(row));
    }
    Value::Object(out)
}

/// Writes a property with the annotations of its type before it.
fn annotate(out: &mut Map<String, Value>, name: &str, cell: Cell) {
    let mut note = |which: &str, text: &str| {
        out.insert(format!("{name}@{which}"), Value::from(text));
    };
    let value = match cell {
        Cell::Null => Value::Null,
        Cell::Bool(on) => Value::from(on),
        Cell::Text(text) => Value::from(text),
        Cell::List(texts) => {
            note("odata.type", "#Collection(String)");
            Value::from(texts)
        }
        Cell::Guid(guid) => {
            note("data.type", "System.Guid");
            note("odata.type", "#Guid");
            Value::from(guid)
        }
        Cell::Time(at) => {
            note("data.type", "System.DateTime");
            Value::from(wire::date::exchange(at))
        }
        Cell::TimeUtc(at) => {
            note("data.type", "System.DateTime");
            Value::from(wire::date::exchange(at).replace("+00:00", "Z"))
        }
        Cell::Int16(number) => {
            note("data.type", "System.Int16");
            note("odata.type", "#Int16");
            Value::from(number)
        }
        Cell::Int32(number) => {
            note("data.type", "System.Int32");
            Value::from(number)
        }
        Cell::Int64(number) => Value::from(number),
    };
    out.insert(name.to_owned(), value);
}

/// A property of a row as a filter sees it; `Null` for one that is not in the table.
pub(crate) fn operand<R>(table: &[Property<R>], row: &R, name: &str) -> Operand {
    let Some(property) = table
        .iter()
        .find(|property| property.name.eq_ignore_ascii_case(name))
    else {
        return Operand::Null;
    };
    match property.cell(row) {
        Cell::Null => Operand::Null,
        Cell::Bool(on) => Operand::Bool(on),
        Cell::Text(text) | Cell::Guid(text) => Operand::Text(text),
        Cell::List(texts) => Operand::Many(texts),
        Cell::Time(at) | Cell::TimeUtc(at) => Operand::Text(wire::date::exchange(at)),
        Cell::Int16(number) => Operand::Text(number.to_string()),
        Cell::Int32(number) => Operand::Text(number.to_string()),
        Cell::Int64(number) => Operand::Text(number.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_is_written_as_captured() {
        let at: Timestamp = "2022-09-21T08:07:47Z".parse().unwrap();
        for (cell, expected) in [
            (Cell::Null, r#"{"P":null}"#),
            (Cell::Bool(true), r#"{"P":true}"#),
            (Cell::Text(String::new()), r#"{"P":""}"#),
            (
                Cell::List(vec![]),
                r##"{"P@odata.type":"#Collection(String)","P":[]}"##,
            ),
            (
                Cell::Guid(NIL.to_owned()),
                r##"{"P@data.type":"System.Guid","P@odata.type":"#Guid","P":"00000000-0000-0000-0000-000000000000"}"##,
            ),
            (
                Cell::Time(at),
                r#"{"P@data.type":"System.DateTime","P":"2022-09-21T08:07:47.0000000+00:00"}"#,
            ),
            (
                Cell::TimeUtc(at),
                r#"{"P@data.type":"System.DateTime","P":"2022-09-21T08:07:47.0000000Z"}"#,
            ),
            (
                Cell::Int16(0),
                r##"{"P@data.type":"System.Int16","P@odata.type":"#Int16","P":0}"##,
            ),
            (Cell::Int32(0), r#"{"P@data.type":"System.Int32","P":0}"#),
            (Cell::Int64(7), r#"{"P":7}"#),
        ] {
            let mut out = Map::new();
            annotate(&mut out, "P", cell);
            assert_eq!(Value::Object(out).to_string(), expected);
        }
    }

    #[test]
    fn a_selection_is_by_name_and_blind_to_case() {
        const TABLE: &[Property<()>] = &[
            Property {
                name: "One",
                value: Source::Bool(true),
            },
            Property {
                name: "Two",
                value: Source::NilGuid,
            },
            Property {
                name: "Three",
                value: Source::Empty,
            },
        ];
        let keys = |select: &str| {
            let row = encode(TABLE, &(), &Selection::parse(select));
            row.as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(keys("three, ONE,nonsense"), "One Three");
        assert_eq!(keys("two"), "Two@data.type Two@odata.type Two");
        assert_eq!(keys(""), "One Two@data.type Two@odata.type Two Three");
    }
}
