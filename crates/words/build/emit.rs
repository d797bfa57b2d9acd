//! Writes the Rust: the languages there are, and one function per message.

use std::fmt::Write as _;

use crate::check::{Declared, Kind};
use crate::ftl::{Language, Message};

/// The languages as an enum, each with its tag and its file.
pub(crate) fn languages(languages: &[Language]) -> String {
    let mut variants = String::new();
    let mut all = String::new();
    let mut tags = String::new();
    let mut sources = String::new();
    for Language { tag, .. } in languages {
        let variant = pascal(tag);
        writeln!(variants, "    /// `i18n/{tag}.ftl`.\n    {variant},")
            .expect("writing to a String");
        write!(all, "Self::{variant}, ").expect("writing to a String");
        writeln!(tags, "            Self::{variant} => {tag:?},").expect("writing to a String");
        writeln!(
            sources,
            "            Self::{variant} => include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/i18n/{tag}.ftl\")),"
        )
        .expect("writing to a String");
    }
    format!(
        "/// A language that everything is said in; one file of `i18n` each.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
         pub enum Language {{\n{variants}}}\n\n\
         impl Language {{\n    \
         /// All of them, by tag.\n    \
         pub const ALL: &'static [Self] = &[{all}];\n\n    \
         /// The language tag (BCP 47).\n    \
         pub const fn tag(self) -> &'static str {{\n        match self {{\n{tags}        }}\n    }}\n\n    \
         pub(crate) const fn source(self) -> &'static str {{\n        match self {{\n{sources}        }}\n    }}\n}}\n"
    )
}

/// One module per section, one function per message.
pub(crate) fn messages(reference: &Language, declared: &Declared) -> String {
    let mut out = String::from("// Made by build/emit.rs from i18n/en.ftl.\n");
    for section in &reference.sections {
        let visibility = if section.public { "pub" } else { "pub(crate)" };
        let functions: String = reference
            .messages
            .iter()
            .filter(|m| m.section == section.name)
            .map(|m| function(m, declared, visibility))
            .collect();
        writeln!(
            out,
            "\n/// {}\n{visibility} mod {} {{{functions}}}",
            section.about, section.name
        )
        .expect("writing to a String");
    }
    out
}

fn function(message: &Message, declared: &Declared, visibility: &str) -> String {
    let mut arguments: Vec<_> = message
        .uses
        .variables
        .iter()
        .filter_map(|name| Some((name, declared.get(name)?)))
        .filter(|(_, variable)| variable.kind != Kind::Locale)
        .collect();
    arguments.sort_by_key(|(_, variable)| variable.place);

    let mut signature = String::new();
    let mut sets = String::new();
    for (name, variable) in arguments {
        let (r#type, setter) = match variable.kind {
            Kind::Text | Kind::Choice => ("&str", "text"),
            Kind::Number => ("u64", "number"),
            Kind::Size => ("model::ByteSize", "size"),
            Kind::Date => ("jiff::Timestamp", "date"),
            Kind::DateTime => ("jiff::Timestamp", "date_time"),
            Kind::Duration => ("jiff::SignedDuration", "duration"),
            Kind::Locale => continue,
        };
        let argument = snake(name);
        write!(signature, ", {argument}: {type}").expect("writing to a String");
        write!(sets, ".{setter}({name:?}, {argument})").expect("writing to a String");
    }

    let docs: String = message
        .source
        .lines()
        .map(|line| format!("    /// {line}\n"))
        .collect();
    let id = &message.id;
    let name = snake(
        id.strip_prefix(&format!("{}-", message.section))
            .unwrap_or(id),
    );
    format!(
        "\n    /// ```ftl\n{docs}    /// ```\n    {visibility} fn {name}(locale: &crate::Locale{signature}) -> String {{\n        \
         crate::bundle::resolve(locale, {id:?}, crate::bundle::Args::of(locale){sets})\n    }}\n"
    )
}

fn snake(name: &str) -> String {
    name.replace('-', "_")
}

fn pascal(tag: &str) -> String {
    tag.split(['-', '_'])
        .map(|part| {
            let mut letters = part.chars();
            letters
                .next()
                .map(|c| c.to_ascii_uppercase())
                .into_iter()
                .chain(letters)
                .collect::<String>()
        })
        .collect()
}
