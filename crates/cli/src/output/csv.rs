//! CSV for spreadsheets: a cell that one would take for a formula is guarded.

use crate::failure::Failure;

/// Rows below a header.
pub(crate) fn csv<const N: usize>(
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<String, Failure> {
    let failed = |e: String| Failure::Unexpected(e);
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer
        .write_record(header)
        .map_err(|e| failed(e.to_string()))?;
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| guarded(cell)))
            .map_err(|e| failed(e.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|e| failed(e.to_string()))?;
    String::from_utf8(bytes).map_err(|e| failed(e.to_string()))
}

/// A spreadsheet runs what begins with one of these; an apostrophe before it makes it text.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_is_guarded_and_the_rest_is_left_alone() {
        let rows = [
            "=1+1",
            "+31 20",
            "-5",
            "@SUM(A1)",
            "\tx",
            "info@contoso.com",
            "a,b",
            "",
            "'x",
        ];
        let text = csv(["cell"], rows.map(|cell| [cell.to_owned()])).unwrap();
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let cells: Vec<String> = reader.records().map(|r| r.unwrap()[0].to_owned()).collect();
        assert_eq!(
            cells,
            [
                "'=1+1",
                "'+31 20",
                "'-5",
                "'@SUM(A1)",
                "'\tx",
                "info@contoso.com",
                "a,b",
                "",
                "'x"
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_cell_begins_like_a_formula(cell: String) {
            let text = csv(["a", "b"], [[cell.clone(), "x".to_owned()]]).unwrap();
            let mut reader = ::csv::Reader::from_reader(text.as_bytes());
            let row = reader.records().next().unwrap().unwrap();
            proptest::prop_assert!(!row[0].starts_with(['=', '+', '-', '@', '\t', '\r']));
            proptest::prop_assert!(row[0].ends_with(&cell));
        }
    }
}
