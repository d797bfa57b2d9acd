//! A language file as the checks need it: messages with their sections, variables, references and choices.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{
    Comment, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};

/// One language file.
pub(crate) struct Language {
    /// The language tag: the name of the file.
    pub(crate) tag: String,
    /// Comments with three `#`: in English they declare the variables.
    pub(crate) preamble: Vec<String>,
    /// Sections in the order of the file.
    pub(crate) sections: Vec<Section>,
    /// Messages in the order of the file.
    pub(crate) messages: Vec<Message>,
}

/// A group of messages, opened by a comment `## name: what it is` or `## name (public): what it is`.
pub(crate) struct Section {
    pub(crate) name: String,
    pub(crate) public: bool,
    pub(crate) about: String,
}

/// One message.
pub(crate) struct Message {
    pub(crate) id: String,
    /// The name of its section.
    pub(crate) section: String,
    /// Its source, for the documentation of its function.
    pub(crate) source: String,
    pub(crate) uses: Uses,
}

/// What a pattern names.
#[derive(Default)]
pub(crate) struct Uses {
    pub(crate) variables: BTreeSet<String>,
    pub(crate) messages: BTreeSet<String>,
    /// Per selector variable: the keys that are offered.
    pub(crate) choices: BTreeMap<String, BTreeSet<String>>,
    /// Terms, functions and attributes: not used here, so that a translator needs to know placeables only.
    pub(crate) unsupported: Vec<String>,
}

impl Language {
    /// Reads a file; every fault that the parser finds is an error.
    pub(crate) fn read(path: &Path, text: &str) -> Result<Self, Vec<String>> {
        let tag = path
            .file_stem()
            .and_then(|s| s.to_str())
            .unwrap_or_default()
            .to_owned();
        let resource = fluent_syntax::parser::parse(text).map_err(|(_, errors)| {
            let line = |at: usize| text[..at.min(text.len())].lines().count().max(1);
            errors
                .iter()
                .map(|e| format!("i18n/{tag}.ftl:{}: {}", line(e.pos.start), e.kind))
                .collect::<Vec<_>>()
        })?;

        let mut language = Self {
            tag,
            preamble: Vec::new(),
            sections: Vec::new(),
            messages: Vec::new(),
        };
        let mut faults = Vec::new();
        for entry in resource.body {
            match entry {
                Entry::ResourceComment(comment) => {
                    language
                        .preamble
                        .extend(comment.content.iter().map(|&line| line.to_owned()));
                }
                Entry::GroupComment(comment) => match section(&comment) {
                    Some(section) => language.sections.push(section),
                    None => faults.push(format!(
                        "i18n/{}.ftl: a section is `## name: what it is`, not `## {}`",
                        language.tag,
                        comment.content.join(" ")
                    )),
                },
                Entry::Message(message) => {
                    let id = message.id.name.to_owned();
                    let Some(section) = language.sections.last() else {
                        faults.push(format!(
                            "i18n/{}.ftl: `{id}` stands before the first section",
                            language.tag
                        ));
                        continue;
                    };
                    let mut uses = Uses::default();
                    match &message.value {
                        Some(pattern) => uses.pattern(pattern),
                        None => uses.unsupported.push("no text".into()),
                    }
                    if !message.attributes.is_empty() {
                        uses.unsupported.push("an attribute".into());
                    }
                    let source = source(text, &id);
                    language.messages.push(Message {
                        id,
                        section: section.name.clone(),
                        source,
                        uses,
                    });
                }
                Entry::Term(term) => faults.push(format!(
                    "i18n/{}.ftl: `-{}` is a term; use a message and refer to it",
                    language.tag, term.id.name
                )),
                Entry::Comment(_) | Entry::Junk { .. } => {}
            }
        }
        if faults.is_empty() {
            Ok(language)
        } else {
            Err(faults)
        }
    }

    /// The message with this id.
    pub(crate) fn message(&self, id: &str) -> Option<&Message> {
        self.messages.iter().find(|m| m.id == id)
    }
}

impl Uses {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    if let InlineExpression::VariableReference { id } = selector {
                        let key = match &variant.key {
                            VariantKey::Identifier { name } => *name,
                            VariantKey::NumberLiteral { value } => *value,
                        };
                        self.choices
                            .entry(id.name.to_owned())
                            .or_default()
                            .insert(key.to_owned());
                    }
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference {
                id,
                attribute: None,
            } => {
                self.messages.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference {
                attribute: Some(_), ..
            } => self.unsupported.push("an attribute".into()),
            InlineExpression::TermReference { .. } => self.unsupported.push("a term".into()),
            InlineExpression::FunctionReference { id, .. } => {
                self.unsupported.push(format!("the function {}", id.name));
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
        }
    }
}

fn section(comment: &Comment<&str>) -> Option<Section> {
    let text = comment.content.join(" ");
    let (name, about) = text.split_once(": ")?;
    let (name, public) = match name.strip_suffix(" (public)") {
        Some(name) => (name, true),
        None => (name, false),
    };
    let good = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase());
    good.then(|| Section {
        name: name.to_owned(),
        public,
        about: about.to_owned(),
    })
}

/// The lines of a message, without its comment.
fn source(text: &str, id: &str) -> String {
    let mut lines = text.lines().skip_while(|line| {
        line.strip_prefix(id)
            .is_none_or(|rest| !rest.trim_start().starts_with('='))
    });
    let first = lines.next().unwrap_or_default();
    let rest = lines.take_while(|line| line.starts_with([' ', '}']));
    std::iter::once(first)
        .chain(rest)
        .collect::<Vec<_>>()
        .join("\n")
}
