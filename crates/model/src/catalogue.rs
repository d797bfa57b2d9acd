//! Names of the products and service plans that Microsoft publishes.
//!
//! Ids are the keys; a name is only what people read. An id that is not in the list is shown as itself,
//! for Microsoft sells new products before any list knows them. What a plan is good for is not said here:
//! that is dated policy, and it lives in `rules`.
//!
//! The two lists beside this file are made by `cargo xtask catalogue` (which also says how dirty names are
//! cleaned) and are not edited by hand.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::ids::{ServicePlanId, SkuId};

static PLANS: &str = include_str!("catalogue/plans.tsv");
static PRODUCTS: &str = include_str!("catalogue/products.tsv");

/// A product as people buy it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Product {
    /// `skuId`.
    pub id: SkuId,
    /// `skuPartNumber`, such as `ENTERPRISEPACK`. Microsoft's own spaces inside it are kept, for tenants
    /// answer with them too; compare with [`Catalogue::by_part_number`], not with `==`.
    pub part_number: &'static str,
    /// The name it is sold under, such as `Office 365 E3`.
    pub name: &'static str,
    /// Its service plans, sorted by id; each is known to the catalogue.
    pub plans: &'static [ServicePlanId],
}

/// A part of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServicePlan {
    /// `servicePlanId`.
    pub id: ServicePlanId,
    /// `servicePlanName`, such as `EXCHANGE_S_STANDARD`.
    pub part_name: &'static str,
    /// The name that people read, such as `Exchange Online (Plan 1)`.
    pub name: &'static str,
}

/// The list of products and service plans. There is one: [`catalogue`].
#[derive(Debug)]
pub struct Catalogue {
    /// Sorted by id.
    plans: Vec<ServicePlan>,
    /// Sorted by id.
    products: Vec<Product>,
    /// Folded part numbers with the place of their product, sorted.
    part_numbers: Vec<(String, usize)>,
}

/// The catalogue, read on first use.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
        Catalogue::read(PLANS, PRODUCTS)
            .expect("the lists are built in, and a test reads every line of them")
    });
    &CATALOGUE
}

impl Catalogue {
    /// The product with this id.
    pub fn product(&self, id: SkuId) -> Option<Product> {
        let at = self
            .products
            .binary_search_by_key(&id, |product| product.id)
            .ok()?;
        Some(self.products[at])
    }

    /// The service plan with this id.
    pub fn plan(&self, id: ServicePlanId) -> Option<ServicePlan> {
        let at = self.plans.binary_search_by_key(&id, |plan| plan.id).ok()?;
        Some(self.plans[at])
    }

