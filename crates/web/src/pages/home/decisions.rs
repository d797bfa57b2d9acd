//! What needs somebody's decision, each with the page that shows all of it.

use engine::{Decision, Decisions};
use words::{home as said, web};

use crate::view::Context;
use crate::view::row::shown_name;

/// So many mailboxes are named.
const NAMED: usize = 5;

/// Something that needs a decision.
#[derive(Debug)]
pub(crate) struct Deciding {
    pub(crate) key: &'static str,
    pub(crate) title: String,
    pub(crate) about: String,
    pub(crate) count: String,
    pub(crate) rows: Vec<DecidingRow>,
    /// Where all of them are.
    pub(crate) all: String,
}

/// A mailbox that it is about.
#[derive(Debug)]
pub(crate) struct DecidingRow {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) note: String,
}

/// Those that have members.
pub(crate) fn deciding(decisions: &Decisions, cx: &Context<'_>) -> Vec<Deciding> {
    let l = cx.locale;
    let leavers = decisions.leavers.value().filter(|list| !list.is_empty());
    let leavers = leavers.map(|list| Deciding {
        key: "leavers",
        title: web::group_leavers(l),
        about: web::group_leavers_about(l),
        count: words::count(list.len() as u64, l),
        rows: list
            .iter()
            .take(NAMED)
            .map(|leaver| DecidingRow {
                name: shown_name(&leaver.name),
                href: cx
                    .links
                    .map_or_else(String::new, |links| links.user(leaver.account)),
                note: String::new(),
            })
            .collect(),
        all: cx
            .links
            .map_or_else(String::new, |links| links.to("/review", &[]))
            + "#leavers",
    });
    let mut all: Vec<_> = [
        of(
            "near",
            &decisions.near_limit,
            said::near(l),
            said::near_about(l),
            cx,
        ),
        of(
            "missing",
            &decisions.hold_unlicensed,
            said::holds(l),
            said::holds_about(l),
            cx,
        ),
        of(
            "once_blocked",
            &decisions.sign_in_open,
            said::sign_in(l),
            said::sign_in_about(l),
            cx,
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    all.extend(leavers);
    all
}

fn of(
    key: &'static str,
    decision: &Decision,
    title: String,
    about: String,
    cx: &Context<'_>,
) -> Option<Deciding> {
    let (l, links) = (cx.locale, cx.links?);
    let row = |deciding: &engine::Deciding| DecidingRow {
        name: shown_name(&deciding.name),
        href: links.mailbox(deciding.account),
        note: deciding
            .size
            .filter(|_| key == "near")
            .map_or_else(String::new, |size| words::size(size, l)),
    };
    // The reasons that the engine found there are what the review is asked for.
    let mut codes: Vec<_> = decision.first.iter().flat_map(|d| &d.codes).collect();
    codes.sort_unstable();
    codes.dedup();
    let pairs: Vec<_> = codes.iter().map(|code| ("why", code.as_str())).collect();
    (decision.count > 0).then(|| Deciding {
        key,
        title,
        about,
        count: words::count(decision.count, l),
        rows: decision.first.iter().take(NAMED).map(row).collect(),
        all: links.to("/review", &pairs),
    })
}
