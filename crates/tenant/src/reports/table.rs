//! A report as CSV: UTF-8 with a byte order mark, CR LF (byte-true captures of 2026).

use crate::error::{Error, Result};

/// Columns and rows.
#[derive(Debug)]
pub(super) struct Table {
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

const BOM: &[u8] = b"\xEF\xBB\xBF";

impl Table {
    /// A table without rows.
    pub(super) const fn new(columns: Vec<&'static str>) -> Self {
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    /// Appends a row: as many cells as there are columns.
    pub(super) fn push(&mut self, row: Vec<String>) {
        debug_assert_eq!(row.len(), self.columns.len());
        self.rows.push(row);
    }

    /// The file.
    pub(super) fn into_csv(self) -> Result<Vec<u8>> {
        let failed = |e: csv::Error| Error::Io(e.into());
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(BOM.to_vec());
        writer.write_record(&self.columns).map_err(failed)?;
        for row in &self.rows {
            writer.write_record(row).map_err(failed)?;
        }
        writer.into_inner().map_err(|e| Error::Io(e.into_error()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_its_mark_and_its_line_ends() {
        let mut table = Table::new(vec!["A", "B"]);
        table.push(vec!["1".into(), "x, \"y\"".into()]);
        assert_eq!(
            table.into_csv().unwrap(),
            b"\xEF\xBB\xBFA,B\r\n1,\"x, \"\"y\"\"\"\r\n"
        );
    }
}
