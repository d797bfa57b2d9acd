//! The one meaning of a filter.

use std::cmp::Ordering;

use super::{Filter, Literal, Operand, Operator};

impl Filter {
    /// Does a row match? `property` gives the row's value of a property.
    pub(crate) fn matches(&self, property: &impl Fn(&str) -> Operand) -> bool {
        match self {
            Self::And(a, b) => a.matches(property) && b.matches(property),
            Self::Or(a, b) => a.matches(property) || b.matches(property),
            Self::Not(inner) => !inner.matches(property),
            Self::Test {
                property: name,
                operator,
                value,
            } => operator.holds(&property(name), value),
        }
    }
}

impl Operator {
    /// A negation (`-ne`, `-notlike`) is the opposite of its operator, also for several values and for none.
    fn holds(self, operand: &Operand, value: &Literal) -> bool {
        match self {
            Self::Ne => !Self::Eq.holds(operand, value),
            Self::NotLike => !Self::Like.holds(operand, value),
            _ => match operand {
                Operand::Text(text) => self.holds_for(text, value),
                Operand::Many(texts) => texts.iter().any(|text| self.holds_for(text, value)),
                Operand::Bool(on) => self == Self::Eq && literal_bool(value) == Some(*on),
                Operand::Null => self == Self::Eq && matches!(value, Literal::Null),
            },
        }
    }

    fn holds_for(self, text: &str, value: &Literal) -> bool {
        // An empty text counts as nothing: several properties write nothing as "" (`exchange.md` 1.4).
        let Literal::Text(value) = value else {
            return self == Self::Eq && matches!(value, Literal::Null) && text.is_empty();
        };
        let order = compare(text, value);
        match self {
            Self::Eq => order == Ordering::Equal,
            Self::Gt => order == Ordering::Greater,
            Self::Ge => order != Ordering::Less,
            Self::Lt => order == Ordering::Less,
            Self::Le => order != Ordering::Greater,
            Self::Like => like(text, value),
            Self::Ne | Self::NotLike => false,
        }
    }
}

fn literal_bool(value: &Literal) -> Option<bool> {
    match value {
        Literal::Bool(on) => Some(*on),
        Literal::Text(text) => text.to_ascii_lowercase().parse().ok(),
        Literal::Null => None,
    }
}

/// Letters of either case count as the same. Assumption: only ASCII letters do, byte by byte, as SQLite's
/// `NOCASE` has it; so an order made by SQL and a comparison made here always agree.
pub(crate) fn compare(a: &str, b: &str) -> Ordering {
    let folded = |text: &'_ str| {
        text.bytes()
            .map(|b| b.to_ascii_lowercase())
            .collect::<Vec<_>>()
    };
    folded(a).cmp(&folded(b))
}

/// A `*` stands for any text at the beginning or the end of the pattern; elsewhere it is itself
/// (`exchange.md` 4.4).
fn like(text: &str, pattern: &str) -> bool {
    let (text, pattern) = (text.to_ascii_lowercase(), pattern.to_ascii_lowercase());
    let (open_start, rest) = pattern
        .strip_prefix('*')
        .map_or((false, &*pattern), |rest| (true, rest));
    let (open_end, core) = rest
        .strip_suffix('*')
        .map_or((false, rest), |core| (true, core));
    match (open_start, open_end) {
        (false, false) => text == core,
        (false, true) => text.starts_with(core),
        (true, false) => text.ends_with(core),
        (true, true) => text.contains(core),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parse;
    use super::*;

    fn row(property: &str) -> Operand {
        match property.to_ascii_lowercase().as_str() {
            "alias" => Operand::Text("Info".to_owned()),
            "recipienttypedetails" => Operand::Text("SharedMailbox".to_owned()),
            "isdirsynced" => Operand::Bool(true),
            "comment" => Operand::Text(String::new()),
            "emailaddresses" => {
                Operand::Many(vec!["SMTP:info@contoso.com".to_owned(), "sip:x".to_owned()])
            }
            _ => Operand::Null,
        }
    }

    #[test]
    fn rows_match_or_not() {
        for (filter, expected) in [
            ("Alias -eq 'INFO'", true),
            ("Alias -ne 'info'", false),
            ("Alias -gt 'inf'", true),
            ("Alias -gt 'info'", false),
            ("Alias -ge 'info'", true),
            ("Alias -lt 'z'", true),
            ("Alias -le 'a'", false),
            ("Alias -like 'in*'", true),
            ("Alias -like '*FO'", true),
            ("Alias -like '*nf*'", true),
            ("Alias -like 'nf'", false),
            ("Alias -like 'i*o'", false),
            ("Alias -notlike 'x*'", true),
            ("IsDirSynced -eq $true", true),
            ("IsDirSynced -eq 'True'", true),
            ("IsDirSynced -ne $true", false),
            ("IsDirSynced -gt $false", false),
            ("Comment -eq $null", true),
            ("Alias -eq $null", false),
            ("Forwarding -eq $null", true),
            ("Forwarding -ne $null", false),
            ("EmailAddresses -eq 'smtp:INFO@contoso.com'", true),
            ("EmailAddresses -like 'smtp:*'", true),
            ("EmailAddresses -ne 'sip:x'", false),
            (
                "Alias -eq 'x' -or RecipientTypeDetails -eq 'SharedMailbox' -and -not IsDirSynced -eq $false",
                true,
            ),
        ] {
            assert_eq!(parse(filter).unwrap().matches(&row), expected, "{filter}");
        }
    }

    proptest! {
        #[test]
        fn necessary_tests_hold_for_every_match(alias in "[a-c]{1,2}", least in "[a-c]{1,2}", other in "[a-c]{1,2}") {
            let text = format!("Alias -gt '{least}' -and (Alias -eq '{other}' -or Alias -ne '{other}')");
            let filter = parse(&text).unwrap();
            let row = |_: &str| Operand::Text(alias.clone());
            for (property, operator, value) in filter.necessary() {
                let test = Filter::Test { property: property.to_owned(), operator, value: value.clone() };
                prop_assert!(!filter.matches(&row) || test.matches(&row));
            }
        }
    }
}
