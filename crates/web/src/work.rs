//! One thing that goes on in the background: how far it is, and what came of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::{EngineError, Event, Events, Reading};
use jiff::Timestamp;
use model::Env;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Something that goes on in the background. Cheap to clone.
#[derive(Debug)]
pub(crate) struct Work<T> {
    /// Since when, UTC.
    pub(crate) begun_at: Timestamp,
    stage: watch::Receiver<Stage<T>>,
}

impl<T> Clone for Work<T> {
    fn clone(&self) -> Self {
        Self {
            begun_at: self.begun_at,
            stage: self.stage.clone(),
        }
    }
}

/// How far it is.
#[derive(Debug)]
pub(crate) enum Stage<T> {
    Going(Counted),
    Done(Arc<T>),
    Failed(Arc<EngineError>),
    /// It broke off without a word.
    Broken,
}

impl<T> Clone for Stage<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Going(counted) => Self::Going(counted.clone()),
            Self::Done(result) => Self::Done(Arc::clone(result)),
            Self::Failed(error) => Self::Failed(Arc::clone(error)),
            Self::Broken => Self::Broken,
        }
    }
}

/// What was counted so far, by what is counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counted(pub(crate) BTreeMap<Phase, Count>);

/// What is counted, in the order in which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    Tenant,
    Accounts,
    Mailboxes,
    Reports,
    Sizes,
    SignIns,
    MailApps,
    Assessing,
}

/// A number that grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) done: u64,
    pub(crate) total: Option<u64>,
    /// When it was first counted, and when last, UTC.
    pub(crate) since: Timestamp,
    pub(crate) last: Timestamp,
}

impl<T: Send + Sync + 'static> Work<T> {
    /// Begins something that tells its events and ends with what `begin` hands over.
    pub(crate) fn begin(
        env: &Env,
        begin: impl FnOnce(Events) -> Result<JoinHandle<Result<T, EngineError>>, EngineError>,
    ) -> Result<Self, EngineError> {
        let (told, stage) = watch::channel(Stage::Going(Counted::default()));
        let told = Arc::new(told);
        let events = {
            let (told, env) = (Arc::clone(&told), env.clone());
            Events::to(move |event| {
                told.send_modify(|stage| {
                    if let Stage::Going(counted) = stage {
                        counted.add(&event, env.now());
                    }
                });
            })
        };
        let running = begin(events)?;
        tokio::spawn(async move {
            told.send_replace(match running.await {
                Ok(Ok(result)) => Stage::Done(Arc::new(result)),
                Ok(Err(error)) => Stage::Failed(Arc::new(error)),
                Err(_) => Stage::Broken,
            });
        });
        Ok(Self {
            begun_at: env.now(),
            stage,
        })
    }
}

impl<T> Work<T> {
    /// Ready when something was counted, or it ended.
    pub(crate) async fn changed(&mut self) {
        if self.stage.changed().await.is_err() {
            // It ended, and nothing will change any more.
            std::future::pending::<()>().await;
        }
    }

    pub(crate) fn stage(&self) -> Stage<T> {
        self.stage.borrow().clone()
    }

    /// Why it failed, if it did.
    pub(crate) fn failure(&self) -> Option<Arc<EngineError>> {
        match &*self.stage.borrow() {
            Stage::Failed(error) => Some(Arc::clone(error)),
            _ => None,
        }
    }

    pub(crate) fn is_going(&self) -> bool {
        matches!(*self.stage.borrow(), Stage::Going(_))
    }
}

impl Counted {
    fn add(&mut self, event: &Event, now: Timestamp) {
        let (phase, done, total) = match *event {
            Event::Read { what, done, total } => (Phase::of(what), done, total),
            Event::Assessed { done, total } => (Phase::Assessing, done, Some(total)),
            // Steps are told from the ledger, where every page finds them.
            _ => return,
        };
        let count = self.0.entry(phase).or_insert(Count {
            done,
            total,
            since: now,
            last: now,
        });
        // Several reads tell at once, and not in their order.
        *count = Count {
            done: done.max(count.done),
            total: total.or(count.total),
            last: now,
            ..*count
        };
    }
}

impl Phase {
    /// In the order in which they are told.
    pub(crate) const ALL: [Self; 8] = [
        Self::Tenant,
        Self::Accounts,
        Self::Mailboxes,
        Self::Reports,
        Self::Sizes,
        Self::SignIns,
        Self::MailApps,
        Self::Assessing,
    ];

    const fn of(reading: Reading) -> Self {
        match reading {
            Reading::Tenant => Self::Tenant,
            Reading::Accounts => Self::Accounts,
            Reading::Mailboxes => Self::Mailboxes,
            Reading::Reports => Self::Reports,
            Reading::Sizes => Self::Sizes,
            Reading::SignIns => Self::SignIns,
            Reading::MailApps => Self::MailApps,
        }
    }
}
