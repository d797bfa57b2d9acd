//! Search in help: by any word of ours, and by the words of Microsoft's translation where that is garbled.

use store::inventory::folded;
use words::Locale;

/// A place in help where the search leads.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) about: String,
}

/// What answers to a search, the glossary first: it explains the word itself.
pub(crate) fn found(search: &str, here: &str, l: &Locale) -> Vec<Found> {
    let wanted = folded(search.trim());
    let says = |texts: &[&str]| texts.iter().any(|text| folded(text).contains(&wanted));
    let terms = words::glossary(l).into_iter().filter_map(|term| {
        says(&[&term.word, &term.about, &term.also]).then(|| Found {
            href: format!("#term-{}", term.id),
            title: term.word,
            about: term.about,
        })
    });
    let steps = words::guide(l).into_iter().filter_map(|step| {
        let text = words::plain(&step.markdown);
        says(&[&text]).then(|| Found {
            href: format!("#step-{}", step.id),
            title: words::article::title(l),
            about: text,
        })
    });
    let topics = words::topics(l).into_iter().filter_map(|topic| {
        let points: Vec<String> = topic.points.iter().map(|p| words::plain(p)).collect();
        let point = points.iter().find(|point| says(&[point])).cloned();
        let named = says(&[&topic.title, &topic.summary]);
        (named || point.is_some()).then(|| Found {
            href: format!("{here}/{}", topic.id),
            title: topic.title,
            about: point.unwrap_or(topic.summary),
        })
    });
    terms.chain(steps).chain(topics).collect()
}

#[cfg(test)]
mod tests {
    use model::CloudId;
    use words::Language;

    use super::*;

    #[test]
    fn the_articles_own_words_are_found_in_both_languages() {
        for (language, search, title) in [
            (Language::Nl, "niet-gelicenseerd", "Zonder licentie"),
            (Language::Nl, "NIET-GELICENSEERD", "Zonder licentie"),
            (Language::Nl, "archivering op de plaats", "In-place archief"),
            (Language::En, "not licensed", "Unlicensed"),
            (Language::En, " free ", "Assigned, Available"),
        ] {
            let l = Locale::new(language, CloudId::Worldwide);
            let found = found(search, "/help", &l);
            let first = found.first().map(|f| f.title.as_str());
            assert_eq!(first, Some(title), "{search}");
        }
    }

    #[test]
    fn what_nobody_says_is_not_found() {
        let l = Locale::new(Language::En, CloudId::Worldwide);
        assert!(found("<script>", "/help", &l).is_empty());
        let convert = found("Set-RemoteMailbox", "/help", &l);
        assert_eq!(convert[0].href, "/help/convert");
        assert!(
            convert[0].about.contains("Set-RemoteMailbox"),
            "{convert:?}"
        );
    }
}
