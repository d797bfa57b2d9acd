//! The program as it was called, for the commands that it tells people to type.

use std::path::Path;

use crate::args::Global;

/// How to call the program again so that it works on the same: its name as the shell found it, and the options
/// that say where.
#[derive(Debug, Clone)]
pub(crate) struct Called {
    program: String,
    options: String,
}

impl Called {
    /// As this process was called. What the environment said is typed out: the next shell may not have it.
    pub(crate) fn new(global: &Global) -> Self {
        let program = std::env::args_os()
            .next()
            .unwrap_or_else(|| "boxseat".into());
        let file = |path: &Path| path.display().to_string();
        let connect = global
            .connect
            .iter()
            .map(|path| ("--connect", Some(file(path))));
        let others = [
            ("--data", global.data.as_deref().map(file)),
            ("--policy", global.policy.clone()),
            ("--prices", global.prices.as_deref().map(file)),
            ("--lang", global.lang.clone()),
        ];
        Self {
            program: quoted(&program.to_string_lossy()),
            options: connect
                .chain(others)
                .filter_map(|(name, value)| Some(format!(" {name} {}", quoted(&value?))))
                .collect(),
        }
    }

    /// A command to type: its words, then what it works on.
    pub(crate) fn command(&self, words: &[&str]) -> String {
        let words: Vec<_> = words.iter().map(|word| quoted(word)).collect();
        format!("{} {}{}", self.program, words.join(" "), self.options)
    }
}

/// A word as a shell takes it for one. Quotes stand only where something would be lost without them.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:@+=,%".contains(c);
    if !word.is_empty() && word.chars().all(|c| plain(c) || cfg!(windows) && c == '\\') {
        word.to_owned()
    } else if cfg!(windows) {
        format!("\"{word}\"")
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_shell_gets_back_what_was_meant() {
        for word in [
            "info@contoso.com",
            "o'brienteam@contoso.com",
            "r_d#1!@contoso.com",
            "sp ace/é",
            "~/$HOME;`ls`",
            "",
        ] {
            let shell = std::process::Command::new("sh")
                .args(["-c", &format!("printf %s {}", quoted(word))])
                .output()
                .unwrap();
            assert_eq!(String::from_utf8(shell.stdout).unwrap(), word);
        }
        assert_eq!(quoted("info@contoso.com"), "info@contoso.com");
    }
}
