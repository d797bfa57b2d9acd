//! Licences of shared mailboxes over time, as bars and as a table.

use engine::Figures;
use model::Verdict;
use store::Snapshot;
use words::{Locale, home as said};

/// The plane of the bars, in units of the drawing.
const WIDTH: u64 = 640;
const HEIGHT: u64 = 160;
/// A bar is no wider than this, however few there are.
const WIDEST: u64 = 48;
const GAP: u64 = 4;

/// The chart.
#[derive(Debug)]
pub(crate) struct Chart {
    pub(crate) title: String,
    /// What it shows, for those who do not see it.
    pub(crate) about: String,
    pub(crate) bars: Vec<Bar>,
    /// The number at the top of the plane.
    pub(crate) top: String,
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) rows: Vec<Point>,
}

/// One review as a bar: those that must stay below, those that can go above.
#[derive(Debug)]
pub(crate) struct Bar {
    pub(crate) x: u64,
    pub(crate) width: u64,
    pub(crate) stay_y: u64,
    pub(crate) stay_height: u64,
    pub(crate) go_y: u64,
    pub(crate) go_height: u64,
}

/// One review as a row.
#[derive(Debug)]
pub(crate) struct Point {
    pub(crate) when: String,
    pub(crate) licensed: String,
    pub(crate) removable: String,
}

/// `None` where no review was counted. The reviews are given oldest first.
pub(crate) fn chart(figures: &[(Snapshot, Option<Figures>)], l: &Locale) -> Option<Chart> {
    let counted = figures
        .iter()
        .filter_map(|(snapshot, figures)| Some((snapshot, figures.as_ref()?)));
    let points: Vec<_> = counted
        .map(|(snapshot, figures)| {
            let removable = figures.verdicts.get(&Verdict::Removable).copied();
            let at = snapshot.finished_at.unwrap_or(snapshot.started_at);
            (at, figures.licensed, removable.unwrap_or(0))
        })
        .collect();
    let (first, last) = (points.first()?, points.last()?);
    let top = points
        .iter()
        .map(|(_, licensed, _)| *licensed)
        .max()?
        .max(1);
    let step = (WIDTH / points.len() as u64).clamp(GAP + 2, WIDEST + GAP);
    let bar = |(at, (_, licensed, removable)): (usize, &(_, u64, u64))| {
        let removable = (*removable).min(*licensed);
        let whole = licensed * HEIGHT / top;
        let go = removable * HEIGHT / top;
        Bar {
            x: at as u64 * step,
            width: step - GAP,
            stay_y: HEIGHT - (whole - go),
            stay_height: whole - go,
            go_y: HEIGHT - whole,
            go_height: go,
        }
    };
    Some(Chart {
        title: said::chart(l),
        about: said::chart_about(
            l,
            points.len() as u64,
            &words::count(first.2, l),
            &words::count(last.2, l),
        ),
        bars: points.iter().enumerate().map(bar).collect(),
        top: words::count(top, l),
        first: words::date(first.0, l),
        last: words::date(last.0, l),
        rows: points
            .iter()
            .rev()
            .map(|(at, licensed, removable)| Point {
                when: words::date_time(*at, l),
                licensed: words::count(*licensed, l),
                removable: words::count(*removable, l),
            })
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use model::CloudId;
    use proptest::prelude::*;
    use words::Language;

    use super::*;

    fn review(licensed: u64, removable: u64) -> (Snapshot, Option<Figures>) {
        let snapshot = Snapshot {
            id: model::SnapshotId::from_u128(1),
            tenant: model::TenantId::from_u128(1),
            started_at: jiff::Timestamp::UNIX_EPOCH,
            finished_at: None,
            facts: None,
            policy: String::new(),
            requests: 0,
        };
        let figures = Figures {
            licensed,
            verdicts: [(Verdict::Removable, removable)].into(),
            ..Figures::default()
        };
        (snapshot, Some(figures))
    }

    proptest! {
        #[test]
        fn bars_stay_on_the_plane(counts in proptest::collection::vec((0..5000_u64, 0..6000_u64), 1..40)) {
            let reviews: Vec<_> = counts.iter().map(|(l, r)| review(*l, *r)).collect();
            let locale = Locale::new(Language::En, CloudId::Worldwide);
            let chart = chart(&reviews, &locale).unwrap();
            prop_assert_eq!(chart.bars.len(), reviews.len());
            for bar in &chart.bars {
                prop_assert!(bar.x + bar.width <= WIDTH, "{:?}", bar);
                prop_assert_eq!(bar.stay_y + bar.stay_height, HEIGHT);
                prop_assert_eq!(bar.go_y + bar.go_height, bar.stay_y);
            }
        }
    }

    #[test]
    fn without_a_review_there_is_no_chart() {
        let locale = Locale::new(Language::En, CloudId::Worldwide);
        assert!(chart(&[], &locale).is_none());
        let mut uncounted = review(1, 1);
        uncounted.1 = None;
        assert!(chart(&[uncounted], &locale).is_none());
    }
}
