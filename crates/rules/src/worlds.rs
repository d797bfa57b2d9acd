//! Every situation that the known facts allow, judged: which open questions matter, and what is certain anyway.

use std::collections::BTreeSet;

use model::{FactName, LicenseVerdict, ReasonCode, Verdict};

use crate::judge::{Judge, Outcome, Ruled};
use crate::situation::{Picture, Situation};

/// What can be said, whatever the open questions turn out to be.
#[derive(Debug)]
pub(crate) struct Certain {
    pub(crate) verdict: Verdict,
    pub(crate) licenses: Vec<Ruled>,
    /// The facts whose value could change the verdict on the mailbox or on a licence.
    pub(crate) needed: BTreeSet<FactName>,
}

/// Judges all situations. There are at most a few hundred, and one where nothing is open.
pub(crate) fn judge_all(judge: &Judge<'_>, picture: &Picture) -> Certain {
    let outcomes: Vec<Outcome> = situations(picture).map(|s| judge.outcome(&s)).collect();
    let base = &outcomes[0];
    let mut needed = needed(picture, &outcomes);
    let untold = base
        .licenses
        .iter()
        .any(|l| l.verdict == LicenseVerdict::Unknown);
    if untold || base.verdict == Verdict::Unknown {
        needed.insert(judge.untold()); // a licence of which nobody knows what it gives, or who gives it
    }

    let licenses = (0..base.licenses.len())
        .map(|i| together(&outcomes, i))
        .collect::<Vec<_>>();
    let certain = needed.is_empty();
    let verdict = match base.verdict {
        // A need is proven, whatever else is unknown; but then no swap is proposed.
        Verdict::Overlicensed if !certain => Verdict::Required,
        Verdict::Required | Verdict::Overlicensed | Verdict::Missing => base.verdict,
        _ if !certain => Verdict::Unknown,
        verdict => verdict,
    };
    let licenses = if certain {
        licenses
    } else {
        licenses.into_iter().map(without_swap).collect()
    };
    Certain {
        verdict,
        licenses,
        needed,
    }
}

/// All combinations of answers; the first answers every open question harmlessly.
fn situations(picture: &Picture) -> impl Iterator<Item = Situation> + '_ {
    let count: usize = picture
        .open
        .iter()
        .map(crate::situation::Open::answers)
        .product();
    (0..count).map(|index| {
        let mut rest = index;
        picture.open.iter().fold(picture.known, |s, open| {
            let answer = rest % open.answers();
            rest /= open.answers();
            s.answering(open.question, answer)
        })
    })
}

/// A question matters when another answer to it alone leads to another outcome somewhere.
fn needed(picture: &Picture, outcomes: &[Outcome]) -> BTreeSet<FactName> {
    let mut needed = BTreeSet::new();
    let mut stride = 1;
    for open in &picture.open {
        let answers = open.answers();
        let matters = (0..outcomes.len())
            .filter(|index| index / stride % answers > 0)
            .any(|index| {
                !same(
                    &outcomes[index],
                    &outcomes[index - index / stride % answers * stride],
                )
            });
        if matters {
            needed.extend(&open.facts);
        }
        stride *= answers;
    }
    needed
}

/// Reasons may differ where the rulings do not.
fn same(a: &Outcome, b: &Outcome) -> bool {
    let rulings = |o: &Outcome| {
        o.licenses
            .iter()
            .map(|l| (l.verdict, l.swap_to))
            .collect::<Vec<_>>()
    };
    a.verdict == b.verdict && rulings(a) == rulings(b)
}

/// The ruling on one licence that holds in all situations.
fn together(outcomes: &[Outcome], i: usize) -> Ruled {
    let base = &outcomes[0].licenses[i];
    let mut all = outcomes.iter().map(|o| &o.licenses[i]);
    if all
        .clone()
        .all(|l| (l.verdict, l.swap_to) == (base.verdict, base.swap_to))
    {
        return base.clone();
    }
    let stays = all.all(|l| matches!(l.verdict, LicenseVerdict::Keep | LicenseVerdict::Swap));
    let verdict = if stays {
        LicenseVerdict::Keep
    } else {
        LicenseVerdict::Unknown
    };
    let because = if stays {
        base.because.clone()
    } else {
        vec![ReasonCode::FactMissing]
    };
    Ruled {
        verdict,
        swap_to: None,
        because,
    }
}

fn without_swap(ruled: Ruled) -> Ruled {
    match ruled.verdict {
        LicenseVerdict::Swap => Ruled {
            verdict: LicenseVerdict::Keep,
            swap_to: None,
            ..ruled
        },
        _ => ruled,
    }
}
