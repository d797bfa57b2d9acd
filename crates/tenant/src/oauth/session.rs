//! The cookie of somebody who has signed in, so that the next application does not ask again.

use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use jiff::Timestamp;
use rusqlite::{Connection, Transaction};
use serde_json::{Value, json};

use super::handed_out::{self, Kind, hand_out};
use super::person::{self, Person};
use crate::context::Context;
use crate::error::Result;
use crate::tenant::Tenant;

/// Its name holds the tenant's id: cookies do not keep ports apart, and one machine may have several tenants.
fn name(tenant: &Tenant) -> String {
    format!("estsauth-{}", tenant.fixed.id)
}

/// What the browser sent.
pub(super) fn cookie(headers: &HeaderMap, tenant: &Tenant) -> Option<String> {
    let name = name(tenant);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value.to_owned())
}

/// Who is signed in, and still may be.
pub(super) fn person(
    c: &Connection,
    cookie: Option<&str>,
    now: Timestamp,
) -> Result<Option<Person>> {
    let Some(cookie) = cookie else {
        return Ok(None);
    };
    match handed_out::find::<Value>(c, Kind::Session, cookie, now)? {
        Some(found) if !found.expired && !found.spent => {
            Ok(person::find(c, &found.account)?.filter(|person| person.enabled))
        }
        _ => Ok(None),
    }
}

/// Begins one; the text is for [`set`].
pub(super) fn begin(tx: &Transaction<'_>, context: &Context, person: &Person) -> Result<String> {
    let env = &context.tenant.env;
    hand_out(tx, env, Kind::Session, &person.id, &json!({}), context.now)
}

/// Puts the cookie into an answer; without a value it takes it away.
pub(super) fn set(headers: &mut HeaderMap, context: &Context, value: Option<&str>) {
    let secure = if context.base.starts_with("https:") {
        "; Secure"
    } else {
        ""
    };
    let age = if value.is_some() { "" } else { "; Max-Age=0" };
    let text = format!(
        "{}={}; Path=/; HttpOnly; SameSite=Lax{secure}{age}",
        name(&context.tenant),
        value.unwrap_or_default(),
    );
    if let Ok(text) = HeaderValue::from_str(&text) {
        headers.append(SET_COOKIE, text);
    }
}
