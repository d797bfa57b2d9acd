//! Text → [`Filter`]. Precedence: `-not`, then `-and`, then `-or`.

use super::{Filter, Literal, Operator};

/// How deep brackets and `-not` may nest: what is deeper was not written by a person.
const DEEPEST: usize = 64;

/// Why a text is no filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{why}\" at position {at}")]
pub(crate) struct Invalid {
    /// What is wrong.
    pub(crate) why: String,
    /// Where: characters from 1.
    pub(crate) at: usize,
}

/// Reads a filter. Curly brackets around the whole are PowerShell's and are taken off.
pub(crate) fn parse(text: &str) -> Result<Filter, Invalid> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        next: 0,
        end: text.chars().count() + 1,
    };
    let filter = parser.any_of(0)?;
    match parser.peek() {
        None => Ok(filter),
        Some(token) => Err(token.unexpected("end of the filter")),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Open,
    Close,
    Dash(String),
    Word(String),
    Quoted(String),
    Variable(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    kind: Kind,
    at: usize,
}

impl Token {
    fn unexpected(&self, expected: &str) -> Invalid {
        let found = match &self.kind {
            Kind::Open => "(".to_owned(),
            Kind::Close => ")".to_owned(),
            Kind::Dash(word) => format!("-{word}"),
            Kind::Word(word) => word.clone(),
            Kind::Quoted(text) => format!("'{text}'"),
            Kind::Variable(name) => format!("${name}"),
        };
        Invalid {
            why: format!("expected {expected}, found {found}"),
            at: self.at,
        }
    }
}

/// `{…}` around a filter opens and closes like a bracket.
fn tokens(text: &str) -> Result<Vec<Token>, Invalid> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().enumerate().peekable();
    while let Some((at, c)) = chars.next() {
        let at = at + 1;
        let kind = match c {
            c if c.is_whitespace() => continue,
            '(' | '{' => Kind::Open,
            ')' | '}' => Kind::Close,
            '\'' | '"' => Kind::Quoted(quoted(c, at, &mut chars)?),
            '-' if chars
                .peek()
                .is_some_and(|(_, next)| next.is_ascii_alphabetic()) =>
            {
                Kind::Dash(word(&mut chars).to_ascii_lowercase())
            }
            '$' => Kind::Variable(word(&mut chars).to_ascii_lowercase()),
            c => Kind::Word(format!("{c}{}", word(&mut chars))),
        };
        tokens.push(Token { kind, at });
    }
    Ok(tokens)
}

type Chars<'a> = std::iter::Peekable<std::iter::Enumerate<std::str::Chars<'a>>>;

fn word(chars: &mut Chars<'_>) -> String {
    let mut word = String::new();
    while let Some((_, c)) = chars.next_if(|(_, c)| !c.is_whitespace() && !"(){}'\"".contains(*c)) {
        word.push(c);
    }
    word
}

/// A doubled quote stands for itself.
fn quoted(quote: char, at: usize, chars: &mut Chars<'_>) -> Result<String, Invalid> {
    let mut text = String::new();
    while let Some((_, c)) = chars.next() {
        if c != quote {
            text.push(c);
        } else if chars.next_if(|(_, next)| *next == quote).is_some() {
            text.push(quote);
        } else {
            return Ok(text);
        }
    }
    Err(Invalid {
        why: format!("the text that begins with {quote} has no end"),
        at,
    })
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    end: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn take(&mut self, expected: &str) -> Result<Token, Invalid> {
        let token = self.peek().cloned();
        self.next += 1;
        token.ok_or_else(|| Invalid {
            why: format!("expected {expected}"),
            at: self.end,
        })
    }

    fn take_dash(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token { kind: Kind::Dash(w), .. }) if w == word);
        self.next += usize::from(found);
        found
    }

    fn any_of(&mut self, depth: usize) -> Result<Filter, Invalid> {
        let mut left = self.all_of(depth)?;
        while self.take_dash("or") {
            left = Filter::Or(Box::new(left), Box::new(self.all_of(depth)?));
        }
        Ok(left)
    }

    fn all_of(&mut self, depth: usize) -> Result<Filter, Invalid> {
        let mut left = self.one(depth)?;
        while self.take_dash("and") {
            left = Filter::And(Box::new(left), Box::new(self.one(depth)?));
        }
        Ok(left)
    }

    fn one(&mut self, depth: usize) -> Result<Filter, Invalid> {
        if depth > DEEPEST {
            let at = self.peek().map_or(self.end, |token| token.at);
            return Err(Invalid {
                why: format!("more than {DEEPEST} levels"),
                at,
            });
        }
        if self.take_dash("not") {
            return Ok(Filter::Not(Box::new(self.one(depth + 1)?)));
        }
        let token = self.take("a property")?;
        match &token.kind {
            Kind::Open => {
                let inner = self.any_of(depth + 1)?;
                match self.take(")")? {
                    Token {
                        kind: Kind::Close, ..
                    } => Ok(inner),
                    other => Err(other.unexpected(")")),
                }
            }
            Kind::Word(property) => self.test(property.clone()),
            _ => Err(token.unexpected("a property")),
        }
    }

    fn test(&mut self, property: String) -> Result<Filter, Invalid> {
        let token = self.take("an operator such as -eq")?;
        let operator = match &token.kind {
            Kind::Dash(word) => Operator::from_word(word),
            _ => None,
        };
        let operator = operator.ok_or_else(|| token.unexpected("an operator such as -eq"))?;
        let token = self.take("a value")?;
        let value = match &token.kind {
            Kind::Quoted(text) | Kind::Word(text) => Literal::Text(text.clone()),
            Kind::Variable(name) => match name.as_str() {
                "true" => Literal::Bool(true),
                "false" => Literal::Bool(false),
                "null" => Literal::Null,
                _ => return Err(token.unexpected("$true, $false or $null")),
            },
            _ => return Err(token.unexpected("a value")),
        };
        Ok(Filter::Test {
            property,
            operator,
            value,
        })
    }
}

