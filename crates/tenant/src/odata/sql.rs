//! A filter as a condition of SQL, as far as that goes: every row that [`super::eval`] keeps passes it too.

use rusqlite::types::Value as Sql;

use super::{Filter, Literal, Operand, Relation, TextTest};

/// A condition with its parameters (`?`, in order).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Prefilter {
    pub(crate) sql: String,
    pub(crate) values: Vec<Sql>,
    /// Does it say exactly what the filter says?
    pub(crate) exact: bool,
}

/// How a property stands in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// A text; its collation does not matter.
    Text(&'static str),
    /// An id, in lower case; there is an index of them.
    Id(&'static str),
    /// 0 or 1, or null.
    Bool(&'static str),
    /// Products held: `any(x:x/skuId eq …)` by the table of licences, `$count` by this column.
    Licenses(&'static str),
}

/// The condition for a filter, where `column` knows the properties.
pub(crate) fn prefilter(filter: &Filter, column: &impl Fn(&str) -> Option<Column>) -> Prefilter {
    match filter {
        Filter::And(a, b) => both(prefilter(a, column), "AND", prefilter(b, column)),
        Filter::Or(a, b) => both(prefilter(a, column), "OR", prefilter(b, column)),
        // What lets too much through lets too little through when it is turned round.
        Filter::Not(inner) => match prefilter(inner, column) {
            Prefilter {
                sql,
                values,
                exact: true,
            } => Prefilter {
                sql: format!("NOT ({sql})"),
                values,
                exact: true,
            },
            _ => everything(),
        },
        Filter::Compare(Operand::Path(path), relation, Operand::Literal(literal)) => {
            named(path, column)
                .and_then(|column| compare(column, *relation, literal))
                .unwrap_or_else(everything)
        }
        Filter::Compare(Operand::Count(path), relation, Operand::Literal(Literal::Number(n))) => {
            match (named(path, column), relation) {
                (Some(Column::Licenses(column)), Relation::Eq | Relation::Ne) => {
                    let sign = if *relation == Relation::Eq { "=" } else { "<>" };
                    Prefilter {
                        sql: format!("{column} {sign} ?"),
                        values: vec![Sql::Real(*n)],
                        exact: true,
                    }
                }
                _ => everything(),
            }
        }
        Filter::Bare(Operand::Path(path)) => match named(path, column) {
            Some(Column::Bool(column)) => Prefilter {
                sql: format!("coalesce({column}, 0)"),
                values: Vec::new(),
                exact: true,
            },
            _ => everything(),
        },
        Filter::Text(test, Operand::Path(path), Operand::Literal(Literal::Text(part))) => {
            match named(path, column) {
                Some(Column::Text(column)) => text_test(column, *test, part),
                _ => everything(),
            }
        }
        Filter::Lambda {
            path,
            all: false,
            variable,
            body,
        } => match (named(path, column), body.as_deref()) {
            (Some(Column::Licenses(column)), None) => Prefilter {
                sql: format!("{column} > 0"),
                values: Vec::new(),
                exact: true,
            },
            (Some(Column::Licenses(_)), Some(body)) => {
                held(variable, body).unwrap_or_else(everything)
            }
            _ => everything(),
        },
        Filter::In(Operand::Path(path), list) => match named(path, column) {
            Some(Column::Id(column)) => one_of(column, list).unwrap_or_else(everything),
            _ => everything(),
        },
        Filter::Compare(..)
        | Filter::In(..)
        | Filter::Text(..)
        | Filter::Bare(_)
        | Filter::Lambda { .. } => everything(),
    }
}

/// Without a look at every row: a client asks for the sign-ins of many thousand accounts, some at a time.
fn one_of(column: &str, list: &[Literal]) -> Option<Prefilter> {
    let ids = list.iter().map(id).collect::<Option<Vec<_>>>()?;
    let places = vec!["?"; ids.len()].join(",");
    Some(Prefilter {
        sql: format!("{column} IN ({places})"),
        values: ids.into_iter().map(Sql::from).collect(),
        exact: false,
    })
}

/// As ids are kept.
fn id(literal: &Literal) -> Option<String> {
    match literal {
        Literal::Guid(id) => Some(id.to_string()),
        Literal::Text(text) if text.is_ascii() => Some(text.to_ascii_lowercase()),
        _ => None,
    }
}

fn everything() -> Prefilter {
    Prefilter {
        sql: "1".to_owned(),
        values: Vec::new(),
        exact: false,
    }
}

fn both(a: Prefilter, word: &str, b: Prefilter) -> Prefilter {
    let values = a.values.into_iter().chain(b.values).collect();
    Prefilter {
        sql: format!("({} {word} {})", a.sql, b.sql),
        values,
        exact: a.exact && b.exact,
    }
}

fn named(path: &[String], column: &impl Fn(&str) -> Option<Column>) -> Option<Column> {
    match path {
        [one] => column(one),
        _ => None,
    }
}

/// SQLite folds the case of ASCII only, so a condition on other letters would let too little through.
fn compare(column: Column, relation: Relation, literal: &Literal) -> Option<Prefilter> {
    let (sql, value) = match (column, relation, literal) {
        (Column::Id(c), Relation::Eq, literal) => {
            return one_of(c, std::slice::from_ref(literal));
        }
        (Column::Text(c) | Column::Bool(c), Relation::Eq, Literal::Null) => {
            (format!("{c} IS NULL"), None)
        }
        (Column::Text(c) | Column::Bool(c), Relation::Ne, Literal::Null) => {
            (format!("{c} IS NOT NULL"), None)
        }
        (Column::Bool(c), Relation::Eq, Literal::Bool(b)) => {
            (format!("{c} IS ?"), Some(Sql::from(*b)))
        }
        (Column::Bool(c), Relation::Ne, Literal::Bool(b)) => {
            (format!("{c} IS NOT ?"), Some(Sql::from(*b)))
        }
        (Column::Text(c), Relation::Eq, Literal::Text(text)) if text.is_ascii() => (
            format!("{c} IS ? COLLATE NOCASE"),
            Some(Sql::from(text.clone())),
        ),
        (Column::Text(c), Relation::Eq, Literal::Guid(id)) => (
            format!("{c} IS ? COLLATE NOCASE"),
            Some(Sql::from(id.to_string())),
        ),
        _ => return None,
    };
    // A text column may hold letters outside ASCII whose folded form is ASCII (the Kelvin sign), so even the
    // comparison of texts may only be trusted to keep, not to drop, when it is turned round.
    let exact = matches!(column, Column::Bool(_)) || value.is_none();
    let lax = match (column, exact) {
        (Column::Text(c), false) => format!("({sql} OR {c} GLOB '*[^ -~]*')"),
        _ => sql,
    };
    Some(Prefilter {
        sql: lax,
        values: value.into_iter().collect(),
        exact,
    })
}

fn text_test(column: &str, test: TextTest, part: &str) -> Prefilter {
    if !part.is_ascii() || part.contains(['%', '_', '\\']) {
        return everything();
    }
    let pattern = match test {
        TextTest::StartsWith => format!("{part}%"),
        TextTest::EndsWith => format!("%{part}"),
    };
    Prefilter {
        sql: format!("({column} LIKE ? OR {column} GLOB '*[^ -~]*')"),
        values: vec![Sql::from(pattern)],
        exact: false,
    }
}

/// `any(x:x/skuId eq <guid>)`.
fn held(variable: &str, body: &Filter) -> Option<Prefilter> {
    let Filter::Compare(Operand::Path(path), Relation::Eq, Operand::Literal(literal)) = body else {
        return None;
    };
    let sku = match literal {
        Literal::Guid(id) => id.to_string(),
        Literal::Text(text) if text.is_ascii() => text.to_ascii_lowercase(),
        _ => return None,
    };
    let [first, second] = path.as_slice() else {
        return None;
    };
    (first == variable && second == "skuId").then(|| Prefilter {
        sql: "n IN (SELECT account FROM license WHERE sku = ?)".to_owned(),
        values: vec![Sql::from(sku)],
        exact: false,
    })
}
