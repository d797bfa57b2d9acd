//! The article's way through the admin center, in the words and with the links of the reader's cloud, and
//! the rules of returning a licence.

use crate::locale::Locale;
use crate::msg::{article, billing};

/// The six steps as plain text.
pub fn steps(locale: &Locale) -> Vec<String> {
    steps_markdown(locale)
        .iter()
        .map(|step| plain(step))
        .collect()
}

/// The six steps as Markdown: the admin center's labels are bold, its pages are links.
pub fn steps_markdown(locale: &Locale) -> Vec<String> {
    vec![
        article::step_open(locale),
        article::step_select(locale),
        article::step_clear(locale),
        article::step_save(locale),
        article::step_check(locale),
        article::step_pay(locale),
    ]
}

/// When a licence is required, by the article: four lines that end its sentence `article::required`.
pub fn conditions(locale: &Locale) -> Vec<String> {
    vec![
        article::required_size(locale),
        article::required_archive(locale),
        article::required_hold(locale),
        article::required_defender(locale),
    ]
}

/// What to know before the total of a subscription is lowered (`peers.md` 1g).
pub fn billing_rules(locale: &Locale) -> Vec<String> {
    vec![
        billing::rule_role(locale),
        billing::rule_total(locale),
        billing::rule_assigned(locale),
        billing::rule_mca(locale),
        billing::rule_mosa(locale),
        billing::rule_prepaid(locale),
        billing::rule_partner(locale),
        billing::rule_trial(locale),
        billing::rule_reassign(locale),
    ]
}

/// Markdown of this room as plain text: bold marks go, a link keeps its text with the address behind it.
pub fn plain(markdown: &str) -> String {
    let mut text = markdown.replace("**", "");
    while let Some(open) = text.find('[') {
        let Some(middle) = text[open..].find("](").map(|at| open + at) else {
            break;
        };
        let Some(close) = text[middle..].find(')').map(|at| middle + at) else {
            break;
        };
        let said = format!("{} ({})", &text[open + 1..middle], &text[middle + 2..close]);
        text.replace_range(open..=close, &said);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn plain_text_keeps_words_and_addresses() {
        for (markdown, text) in [
            ("Select **Save**.", "Select Save."),
            (
                "Go to [**Active users**](https://a.b/c).",
                "Go to Active users (https://a.b/c).",
            ),
            ("[a](b) and [c](d)", "a (b) and c (d)"),
            ("[open", "[open"),
            ("[open](", "[open]("),
            ("", ""),
        ] {
            assert_eq!(plain(markdown), text);
        }
    }
}
