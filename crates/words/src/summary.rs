//! The sentences for a manager.

use model::ReasonCode;
use model::money::Cost;

use crate::list::commas;
use crate::locale::Locale;
use crate::msg::summary as said;
use crate::number::cost;
use crate::verdicts::reason_tally;

/// What a review comes to, in numbers of licensed shared mailboxes unless said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Shared mailboxes that hold a licence.
    pub licensed_shared: u64,
    /// Of these, those that can lose one now.
    pub removable: u64,
    /// Of these, those that could if sign-in were blocked.
    pub removable_once_blocked: u64,
    /// Of these, those that must keep one: `required`, `overlicensed` and `missing` together.
    pub must_stay: u64,
    /// Of those that must stay, those that hold another licence too, which can go.
    pub extras: u64,
    /// Of those that must stay, those for which a cheaper product would do.
    pub overlicensed: u64,
    /// Shared mailboxes, licensed or not, that need a licence which they do not hold.
    pub missing: u64,
    /// Licensed ones that wait for something to be done.
    pub blocked: u64,
    /// Licensed ones of which a fact is missing.
    pub unknown: u64,
    /// Licensed user mailboxes with sign-in blocked; a list of their own, never among the removable.
    pub leavers: u64,
    /// What the removable licences cost.
    pub saving: Cost,
    /// Why those that must stay do, the most frequent reason first. A mailbox may count for several.
    pub reasons: Vec<(ReasonCode, u64)>,
}

/// A sentence about so many.
type Sentence = fn(&Locale, u64) -> String;

/// The sentences, the manager's first. A sentence about none is left out.
pub fn summary(summary: &Summary, locale: &Locale) -> Vec<String> {
    let (beginning, staying) = first(summary, locale);
    let first = match staying {
        Some(staying) => said::with(locale, &beginning, &staying),
        None => said::alone(locale, &beginning),
    };
    [vec![first], more(summary, locale)].concat()
}

/// The same for whoever reads one line at a time: what can go and what must stay are a sentence each.
pub fn summary_lines(summary: &Summary, locale: &Locale) -> Vec<String> {
    let (beginning, staying) = first(summary, locale);
    let first = [Some(beginning), staying].into_iter().flatten();
    let first = first.map(|text| said::alone(locale, &text)).collect();
    [first, more(summary, locale)].concat()
}

/// What else there is to say.
fn more(summary: &Summary, locale: &Locale) -> Vec<String> {
    let more = [
        (
            summary.removable_once_blocked,
            said::once_blocked as Sentence,
        ),
        (summary.extras, said::extras),
        (summary.overlicensed, said::overlicensed),
        (summary.missing, said::missing),
        (summary.blocked, said::blocked),
        (summary.unknown, said::unknown),
        (summary.leavers, said::leavers),
    ];
    more.into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, say)| say(locale, count))
        .collect()
}

/// What can go, and what must stay if anything must.
fn first(summary: &Summary, locale: &Locale) -> (String, Option<String>) {
    let Summary {
        licensed_shared: licensed,
        removable,
        must_stay,
        ..
    } = *summary;
    if licensed == 0 {
        return (said::none_licensed(locale), None);
    }
    let beginning = match removable {
        0 => said::none_removable(locale, licensed),
        all if all == licensed => said::only(locale, &saving(summary, locale), licensed),
        some => said::removable(locale, some, &saving(summary, locale), licensed),
    };
    let staying = (must_stay > 0).then(|| staying(summary, locale));
    (beginning, staying)
}

fn saving(summary: &Summary, locale: &Locale) -> String {
    match summary.saving.per_month {
        Some(_) => cost(&summary.saving, locale),
        None => said::saving_unknown(locale),
    }
}

/// So many reasons are named; a sentence of fifteen is not read.
const NAMED: usize = 5;

fn staying(summary: &Summary, locale: &Locale) -> String {
    let reasons = || summary.reasons.iter().filter(|(_, count)| *count > 0);
    let mut tallies: Vec<_> = reasons()
        .take(NAMED)
        .map(|(code, count)| reason_tally(*code, *count, locale))
        .collect();
    let rest: u64 = reasons().skip(NAMED).map(|(_, count)| count).sum();
    if rest > 0 {
        tallies.push(said::others(locale, rest));
    }
    let counted: u64 = reasons().map(|(_, count)| count).sum();
    let list = commas(&tallies, locale);
    match summary.must_stay {
        count if tallies.is_empty() => said::must_stay(locale, count),
        count if counted > count => said::must_stay_several(locale, count, &list),
        count => said::must_stay_because(locale, count, &list),
    }
}
