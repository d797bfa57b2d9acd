//! Writes the Rust: the languages there are, and one function per message.

use std::fmt::Write as _;

use crate::check::{Declared, Kind};
use crate::ftl::{Language, Message};

macro_rules! put {
    ($to:ident, $($text:tt)*) => { write!($to, $($text)*).expect("a String takes any text") };
}

/// The languages as an enum, each with its tag and its file.
pub(crate) fn languages(languages: &[Language]) -> String {
    let mut variants = String::new();
    let mut all = String::new();
    let mut tags = String::new();
    let mut sources = String::new();
    for Language { tag, .. } in languages {
        let variant = pascal(tag);
        put!(variants, "    /// `i18n/{tag}.ftl`.\n    {variant},\n");
        put!(all, "Self::{variant}, ");
        put!(tags, "            Self::{variant} => {tag:?},\n");
        put!(
            sources,
            "            Self::{variant} => include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/i18n/{tag}.ftl\")),\n"
        );
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

/// One module per section, one function per message, and samples of all for the tests.
pub(crate) fn messages(
    reference: &Language,
    languages: &[Language],
    declared: &Declared,
) -> String {
    let mut out = String::from("// Made by build/emit.rs from i18n/en.ftl.\n");
    for section in &reference.sections {
        let visibility = if section.public { "pub" } else { "pub(crate)" };
        put!(
            out,
            "\n/// {}\n{visibility} mod {} {{",
            section.about,
            section.name
        );
        for message in reference
            .messages
            .iter()
            .filter(|m| m.section == section.name)
        {
            out += &function(message, declared, visibility);
        }
        out += "}\n";
    }
    out + &samples(reference, languages, declared)
}

fn function(message: &Message, declared: &Declared, visibility: &str) -> String {
    let mut signature = String::new();
    let mut sets = String::new();
    for (name, kind) in arguments(message, declared) {
        let (r#type, setter) = match kind {
            Kind::Text | Kind::Choice => ("&str", "text"),
            Kind::Number => ("u64", "number"),
            Kind::Plain => ("u64", "plain"),
            Kind::Size => ("model::ByteSize", "size"),
            Kind::Date => ("jiff::Timestamp", "date"),
            Kind::DateTime => ("jiff::Timestamp", "date_time"),
            Kind::Duration => ("jiff::SignedDuration", "duration"),
            Kind::Locale => continue,
        };
        let argument = snake(name);
        put!(signature, ", {argument}: {type}");
        put!(sets, ".{setter}({name:?}, {argument})");
    }

    let mut docs = String::new();
    for line in message.source.lines() {
        put!(docs, "    /// {line}\n");
    }
    let id = &message.id;
    let name = function_name(message);
    format!(
        "\n    /// ```ftl\n{docs}    /// ```\n    {visibility} fn {name}(locale: &crate::Locale{signature}) -> String {{\n        \
         crate::bundle::resolve(locale, {id:?}, crate::bundle::Args::of(locale){sets})\n    }}\n"
    )
}

/// For tests: every message with every choice, and with one, two and many where the number matters. Text is its variable's name.
fn samples(reference: &Language, languages: &[Language], declared: &Declared) -> String {
    let mut calls = String::new();
    for message in &reference.messages {
        let mut variants = vec![String::new()];
        for (name, kind) in arguments(message, declared) {
            let values: Vec<String> = match kind {
                Kind::Text => vec![format!("\"‹{name}›\"")],
                Kind::Number if plural(message, name, languages) => {
                    ["1", "2", "1234"].map(String::from).into()
                }
                Kind::Number | Kind::Plain => vec!["1234".into()],
                Kind::Choice => {
                    let keys = message.uses.choices.get(name).into_iter().flatten();
                    keys.map(|key| format!("{key:?}")).collect()
                }
                Kind::Size => vec!["model::ByteSize::mb(51_712)".into()],
                Kind::Date | Kind::DateTime => {
                    vec!["jiff::Timestamp::constant(1_795_382_340, 0)".into()]
                }
                Kind::Duration => vec!["jiff::SignedDuration::from_mins(3)".into()],
                Kind::Locale => continue,
            };
            variants = variants
                .iter()
                .flat_map(|before| values.iter().map(move |value| format!("{before}, {value}")))
                .collect();
        }
        for arguments in variants {
            let (id, section, name) = (&message.id, &message.section, function_name(message));
            put!(
                calls,
                "        ({id:?}, {section}::{name}(locale{arguments})),\n"
            );
        }
    }
    format!(
        "\n#[cfg(test)]\npub(crate) fn samples(locale: &crate::Locale) -> Vec<(&'static str, String)> {{\n    \
         vec![\n{calls}    ]\n}}\n"
    )
}

/// Does the message depend on the number in some language?
fn plural(message: &Message, number: &str, languages: &[Language]) -> bool {
    let same = languages.iter().filter_map(|l| l.message(&message.id));
    same.into_iter()
        .any(|m| m.uses.choices.contains_key(number))
}

/// The variables that a caller gives, in the order of their declaration.
fn arguments<'a>(message: &'a Message, declared: &Declared) -> Vec<(&'a str, Kind)> {
    let mut arguments: Vec<_> = message
        .uses
        .variables
        .iter()
        .filter_map(|name| Some((name.as_str(), declared.get(name)?)))
        .filter(|(_, variable)| variable.kind != Kind::Locale)
        .collect();
    arguments.sort_by_key(|(_, variable)| variable.place);
    arguments
        .into_iter()
        .map(|(name, variable)| (name, variable.kind))
        .collect()
}

/// The id without its section, as Rust writes names.
fn function_name(message: &Message) -> String {
    snake(
        message
            .id
            .strip_prefix(&format!("{}-", message.section))
            .unwrap_or(&message.id),
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
