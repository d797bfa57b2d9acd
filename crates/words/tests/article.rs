//! `docs/remove-a-license.*.md` and `docs/glossary.md` say what Help says. `BLESS=1 cargo test -p boxseat-words --test
//! article` writes them anew.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

use std::fmt::Write as _;
use std::path::PathBuf;

use boxseat_words::{self as words, Language, Locale, article, help, ui};
use model::CloudId;
use model::cloud::CLOUDS;

const MADE: &str = "<!-- Made from the words of the program: BLESS=1 cargo test -p boxseat-words --test article -->\n\n";

/// Compares a file of `docs/` with what it should be, or writes it.
fn keep(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs")
        .join(name);
    if std::env::var_os("BLESS").is_some() {
        fs_err::write(&path, text).unwrap();
    }
    let kept = fs_err::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "docs/{name} differs from the words: run with BLESS=1 and read the difference"
    );
}

/// The clouds with the same steps, together.
fn groups(language: Language) -> Vec<Vec<Locale>> {
    let mut groups: Vec<Vec<Locale>> = Vec::new();
    for cloud in CLOUDS {
        let locale = Locale::new(language, cloud.id);
        let same = |group: &&mut Vec<Locale>| words::guide(&group[0]) == words::guide(&locale);
        match groups.iter_mut().find(same) {
            Some(group) => group.push(locale),
            None => groups.push(vec![locale]),
        }
    }
    groups
}

fn the_article(language: Language) -> String {
    let l = Locale::new(language, CloudId::Worldwide);
    let mut page = format!("# {}\n\n{MADE}{}\n", article::title(&l), article::intro(&l));
    let mut put = |text: String| write!(page, "{text}").unwrap();
    put(format!("\n{}\n\n", article::required(&l)));
    for (no, condition) in (1..).zip(words::conditions(&l)) {
        put(format!("{no}. {condition}\n"));
    }
    put(format!("\n{}\n", help::more_conditions(&l)));
    for group in groups(language) {
        let names: Vec<_> = group.iter().map(ui::cloud).collect();
        put(format!("\n## {}\n\n", names.join(", ")));
        for (no, step) in (1..).zip(words::guide(&group[0])) {
            put(format!(
                "{no}. <a id=\"{}-{}\"></a>{}\n",
                group[0].cloud(),
                step.id,
                step.markdown
            ));
        }
        put(format!("\n> {}\n", article::not_here(&group[0])));
        if group.iter().any(|l| l.cloud() == CloudId::Germany) {
            put(format!("\n{}\n", help::closed(&l)));
        }
    }
    put(format!("\n## {}\n\n", help::stop_paying(&l)));
    for rule in words::billing_rules(&l) {
        put(format!("- {rule}\n"));
    }
    put(format!("\n## {}\n", help::related(&l)));
    for topic in words::topics(&l) {
        put(format!("\n### {}\n\n{}\n\n", topic.title, topic.summary));
        for point in topic.points {
            put(format!("- {point}\n"));
        }
    }
    page
}

fn the_glossary() -> String {
    let mut page = format!(
        "# {}\n\n{MADE}",
        help::glossary(&Locale::new(Language::En, CloudId::Worldwide))
    );
    page += "Where Microsoft's Dutch translation of the article is garbled, Boxseat says it in good Dutch; search finds \
             the article's words too.\n";
    for language in Language::ALL {
        let l = Locale::new(*language, CloudId::Worldwide);
        write!(page, "\n## {}\n\n", language.name()).unwrap();
        for term in words::glossary(&l) {
            writeln!(page, "- **{}** ({}): {}", term.word, term.also, term.about).unwrap();
        }
    }
    page
}

#[test]
fn the_article_is_written_down_in_every_language() {
    for language in Language::ALL {
        keep(
            &format!("remove-a-license.{}.md", language.tag()),
            &the_article(*language),
        );
    }
}

#[test]
fn the_glossary_is_written_down() {
    keep("glossary.md", &the_glossary());
}

#[test]
fn the_words_of_microsofts_translation_lead_to_ours() {
    let l = Locale::new(Language::Nl, CloudId::Worldwide);
    let terms = words::glossary(&l);
    for (theirs, ours) in [
        ("niet-gelicenseerd", "Zonder licentie"),
        (
            "in de procedure geplaatst",
            "Bewaring voor juridische procedure",
        ),
        ("archivering op de plaats", "In-place archief"),
        ("het selectievakje uit", "Het selectievakje uitschakelen"),
    ] {
        let found: Vec<_> = terms.iter().filter(|t| t.also.contains(theirs)).collect();
        assert_eq!(found.len(), 1, "{theirs}");
        assert_eq!(found[0].word, ours);
    }
}

#[test]
fn the_steps_of_every_cloud_are_in_the_article() {
    for language in Language::ALL {
        let written = the_article(*language);
        for cloud in CLOUDS {
            for step in words::guide(&Locale::new(*language, cloud.id)) {
                assert!(
                    written.contains(&step.markdown),
                    "{:?} {}",
                    cloud.id,
                    step.id
                );
            }
        }
    }
}
