//! `--prices FILE`: what products cost per month, as TOML or JSON.

use std::path::Path;

use model::money::Currency;
use model::{PriceList, catalogue};

use super::{FileError, is_json, read};

const EXAMPLE: &str = include_str!("../../prices/example.toml");

/// The built-in example. Its prices are invented, and it says so.
pub(crate) fn example() -> PriceList {
    toml::from_str(EXAMPLE).expect("the list is built in, and a test reads it")
}

/// No price is known.
pub(crate) fn none() -> PriceList {
    let currency = Currency::try_from("EUR".to_owned()).expect("three capital letters");
    PriceList {
        currency,
        example: false,
        per_month: std::collections::BTreeMap::new(),
    }
}

/// The prices of a file.
pub(crate) fn from_file(path: &Path) -> Result<PriceList, FileError> {
    parse(&read(path)?).map_err(|why| FileError::Prices(path.to_owned(), why))
}

fn parse(text: &str) -> Result<PriceList, String> {
    let list: PriceList = if is_json(text) {
        let json = &mut serde_json::Deserializer::from_str(text);
        serde_path_to_error::deserialize(json)
            .map_err(|e| format!("{}: {}", e.path(), e.inner()))?
    } else {
        toml::from_str(text).map_err(|e| e.to_string().trim_end().to_owned())?
    };
    match list
        .per_month
        .iter()
        .find(|(_, price)| price.is_sign_negative())
    {
        Some((part, price)) => Err(format!(
            "the price of {part} is {price}, and a price is not below zero"
        )),
        None => Ok(list),
    }
}

/// The first part number that is no product of the catalogue: a slip of the pen, or a product newer than the list.
pub(crate) fn first_unknown(list: &PriceList) -> Option<&str> {
    list.per_month.keys().map(String::as_str).find(|part| {
        catalogue::catalogue()
            .sharing_part_number(part)
            .next()
            .is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_says_that_it_is_one_and_names_products_only() {
        let list = example();
        assert!(list.example);
        assert_eq!(first_unknown(&list), None);
    }

    #[test]
    fn toml_and_json_say_the_same() {
        let toml = parse("currency = \"EUR\"\n[perMonth]\nSPE_E3 = \"36.50\"").unwrap();
        assert_eq!(
            parse(r#"{"currency":"EUR","perMonth":{"SPE_E3":"36.50"}}"#).unwrap(),
            toml
        );
        assert_eq!(toml.price("SPE_E3").unwrap().to_string(), "36.50");
        assert_eq!(toml.price("SPE_E5"), None);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, says) in [
            ("currency = \"euro\"\n[perMonth]", "euro"),
            ("# no currency\n[perMonth]", "currency"),
            (
                "currency = \"EUR\"\n[perMonth]\nSPE_E3 = \"much\"",
                "SPE_E3",
            ),
            (
                "currency = \"EUR\"\n[perMonth]\nSPE_E3 = \"-1\"",
                "below zero",
            ),
            (r#"{"currency":"EUR","permonth":{}}"#, "permonth"),
        ] {
            let why = parse(text).unwrap_err();
            assert!(why.contains(says), "{why}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text: String) {
            let _ = parse(&text);
        }
    }
}
