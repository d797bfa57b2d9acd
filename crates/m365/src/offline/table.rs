//! Text to records: `Export-Csv` and spreadsheets, or `ConvertTo-Json` and Graph.

use std::collections::{HashMap, HashSet};

use csv::{ReaderBuilder, Trim};
use serde_json::Value;

use super::ExportError;
use crate::field::cut;

/// The records of a file, each member by its folded name.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) records: Vec<Record>,
    /// The names of columns or members as they were found, in their order.
    pub(super) names: Vec<String>,
    /// `@odata.nextLink` says that there is more.
    pub(super) is_one_page: bool,
    folded: HashSet<String>,
}

/// One record. A cell of a CSV is a text; one that is empty is null.
pub(super) type Record = HashMap<String, Value>;

impl Table {
    /// Has it a column, or any record a member, of this name (folded)?
    pub(super) fn has(&self, name: &str) -> bool {
        self.folded.contains(name)
    }

    /// The same for several.
    pub(super) fn has_all(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.has(name))
    }

    /// Says this member nothing in any record? Then nobody asked for it: `Select-Object` makes an empty column of a
    /// property that was not read.
    pub(super) fn is_void(&self, name: &str) -> bool {
        !self
            .records
            .iter()
            .any(|r| r.get(name).is_some_and(|v| !is_void(v)))
    }

    fn with_names(mut self, names: impl IntoIterator<Item = String>) -> Self {
        for name in names {
            if self.folded.insert(fold(&name)) {
                self.names.push(name);
            }
        }
        self
    }
}

