//! Money: one amount in one currency. Currencies never add up.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ids::SkuId;

/// An ISO 4217 currency code, such as `EUR`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(String);

/// Text that is not a currency code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a currency code (three capital letters, such as EUR)")]
pub struct NotACurrency(pub String);

impl Currency {
    /// The code.
    pub fn code(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Currency {
    type Error = NotACurrency;

    fn try_from(text: String) -> Result<Self, NotACurrency> {
        let good = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
        if good {
            Ok(Self(text))
        } else {
            Err(NotACurrency(text))
        }
    }
}

impl From<Currency> for String {
    fn from(c: Currency) -> Self {
        c.0
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An amount per month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// In units of the currency.
    pub amount: Decimal,
    /// Which currency.
    pub currency: Currency,
}

impl Money {
    /// Nothing, in a currency.
    pub const fn zero(currency: Currency) -> Self {
        Self {
            amount: Decimal::ZERO,
            currency,
        }
    }
}

/// What products cost per month and licence, in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PriceList {
    /// The currency of all prices.
    pub currency: Currency,
    /// Is it the built-in example and not the reader's own?
    #[serde(default)]
    pub example: bool,
    /// Price per month and licence, by `skuPartNumber`.
    pub per_month: BTreeMap<String, Decimal>,
}

/// A sum over licences: what is known, and how many had no price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cost {
    /// The sum of the known prices per month; `None` when no price at all is known.
    pub per_month: Option<Money>,
    /// Licences without a price: the sum is "at least" when this is not zero.
    pub without_price: u64,
    /// The prices are the built-in example.
    pub example: bool,
}

impl PriceList {
    /// The price of a product per month and licence; `None` is unknown, never zero.
    pub fn price(&self, part_number: &str) -> Option<Decimal> {
        self.per_month.get(part_number).copied()
    }

    /// Sums the prices of products, one entry per licence.
    pub fn sum<'a>(&self, part_numbers: impl IntoIterator<Item = &'a str>) -> Cost {
        let mut known = None;
        let mut without_price = 0;
        for part in part_numbers {
            match self.price(part) {
                Some(p) => *known.get_or_insert(Decimal::ZERO) += p,
                None => without_price += 1,
            }
        }
        let per_month = known.map(|amount| Money {
            amount,
            currency: self.currency.clone(),
        });
        Cost {
            per_month,
            without_price,
            example: self.example,
        }
    }
}

/// A product with its price and id: for choosing the cheapest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priced {
    /// The product.
    pub sku: SkuId,
    /// Its price per month.
    pub price: Option<Decimal>,
}
