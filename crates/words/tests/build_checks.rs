//! The build refuses a language that is not complete: each fault, and what it says of it.

#[path = "../build/check.rs"]
mod check;
#[path = "../build/ftl.rs"]
mod ftl;

use std::path::Path;

use ftl::Language;

const EN: &str = "\
### $count (Number): how many
### $name (Text): a name
### $kind (Choice): a kind
### $cloud (Locale): the cloud

## a (public): messages
a-hello = Hello { $name }
a-many = { $count ->
    [one] one
   *[other] many
}
a-kind = { $kind ->
    [x] this
   *[y] that
}
a-cloud = { $cloud ->
    [china] here
   *[worldwide] there
}
a-plain = plain
a-refers = see { a-plain }
";

fn faults(en: &str, nl: &str) -> Vec<String> {
    let read = |tag: &str, text: &str| Language::read(Path::new(&format!("i18n/{tag}.ftl")), text);
    let checked = read("en", en).and_then(|en| {
        let declared = check::declared(&en)?;
        let nl = read("nl", nl)?;
        let public = en
            .sections
            .iter()
            .filter(|s| s.public && !s.about.is_empty())
            .count();
        assert_eq!(public, en.sections.len());
        assert!(en.messages.iter().all(|m| m.source.starts_with(&m.id)));
        assert!(declared.values().all(|v| v.place < declared.len()));
        check::complete(&read("en", EN)?, &[nl], &declared)
    });
    checked.err().unwrap_or_default()
}

/// English as Dutch, with one thing changed.
fn with(from: &str, to: &str) -> Vec<String> {
    assert!(EN.contains(from), "{from}");
    faults(EN, &EN.replacen(from, to, 1))
}

#[test]
fn a_complete_language_is_taken() {
    assert_eq!(faults(EN, EN), Vec::<String>::new());
    // A language may need fewer plurals, or none, and may tell clouds apart as it likes.
    assert_eq!(with("    [one] one\n", ""), Vec::<String>::new());
    assert_eq!(with("    [china] here\n", ""), Vec::<String>::new());
    assert_eq!(with("plain\n", "plain { $cloud }\n"), Vec::<String>::new());
}

#[test]
fn each_fault_is_named() {
    for (from, to, fault) in [
        (
            "a-plain = plain\na-refers = see { a-plain }\n",
            "a-plain = plain\n",
            "`a-refers` is missing",
        ),
        (
            "a-plain = plain\n",
            "a-plain = plain\na-new = new\n",
            "`a-new` is not a message of en.ftl",
        ),
        (
            "a-plain = plain\n",
            "a-plain = plain\na-plain = again\n",
            "`a-plain` stands there twice",
        ),
        ("Hello { $name }", "Hello", "`a-hello` leaves out $name"),
        (
            "Hello { $name }",
            "Hello { $name } { $count }",
            "`a-hello` uses $count, which en.ftl does not",
        ),
        (
            "Hello { $name }",
            "Hello { $name } { $who }",
            "uses $who, which the head of en.ftl does not declare",
        ),
        ("[one] one", "[single] one", "`single`, which is no plural"),
        ("   *[other] many", "   *[many] many", "without [other]"),
        ("[x] this", "[z] this", "offers other variants of $kind"),
        (
            "see { a-plain }",
            "see { a-nothing }",
            "refers to `a-nothing`, which does not exist",
        ),
        (
            "see { a-plain }",
            "see { a-hello }",
            "`a-hello`, which needs arguments of its own",
        ),
        (
            "see { a-plain }",
            "see { NUMBER(1) }",
            "uses the function NUMBER",
        ),
        ("see { a-plain }", "see { -term }", "uses a term"),
        (
            "a-plain = plain",
            "a-plain = plain\n    .title = t",
            "uses an attribute",
        ),
        (
            "a-plain = plain",
            "b-plain = plain",
            "must begin with its name",
        ),
        ("a-plain = plain", "a-plain = { $name", "i18n/nl.ftl:"),
        ("a-plain = plain", "-plain = plain", "is a term"),
        ("## a (public): messages", "## messages", "a section is"),
        (
            "## a (public): messages\n",
            "",
            "stands before the first section",
        ),
    ] {
        let found = with(from, to);
        assert!(
            found.iter().any(|f| f.contains(fault)),
            "{to:?} gave {found:?}"
        );
    }
}

#[test]
fn a_bad_declaration_is_named() {
    for (from, to, fault) in [
        (
            "$name (Text): a name",
            "$name (String): a name",
            "a variable is",
        ),
        ("$name (Text): a name", "$name", "a variable is"),
        (
            "$name (Text): a name",
            "$count (Text): a name",
            "$count is declared twice",
        ),
        (
            "$name (Text): a name",
            "$name (Text): a name\n### $idle (Text): no use",
            "$idle is declared and never used",
        ),
    ] {
        let found = faults(&EN.replacen(from, to, 1), EN);
        assert!(
            found.iter().any(|f| f.contains(fault)),
            "{to:?} gave {found:?}"
        );
    }
}
