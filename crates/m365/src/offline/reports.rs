//! Usage reports: written anew the way Graph sends them, and read by the reader of a connection. So a report that
//! went through a spreadsheet (semicolons, UTF-16) is no other report.

use serde_json::Value;

use super::ExportError;
use super::table::{Table, fold};
use crate::graph::{Report, ReportRow, parse_report};

pub(super) fn report<R: ReportRow>(table: &Table) -> Result<Report<R>, ExportError> {
    let mut bytes = Vec::new();
    let mut writer = csv::Writer::from_writer(&mut bytes);
    let cells = |name: &String, record: &super::table::Record| match record.get(&fold(name)) {
        Some(Value::String(text)) => text.clone(),
        _ => String::new(),
    };
    let mut write = || -> Result<(), csv::Error> {
        writer.write_record(&table.names)?;
        for record in &table.records {
            writer.write_record(table.names.iter().map(|name| cells(name, record)))?;
        }
        writer.flush().map_err(csv::Error::from)
    };
    write().map_err(|e| broken(&e.to_string(), ""))?;
    drop(writer);
    parse_report(&bytes).map_err(|(what, at)| broken(&what, &at))
}

fn broken(what: &str, at: &str) -> ExportError {
    ExportError::Table {
        line: 1,
        column: 1,
        why: format!("{what}: {at}"),
    }
}
