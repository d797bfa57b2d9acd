//! Reads the list of accounts again, behind the page.

use axum::response::{IntoResponse as _, Redirect};
use jiff::{SignedDuration, Timestamp};
use store::AccountReading;
use words::{Locale, users};

use crate::desk::{Answer, Desk};
use crate::pages::problem::why;
use crate::work::{Count, Counted, Phase, Stage, Work};

pub(crate) async fn post(desk: Desk) -> Answer {
    desk.works.read_accounts(&desk)?;
    Ok(Redirect::to(&desk.links.to("/users", &[])).into_response())
}

/// Where a reading stands.
#[derive(Debug)]
pub(crate) enum ReadingView {
    /// It goes on.
    Going {
        done: u64,
        total: Option<u64>,
        /// So many read, how fast, and how long still.
        sentence: String,
    },
    /// It failed, and why.
    Failed(String),
}

impl ReadingView {
    /// `None` when it ended well: then there is nothing to say.
    pub(crate) fn of(work: &Work<AccountReading>, now: Timestamp, l: &Locale) -> Option<Self> {
        match work.stage() {
            Stage::Done(_) => None,
            Stage::Failed(error) => Some(Self::Failed(users::reading_failed_about(
                l,
                &why(&error, l),
            ))),
            Stage::Broken => Some(Self::Failed(users::reading_broken_about(l))),
            Stage::Going(counted) => Some(Self::going(&counted, work.begun_at, now, l)),
        }
    }

    fn going(counted: &Counted, since: Timestamp, now: Timestamp, l: &Locale) -> Self {
        let count = counted.0.get(&Phase::Accounts);
        let (done, total) = count.map_or((0, None), |c| (c.done, c.total));
        Self::Going {
            done,
            total,
            sentence: sentence(count, since, now, l),
        }
    }
}

/// So many are read, how fast, and how long it still takes; as far as that can be said yet.
fn sentence(count: Option<&Count>, since: Timestamp, now: Timestamp, l: &Locale) -> String {
    let Some(Count { done, total, .. }) = count.copied() else {
        return users::reading_done(l, 0);
    };
    let mut parts = vec![match total {
        Some(total) => users::reading_of(l, done, total),
        None => users::reading_done(l, done),
    }];
    let seconds = now.duration_since(since).as_secs().unsigned_abs();
    if let Some(rate) = done.checked_div(seconds).filter(|rate| *rate > 0) {
        parts.push(users::reading_rate(l, rate));
        let left = total.map(|total| total.saturating_sub(done).div_ceil(rate));
        if let Some(left) = left.and_then(|left| i64::try_from(left).ok()) {
            let left = words::duration(SignedDuration::from_secs(left), l);
            parts.push(users::reading_left(l, &left));
        }
    }
    words::commas(&parts, l)
}
