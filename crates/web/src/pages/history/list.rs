//! The history as a page: entry by entry, each run with its own together.

use askama::Template;
use engine::Right;
use words::{cli, history as said};

use super::asked::{Asked, Outcome, STATES};
use super::found::Found;
use crate::desk::{Answer, Desk, answer};
use crate::pages::problem::why;
use crate::shell::Shell;
use crate::view::history::{RunGroup, groups};

/// So many entries stand on a page, of so many that are looked at for them.
const PAGE: usize = 100;
const LOOK_AT: usize = 10_000;

#[derive(Debug, Template)]
#[template(path = "history.html")]
struct HistoryPage {
    shell: Shell,
    asked: Asked,
    is_set: bool,
    run: String,
    outcomes: Vec<OutcomeOption>,
    clear: String,
    /// Where the ledger is checked, and what came of it.
    verify: String,
    verified: Option<Verified>,
    csv: String,
    json: String,
    groups: Vec<RunGroup>,
    /// What to say where nothing is shown.
    empty: String,
    next: Option<String>,
    /// Where what is ticked is put back; none where this person may not.
    proposals: Option<String>,
    may_not: Option<String>,
}

#[derive(Debug)]
struct OutcomeOption {
    key: &'static str,
    title: String,
    chosen: bool,
}

#[derive(Debug)]
struct Verified {
    whole: bool,
    text: String,
}

pub(crate) async fn get(desk: Desk) -> Answer {
    let l = &desk.locale;
    let asked = Asked::of(&desk.visit);
    let found = Found::of(&desk, &asked, PAGE, LOOK_AT).await?;
    let may = desk.caller.may(Right::Assign).is_ok();
    let to = |path: &str, more: &[(&str, &str)]| {
        let pairs = asked.pairs();
        let pairs = pairs.iter().map(|(n, v)| (*n, v.as_str()));
        let pairs: Vec<_> = pairs.chain(more.iter().copied()).collect();
        desk.links.to(path, &pairs)
    };
    let page = HistoryPage {
        shell: desk.shell(words::ui::history(l)),
        is_set: asked.is_set(),
        run: asked.run.map_or_else(String::new, |run| run.to_string()),
        outcomes: outcomes(asked.outcome, &desk),
        clear: desk.links.to("/history", &[]),
        verify: to("/history", &[("verify", "yes")]),
        verified: verified(&desk).await,
        csv: to("/history/export", &[("format", "csv")]),
        json: to("/history/export", &[("format", "json")]),
        groups: groups(&found.entries, &found.plans, &desk.links, may, l),
        empty: if asked.is_set() {
            said::nothing_found(l)
        } else {
            said::empty(l)
        },
        next: found
            .next
            .map(|before| to("/history", &[("before", &before.to_string())])),
        proposals: may.then(|| desk.links.to("/proposals", &[])),
        may_not: (!may).then(|| said::may_not(l)),
        asked,
    };
    answer(&page)
}

fn outcomes(chosen: Outcome, desk: &Desk) -> Vec<OutcomeOption> {
    let l = &desk.locale;
    let option = |outcome: Outcome, title| OutcomeOption {
        key: outcome.key(),
        title,
        chosen: outcome == chosen,
    };
    let mut all = vec![option(Outcome::Known, said::outcomes(l))];
    let states = STATES.into_iter();
    all.extend(states.map(|s| option(Outcome::State(s), words::step_state(s, l))));
    all.push(option(Outcome::Every, said::every(l)));
    all
}

/// The whole chain of hashes, checked when somebody asks for it.
async fn verified(desk: &Desk) -> Option<Verified> {
    desk.visit.params.get("verify")?;
    let l = &desk.locale;
    Some(match desk.engine().store().verify().await {
        Ok(entries) => Verified {
            whole: true,
            text: cli::verified(l, entries),
        },
        Err(error) => Verified {
            whole: false,
            text: why(&error.into(), l),
        },
    })
}
