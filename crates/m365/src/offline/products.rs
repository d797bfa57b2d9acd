//! Products by the names that people see: `Office 365 E3+Power BI Pro` of the Active users CSV.

use std::collections::HashMap;
use std::sync::LazyLock;

use model::SkuId;
use model::catalogue::catalogue;

/// What a list of product names means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// These products and no others; none for `Unlicensed`.
    Products(Vec<SkuId>),
    /// A part that is no name of exactly one product, as found.
    Unclear(String),
    /// Nothing is said, not even that there is none.
    Nothing,
}

/// What the admin center writes for an account without a licence; the Dutch word is the admin center's label.
const NONE: [&str; 2] = ["unlicensed", "zonder licentie"];

/// Product names joined by plus signs. A name may hold plus signs itself (`Enterprise Mobility + Security E3`), so
/// every way of dividing the text is looked at; one must fit, and only one.
pub fn named(text: &str) -> Named {
    let text = text.trim();
    if text.is_empty() {
        return Named::Nothing;
    }
    if NONE.contains(&text.to_lowercase().as_str()) {
        return Named::Products(Vec::new());
    }
    let parts: Vec<&str> = text.split('+').collect();
    match divided(&parts) {
        Some(mut skus) => {
            skus.sort_unstable();
            skus.dedup();
            Named::Products(skus)
        }
        None => Named::Unclear(crate::field::cut(text)),
    }
}

/// The products, if exactly one division of the parts into names fits. Works from the end: `fits[i]` says how many
/// divisions there are from part `i` on, and how long the first name of one of them is.
fn divided(parts: &[&str]) -> Option<Vec<SkuId>> {
    /// No product of the catalogue has more plus signs in its name.
    const LONGEST: usize = 4;
    let mut fits: Vec<(u64, Option<(usize, SkuId)>)> = vec![(0, None); parts.len() + 1];
    fits[parts.len()].0 = 1;
    for start in (0..parts.len()).rev() {
        for end in start + 1..=parts.len().min(start + LONGEST) {
            if fits[end].0 == 0 {
                continue;
            }
            if let Some(sku) = product(&parts[start..end].join("+")) {
                fits[start].0 = fits[start].0.saturating_add(fits[end].0);
                fits[start].1 = Some((end, sku));
            }
        }
    }
    if fits[0].0 != 1 {
        return None;
    }
    let (mut at, mut skus) = (0, Vec::new());
    while let Some((end, sku)) = fits[at].1 {
        skus.push(sku);
        at = end;
    }
    Some(skus)
}

/// The one product of this name, whatever its case and spaces; also by its part number.
fn product(name: &str) -> Option<SkuId> {
    static NAMES: LazyLock<HashMap<String, Option<SkuId>>> = LazyLock::new(|| {
        let mut names = HashMap::new();
        for product in catalogue().products() {
            names
                .entry(folded(product.name))
                // Microsoft gives some names to several products; they name none.
                .and_modify(|known| *known = None)
                .or_insert(Some(product.id));
        }
        names
    });
    match NAMES.get(&folded(name)) {
        Some(known) => *known,
        None => catalogue().by_part_number(name).map(|p| p.id),
    }
}

fn folded(name: &str) -> String {
    let words: Vec<_> = name.split_whitespace().collect();
    words.join(" ").replace(" + ", "+").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skus(parts: &[&str]) -> Named {
        let mut skus: Vec<_> = parts
            .iter()
            .map(|p| catalogue().by_part_number(p).unwrap().id)
            .collect();
        skus.sort_unstable();
        Named::Products(skus)
    }

    #[test]
    fn names_become_products() {
        for (text, parts) in [
            ("Office 365 E3", &["ENTERPRISEPACK"][..]),
            ("office 365  e3 ", &["ENTERPRISEPACK"]),
            (
                "Office 365 E3+Power BI Pro",
                &["ENTERPRISEPACK", "POWER_BI_PRO"],
            ),
            ("Enterprise Mobility + Security E3", &["EMS"]),
            (
                "Office 365 E3+Enterprise Mobility + Security E3+Power BI Pro",
                &["ENTERPRISEPACK", "EMS", "POWER_BI_PRO"],
            ),
            ("ENTERPRISEPACK", &["ENTERPRISEPACK"]),
            ("Unlicensed", &[]),
            ("Zonder licentie", &[]),
        ] {
            assert_eq!(named(text), skus(parts), "{text}");
        }
        assert_eq!(named(" "), Named::Nothing);
    }

    #[test]
    fn what_no_product_or_several_are_called_names_none() {
        for text in [
            "Office 365 E33",
            "Office 365 E3+",
            "Office 365 E3+Contoso Suite",
            "Visio Plan 1",
            "+",
            "TRUE",
        ] {
            assert!(
                matches!(named(text), Named::Unclear(_)),
                "{text}: {:?}",
                named(text)
            );
        }
    }

    #[test]
    fn every_name_that_one_product_has_is_found() {
        let mut count: HashMap<String, usize> = HashMap::new();
        for product in catalogue().products() {
            *count.entry(folded(product.name)).or_default() += 1;
        }
        for product in catalogue().products() {
            let unique = count[&folded(product.name)] == 1;
            assert_eq!(
                named(product.name) == Named::Products(vec![product.id]),
                unique,
                "{}",
                product.name
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text: String) {
            let _ = named(&text);
        }

        #[test]
        fn many_plus_signs_take_no_time(n in 0_usize..5_000) {
            let _ = named(&"+".repeat(n));
        }
    }
}
