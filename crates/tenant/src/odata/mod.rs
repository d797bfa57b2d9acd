//! `$filter`: one grammar, one meaning ([`eval`]), and a prefilter for SQL ([`sql`]) that may let too much
//! through, never too little.

pub(crate) mod eval;
mod lex;
pub(crate) mod parse;
pub(crate) mod sql;

use jiff::Timestamp;
use uuid::Uuid;

/// A filter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Filter {
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
    Not(Box<Self>),
    /// `a eq b`.
    Compare(Operand, Relation, Operand),
    /// `a in (b, c)`.
    In(Operand, Vec<Literal>),
    /// `startsWith(a, b)`.
    Text(TextTest, Operand, Operand),
    /// `path/any(x:…)`, `path/all(x:…)`; no body: is there any at all?
    Lambda {
        path: Path,
        all: bool,
        variable: String,
        body: Option<Box<Self>>,
    },
    /// A boolean property, or a literal, by itself.
    Bare(Operand),
}

/// How two values relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

/// Tests of texts. (`contains` is not one of the directory's.)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextTest {
    StartsWith,
    EndsWith,
}

/// A property, by its segments; the first may be the variable of a lambda.
pub(crate) type Path = Vec<String>;

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    Path(Path),
    /// `path/$count`.
    Count(Path),
    Literal(Literal),
}

/// A value in a filter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Literal {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    Guid(Uuid),
    Time(Timestamp),
}

impl Filter {
    /// Every property that the filter reads, without the variables of lambdas: `assignedLicenses` for
    /// `assignedLicenses/any(x:x/skuId eq …)`.
    pub(crate) fn properties(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.collect(&mut Vec::new(), &mut found);
        found
    }

    fn collect<'a>(&'a self, bound: &mut Vec<&'a str>, found: &mut Vec<&'a str>) {
        let mut path = |path: &'a Path, bound: &[&str]| {
            if let Some(first) = path.first()
                && !bound.contains(&first.as_str())
                && !found.contains(&first.as_str())
            {
                found.push(first);
            }
        };
        match self {
            Self::And(a, b) | Self::Or(a, b) => {
                a.collect(bound, found);
                b.collect(bound, found);
            }
            Self::Not(inner) => inner.collect(bound, found),
            Self::Compare(a, _, b) | Self::Text(_, a, b) => {
                for operand in [a, b] {
                    if let Operand::Path(p) | Operand::Count(p) = operand {
                        path(p, bound);
                    }
                }
            }
            Self::In(operand, _) | Self::Bare(operand) => {
                if let Operand::Path(p) | Operand::Count(p) = operand {
                    path(p, bound);
                }
            }
            Self::Lambda {
                path: p,
                variable,
                body,
                ..
            } => {
                path(p, bound);
                if let Some(body) = body {
                    bound.push(variable);
                    body.collect(bound, found);
                    bound.pop();
                }
            }
        }
    }

    /// Does it need `ConsistencyLevel: eventual` and `$count=true` (`graph.md` 2.3)?
    pub(crate) fn is_advanced(&self) -> bool {
        let counts = |operand: &Operand| matches!(operand, Operand::Count(_));
        match self {
            Self::And(a, b) | Self::Or(a, b) => a.is_advanced() || b.is_advanced(),
            Self::Not(_) => true,
            Self::Compare(a, relation, b) => *relation == Relation::Ne || counts(a) || counts(b),
            Self::Text(test, ..) => *test != TextTest::StartsWith,
            Self::In(operand, _) | Self::Bare(operand) => counts(operand),
            Self::Lambda { body, .. } => body.as_ref().is_some_and(|body| body.is_advanced()),
        }
    }
}
