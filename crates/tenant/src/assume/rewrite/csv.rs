//! A report's file as a table.

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Columns, cells, and how they are written.
#[derive(Debug)]
pub(super) struct Csv {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) form: Form,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// UTF-8 with a byte order mark.
    Marked,
    /// UTF-8 without.
    Plain,
    /// UTF-16, little end first, with its mark.
    Utf16,
    /// Semicolons between the cells.
    Semicolons,
}

/// Which report it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Mailboxes,
    OneDrives,
    Activity,
}

impl Csv {
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(BOM)?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(bytes);
        let mut rows: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.map(|r| r.iter().map(str::to_owned).collect()))
            .collect::<Result<_, _>>()
            .ok()?;
        let columns = (!rows.is_empty()).then(|| rows.remove(0))?;
        Some(Self {
            columns,
            rows,
            form: Form::Marked,
        })
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut out = if self.form == Form::Marked {
            BOM.to_vec()
        } else {
            Vec::new()
        };
        let separator = if self.form == Form::Semicolons {
            b';'
        } else {
            b','
        };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(separator)
            .terminator(csv::Terminator::CRLF)
            .from_writer(&mut out);
        for row in std::iter::once(&self.columns).chain(&self.rows) {
            // Into memory, which takes everything.
            let _ = writer.write_record(row);
        }
        drop(writer);
        if self.form != Form::Utf16 {
            return out;
        }
        let text = String::from_utf8_lossy(&out);
        std::iter::once(0xFEFF)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect()
    }

    pub(super) fn at(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|name| name == column)
    }

    pub(super) fn kind(&self) -> Option<Kind> {
        [
            ("Owner Principal Name", Kind::OneDrives),
            ("Teams Last Activity Date", Kind::Activity),
            ("Has Archive", Kind::Mailboxes),
        ]
        .into_iter()
        .find(|(column, _)| self.at(column).is_some())
        .map(|(_, kind)| kind)
    }

    /// The column with the names of accounts.
    pub(super) fn names(&self) -> Option<usize> {
        self.at("User Principal Name")
            .or_else(|| self.at("Owner Principal Name"))
    }

    /// Changes the cells of columns; says whether any changed.
    pub(super) fn cells(
        &mut self,
        which: impl Fn(&str) -> bool,
        change: impl Fn(&str) -> String,
    ) -> bool {
        let places: Vec<usize> = (0..self.columns.len())
            .filter(|&at| which(&self.columns[at]))
            .collect();
        let mut changed = false;
        for row in &mut self.rows {
            for &at in &places {
                let cell = change(&row[at]);
                changed |= cell != row[at];
                row[at] = cell;
            }
        }
        changed
    }
}
