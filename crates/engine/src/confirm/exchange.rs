//! Calls, pages, envelopes and errors of the Exchange admin API.

use std::collections::BTreeSet;

use serde_json::Value;
use wire::exchange::MORE_RESULTS;

use super::accounts::{answered, ok, one};
use super::form::{form, link};
use super::gather::{SHORT, Seen, member, next_link, rows};
use super::{Check, Found, NotReadable};

const WARNINGS: &str = "@adminapi.warnings";

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("broken-links", |s| {
        let fine = ok(&s.few_next)?.status == 200;
        Ok(Found::said(if fine { "followed" } else { "refused" }, fine))
    }),
    ("mailbox-page", |s| {
        let (few, all) = (ok(&s.few)?, ok(&s.mailboxes)?);
        let full =
            |look: &m365::Look, size: usize| next_link(look).is_none() || rows(look).len() == size;
        if next_link(few).is_none() && next_link(all).is_none() {
            return Ok(Found::nothing());
        }
        let fine = full(few, SHORT) && full(all, wire::exchange::PAGE_MAX);
        Ok(Found::said(
            if fine { "full" } else { "shorter than asked" },
            fine,
        ))
    }),
    ("mailbox-link-select", |s| {
        let link = next_link(ok(&s.few)?);
        Ok(link.map_or_else(Found::nothing, |link| {
            let carries = link.to_lowercase().contains("select=");
            Found::said(
                if carries {
                    "with $select"
                } else {
                    "without $select"
                },
                carries,
            )
        }))
    }),
    ("mailbox-link-form", |s| {
        let few = ok(&s.few)?;
        let warned = few.json().unwrap_or_default()[WARNINGS]
            .to_string()
            .contains(MORE_RESULTS);
        Ok(match next_link(few) {
            Some(to) => Found::only(one(link(&to, &s.exchange_host)), &["link to the same host"]),
            None if warned => Found::said("no link, and more", false),
            None => Found::nothing(),
        })
    }),
    ("alias-order", |s| {
        let aliases: Vec<String> = member(&answered(&s.by_alias)?, "Alias")
            .iter()
            .map(|alias| alias.to_ascii_lowercase())
            .filter(|alias| alias.bytes().all(|b| b.is_ascii_alphanumeric()))
            .collect();
        if aliases.len() < 2 {
            return Ok(Found::nothing());
        }
        let sorted = aliases.is_sorted();
        Ok(Found::said(
            if sorted { "in order" } else { "out of order" },
            sorted,
        ))
    }),
    ("select-honoured", |s| {
        let rows = answered(&s.mailboxes)?;
        Ok(rows.first().map_or_else(Found::nothing, |row| {
            let members = row.keys().filter(|name| !name.contains('@')).count();
            let fine = members <= 30;
            Found::said(
                if fine {
                    "the members asked for"
                } else {
                    "many more members"
                },
                fine,
            )
        }))
    }),
    ("identity-row", |s| {
        let rows = answered(&s.own)?;
        let ids = member(&rows, "ExternalDirectoryObjectId");
        Ok(match (&rows[..], &ids[..]) {
            ([_], [id]) if id.eq_ignore_ascii_case(&s.own_id) => {
                Found::said("one row, the right one", true)
            }
            ([_], [_]) => Found::said("one row of another", false),
            ([], _) => Found::said("no row", false),
            ([_], _) => Found::said("a row without its id", false),
            _ => Found::said("several rows", false),
        })
    }),
    ("warnings-place", |s| {
        let body = ok(&s.mailboxes)?.json().unwrap_or_default();
        let in_header = s.measured.iter().any(|m| {
            m.headers
                .as_object()
                .is_some_and(|h| h.keys().any(|name| name.eq_ignore_ascii_case("x-warnings")))
        });
        Ok(match body.get(WARNINGS) {
            _ if in_header => Found::said("in a header", false),
            Some(Value::Array(_)) => Found::said("beside the rows", true),
            other => Found::said(form(other), false),
        })
    }),
    ("error-warnings", |s| {
        let body = error(s)?;
        Ok(match () {
            () if body["error"].get(WARNINGS).is_some() => Found::said("inside", true),
            () if body.get(WARNINGS).is_some() => Found::said("beside", false),
            () => Found::said("absent", false),
        })
    }),
    ("exchange-error-form", |s| {
        let Some(body) = ok(&s.nobody_mailbox)?.json() else {
            return Ok(Found::said("no JSON", false));
        };
        Ok(match body["error"]["details"][0]["message"].as_str() {
            Some(detail) if detail.splitn(3, '|').count() == 3 => Found::said("three parts", true),
            Some(_) => Found::said("one part", false),
            None => Found::said("no details", false),
        })
    }),
    ("exchange-not-found", |s| {
        Ok(match ok(&s.nobody_mailbox)?.status {
            404 => Found::said("404", true),
            400 => Found::said("400", false),
            500 => Found::said("500", false),
            _ => return Err(NotReadable),
        })
    }),
    ("annotations", |s| {
        let rows = answered(&s.own)?;
        Ok(rows.first().map_or_else(Found::nothing, |row| {
            let of = |name: &str| row.keys().any(|key| key.starts_with(&format!("{name}@")));
            match (of("InPlaceHolds"), of("Alias")) {
                (true, false) => Found::said("on lists, not on texts", true),
                (true, true) => Found::said("on texts too", false),
                (false, _) => Found::said("absent", false),
            }
        }))
    }),
    ("exchange-batch-max", |s| {
        let ten: BTreeSet<&str> = s
            .batches
            .iter()
            .filter_map(|batch| batch.as_ref().ok())
            .map(|look| {
                if look.status == 200 {
                    "answered"
                } else {
                    "refused"
                }
            })
            .collect();
        // Fewer than ten mailboxes make no batch of ten.
        let full = rows(ok(&s.mailboxes)?).len() >= wire::batch::EXCHANGE_MAX;
        let forms: BTreeSet<String> = ten.iter().map(|form| (*form).to_owned()).collect();
        Ok(if full {
            Found::only(forms, &["answered"])
        } else {
            Found::nothing()
        })
    }),
    ("rate-headers", |s| {
        let reset = &ok(&s.mailboxes)?.rate_reset;
        let form = reset
            .as_ref()
            .map_or("absent", |text| form(Some(&text.as_str().into())));
        Ok(Found::only(one(form), &["time"]))
    }),
];

fn error(s: &Seen) -> Result<Value, NotReadable> {
    ok(&s.nobody_mailbox)?.json().ok_or(NotReadable)
}
