//! The properties of an account, as a table: name, where it stands in SQL, how it is written.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::row::User;
use crate::assume;
use crate::error::Result;
use crate::licensing::plans;
use crate::odata::sql::Column;

/// What a caller may do with a property besides selecting it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::graph) enum Filterable {
    /// Always.
    Yes,
    /// Only as an advanced query.
    Advanced,
    /// Never.
    No,
}

/// A property.
pub(in crate::graph) struct Property {
    pub(in crate::graph) name: &'static str,
    pub(in crate::graph) filter: Filterable,
    pub(in crate::graph) column: Option<Column>,
    write: fn(&User, &Lookup) -> Value,
}

/// What some properties need besides the row.
#[derive(Debug, Default)]
pub(in crate::graph) struct Lookup {
    /// Plans by product: id, name, and whether they apply to users.
    plans: BTreeMap<String, Vec<plans::Plan>>,
    /// `error` of a licence without one.
    no_error: String,
}

impl Lookup {
    pub(in crate::graph) fn read(c: &Connection) -> Result<Self> {
        Ok(Self {
            plans: plans::by_product(c)?,
            no_error: assume::STATE_ERROR_NONE.text(c)?,
        })
    }
}

/// The default set, in the order in which it was captured (`assignlicense-remove-200`).
pub(in crate::graph) const DEFAULT: [&str; 11] = [
    "businessPhones",
    "displayName",
    "givenName",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
    "id",
];

/// Properties that only a single account gives (`graph.md` 2.1).
pub(in crate::graph) const SINGLE_ONLY: [&str; 11] = [
    "aboutMe",
    "birthday",
    "hireDate",
    "interests",
    "mySite",
    "pastProjects",
    "preferredName",
    "responsibilities",
    "schools",
    "skills",
    "mailboxSettings",
];

const fn text(
    name: &'static str,
    column: &'static str,
    write: fn(&User, &Lookup) -> Value,
) -> Property {
    Property {
        name,
        filter: Filterable::Yes,
        column: Some(Column::Text(column)),
        write,
    }
}

const fn plain(
    name: &'static str,
    filter: Filterable,
    write: fn(&User, &Lookup) -> Value,
) -> Property {
    Property {
        name,
        filter,
        column: None,
        write,
    }
}

/// All of them, sorted by name: the order of members when they are selected.
pub(in crate::graph) const PROPERTIES: &[Property] = &[
    Property {
        name: "accountEnabled",
        filter: Filterable::Yes,
        column: Some(Column::Bool("enabled")),
        write: |u, _| u.enabled.into(),
    },
    Property {
        name: "assignedLicenses",
        filter: Filterable::Yes,
        column: Some(Column::Licenses("license_count")),
        write: |u, _| assigned_licenses(u),
    },
    plain("assignedPlans", Filterable::Advanced, assigned_plans),
    plain("businessPhones", Filterable::Yes, |_, _| json!([])),
    plain("createdDateTime", Filterable::Yes, |u, _| {
        time(Some(u.created_at))
    }),
    plain("deletedDateTime", Filterable::Yes, |_, _| Value::Null),
    text("department", "department", |u, _| json!(u.department)),
    text("displayName", "display_name", |u, _| json!(u.display_name)),
    text("givenName", "given_name", |u, _| json!(u.given_name)),
    Property {
        name: "id",
        filter: Filterable::Yes,
        column: Some(Column::Id("id")),
        write: |u, _| json!(u.id),
    },
    plain("isResourceAccount", Filterable::No, |_, _| Value::Null),
    text("jobTitle", "job_title", |u, _| json!(u.job_title)),
    plain("licenseAssignmentStates", Filterable::No, assignment_states),
    text("mail", "mail", |u, _| json!(u.mail)),
    text("mailNickname", "mail_nickname", |u, _| {
        json!(u.mail_nickname)
    }),
    plain("mobilePhone", Filterable::Yes, |_, _| Value::Null),
    text("officeLocation", "office_location", |u, _| {
        json!(u.office_location)
    }),
    Property {
        name: "onPremisesSyncEnabled",
        filter: Filterable::Yes,
        column: Some(Column::Bool("synced")),
        write: |u, _| json!(u.synced),
    },
    text("preferredLanguage", "preferred_language", |u, _| {
        json!(u.preferred_language)
    }),
    plain("proxyAddresses", Filterable::Yes, |u, _| {
        serde_json::from_str(&u.proxy_addresses).unwrap_or_else(|_| json!([]))
    }),
    plain("signInActivity", Filterable::Yes, |u, _| {
        sign_in_activity(u)
    }),
    text("surname", "surname", |u, _| json!(u.surname)),
    text("usageLocation", "usage_location", |u, _| {
        json!(u.usage_location)
    }),
    text("userPrincipalName", "upn", |u, _| json!(u.upn)),
    text("userType", "user_type", |u, _| json!(u.membership)),
];

