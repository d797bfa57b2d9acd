//! Licences, products, subscriptions.

use std::collections::BTreeSet;

use serde_json::Value;

use super::accounts::{accounts, answered, ok, one};
use super::form::{Row, form, forms, words};
use super::gather::{Seen, next_link};
use super::{Check, Found, NotReadable};

const STATES: [&str; 4] = ["Active", "ActiveWithError", "Disabled", "Error"];
const STATUSES: [&str; 5] = ["Enabled", "Warning", "Suspended", "Deleted", "LockedOut"];

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("state-error-none", |s| {
        let active: Vec<Row> = states(s)?
            .into_iter()
            .filter(|state| state["state"] == "Active")
            .collect();
        let mut forms = words(&active, "error", &["None"]);
        forms.remove("absent");
        Ok(Found::only(forms, &["None"]))
    }),
    ("state-error-absent", |s| {
        let there = |state: &Row| {
            if state.contains_key("error") {
                "there"
            } else {
                "absent"
            }
            .to_owned()
        };
        Ok(Found::only(
            states(s)?.iter().map(there).collect(),
            &["there"],
        ))
    }),
    ("state-words", |s| {
        Ok(Found::only(words(&states(s)?, "state", &STATES), &STATES))
    }),
    ("direct-assignment", |s| {
        let mut found = Found::only(forms(&states(s)?, "assignedByGroup"), &["null", "id"]);
        if found.forms == one("id") {
            found.fine = None;
        }
        Ok(found)
    }),
    ("disabled-plans", |s| {
        Ok(Found::only(
            forms(&states(s)?, "disabledPlans"),
            &["list", "empty list"],
        ))
    }),
    ("license-lists", |s| {
        let agree = |row: &Row| {
            let skus = |name: &str, all: bool| -> Option<BTreeSet<String>> {
                let items = row.get(name)?.as_array()?.iter();
                let given = items.filter(|item| all || item["state"] != "Error");
                Some(given.map(|item| item["skuId"].to_string()).collect())
            };
            let both = (
                skus("assignedLicenses", true),
                skus("licenseAssignmentStates", false),
            );
            match both {
                (Some(assigned), Some(states)) if assigned == states => "agree",
                (Some(_), Some(_)) => "differ",
                _ => "not lists",
            }
        };
        let forms = accounts(s)?
            .iter()
            .map(|row| agree(row).to_owned())
            .collect();
        Ok(Found::only(forms, &["agree"]))
    }),
    ("skus-page", |s| {
        let whole = next_link(ok(&s.skus)?).is_none();
        Ok(Found::said(if whole { "no link" } else { "a link" }, whole))
    }),
    ("sku-status", |s| {
        Ok(Found::only(
            words(&answered(&s.skus)?, "capabilityStatus", &STATUSES),
            &STATUSES,
        ))
    }),
    ("sku-units", |s| {
        let skus = answered(&s.skus)?;
        let prepaid = |row: &Row| match row.get("prepaidUnits") {
            Some(Value::Object(units)) => form(units.get("enabled")),
            other => form(other),
        };
        let mut forms = forms(&skus, "consumedUnits");
        forms.extend(skus.iter().map(|row| prepaid(row).to_owned()));
        Ok(Found::only(forms, &["number"]))
    }),
    ("sku-plans", |s| {
        Ok(Found::only(
            forms(&answered(&s.skus)?, "servicePlans"),
            &["list"],
        ))
    }),
    ("subscription-dates", |s| {
        Ok(Found::only(
            forms(&answered(&s.subscriptions)?, "nextLifecycleDateTime"),
            &["time", "null"],
        ))
    }),
    ("subscription-list", |s| {
        let look = ok(&s.subscriptions)?;
        Ok(match look.status {
            200 if !answered(&s.subscriptions)?.is_empty() => Found::said("subscriptions", true),
            200 if answered(&s.skus)?.is_empty() => Found::nothing(),
            200 => Found::said("none, beside products", false),
            403 => Found::said("refused", false),
            _ => return Err(NotReadable),
        })
    }),
];

/// The sources of all licences.
fn states(s: &Seen) -> Result<Vec<Row>, NotReadable> {
    let lists = accounts(s)?;
    Ok(lists
        .iter()
        .filter_map(|row| row.get("licenseAssignmentStates")?.as_array())
        .flatten()
        .filter_map(|state| state.as_object().cloned())
        .collect())
}
