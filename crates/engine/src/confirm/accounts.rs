//! Tokens, accounts, errors and batches of Graph.

use std::collections::BTreeSet;

use serde_json::Value;
use wire::graph::code;

use super::form::{Row, form, forms, link, names, words};
use super::gather::{ACCOUNT, Got, SHORT, Seen, member, next_link, rows};
use super::{Check, Found, NotReadable};

type Checked = Result<Found, NotReadable>;

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("token-seconds", |s| {
        let seconds = wire::number::read(&token(s)?["expires_in"]);
        Ok(match seconds {
            Some(3000..=5700) => Found::said("about an hour", true),
            Some(_) => Found::said("another time", false),
            None => Found::said("no number", false),
        })
    }),
    ("token-numbers", |s| {
        Ok(Found::only(
            one(form(token(s)?.get("expires_in"))),
            &["number"],
        ))
    }),
    ("sign-in-page", |s| {
        refused(&s.sign_ins, "500 are not refused", "500 are refused")
    }),
    ("sign-in-absent", |s| {
        let rows = answered(&s.sign_ins)?;
        let forms = rows.iter().map(sign_in_form).collect::<BTreeSet<_>>();
        let some = forms.contains("there");
        let mut found = Found::only(forms, &["there", "absent"]);
        found.fine = match found.fine {
            // A page of many: accounts of another one may have some.
            Some(true) if !some && next_link(ok(&s.sign_ins)?).is_some() => None,
            fine => fine.map(|fine| fine && some),
        };
        Ok(found)
    }),
    ("sign-in-filter", |s| {
        refused(&s.filtered, "the filter is taken", "the filter is refused")
    }),
    ("usage-location", |s| {
        let mut found = Found::only(forms(&accounts(s)?, "usageLocation"), &["null", "text"]);
        if found.forms == one("text") {
            found.fine = None;
        }
        Ok(found)
    }),
    ("sync-flag", |s| {
        Ok(Found::only(
            forms(&accounts(s)?, "onPremisesSyncEnabled"),
            &["null", "true"],
        ))
    }),
    ("account-enabled", |s| {
        Ok(Found::only(
            forms(&accounts(s)?, "accountEnabled"),
            &["true", "false"],
        ))
    }),
    ("users-page", |s| {
        let (short, all) = (ok(&s.short)?, ok(&s.licensed)?);
        let full =
            |look: &m365::Look, size: usize| next_link(look).is_none() || rows(look).len() == size;
        if next_link(short).is_none() && next_link(all).is_none() {
            return Ok(Found::nothing());
        }
        let fine = full(short, SHORT) && full(all, 999);
        Ok(Found::said(
            if fine { "full" } else { "shorter than asked" },
            fine,
        ))
    }),
    ("next-link", |s| {
        let links = next_link(ok(&s.short)?);
        let forms = links
            .iter()
            .map(|to| link(to, &s.graph_host).to_owned())
            .collect();
        Ok(Found::only(forms, &["link to the same host"]))
    }),
    ("next-link-life", |s| {
        let next = ok(&s.short_next)?;
        let fine = next.status == 200 && !rows(next).is_empty();
        Ok(Found::said(if fine { "rows" } else { "no rows" }, fine))
    }),
    ("user-count", |s| {
        let all = ok(&s.licensed)?;
        let count = all.json().unwrap_or_default()["@odata.count"].clone();
        let Some(count) = count.as_u64() else {
            return Ok(Found::said(form(Some(&count)), false));
        };
        let listed = rows(all).len() as u64;
        let fine = count == listed || (next_link(all).is_some() && count > listed);
        Ok(Found::said(
            if fine {
                "agrees with the rows"
            } else {
                "differs from the rows"
            },
            fine,
        ))
    }),
    ("licensed-list", |s| {
        let all = ok(&s.licensed)?;
        let listed = rows(all);
        let whole = next_link(all).is_none();
        let count = wire::number::read(&all.json().unwrap_or_default()["@odata.count"]);
        if listed.is_empty() {
            return Ok(Found::nothing());
        }
        let all_hold = listed
            .iter()
            .all(|row| form(row.get("assignedLicenses")) == "list");
        let all_listed = !whole || count.is_none_or(|count| count <= listed.len() as u64);
        let fine = all_hold && all_listed;
        Ok(Found::said(
            if fine {
                "all hold a product"
            } else {
                "some are missing"
            },
            fine,
        ))
    }),
    ("graph-ids", |s| {
        Ok(Found::only(forms(&accounts(s)?, "id"), &["id"]))
    }),
    ("graph-member-names", |s| {
        let mut forms = spelled(&accounts(s)?);
        forms.remove("others besides");
        Ok(Found::only(forms, &["as asked"]))
    }),
    ("graph-more-members", |s| {
        let mut forms = spelled(&accounts(s)?);
        forms.remove("in other letters");
        Ok(Found::only(forms, &["as asked"]))
    }),
    ("user-type", |s| {
        const KNOWN: [&str; 2] = ["Member", "Guest"];
        Ok(Found::only(
            words(&accounts(s)?, "userType", &KNOWN),
            &KNOWN,
        ))
    }),
    ("not-found", |s| {
        let nobody = ok(&s.nobody)?;
        let body = nobody.json().is_some();
        Ok(match (nobody.status, body) {
            (404, true) => Found::said("404", true),
            (404, false) => Found::said("404 without a body", false),
            (400, _) => Found::said("400", false),
            _ => Found::said("another status", false),
        })
    }),
    ("error-envelope", |s| {
        let Some(body) = ok(&s.nobody)?.json() else {
            return Ok(Found::said("no JSON", false));
        };
        let error = &body["error"];
        let inner = &error["innerError"];
        let said = match () {
            () if !error.is_object() => "without `error`",
            () if error["code"].as_str().is_none_or(str::is_empty) => "without a code",
            () if inner.get("innerError").is_some() => "`innerError` nested",
            () if inner.is_object() => "as assumed",
            () if error.get("innererror").is_some() => "`innererror`",
            () => "without `innerError`",
        };
        Ok(Found::only(one(said), &["as assumed"]))
    }),
    ("request-ids", |s| {
        let there = ok(&s.licensed)?.has_request_id;
        Ok(Found::said(if there { "there" } else { "absent" }, there))
    }),
    ("no-premium", |s| {
        let look = ok(&s.sign_ins)?;
        let coded = look.json().unwrap_or_default()["error"]["code"] == code::NON_PREMIUM;
        Ok(match look.status {
            200 if rows(look).is_empty() => Found::said("no accounts", false),
            403 if coded => Found::said("403 with the code", true),
            403 => Found::said("403 with another code", false),
            400 if coded => Found::said("400 with the code", false),
            _ => Found::nothing(),
        })
    }),
    ("batch-ids", |s| {
        let answers = responses(s)?;
        let ids: BTreeSet<String> = answers
            .iter()
            .filter_map(|a| Some(a["id"].as_str()?.to_owned()))
            .collect();
        let fine = answers.len() == 2 && ids.len() == 2;
        Ok(Found::said(
            if fine {
                "texts, one of each"
            } else {
                "other ids"
            },
            fine,
        ))
    }),
    ("batch-bodies", |s| {
        let forms = responses(s)?
            .iter()
            .map(|a| form(a.get("body")).to_owned())
            .collect();
        Ok(Found::only(forms, &["object"]))
    }),
    ("batch-headers", |s| {
        let said = |a: &Value| match a.get("headers") {
            Some(Value::Object(headers))
                if headers.keys().all(|name| *name == name.to_uppercase()) =>
            {
                "names in capitals"
            }
            other => form(other),
        };
        Ok(Found::only(
            responses(s)?.iter().map(|a| said(a).to_owned()).collect(),
            &["object"],
        ))
    }),
];

