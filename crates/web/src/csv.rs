//! CSV for spreadsheets: a cell that one would take for a formula is guarded.

use model::LicenseVerdict;
use store::Record;

use crate::PageError;
use crate::report::ReportView;

/// The columns of a review. They are for machines, and stay as they are.
const REVIEW: [&str; 10] = [
    "id",
    "displayName",
    "primarySmtpAddress",
    "userPrincipalName",
    "verdict",
    "reasons",
    "licenses",
    "removableLicenses",
    "pricePerMonth",
    "currency",
];

/// The review as rows: one for each mailbox, in the review's order.
pub fn report_csv(view: &ReportView<'_>) -> Result<String, PageError> {
    let rows = view.review.records.iter().map(|record| row(record, view));
    csv_table(REVIEW, rows)
}

fn row(record: &Record, view: &ReportView<'_>) -> [String; 10] {
    let (facts, assessment) = (&record.facts, &record.assessment);
    let part = |sku| engine::report::part_number(&view.review.tenant, sku);
    let held: Vec<String> = assessment.licenses.iter().map(|l| part(l.sku)).collect();
    let going = assessment
        .licenses
        .iter()
        .filter(|l| l.verdict == LicenseVerdict::Removable)
        .map(|l| part(l.sku));
    let going: Vec<String> = going.collect();
    let codes = assessment.findings.iter().map(|f| f.reason.code().as_str());
    let codes: Vec<&str> = codes.collect();
    let price = view.prices.sum(held.iter().map(String::as_str)).per_month;
    let (amount, currency) = price.map_or_else(Default::default, |money| {
        (money.amount.to_string(), money.currency.code().to_owned())
    });
    [
        facts.account.to_string(),
        facts.name.display_name.clone(),
        facts.name.primary_smtp_address.clone(),
        facts.name.user_principal_name.clone(),
        assessment.verdict.as_str().to_owned(),
        codes.join("; "),
        held.join("; "),
        going.join("; "),
        amount,
        currency,
    ]
}

/// Rows below a header, each cell guarded.
pub fn csv_table<const N: usize>(
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<String, PageError> {
    let header = header.map(ToOwned::to_owned);
    csv_rows(std::iter::once(header).chain(rows))
}

/// Rows alone, each cell guarded: further parts of a table that is written as it is read.
pub(crate) fn csv_rows<const N: usize>(
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<String, PageError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|cell| guarded(cell));
        writer.write_record(cells).map_err(unwritten)?;
    }
    let bytes = writer.into_inner().map_err(unwritten)?;
    String::from_utf8(bytes).map_err(unwritten)
}

/// A spreadsheet runs what begins with one of these; an apostrophe before it makes it text.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn unwritten(error: impl std::fmt::Display) -> PageError {
    PageError::Csv(error.to_string())
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
        let text = csv_table(["cell"], rows.map(|cell| [cell.to_owned()])).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
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
            let text = csv_table(["a", "b"], [[cell.clone(), "x".to_owned()]]).unwrap();
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let row = reader.records().next().unwrap().unwrap();
            proptest::prop_assert!(!row[0].starts_with(['=', '+', '-', '@', '\t', '\r']));
            proptest::prop_assert!(row[0].ends_with(&cell));
        }
    }
}
