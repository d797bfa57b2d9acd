//! A proposal: exactly what would change, and what it takes to run it.

use askama::Template;
use axum::extract::Path;
use engine::{Proposal, RemovalGoal, Right};
use words::run as said;

use super::asked::Asked;
use crate::desk::{Answer, Desk, answer};
use crate::pages::problem::why;
use crate::pages::review::progress::WorkPage;
use crate::shell::Shell;
use crate::view::Context;
use crate::view::counted::lines;
use crate::view::obstacle::{Answerable, told};
use crate::view::proposal::{End, MANY, StepRow, accounts, ends, headline, lost, rows, saving};
use crate::work::Stage;
use crate::works::Proposed;

/// So many steps and obstacles stand on one page.
const PAGE: usize = 200;

#[derive(Debug, Template)]
#[template(path = "proposal.html")]
struct ProposalPage {
    shell: Shell,
    headline: String,
    saving: Option<String>,
    example_prices: bool,
    rows: Vec<StepRow>,
    /// How many of all steps are shown, and the way to the others.
    shown: Option<String>,
    next: Option<String>,
    ends: Vec<End>,
    lost: Vec<String>,
    obstacles: Vec<Refused>,
    /// What a person can add, so that more goes.
    more: Option<More>,
    /// Where it is run; none where there is nothing to run, or this person may not.
    run: Option<String>,
    digest: String,
    /// The number to type, where there are many.
    number: Option<u64>,
    proposals: String,
    back: String,
}

/// What stays as it is.
#[derive(Debug)]
struct Refused {
    mailbox: String,
    text: String,
    remedies: Vec<String>,
    /// The account to look at alone, where that opens more.
    alone: Option<String>,
}

/// The form that asks for the same again, with answers.
#[derive(Debug)]
struct More {
    mailbox: String,
    license: Option<String>,
    block_sign_in: Option<bool>,
    answers: Vec<Answerable>,
    /// Is there one among them that takes the mailbox's name and a reason?
    overrides: bool,
}

pub(crate) async fn get(desk: Desk, Path((_, id)): Path<(String, String)>) -> Answer {
    let proposed = desk.works.proposed(&desk, &id)?;
    let proposal = match proposed.work.stage() {
        Stage::Done(proposal) => proposal,
        other => return answer(&unfinished(&desk, &id, &other)),
    };
    let (l, policy) = (&desk.locale, desk.policy());
    let cx = Context {
        tenant: &proposal.tenant,
        prices: desk.prices(),
        locale: l,
        links: Some(&desk.links),
    };
    let all = proposal.plan.steps.as_slice();
    let from = desk.visit.params.get("from").and_then(|n| n.parse().ok());
    let from = from.unwrap_or(0).min(all.len());
    let until = all.len().min(from + PAGE);
    let mailboxes = accounts(&proposal);
    let page = ProposalPage {
        shell: desk.shell(said::proposal(l)),
        headline: if all.is_empty() {
            said::nothing_changes(l)
        } else {
            headline(&proposal, l)
        },
        saving: saving(&proposal, &cx),
        example_prices: desk.prices().example,
        rows: rows(&all[from..until], &cx),
        shown: (until - from < all.len())
            .then(|| words::web::shown(l, (until - from) as u64, all.len() as u64)),
        next: (until < all.len()).then(|| {
            let from = until.to_string();
            desk.links
                .to(&format!("/proposals/{id}"), &[("from", &from)])
        }),
        ends: ends(&proposal, &policy, l),
        lost: lost(&proposal, l),
        obstacles: refused(&proposed, &proposal, &desk),
        more: more(&proposed, &proposal, &desk),
        run: (!all.is_empty()).then(|| desk.links.to(&format!("/proposals/{id}/run"), &[])),
        digest: proposal.plan.digest().to_string(),
        number: (mailboxes > MANY).then_some(mailboxes as u64),
        proposals: desk.links.to("/proposals", &[]),
        back: match proposed.asked {
            Asked::Remove(_) => desk.links.to("/review", &[]),
            Asked::PutBack(_) => desk.links.to("/history", &[]),
        },
    };
    answer(&page)
}

/// While it is read, or when that failed.
fn unfinished(desk: &Desk, id: &str, stage: &Stage<Proposal>) -> WorkPage {
    let l = &desk.locale;
    let (lead, counted) = match stage {
        Stage::Going(counted) => (said::proposing(l), Some(counted)),
        Stage::Failed(error) => (said::proposal_failed(l, &why(error, l)), None),
        Stage::Done(_) | Stage::Broken => (said::proposal_broken(l), None),
    };
    let events = desk.links.to(&format!("/proposals/{id}/events"), &[]);
    WorkPage {
        shell: desk.shell(said::proposal(l)),
        lead,
        events: counted.map(|_| events),
        lines: counted.map_or_else(Vec::new, |c| lines(c, desk.now(), l)),
        again: None,
        back: desk.links.to("/review", &[]),
    }
}

fn refused(proposed: &Proposed, proposal: &Proposal, desk: &Desk) -> Vec<Refused> {
    let alone = proposed.asked.only_mailbox().is_some();
    let refused = |obstacle: &engine::Obstacle| {
        let told = told(obstacle, proposal, &desk.locale);
        Refused {
            mailbox: told.mailbox,
            text: told.text,
            remedies: told.remedies,
            alone: told
                .account
                .filter(|_| !alone && !told.answers.is_empty())
                .map(|account| account.to_string()),
        }
    };
    let obstacles = proposal.obstacles.iter();
    obstacles.take(PAGE).map(refused).collect()
}

/// Answers are for one mailbox at a time: whoever gives them has looked at it.
fn more(proposed: &Proposed, proposal: &Proposal, desk: &Desk) -> Option<More> {
    let mailbox = proposed.asked.only_mailbox()?;
    let Asked::Remove(RemovalGoal {
        license,
        block_sign_in,
        ..
    }) = &proposed.asked
    else {
        return None;
    };
    let told = proposal
        .obstacles
        .iter()
        .map(|o| told(o, proposal, &desk.locale));
    let answers: Vec<_> = told.flat_map(|told| told.answers).collect();
    let may_block = desk.caller.may(Right::SignIn).is_ok();
    let sign_in = (may_block && !proposal.obstacles.is_empty()).then_some(*block_sign_in);
    if answers.is_empty() && sign_in != Some(false) {
        return None;
    }
    Some(More {
        mailbox: mailbox.to_owned(),
        license: license.map(|sku| sku.to_string()),
        block_sign_in: sign_in,
        overrides: answers.iter().any(|a| a.overrides),
        answers,
    })
}
