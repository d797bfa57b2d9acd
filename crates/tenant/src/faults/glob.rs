//! Paths with `*`.

/// Does the text fit the pattern, where `*` is any text, also none? Letters of either case.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().map(|c| c.to_ascii_lowercase()).collect();
    let text: Vec<char> = text.chars().map(|c| c.to_ascii_lowercase()).collect();
    let (mut p, mut t) = (0, 0);
    // Where the last star stands, and up to where it has eaten: there the search goes on after a dead end.
    let mut star = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(&c) if c == text[t] => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, eaten)) => {
                    star = Some((at, eaten + 1));
                    p = at + 1;
                    t = eaten + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::matches;

    #[test]
    fn stars_are_any_text() {
        for (pattern, text, fits) in [
            (
                "/v1.0/users/*/assignLicense",
                "/v1.0/users/ab/assignlicense",
                true,
            ),
            ("/v1.0/users/*", "/v1.0/users", false),
            ("*", "", true),
            ("*ab*ab", "abab", true),
            ("*ab*ab", "abcab!", false),
            ("a", "ab", false),
        ] {
            assert_eq!(matches(pattern, text), fits, "{pattern} {text}");
        }
    }

    proptest! {
        #[test]
        fn a_text_with_holes_fits_itself(parts in prop::collection::vec("[a-c]{0,3}", 1..5), fill in "[a-c]{0,4}") {
            prop_assert!(matches(&parts.join("*"), &parts.join(&fill)));
        }

        #[test]
        fn no_text_panics(pattern: String, text: String) {
            matches(&pattern, &text);
        }
    }
}
