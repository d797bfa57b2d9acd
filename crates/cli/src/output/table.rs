//! Tables for people: as wide as the terminal.

use comfy_table::presets::NOTHING;
use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, Width,
};

/// The width where there is no terminal: a file, a pipe, a mail.
const PAPER: u16 = 140;
/// Between two columns.
const PADDING: u16 = 2;
/// On anything narrower a row takes more lines and fewer columns.
const ROOMY: u16 = 125;
/// Below this a table is not readable; it is wider than such a terminal then.
const NARROWEST: u16 = 60;

/// Is there room for a line a row?
pub(crate) fn is_roomy(width: Option<u16>) -> bool {
    width.unwrap_or(PAPER) >= ROOMY
}

/// A table with a header.
pub(crate) fn table(width: Option<u16>, header: &[String]) -> Table {
    let mut table = Table::new();
    table
        .load_style(NOTHING.header_separator(LineStyle::none().fill('─').junction('─')))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width.unwrap_or(PAPER).max(NARROWEST))
        .set_header(header);
    for column in table.column_iter_mut() {
        column.set_padding((0, PADDING));
    }
    table
}

/// A column whose words are not broken as long as they are no longer than this.
pub(crate) fn keep_whole(table: &mut Table, column: usize, longest: u16) {
    let cells = table
        .header()
        .into_iter()
        .chain(table.row_iter())
        .filter_map(|row| row.cell_iter().nth(column))
        .map(Cell::content);
    let widest = cells
        .flat_map(|text| {
            text.split_whitespace()
                .map(|word| word.chars().count())
                .collect::<Vec<_>>()
        })
        .max();
    if let (Some(column), Some(widest)) = (table.column_mut(column), widest) {
        let width = u16::try_from(widest).unwrap_or(longest).min(longest) + PADDING;
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
    }
}

/// Numbers stand at the right.
pub(crate) fn align_right(table: &mut Table, column: usize) {
    if let Some(column) = table.column_mut(column) {
        column.set_cell_alignment(CellAlignment::Right);
    }
}

/// The table without spaces at the ends of its lines.
pub(crate) fn text(table: &Table) -> String {
    table
        .lines()
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}

/// A Markdown table.
pub(crate) fn markdown(header: &[String], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<_> = cells.iter().map(|cell| escaped(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut text = line(header) + &"|---".repeat(header.len()) + "|\n";
    for row in rows {
        text += &line(&row);
    }
    text
}

/// Text that Markdown takes as it stands.
fn escaped(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    for c in cell.chars() {
        if "\\|<>*_`[]".contains(c) {
            text.push('\\');
        }
        text.push(if c.is_control() { ' ' } else { c });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_keeps_its_cells_apart() {
        let text = markdown(&["a".to_owned()], [vec!["x|y\n*z*".to_owned()]]);
        assert_eq!(text, "| a |\n|---|\n| x\\|y \\*z\\* |\n");
    }
}
