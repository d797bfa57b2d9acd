//! `--exclude FILE`: mailboxes to leave alone, as CSV or JSON.

use std::path::Path;

use jiff::civil::Date;
use model::Exclusion;

use super::{FileError, csv_reader, is_json, plain, read};

/// The exclusions of a file.
pub(crate) fn from_file(path: &Path) -> Result<Vec<Exclusion>, FileError> {
    parse(&read(path)?, path)
}

fn parse(text: &str, path: &Path) -> Result<Vec<Exclusion>, FileError> {
    let whole = |why: String| FileError::Exclusions(path.to_owned(), why);
    if is_json(text) {
        let json = &mut serde_json::Deserializer::from_str(text);
        return serde_path_to_error::deserialize(json)
            .map_err(|e| whole(format!("{}: {}", e.path(), e.inner())));
    }
    let mut reader = csv_reader(text);
    let headers: Vec<String> = reader
        .headers()
        .map_err(|e| whole(e.to_string()))?
        .iter()
        .map(plain)
        .collect();
    let column = |name: &str| headers.iter().position(|h| h == name);
    let missing = |name: &str| {
        whole(format!(
            "no column `{name}`; it needs mailbox, reason and may have until"
        ))
    };
    let mailbox = column("mailbox").ok_or_else(|| missing("mailbox"))?;
    let reason = column("reason").ok_or_else(|| missing("reason"))?;
    let until = column("until");

    let mut exclusions = Vec::new();
    for record in reader.into_records() {
        let line = |at: u64, why: String| FileError::Line(path.to_owned(), at, why);
        let record =
            record.map_err(|e| line(e.position().map_or(0, csv::Position::line), e.to_string()))?;
        let at = record.position().map_or(0, csv::Position::line);
        let cell = |column: usize| record.get(column).unwrap_or_default().to_owned();
        let until = match until.map(cell).filter(|text| !text.is_empty()) {
            Some(text) => Some(
                text.parse::<Date>()
                    .map_err(|_| line(at, format!("`{text}` is not a date like 2026-12-31")))?,
            ),
            None => None,
        };
        let exclusion = Exclusion {
            mailbox: cell(mailbox),
            reason: cell(reason),
            until,
        };
        if exclusion.mailbox.is_empty() {
            return Err(line(at, "no mailbox is named".to_owned()));
        }
        exclusions.push(exclusion);
    }
    Ok(exclusions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_and_json_say_the_same() {
        let wanted = Exclusion {
            mailbox: "info@contoso.com".to_owned(),
            reason: "legal asks, until May".to_owned(),
            until: Some(jiff::civil::date(2027, 5, 31)),
        };
        for text in [
            "Mailbox,Reason,Until\ninfo@contoso.com,\"legal asks, until May\",2027-05-31\n",
            "until;mailbox;reason\r\n2027-05-31;info@contoso.com;legal asks, until May\r\n",
            r#"[{"mailbox":"info@contoso.com","reason":"legal asks, until May","until":"2027-05-31"}]"#,
        ] {
            assert_eq!(
                parse(text, Path::new("x")).unwrap(),
                std::slice::from_ref(&wanted),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, says) in [
            ("reason\nx", "no column `mailbox`"),
            ("mailbox\nx", "no column `reason`"),
            (
                "mailbox,reason,until\na@contoso.com,x,31-05-2027",
                "not a date",
            ),
            ("mailbox,reason\n,x", "no mailbox"),
            (
                r#"[{"mailbox":"a","reason":"b","til":"2027-01-01"}]"#,
                "til",
            ),
        ] {
            let error = format!("{:?}", parse(text, Path::new("x")).unwrap_err());
            assert!(error.contains(says), "{error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text: String) {
            let _ = parse(&text, Path::new("x"));
        }
    }
}
