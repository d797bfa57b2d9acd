//! Date texts of the services.

use jiff::Timestamp;
use jiff::civil::Date;

/// A text that is not a date or time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a date or time such as 2026-07-25 or 2026-07-25T08:00:00Z")]
pub struct NotATime {
    /// The text, cut after 80 characters.
    pub text: String,
}

/// A time with zone or offset, as Graph (`…Z`, up to seven digits of fraction) and Exchange (`…0000000+00:00`) write it.
/// .NET's zero date means "none" (`graph.md` 2.2).
pub fn parse_time(text: &str) -> Result<Option<Timestamp>, NotATime> {
    if text.starts_with("0001-01-01T00:00:00") {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| NotATime {
        text: text.chars().take(80).collect(),
    })
}

/// A day, as usage reports write it: midnight UTC.
pub fn parse_day(text: &str) -> Result<Timestamp, NotATime> {
    let bad = || NotATime {
        text: text.chars().take(80).collect(),
    };
    let date: Date = text.parse().map_err(|_| bad())?;
    let zoned = date.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| bad())?;
    Ok(zoned.timestamp())
}

/// As Graph writes a time: whole seconds, `Z`.
pub fn graph(t: Timestamp) -> String {
    t.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// As Graph's error envelope writes a time: no zone, UTC (`graph.md` 6.2).
pub fn graph_error(t: Timestamp) -> String {
    t.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

/// As Exchange writes a `DateTime`: seven digits and an offset; `…UTC` properties end in `Z` (`exchange.md` 1.4).
pub fn exchange(t: Timestamp) -> String {
    format!(
        "{}.{:07}+00:00",
        t.strftime("%Y-%m-%dT%H:%M:%S"),
        t.subsec_nanosecond() / 100
    )
}

/// As usage reports write a day.
pub fn day(t: Timestamp) -> String {
    t.strftime("%Y-%m-%d").to_string()
}

/// As token errors write a time: `2025-04-25 09:05:06Z`.
pub fn oauth(t: Timestamp) -> String {
    t.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_the_services_are_read() {
        let t = parse_time("2022-09-21T08:07:47.0000000+00:00")
            .unwrap()
            .unwrap();
        assert_eq!(exchange(t), "2022-09-21T08:07:47.0000000+00:00");
        assert_eq!(parse_time("2022-09-21T08:07:47Z").unwrap(), Some(t));
        assert_eq!(parse_time("0001-01-01T00:00:00Z").unwrap(), None);
        assert!(parse_time("yesterday").is_err());
        assert_eq!(day(parse_day("2026-07-25").unwrap()), "2026-07-25");
        assert!(parse_day("25-07-2026").is_err());
    }
}