fn is_void(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// A name without what differs between exports: case, spaces, marks.
pub(super) fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Reads records out of a text that is not empty.
pub(super) fn read(text: &str) -> Result<Table, ExportError> {
    if text.trim_start().starts_with(['[', '{']) {
        from_json(text)
    } else {
        from_csv(text)
    }
}

fn from_json(text: &str) -> Result<Table, ExportError> {
    let whole: Value = serde_json::from_str(text).map_err(|e| ExportError::Json {
        line: e.line() as u64,
        column: e.column() as u64,
        why: cut(&e.to_string()),
    })?;
    let is_one_page = whole
        .get("@odata.nextLink")
        .is_some_and(|next| !next.is_null());
    // An array; a page of Graph (or of Windows PowerShell) around one; or a single object.
    let items = match whole {
        Value::Array(items) => items,
        Value::Object(mut object) => match object.remove("value") {
            Some(Value::Array(items)) => items,
            Some(other) => {
                object.insert("value".to_owned(), other);
                vec![Value::Object(object)]
            }
            None => vec![Value::Object(object)],
        },
        _ => Vec::new(),
    };
    let mut names = Vec::new();
    let mut records = Vec::with_capacity(items.len());
    for (place, item) in items.into_iter().enumerate() {
        let Value::Object(members) = item else {
            return Err(ExportError::Json {
                line: 1,
                column: 1,
                why: format!("item {} is no object", place + 1),
            });
        };
        // The first records tell the names; a member that only a later one has is found in it all the same.
        if place < 50 {
            names.extend(members.keys().cloned());
        }
        records.push(members.into_iter().map(|(k, v)| (fold(&k), v)).collect());
    }
    let table = Table {
        records,
        is_one_page,
        ..Table::default()
    };
    Ok(table.with_names(names))
}

fn from_csv(text: &str) -> Result<Table, ExportError> {
    let (text, skipped) = without_preamble(text);
    let header = text.lines().next().unwrap_or_default();
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .delimiter(delimiter(header))
        .from_reader(text.as_bytes());
    let mut rows = reader.records();
    let broken = |line: u64, column: usize, why: &str| ExportError::Table {
        line: line + skipped,
        column: column as u64,
        why: why.to_owned(),
    };
    let line_of = |position: Option<&csv::Position>| position.map_or(1, csv::Position::line);
    let unreadable = |e: &csv::Error| broken(line_of(e.position()), 1, "this is no table");
    let header = match rows.next() {
        Some(header) => header.map_err(|e| unreadable(&e))?,
        None => return Err(ExportError::Empty),
    };
    let names: Vec<String> = header.iter().map(str::to_owned).collect();
    let mut seen = HashSet::new();
    for (place, name) in names.iter().enumerate() {
        if !fold(name).is_empty() && !seen.insert(fold(name)) {
            let why = format!("the column {} stands there twice", cut(name));
            return Err(broken(1, place + 1, &why));
        }
    }
    let mut records = Vec::new();
    for row in rows {
        let row = row.map_err(|e| unreadable(&e))?;
        if row.iter().all(str::is_empty) {
            continue;
        }
        if row.len() != names.len() {
            let why = format!("{} cells below {} columns", row.len(), names.len());
            return Err(broken(
                line_of(row.position()),
                row.len().min(names.len()) + 1,
                &why,
            ));
        }
        let cell = |text: &str| {
            if text.is_empty() {
                Value::Null
            } else {
                Value::from(text)
            }
        };
        records.push(
            names
                .iter()
                .map(|n| fold(n))
                .zip(row.iter().map(cell))
                .collect(),
        );
    }
    let table = Table {
        records,
        ..Table::default()
    };
    Ok(table.with_names(names))
}

/// Without `#TYPE …` of `Export-Csv` and `sep=…` of spreadsheets; and how many lines that were.
fn without_preamble(text: &str) -> (&str, u64) {
    let (mut rest, mut skipped) = (text, 0);
    loop {
        let (first, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let line = first.trim();
        let is_mark = line.starts_with("#TYPE ") || line.trim_matches('"').starts_with("sep=");
        if after.is_empty() || !(is_mark || line.is_empty()) {
            return (rest, skipped);
        }
        (rest, skipped) = (after, skipped + 1);
    }
}

/// The mark between cells: the one that the header has most of, outside quotes.
fn delimiter(header: &str) -> u8 {
    let outside: String = header.split('"').step_by(2).collect();
    let count = |mark: u8| outside.bytes().filter(|&b| b == mark).count();
    // The last of several maxima wins, so the comma stands last.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|&mark| count(mark))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_all_forms_hold_the_same_records() {
        for text in [
            "Display name,Size\nSales,1",
            "\"Display name\",\"Size\"\r\n\"Sales\",\"1\"\r\n",
            "#TYPE Selected.System.Management.Automation.PSCustomObject\r\n\"DisplayName\";\"Size\"\r\n\"Sales\";\"1\"\r\n;\r\n",
            "sep=;\r\nDisplay name;Size\r\nSales;1\r\n",
            "display name\tsize\nSales\t1\n",
            "\"Display name\" ; Size\n Sales ; 1\n",
            r#"[{"DisplayName":"Sales","Size":"1"}]"#,
            r#"{"DisplayName":"Sales","Size":"1"}"#,
            r#"{"value":[{"displayName":"Sales","size":"1"}],"Count":1}"#,
        ] {
            let table = read(text).unwrap();
            assert_eq!(table.records.len(), 1, "{text}");
            assert_eq!(table.records[0]["displayname"], "Sales", "{text}");
            assert_eq!(table.records[0]["size"], "1", "{text}");
            assert!(table.has_all(&["displayname", "size"]), "{text}");
        }
    }

    #[test]
    fn a_page_of_several_is_known_as_one() {
        let page = r#"{"value":[],"@odata.nextLink":"https://graph.contoso.com/next"}"#;
        assert!(read(page).unwrap().is_one_page);
        assert!(!read(r#"{"value":[]}"#).unwrap().is_one_page);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (text, line, column) in [
            ("#TYPE x\na,b\n1,2\n1\n", 4, 2),
            ("a,b\n1,2,3\n", 2, 3),
            ("a,b, A\n", 1, 3),
        ] {
            match read(text).unwrap_err() {
                ExportError::Table {
                    line: l, column: c, ..
                } => assert_eq!((l, c), (line, column), "{text}"),
                other => panic!("{text}: {other}"),
            }
        }
        assert!(matches!(
            read("[{\"a\":1},\n{]"),
            Err(ExportError::Json {
                line: 2,
                column: 2,
                ..
            })
        ));
        assert!(matches!(read("[1]"), Err(ExportError::Json { .. })));
    }
}