    /// All products, sorted by id.
    pub fn products(&self) -> impl ExactSizeIterator<Item = Product> + '_ {
        self.products.iter().copied()
    }

    /// All service plans, sorted by id.
    pub fn plans(&self) -> impl ExactSizeIterator<Item = ServicePlan> + '_ {
        self.plans.iter().copied()
    }

    /// The one product with this part number, whatever the case and the spaces in it. `None` also where
    /// two products share it (`MCOPSTN5`): see [`Self::sharing_part_number`].
    pub fn by_part_number(&self, part_number: &str) -> Option<Product> {
        let mut found = self.sharing_part_number(part_number);
        let product = found.next()?;
        found.next().is_none().then_some(product)
    }

    /// Every product with this part number, whatever the case and the spaces in it.
    pub fn sharing_part_number(&self, part_number: &str) -> impl Iterator<Item = Product> + '_ {
        let wanted = folded(part_number);
        let first = self
            .part_numbers
            .partition_point(|(known, _)| *known < wanted);
        self.part_numbers[first..]
            .iter()
            .take_while(move |(known, _)| *known == wanted)
            .map(|&(_, at)| self.products[at])
    }

    /// The name of a product; the id itself where it is unknown.
    pub fn product_name(&self, id: SkuId) -> Cow<'static, str> {
        self.product(id).map_or_else(
            || Cow::Owned(id.to_string()),
            |product| Cow::Borrowed(product.name),
        )
    }

    /// The name of a service plan; the id itself where it is unknown.
    pub fn plan_name(&self, id: ServicePlanId) -> Cow<'static, str> {
        self.plan(id).map_or_else(
            || Cow::Owned(id.to_string()),
            |plan| Cow::Borrowed(plan.name),
        )
    }

    /// `None` where a line is not of the expected form or a list is not sorted.
    fn read(plans: &'static str, products: &'static str) -> Option<Self> {
        let plans = lines(plans)
            .map(|line| {
                let [id, part_name, name] = fields(line)?;
                Some(ServicePlan {
                    id: id.parse().ok()?,
                    part_name,
                    name,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let products = lines(products)
            .map(|line| {
                let [id, part_number, name, places] = fields(line)?;
                let ids = places
                    .split_ascii_whitespace()
                    .map(|place| Some(plans.get(place.parse::<usize>().ok()?)?.id))
                    .collect::<Option<Vec<_>>>()?;
                // Read once and kept for the life of the program, so that a product can be passed around by value.
                let plans = Vec::leak(ids);
                Some(Product {
                    id: id.parse().ok()?,
                    part_number,
                    name,
                    plans,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let sorted =
            plans.is_sorted_by(|a, b| a.id < b.id) && products.is_sorted_by(|a, b| a.id < b.id);
        let mut part_numbers: Vec<_> = products
            .iter()
            .enumerate()
            .map(|(at, product)| (folded(product.part_number), at))
            .collect();
        part_numbers.sort();
        sorted.then_some(Self {
            plans,
            products,
            part_numbers,
        })
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

fn fields<const N: usize>(line: &'static str) -> Option<[&'static str; N]> {
    let mut parts = line.split('\t');
    let mut fields = [""; N];
    for field in &mut fields {
        *field = parts.next()?;
    }
    parts.next().is_none().then_some(fields)
}

/// One spelling for all: tenants differ in the case and the spaces of a part number.
fn folded(part_number: &str) -> String {
    part_number
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sku(text: &str) -> SkuId {
        text.parse().unwrap()
    }

    fn plan(text: &str) -> ServicePlanId {
        text.parse().unwrap()
    }

    #[test]
    fn every_published_product_and_plan_is_there() {
        assert_eq!(catalogue().products().len(), 619);
        assert_eq!(catalogue().plans().len(), 791);
    }

    #[test]
    fn every_plan_of_a_product_is_known_and_no_plan_is_left_over() {
        let mut used = std::collections::BTreeSet::new();
        for product in catalogue().products() {
            assert!(
                !product.plans.is_empty(),
                "{} has no plans",
                product.part_number
            );
            assert!(
                product.plans.is_sorted_by(|a, b| a < b),
                "{} names a plan twice",
                product.part_number
            );
            for &id in product.plans {
                assert!(
                    catalogue().plan(id).is_some(),
                    "{} has the unknown plan {id}",
                    product.part_number
                );
                used.insert(id);
            }
        }
        assert_eq!(used.len(), catalogue().plans().len());
    }

    #[test]
    fn names_are_clean() {
        let products = catalogue()
            .products()
            .flat_map(|product| [product.part_number, product.name]);
        let plans = catalogue()
            .plans()
            .flat_map(|plan| [plan.part_name, plan.name]);
        for name in products.chain(plans) {
            assert!(!name.is_empty());
            assert_eq!(name, name.split_whitespace().collect::<Vec<_>>().join(" "));
            assert!(!name.contains(char::is_control), "{name:?}");
        }
    }

    #[test]
    fn well_known_ids_have_their_names() {
        let e3 = catalogue()
            .product(sku("6fd2c87f-b296-42f0-b197-1e91e994b900"))
            .unwrap();
        assert_eq!(
            (e3.part_number, e3.name),
            ("ENTERPRISEPACK", "Office 365 E3")
        );
        assert!(
            e3.plans
                .contains(&plan("efb87545-963c-4e0d-99df-69c6916d9eb0"))
        );

        for (id, part_name, name) in [
            (
                "efb87545-963c-4e0d-99df-69c6916d9eb0",
                "EXCHANGE_S_ENTERPRISE",
                "Exchange Online (Plan 2)",
            ),
            (
                "9aaf7827-d63c-4b61-89c3-182f06f82e5c",
                "EXCHANGE_S_STANDARD",
                "Exchange Online (Plan 1)",
            ),
            (
                "4a82b400-a79f-41a4-b4e2-e94f5787b113",
                "EXCHANGE_S_DESKLESS",
                "Exchange Online Kiosk",
            ),
            (
                "113feb6c-3fe4-4440-bddc-54d774bf0318",
                "EXCHANGE_S_FOUNDATION",
                "Exchange Foundation",
            ),
        ] {
            let found = catalogue().plan(plan(id)).unwrap();
            assert_eq!((found.part_name, found.name), (part_name, name));
        }
    }

    #[test]
    fn the_glued_row_is_two_plans() {
        let glued = catalogue()
            .plan(plan("a64b30ba-f310-4065-b444-2670ef146db0"))
            .unwrap();
        assert_eq!(
            (glued.part_name, glued.name),
            ("PBI_PREMIUM_EM1_ADDON", "Power BI Premium EM1")
        );
        let embedded = catalogue().by_part_number("PBI_PREMIUM_EM1_ADDON").unwrap();
        assert_eq!(
            embedded.plans,
            [plan("113feb6c-3fe4-4440-bddc-54d774bf0318"), glued.id]
        );
    }

    #[test]
    fn of_two_names_the_one_in_use_today_is_taken() {
        let product = catalogue()
            .product(sku("606b54a9-78d8-4298-ad8b-df6ef4481c80"))
            .unwrap();
        assert_eq!(product.name, "Microsoft Copilot Studio Viral Trial");
        assert_eq!(
            catalogue().plan_name(plan("fa200448-008c-4acb-abd4-ea106ed2199d")),
            "Power Automate for Project"
        );
    }

    #[test]
    fn an_unknown_id_is_shown_as_itself() {
        let id = "00000000-1111-2222-3333-444444444444";
        assert_eq!(catalogue().product(sku(id)), None);
        assert_eq!(catalogue().plan(plan(id)), None);
        assert_eq!(catalogue().product_name(sku(id)), id);
        assert_eq!(catalogue().plan_name(plan(id)), id);
    }

    #[test]
    fn a_part_number_is_found_whatever_its_case_and_spaces() {
        let spaced = catalogue()
            .by_part_number("Microsoft_365_ Business_ Premium_(no Teams)")
            .unwrap();
        assert_eq!(
            catalogue().by_part_number(" microsoft_365_business_premium_(noteams)"),
            Some(spaced)
        );
        assert_eq!(
            catalogue().by_part_number("spb").unwrap().name,
            "Microsoft 365 Business Premium"
        );
        assert_eq!(catalogue().by_part_number(""), None);
        assert_eq!(catalogue().by_part_number("NO_SUCH_PRODUCT"), None);
    }

    #[test]
    fn a_part_number_of_two_products_names_neither() {
        assert_eq!(catalogue().by_part_number("MCOPSTN5"), None);
        assert_eq!(catalogue().sharing_part_number("MCOPSTN5").count(), 2);
    }

    #[test]
    fn a_broken_list_is_refused_as_a_whole() {
        let line = "00000000-0000-0000-0000-000000000001\tA\tName";
        for (plans, products) in [
            ("no tabs", ""),
            ("not-an-id\tA\tName", ""),
            ("00000000-0000-0000-0000-000000000001\tA\tName\textra", ""),
            (
                "00000000-0000-0000-0000-000000000002\tB\tName\n00000000-0000-0000-0000-000000000001\tA\tName",
                "",
            ),
            (line, "00000000-0000-0000-0000-000000000009\tP\tProduct\t1"),
            (line, "00000000-0000-0000-0000-000000000009\tP\tProduct\tx"),
        ] {
            assert!(
                Catalogue::read(plans, products).is_none(),
                "{plans:?} {products:?}"
            );
        }
        assert!(
            Catalogue::read(line, "00000000-0000-0000-0000-000000000009\tP\tProduct\t0").is_some()
        );
    }
}
