//! Products and subscriptions as text.

use engine::{BillingSays, Product, ProductSubscription, Seller};
use words::{Locale, products};

/// A number in a cell; that it is not known is said.
pub(crate) fn number(count: Option<u64>, l: &Locale) -> String {
    count.map_or_else(|| products::unknown(l), |count| words::count(count, l))
}

/// `Status` in words, and the tone that goes with it. What is not known here is shown as it was found.
pub(crate) fn status(found: &str, l: &Locale) -> (&'static str, String) {
    match found.to_lowercase().as_str() {
        "enabled" => ("done", products::status_enabled(l)),
        "warning" => ("drifted", products::status_warning(l)),
        "suspended" => ("refused", products::status_suspended(l)),
        "lockedout" => ("refused", products::status_locked_out(l)),
        "deleted" => ("refused", products::status_deleted(l)),
        "" => ("unlicensed", products::unknown(l)),
        _ => ("unlicensed", found.to_owned()),
    }
}

/// When it renews or ends, as exactly as is known.
pub(crate) fn next(subscription: &ProductSubscription, l: &Locale) -> String {
    let Some(at) = subscription.next else {
        return products::unknown(l);
    };
    let recurring = subscription.billing.as_ref().map(|b| b.recurring);
    match (subscription.is_enabled(), subscription.trial, recurring) {
        (false, ..) => products::declines(l, at),
        (true, true, _) => products::trial_ends(l, at),
        (true, false, Some(true)) => products::renews(l, at),
        (true, false, Some(false)) => products::ends(l, at),
        // Graph does not say whether it is renewed by itself (`graph.md` 4.2).
        (true, false, None) => products::renews_or_ends(l, at),
    }
}

/// Who sold it.
pub(crate) fn seller(seller: &Seller, l: &Locale) -> String {
    match seller {
        Seller::Microsoft => products::microsoft(l),
        Seller::Partner { name: None, .. } => products::partner(l),
        Seller::Partner {
            name: Some(name), ..
        } => products::partner_named(l, name),
        Seller::Representative => products::representative(l),
    }
}

/// What only billing knows, where a stand-in of it says so.
pub(crate) fn agreement(says: &BillingSays, l: &Locale) -> Vec<String> {
    let kind = match says.kind.as_str() {
        "MCA" => Some(products::agreement_mca(l)),
        "MOSA" => Some(products::agreement_mosa(l)),
        "PrepaidKey" => Some(products::agreement_prepaid(l)),
        // Who sold it says the same.
        "Partner" | "Representative" => None,
        other => Some(other.to_owned()),
    };
    let recurring = if says.recurring {
        products::recurring_on(l)
    } else {
        products::recurring_off(l)
    };
    let mut told: Vec<String> = kind.into_iter().collect();
    told.push(recurring);
    told.extend(says.reduce_until.map(|at| products::reduce_until(l, at)));
    told.extend(says.scheduled.map(|count| products::scheduled(l, count)));
    told.extend(says.credit_check.then(|| products::credit_check(l)));
    told
}

/// What else there is to say of a product's numbers.
pub(crate) fn remarks(product: &Product, l: &Locale) -> Vec<String> {
    let more = |count: Option<u64>| count.filter(|count| *count > 0);
    let mut told = Vec::new();
    told.extend(more(product.warning).map(|count| products::in_grace(l, count)));
    told.extend(more(product.suspended).map(|count| products::suspended(l, count)));
    told.extend((!product.for_people).then(|| products::of_organisation(l)));
    told.extend(product.free.then(|| products::free(l)));
    told
}
