//! Asking before something is changed. Nobody is asked who cannot see the question.

use std::io::{self, IsTerminal as _};

use words::{Locale, cli};

use crate::failure::Failure;
use crate::printer::Printer;

/// More mailboxes than this are not changed on a mere "y".
pub(crate) const MANY: usize = 20;

/// What the command line says about asking.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Consent {
    /// `--yes`.
    pub(crate) yes: bool,
    /// `--max`.
    pub(crate) max: Option<usize>,
}

impl Consent {
    /// Gets consent for a change of so many mailboxes, or says why there is none.
    pub(crate) async fn obtain(
        self,
        mailboxes: usize,
        question: &str,
        printer: &Printer,
        locale: &Locale,
    ) -> Result<(), Failure> {
        if let Some(max) = self.max.filter(|&max| mailboxes > max) {
            return Err(Failure::TooMany { mailboxes, max });
        }
        if self.yes {
            return if mailboxes > MANY && self.max.is_none() {
                Err(Failure::NeedsMax { mailboxes })
            } else {
                Ok(())
            };
        }
        if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
            return Err(if mailboxes > MANY {
                Failure::NeedsMax { mailboxes }
            } else {
                Failure::NotATerminal
            });
        }
        let agreed = if mailboxes > MANY {
            let number = mailboxes.to_string();
            printer.error(question);
            printer.ask(&format!(
                "{} ",
                cli::confirm_number(locale, mailboxes as u64)
            ));
            let typed: String = answer()
                .await?
                .chars()
                .filter(char::is_ascii_digit)
                .collect();
            typed == number
        } else {
            printer.ask(&format!("{question} {} ", cli::confirm_keys(locale)));
            is_yes(&answer().await?)
        };
        if agreed {
            Ok(())
        } else {
            Err(Failure::Declined)
        }
    }
}

/// The keys that mean yes in any language that Boxseat speaks; all else is no.
fn is_yes(answer: &str) -> bool {
    ["y", "yes", "j", "ja"].contains(&answer.trim().to_lowercase().as_str())
}

/// A line that somebody types. It is read beside the runtime, so that Ctrl-C is heard meanwhile.
async fn answer() -> Result<String, Failure> {
    let typed = tokio::task::spawn_blocking(|| {
        let mut line = String::new();
        io::stdin().read_line(&mut line).map(|_| line)
    });
    match typed.await {
        Ok(Ok(line)) => Ok(line),
        Ok(Err(_)) => Err(Failure::NotATerminal),
        Err(e) => Err(Failure::Unexpected(e.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_yes_is_yes() {
        for yes in ["y", "Y\n", " yes ", "j", "JA\n"] {
            assert!(is_yes(yes), "{yes:?}");
        }
        for no in ["", "\n", "n", "yess", "y y", "20", "no"] {
            assert!(!is_yes(no), "{no:?}");
        }
    }
}
