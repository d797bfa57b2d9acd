//! One run: how far it is, what became of each step, and the ways on from there.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use engine::report::part_number;
use engine::{EngineError, Right, costs_nothing};
use model::{Action, Purpose, SkuId, Step, StepNo, StepState};
use words::{Locale, billing, run as said};

use super::course::{Course, Stand};
use crate::desk::{Answer, Desk, answer};
use crate::pages::problem::{Problem, why};
use crate::shell::Shell;
use crate::view::row::shown_name;
use crate::view::tally::{Standing, outcome, outcome_so_far};
use crate::work::{Stage, Work};

/// So many steps stand on one page.
const PAGE: usize = 100;

#[derive(Debug, Template)]
#[template(path = "run.html")]
struct RunPage {
    shell: Shell,
    /// Who began it, and when; where it is known.
    began: Option<String>,
    ended: Option<String>,
    /// Where its events come from, while it may go on.
    events: Option<String>,
    done: u64,
    total: u64,
    progress: String,
    pace: String,
    notice: Option<Notice>,
    /// Where **Finish** is pressed, if it was interrupted and this person may.
    finish: Option<String>,
    tiles: Vec<StateTile>,
    steps: Vec<StepRow>,
    next: Option<String>,
    /// What became available, and where it is passed on.
    available: Vec<(String, String)>,
    still_paying: Option<String>,
    products: String,
    /// The plan by whose digest it can be put back, if this person may.
    put_back: Option<String>,
    /// Why this person may do neither.
    may_not: Option<String>,
    proposals: String,
    history: Option<String>,
    review: String,
}

/// Something that must be read first.
#[derive(Debug)]
struct Notice {
    /// Its tone.
    key: &'static str,
    title: String,
    text: String,
}

/// How many steps stand somewhere.
#[derive(Debug)]
struct StateTile {
    key: &'static str,
    title: String,
    count: String,
    href: String,
    here: bool,
}

/// A step as a row.
#[derive(Debug)]
struct StepRow {
    no: u32,
    name: String,
    address: String,
    href: String,
    change: String,
    /// The key of its state; `waiting` before it was begun.
    key: &'static str,
    outcome: String,
    about: String,
}

pub(crate) async fn get(desk: Desk, Path((_, id)): Path<(String, String)>) -> Answer {
    let course = Course::find(&desk, &id).await?;
    let l = &desk.locale;
    let purpose = course.steps.as_ref().map(|plan| plan.purpose);
    let wanted = Wanted::of(&desk);
    let (steps, next) = steps(&course, &wanted, &desk, &id);
    let over = !matches!(course.stand, Stand::Going | Stand::Beginning);
    let stopped = matches!(course.stand, Stand::Stopped);
    let back = over && can_be_put_back(&course, purpose);
    let may = desk.caller.may(Right::Assign).is_ok();
    let freed = freed(&course);
    let paid_for = paid_for(&freed, &desk).await?;
    let page = RunPage {
        shell: desk.shell(purpose.map_or_else(|| said::title(l), |p| words::purpose(p, l))),
        began: course
            .by()
            .zip(course.tally.started_at)
            .map(|(by, at)| said::began(l, &by.to_string(), at)),
        ended: course.tally.ended_at.map(|at| said::ended(l, at)),
        events: (!over).then(|| events(&course, &desk, &id)),
        done: course.tally.settled(),
        total: course.tally.total,
        progress: course.tally.progress(l),
        pace: course.tally.pace_line(desk.now(), l),
        notice: notice(&course, &desk),
        finish: (stopped && may).then(|| desk.links.to(&format!("/runs/{id}/finish"), &[])),
        tiles: tiles(&course, &wanted, &desk, &id),
        steps,
        next,
        available: freed
            .iter()
            .map(|(sku, n)| {
                let pass_on = [("product", sku.to_string())];
                let pass_on = pass_on.each_ref().map(|(n, v)| (*n, v.as_str()));
                let told = billing::available(l, *n, &words::product(*sku));
                (told, desk.links.to("/users/pass-on", &pass_on))
            })
            .collect(),
        still_paying: (paid_for > 0).then(|| billing::still_paying(l, paid_for)),
        products: desk.links.to("/products", &[]),
        put_back: (back && may).then(|| course.plan.to_string()),
        may_not: match (may, stopped, back) {
            (false, true, _) => Some(said::may_not(l)),
            (false, false, true) => Some(words::history::may_not(l)),
            _ => None,
        },
        proposals: desk.links.to("/proposals", &[]),
        history: course
            .run()
            .map(|run| desk.links.to("/history", &[("run", &run.to_string())])),
        review: desk.links.to("/review", &[]),
    };
    answer(&page)
}

/// Which steps the address asks for.
struct Wanted<'d> {
    /// The key of a state.
    state: Option<&'d str>,
    after: StepNo,
}

impl<'d> Wanted<'d> {
    fn of(desk: &'d Desk) -> Self {
        let params = &desk.visit.params;
        let after = params.get("after").and_then(|no| no.parse().ok());
        Self {
            state: params.get("outcome"),
            after: StepNo(after.unwrap_or(0)),
        }
    }
}

fn events(course: &Course, desk: &Desk, id: &str) -> String {
    let after = course
        .tally
        .last
        .map_or_else(String::new, |s| s.to_string());
    desk.links
        .to(&format!("/runs/{id}/events"), &[("after", &after)])
}

const WAITING: &str = "waiting";

fn key(standing: Option<&Standing>) -> &'static str {
    standing.map_or(WAITING, |s| s.state.as_str())
}

