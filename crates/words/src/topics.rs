//! What Help holds beside the article: related topics, the glossary, the keys.

use crate::locale::Locale;
use crate::msg::help;

/// A related topic: a short text of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// As it stands in an address: `about`, `create`, `configure`, `convert`, `resolve`.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// What it says, in a sentence.
    pub summary: String,
    /// What it says, point by point, as Markdown of this room.
    pub points: Vec<String>,
}

/// A word of the glossary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The same in every language.
    pub id: &'static str,
    /// The word.
    pub word: String,
    /// What it means; where Microsoft's translation is garbled, what stands there.
    pub about: String,
    /// Other words by which it is looked for, divided by commas.
    pub also: String,
}

type Said = fn(&Locale) -> String;

/// The related topics, in the order of the article.
pub fn topics(locale: &Locale) -> Vec<Topic> {
    let topic = |id, title: Said, summary: Said, points: &[Said]| Topic {
        id,
        title: title(locale),
        summary: summary(locale),
        points: points.iter().map(|point| point(locale)).collect(),
    };
    vec![
        topic(
            "about",
            help::about_title,
            help::about_summary,
            &[
                help::about_many,
                help::about_permissions,
                help::about_license,
                help::about_concurrent,
                help::about_sign_in,
                help::about_anchor,
                help::about_outside,
                help::about_geo,
            ],
        ),
        topic(
            "create",
            help::create_title,
            help::create_summary,
            &[
                help::create_open,
                help::create_name,
                help::create_members,
                help::create_block,
                help::create_shell,
                help::create_hybrid,
            ],
        ),
        topic(
            "configure",
            help::configure_title,
            help::configure_summary,
            &[
                help::configure_open,
                help::configure_names,
                help::configure_forward,
                help::configure_replies,
                help::configure_sent,
                help::configure_apps,
                help::configure_hold,
                help::configure_members,
                help::configure_hidden,
            ],
        ),
        topic(
            "convert",
            help::convert_title,
            help::convert_summary,
            &[
                help::convert_license,
                help::convert_how,
                help::convert_wait,
                help::convert_password,
                help::convert_size,
                help::convert_account,
                help::convert_hybrid,
                help::convert_back,
            ],
        ),
        topic(
            "resolve",
            help::resolve_title,
            help::resolve_summary,
            &[
                help::resolve_address,
                help::resolve_send,
                help::resolve_full,
                help::resolve_inherited,
                help::resolve_hold,
                help::resolve_back,
                help::resolve_copies,
                help::resolve_size,
                help::resolve_total,
            ],
        ),
    ]
}

/// The glossary.
pub fn glossary(locale: &Locale) -> Vec<Term> {
    let terms: [(&str, Said, Said, Said); 10] = [
        (
            "unlicensed",
            help::term_unlicensed,
            help::term_unlicensed_about,
            help::term_unlicensed_also,
        ),
        (
            "hold",
            help::term_hold,
            help::term_hold_about,
            help::term_hold_also,
        ),
        (
            "archive",
            help::term_archive,
            help::term_archive_about,
            help::term_archive_also,
        ),
        (
            "box",
            help::term_box,
            help::term_box_about,
            help::term_box_also,
        ),
        (
            "shared-page",
            help::term_shared_page,
            help::term_shared_page_about,
            help::term_shared_page_also,
        ),
        (
            "assigned",
            help::term_assigned,
            help::term_assigned_about,
            help::term_assigned_also,
        ),
        (
            "license",
            help::term_license,
            help::term_license_about,
            help::term_license_also,
        ),
        (
            "verdict",
            help::term_verdict,
            help::term_verdict_about,
            help::term_verdict_also,
        ),
        (
            "return",
            help::term_return,
            help::term_return_about,
            help::term_return_also,
        ),
        (
            "put-back",
            help::term_put_back,
            help::term_put_back_about,
            help::term_put_back_also,
        ),
    ];
    let term = |(id, word, about, also): (&'static str, Said, Said, Said)| Term {
        id,
        word: word(locale),
        about: about(locale),
        also: also(locale),
    };
    terms.into_iter().map(term).collect()
}

/// The keys, each with what it does.
pub fn keys(locale: &Locale) -> Vec<(&'static str, String)> {
    vec![
        ("/", help::key_search(locale)),
        ("j", help::key_down(locale)),
        ("k", help::key_up(locale)),
        ("Enter", help::key_open(locale)),
        ("Esc", help::key_close(locale)),
        ("?", help::key_help(locale)),
    ]
}
