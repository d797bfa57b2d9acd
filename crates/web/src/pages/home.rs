//! Home: the manager's sentence, and every shared mailbox by what to do with it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use model::{AccountId, RecipientKind};
use store::inventory::folded;
use store::{Record, RecordQuery};
use words::web;

use super::problem::Problem;
use super::{answer, last_review};
use crate::shell::Shell;
use crate::view::group::{Group, Leavers, Window, groups, leavers};
use crate::view::overview::{Tile, read_line, sentences, tiles};
use crate::view::{Context, ToDo};
use crate::visit::Visit;
use crate::{PageError, Site};

/// So many rows of each group are shown beside the others, and so many where one group is looked at.
const GLANCE: usize = 25;
const PAGE: usize = 100;

/// What the address asks for.
struct Filter<'v> {
    verdict: Option<ToDo>,
    search: Option<&'v str>,
    after: Option<AccountId>,
}

impl<'v> Filter<'v> {
    fn of(visit: &'v Visit) -> Result<Self, Problem> {
        let verdict = visit.params.get("verdict").map(str::parse::<ToDo>);
        Ok(Self {
            verdict: verdict.transpose().map_err(|e| Problem::BadFilter(e.0))?,
            search: visit.params.get("q"),
            // A cursor that is not understood begins at the beginning.
            after: visit.params.get("after").and_then(|id| id.parse().ok()),
        })
    }

    fn is_set(&self) -> bool {
        self.verdict.is_some() || self.search.is_some()
    }

    fn wants(&self, record: &Record) -> bool {
        let name = &record.facts.name;
        let texts = [
            &name.display_name,
            &name.primary_smtp_address,
            &name.user_principal_name,
        ];
        self.search.is_none_or(|wanted| {
            let wanted = folded(wanted);
            texts.iter().any(|text| folded(text).contains(&wanted))
        })
    }
}

#[derive(Debug, Template)]
#[template(path = "home.html")]
struct HomePage {
    shell: Shell,
    sentences: Vec<String>,
    read: String,
    example_prices: bool,
    tiles: Vec<Tile>,
    filter: FilterForm,
    groups: Vec<Group>,
    leavers: Option<Leavers>,
    /// What to say where nothing is shown.
    empty: String,
}

/// The filter as it is filled in.
#[derive(Debug)]
struct FilterForm {
    options: Vec<FilterOption>,
    search: String,
    lang: Option<&'static str>,
    is_set: bool,
}

#[derive(Debug)]
struct FilterOption {
    key: &'static str,
    title: String,
    chosen: bool,
}

pub(crate) async fn get(State(site): State<Site>, visit: Visit) -> Response {
    let page = home(&site, &visit).await;
    answer(&site, &visit, page)
}

async fn home(site: &Site, visit: &Visit) -> Result<HomePage, Problem> {
    let filter = Filter::of(visit)?;
    let (snapshot, tenant) = last_review(site).await?;
    // All of them: the sentences and the tiles count every one.
    let mut records = site
        .engine
        .store()
        .records(snapshot.id, RecordQuery::default())
        .await
        .map_err(PageError::from)?;
    records.retain(|r| {
        let kind = r.facts.kind.value();
        kind.is_none_or(|k| *k == RecipientKind::SharedMailbox)
    });

    let shell = Shell::new(site, visit, Some(&tenant), web::title);
    let cx = Context {
        tenant: &tenant,
        prices: &site.prices,
        locale: &shell.locale,
        links: Some(visit.links),
    };
    let search = filter.search.unwrap_or_default();
    let all_of = |todo: ToDo| {
        visit
            .links
            .to("/", &[("verdict", todo.key()), ("q", search)])
    };
    let window = Window {
        after: filter.after,
        most: if filter.verdict.is_some() {
            PAGE
        } else {
            GLANCE
        },
        rest: &|todo, count, last| {
            if filter.verdict.is_none() {
                return (all_of(todo), web::show_all(cx.locale, count));
            }
            let last = last.to_string();
            let pairs = [("verdict", todo.key()), ("q", search), ("after", &last)];
            (visit.links.to("/", &pairs), web::next(cx.locale))
        },
    };
    let wanted: &[ToDo] = match &filter.verdict {
        Some(one) => std::slice::from_ref(one),
        None if filter.search.is_none() => &ToDo::TOLD,
        None => &ToDo::ALL,
    };
    let found = records.iter().filter(|r| filter.wants(r));
    Ok(HomePage {
        // Whoever looks for something sees what was found, not the whole again.
        sentences: if filter.is_set() {
            Vec::new()
        } else {
            sentences(&records, &site.leavers, &cx)
        },
        read: read_line(&snapshot, site.env.now(), &cx),
        example_prices: site.prices.example,
        tiles: tiles(&records, &cx, |todo| {
            Some(visit.links.to("/", &[("verdict", todo.key())]))
        }),
        groups: groups(found, wanted, &window, &cx),
        leavers: leavers(&site.leavers, &cx).filter(|_| !filter.is_set()),
        empty: if records.is_empty() {
            web::empty_tenant(cx.locale)
        } else {
            web::empty_search(cx.locale)
        },
        filter: form(&filter, visit, &cx),
        shell,
    })
}

fn form(filter: &Filter<'_>, visit: &Visit, cx: &Context<'_>) -> FilterForm {
    let option = |todo: ToDo| FilterOption {
        key: todo.key(),
        title: todo.title(cx.locale),
        chosen: filter.verdict == Some(todo),
    };
    FilterForm {
        options: ToDo::ALL.map(option).into(),
        search: filter.search.unwrap_or_default().to_owned(),
        lang: visit.links.chosen.map(words::Language::tag),
        is_set: filter.is_set(),
    }
}
