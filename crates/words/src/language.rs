//! Which language to speak.

use std::str::FromStr;
use std::sync::OnceLock;

use intl_memoizer::Memoizable;
use unic_langid::LanguageIdentifier;

use crate::number::Decimals;

include!(concat!(env!("OUT_DIR"), "/language.rs"));

impl Default for Language {
    /// English: the reference that every other language is compared with.
    fn default() -> Self {
        Self::En
    }
}

impl Language {
    /// The best language for what a browser sends (`Accept-Language: nl-BE,nl;q=0.9`) or a system says
    /// (`LANG=nl_NL.UTF-8`, `LANGUAGE=nl:en`). English where none fits. Never fails: bad text names nothing.
    pub fn negotiate(wanted: &str) -> Self {
        let mut best: Option<(f32, Self)> = None;
        for entry in wanted.split([',', ':']) {
            let mut parts = entry.split(';');
            let quality = quality(parts.clone().skip(1));
            let Some(language) = parts.next().and_then(Self::named) else {
                continue;
            };
            // The first of equals wins, as in a list without qualities.
            if quality > 0.0 && best.is_none_or(|(other, _)| quality > other) {
                best = Some((quality, language));
            }
        }
        best.map_or_else(Self::default, |(_, language)| language)
    }

    /// The language of a tag such as `nl-BE` or `nl_NL.UTF-8`: the exact one, else the one of its first part.
    fn named(tag: &str) -> Option<Self> {
        let tag = tag
            .trim()
            .split(['.', '@'])
            .next()
            .unwrap_or_default()
            .replace('_', "-");
        let exact = Self::ALL
            .iter()
            .find(|l| l.tag().eq_ignore_ascii_case(&tag));
        let primary = tag.split('-').next().unwrap_or_default();
        exact
            .or_else(|| {
                Self::ALL
                    .iter()
                    .find(|l| l.tag().eq_ignore_ascii_case(primary))
            })
            .copied()
    }

    /// What the language calls itself, for the list to choose from.
    pub fn name(self) -> String {
        crate::msg::form::language(&crate::Locale::new(self, model::CloudId::Worldwide))
    }

    pub(crate) fn id(self) -> LanguageIdentifier {
        self.tag()
            .parse()
            .expect("a test parses the tag of every language")
    }

    pub(crate) fn decimals(self) -> &'static Decimals {
        static DECIMALS: [OnceLock<Decimals>; Language::ALL.len()] =
            [const { OnceLock::new() }; Language::ALL.len()];
        DECIMALS[self as usize].get_or_init(|| {
            Decimals::construct(self.id(), ())
                .expect("a test makes the number format of every language")
        })
    }
}

/// `q` of an entry; 1 where it is absent, 0 where it is nonsense.
fn quality<'a>(mut parameters: impl Iterator<Item = &'a str>) -> f32 {
    let q = parameters.find_map(|p| p.trim().strip_prefix("q="));
    q.map_or(1.0, |q| {
        q.parse::<f32>()
            .ok()
            .filter(|q| q.is_finite())
            .unwrap_or(0.0)
    })
}

/// Text that names none of the languages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a language that Boxseat speaks")]
pub struct UnknownLanguage(pub String);

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        Self::named(text).ok_or_else(|| UnknownLanguage(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_can_write_numbers_and_names_itself() {
        for language in Language::ALL {
            assert_eq!(language.id().to_string(), language.tag());
            assert_ne!(language.decimals().digits("1234567.5"), "1234567.5");
            assert!(!language.name().is_empty());
            assert_eq!(language.tag().parse(), Ok(*language));
        }
    }

    #[test]
    fn the_language_is_what_browser_or_system_asks_for() {
        for (wanted, language) in [
            ("nl", Language::Nl),
            ("nl-BE,nl;q=0.9,en;q=0.8", Language::Nl),
            ("de-DE,de;q=0.9,nl;q=0.5,en;q=0.4", Language::Nl),
            ("en;q=0.5,nl;q=0.7", Language::Nl),
            ("nl;q=0,en", Language::En),
            ("en-GB,nl", Language::En),
            ("nl_NL.UTF-8", Language::Nl),
            ("nl_BE@euro", Language::Nl),
            ("NL:en", Language::Nl),
            ("C.UTF-8", Language::En),
            ("POSIX", Language::En),
            ("", Language::En),
            ("*", Language::En),
            ("zh-CN", Language::En),
            (";;q=,,q=NaN;nl;q=x", Language::En),
        ] {
            assert_eq!(Language::negotiate(wanted), language, "{wanted:?}");
        }
    }
}