fn state_title(key: &str, state: Option<StepState>, l: &Locale) -> String {
    debug_assert!(state.is_some() || key == WAITING);
    state.map_or_else(|| said::waiting(l), |state| words::step_state(state, l))
}

fn steps(
    course: &Course,
    wanted: &Wanted<'_>,
    desk: &Desk,
    id: &str,
) -> (Vec<StepRow>, Option<String>) {
    let is_going = matches!(course.stand, Stand::Going);
    let plan = course.steps.as_ref();
    let all = plan.map_or(&[][..], |plan| plan.steps.as_slice());
    let standing = |step: &Step| course.tally.steps.get(&step.no);
    let asked = |step: &&Step| {
        step.no > wanted.after && wanted.state.is_none_or(|s| s == key(standing(step)))
    };
    let mut found = all.iter().filter(asked);
    let rows: Vec<_> = found
        .by_ref()
        .take(PAGE)
        .map(|step| row(step, standing(step), is_going, desk))
        .collect();
    let last = rows.last().map(|row| row.no.to_string());
    let next = found.next().and(last).map(|last| {
        let pairs = [
            ("outcome", wanted.state.unwrap_or_default()),
            ("after", last.as_str()),
        ];
        desk.links.to(&format!("/runs/{id}"), &pairs)
    });
    (rows, next)
}

fn row(step: &Step, standing: Option<&Standing>, is_going: bool, desk: &Desk) -> StepRow {
    let l = &desk.locale;
    let (outcome, about) = match standing {
        Some(s) if is_going => outcome_so_far(s.state, s.why.as_ref(), l),
        Some(s) => outcome(s.state, s.why.as_ref(), l),
        None => (said::waiting(l), String::new()),
    };
    StepRow {
        no: step.no.0,
        name: shown_name(&step.name),
        address: step.name.primary_smtp_address.clone(),
        href: desk.links.user(step.account),
        change: words::action(&step.action, l),
        key: key(standing),
        outcome,
        about,
    }
}

fn tiles(course: &Course, wanted: &Wanted<'_>, desk: &Desk, id: &str) -> Vec<StateTile> {
    let tile = |key: &'static str, state, count: u64| StateTile {
        key,
        title: state_title(key, state, &desk.locale),
        count: words::count(count, &desk.locale),
        href: desk.links.to(&format!("/runs/{id}"), &[("outcome", key)]),
        here: wanted.state == Some(key),
    };
    let begun = course.tally.steps.len() as u64;
    let waiting = course.tally.total.saturating_sub(begun);
    let counts = course.tally.counts();
    let mut tiles: Vec<_> = counts
        .into_iter()
        .map(|(state, n)| tile(state.as_str(), Some(state), n))
        .collect();
    if waiting > 0 {
        tiles.push(tile(WAITING, None, waiting));
    }
    tiles
}

fn notice(course: &Course, desk: &Desk) -> Option<Notice> {
    let l = &desk.locale;
    let said_of = |error: &EngineError| why(error, l);
    let notice = |title, text| {
        let key = "warn";
        Some(Notice { key, title, text })
    };
    match &course.stand {
        Stand::Beginning => Some(Notice {
            key: "intended",
            title: said::beginning(l),
            text: said::beginning_about(l),
        }),
        Stand::Going | Stand::Ended => None,
        Stand::NotBegun(stage) => notice(
            said::not_begun(l),
            match stage {
                Stage::Failed(error) => said::not_begun_about(l, &said_of(error)),
                _ => said::broken_about(l),
            },
        ),
        Stand::Stopped => {
            let stages = [
                course.work.as_ref().and_then(Work::failure),
                desk.works
                    .finishing(desk.tenant())
                    .and_then(|work| work.failure()),
            ];
            let because = stages.into_iter().flatten().next_back();
            let text = match because {
                Some(error) => said::stopped_because(l, &said_of(&error)),
                None => said::stopped_about(l),
            };
            notice(said::stopped(l), text)
        }
    }
}

/// The licences that nobody holds any more because of this run, by product.
fn freed(course: &Course) -> BTreeMap<SkuId, u64> {
    let mut freed = BTreeMap::new();
    for step in done(course) {
        if let Action::ChangeLicenses { remove, .. } = &step.action {
            for sku in remove {
                *freed.entry(*sku).or_default() += 1;
            }
        }
    }
    freed
}

/// How many of these licences cost something.
async fn paid_for(freed: &BTreeMap<SkuId, u64>, desk: &Desk) -> Result<u64, Problem> {
    let known = desk.engine().store().latest_snapshot(desk.tenant()).await?;
    let tenant = known.and_then(|snapshot| snapshot.facts);
    let costs = |sku: SkuId| {
        let part = tenant.as_ref().map(|tenant| part_number(tenant, sku));
        !costs_nothing(sku, &part.unwrap_or_default(), Some(desk.prices()))
    };
    Ok(freed
        .iter()
        .filter(|(sku, _)| costs(**sku))
        .map(|(_, n)| n)
        .sum())
}

fn done(course: &Course) -> impl Iterator<Item = &Step> {
    let steps = course.steps.iter().flat_map(|plan| &plan.steps);
    steps.filter(|step| {
        let standing = course.tally.steps.get(&step.no);
        standing.is_some_and(|s| s.state == StepState::Done)
    })
}

fn can_be_put_back(course: &Course, purpose: Option<Purpose>) -> bool {
    purpose.is_some_and(|p| p != Purpose::Restore) && done(course).next().is_some()
}
