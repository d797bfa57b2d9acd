//! OPATH, the filter language of the Exchange cmdlets: `RecipientTypeDetails -eq 'SharedMailbox' -and Alias -gt 'm'`
//! (`exchange.md` 1.5, 4.4). A filter has one meaning, [`Filter::matches`]; what SQL makes of it may let too
//! much through, never too little.

mod eval;
mod parse;

pub(crate) use eval::compare;
pub(crate) use parse::parse;

/// A filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Filter {
    /// Both.
    And(Box<Filter>, Box<Filter>),
    /// Either.
    Or(Box<Filter>, Box<Filter>),
    /// The opposite.
    Not(Box<Filter>),
    /// A property against a value.
    Test {
        /// The property, as it was written; letters of either case.
        property: String,
        /// The operator.
        operator: Operator,
        /// The value.
        value: Literal,
    },
}

/// An operator between a property and a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    /// `-eq`
    Eq,
    /// `-ne`
    Ne,
    /// `-gt`
    Gt,
    /// `-ge`
    Ge,
    /// `-lt`
    Lt,
    /// `-le`
    Le,
    /// `-like`
    Like,
    /// `-notlike`
    NotLike,
}

/// A value of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Literal {
    /// `'text'`, `"text"`, or a bare word or number.
    Text(String),
    /// `$true`, `$false`.
    Bool(bool),
    /// `$null`.
    Null,
}

/// A property as a filter sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Operand {
    /// A text, and anything that is written as one.
    Text(String),
    /// A switch.
    Bool(bool),
    /// Several values; a test holds when it holds for one of them.
    Many(Vec<String>),
    /// Nothing.
    Null,
}

impl Filter {
    /// The first property of the filter for which `known` says no.
    pub(crate) fn unknown_property(&self, known: &impl Fn(&str) -> bool) -> Option<&str> {
        match self {
            Self::And(a, b) | Self::Or(a, b) => a
                .unknown_property(known)
                .or_else(|| b.unknown_property(known)),
            Self::Not(inner) => inner.unknown_property(known),
            Self::Test { property, .. } => (!known(property)).then_some(property),
        }
    }

    /// Tests that hold for every row that matches: those joined by `-and` at the top.
    pub(crate) fn necessary(&self) -> Vec<(&str, Operator, &Literal)> {
        match self {
            Self::And(a, b) => {
                let mut both = a.necessary();
                both.extend(b.necessary());
                both
            }
            Self::Test {
                property,
                operator,
                value,
            } => vec![(property, *operator, value)],
            Self::Or(..) | Self::Not(_) => Vec::new(),
        }
    }
}
