//! Files that a person gives: mailboxes, exclusions, prices, a policy.

pub(crate) mod exclusions;
pub(crate) mod mailboxes;
pub(crate) mod policy;
pub(crate) mod prices;

use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Why a file was not taken.
#[derive(Debug)]
pub(crate) enum FileError {
    /// It is not there.
    Missing(PathBuf),
    /// It names no mailbox.
    Empty(PathBuf),
    /// It cannot be read.
    Unreadable(PathBuf, String),
    /// A line of it is wrong.
    Line(PathBuf, u64, String),
    /// It is no export that could be read.
    Export(PathBuf, Box<m365::offline::ExportError>),
    /// It is wrong as a whole.
    Prices(PathBuf, String),
    /// The same for exclusions.
    Exclusions(PathBuf, String),
    /// The same for a policy.
    Policy(String, String),
}

/// The text of a file, or of standard input for `-`. A byte order mark, as spreadsheets write it, is dropped.
pub(crate) fn read(path: &Path) -> Result<String, FileError> {
    let text = if path.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|e| FileError::Unreadable(path.to_owned(), e.to_string()))?;
        text
    } else {
        fs_err::read_to_string(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => FileError::Missing(path.to_owned()),
            kind => FileError::Unreadable(path.to_owned(), kind.to_string()),
        })?
    };
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

/// Is it JSON rather than a table or TOML?
fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['[', '{'])
}

/// A CSV with the mark that its header uses: a comma, or the semicolon of spreadsheets in many countries.
fn csv_reader(text: &str) -> csv::Reader<&[u8]> {
    let header = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|&mark| header.bytes().filter(|&b| b == mark).count());
    csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .trim(csv::Trim::All)
        .flexible(false)
        .from_reader(text.as_bytes())
}

/// A header without what people write differently: case, spaces, marks.
fn plain(header: &str) -> String {
    header
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
