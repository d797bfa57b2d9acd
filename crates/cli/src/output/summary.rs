//! The sentence for a manager.

use engine::{Review, Summary};
use model::{Fact, PriceList, Verdict};
use words::Locale;

/// The sentences over a review of all shared mailboxes, the one for a manager first.
pub(crate) fn sentences(review: &Review, prices: &PriceList, locale: &Locale) -> Vec<String> {
    let summary = Summary::of(&review.records, &review.tenant, prices);
    words::summary(&as_words(&summary, &review.leavers), locale)
}

fn as_words<T>(summary: &Summary, leavers: &Fact<Vec<T>>) -> words::Summary {
    let mut reasons: Vec<_> = summary
        .reasons
        .iter()
        .map(|(&code, &count)| (code, count))
        .collect();
    reasons.sort_by_key(|&(code, count)| (std::cmp::Reverse(count), code));
    let removable = summary.count(Verdict::Removable);
    words::Summary {
        licensed_shared: summary.licensed,
        removable,
        removable_once_blocked: summary.removable_once_blocked,
        must_stay: summary.licensed - removable,
        overlicensed: summary.count(Verdict::Overlicensed),
        missing: summary.count(Verdict::Missing),
        blocked: summary.count(Verdict::Blocked),
        unknown: summary.count(Verdict::Unknown),
        leavers: leavers.value().map_or(0, |list| list.len() as u64),
        saving: summary.saving.clone(),
        reasons,
    }
}
