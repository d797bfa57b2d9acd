//! How far something in the background is: a line for each thing that is counted.

use axum::response::Response;
use axum::response::sse::Event;
use futures_util::stream;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use tokio::time::{interval, sleep};
use words::{Locale, run as said};

use crate::desk::Desk;
use crate::events::{self, HEARTBEAT, event, heartbeat};
use crate::work::{Count, Counted, Phase, Stage, Work};

/// A page is told at most so often: thousands of rows are read in a second.
const AT_MOST: std::time::Duration = std::time::Duration::from_millis(250);

/// What is counted, as a line.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    pub(crate) key: &'static str,
    pub(crate) text: String,
}

/// The lines, in the order in which things are read. Lines of what is yet to come are empty.
pub(crate) fn lines(counted: &Counted, now: Timestamp, l: &Locale) -> Vec<Line> {
    let line = |phase: Phase| Line {
        key: key(phase),
        text: counted
            .0
            .get(&phase)
            .map_or_else(String::new, |count| line(phase, count, now, l)),
    };
    Phase::ALL.into_iter().map(line).collect()
}

const fn key(phase: Phase) -> &'static str {
    match phase {
        Phase::Tenant => "tenant",
        Phase::Accounts => "accounts",
        Phase::Mailboxes => "mailboxes",
        Phase::Reports => "reports",
        Phase::Sizes => "sizes",
        Phase::SignIns => "sign-ins",
        Phase::MailApps => "mail-apps",
        Phase::Assessing => "assessing",
    }
}

fn line(phase: Phase, count: &Count, now: Timestamp, l: &Locale) -> String {
    let done = words::count(count.done, l);
    let done = match count.total {
        Some(total) => said::of(l, &done, &words::count(total, l)),
        None => done,
    };
    let what = match phase {
        Phase::Tenant => return said::reading_tenant(l),
        Phase::Reports => return said::reading_reports(l),
        Phase::Accounts => said::reading_accounts(l, &done),
        Phase::Mailboxes => said::reading_mailboxes(l, &done),
        Phase::Sizes => said::reading_sizes(l, &done),
        Phase::SignIns => said::reading_sign_ins(l, &done),
        Phase::MailApps => said::reading_mail_apps(l, &done),
        Phase::Assessing => said::assessing(l, &done),
    };
    match left(count, now) {
        Some(left) => said::line_left(l, &words::duration(left, l), &what),
        None => what,
    }
}

/// How long the rest takes at the pace so far; nothing is said about what is done in a moment.
fn left(count: &Count, now: Timestamp) -> Option<SignedDuration> {
    let rest = i32::try_from(count.total?.checked_sub(count.done)?).ok()?;
    let done = i32::try_from(count.done).ok().filter(|done| *done > 0)?;
    let lasted = now.duration_since(count.since);
    let left = lasted.checked_mul(rest)? / done;
    (left >= SignedDuration::from_secs(1)).then_some(left)
}

#[derive(Debug, Serialize)]
struct Told {
    lines: Vec<Line>,
}

/// Follows it: `progress` with its lines, and `ended` at its end, good or bad, which the page tells.
pub(crate) fn follow<T: Send + Sync + 'static>(desk: &Desk, work: Work<T>) -> Response {
    let following = Following {
        desk: desk.clone(),
        work,
        told: None,
        over: false,
    };
    events::stream(stream::unfold(following, Following::next))
}

struct Following<T> {
    desk: Desk,
    work: Work<T>,
    told: Option<Counted>,
    over: bool,
}

impl<T: Send + Sync + 'static> Following<T> {
    async fn next(mut self) -> Option<(Event, Self)> {
        if self.over {
            return None;
        }
        if self.told.is_some() {
            sleep(AT_MOST).await;
        }
        let mut silence = interval(HEARTBEAT);
        silence.tick().await;
        loop {
            match self.work.stage() {
                Stage::Going(counted) if self.told.as_ref() != Some(&counted) => {
                    let lines = lines(&counted, self.desk.now(), &self.desk.locale);
                    self.told = Some(counted);
                    return Some((event("progress", &Told { lines }), self));
                }
                Stage::Going(_) => {}
                _ => {
                    self.over = true;
                    return Some((event("ended", &()), self));
                }
            }
            let works = self.desk.works.clone();
            tokio::select! {
                () = self.work.changed() => {}
                () = works.closed() => return None,
                _ = silence.tick() => return Some((heartbeat(), self)),
            }
        }
    }
}
