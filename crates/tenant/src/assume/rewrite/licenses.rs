//! Licences, products, subscriptions.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::accounts::USERS;
use super::json::{absent, list, on_null, or, set, text};
use super::{Rewrite, body, error, row, whole};

const ASSIGN: &[&str] = &["users.assignLicense"];
const SKUS: &[&str] = &["subscribedSkus"];
const SUBSCRIPTIONS: &[&str] = &["directory.subscriptions"];
const STATES: &str = "licenseAssignmentStates";
const RENEWAL: &str = "nextLifecycleDateTime";

pub(super) const TABLE: &[Rewrite] = &[
    row("state-error-absent", "absent", USERS, |r| {
        states(r, |s| absent(s, "error"))
    }),
    row("state-words", "small", USERS, |r| {
        states(r, |s| text(s, "state", str::to_lowercase))
    }),
    row("state-words", "blanks", USERS, |r| {
        states(r, |s| text(s, "state", |t| format!(" {t} ")))
    }),
    row("state-words", "other", USERS, |r| {
        states(r, |s| set(s, "state", "Provisioned"))
    }),
    row("state-words", "null", USERS, |r| {
        states(r, |s| set(s, "state", Value::Null))
    }),
    row("direct-assignment", "absent", USERS, |r| {
        states(r, |s| {
            s.get("assignedByGroup").is_some_and(Value::is_null) && absent(s, "assignedByGroup")
        })
    }),
    row("direct-assignment", "empty-text", USERS, |r| {
        states(r, |s| on_null(s, "assignedByGroup", ""))
    }),
    row("direct-assignment", "zeros", USERS, |r| {
        states(r, |s| {
            on_null(s, "assignedByGroup", uuid::Uuid::nil().to_string())
        })
    }),
    row("disabled-plans", "null", USERS, |r| {
        states(r, |s| {
            s.get("disabledPlans") == Some(&json!([])) && set(s, "disabledPlans", Value::Null)
        })
    }),
    row("disabled-plans", "absent", USERS, |r| {
        states(r, |s| absent(s, "disabledPlans"))
    }),
    row("license-lists", "states-late", USERS, |r| {
        let states = r.get_mut(STATES).and_then(Value::as_array_mut);
        states.is_some_and(|states| {
            let last = states.last().map(|s| s["skuId"].clone());
            let before = states.len();
            states.retain(|s| Some(&s["skuId"]) != last.as_ref());
            states.len() < before
        })
    }),
    row("license-lists", "states-null", USERS, |r| {
        set(r, STATES, Value::Null)
    }),
    row("license-lists", "assigned-null", USERS, |r| {
        set(r, "assignedLicenses", Value::Null)
    }),
    body("assign-answer", "licenses", ASSIGN, |b, _| {
        let Some(members) = b.as_object_mut() else {
            return false;
        };
        members.insert("assignedLicenses".to_owned(), json!([]));
        members.insert(STATES.to_owned(), json!([]));
        true
    }),
    whole("assign-answer", "no-content", ASSIGN, |answer, _| {
        let done = answer.status == StatusCode::OK;
        if done {
            answer.status = StatusCode::NO_CONTENT;
            answer.body = bytes::Bytes::new();
        }
        done
    }),
    whole("assign-answer", "page", ASSIGN, |answer, _| {
        let done = answer.status == StatusCode::OK;
        if done {
            answer.page();
        }
        done
    }),
    error("refusal-texts", "other-words", ASSIGN, |e| {
        set_error(e, "message", "The request could not be completed.")
    }),
    error("refusal-texts", "none", ASSIGN, |e| {
        set_error(e, "message", "")
    }),
    error("refusal-texts", "other-code", ASSIGN, |e| {
        let code = set_error(e, "code", "badRequest");
        or(
            code,
            set_error(e, "message", "The request could not be completed."),
        )
    }),
    whole("refusal-texts", "page", ASSIGN, |answer, _| {
        let refused = answer.status == StatusCode::BAD_REQUEST;
        if refused {
            answer.page();
        }
        refused
    }),
    row("sku-status", "small", SKUS, |r| {
        text(r, "capabilityStatus", str::to_lowercase)
    }),
    row("sku-status", "null", SKUS, |r| {
        set(r, "capabilityStatus", Value::Null)
    }),
    row("sku-status", "absent", SKUS, |r| {
        absent(r, "capabilityStatus")
    }),
    row("sku-units", "null", SKUS, |r| {
        let prepaid = set(r, "prepaidUnits", Value::Null);
        or(prepaid, set(r, "consumedUnits", Value::Null))
    }),
    row("sku-units", "text", SKUS, |r| {
        let units = r.get_mut("prepaidUnits").and_then(Value::as_object_mut);
        let prepaid =
            units.is_some_and(|units| units.values_mut().map(number_text).fold(false, or));
        or(prepaid, r.get_mut("consumedUnits").is_some_and(number_text))
    }),
    row("sku-units", "absent", SKUS, |r| {
        let prepaid = absent(r, "prepaidUnits");
        or(prepaid, absent(r, "consumedUnits"))
    }),
    row("sku-plans", "null", SKUS, |r| {
        set(r, "servicePlans", Value::Null)
    }),
    row("sku-plans", "absent", SKUS, |r| absent(r, "servicePlans")),
    row("sku-plans", "empty", SKUS, |r| {
        set(r, "servicePlans", json!([]))
    }),
    row("subscription-dates", "empty-text", SUBSCRIPTIONS, |r| {
        set(r, RENEWAL, "")
    }),
    row("subscription-dates", "zero-date", SUBSCRIPTIONS, |r| {
        set(r, RENEWAL, "0001-01-01T00:00:00Z")
    }),
    row("subscription-dates", "day", SUBSCRIPTIONS, |r| {
        text(r, RENEWAL, |time| {
            time.split('T').next().unwrap_or_default().to_owned()
        })
    }),
    whole(
        "subscription-list",
        "refused",
        SUBSCRIPTIONS,
        |answer, _| {
            answer.refuse(
                StatusCode::FORBIDDEN,
                "Authorization_RequestDenied",
                "Insufficient privileges to complete the operation.",
            );
            true
        },
    ),
    body("subscription-list", "empty", SUBSCRIPTIONS, |b, _| {
        list(b).is_some_and(|rows| {
            let some = !rows.is_empty();
            rows.clear();
            some
        })
    }),
];

fn states(row: &mut Map<String, Value>, change: impl Fn(&mut Map<String, Value>) -> bool) -> bool {
    let states = row.get_mut(STATES).and_then(Value::as_array_mut);
    states.is_some_and(|states| {
        states
            .iter_mut()
            .filter_map(Value::as_object_mut)
            .map(change)
            .fold(false, or)
    })
}

fn set_error(body: &mut Value, member: &str, value: &str) -> bool {
    let error = body.get_mut("error").and_then(Value::as_object_mut);
    error.is_some_and(|error| set(error, member, value))
}

fn number_text(value: &mut Value) -> bool {
    let Value::Number(number) = value else {
        return false;
    };
    *value = number.to_string().into();
    true
}
