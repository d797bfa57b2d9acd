//! Mailboxes with the same thing to do.

use engine::Leaver;
use model::{AccountId, Fact};
use store::Record;
use words::{Locale, web};

use super::row::{Row, shown_name};
use super::{Context, ToDo, cost};

/// Mailboxes with the same thing to do, for a section of a page.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) key: &'static str,
    pub(crate) title: String,
    pub(crate) about: String,
    pub(crate) count: String,
    pub(crate) members: u64,
    /// Do its mailboxes hold licences that could be asked to go?
    pub(crate) pickable: bool,
    /// What their licences cost, or save; none where nobody holds any.
    pub(crate) money: Option<String>,
    pub(crate) rows: Vec<Row>,
    /// How many of all are shown, where that is not all.
    pub(crate) shown: Option<String>,
    /// Address and words of the link to the rest.
    pub(crate) rest: Option<(String, String)>,
}

/// Which rows of a group are shown, and where the others are.
pub(crate) struct Window<'a> {
    /// Only those after this one.
    pub(crate) after: Option<AccountId>,
    /// At most so many.
    pub(crate) most: usize,
    /// Address and words of the link to the rest: of what, how many there are in all, and which was shown last.
    pub(crate) rest: &'a dyn Fn(ToDo, u64, AccountId) -> (String, String),
}

impl Window<'_> {
    /// Everything.
    pub(crate) const ALL: Window<'static> = Window {
        after: None,
        most: usize::MAX,
        rest: &|_, _, _| (String::new(), String::new()),
    };
}

/// The groups among `wanted` that have members.
pub(crate) fn groups<'r>(
    records: impl IntoIterator<Item = &'r Record>,
    wanted: &[ToDo],
    window: &Window<'_>,
    cx: &Context<'_>,
) -> Vec<Group> {
    let records: Vec<_> = records.into_iter().map(|r| (ToDo::of(r), r)).collect();
    let of = |todo: ToDo| {
        let members = records.iter().filter(move |(t, _)| *t == todo);
        let members: Vec<&Record> = members.map(|(_, r)| *r).collect();
        (!members.is_empty()).then(|| group(todo, &members, window, cx))
    };
    wanted.iter().filter_map(|todo| of(*todo)).collect()
}

fn group(todo: ToDo, members: &[&Record], window: &Window<'_>, cx: &Context<'_>) -> Group {
    let count = members.len() as u64;
    let say_money = if todo == ToDo::Removable {
        web::saving
    } else {
        web::cost
    };
    let last_before = |id| members.iter().position(|r| r.facts.account == id);
    let start = window.after.and_then(last_before).map_or(0, |at| at + 1);
    let shown = &members[start..members.len().min(start.saturating_add(window.most))];
    let cut = start + shown.len() < members.len();
    Group {
        key: todo.key(),
        title: todo.title(cx.locale),
        about: todo.about(cx.locale),
        count: words::count(count, cx.locale),
        members: count,
        pickable: todo.holds_licenses(),
        money: cost::of_group(members, todo, cx)
            .map(|cost| say_money(cx.locale, &words::cost(&cost, cx.locale))),
        rows: shown.iter().map(|r| Row::new(r, cx)).collect(),
        shown: (shown.len() < members.len())
            .then(|| web::shown(cx.locale, shown.len() as u64, count)),
        rest: shown
            .last()
            .filter(|_| cut)
            .map(|last| (window.rest)(todo, count, last.facts.account)),
    }
}

/// Leavers not converted; or why they are not known.
#[derive(Debug)]
pub(crate) struct Leavers {
    pub(crate) count: String,
    pub(crate) money: Option<String>,
    pub(crate) rows: Vec<LeaverRow>,
    pub(crate) gap: Option<String>,
}

/// A leaver as a row.
#[derive(Debug)]
pub(crate) struct LeaverRow {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) products: Vec<String>,
    pub(crate) cost: String,
}

/// `None` where there are none, or where nobody asked.
pub(crate) fn leavers(fact: &Fact<Vec<Leaver>>, cx: &Context<'_>) -> Option<Leavers> {
    match fact.ok() {
        Ok(known) if known.value.is_empty() => None,
        Ok(known) => Some(listed(&known.value, cx)),
        Err(gap) if gap.why == model::GapWhy::NotRead => None,
        Err(gap) => Some(Leavers {
            count: String::new(),
            money: None,
            rows: Vec::new(),
            gap: Some(leavers_unknown(gap, cx.locale)),
        }),
    }
}

fn leavers_unknown(gap: &model::Gap, locale: &Locale) -> String {
    web::leavers_unknown(locale, &words::gap(gap, locale))
}

fn listed(leavers: &[Leaver], cx: &Context<'_>) -> Leavers {
    let all = leavers.iter().flat_map(|l| l.skus.iter().copied());
    let row = |leaver: &Leaver| LeaverRow {
        name: shown_name(&leaver.name),
        address: leaver.name.primary_smtp_address.clone(),
        products: leaver.skus.iter().map(|sku| words::product(*sku)).collect(),
        cost: cost::of_skus(leaver.skus.iter().copied(), cx)
            .map_or_else(String::new, |cost| cost::plain(cost, cx)),
    };
    Leavers {
        count: words::count(leavers.len() as u64, cx.locale),
        money: cost::of_skus(all, cx)
            .map(|cost| web::cost(cx.locale, &words::cost(&cost, cx.locale))),
        rows: leavers.iter().map(row).collect(),
        gap: None,
    }
}
