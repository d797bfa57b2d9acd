//! SPDX licence expressions: is there a way to use this crate under licences that we accept?

use anyhow::{bail, ensure};

const ACCEPTED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Exceptions only ever permit more than the licence that they stand with.
const ACCEPTED_EXCEPTIONS: &[&str] = &["LLVM-exception"];

/// Whether the expression can be fulfilled with accepted licences alone; an error where it is no expression.
pub(crate) fn is_accepted(expression: &str) -> anyhow::Result<bool> {
    // Old manifests write `MIT/Apache-2.0` for a choice.
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = Words {
        words: spaced.split_whitespace().collect(),
        at: 0,
    };
    let accepted = any_of(&mut words)?;
    ensure!(
        words.peek().is_none(),
        "`{expression}` goes on after its end"
    );
    Ok(accepted)
}

struct Words<'a> {
    words: Vec<&'a str>,
    at: usize,
}

impl<'a> Words<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.words.get(self.at).copied()
    }

    fn next(&mut self) -> Option<&'a str> {
        let word = self.peek();
        self.at += 1;
        word
    }

    fn skip_if(&mut self, wanted: &str) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }
}

fn any_of(words: &mut Words<'_>) -> anyhow::Result<bool> {
    let mut accepted = all_of(words)?;
    while words.skip_if("OR") {
        accepted |= all_of(words)?;
    }
    Ok(accepted)
}

fn all_of(words: &mut Words<'_>) -> anyhow::Result<bool> {
    let mut accepted = one(words)?;
    while words.skip_if("AND") {
        accepted &= one(words)?;
    }
    Ok(accepted)
}

fn one(words: &mut Words<'_>) -> anyhow::Result<bool> {
    match words.next() {
        Some("(") => {
            let accepted = any_of(words)?;
            ensure!(words.skip_if(")"), "a bracket is not closed");
            Ok(accepted)
        }
        None | Some(")" | "AND" | "OR" | "WITH") => bail!("a licence is missing"),
        Some(licence) => {
            let mut accepted = ACCEPTED.contains(&licence);
            if words.skip_if("WITH") {
                accepted &= words
                    .next()
                    .is_some_and(|exception| ACCEPTED_EXCEPTIONS.contains(&exception));
            }
            Ok(accepted)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_weighed() {
        for (expression, accepted) in [
            ("MIT", true),
            ("GPL-3.0-only", false),
            ("MIT OR GPL-3.0-only", true),
            ("MIT AND GPL-3.0-only", false),
            ("Apache-2.0 / MIT", true),
            ("Unlicense/MIT", true),
            ("(MIT OR GPL-3.0-only) AND Unicode-3.0", true),
            ("MIT OR Apache-2.0 AND GPL-3.0-only", true),
            ("(MIT OR Apache-2.0) AND GPL-3.0-only", false),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("GPL-2.0-only WITH Classpath-exception-2.0", false),
            ("Apache-2.0 WITH Other-exception OR MIT", true),
            (
                "ISC AND (Apache-2.0 OR ISC) AND (Apache-2.0 OR ISC OR MIT-0)",
                true,
            ),
            ("ISC AND (Apache-2.0 OR ISC) AND OpenSSL", false),
        ] {
            assert_eq!(is_accepted(expression).unwrap(), accepted, "{expression}");
        }
    }

    #[test]
    fn what_is_no_expression_is_an_error() {
        for text in [
            "",
            "MIT OR",
            "OR MIT",
            "(MIT",
            "MIT)",
            "MIT Apache-2.0",
            "()",
            "WITH",
            "MIT AND AND ISC",
        ] {
            assert!(is_accepted(text).is_err(), "{text}");
        }
    }
}
