//! Billing > Licenses: each product with all its subscriptions together, who holds it, and how many of its licences
//! are on shared mailboxes that don't need them.

use askama::Template;
use engine::{Figures, Product};
use store::Snapshot;
use words::{products, ui, web};

use crate::desk::{Answer, Desk, answer};
use crate::pages::products::row;
use crate::shell::Shell;
use crate::view::ToDo;

#[derive(Debug, Template)]
#[template(path = "licenses.html")]
struct LicensesPage {
    shell: Shell,
    read: String,
    /// When the mailboxes were reviewed.
    reviewed: Option<String>,
    gap: Option<String>,
    rows: Vec<Row>,
    products: String,
}

/// A product.
#[derive(Debug)]
struct Row {
    product: String,
    part_number: String,
    total: String,
    assigned: String,
    available: String,
    holders: String,
    /// On shared mailboxes that don't need it: how many, and where they are.
    not_needed: Vec<(String, String)>,
    remarks: Vec<String>,
}

pub(crate) async fn get(desk: Desk) -> Answer {
    let l = &desk.locale;
    let (engine, by) = (desk.engine(), &desk.caller);
    let read = engine.products(by, desk.conn()).await?;
    let reviewed = engine.figures(by, desk.tenant(), 1).await?;
    let reviewed = reviewed.into_iter().next();
    let now = words::ago(desk.now().duration_since(read.read_at), l);
    let found = |(snapshot, _): &(Snapshot, _)| {
        products::as_reviewed(l, snapshot.finished_at.unwrap_or(snapshot.started_at))
    };
    let figures = reviewed.as_ref().and_then(|(_, figures)| figures.as_ref());
    let page = LicensesPage {
        shell: desk.shell(ui::licenses(l)),
        read: web::read(l, &now, read.read_at),
        reviewed: reviewed.as_ref().map(found),
        gap: read
            .products
            .gap()
            .map(|gap| products::gap(l, &words::gap(gap, l))),
        rows: read
            .products
            .value()
            .into_iter()
            .flatten()
            .map(|product| row_of(product, figures, &desk))
            .collect(),
        products: desk.links.to("/products", &[]),
    };
    answer(&page)
}

fn row_of(product: &Product, figures: Option<&Figures>, desk: &Desk) -> Row {
    let l = &desk.locale;
    Row {
        product: words::product(product.sku),
        part_number: product.part_number.clone(),
        total: row::number(product.total(), l),
        assigned: row::number(product.assigned, l),
        available: row::number(product.available(), l),
        holders: desk.links.holders(product.sku),
        not_needed: match figures {
            Some(figures) => not_needed(product, figures, desk),
            None => vec![(products::not_reviewed(l), desk.links.to("/review", &[]))],
        },
        remarks: row::remarks(product, l),
    }
}

fn not_needed(product: &Product, figures: &Figures, desk: &Desk) -> Vec<(String, String)> {
    let l = &desk.locale;
    let review = |todo: ToDo| desk.links.to("/review", &[("verdict", todo.key())]);
    let now = figures.going.get(&product.sku).copied().unwrap_or(0);
    let later = figures.going_once_blocked.get(&product.sku).copied();
    let mut told = Vec::new();
    if now > 0 {
        let text = products::not_needed_count(l, now);
        told.push((text, review(ToDo::Removable)));
    }
    if let Some(later) = later.filter(|later| *later > 0) {
        let text = products::after_blocking(l, later);
        told.push((text, review(ToDo::OnceBlocked)));
    }
    told
}
