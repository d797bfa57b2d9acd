//! What must hold before the program is built: every language says everything, with the same values.

use std::collections::{BTreeMap, BTreeSet};

use crate::ftl::{Language, Message};

/// What a variable holds, and how it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Put in as it is.
    Text,
    /// A count: grouped by locale, and it may choose a plural.
    Number,
    /// A number that stands for itself (a line, a step, an option): never grouped.
    Plain,
    /// A word of ours that chooses among variants; every language offers the same ones.
    Choice,
    /// A number of bytes.
    Size,
    /// A day.
    Date,
    /// A day and a time.
    DateTime,
    /// A length of time.
    Duration,
    /// Given by the locale itself, in any message: never an argument.
    Locale,
}

/// A variable as English declares it: `### $name (Kind): what it is`.
pub(crate) struct Variable {
    pub(crate) kind: Kind,
    /// Its place in the declaration: arguments stand in this order.
    pub(crate) place: usize,
}

/// The variables there are.
pub(crate) type Declared = BTreeMap<String, Variable>;

/// CLDR's plural categories.
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Reads the declarations at the head of the reference.
pub(crate) fn declared(reference: &Language) -> Result<Declared, Vec<String>> {
    let mut declared = Declared::new();
    let mut faults = Vec::new();
    let lines = reference
        .preamble
        .iter()
        .filter_map(|line| line.strip_prefix('$'));
    for (place, line) in lines.enumerate() {
        let parsed = line.split_once(" (").and_then(|(name, rest)| {
            let (kind, _) = rest.split_once("): ")?;
            Some((name.to_owned(), self::kind(kind)?))
        });
        match parsed {
            Some((name, kind)) => {
                if declared
                    .insert(name.clone(), Variable { kind, place })
                    .is_some()
                {
                    faults.push(format!("i18n/en.ftl: ${name} is declared twice"));
                }
            }
            None => faults.push(format!(
                "i18n/en.ftl: a variable is `### $name (Kind): what it is`, not `${line}`"
            )),
        }
    }
    if faults.is_empty() {
        Ok(declared)
    } else {
        Err(faults)
    }
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "Text" => Kind::Text,
        "Number" => Kind::Number,
        "Plain" => Kind::Plain,
        "Choice" => Kind::Choice,
        "Size" => Kind::Size,
        "Date" => Kind::Date,
        "DateTime" => Kind::DateTime,
        "Duration" => Kind::Duration,
        "Locale" => Kind::Locale,
        _ => return None,
    })
}

/// Compares every language with the reference; all faults at once.
pub(crate) fn complete(
    reference: &Language,
    languages: &[Language],
    declared: &Declared,
) -> Result<(), Vec<String>> {
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for language in languages {
        let mut seen = BTreeSet::new();
        for message in &language.messages {
            let at = format!("i18n/{}.ftl: `{}`", language.tag, message.id);
            if !seen.insert(&message.id) {
                faults.push(format!("{at} stands there twice"));
            }
            if !message.id.starts_with(&format!("{}-", message.section)) {
                faults.push(format!(
                    "{at} stands in section `{}` and must begin with its name",
                    message.section
                ));
            }
            for thing in &message.uses.unsupported {
                faults.push(format!(
                    "{at} uses {thing}; only text, variables, choices and messages are used here"
                ));
            }
            for other in &message.uses.messages {
                match language.message(other) {
                    None => faults.push(format!("{at} refers to `{other}`, which does not exist")),
                    Some(other) if other.uses.variables.iter().any(|v| !of_locale(v, declared)) => {
                        faults.push(format!(
                            "{at} refers to `{}`, which needs arguments of its own",
                            other.id
                        ));
                    }
                    Some(_) => {}
                }
            }
            for variable in message
                .uses
                .variables
                .iter()
                .filter(|v| !declared.contains_key(*v))
            {
                faults.push(format!(
                    "{at} uses ${variable}, which the head of en.ftl does not declare"
                ));
            }
            used.extend(message.uses.variables.iter().cloned());
            match reference.message(&message.id) {
                Some(model) => faults.extend(same(&at, message, model, declared)),
                None => faults.push(format!("{at} is not a message of en.ftl")),
            }
        }
        for missing in reference.messages.iter().filter(|m| !seen.contains(&m.id)) {
            faults.push(format!(
                "i18n/{}.ftl: `{}` is missing",
                language.tag, missing.id
            ));
        }
    }
    let unused = declared.keys().filter(|name| !used.contains(*name));
    faults.extend(unused.map(|name| format!("i18n/en.ftl: ${name} is declared and never used")));
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

/// Do a message and its reference use the same values and offer the same choices?
fn same(at: &str, message: &Message, reference: &Message, declared: &Declared) -> Vec<String> {
    let kind = |name: &str| declared.get(name).map(|v| v.kind);
    let arguments = |m: &Message| -> BTreeSet<String> {
        m.uses
            .variables
            .iter()
            .filter(|v| !of_locale(v, declared))
            .cloned()
            .collect()
    };
    let (here, there) = (arguments(message), arguments(reference));
    let mut faults = Vec::new();
    faults.extend(
        there
            .difference(&here)
            .map(|name| format!("{at} leaves out ${name}")),
    );
    faults.extend(
        here.difference(&there)
            .map(|name| format!("{at} uses ${name}, which en.ftl does not")),
    );
    for (selector, keys) in &message.uses.choices {
        match kind(selector) {
            Some(Kind::Number) => {
                let odd = keys
                    .iter()
                    .filter(|k| !PLURALS.contains(&k.as_str()) && k.parse::<u64>().is_err());
                faults.extend(odd.map(|key| {
                    format!("{at} chooses by ${selector} with `{key}`, which is no plural")
                }));
                if !keys.contains("other") && keys.iter().any(|k| PLURALS.contains(&k.as_str())) {
                    faults.push(format!("{at} chooses by ${selector} without [other]"));
                }
            }
            Some(Kind::Choice) => {
                if reference.uses.choices.get(selector) != Some(keys) {
                    faults.push(format!(
                        "{at} offers other variants of ${selector} than en.ftl"
                    ));
                }
            }
            Some(Kind::Locale) => {} // a language may need the distinction where English does not
            _ => faults.push(format!(
                "{at} chooses by ${selector}, which is neither a Number nor a Choice"
            )),
        }
    }
    faults
}

fn of_locale(name: &str, declared: &Declared) -> bool {
    declared.get(name).is_some_and(|v| v.kind == Kind::Locale)
}
