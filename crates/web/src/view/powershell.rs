//! Names in lines that a person will run: a hostile one must stay a name.

/// Text as a string of PowerShell that nothing in it can end.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for c in text.chars().filter(|c| !c.is_control()) {
        quoted.push(c);
        // PowerShell takes these for a quotation mark too; two of them are one inside a string.
        if matches!(c, '\'' | '\u{2018}'..='\u{201b}') {
            quoted.push(c);
        }
    }
    quoted.push('\'');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn nothing_ends_the_string() {
        for (text, line) in [
            ("info@contoso.com", "'info@contoso.com'"),
            ("o'neil@contoso.com", "'o''neil@contoso.com'"),
            ("x'; Remove-Mailbox y; '", "'x''; Remove-Mailbox y; '''"),
            ("a\u{2019}b", "'a\u{2019}\u{2019}b'"),
            ("a\nb\u{1b}[2Jc", "'ab[2Jc'"),
            ("$(calc)", "'$(calc)'"),
            ("", "''"),
        ] {
            assert_eq!(quoted(text), line);
        }
    }
}
