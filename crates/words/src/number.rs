//! Counts, sizes and money as the language writes them.

use fixed_decimal::Decimal as Digits;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;
use intl_memoizer::Memoizable;
use model::ByteSize;
use model::money::{Cost, Money};
use rust_decimal::{Decimal, RoundingStrategy};
use unic_langid::LanguageIdentifier;

use crate::language::Language;
use crate::locale::Locale;
use crate::msg::form;

/// Writes numbers with the marks of one language.
pub(crate) struct Decimals(DecimalFormatter);

/// No data for a language: cannot happen with a well-formed tag, for unknown ones fall back to the root.
#[derive(Debug, thiserror::Error)]
#[error("no number format for `{0}`")]
pub(crate) struct NoFormat(String);

impl Memoizable for Decimals {
    type Args = ();
    type Error = NoFormat;

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, NoFormat> {
        let no_format = || NoFormat(language.to_string());
        let locale: icu_locale_core::Locale =
            language.to_string().parse().map_err(|_| no_format())?;
        DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default())
            .map(Self)
            .map_err(|_| no_format())
    }
}

impl Decimals {
    /// A number of Fluent; ours are counts.
    pub(crate) fn float(&self, value: f64) -> String {
        self.digits(&value.to_string())
    }

    /// A number written with ASCII digits and a point; anything else comes back as it is.
    pub(crate) fn digits(&self, plain: &str) -> String {
        Digits::try_from_str(plain)
            .map_or_else(|_| plain.to_owned(), |d| self.0.format(&d).to_string())
    }
}

fn digits(plain: &str, language: Language) -> String {
    language.decimals().digits(plain)
}

/// A count: `1,234`, in Dutch `1.234`.
pub fn count(n: u64, locale: &Locale) -> String {
    digits(&n.to_string(), locale.language())
}

/// A size in its largest whole unit, at most two decimals: `49.5 GB`.
pub fn size(size: ByteSize, locale: &Locale) -> String {
    let (hundredths, unit) = size.in_unit();
    let amount = Decimal::from_i128_with_scale(i128::from(hundredths), 2).normalize();
    form::size(
        locale,
        &digits(&amount.to_string(), locale.language()),
        unit,
    )
}

/// A size beside the limit it is compared with: where rounding makes both look alike, the bytes are said too.
pub(crate) fn size_beside(value: ByteSize, limit: ByteSize, locale: &Locale) -> String {
    let text = size(value, locale);
    if value != limit && text == size(limit, locale) {
        form::size_exact(locale, value.as_bytes(), &text)
    } else {
        text
    }
}

/// An amount: `€ 212`, `€ 212.40`, in Dutch `€ 212,40`. Cents only where there are any.
pub fn money(money: &Money, locale: &Locale) -> String {
    let rounded = money
        .amount
        .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let plain = if rounded.is_integer() {
        format!("{rounded:.0}")
    } else {
        format!("{rounded:.2}")
    };
    form::money(
        locale,
        &digits(&plain, locale.language()),
        symbol(money.currency.code()),
    )
}

fn symbol(code: &str) -> &str {
    match code {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "CNY" => "¥",
        other => other,
    }
}

/// What licences cost per month: `€ 212 a month`, `at least …` where some have no price, `unknown` where none
/// has one; example prices are marked.
pub fn cost(cost: &Cost, locale: &Locale) -> String {
    let Some(sum) = &cost.per_month else {
        return form::cost_unknown(locale);
    };
    let sum = money(sum, locale);
    let text = if cost.without_price == 0 {
        form::cost(locale, &sum)
    } else {
        form::cost_at_least(locale, &sum)
    };
    if cost.example {
        form::cost_example(locale, &text)
    } else {
        text
    }
}
