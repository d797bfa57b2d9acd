//! From the engine's answers to text: for people as tables, for machines as JSON and CSV.

pub(crate) mod changes;
pub(crate) mod entries;
pub(crate) mod facts;
pub(crate) mod items;
pub(crate) mod obstacles;
pub(crate) mod outcome;
pub(crate) mod proposal;
pub(crate) mod review;
pub(crate) mod shape;
pub(crate) mod summary;
pub(crate) mod table;

use serde::Serialize;

use crate::failure::Failure;

/// Indented JSON with a line end.
pub(crate) fn json(value: &impl Serialize) -> Result<String, Failure> {
    let text =
        serde_json::to_string_pretty(value).map_err(|e| Failure::Unexpected(e.to_string()))?;
    Ok(text + "\n")
}

/// One JSON value a line.
pub(crate) fn ndjson<T: Serialize>(values: impl IntoIterator<Item = T>) -> Result<String, Failure> {
    let mut lines = String::new();
    for value in values {
        lines += &serde_json::to_string(&value).map_err(|e| Failure::Unexpected(e.to_string()))?;
        lines.push('\n');
    }
    Ok(lines)
}

/// A name for a terminal: what would move the cursor, colour the screen or turn the text around becomes a space.
pub(crate) fn tidy(name: &str) -> String {
    let moves =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    name.chars()
        .map(|c| if moves(c) { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn a_name_cannot_write_on_the_screen() {
        assert_eq!(tidy("In\u{1b}[31mfo\r\n\u{202e}"), "In [31mfo   ");
        assert_eq!(
            tidy("Crèche & Señalización – Žižkov"),
            "Crèche & Señalización – Žižkov"
        );
    }
}