/// A property by name, letters of either case.
pub(in crate::graph) fn property(name: &str) -> Option<&'static Property> {
    PROPERTIES
        .iter()
        .find(|property| property.name.eq_ignore_ascii_case(name))
}

/// The members of an account. `id` comes even if it was not selected (captured); properties without a value
/// for an account are left out where the service leaves them out.
pub(in crate::graph) fn write(user: &User, names: &[&'static Property], lookup: &Lookup) -> Value {
    let mut members = Map::new();
    for property in names {
        let value = (property.write)(user, lookup);
        // Accounts that never signed in have no such member (`graph.md` 2.2).
        if !(property.name == "signInActivity" && value.is_null()) {
            members.insert(property.name.to_owned(), value);
        }
    }
    if !members.contains_key("id") {
        members.insert("id".to_owned(), user.id.clone().into());
    }
    members.into()
}

fn time(millis: Option<i64>) -> Value {
    let at = millis.and_then(|millis| jiff::Timestamp::from_millisecond(millis).ok());
    at.map_or(Value::Null, |at| wire::date::graph(at).into())
}

/// One entry a product, whatever the number of its sources; a plan is off only if every source has it off.
fn assigned_licenses(user: &User) -> Value {
    let mut products: Vec<(&str, Vec<&str>)> = Vec::new();
    for held in user.licenses.iter().filter(|held| held.gives()) {
        match products.iter_mut().find(|(sku, _)| *sku == held.sku) {
            Some((_, disabled)) => disabled.retain(|plan| held.disabled.iter().any(|d| d == plan)),
            None => products.push((
                &held.sku,
                held.disabled.iter().map(String::as_str).collect(),
            )),
        }
    }
    products
        .into_iter()
        .map(|(sku, disabled)| json!({"disabledPlans": disabled, "skuId": sku}))
        .collect()
}

fn assignment_states(user: &User, lookup: &Lookup) -> Value {
    let none = || {
        if lookup.no_error.is_empty() {
            Value::Null
        } else {
            lookup.no_error.clone().into()
        }
    };
    user.licenses
        .iter()
        .map(|held| {
            json!({
                "skuId": held.sku,
                "disabledPlans": held.disabled,
                "assignedByGroup": if held.by_group.is_empty() { Value::Null } else { held.by_group.clone().into() },
                "state": held.state,
                "error": if held.error == "None" { none() } else { held.error.clone().into() },
                "lastUpdatedDateTime": time(Some(held.updated)),
            })
        })
        .collect()
}

/// The plans that the licences switch on. Plans of products that went linger as `Deleted` in the real
/// service (REC); here they go at once.
fn assigned_plans(user: &User, lookup: &Lookup) -> Value {
    let mut plans = BTreeMap::new();
    for held in user.licenses.iter().filter(|held| held.gives()) {
        for plan in lookup.plans.get(&held.sku).into_iter().flatten() {
            if !held.disabled.contains(&plan.id) {
                plans
                    .entry(plan.id.as_str())
                    .or_insert((plan, held.updated));
            }
        }
    }
    plans
        .into_values()
        .map(|(plan, since)| {
            json!({
                "assignedDateTime": time(Some(since)),
                "capabilityStatus": "Enabled",
                "service": plan.service(),
                "servicePlanId": plan.id,
            })
        })
        .collect()
}

/// Ids of sign-ins are made from account and time: each names one sign-in, and the same one each time.
fn sign_in_activity(user: &User) -> Value {
    if user
        .last_sign_in
        .or(user.last_non_interactive)
        .or(user.last_success)
        .is_none()
    {
        return Value::Null;
    }
    let namespace = uuid::Uuid::parse_str(&user.id).unwrap_or_default();
    let id = |at: Option<i64>| match at {
        Some(at) => uuid::Uuid::new_v5(&namespace, &at.to_be_bytes())
            .to_string()
            .into(),
        None => Value::Null,
    };
    json!({
        "lastSignInDateTime": time(user.last_sign_in),
        "lastSignInRequestId": id(user.last_sign_in),
        "lastNonInteractiveSignInDateTime": time(user.last_non_interactive),
        "lastNonInteractiveSignInRequestId": id(user.last_non_interactive),
        "lastSuccessfulSignInDateTime": time(user.last_success),
        "lastSuccessfulSignInRequestId": id(user.last_success),
    })
}

/// The properties to write.
pub(in crate::graph) fn select(names: Option<Vec<&str>>) -> Vec<&'static Property> {
    match names {
        // The default set keeps its own order.
        None => DEFAULT.iter().filter_map(|name| property(name)).collect(),
        // What is not known is passed over: the directory answers without it.
        Some(names) => {
            let mut chosen: Vec<_> = names.iter().filter_map(|name| property(name)).collect();
            chosen.dedup_by_key(|property| property.name);
            chosen
        }
    }
}
