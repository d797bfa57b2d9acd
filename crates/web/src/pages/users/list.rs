//! The list: from Boxseat's own inventory, by pages, as old as it says.

use askama::Template;
use axum::response::IntoResponse as _;
use engine::AccountList;
use http::header::SET_COOKIE;
use http::request::Parts;
use store::{AccountRow, AccountSort, Count};
use words::{Locale, users};

use super::asked::{Asked, Order, ago};
use super::columns::{COLUMNS, Column};
use super::filters::{Choices, choices};
use super::refresh::ReadingView;
use super::selection;
use crate::desk::{Answer, Desk, answer};
use crate::pages::review::list::may_not;
use crate::shell::Shell;
use crate::view::account::{UserRow, account_name, cells};
use crate::view::pending::pending;
use crate::visit::cookie;

#[derive(Debug, Template)]
#[template(path = "users.html")]
struct UsersPage {
    shell: Shell,
    /// When the list was read; `None` while it never was.
    read: Option<String>,
    reading: Option<ReadingView>,
    action: String,
    refresh: String,
    export: String,
    propose: String,
    /// Why nobody can be proposed.
    may_not: Option<String>,
    /// Microsoft's own page of this cloud.
    microsoft: &'static str,
    typed: String,
    /// What a word for *Unlicensed* was taken for.
    means: Option<String>,
    filters: Vec<Choices>,
    narrowed: bool,
    count: String,
    heads: Vec<Head>,
    rows: Vec<UserRow>,
    columns: Vec<(Column, bool)>,
    order: &'static str,
    any_selected: bool,
    selected: String,
    selected_cut: Option<String>,
    /// Those that are selected, and those that stand on this page.
    selection: String,
    shown: String,
    /// This page, and the next.
    here: String,
    next: String,
    /// The parameters without the columns, for the form that chooses them.
    carried: Vec<(&'static str, String)>,
    /// Something on the page is being changed, or read: it is worth looking again.
    again: bool,
    empty: String,
}

/// The heading of a column.
#[derive(Debug)]
struct Head {
    title: String,
    class: &'static str,
    sort: Option<SortButton>,
}

/// A heading that sorts.
#[derive(Debug)]
struct SortButton {
    key: &'static str,
    label: String,
    aria: Option<&'static str>,
}

pub(crate) async fn get(desk: Desk, parts: Parts) -> Answer {
    let asked = Asked::of(&desk.visit.params, cookie(&parts, COLUMNS))?;
    let (engine, by, tenant) = (desk.engine(), &desk.caller, desk.tenant());
    let AccountList { page, reading } = engine.accounts(by, tenant, asked.query()).await?;
    let counts = engine.account_counts(by, tenant).await?;
    let ids: Vec<_> = page.rows.iter().map(|row| row.account.id).collect();
    let pending = pending(&desk, &ids, None).await?;
    if reading.is_none() && desk.place.simulated && desk.works.accounts(tenant).is_none() {
        // The embedded tenant is on this machine: nobody has to be asked before it is read.
        desk.works.read_accounts(&desk)?;
    }
    let work = desk.works.accounts(tenant);

    let (l, now) = (&desk.locale, desk.now());
    let reading_view = work.and_then(|work| ReadingView::of(&work, now, l));
    let goes_on = matches!(reading_view, Some(ReadingView::Going { .. }));
    let row = |row: &AccountRow| UserRow {
        id: row.account.id.to_string(),
        name: account_name(&row.account),
        href: desk.links.user(row.account.id),
        selected: asked.selection.contains(row.account.id),
        cells: cells(
            row,
            pending.get(&row.account.id).copied(),
            asked.columns.shown(),
            l,
        ),
    };
    let users_page = UsersPage {
        shell: desk.shell(words::ui::active_users(l)),
        read: reading.map(|r| users::read(l, &ago(r.finished_at, now, l))),
        again: goes_on || !pending.is_empty(),
        reading: reading_view,
        action: desk.links.to("/users", &[]),
        refresh: desk.links.to("/users/refresh", &[]),
        export: desk.links.to("/users/export", &[]),
        propose: desk.links.to("/users/propose", &[]),
        may_not: may_not(&desk),
        microsoft: l.cloud().record().links.active_users,
        means: asked
            .means_unlicensed
            .then(|| users::means_unlicensed(l, &asked.typed)),
        filters: choices(asked.filter, &counts, l),
        narrowed: asked.is_narrowed(),
        count: how_many(page.count, asked.is_narrowed(), l),
        heads: heads(&asked, l),
        rows: page.rows.iter().map(row).collect(),
        columns: Column::ALL.map(|c| (c, asked.columns.shows(c))).into(),
        order: asked.order.key(),
        any_selected: asked.selection.len() > 0,
        selected: users::selected(l, asked.selection.len() as u64),
        selected_cut: asked
            .selection
            .cut
            .then(|| users::selected_cut(l, selection::MOST as u64)),
        selection: asked.selection.token(),
        shown: selection::token(ids.into_iter()),
        here: asked
            .after
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        next: page.next.map_or_else(String::new, |next| next.to_string()),
        carried: asked.pairs(),
        empty: if asked.is_narrowed() {
            users::empty(l)
        } else {
            users::empty_all(l)
        },
        typed: asked.typed.clone(),
    };
    let mut response = answer(&users_page)?;
    if asked.columns.chosen
        && let Ok(kept) = asked.columns.cookie().parse()
    {
        response.headers_mut().append(SET_COOKIE, kept);
    }
    Ok(response.into_response())
}

/// A counter, or that nobody counted on.
fn how_many(count: Count, narrowed: bool, l: &Locale) -> String {
    match (count, narrowed) {
        (Count::Exactly(n), false) => users::count(l, n),
        (Count::MoreThan(n), false) => users::more_than(l, n),
        (Count::Exactly(n), true) => users::found(l, n),
        (Count::MoreThan(n), true) => users::found_more_than(l, n),
    }
}

/// The headings of the name and of the columns that are shown. Those that stand in an index sort.
fn heads(asked: &Asked, l: &Locale) -> Vec<Head> {
    let sort = |by: AccountSort, label: String| SortButton {
        key: asked.order.turned(by).key(),
        label,
        aria: asked.order.aria(by),
    };
    let name = Head {
        title: users::name(l),
        class: "who",
        sort: Some(sort(AccountSort::Name, users::sort_name(l))),
    };
    let head = |column: &Column| Head {
        title: column.title(l),
        class: column.key(),
        sort: (*column == Column::Username)
            .then(|| sort(AccountSort::Upn, users::sort_username(l))),
    };
    std::iter::once(name)
        .chain(asked.columns.shown().iter().map(head))
        .collect()
}

impl UsersPage {
    /// The order as the form carries it along; the usual one needs no word.
    fn carried_order(&self) -> Option<&'static str> {
        (self.order != Order::default().key()).then_some(self.order)
    }
}
