//! From words to a [`Filter`], by precedence climbing: `or` binds weakest, then `and`, then `not`, then comparisons.

use super::lex::{Token, Word, words};
use super::{Filter, Literal, Operand, Path, Relation, TextTest};

/// How deep parentheses, `not` and lambdas may nest: a text must not exhaust the stack.
const DEPTH: usize = 64;
/// Longest filter, in bytes; what is longer would not fit in a URL either.
const LENGTH: usize = 16 * 1024;

/// A filter that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    /// Where, in characters from 0.
    pub(crate) at: usize,
}

/// Reads a filter.
pub(crate) fn parse(text: &str) -> Result<Filter, SyntaxError> {
    if text.len() > LENGTH {
        return Err(SyntaxError { at: LENGTH });
    }
    let mut parser = Parser {
        tokens: words(text)?,
        next: 0,
        end: text.chars().count(),
    };
    let filter = parser.expression(0, DEPTH)?;
    match parser.peek() {
        None => Ok(filter),
        Some(_) => Err(parser.error()),
    }
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    end: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Word> {
        self.tokens.get(self.next).map(|token| &token.word)
    }

    fn error(&self) -> SyntaxError {
        SyntaxError {
            at: self
                .tokens
                .get(self.next)
                .map_or(self.end, |token| token.at),
        }
    }

    /// Takes the next word if it is this one.
    fn eat(&mut self, word: &Word) -> bool {
        let is = self.peek() == Some(word);
        self.next += usize::from(is);
        is
    }

    fn expect(&mut self, word: &Word) -> Result<(), SyntaxError> {
        if self.eat(word) {
            Ok(())
        } else {
            Err(self.error())
        }
    }

    fn name(&mut self) -> Result<String, SyntaxError> {
        match self.peek() {
            Some(Word::Name(name)) => {
                let name = name.clone();
                self.next += 1;
                Ok(name)
            }
            _ => Err(self.error()),
        }
    }

    /// The binding power of an operator that stands next.
    fn operator(&self) -> Option<(&'static str, u8)> {
        match self.peek() {
            Some(Word::Name(name)) if name == "or" => Some(("or", 1)),
            Some(Word::Name(name)) if name == "and" => Some(("and", 3)),
            _ => None,
        }
    }

    fn expression(&mut self, least: u8, depth: usize) -> Result<Filter, SyntaxError> {
        let mut left = self.unary(depth)?;
        while let Some((operator, power)) = self.operator().filter(|&(_, power)| power >= least) {
            self.next += 1;
            let right = Box::new(self.expression(power + 1, self.deeper(depth)?)?);
            left = match operator {
                "or" => Filter::Or(Box::new(left), right),
                _ => Filter::And(Box::new(left), right),
            };
        }
        Ok(left)
    }

    fn deeper(&self, depth: usize) -> Result<usize, SyntaxError> {
        depth.checked_sub(1).ok_or_else(|| self.error())
    }

    fn unary(&mut self, depth: usize) -> Result<Filter, SyntaxError> {
        let depth = self.deeper(depth)?;
        if self.eat(&Word::Name("not".to_owned())) {
            return Ok(Filter::Not(Box::new(self.unary(depth)?)));
        }
        if self.eat(&Word::Open) {
            let inner = self.expression(0, depth)?;
            self.expect(&Word::Close)?;
            return Ok(inner);
        }
        if let Some(test) = self.text_test() {
            self.expect(&Word::Open)?;
            let subject = self.operand()?;
            self.expect(&Word::Comma)?;
            let part = self.operand()?;
            self.expect(&Word::Close)?;
            let test = Filter::Text(test, subject, part);
            // `startsWith(a,'b') eq true` is the same.
            return Ok(match self.relation() {
                None => test,
                Some(relation) => match (relation, self.operand()?) {
                    (Relation::Eq, Operand::Literal(Literal::Bool(true)))
                    | (Relation::Ne, Operand::Literal(Literal::Bool(false))) => test,
                    (Relation::Eq, Operand::Literal(Literal::Bool(false)))
                    | (Relation::Ne, Operand::Literal(Literal::Bool(true))) => {
                        Filter::Not(Box::new(test))
                    }
                    _ => return Err(self.error()),
                },
            });
        }
        self.comparison(depth)
    }

    /// `startsWith(` and its kin, letters of either case.
    fn text_test(&mut self) -> Option<TextTest> {
        let Some(Word::Name(name)) = self.peek() else {
            return None;
        };
        let test = match name.to_ascii_lowercase().as_str() {
            "startswith" => TextTest::StartsWith,
            "endswith" => TextTest::EndsWith,
            _ => return None,
        };
        let called = self
            .tokens
            .get(self.next + 1)
            .is_some_and(|token| token.word == Word::Open);
        called.then(|| {
            self.next += 1;
            test
        })
    }

    fn relation(&mut self) -> Option<Relation> {
        let Some(Word::Name(name)) = self.peek() else {
            return None;
        };
        let relation = match name.as_str() {
            "eq" => Relation::Eq,
            "ne" => Relation::Ne,
            "gt" => Relation::Gt,
            "ge" => Relation::Ge,
            "lt" => Relation::Lt,
            "le" => Relation::Le,
            _ => return None,
        };
        self.next += 1;
        Some(relation)
    }

    fn comparison(&mut self, depth: usize) -> Result<Filter, SyntaxError> {
        let left = match self.operand()? {
            Operand::Path(path) if self.peek() == Some(&Word::Open) => {
                return self.lambda(path, depth);
            }
            operand => operand,
        };
        if self.eat(&Word::Name("in".to_owned())) {
            return Ok(Filter::In(left, self.list()?));
        }
        match self.relation() {
            Some(relation) => Ok(Filter::Compare(left, relation, self.operand()?)),
            None => Ok(Filter::Bare(left)),
        }
    }

    /// The values of `in`: at least one.
    fn list(&mut self) -> Result<Vec<Literal>, SyntaxError> {
        self.expect(&Word::Open)?;
        let mut values = Vec::new();
        loop {
            match self.operand()? {
                Operand::Literal(literal) => values.push(literal),
                _ => return Err(self.error()),
            }
            if self.eat(&Word::Close) {
                return Ok(values);
            }
            self.expect(&Word::Comma)?;
        }
    }

    /// `a/b/any(x:…)`, of which `a/b/any` has been read as a path.
    fn lambda(&mut self, mut path: Path, depth: usize) -> Result<Filter, SyntaxError> {
        let all = match path.pop().as_deref() {
            Some("any") => false,
            Some("all") => true,
            _ => return Err(self.error()),
        };
        self.expect(&Word::Open)?;
        if path.is_empty() {
            return Err(self.error());
        }
        if !all && self.eat(&Word::Close) {
            return Ok(Filter::Lambda {
                path,
                all,
                variable: String::new(),
                body: None,
            });
        }
        let variable = self.name()?;
        self.expect(&Word::Colon)?;
        let body = self.expression(0, depth)?;
        self.expect(&Word::Close)?;
        Ok(Filter::Lambda {
            path,
            all,
            variable,
            body: Some(Box::new(body)),
        })
    }

    fn operand(&mut self) -> Result<Operand, SyntaxError> {
        if let Some(Word::Literal(literal)) = self.peek() {
            let literal = literal.clone();
            self.next += 1;
            return Ok(Operand::Literal(literal));
        }
        let mut path = vec![self.name()?];
        while self.eat(&Word::Slash) {
            path.push(self.name()?);
        }
        if path.last().is_some_and(|last| last == "$count") {
            path.pop();
            return if path.is_empty() {
                Err(self.error())
            } else {
                Ok(Operand::Count(path))
            };
        }
        Ok(Operand::Path(path))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn precedence_is_that_of_odata() {
        let shape = |text: &str| format!("{:?}", parse(text).unwrap());
        assert_eq!(
            shape("a eq 1 or b eq 2 and c eq 3"),
            shape("a eq 1 or (b eq 2 and c eq 3)")
        );
        assert_eq!(
            shape("not a eq 1 and b eq 2"),
            shape("(not (a eq 1)) and (b eq 2)")
        );
        assert_eq!(shape("a and b and c"), shape("(a and b) and c"));
    }

    #[test]
    fn literals_are_told_apart() {
        for (text, literal) in [
            (
                "184efa21-98c3-4e5d-95ab-d07053a96e67",
                Literal::Guid(uuid::uuid!("184efa21-98c3-4e5d-95ab-d07053a96e67")),
            ),
            ("'O''Brien'", Literal::Text("O'Brien".to_owned())),
            (
                "2026-01-02",
                Literal::Time("2026-01-02T00:00:00Z".parse().unwrap()),
            ),
            (
                "2026-01-02T03:04:05Z",
                Literal::Time("2026-01-02T03:04:05Z".parse().unwrap()),
            ),
            ("-12.5", Literal::Number(-12.5)),
            ("null", Literal::Null),
            ("false", Literal::Bool(false)),
        ] {
            let Ok(Filter::Compare(_, _, Operand::Literal(found))) = parse(&format!("a eq {text}"))
            else {
                panic!("{text}");
            };
            assert_eq!(found, literal);
        }
    }

    #[test]
    fn nonsense_is_refused_with_its_place() {
        for (text, at) in [
            ("", 0),
            ("a eq", 4),
            ("a eq 'x", 5),
            ("(a eq 1", 7),
            ("a eq 1 b", 7),
            ("any(x:x)", 4),
            ("a ; b", 2),
            ("a in ()", 6),
            ("$count eq 0", 7),
        ] {
            assert_eq!(parse(text), Err(SyntaxError { at }), "{text}");
        }
        assert!(parse(&"(".repeat(10_000)).is_err());
        assert!(parse(&"not ".repeat(4_000)).is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = parse(&text);
        }

        #[test]
        fn no_sequence_of_words_panics(words in prop::collection::vec(
            prop::sample::select(vec!["a", "x/y", "any(", "x:", "not", "and", "or", "eq", "in", "(", ")", ",", "'t'", "null", "$count", "/", "1", "startsWith("]), 0..24)) {
            let _ = parse(&words.join(" "));
        }
    }
}
