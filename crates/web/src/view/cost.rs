//! What licences cost.

use model::LicenseVerdict;
use model::money::Cost;
use store::Record;

use super::{Context, ToDo};

/// The licences of a record that its group counts: those that can go where some can, else all.
fn counted(record: &Record, todo: ToDo) -> impl Iterator<Item = model::SkuId> + '_ {
    record
        .assessment
        .licenses
        .iter()
        .filter(move |l| todo != ToDo::Removable || l.verdict == LicenseVerdict::Removable)
        .map(|l| l.sku)
}

/// What these licences cost a month; `None` where there is no licence at all.
pub(crate) fn of_skus(skus: impl Iterator<Item = model::SkuId>, cx: &Context<'_>) -> Option<Cost> {
    let parts: Vec<_> = skus
        .map(|sku| engine::report::part_number(cx.tenant, sku))
        .collect();
    (!parts.is_empty()).then(|| cx.prices.sum(parts.iter().map(String::as_str)))
}

/// What the licences of a group cost a month.
pub(crate) fn of_group(records: &[&Record], todo: ToDo, cx: &Context<'_>) -> Option<Cost> {
    of_skus(records.iter().flat_map(|r| counted(r, todo)), cx)
}

/// The cost of one row: the mark of example prices stands above the table.
pub(crate) fn of_row(record: &Record, todo: ToDo, cx: &Context<'_>) -> String {
    of_skus(counted(record, todo), cx).map_or_else(String::new, |cost| plain(cost, cx))
}

/// A cost in a cell: no mark, and no "a month", which the column says.
pub(crate) fn plain(cost: Cost, cx: &Context<'_>) -> String {
    match &cost.per_month {
        Some(sum) if cost.without_price == 0 => words::money(sum, cx.locale),
        _ => words::cost(
            &Cost {
                example: false,
                ..cost
            },
            cx.locale,
        ),
    }
}
