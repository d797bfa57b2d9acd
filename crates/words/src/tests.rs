//! Every message of every language, as a reader sees it: kept beside the code so that a reviewer can read it.

use std::collections::BTreeMap;

use model::cloud::CLOUDS;

use crate::msg::samples;
use crate::{Language, Locale};

fn locales() -> impl Iterator<Item = Locale> {
    Language::ALL
        .iter()
        .flat_map(|language| CLOUDS.map(|cloud| Locale::new(*language, cloud.id)))
}

#[test]
fn every_message_reads_well() {
    for language in Language::ALL {
        let lines: Vec<_> = samples(&Locale::new(*language, model::CloudId::Worldwide))
            .into_iter()
            .map(|(id, text)| format!("{id}: {text}"))
            .collect();
        insta::assert_snapshot!(format!("messages-{}", language.tag()), lines.join("\n"));
    }
}

#[test]
fn what_differs_between_clouds_is_only_what_should() {
    for language in Language::ALL {
        let worldwide = samples(&Locale::new(*language, model::CloudId::Worldwide));
        let mut differences = BTreeMap::new();
        for cloud in CLOUDS {
            let here = samples(&Locale::new(*language, cloud.id));
            let other = here
                .iter()
                .zip(&worldwide)
                .filter(|(here, there)| here != there);
            let lines: Vec<_> = other
                .map(|((id, text), _)| format!("{id}: {text}"))
                .collect();
            differences.insert(cloud.id, lines);
        }
        assert!(differences[&model::CloudId::Worldwide].is_empty());
        let text: Vec<_> = differences
            .iter()
            .map(|(cloud, lines)| format!("# {cloud}\n{}", lines.join("\n")))
            .collect();
        insta::assert_snapshot!(format!("clouds-{}", language.tag()), text.join("\n\n"));
    }
}

#[test]
fn no_message_is_empty_or_shows_its_source() {
    for locale in locales() {
        for (id, text) in samples(&locale) {
            assert!(!text.trim().is_empty(), "{id} in {locale:?}");
            assert!(
                !text.contains(['{', '}', '\u{2068}', '\u{2069}']),
                "{id} in {locale:?}: {text}"
            );
            assert!(
                !text.contains("  ") && text == text.trim(),
                "{id} in {locale:?}: {text:?}"
            );
            assert!(!text.contains(".."), "{id} in {locale:?}: {text}");
        }
    }
}
