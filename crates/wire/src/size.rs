//! Exchange's formatted sizes: `"99 GB (106,300,440,576 bytes)"` (fact sheet `exchange.md` 4.1).

use model::ByteSize;

/// A text that is not a size. "Unlimited" and nonsense are errors, never 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a size such as `1.5 GB (1,610,612,736 bytes)`")]
pub struct Unparsable {
    /// The text, cut after 80 characters.
    pub text: String,
}

impl Unparsable {
    fn new(text: &str) -> Self {
        Self {
            text: text.chars().take(80).collect(),
        }
    }
}

/// The bytes in brackets. Group separators other than the comma occur in localised exports: a point, a blank,
/// a narrow or a hard blank, an apostrophe.
pub fn parse(text: &str) -> Result<ByteSize, Unparsable> {
    let bad = || Unparsable::new(text);
    let (_, rest) = text.rsplit_once('(').ok_or_else(bad)?;
    let (inside, tail) = rest.split_once(')').ok_or_else(bad)?;
    if !tail.trim().is_empty() {
        return Err(bad());
    }
    let number = inside
        .trim()
        .strip_suffix("bytes")
        .ok_or_else(bad)?
        .trim_end();
    grouped(number).map(ByteSize).ok_or_else(bad)
}

/// A whole number with group separators: groups of three after the first, one kind of separator.
fn grouped(text: &str) -> Option<u64> {
    let separator = text.chars().find(|c| !c.is_ascii_digit());
    if let Some(s) = separator {
        if !matches!(
            s,
            ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\'' | '\u{2019}'
        ) {
            return None;
        }
        let mut groups = text.split(s);
        let first = groups.next()?;
        if first.is_empty() || first.len() > 3 || !groups.all(|g| g.len() == 3) {
            return None;
        }
    }
    let digits: String = text.chars().filter(|c| Some(*c) != separator).collect();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// Writes a size the way Exchange does.
pub fn format(size: ByteSize) -> String {
    // Exchange shows up to four significant digits; three fit every size seen in captures.
    let bytes = size.as_bytes();
    let digits = bytes.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(c);
    }
    format!("{} ({grouped} bytes)", short(bytes))
}

/// The rounded part: at most four significant digits, no trailing zeros (`2.4 GB`, `120.5 MB`, `1.66 GB`).
fn short(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "KB", "MB", "GB", "TB"];
    let mut unit = 0;
    let mut scale: u64 = 1;
    while unit < 4 && bytes / scale >= 1024 {
        scale *= 1024;
        unit += 1;
    }
    let decimals: u32 = match bytes / scale {
        0..10 => 3,
        10..100 => 2,
        100..1000 => 1,
        _ => 0,
    };
    let power = 10_u128.pow(decimals);
    let scaled = (u128::from(bytes) * power + u128::from(scale) / 2) / u128::from(scale);
    let (whole, part) = (scaled / power, scaled % power);
    if part == 0 {
        return format!("{whole} {}", UNITS[unit]);
    }
    let part = format!("{part:0width$}", width = decimals as usize);
    format!("{whole}.{} {}", part.trim_end_matches('0'), UNITS[unit])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn live_texts_are_read_and_written() {
        for (text, bytes) in [
            ("99 GB (106,300,440,576 bytes)", 106_300_440_576),
            ("256 KB (262,144 bytes)", 262_144),
            ("49.5 GB (53,150,220,288 bytes)", 53_150_220_288),
            ("0 B (0 bytes)", 0),
        ] {
            assert_eq!(parse(text), Ok(ByteSize(bytes)), "{text}");
            assert_eq!(format(ByteSize(bytes)), text);
        }
    }

    #[test]
    fn localised_groups_are_read() {
        for text in [
            "1,5 GB (1.610.612.736 bytes)",
            "1,5 GB (1 610 612 736 bytes)",
            "x (1610612736 bytes)",
        ] {
            assert_eq!(parse(text), Ok(ByteSize(1_610_612_736)), "{text}");
        }
    }

    #[test]
    fn anything_else_is_an_error_and_never_zero() {
        for text in [
            "",
            "Unlimited",
            "0",
            "1.5 GB",
            "()",
            "( bytes)",
            "(-1 bytes)",
            "(1,61 bytes)",
            "(1,,610 bytes)",
            "(1,610.612 bytes)",
            "1 GB (1,073,741,824 bytes) more",
            "(99999999999999999999999 bytes)",
            "(١ bytes)",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(bytes: u64) {
            prop_assert_eq!(parse(&format(ByteSize(bytes))), Ok(ByteSize(bytes)));
        }

        #[test]
        fn no_text_panics(text: String) {
            let _ = parse(&text);
        }
    }
}
