//! Mailboxes to leave alone.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::Exclusion;
use words::settings;

use super::{Part, Refusal, ended, set_by};
use crate::address::Params;
use crate::desk::{Answer, Desk};
use crate::filled::Filled;

/// What is left alone, and a form for one more.
#[derive(Debug)]
pub(super) struct ExclusionsPart {
    pub(super) rows: Vec<ExclusionRow>,
    pub(super) mailbox: String,
    pub(super) reason: String,
    pub(super) until: String,
    /// Today, UTC: the first day that can be chosen.
    pub(super) today: String,
}

/// A mailbox that is left alone.
#[derive(Debug)]
pub(super) struct ExclusionRow {
    pub(super) mailbox: String,
    pub(super) reason: String,
    pub(super) until: String,
    pub(super) over: bool,
    pub(super) set_by: String,
}

impl ExclusionsPart {
    pub(super) fn new(desk: &Desk, typed: &Params) -> Self {
        let (l, now) = (&desk.locale, desk.now());
        let rows = desk.settings.exclusions.iter().map(|kept| ExclusionRow {
            mailbox: kept.value.mailbox.clone(),
            reason: kept.value.reason.clone(),
            until: until(kept.value.until, desk),
            over: !kept.value.is_in_force(now),
            set_by: set_by(Some(kept), l),
        });
        let typed = |name| typed.get(name).unwrap_or_default().to_owned();
        Self {
            rows: rows.collect(),
            mailbox: typed("mailbox"),
            reason: typed("reason"),
            until: typed("until"),
            today: now.to_zoned(TimeZone::UTC).date().to_string(),
        }
    }
}

fn until(day: Option<Date>, desk: &Desk) -> String {
    let at = day.and_then(|day| day.to_zoned(TimeZone::UTC).ok());
    at.map_or_else(
        || settings::for_good(&desk.locale),
        |at| words::date(at.timestamp(), &desk.locale),
    )
}

/// Leaves a mailbox alone.
pub(crate) async fn post(desk: Desk, Filled(typed): Filled) -> Answer {
    let end = exclude(&desk, &typed).await;
    ended(&desk, Part::Exclusions, &typed, end).await
}

async fn exclude(desk: &Desk, typed: &Params) -> Result<(), Refusal> {
    let text = |name| typed.get(name).unwrap_or_default().to_owned();
    let until = match typed.get("until") {
        None => None,
        Some(day) => Some(
            day.parse::<Date>()
                .map_err(|_| Refusal::Typed(settings::bad_day(&desk.locale, day)))?,
        ),
    };
    let exclusion = Exclusion {
        mailbox: text("mailbox"),
        reason: text("reason"),
        until,
    };
    let (by, tenant) = (&desk.caller, desk.tenant());
    Ok(desk.engine().exclude(by, tenant, exclusion).await?)
}

/// No longer leaves it alone.
pub(crate) async fn end(desk: Desk, Filled(typed): Filled) -> Answer {
    let mailbox = typed.get("mailbox").unwrap_or_default();
    let (by, tenant) = (&desk.caller, desk.tenant());
    // One that is gone already is gone: the page shows what there is.
    let end = desk.engine().include(by, tenant, mailbox).await;
    ended(
        &desk,
        Part::Exclusions,
        &Params::default(),
        end.map(|_| ()).map_err(Into::into),
    )
    .await
}
