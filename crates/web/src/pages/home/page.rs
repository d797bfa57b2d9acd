//! The first page of a tenant.

use askama::Template;
use engine::{Figures, Leaver, ReviewChanges, Summary};
use model::{Fact, Verdict};
use words::{home as said, ui, web};

use super::chart::{Chart, chart};
use super::decisions::{Deciding, deciding};
use crate::desk::{Answer, Desk, answer};
use crate::pages::problem::Problem;
use crate::shell::Shell;
use crate::view::overview::{read_line, summary_lines};
use crate::view::row::shown_name;
use crate::view::{Context, ToDo};
use crate::work::Work;

/// So many reviews are in the chart, and so many mailboxes are named that changed.
const REVIEWS: usize = 30;
const NAMED: usize = 10;

#[derive(Debug, Template)]
#[template(path = "home.html")]
struct HomePage {
    shell: Shell,
    sentences: Vec<String>,
    read: String,
    example_prices: bool,
    review: String,
    /// Is a review going on? Then its progress is there.
    reviewing: Option<String>,
    numbers: Vec<Number>,
    deciding: Vec<Deciding>,
    changes: Option<Changes>,
    chart: Option<Chart>,
}

/// A number with what it counts.
#[derive(Debug)]
struct Number {
    key: &'static str,
    count: String,
    title: String,
    href: String,
}

/// What is different in the newest review.
#[derive(Debug)]
struct Changes {
    since: String,
    counts: Vec<String>,
    rows: Vec<ChangeRow>,
}

#[derive(Debug)]
struct ChangeRow {
    name: String,
    href: String,
    change: String,
}

pub(crate) async fn get(desk: Desk) -> Answer {
    let (engine, by, tenant) = (desk.engine(), &desk.caller, desk.tenant());
    let mut figures = engine.figures(by, tenant, REVIEWS).await?;
    let newest = figures.first().cloned();
    let Some((snapshot, Some(counted))) = newest else {
        return Err(Problem::NotReviewed);
    };
    let facts = snapshot.facts.clone().ok_or(Problem::NotReviewed)?;
    let decisions = engine.decisions(by, tenant).await?;
    let changes = engine.changes(by, tenant).await?;
    let l = &desk.locale;
    let cx = Context {
        tenant: &facts,
        prices: desk.prices(),
        locale: l,
        links: Some(&desk.links),
    };
    let summary = counted.summary(&facts, desk.prices());
    let leavers = decisions
        .as_ref()
        .map_or_else(Fact::not_read, |decisions| decisions.leavers.clone());
    figures.reverse();
    let page = HomePage {
        shell: desk.shell(web::title(l)),
        sentences: summary_lines(&summary, &leavers, l),
        read: read_line(&snapshot, desk.now(), &cx),
        example_prices: desk.prices().example,
        review: desk.links.to("/review", &[]),
        reviewing: desk
            .works
            .review_of(tenant)
            .filter(Work::is_going)
            .map(|_| desk.links.to("/review/progress", &[])),
        numbers: numbers(&counted, &summary, &leavers, &cx),
        deciding: decisions.map_or_else(Vec::new, |d| deciding(&d, &cx)),
        changes: changes.map(|changes| told(&changes, &cx)),
        chart: chart(&figures, l),
    };
    answer(&page)
}

/// What the licences cost that can go; nothing where no price is known.
fn saved(summary: &Summary, cx: &Context<'_>) -> Option<Number> {
    let l = cx.locale;
    let sum = summary.saving.per_month.as_ref()?;
    let title = match (summary.saving.without_price, summary.saving.example) {
        (0, true) => said::saving_example(l),
        (0, false) => said::saving(l),
        _ => said::saving_at_least(l),
    };
    Some(Number {
        key: "saving",
        count: words::money(sum, l),
        title,
        href: cx.links.map_or_else(String::new, |links| {
            links.to("/review", &[("verdict", ToDo::Removable.key())])
        }),
    })
}

fn numbers(
    counted: &Figures,
    summary: &Summary,
    leavers: &Fact<Vec<Leaver>>,
    cx: &Context<'_>,
) -> Vec<Number> {
    let l = cx.locale;
    let to = |path: &str, pairs: &[(&str, &str)]| {
        cx.links
            .map_or_else(String::new, |links| links.to(path, pairs))
    };
    let of = |todo: ToDo, count: u64| Number {
        key: todo.key(),
        count: words::count(count, l),
        title: todo.title(l),
        href: to("/review", &[("verdict", todo.key())]),
    };
    let mut numbers: Vec<_> = saved(summary, cx).into_iter().collect();
    numbers.extend([
        of(ToDo::Removable, summary.count(Verdict::Removable)),
        of(ToDo::OnceBlocked, counted.removable_once_blocked),
        of(ToDo::Missing, summary.count(Verdict::Missing)),
        Number {
            key: "licensed",
            count: words::count(counted.licensed, l),
            title: ui::licensed_shared_mailboxes(l),
            href: to("/shared-mailboxes", &[]),
        },
    ]);
    if let Some(leavers) = leavers.value() {
        numbers.push(Number {
            key: "leavers",
            count: words::count(leavers.len() as u64, l),
            title: web::group_leavers(l),
            href: to("/review", &[]) + "#leavers",
        });
    }
    numbers
}

fn told(changes: &ReviewChanges, cx: &Context<'_>) -> Changes {
    let l = cx.locale;
    let verdict = |verdict: Verdict| words::verdict(verdict, l);
    let count = |change: &engine::VerdictCount| match (change.from, change.to) {
        (Some(from), Some(to)) => said::moved(l, change.count, &verdict(from), &verdict(to)),
        (None, Some(to)) => said::new(l, change.count, &verdict(to)),
        (Some(from), None) => said::gone(l, change.count, &verdict(from)),
        (None, None) => words::count(change.count, l),
    };
    let row = |change: &engine::VerdictChange| ChangeRow {
        name: shown_name(&change.name),
        href: cx
            .links
            .map_or_else(String::new, |links| links.mailbox(change.account)),
        change: match (change.from, change.to) {
            (Some(from), Some(to)) => said::from_to(l, &verdict(from), &verdict(to)),
            (None, Some(to)) => said::came(l, &verdict(to)),
            (Some(from), None) => said::went(l, &verdict(from)),
            (None, None) => String::new(),
        },
    };
    let since = changes
        .since
        .finished_at
        .unwrap_or(changes.since.started_at);
    Changes {
        since: words::date_time(since, l),
        counts: changes.counts.iter().map(count).collect(),
        rows: changes.first.iter().take(NAMED).map(row).collect(),
    }
}
