//! Accounts and their lists.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::json::{
    absent, elsewhere, every_text, flag_text, id_in_capitals, list, more, on_null, or, relative,
    rename, rows, set, text,
};
use super::{Asked, Rewrite, body, row, whole};

/// Operations that answer accounts.
pub(super) const USERS: &[&str] = &["users.list", "users.get"];
/// Operations that answer pages with links.
const LISTS: &[&str] = &["users.list", "groups.list", "subscribedSkus"];
/// Operations of the directory that answer rows.
pub(super) const DIRECTORY: &[&str] = &[
    "users.list",
    "users.get",
    "groups.get",
    "subscribedSkus",
    "directory.subscriptions",
    "organization",
];
const LINK: &str = "@odata.nextLink";
const COUNT: &str = "@odata.count";

pub(super) const TABLE: &[Rewrite] = &[
    body("sign-in-absent", "null", USERS, |b, asked| {
        without_sign_in(b, asked, &Value::Null)
    }),
    body("sign-in-absent", "zero-date", USERS, |b, asked| {
        without_sign_in(b, asked, &dates("0001-01-01T00:00:00Z"))
    }),
    body("sign-in-absent", "empty-text", USERS, |b, asked| {
        without_sign_in(b, asked, &dates(""))
    }),
    row("sign-in-absent", "withheld", USERS, |r| {
        absent(r, "signInActivity")
    }),
    whole(
        "sign-in-filter",
        "refused",
        &["users.list"],
        |answer, asked| {
            let filtered = asked.selects("signInActivity")
                && asked.option("filter").is_some_and(|f| f.contains("id in"));
            if filtered {
                answer.refuse(
                    StatusCode::BAD_REQUEST,
                    "Request_UnsupportedQuery",
                    "The filter is not supported.",
                );
            }
            filtered
        },
    ),
    row("usage-location", "empty-text", USERS, |r| {
        on_null(r, "usageLocation", "")
    }),
    row("usage-location", "absent", USERS, |r| {
        absent(r, "usageLocation")
    }),
    row("sync-flag", "false", USERS, |r| on_null(r, SYNC, false)),
    row("sync-flag", "absent", USERS, |r| absent(r, SYNC)),
    row("sync-flag", "empty-text", USERS, |r| on_null(r, SYNC, "")),
    row("account-enabled", "null", USERS, |r| {
        set(r, "accountEnabled", Value::Null)
    }),
    row("account-enabled", "absent", USERS, |r| {
        absent(r, "accountEnabled")
    }),
    row("account-enabled", "text", USERS, |r| {
        flag_text(r, "accountEnabled")
    }),
    body("next-link", "relative", LISTS, |b, _| link(b, relative)),
    body("next-link", "other-host", LISTS, |b, _| link(b, elsewhere)),
    whole("next-link-life", "refused", LISTS, |answer, asked| {
        let later = asked.option("skiptoken").is_some();
        if later {
            answer.refuse(
                StatusCode::BAD_REQUEST,
                "Directory_ExpiredPageToken",
                "The page token has expired.",
            );
        }
        later
    }),
    whole("next-link-life", "gone", LISTS, |answer, asked| {
        let later = asked.option("skiptoken").is_some();
        if later {
            answer.refuse(StatusCode::GONE, "resyncRequired", "");
        }
        later
    }),
    whole("next-link-life", "empty", LISTS, |answer, asked| {
        let later = asked.option("skiptoken").is_some();
        if later {
            answer.write(&json!({"value": []}));
        }
        later
    }),
    body("user-count", "absent", &["users.list"], |b, _| {
        b.as_object_mut().is_some_and(|o| o.remove(COUNT).is_some())
    }),
    body("user-count", "text", &["users.list"], |b, _| {
        count(b, |n| n.to_string().into())
    }),
    body("user-count", "high", &["users.list"], |b, _| {
        count(b, |n| (n + 100).into())
    }),
    body("licensed-list", "late", &["users.list"], |b, asked| {
        let licensed = asked
            .option("filter")
            .is_some_and(|f| f.contains("assignedLicenses/$count ne 0"));
        licensed && list(b).is_some_and(|rows| rows.pop().is_some())
    }),
    body("graph-ids", "capitals", DIRECTORY, |b, _| {
        every_text(b, &id_in_capitals)
    }),
    row("graph-member-names", "capitals", DIRECTORY, |r| {
        rename(r, |c| c.to_ascii_uppercase())
    }),
    row("graph-more-members", "more", DIRECTORY, more),
    row("user-type", "null", USERS, |r| {
        set(r, "userType", Value::Null)
    }),
    row("user-type", "small", USERS, |r| {
        text(r, "userType", str::to_lowercase)
    }),
    whole("not-found", "400", NOT_FOUND, |answer, _| {
        let missing = answer.status == StatusCode::NOT_FOUND;
        if missing {
            answer.status = StatusCode::BAD_REQUEST;
        }
        missing
    }),
    whole("not-found", "empty", NOT_FOUND, |answer, _| {
        let missing = answer.status == StatusCode::NOT_FOUND;
        if missing {
            answer.body = bytes::Bytes::new();
        }
        missing
    }),
];

const SYNC: &str = "onPremisesSyncEnabled";
const NOT_FOUND: &[&str] = &["users.get", "groups.get"];

fn without_sign_in(body: &mut Value, asked: &Asked, instead: &Value) -> bool {
    const MEMBER: &str = "signInActivity";
    let put = |row: &mut Map<String, Value>| {
        let lacks = !row.contains_key(MEMBER);
        if lacks {
            row.insert(MEMBER.to_owned(), instead.clone());
        }
        lacks
    };
    asked.selects(MEMBER) && rows(body).into_iter().map(put).fold(false, or)
}

fn dates(text: &str) -> Value {
    json!({
        "lastSignInDateTime": text,
        "lastNonInteractiveSignInDateTime": text,
        "lastSuccessfulSignInDateTime": text,
    })
}

fn link(body: &mut Value, change: fn(&str) -> String) -> bool {
    body.as_object_mut()
        .is_some_and(|object| text(object, LINK, change))
}

fn count(body: &mut Value, change: fn(u64) -> Value) -> bool {
    let Some(count) = body.get(COUNT).and_then(Value::as_u64) else {
        return false;
    };
    body[COUNT] = change(count);
    true
}
