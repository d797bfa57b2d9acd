//! The little Markdown that sentences of this room use: **labels**, `what is typed`, and [links](address).

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Words.
    Text(String),
    /// A label of the interface, or a word that stands out.
    Label(String),
    /// What is typed.
    Code(String),
    /// A page elsewhere.
    Link {
        /// The words of the link.
        text: String,
        /// Are they a label?
        label: bool,
        /// Where it leads.
        address: String,
    },
}

/// The parts of a sentence. What is not closed is text.
pub fn spans(markdown: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut text = String::new();
    let mut rest = markdown;
    while let Some(first) = rest.chars().next() {
        let marked = match first {
            '*' => label(rest),
            '`' => code(rest),
            '[' => link(rest),
            _ => None,
        };
        if let Some((span, after)) = marked {
            if !text.is_empty() {
                spans.push(Span::Text(std::mem::take(&mut text)));
            }
            spans.push(span);
            rest = after;
        } else {
            text.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    if !text.is_empty() {
        spans.push(Span::Text(text));
    }
    spans
}

/// The labels in a sentence, in their order.
pub fn labels(markdown: &str) -> Vec<String> {
    let label = |span| match span {
        Span::Label(text)
        | Span::Link {
            text, label: true, ..
        } => Some(text),
        _ => None,
    };
    spans(markdown).into_iter().filter_map(label).collect()
}

/// Markdown of this room as plain text: marks go, a link keeps its text with the address behind it.
pub fn plain(markdown: &str) -> String {
    let said = |span| match span {
        Span::Text(text) | Span::Label(text) | Span::Code(text) => text,
        Span::Link { text, address, .. } => format!("{text} ({address})"),
    };
    spans(markdown).into_iter().map(said).collect()
}

fn label(text: &str) -> Option<(Span, &str)> {
    let (inside, after) = text.strip_prefix("**")?.split_once("**")?;
    Some((Span::Label(inside.to_owned()), after))
}

fn code(text: &str) -> Option<(Span, &str)> {
    let (inside, after) = text.strip_prefix('`')?.split_once('`')?;
    Some((Span::Code(inside.to_owned()), after))
}

fn link(text: &str) -> Option<(Span, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, after) = rest.split_once(')')?;
    let bare = words
        .strip_prefix("**")
        .and_then(|words| words.strip_suffix("**"));
    let span = Span::Link {
        text: bare.unwrap_or(words).to_owned(),
        label: bare.is_some(),
        address: address.to_owned(),
    };
    Some((span, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_keeps_words_and_addresses() {
        for (markdown, text) in [
            ("Select **Save**.", "Select Save."),
            ("Type `Set-Mailbox`.", "Type Set-Mailbox."),
            (
                "Go to [**Active users**](https://a.b/c).",
                "Go to Active users (https://a.b/c).",
            ),
            ("[a](b) and [c](d)", "a (b) and c (d)"),
            ("[open", "[open"),
            ("[open](", "[open]("),
            ("**open and `open", "**open and `open"),
            ("é ** ü", "é ** ü"),
            ("", ""),
        ] {
            assert_eq!(plain(markdown), text);
        }
    }

    #[test]
    fn labels_are_found_in_links_too() {
        let sentence = "In **Users** > [**Active users**](https://a.b) see [this](c) and `that`.";
        assert_eq!(labels(sentence), ["Users", "Active users"]);
        assert_eq!(spans(sentence).len(), 9);
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_lost_and_none_panics(text in "[a-zé*`\\[\\]()]{0,40}") {
            let kept: String = plain(&text).chars().filter(char::is_ascii_lowercase).collect();
            let was: String = text.chars().filter(char::is_ascii_lowercase).collect();
            proptest::prop_assert_eq!(kept, was);
        }
    }
}
