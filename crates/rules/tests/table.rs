//! `docs/rules.md` says what the code does. `BLESS=1 cargo test -p boxseat-rules --test table` writes it anew.

use std::path::Path;

use boxseat_rules::{rule_rows, rules_markdown};
use model::ReasonCode;

const BEGIN: &str =
    "<!-- rules: begin, written by `BLESS=1 cargo test -p boxseat-rules --test table` -->\n";
const END: &str = "<!-- rules: end -->\n";

#[test]
fn the_document_holds_the_table_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    let text = fs_err::read_to_string(&path).unwrap();
    let (before, rest) = text
        .split_once(BEGIN)
        .expect("docs/rules.md has the mark where the table begins");
    let (_, after) = rest
        .split_once(END)
        .expect("docs/rules.md has the mark where the table ends");
    let wanted = format!("{before}{BEGIN}{}{END}{after}", rules_markdown());
    if std::env::var_os("BLESS").is_some() {
        fs_err::write(&path, &wanted).unwrap();
    }
    let found = fs_err::read_to_string(&path).unwrap();
    assert!(
        found == wanted,
        "docs/rules.md differs from the rules: run with BLESS=1 and read the difference"
    );
}

#[test]
fn every_reason_has_its_row_in_the_order_of_the_codes() {
    let codes: Vec<_> = rule_rows().into_iter().map(|row| row.code).collect();
    assert_eq!(codes, ReasonCode::ALL);
}
