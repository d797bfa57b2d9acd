//! Numbers between numbers: where an account comes to stand.

use std::ops::Range;

use crate::failure::{Failure, Work, damaged};

/// So many places each directory has.
const ROOM: i64 = 1 << 49;

/// So far apart accounts stand that come at the end, one after another.
const APART: i64 = 1 << 24;

/// The places of a directory, the first of which nobody takes.
pub(super) fn of(directory: i64) -> Work<Range<i64>> {
    let bounds = || {
        let start = directory.checked_mul(ROOM)?;
        Some(start..start.checked_add(ROOM)?)
    };
    bounds().ok_or_else(|| damaged("directory", directory, "its number is too great"))
}

/// A place between two neighbours; `None` when there is none left.
pub(super) fn between(all: &Range<i64>, before: Option<i64>, after: Option<i64>) -> Option<i64> {
    let (low, high) = (before.unwrap_or(all.start), after.unwrap_or(all.end));
    let half = (high - low) / 2;
    let place = match (before, after) {
        (Some(_), None) => low + half.min(APART),
        (None, Some(_)) => high - half.min(APART),
        _ => low + half,
    };
    (low < place && place < high).then_some(place)
}

/// Places for so many between two that are taken, as far apart as can be; `None` when they would stand close again.
pub(super) fn spread(low: i64, high: i64, count: usize) -> Option<impl Iterator<Item = i64>> {
    /// Gaps are halved, so that ten more find a place in each.
    const ROOMY: i64 = 1 << 10;
    let count = i64::try_from(count).ok()?;
    let apart = (high - low) / (count + 1);
    (apart >= ROOMY).then(|| (1..=count).map(move |i| low + i * apart))
}

/// A directory with more accounts than it has places.
pub(super) fn none_left(directory: i64) -> Failure {
    damaged("directory", directory, "it has more accounts than places")
}

/// A place without an account.
pub(super) fn nobody(place: i64) -> Failure {
    damaged("account", place, "nobody stands at this place")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_lies_between_its_neighbours() {
        let all = of(3).unwrap();
        let first = between(&all, None, None).unwrap();
        let second = between(&all, Some(first), None).unwrap();
        assert_eq!(second - first, APART);
        let zeroth = between(&all, None, Some(first)).unwrap();
        assert_eq!(first - zeroth, APART);
        assert_eq!(between(&all, Some(5), Some(8)), Some(6));
        assert_eq!(between(&all, Some(5), Some(7)), Some(6));
        assert_eq!(between(&all, Some(5), Some(6)), None);
        assert_eq!(between(&all, Some(all.end - 1), None), None);
        assert_eq!(between(&all, None, Some(all.start + 1)), None);
    }

    #[test]
    fn directories_share_no_place() {
        assert_eq!(of(1).unwrap().end, of(2).unwrap().start);
        assert!(of(10_000).is_ok());
        assert!(of(i64::MAX).is_err());
    }

    #[test]
    fn those_who_make_room_stand_apart_and_in_order() {
        let places: Vec<_> = spread(0, 1 << 20, 31).unwrap().collect();
        assert_eq!(places.len(), 31);
        assert!(places.windows(2).all(|two| two[1] - two[0] == 1 << 15));
        assert!(spread(0, 1 << 20, 1 << 10).is_none());
    }
}