impl Operator {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "eq" => Self::Eq,
            "ne" => Self::Ne,
            "gt" => Self::Gt,
            "ge" => Self::Ge,
            "lt" => Self::Lt,
            "le" => Self::Le,
            "like" => Self::Like,
            "notlike" => Self::NotLike,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shape(filter: &Filter) -> String {
        match filter {
            Filter::And(a, b) => format!("({} & {})", shape(a), shape(b)),
            Filter::Or(a, b) => format!("({} | {})", shape(a), shape(b)),
            Filter::Not(inner) => format!("!{}", shape(inner)),
            Filter::Test {
                property,
                operator,
                value,
            } => match value {
                Literal::Text(text) => format!("{property} {operator:?} {text}"),
                Literal::Bool(on) => format!("{property} {operator:?} {on}"),
                Literal::Null => format!("{property} {operator:?} null"),
            },
        }
    }

    #[test]
    fn filters_are_read() {
        for (text, expected) in [
            ("Alias -gt 'm'", "Alias Gt m"),
            ("Alias -GT \"m\"", "Alias Gt m"),
            ("{Alias -eq 'o''neil'}", "Alias Eq o'neil"),
            ("IsDirSynced -eq $true", "IsDirSynced Eq true"),
            (
                "ForwardingSmtpAddress -ne $null",
                "ForwardingSmtpAddress Ne null",
            ),
            (
                "a -eq 1 -or b -eq 2 -and c -eq 3",
                "(a Eq 1 | (b Eq 2 & c Eq 3))",
            ),
            (
                "(a -eq 1 -or b -eq 2) -and -not c -eq 3",
                "((a Eq 1 | b Eq 2) & !c Eq 3)",
            ),
            ("-not (a -eq 1 -and b -eq 2)", "!(a Eq 1 & b Eq 2)"),
            (
                "Alias -like 'a*' -and Alias -notlike '*z'",
                "(Alias Like a* & Alias NotLike *z)",
            ),
            (
                "(Alias -gt '') -and (RecipientTypeDetails -eq 'SharedMailbox')",
                "(Alias Gt  & RecipientTypeDetails Eq SharedMailbox)",
            ),
        ] {
            assert_eq!(
                parse(text).map(|f| shape(&f)).as_deref(),
                Ok(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_filter_says_where() {
        for (text, at) in [
            ("", 1),
            ("Alias", 6),
            ("Alias 'x'", 7),
            ("Alias -eq", 10),
            ("Alias -is 'x'", 7),
            ("Alias -eq 'x", 11),
            ("Alias -eq $maybe", 11),
            ("(Alias -eq 'x'", 15),
            ("Alias -eq 'x')", 14),
            ("Alias -eq 'x' -and", 19),
            ("-eq 'x'", 1),
        ] {
            assert_eq!(parse(text).map_err(|e| e.at), Err(at), "{text}");
        }
        assert!(parse(&"(".repeat(100_000)).is_err());
        assert!(parse(&"-not ".repeat(100_000)).is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics(text: String) {
            let _ = parse(&text);
        }

        #[test]
        fn any_value_comes_through_its_quotes(value: String) {
            let text = format!("Alias -eq '{}'", value.replace('\'', "''"));
            let expected = Filter::Test {
                property: "Alias".to_owned(),
                operator: Operator::Eq,
                value: Literal::Text(value),
            };
            prop_assert_eq!(parse(&text), Ok(expected));
        }
    }
}
