//! Which operation a request is.

/// Does a path fit a template such as `/users/{id}/licenseDetails`? Keys may stand in both forms, `/users/x` and
/// `/users('x')`.
pub(super) fn fits(template: &str, path: &str) -> bool {
    let wanted: Vec<&str> = segments(template).collect();
    let mut found: Vec<&str> = Vec::with_capacity(wanted.len());
    for segment in segments(path) {
        let keyed = segment
            .strip_suffix(')')
            .and_then(|rest| rest.split_once('('));
        match keyed {
            // A function has its parameters in brackets too, and its template says so.
            Some((set, key)) if !wanted.iter().any(|w| w.starts_with(set) && w.contains('(')) => {
                found.extend([set, key]);
            }
            _ => found.push(segment.strip_prefix("microsoft.graph.").unwrap_or(segment)),
        }
    }
    wanted.len() == found.len() && wanted.iter().zip(found).all(|(w, f)| fits_segment(w, f))
}

/// How exact a template is: more fixed segments win, so that `/users/$count` is not a user.
pub(super) fn exactness(template: &str) -> usize {
    segments(template)
        .filter(|segment| !segment.starts_with('{'))
        .count()
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

fn fits_segment(template: &str, segment: &str) -> bool {
    match template.split_once('{') {
        None => template == segment,
        Some((before, rest)) => {
            let after = rest.split_once('}').map_or("", |(_, after)| after);
            segment.len() > before.len() + after.len()
                && segment.starts_with(before)
                && segment.ends_with(after)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_fit_in_every_way_that_graph_reads() {
        for (template, path, fit) in [
            ("/users", "/users", true),
            ("/users/{id}", "/users/a%40b.c", true),
            ("/users/{id}", "/users('a')", true),
            ("/users/{id}", "/users", false),
            (
                "/users/{id}/assignLicense",
                "/users/1/microsoft.graph.assignLicense",
                true,
            ),
            (
                "/users/{id}/assignLicense",
                "/users/1/licenseDetails",
                false,
            ),
            (
                "/directory/subscriptions/{id}",
                "/directory/subscriptions(commerceSubscriptionId='x')",
                true,
            ),
            (
                "/reports/f(period='{period}')",
                "/reports/f(period='D7')",
                true,
            ),
            (
                "/reports/f(period='{period}')",
                "/reports/g(period='D7')",
                false,
            ),
        ] {
            assert_eq!(fits(template, path), fit, "{template} {path}");
        }
        assert!(exactness("/users/$count") > exactness("/users/{id}"));
    }
}
