//! The list: a row for each subscription.

use askama::Template;
use engine::{Product, ProductSubscription};
use words::{products, ui, web};

use super::row;
use super::watches::{WatchRow, rows};
use crate::desk::{Answer, Desk, answer};
use crate::shell::Shell;

#[derive(Debug, Template)]
#[template(path = "products.html")]
struct ProductsPage {
    shell: Shell,
    read: String,
    gaps: Vec<String>,
    watches: Vec<WatchRow>,
    check: String,
    stop: String,
    /// May this person end a watch?
    may_stop: bool,
    rows: Vec<Row>,
    others: Vec<OtherRow>,
    /// Nothing is owned; not said where that is not known.
    empty: bool,
    microsoft: &'static str,
}

/// A subscription, or a product without one.
#[derive(Debug)]
struct Row {
    product: String,
    part_number: String,
    /// Its own page; none without a subscription.
    href: Option<String>,
    tone: &'static str,
    status: String,
    assigned: String,
    /// Who holds it, on Active users.
    holders: String,
    available: String,
    total: String,
    next: String,
    seller: String,
    remarks: Vec<String>,
}

/// A subscription whose product is not in use any more.
#[derive(Debug)]
struct OtherRow {
    product: String,
    tone: &'static str,
    status: String,
    total: String,
    next: String,
}

pub(crate) async fn get(desk: Desk) -> Answer {
    let l = &desk.locale;
    let read = desk.engine().products(&desk.caller, desk.conn()).await?;
    let watches = desk.engine().watches(&desk.caller, desk.tenant()).await?;
    let known = read.products.value();
    let gap = read.products.gap();
    let gaps = [
        gap.map(|gap| products::gap(l, &words::gap(gap, l))),
        read.subscriptions_gap
            .as_ref()
            .map(|gap| products::subscriptions_gap(l, &words::gap(gap, l))),
        read.billing_gap
            .as_ref()
            .map(|gap| products::billing_gap(l, &words::gap(gap, l))),
    ];
    let now = words::ago(desk.now().duration_since(read.read_at), l);
    let page = ProductsPage {
        shell: desk.shell(ui::your_products(l)),
        read: web::read(l, &now, read.read_at),
        gaps: gaps.into_iter().flatten().collect(),
        watches: rows(&watches, &desk),
        check: desk.links.to("/products/watches/check", &[]),
        stop: desk.links.to("/products/watches/stop", &[]),
        may_stop: desk.caller.may(engine::Right::Buy).is_ok(),
        rows: known
            .into_iter()
            .flatten()
            .flat_map(|product| of_product(product, &desk))
            .collect(),
        others: read
            .others
            .iter()
            .map(|other| unowned(other, &desk))
            .collect(),
        empty: known.is_some_and(Vec::is_empty),
        microsoft: l.cloud().record().links.products,
    };
    answer(&page)
}

fn of_product(product: &Product, desk: &Desk) -> Vec<Row> {
    if product.subscriptions.is_empty() {
        return vec![owned(product, None, desk)];
    }
    let subscriptions = product.subscriptions.iter();
    subscriptions
        .map(|subscription| owned(product, Some(subscription), desk))
        .collect()
}

fn owned(product: &Product, subscription: Option<&ProductSubscription>, desk: &Desk) -> Row {
    let l = &desk.locale;
    let found = subscription.map_or(&product.status, |s| &s.status);
    let (tone, status) = row::status(found, l);
    Row {
        product: words::product(product.sku),
        part_number: product.part_number.clone(),
        href: subscription.map(|s| desk.links.to(&format!("/products/{}", s.id), &[])),
        tone,
        status,
        assigned: row::number(product.assigned, l),
        holders: desk.links.holders(product.sku),
        available: row::number(product.available(), l),
        total: match subscription {
            Some(subscription) => row::number(subscription.total, l),
            None => row::number(product.total(), l),
        },
        next: subscription.map_or_else(|| products::no_subscription(l), |s| row::next(s, l)),
        seller: subscription.map_or_else(String::new, |s| row::seller(&s.sold_by, l)),
        remarks: row::remarks(product, l),
    }
}

fn unowned(subscription: &ProductSubscription, desk: &Desk) -> OtherRow {
    let l = &desk.locale;
    let (tone, status) = row::status(&subscription.status, l);
    OtherRow {
        product: words::product(subscription.sku),
        tone,
        status,
        total: row::number(subscription.total, l),
        next: row::next(subscription, l),
    }
}
