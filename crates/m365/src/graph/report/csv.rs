//! A CSV by header name: BOM or none, CR LF or LF, quoted or not, any number of columns in any order.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};
use jiff::Timestamp;
use model::ByteSize;

use super::Cells;
use crate::field::{Field, cut};

/// A whole CSV.
#[derive(Debug)]
pub(super) struct Table {
    columns: HashMap<String, usize>,
    records: Vec<StringRecord>,
}

/// One record with the names of its columns.
#[derive(Debug)]
pub(crate) struct Record<'t> {
    columns: &'t HashMap<String, usize>,
    cells: &'t StringRecord,
}

impl Table {
    /// Reads a CSV, or says what is wrong and where.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, (String, String)> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes);
        let mut records = reader.records();
        let wrong = |e: &csv::Error| {
            let line = e.position().map_or(0, csv::Position::line);
            ("not a CSV in UTF-8".to_owned(), format!("line {line}"))
        };
        let Some(header) = records.next() else {
            return Err(("an empty file".to_owned(), "line 1".to_owned()));
        };
        let header = header.map_err(|e| wrong(&e))?;
        let mut columns = HashMap::new();
        for (place, name) in header.iter().enumerate() {
            if columns.insert(folded(name), place).is_some() {
                return Err(("a column that stands there twice".to_owned(), cut(name)));
            }
        }
        let records: Vec<StringRecord> =
            records.collect::<Result<_, _>>().map_err(|e| wrong(&e))?;
        if let Some(place) = records.iter().position(|r| r.len() != header.len()) {
            return Err((
                "a row with another number of cells than the header".to_owned(),
                format!("row {}", place + 1),
            ));
        }
        Ok(Self { columns, records })
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(&folded(column))
    }

    /// Its columns and cells as they stand.
    pub(super) fn read_cells(bytes: &[u8]) -> Result<Cells, (String, String)> {
        // Whatever is no table is said in the same words.
        Self::read(bytes)?;
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut rows: Vec<Vec<String>> = ReaderBuilder::new()
            .has_headers(false)
            .from_reader(bytes)
            .into_records()
            .filter_map(Result::ok)
            .map(|record| record.iter().map(str::to_owned).collect())
            .collect();
        let columns = rows.remove(0);
        Ok((columns, rows))
    }

    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    pub(super) fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.records.iter().map(|cells| Record {
            columns: &self.columns,
            cells,
        })
    }
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

impl Record<'_> {
    /// A cell; an empty one is null.
    pub(super) fn field(&self, column: &str) -> Field<String> {
        match self
            .columns
            .get(&folded(column))
            .and_then(|&place| self.cells.get(place))
            .map(str::trim)
        {
            None => Field::Missing,
            Some("") => Field::Null,
            Some(text) => Field::Value(text.to_owned()),
        }
    }

    pub(super) fn text(&self, column: &str) -> String {
        self.field(column).into_value().unwrap_or_default()
    }

    pub(super) fn number(&self, column: &str) -> Field<u64> {
        self.field(column).parse(|text| text.parse().ok())
    }

    pub(super) fn size(&self, column: &str) -> Field<ByteSize> {
        self.field(column)
            .parse(|text| text.parse().ok().map(ByteSize))
    }

    pub(super) fn flag(&self, column: &str) -> Field<bool> {
        self.field(column)
            .parse(|text| text.to_ascii_lowercase().parse().ok())
    }

    /// A day: midnight UTC.
    pub(super) fn day(&self, column: &str) -> Field<Timestamp> {
        self.field(column)
            .parse(|text| wire::date::parse_day(text).ok())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cells_are_found_by_name_whatever_the_form() {
        let plain =
            "Report Refresh Date,Storage Used (Byte),Is Deleted\n2026-07-25,23293152,False\n";
        let quoted = "\u{feff}\"is deleted\",\"Report Refresh Date\",\"More\",\"Storage Used (Byte)\"\r\n\
            \"FALSE\",\"2026-07-25\",\"a, \"\"b\"\"\r\nc\",\"23293152\"\r\n";
        for text in [plain, quoted] {
            let table = Table::read(text.as_bytes()).unwrap();
            let record = table.records().next().unwrap();
            assert_eq!(
                record.size("Storage Used (Byte)"),
                Field::Value(ByteSize(23_293_152))
            );
            assert_eq!(record.flag("Is Deleted"), Field::Value(false));
            assert_eq!(record.field("Recipient Type"), Field::Missing);
            assert!(matches!(record.day("Report Refresh Date"), Field::Value(_)));
        }
    }

    #[test]
    fn what_is_no_table_is_an_error() {
        for (bytes, what) in [
            (&b""[..], "empty"),
            (b"a,b\n1\n", "number of cells"),
            (b"a,b\n1,2,3\n", "number of cells"),
            (b"a, A\n1,2\n", "twice"),
            (b"a,b\n\xFF,2\n", "UTF-8"),
        ] {
            let (said, _) = Table::read(bytes).unwrap_err();
            assert!(said.contains(what), "{said}");
        }
    }

    #[test]
    fn an_odd_cell_keeps_its_text() {
        let table = Table::read(b"n\n1.5\n-1\n\"\"\n99999999999999999999\n").unwrap();
        let read: Vec<Field<u64>> = table.records().map(|r| r.number("n")).collect();
        let odd = |text: &str| Field::Odd(text.to_owned());
        assert_eq!(
            read,
            [
                odd("1.5"),
                odd("-1"),
                Field::Null,
                odd("99999999999999999999")
            ]
        );
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            if let Ok(table) = Table::read(&bytes) {
                for record in table.records() {
                    let _ = (record.number("a"), record.day("Report Refresh Date"), record.flag(""));
                }
            }
        }
    }
}
