//! Times and their distances. All times are UTC and say so.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::locale::Locale;
use crate::msg::form;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const TWO_DAYS: u64 = 2 * DAY;

/// A day: `22 November 2026`.
pub fn date(at: Timestamp, locale: &Locale) -> String {
    let at = at.to_zoned(TimeZone::UTC);
    let month = form::month(locale, u64::try_from(at.month()).unwrap_or_default());
    form::date(
        locale,
        &at.day().to_string(),
        &month,
        &at.year().to_string(),
    )
}

/// A day and a time: `22 November 2026, 21:19 UTC`.
pub fn date_time(at: Timestamp, locale: &Locale) -> String {
    let zoned = at.to_zoned(TimeZone::UTC);
    let clock = format!("{:02}:{:02}", zoned.hour(), zoned.minute());
    form::date_time(locale, &clock, &date(at, locale))
}

/// A length in its largest whole unit: `3 minutes`. Days begin at two, so that 28 hours and a limit of 24 do not read
/// the same. Its sign does not matter.
pub fn duration(length: SignedDuration, locale: &Locale) -> String {
    let seconds = length.as_secs().unsigned_abs();
    match seconds {
        ..MINUTE => form::seconds(locale, seconds),
        MINUTE..HOUR => form::minutes(locale, seconds / MINUTE),
        HOUR..TWO_DAYS => form::hours(locale, seconds / HOUR),
        TWO_DAYS.. => form::days(locale, seconds / DAY),
    }
}

/// How long ago: `just now`, `3 minutes ago`, `3 days ago`. A time in the future is now.
pub fn ago(age: SignedDuration, locale: &Locale) -> String {
    if age < SignedDuration::from_secs(10) {
        form::now(locale)
    } else {
        form::ago(locale, &duration(age, locale))
    }
}

/// How old: `3 days old`.
pub fn old(age: SignedDuration, locale: &Locale) -> String {
    let age = age.max(SignedDuration::ZERO);
    form::old(locale, &duration(age, locale))
}

/// The age of a fact: how long ago it was read while that is hours, how old it is when that is days.
pub fn age(age: SignedDuration, locale: &Locale) -> String {
    if age.as_hours() < 24 {
        ago(age, locale)
    } else {
        old(age, locale)
    }
}
