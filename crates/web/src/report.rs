//! The report: one page that can be mailed, printed and kept.

use askama::Template;
use engine::Review;
use jiff::Timestamp;
use model::PriceList;
use words::{Locale, ui};

use crate::PageError;
use crate::assets::{CSS, CSS_HASH};
use crate::view::group::{Group, Leavers, Window, groups, leavers};
use crate::view::overview::{Tile, lines, read_line, tiles};
use crate::view::{Context, ToDo};

/// A review with what is needed to tell it.
#[derive(Debug, Clone, Copy)]
pub struct ReportView<'a> {
    /// The review.
    pub review: &'a Review,
    /// Prices; an empty list makes every figure unknown.
    pub prices: &'a PriceList,
    /// For whom.
    pub locale: &'a Locale,
    /// The time at which it is told, UTC: ages count from it.
    pub now: Timestamp,
    /// Is it about all shared mailboxes? Else the sentences for a manager would not be true, and are left out.
    pub whole: bool,
    /// Is it the embedded tenant? Then the page says so.
    pub simulated: bool,
}

#[derive(Debug, Template)]
#[template(path = "report.html")]
struct ReportPage<'a> {
    locale: &'a Locale,
    css: &'static str,
    css_hash: &'static str,
    tenant: &'a str,
    cloud: String,
    simulated: bool,
    sentences: Vec<String>,
    read: String,
    example_prices: bool,
    tiles: Vec<Tile>,
    groups: Vec<Group>,
    leavers: Option<Leavers>,
}

/// The review as one self-contained page: no script, nothing loaded from elsewhere, fit for print.
pub fn report_html(view: &ReportView<'_>) -> Result<String, PageError> {
    let ReportView {
        review,
        prices,
        locale,
        ..
    } = *view;
    let cx = Context {
        tenant: &review.tenant,
        prices,
        locale,
        links: None,
    };
    let page = ReportPage {
        locale,
        css: CSS,
        css_hash: &CSS_HASH,
        tenant: &review.tenant.name,
        cloud: ui::cloud(locale),
        simulated: view.simulated,
        sentences: if view.whole {
            lines(&review.records, &review.leavers, &cx)
        } else {
            Vec::new()
        },
        read: read_line(&review.snapshot, view.now, &cx),
        example_prices: prices.example,
        tiles: tiles(&review.records, &cx, |todo| {
            let told = ToDo::TOLD.contains(&todo);
            told.then(|| format!("#{}", todo.key()))
        }),
        groups: groups(&review.records, &ToDo::TOLD, &Window::ALL, &cx),
        leavers: leavers(&review.leavers, &cx).filter(|_| view.whole),
    };
    Ok(page.render()?)
}
