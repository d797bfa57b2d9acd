//! Review: every shared mailbox by what to do with it.

use askama::Template;
use engine::Right;
use model::{ReasonCode, RecipientKind, SkuId};
use store::{Record, RecordQuery};
use words::{run as said, web};

use super::Filter;
use crate::PageError;
use crate::desk::{Answer, Desk, answer};
use crate::shell::Shell;
use crate::view::group::{Group, Leavers, Window, groups, leavers};
use crate::view::overview::{Tile, lines, read_line, tiles};
use crate::view::{Context, ToDo};
use crate::work::Work;

/// So many rows of each group are shown beside the others, and so many where one group is looked at.
const GLANCE: usize = 25;
const PAGE: usize = 100;

#[derive(Debug, Template)]
#[template(path = "review.html")]
struct ReviewPage {
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
    /// The page without a filter, which is also where a new review is asked for.
    clear: String,
    /// Is a review going on? Then its progress is there.
    reviewing: Option<String>,
    pick: Option<Pick>,
    /// Why nothing can be picked.
    may_not: Option<String>,
}

/// What can be asked for with the mailboxes that are picked.
#[derive(Debug)]
struct Pick {
    action: String,
    /// The filter, which also holds for groups that are picked as a whole.
    search: String,
    reasons: Vec<&'static str>,
    /// Products that somebody holds, by name.
    products: Vec<(SkuId, String)>,
    /// Why sign-in cannot be blocked.
    may_not_block: Option<String>,
}

/// The filter as it is filled in.
#[derive(Debug)]
struct FilterForm {
    options: Vec<FilterOption>,
    reasons: Vec<FilterOption>,
    search: String,
    is_set: bool,
}

#[derive(Debug)]
struct FilterOption {
    key: &'static str,
    title: String,
    chosen: bool,
}

pub(crate) async fn get(desk: Desk) -> Answer {
    let filter = Filter::of(&desk.visit)?;
    let (snapshot, tenant) = desk.last_review().await?;
    // All of them: the sentences and the tiles count every one.
    let mut records = desk
        .engine()
        .store()
        .records(snapshot.id, RecordQuery::default())
        .await
        .map_err(PageError::from)?;
    records.retain(|r| {
        let kind = r.facts.kind.value();
        kind.is_none_or(|k| *k == RecipientKind::SharedMailbox)
    });

    let leavers_found = desk.engine().leavers(&desk.caller, desk.tenant()).await;
    let leavers_found = leavers_found.map_err(PageError::from)?;

    let cx = Context {
        tenant: &tenant,
        prices: desk.prices(),
        locale: &desk.locale,
        links: Some(&desk.links),
    };
    let search = filter.search.unwrap_or_default();
    let address = |todo: ToDo, after: &str| {
        let reasons = filter.reasons.iter().map(|code| ("why", code.as_str()));
        let mut pairs = vec![("verdict", todo.key()), ("q", search)];
        pairs.extend(reasons);
        pairs.push(("after", after));
        desk.links.to("/review", &pairs)
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
                return (address(todo, ""), web::show_all(cx.locale, count));
            }
            (address(todo, &last.to_string()), web::next(cx.locale))
        },
    };
    let wanted: &[ToDo] = match &filter.verdict {
        Some(one) => std::slice::from_ref(one),
        None if !filter.is_set() => &ToDo::TOLD,
        None => &ToDo::ALL,
    };
    let found = records.iter().filter(|r| filter.wants(r));
    let page = ReviewPage {
        shell: desk.shell(words::ui::review(&desk.locale)),
        // Whoever looks for something sees what was found, not the whole again.
        sentences: if filter.is_set() {
            Vec::new()
        } else {
            lines(&records, &leavers_found, &cx)
        },
        read: read_line(&snapshot, desk.now(), &cx),
        example_prices: desk.prices().example,
        tiles: tiles(&records, &cx, |todo| {
            Some(desk.links.to("/review", &[("verdict", todo.key())]))
        }),
        groups: groups(found, wanted, &window, &cx),
        reviewing: desk
            .works
            .review_of(desk.tenant())
            .filter(Work::is_going)
            .map(|_| desk.links.to("/review/progress", &[])),
        may_not: may_not(&desk),
        pick: may_not(&desk)
            .is_none()
            .then(|| pick(&records, &filter, &desk)),
        leavers: leavers(&leavers_found, &cx).filter(|_| !filter.is_set()),
        empty: if records.is_empty() {
            web::empty_tenant(cx.locale)
        } else {
            web::empty_search(cx.locale)
        },
        filter: form(&filter, &cx),
        clear: desk.links.to("/review", &[]),
    };
    answer(&page)
}

/// Why nothing can be picked here, nor on another list.
pub(crate) fn may_not(desk: &Desk) -> Option<String> {
    let l = &desk.locale;
    if desk.caller.may(Right::Assign).is_err() {
        return Some(said::may_not(l));
    }
    (!desk.conn().may_write()).then(|| said::read_only(l))
}

fn pick(records: &[Record], filter: &Filter<'_>, desk: &Desk) -> Pick {
    let held = records.iter().filter_map(|r| r.facts.licenses.value());
    let skus = held.flatten().map(|license| license.sku);
    let mut products: Vec<_> = skus.map(|sku| (sku, words::product(sku))).collect();
    products.sort_by_key(|(sku, name)| (name.to_lowercase(), *sku));
    products.dedup();
    Pick {
        action: desk.links.to("/proposals", &[]),
        search: filter.search.unwrap_or_default().to_owned(),
        reasons: filter.reasons.iter().map(|code| code.as_str()).collect(),
        products,
        may_not_block: desk
            .caller
            .may(Right::SignIn)
            .err()
            .map(|_| said::may_not_block(&desk.locale)),
    }
}

fn form(filter: &Filter<'_>, cx: &Context<'_>) -> FilterForm {
    let option = |todo: ToDo| FilterOption {
        key: todo.key(),
        title: todo.title(cx.locale),
        chosen: filter.verdict == Some(todo),
    };
    FilterForm {
        options: ToDo::ALL.map(option).into(),
        reasons: ReasonCode::ALL
            .iter()
            .map(|code| FilterOption {
                key: code.as_str(),
                title: words::reason_title(*code, cx.locale),
                chosen: filter.reasons.contains(code),
            })
            .collect(),
        search: filter.search.unwrap_or_default().to_owned(),
        is_set: filter.is_set(),
    }
}
