//! Progress on standard error, for anything that takes longer than half a second.

use std::io::{self, IsTerminal as _};
use std::time::Duration;

use engine::{Event, Events, Reading};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::SignedDuration;
use model::StepState;
use words::{Locale, cli};

use crate::args::Global;

/// Nothing is shown for what is done sooner.
const PATIENCE: Duration = Duration::from_millis(500);
const TICK: Duration = Duration::from_millis(100);

/// What a run is doing, as a line that moves. It disappears when it is dropped.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    appears: Option<tokio::task::JoinHandle<()>>,
}

impl Progress {
    /// Progress as the options and the terminal allow it.
    pub(crate) fn new(global: &Global) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style =
            ProgressStyle::with_template("{spinner} {msg}").expect("the template is a constant");
        bar.set_style(style);
        let unwanted = global.quiet
            || global.no_progress
            || std::env::var_os("NO_PROGRESS").is_some_and(|value| !value.is_empty())
            || !io::stderr().is_terminal();
        let appears = (!unwanted).then(|| {
            let bar = bar.clone();
            tokio::spawn(async move {
                tokio::time::sleep(PATIENCE).await;
                bar.set_draw_target(ProgressDrawTarget::stderr());
                bar.enable_steady_tick(TICK);
            })
        });
        Self { bar, appears }
    }

    /// Says one thing.
    pub(crate) fn say(&self, text: String) {
        self.bar.set_message(text);
    }

    /// Events of a run of so many steps, as lines.
    pub(crate) fn events(&self, work: Work, steps: u64, locale: &Locale) -> Events {
        let locale = locale.clone();
        let bar = self.bar.clone();
        let done = std::sync::atomic::AtomicU64::new(0);
        Events::to(move |event| {
            if let Event::Step { state, .. } = &event
                && *state != StepState::Intended
            {
                done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
            let so_far = done.load(std::sync::atomic::Ordering::Relaxed);
            if let Some(line) = line(&event, work, so_far, steps, &locale) {
                bar.set_message(line);
            }
        })
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(task) = self.appears.take() {
            task.abort();
        }
        self.bar.finish_and_clear();
    }
}

/// What is being done with steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// Licences go.
    Remove,
    /// Licences come back.
    Restore,
}

fn line(event: &Event, work: Work, done: u64, steps: u64, locale: &Locale) -> Option<String> {
    Some(match event {
        Event::Read { what, done, total } => {
            let total = total.unwrap_or(*done);
            match what {
                Reading::Tenant => cli::progress_tenant(locale),
                Reading::Mailboxes => cli::progress_mailboxes(locale, *done),
                Reading::Accounts => cli::progress_users(locale, *done),
                Reading::Reports => cli::progress_reports(locale),
                Reading::Sizes => cli::progress_statistics(locale, *done, total),
                Reading::SignIns => cli::progress_sign_ins(locale, *done, total),
                Reading::MailApps => cli::progress_mail_apps(locale, *done, total),
            }
        }
        Event::Assessed { done, total } => cli::progress_assess(locale, *done, *total),
        Event::Step { .. } => match work {
            Work::Remove => cli::progress_apply(locale, done, steps),
            Work::Restore => cli::progress_restore(locale, done, steps),
        },
        Event::Waiting { seconds, .. } => {
            let left = SignedDuration::from_secs(i64::try_from(*seconds).unwrap_or(i64::MAX));
            cli::progress_read_back(locale, done, left, steps)
        }
        _ => return None,
    })
}