pub(super) fn ok(got: &Got) -> Result<&m365::Look, NotReadable> {
    got.as_ref().map_err(|_| NotReadable)
}

pub(super) fn one(form: &str) -> BTreeSet<String> {
    BTreeSet::from([form.to_owned()])
}

fn token(s: &Seen) -> Result<&Value, NotReadable> {
    s.token.as_ref().map_err(|_| NotReadable)
}

/// The accounts that hold a licence.
pub(super) fn accounts(s: &Seen) -> Result<Vec<Row>, NotReadable> {
    answered(&s.licensed)
}

/// The rows of an answer that is one.
pub(super) fn answered(got: &Got) -> Result<Vec<Row>, NotReadable> {
    let look = ok(got)?;
    if look.status == 200 {
        Ok(rows(look))
    } else {
        Err(NotReadable)
    }
}

fn refused(got: &Got, taken: &str, refused: &str) -> Checked {
    match ok(got)?.status {
        200 => Ok(Found::said(taken, true)),
        400 => Ok(Found::said(refused, false)),
        _ => Err(NotReadable),
    }
}

fn sign_in_form(row: &Row) -> String {
    let Some(Value::Object(times)) = row.get("signInActivity") else {
        return form(row.get("signInActivity")).to_owned();
    };
    let dates: Vec<_> = times
        .iter()
        .filter(|(name, _)| name.ends_with("DateTime"))
        .map(|(_, v)| form(Some(v)))
        .collect();
    let empty = !dates.is_empty()
        && dates
            .iter()
            .all(|d| matches!(*d, "zero date" | "empty text"));
    if empty {
        format!("there with {}s", dates[0])
    } else {
        "there".to_owned()
    }
}

fn spelled(rows: &[Row]) -> BTreeSet<String> {
    rows.iter().flat_map(|row| names(row, &ACCOUNT)).collect()
}

fn responses(s: &Seen) -> Result<Vec<Value>, NotReadable> {
    // Without two accounts to ask for there is nothing to compare.
    if member(&accounts(s)?, "id").is_empty() {
        return Err(NotReadable);
    }
    let body = ok(&s.batch)?.json().unwrap_or_default();
    body["responses"].as_array().cloned().ok_or(NotReadable)
}
