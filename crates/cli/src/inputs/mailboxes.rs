//! `--from FILE`: mailboxes, one a line, or a CSV with a header.

use std::collections::HashSet;
use std::path::Path;

use super::{FileError, csv_reader, plain, read};

/// Headers of a column that names mailboxes, best first: our own CSV, Exchange's and the admin center's exports.
const COLUMNS: [&str; 9] = [
    "mailbox",
    "primarysmtpaddress",
    "userprincipalname",
    "upn",
    "address",
    "email",
    "emailaddress",
    "mail",
    "id",
];

/// The mailboxes that a file names, each once, in its order.
pub(crate) fn from_file(path: &Path) -> Result<Vec<String>, FileError> {
    let names = parse(&read(path)?, path)?;
    if names.is_empty() {
        return Err(FileError::Empty(path.to_owned()));
    }
    Ok(names)
}

fn parse(text: &str, path: &Path) -> Result<Vec<String>, FileError> {
    let names = match column(text) {
        Some(column) => from_csv(text, column, path)?,
        None => text
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
            .map(unquoted)
            .collect(),
    };
    let mut seen = HashSet::new();
    Ok(names
        .into_iter()
        .filter(|name: &String| seen.insert(name.to_lowercase()))
        .collect())
}

/// The column of mailboxes, if the first line is a header.
fn column(text: &str) -> Option<usize> {
    let mut reader = csv_reader(text);
    let headers: Vec<String> = reader.headers().ok()?.iter().map(plain).collect();
    COLUMNS
        .iter()
        .find_map(|wanted| headers.iter().position(|header| header == wanted))
}

fn from_csv(text: &str, column: usize, path: &Path) -> Result<Vec<String>, FileError> {
    let mut names = Vec::new();
    for record in csv_reader(text).into_records() {
        let record = record.map_err(|e| {
            FileError::Line(
                path.to_owned(),
                e.position().map_or(0, csv::Position::line),
                e.to_string(),
            )
        })?;
        let name = record.get(column).unwrap_or_default();
        if !name.is_empty() {
            names.push(unguarded(name).to_owned());
        }
    }
    Ok(names)
}

fn unquoted(line: &str) -> String {
    line.trim_matches('"').to_owned()
}

/// Our own CSV guards a cell that a spreadsheet would take for a formula; the guard is no part of the name.
fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        parse(text, Path::new("x")).unwrap()
    }

    #[test]
    fn lists_and_tables_name_the_same_mailboxes() {
        for text in [
            "info@contoso.com\nsales@contoso.com\n",
            "# mine\r\n\r\ninfo@contoso.com\r\n  sales@contoso.com  \r\nINFO@contoso.com",
            "Mailbox\ninfo@contoso.com\nsales@contoso.com",
            "Display name,Primary SMTP address\nInfo,info@contoso.com\nSales,sales@contoso.com\n",
            "DisplayName;UserPrincipalName\nInfo;info@contoso.com\n\"Sales; EU\";sales@contoso.com",
            "id\temail\n1\tinfo@contoso.com\n2\tsales@contoso.com",
            "\"info@contoso.com\"\n\"sales@contoso.com\"",
        ] {
            assert_eq!(
                names(text),
                ["info@contoso.com", "sales@contoso.com"],
                "{text:?}"
            );
        }
        assert!(names("").is_empty());
    }

    #[test]
    fn a_broken_table_names_its_line() {
        let error = parse(
            "mailbox,reason\na@contoso.com,x\nb@contoso.com\n",
            Path::new("x"),
        )
        .unwrap_err();
        assert!(matches!(error, FileError::Line(_, 3, _)), "{error:?}");
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text: String) {
            let _ = parse(&text, Path::new("x"));
        }
    }
}
