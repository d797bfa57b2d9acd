//! The tenants behind the pages: does each answer, what may Boxseat read and write there, and how old is what is kept.

use askama::Template;
use engine::{Answered, Health, Tried, WRITE_PERMISSIONS, Writes};
use futures_util::future::join_all;
use words::{Locale, connections, ui, web};

use super::problem::Problem;
use crate::address::Links;
use crate::desk::{Answer, Desk, answer};
use crate::shell::Shell;
use crate::site::Place;

#[derive(Debug, Template)]
#[template(path = "connections.html")]
struct ConnectionsPage {
    shell: Shell,
    tenants: Vec<TenantCard>,
    permissions: Vec<(&'static str, &'static str)>,
}

/// A tenant and how it is.
#[derive(Debug)]
struct TenantCard {
    /// For ids on the page.
    key: String,
    name: String,
    cloud: String,
    id: String,
    simulated: bool,
    here: bool,
    /// Tone and text.
    state: (&'static str, String),
    /// What to do, where it does not answer.
    remedy: Option<String>,
    writes: String,
    may_write: bool,
    reviewed: String,
    list: String,
    reads: Vec<ReadRow>,
    runs: Vec<(String, String)>,
    open: String,
}

/// A read that was tried.
#[derive(Debug)]
struct ReadRow {
    what: &'static str,
    needs: &'static str,
    tone: &'static str,
    text: String,
}

pub(crate) async fn get(desk: Desk) -> Answer {
    let places: Vec<_> = desk.site.places_of(&desk.person).cloned().collect();
    let tenants = join_all(places.iter().map(|place| card(&desk, place))).await;
    let page = ConnectionsPage {
        shell: desk.shell(web::connections(&desk.locale)),
        tenants: tenants.into_iter().collect::<Result<_, Problem>>()?,
        permissions: WRITE_PERMISSIONS.to_vec(),
    };
    answer(&page)
}

async fn card(desk: &Desk, place: &Place) -> Result<TenantCard, Problem> {
    let health = desk
        .engine()
        .health(&desk.caller, &place.connection)
        .await?;
    let cloud = Locale::new(desk.visit.language, health.cloud);
    let (l, links) = (&desk.locale, Links::of(place));
    let ago = |at: Option<jiff::Timestamp>| {
        at.map_or_else(
            || connections::never(l),
            |at| words::ago(desk.now().duration_since(at), l),
        )
    };
    let runs = health
        .open_runs
        .iter()
        .map(|(run, _)| (run.to_string(), links.run(run)));
    Ok(TenantCard {
        key: place.key.clone(),
        name: health.name.clone().unwrap_or_else(|| place.key.clone()),
        cloud: ui::cloud(&cloud),
        id: health.tenant.to_string(),
        simulated: place.simulated,
        here: place.key == desk.place.key,
        state: state(&health, l),
        remedy: remedy(&health, l),
        writes: match health.writes {
            Writes::ReadOnly => connections::read_only(l),
            Writes::Allowed => connections::may_write(l),
        },
        may_write: health.writes == Writes::Allowed,
        reviewed: ago(health.reviewed_at),
        list: ago(health.accounts.as_ref().map(|reading| reading.finished_at)),
        reads: health
            .reads
            .iter()
            .map(|tried| read_row(tried, l))
            .collect(),
        runs: runs.collect(),
        open: links.home(),
    })
}

fn state(health: &Health, l: &Locale) -> (&'static str, String) {
    let all = health.reads.iter();
    let fine = |t: &Tried| matches!(t.answer, Answered::Yes | Answered::NotOffered);
    match (&health.token, health.reachable) {
        (_, false) => ("blocked", connections::unreachable(l)),
        (Answered::Yes, true) if all.clone().all(fine) => ("done", connections::answers(l)),
        (Answered::Yes, true) => ("unknown", connections::in_part(l)),
        _ => ("blocked", connections::no_token(l)),
    }
}

fn remedy(health: &Health, l: &Locale) -> Option<String> {
    let denied = health.reads.iter().any(|t| t.answer == Answered::Denied);
    match (&health.token, health.reachable) {
        (_, false) => Some(connections::unreachable_about(l)),
        (Answered::Yes, true) if denied => Some(connections::denied_about(l)),
        (Answered::Yes, true) => None,
        _ => Some(connections::no_token_about(l)),
    }
}

fn read_row(tried: &Tried, l: &Locale) -> ReadRow {
    let (tone, text) = match &tried.answer {
        Answered::Yes => ("done", connections::read_yes(l)),
        Answered::Denied => ("blocked", connections::read_denied(l)),
        Answered::NotOffered => ("note", connections::read_not_offered(l)),
        Answered::NotAsked => ("unknown", connections::read_not_asked(l)),
        Answered::Failed(_) => ("blocked", connections::read_failed(l)),
    };
    ReadRow {
        what: tried.what,
        needs: tried.needs,
        tone,
        text,
    }
}
