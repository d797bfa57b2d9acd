//! Help: the article with the steps of a cloud, related topics, the glossary and the keys.

mod clouds;
mod found;

use askama::Template;
use axum::extract::Path;
use words::{Span, Term, Topic, article, help};

use super::problem::Problem;
use crate::desk::{Answer, Desk, answer};
use crate::shell::Shell;
use clouds::{CloudOption, Shown};
use found::Found;

#[derive(Debug, Template)]
#[template(path = "help.html")]
struct HelpPage {
    shell: Shell,
    here: String,
    /// What was looked for, and what was found; none where nobody looked.
    search: String,
    found: Option<Vec<Found>>,
    title: String,
    intro: String,
    required: String,
    conditions: Vec<String>,
    clouds: Vec<CloudOption>,
    steps_title: String,
    steps: Vec<StepRow>,
    not_here: Vec<Span>,
    /// The cloud cannot be reached any more.
    closed: bool,
    rules: Vec<String>,
    topics: Vec<TopicLink>,
    glossary: Vec<Term>,
    keys: Vec<(&'static str, String)>,
}

/// A step of the article.
#[derive(Debug)]
struct StepRow {
    id: &'static str,
    spans: Vec<Span>,
    /// The labels that it names, for whoever drives a browser by them.
    labels: String,
    /// The page of ours where it is done.
    here: Option<String>,
}

/// A topic in the list.
#[derive(Debug)]
struct TopicLink {
    href: String,
    title: String,
    summary: String,
}

pub(crate) async fn get(desk: Desk) -> Answer {
    let (l, links) = (&desk.locale, &desk.links);
    let shown = Shown::of(&desk);
    let here = links.to("/help", &[]);
    let search = desk.visit.params.get("q").unwrap_or_default().to_owned();
    let page = HelpPage {
        shell: desk.shell(words::web::help(l)),
        found: (!search.is_empty()).then(|| found::found(&search, &here, l)),
        search,
        title: article::title(l),
        intro: article::intro(l),
        required: article::required(l),
        conditions: words::conditions(l),
        steps_title: help::steps_in(&shown.locale),
        steps: steps(&shown, &desk),
        not_here: words::spans(&article::not_here(&shown.locale)),
        closed: !shown.locale.cloud().record().live,
        clouds: shown.options(l),
        rules: words::billing_rules(&shown.locale),
        topics: words::topics(l)
            .into_iter()
            .map(|t| link(t, &here))
            .collect(),
        glossary: words::glossary(l),
        keys: words::keys(l),
        here,
    };
    answer(&page)
}

fn steps(shown: &Shown, desk: &Desk) -> Vec<StepRow> {
    let row = |step: words::GuideStep| StepRow {
        id: step.id,
        spans: words::spans(&step.markdown),
        labels: step.labels.join("|"),
        here: match step.id {
            "open" => Some(desk.links.to("/users", &[])),
            "pay" => Some(desk.links.to("/products", &[])),
            _ => None,
        },
    };
    words::guide(&shown.locale).into_iter().map(row).collect()
}

fn link(topic: Topic, here: &str) -> TopicLink {
    TopicLink {
        href: format!("{here}/{}", topic.id),
        title: topic.title,
        summary: topic.summary,
    }
}

#[derive(Debug, Template)]
#[template(path = "help_topic.html")]
struct TopicPage {
    shell: Shell,
    back: String,
    summary: String,
    points: Vec<Vec<Span>>,
    others: Vec<TopicLink>,
}

/// A related topic.
pub(crate) async fn topic(desk: Desk, Path((_, id)): Path<(String, String)>) -> Answer {
    let back = desk.links.to("/help", &[]);
    let (mut wanted, others): (Vec<_>, Vec<_>) = words::topics(&desk.locale)
        .into_iter()
        .partition(|t| t.id == id);
    let topic = wanted.pop().ok_or(Problem::NotFound)?;
    let page = TopicPage {
        shell: desk.shell(topic.title),
        summary: topic.summary,
        points: topic.points.iter().map(|p| words::spans(p)).collect(),
        others: others.into_iter().map(|t| link(t, &back)).collect(),
        back,
    };
    answer(&page)
}
