//! `$filter` on accounts: what may be asked, and how (`graph.md` 2.2, 2.3).

use http::StatusCode;

use super::super::query;
use super::properties::{Filterable, Property, property};
use crate::context::Context;
use crate::odata::Filter;
use crate::odata::parse::parse;
use crate::refusal::Refusal;

/// The filter of a request, if it is one that the directory takes.
pub(super) fn read(context: &Context, sorted: bool) -> Result<Option<Filter>, Refusal> {
    let Some(text) = context.option("filter") else {
        return Ok(None);
    };
    // REC: the wordings of Graph's OData library for a clause that cannot be read.
    let clause = |what: String| {
        Refusal::new(
            StatusCode::BAD_REQUEST,
            "BadRequest",
            format!("Invalid filter clause: {what}"),
        )
    };
    let filter = parse(text)
        .map_err(|e| clause(format!("Syntax error at position {} in '{text}'.", e.at)))?;
    let names = filter.properties();
    let mut advanced = filter.is_advanced() || sorted;
    for name in &names {
        match property(name).map(|property| property.filter) {
            None => {
                return Err(clause(format!(
                    "Could not find a property named '{name}' on type 'microsoft.graph.user'."
                )));
            }
            Some(Filterable::No) => {
                return Err(Refusal::unsupported(
                    "The request uses a filter property that is not indexed",
                ));
            }
            Some(Filterable::Advanced) => advanced = true,
            Some(Filterable::Yes) => {}
        }
    }
    if reads_sign_in(Some(&filter)) {
        if names.len() > 1 {
            return Err(Refusal::unsupported("Unsupported Query."));
        }
        // It has its own rules: `ne` and `not` need no header.
        return Ok(Some(filter));
    }
    if advanced
        && !(context.eventual() && (query::counts(context) || context.target.contains("/$count")))
    {
        return Err(Refusal::unsupported("Unsupported Query."));
    }
    Ok(Some(filter))
}

/// Does the filter read `signInActivity`?
pub(super) fn reads_sign_in(filter: Option<&Filter>) -> bool {
    filter.is_some_and(|filter| {
        filter
            .properties()
            .iter()
            .any(|name| name.eq_ignore_ascii_case("signInActivity"))
    })
}

/// The properties that the evaluator needs.
pub(super) fn properties(filter: &Filter) -> Vec<&'static Property> {
    filter
        .properties()
        .into_iter()
        .filter_map(property)
        .collect()
}
