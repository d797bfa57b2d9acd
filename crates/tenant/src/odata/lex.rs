//! The words of a filter.

use jiff::Timestamp;
use uuid::Uuid;

use super::Literal;
use super::parse::SyntaxError;

/// A word, with the place where it begins (in characters, from 0).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) at: usize,
    pub(super) word: Word,
}

/// A word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Word {
    Name(String),
    Literal(Literal),
    Open,
    Close,
    Comma,
    Colon,
    Slash,
}

/// Cuts a filter into words.
pub(super) fn words(text: &str) -> Result<Vec<Token>, SyntaxError> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let start = at;
        let word = match c {
            ' ' | '\t' => {
                at += 1;
                continue;
            }
            '(' => single(&mut at, Word::Open),
            ')' => single(&mut at, Word::Close),
            ',' => single(&mut at, Word::Comma),
            ':' => single(&mut at, Word::Colon),
            '/' => single(&mut at, Word::Slash),
            '\'' => Word::Literal(Literal::Text(quoted(&chars, &mut at)?)),
            c if is_part(c) => {
                while chars
                    .get(at)
                    .is_some_and(|&c| is_part(c) || (c == ':' && is_time(&chars[start..at])))
                {
                    at += 1;
                }
                bare(chars[start..at].iter().collect())
            }
            _ => return Err(SyntaxError { at }),
        };
        tokens.push(Token { at: start, word });
    }
    Ok(tokens)
}

fn single(at: &mut usize, word: Word) -> Word {
    *at += 1;
    word
}

/// Letters, digits and what may stand in a number, a GUID, a date, or a name such as `$count`.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '@' | '+')
}

/// Is what was read so far the beginning of a time, so that a colon belongs to it? (`x:x/skuId` has one too.)
fn is_time(read: &[char]) -> bool {
    read.len() > 10 && read[..4].iter().all(char::is_ascii_digit) && read.get(10) == Some(&'T')
}

/// A text in single quotes; two of them inside stand for one.
fn quoted(chars: &[char], at: &mut usize) -> Result<String, SyntaxError> {
    let start = *at;
    let mut text = String::new();
    *at += 1;
    loop {
        match (chars.get(*at), chars.get(*at + 1)) {
            (Some('\''), Some('\'')) => {
                text.push('\'');
                *at += 2;
            }
            (Some('\''), _) => {
                *at += 1;
                return Ok(text);
            }
            (Some(&c), _) => {
                text.push(c);
                *at += 1;
            }
            (None, _) => return Err(SyntaxError { at: start }),
        }
    }
}

/// A word without quotes: a literal where it can be one, else a name.
fn bare(text: String) -> Word {
    let literal = match text.as_str() {
        "null" => Some(Literal::Null),
        "true" => Some(Literal::Bool(true)),
        "false" => Some(Literal::Bool(false)),
        _ => guid(&text)
            .or_else(|| time(&text))
            .or_else(|| number(&text)),
    };
    literal.map_or(Word::Name(text), Word::Literal)
}

fn guid(text: &str) -> Option<Literal> {
    (text.len() == 36)
        .then(|| Uuid::parse_str(text).ok())?
        .map(Literal::Guid)
}

fn time(text: &str) -> Option<Literal> {
    let full = if text.len() == 10 {
        format!("{text}T00:00:00Z")
    } else {
        text.to_owned()
    };
    (full.as_bytes().get(4) == Some(&b'-'))
        .then(|| full.parse::<Timestamp>().ok())?
        .map(Literal::Time)
}

fn number(text: &str) -> Option<Literal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits
        .starts_with(|c: char| c.is_ascii_digit())
        .then(|| text.parse().ok())?
        .map(Literal::Number)
}
