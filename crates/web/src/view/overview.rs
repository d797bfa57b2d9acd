//! The whole in a few sentences and numbers.

use std::cmp::Reverse;

use engine::{Leaver, Summary};
use jiff::Timestamp;
use model::{Fact, PriceList, TenantFacts, Verdict};
use store::{Record, Snapshot};
use words::{Locale, web};

use super::{Context, ToDo};

/// The sentences for a manager about shared mailboxes, the first one first.
pub fn manager_sentences(
    records: &[Record],
    leavers: &Fact<Vec<Leaver>>,
    tenant: &TenantFacts,
    prices: &PriceList,
    locale: &Locale,
) -> Vec<String> {
    let told = told(&Summary::of(records, tenant, prices), leavers);
    words::summary(&told, locale)
}

/// The same from what was counted already, for a page: one matter a line.
pub(crate) fn summary_lines(
    counted: &Summary,
    leavers: &Fact<Vec<Leaver>>,
    locale: &Locale,
) -> Vec<String> {
    words::summary_lines(&told(counted, leavers), locale)
}

fn told(counted: &Summary, leavers: &Fact<Vec<Leaver>>) -> words::Summary {
    let removable = counted.count(Verdict::Removable);
    let mut reasons: Vec<_> = counted.reasons.iter().map(|(c, n)| (*c, *n)).collect();
    reasons.sort_by_key(|&(code, count)| (Reverse(count), code));
    words::Summary {
        licensed_shared: counted.licensed,
        removable,
        removable_once_blocked: counted.removable_once_blocked,
        must_stay: counted.licensed.saturating_sub(removable),
        extras: counted.extras,
        overlicensed: counted.count(Verdict::Overlicensed),
        missing: counted.count(Verdict::Missing),
        blocked: counted.count(Verdict::Blocked),
        unknown: counted.count(Verdict::Unknown),
        leavers: leavers.value().map_or(0, |list| list.len() as u64),
        saving: counted.saving.clone(),
        reasons,
    }
}

/// The same from the records, for a page.
pub(crate) fn lines(
    records: &[Record],
    leavers: &Fact<Vec<Leaver>>,
    cx: &Context<'_>,
) -> Vec<String> {
    let counted = Summary::of(records, cx.tenant, cx.prices);
    summary_lines(&counted, leavers, cx.locale)
}

/// When and how it was read: one line.
pub(crate) fn read_line(snapshot: &Snapshot, now: Timestamp, cx: &Context<'_>) -> String {
    let at = snapshot.finished_at.unwrap_or(snapshot.started_at);
    let ago = words::ago(now.duration_since(at), cx.locale);
    let parts = [
        web::read(cx.locale, &ago, at),
        web::read_by(cx.locale, snapshot.requests),
        web::policy(cx.locale, &snapshot.policy),
    ];
    words::commas(&parts, cx.locale)
}

/// A number with what it counts: a tile, and a part of the bar above the tiles.
#[derive(Debug)]
pub(crate) struct Tile {
    pub(crate) key: &'static str,
    pub(crate) title: String,
    pub(crate) count: String,
    /// Where its mailboxes are, if they are anywhere.
    pub(crate) href: Option<String>,
    /// The place and width of its part of the bar, in thousandths of the whole.
    pub(crate) from: u64,
    pub(crate) width: u64,
}

/// A tile for everything that there is to do; `address` says where its mailboxes are.
pub(crate) fn tiles(
    records: &[Record],
    cx: &Context<'_>,
    address: impl Fn(ToDo) -> Option<String>,
) -> Vec<Tile> {
    const WHOLE: u64 = 1000;
    let all = records.len() as u64;
    let mut before = 0;
    let mut tiles = Vec::new();
    for todo in ToDo::ALL {
        let count = records.iter().filter(|r| ToDo::of(r) == todo).count() as u64;
        if count == 0 {
            continue;
        }
        let from = before * WHOLE / all;
        before += count;
        tiles.push(Tile {
            key: todo.key(),
            title: todo.title(cx.locale),
            count: words::count(count, cx.locale),
            href: address(todo),
            from,
            width: before * WHOLE / all - from,
        });
    }
    tiles
}
