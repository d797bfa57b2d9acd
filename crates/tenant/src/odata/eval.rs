//! The meaning of a filter over the properties of a row, as JSON.
//!
//! Texts compare without regard to case, as the directory does (REC). A property that is absent is null; null
//! is equal to null only, and no order holds for it.

use std::cmp::Ordering;

use serde_json::Value;

use super::{Filter, Literal, Operand, Relation, TextTest};

/// Does the row pass?
pub(crate) fn matches(filter: &Filter, row: &Value) -> bool {
    holds(filter, &Scope { row, bound: None })
}

/// What names stand for: the row, and the variables of the lambdas around.
struct Scope<'a> {
    row: &'a Value,
    bound: Option<(&'a str, &'a Value, &'a Scope<'a>)>,
}

impl<'a> Scope<'a> {
    fn find(&self, path: &[String]) -> &'a Value {
        const NULL: &Value = &Value::Null;
        let Some((first, rest)) = path.split_first() else {
            return NULL;
        };
        let start = match self.bound {
            Some((name, value, _)) if name == first => value,
            Some((_, _, outer)) => return outer.find(path),
            None => self.row.get(first).unwrap_or(NULL),
        };
        rest.iter()
            .fold(start, |value, name| value.get(name).unwrap_or(NULL))
    }
}

fn holds(filter: &Filter, scope: &Scope<'_>) -> bool {
    match filter {
        Filter::And(a, b) => holds(a, scope) && holds(b, scope),
        Filter::Or(a, b) => holds(a, scope) || holds(b, scope),
        Filter::Not(inner) => !holds(inner, scope),
        Filter::Compare(a, relation, b) => related(&value(a, scope), *relation, &value(b, scope)),
        Filter::In(operand, list) => {
            let left = value(operand, scope);
            list.iter().any(|literal| same(&left, &of(literal)))
        }
        Filter::Text(test, subject, part) => match (value(subject, scope), value(part, scope)) {
            (Val::Text(subject), Val::Text(part)) => {
                test.holds(&subject.to_lowercase(), &part.to_lowercase())
            }
            _ => false,
        },
        Filter::Bare(operand) => matches!(value(operand, scope), Val::Bool(true)),
        Filter::Lambda {
            path,
            all,
            variable,
            body,
        } => {
            let items = scope.find(path).as_array().map_or(&[][..], Vec::as_slice);
            let Some(body) = body else {
                return !items.is_empty();
            };
            let passes = |item: &Value| {
                holds(
                    body,
                    &Scope {
                        row: scope.row,
                        bound: Some((variable, item, scope)),
                    },
                )
            };
            if *all {
                items.iter().all(passes)
            } else {
                items.iter().any(passes)
            }
        }
    }
}

impl TextTest {
    /// On texts whose case has been folded.
    pub(super) fn holds(self, subject: &str, part: &str) -> bool {
        match self {
            Self::StartsWith => subject.starts_with(part),
            Self::EndsWith => subject.ends_with(part),
        }
    }
}

/// A value that can be compared.
#[derive(Debug)]
enum Val {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    Time(jiff::Timestamp),
}

fn value(operand: &Operand, scope: &Scope<'_>) -> Val {
    match operand {
        Operand::Literal(literal) => of(literal),
        #[expect(clippy::cast_precision_loss, reason = "no list is that long")]
        Operand::Count(path) => Val::Number(scope.find(path).as_array().map_or(0, Vec::len) as f64),
        Operand::Path(path) => match scope.find(path) {
            Value::Bool(b) => Val::Bool(*b),
            Value::Number(n) => n.as_f64().map_or(Val::Null, Val::Number),
            Value::String(text) => Val::Text(text.clone()),
            Value::Null | Value::Array(_) | Value::Object(_) => Val::Null,
        },
    }
}

fn of(literal: &Literal) -> Val {
    match literal {
        Literal::Null => Val::Null,
        Literal::Bool(b) => Val::Bool(*b),
        Literal::Number(n) => Val::Number(*n),
        Literal::Text(text) => Val::Text(text.clone()),
        Literal::Guid(id) => Val::Text(id.to_string()),
        Literal::Time(at) => Val::Time(*at),
    }
}

fn related(a: &Val, relation: Relation, b: &Val) -> bool {
    match relation {
        Relation::Eq => same(a, b),
        Relation::Ne => !same(a, b),
        Relation::Gt => order(a, b) == Some(Ordering::Greater),
        Relation::Ge => order(a, b).is_some_and(Ordering::is_ge),
        Relation::Lt => order(a, b) == Some(Ordering::Less),
        Relation::Le => order(a, b).is_some_and(Ordering::is_le),
    }
}

fn same(a: &Val, b: &Val) -> bool {
    matches!((a, b), (Val::Null, Val::Null)) || order(a, b) == Some(Ordering::Equal)
}

/// None: they cannot be compared.
fn order(a: &Val, b: &Val) -> Option<Ordering> {
    match (a, b) {
        (Val::Bool(a), Val::Bool(b)) => Some(a.cmp(b)),
        (Val::Number(a), Val::Number(b)) => a.partial_cmp(b),
        (Val::Text(a), Val::Text(b)) => Some(a.to_lowercase().cmp(&b.to_lowercase())),
        (Val::Time(a), Val::Time(b)) => Some(a.cmp(b)),
        (Val::Text(a), Val::Time(b)) => Some(a.parse::<jiff::Timestamp>().ok()?.cmp(b)),
        (Val::Time(a), Val::Text(b)) => Some(a.cmp(&b.parse().ok()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::parse::parse;
    use super::*;

    #[test]
    fn filters_mean_what_graph_says() {
        let row = json!({
            "displayName": "Info", "accountEnabled": false, "usageLocation": "NL", "onPremisesSyncEnabled": null,
            "createdDateTime": "2026-01-02T03:04:05Z",
            "assignedLicenses": [{"skuId": "184efa21-98c3-4e5d-95ab-d07053a96e67", "disabledPlans": []}],
            "proxyAddresses": ["SMTP:info@contoso.com"],
        });
        for (text, passes) in [
            ("displayName eq 'INFO'", true),
            ("accountEnabled eq false", true),
            ("accountEnabled", false),
            ("not accountEnabled", true),
            ("onPremisesSyncEnabled eq null", true),
            ("onPremisesSyncEnabled ne true", true),
            ("usageLocation in ('DE', 'nl')", true),
            ("assignedLicenses/$count ne 0", true),
            ("assignedLicenses/$count eq 0", false),
            ("assignedLicenses/any()", true),
            (
                "assignedLicenses/any(x:x/skuId eq 184EFA21-98c3-4e5d-95ab-d07053a96e67)",
                true,
            ),
            (
                "assignedLicenses/all(x:x/skuId ne 184efa21-98c3-4e5d-95ab-d07053a96e67)",
                false,
            ),
            ("proxyAddresses/any(p:startsWith(p,'smtp:info@'))", true),
            (
                "proxyAddresses/any(p:endsWith(p,'@CONTOSO.com') and accountEnabled eq false)",
                true,
            ),
            (
                "createdDateTime ge 2026-01-01T00:00:00Z and createdDateTime lt 2026-02-01",
                true,
            ),
            ("nothing eq null", true),
            ("nothing lt 'a'", false),
            ("startsWith(displayName,'in') eq false", false),
        ] {
            assert_eq!(matches(&parse(text).unwrap(), &row), passes, "{text}");
        }
    }
}
