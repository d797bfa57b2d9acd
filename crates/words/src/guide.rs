//! The article's way through the admin center, in the words and with the links of the reader's cloud, and
//! the rules of returning a licence.

use crate::locale::Locale;
use crate::markdown::{labels, plain};
use crate::msg::{article, billing};

/// A step of the article. Help shows it, `docs/remove-a-license.*.md` prints it, and a browser can be driven by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideStep {
    /// What it does, the same in every language and cloud: `open`, `select`, `clear`, `save`, `check`, `pay`.
    pub id: &'static str,
    /// The sentence as Markdown: the admin center's labels are bold, its pages are links.
    pub markdown: String,
    /// The labels that it names, in the order in which they are used.
    pub labels: Vec<String>,
}

/// The six steps.
pub fn guide(locale: &Locale) -> Vec<GuideStep> {
    let sentences = [
        ("open", article::step_open(locale)),
        ("select", article::step_select(locale)),
        ("clear", article::step_clear(locale)),
        ("save", article::step_save(locale)),
        ("check", article::step_check(locale)),
        ("pay", article::step_pay(locale)),
    ];
    let step = |(id, markdown): (&'static str, String)| GuideStep {
        id,
        labels: labels(&markdown),
        markdown,
    };
    sentences.into_iter().map(step).collect()
}

/// The six steps as plain text.
pub fn steps(locale: &Locale) -> Vec<String> {
    guide(locale)
        .iter()
        .map(|step| plain(&step.markdown))
        .collect()
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

#[cfg(test)]
mod tests {
    use model::CloudId;
    use model::cloud::CLOUDS;

    use super::*;
    use crate::{Language, ui};

    #[test]
    fn every_step_names_the_labels_that_are_used() {
        for language in Language::ALL {
            for cloud in CLOUDS {
                let l = Locale::new(*language, cloud.id);
                let steps = guide(&l);
                let of = |id: &str| &steps.iter().find(|s| s.id == id).unwrap().labels;
                assert_eq!(*of("open"), [ui::users(&l), ui::active_users(&l)]);
                assert_eq!(*of("save"), [ui::save(&l)]);
                assert_eq!(of("check")[1], ui::unlicensed(&l));
                assert!(of("clear").len() == 2, "{:?}", of("clear"));
                let closes = matches!(cloud.id, CloudId::China | CloudId::Germany);
                assert_eq!(of("pay").contains(&ui::close(&l)), closes);
                assert_eq!(of("select").is_empty(), !closes);
            }
        }
    }
}
