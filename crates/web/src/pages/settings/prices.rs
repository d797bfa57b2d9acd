//! What products cost per month.

use std::collections::{BTreeMap, BTreeSet};

use model::catalogue::catalogue;
use model::{Currency, PriceList};
use rust_decimal::Decimal;
use words::{Locale, settings};

use super::{Part, Refusal, ended, set_by};
use crate::PageError;
use crate::address::Params;
use crate::desk::{Answer, Desk};
use crate::filled::Filled;
use crate::pages::problem::Problem;

/// Before the part number in the name of a field.
const FIELD: &str = "price:";

/// The list of prices.
#[derive(Debug)]
pub(super) struct PricesPart {
    pub(super) currency: String,
    pub(super) rows: Vec<PriceRow>,
    /// Are the prices in force invented ones?
    pub(super) example: bool,
    pub(super) set: bool,
    pub(super) set_by: String,
}

/// A product and its price.
#[derive(Debug)]
pub(super) struct PriceRow {
    pub(super) field: String,
    pub(super) part_number: String,
    pub(super) product: String,
    /// As it stands in the field.
    pub(super) price: String,
}

impl PricesPart {
    /// The products that the tenant owned at the last review, and those that were given a price.
    pub(super) async fn new(desk: &Desk, typed: &Params) -> Result<Self, Problem> {
        let last = desk.engine().store().latest_snapshot(desk.tenant()).await;
        let facts = last.map_err(PageError::from)?.and_then(|s| s.facts);
        let owned = facts.as_ref().and_then(|facts| facts.skus.value());
        let owned = owned.into_iter().flatten().map(|sku| &sku.part_number);
        let prices = desk.prices();
        // Of the examples only those that are of use here.
        let kept = prices.per_month.keys().filter(|_| !prices.example);
        let part_numbers: BTreeSet<&String> = owned.chain(kept).collect();
        let rows = part_numbers.into_iter().map(|part_number| {
            let field = format!("{FIELD}{part_number}");
            let kept = || prices.price(part_number).map(|price| price.to_string());
            let price = typed.get(&field).map(str::to_owned).or_else(kept);
            PriceRow {
                product: product(part_number),
                part_number: part_number.clone(),
                price: price.unwrap_or_default(),
                field,
            }
        });
        let currency = typed.get("currency");
        Ok(Self {
            currency: currency.unwrap_or(prices.currency.code()).to_owned(),
            rows: rows.collect(),
            example: prices.example,
            set: desk.settings.prices.is_some(),
            set_by: set_by(desk.settings.prices.as_ref(), &desk.locale),
        })
    }
}

/// The product's name, where the catalogue has it.
fn product(part_number: &str) -> String {
    let known = catalogue().sharing_part_number(part_number).next();
    known.map_or_else(|| part_number.to_owned(), |p| p.name.to_owned())
}

pub(crate) async fn post(desk: Desk, Filled(typed): Filled) -> Answer {
    let list = match typed.get("do") {
        Some("forget") => Ok(None),
        _ => read(&typed, &desk.locale).map(Some),
    };
    let end = match list {
        Ok(list) => {
            let set = desk.engine().set_prices(&desk.caller, desk.tenant(), list);
            set.await.map_err(Refusal::from)
        }
        Err(text) => Err(Refusal::Typed(text)),
    };
    ended(&desk, Part::Prices, &typed, end).await
}

/// The list as it was typed. An empty field is an unknown price, never zero.
fn read(typed: &Params, l: &Locale) -> Result<PriceList, String> {
    let code = typed.get("currency").unwrap_or_default().to_uppercase();
    let currency =
        Currency::try_from(code.clone()).map_err(|_| settings::bad_currency(l, &code))?;
    let mut per_month = BTreeMap::new();
    for (name, text) in typed.pairs() {
        let (Some(part_number), text) = (name.strip_prefix(FIELD), text.trim()) else {
            continue;
        };
        if text.is_empty() {
            continue;
        }
        // As people write it: with a point or a comma.
        let price: Decimal = text
            .replace(',', ".")
            .parse()
            .map_err(|_| settings::bad_price(l, &product(part_number), text))?;
        per_month.insert(part_number.to_owned(), price);
    }
    Ok(PriceList {
        currency,
        example: false,
        per_month,
    })
}

#[cfg(test)]
mod tests {
    use model::CloudId;
    use words::Language;

    use super::*;

    #[test]
    fn prices_are_read_as_people_write_them() {
        let l = Locale::new(Language::En, CloudId::Worldwide);
        let read = |query: &str| read(&Params::parse(query), &l);
        let list =
            read("currency=eur&price:SPE_E3=36,50&price:SPE_E5=57.25&price:O365=&x=9").unwrap();
        assert_eq!(list.currency.code(), "EUR");
        assert_eq!(list.price("SPE_E3").unwrap().to_string(), "36.50");
        assert_eq!(list.price("SPE_E5").unwrap().to_string(), "57.25");
        assert_eq!(list.per_month.len(), 2);
        for bad in [
            "currency=euro",
            "",
            "currency=EUR&price:SPE_E3=much",
            "currency=EUR&price:X=1.000,00",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
