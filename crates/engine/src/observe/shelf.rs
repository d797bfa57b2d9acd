//! The shelf: usage reports that were downloaded, one of each kind per connection.
//!
//! A report is one day's figures of the whole tenant, and Microsoft gives 14 in 10 minutes (`graph.md` 7). So whoever
//! reads one account takes the report from here, and a page waits only a moment for one that is still on its way.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};
use jiff::{SignedDuration, Timestamp};
use m365::{ActiveUserRow, Connection, MailboxUsageRow, OneDriveUsageRow};
use model::TenantId;
use model::fact::GapWhy;
use tokio::time::Instant;

use super::reports::Joined;

/// A report serves so long, in the service's time. Microsoft makes a new one once a day.
const SERVES: SignedDuration = SignedDuration::from_hours(1);
/// A report that could not be read is not asked for again before. Two kinds of report at this pace stay below the
/// limit, so that pages go on saying why it could not be read.
const FAILURE_STANDS: SignedDuration = SignedDuration::from_mins(2);
/// So long a page waits for a report, counted from when its download began.
const MOMENT: Duration = Duration::from_secs(5);

/// How long a reading waits for a usage report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wait {
    /// It downloads every report itself, however long that takes: a review of the whole tenant.
    Afresh,
    /// Until the report is there, unless one stands on the shelf: a run, which nobody's page waits for.
    UntilThere,
    /// A moment; what has not arrived by then is a gap: a page or a command about some accounts.
    Moment,
}

/// The shelves of all tenants.
#[derive(Debug, Default)]
pub(crate) struct Shelves(Mutex<HashMap<TenantId, Arc<Shelf>>>);

impl Shelves {
    /// The shelf of a connection. A new connection to a tenant may read other things, so it begins with an empty one.
    pub(crate) fn of(&self, conn: &Connection) -> Arc<Shelf> {
        let mut shelves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match shelves.get(&conn.tenant()) {
            Some(shelf) if shelf.conn.is_same(conn) => Arc::clone(shelf),
            _ => {
                let shelf = Arc::new(Shelf::new(conn.clone()));
                shelves.insert(conn.tenant(), Arc::clone(&shelf));
                shelf
            }
        }
    }
}

/// The reports of one connection.
#[derive(Debug)]
pub(crate) struct Shelf {
    pub(super) conn: Connection,
    pub(super) mailboxes: Slot<MailboxUsageRow>,
    pub(super) activity: Slot<ActiveUserRow>,
    pub(super) onedrive: Slot<OneDriveUsageRow>,
}

impl Shelf {
    fn new(conn: Connection) -> Self {
        Self {
            conn,
            mailboxes: Slot::default(),
            activity: Slot::default(),
            onedrive: Slot::default(),
        }
    }
}

/// The place of one kind of report.
#[derive(Debug)]
pub(super) struct Slot<R>(Mutex<Option<Download<R>>>);

impl<R> Default for Slot<R> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// A report that is here or on its way. Everybody who wants it waits for the same download.
#[derive(Debug)]
struct Download<R> {
    begun: Instant,
    arrival: Shared<BoxFuture<'static, Arrived<R>>>,
}

/// What came of a download, and the service's time then.
#[derive(Debug)]
struct Arrived<R> {
    at: Timestamp,
    report: Arc<Joined<R>>,
}

impl<R> Clone for Download<R> {
    fn clone(&self) -> Self {
        Self {
            begun: self.begun,
            arrival: self.arrival.clone(),
        }
    }
}

impl<R> Clone for Arrived<R> {
    fn clone(&self) -> Self {
        Self {
            at: self.at,
            report: Arc::clone(&self.report),
        }
    }
}

impl<R: Send + Sync + 'static> Slot<R> {
    /// The report, as fresh as this reading wants it and as soon as it can wait.
    pub(super) async fn take<F>(
        &self,
        conn: &Connection,
        wait: Wait,
        fetch: impl FnOnce(Connection) -> F + Send,
    ) -> Arc<Joined<R>>
    where
        F: Future<Output = Joined<R>> + Send + 'static,
    {
        match wait {
            Wait::Afresh => {
                let download = Download::begin(conn, fetch);
                let arrived = download.arrival.clone().await;
                *self.lock() = Some(download);
                arrived.report
            }
            Wait::UntilThere => self.download(conn, wait, fetch).arrival.await.report,
            Wait::Moment => {
                let download = self.download(conn, wait, fetch);
                let by = download.begun + MOMENT;
                match tokio::time::timeout_at(by, download.arrival).await {
                    Ok(arrived) => arrived.report,
                    Err(_) => Arc::new(Joined::None(GapWhy::NotYet)),
                }
            }
        }
    }

    /// The download that serves this reading, begun now where there is none. It goes on when nobody waits any more:
    /// the request is spent, and the next reader has the report.
    fn download<F>(
        &self,
        conn: &Connection,
        wait: Wait,
        fetch: impl FnOnce(Connection) -> F,
    ) -> Download<R>
    where
        F: Future<Output = Joined<R>> + Send + 'static,
    {
        let mut slot = self.lock();
        if let Some(download) = slot.as_ref().filter(|d| d.serves(wait, conn.service_now())) {
            return download.clone();
        }
        let download = Download::begin(conn, fetch);
        tokio::spawn(download.arrival.clone());
        *slot = Some(download.clone());
        download
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Download<R>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: Send + Sync + 'static> Download<R> {
    fn begin<F>(conn: &Connection, fetch: impl FnOnce(Connection) -> F) -> Self
    where
        F: Future<Output = Joined<R>> + Send + 'static,
    {
        let (report, conn) = (fetch(conn.clone()), conn.clone());
        let arrival = async move {
            let report = Arc::new(report.await);
            let at = conn.service_now();
            Arrived { at, report }
        };
        Self {
            begun: Instant::now(),
            arrival: arrival.boxed().shared(),
        }
    }

    /// Is it what such a reading may take? What is on its way is.
    fn serves(&self, wait: Wait, now: Timestamp) -> bool {
        let Some(arrived) = self.arrival.peek() else {
            return true;
        };
        let longest = match *arrived.report {
            Joined::Rows { .. } => SERVES,
            // A run asks again at once: it would refuse its step for nothing.
            Joined::None(_) if wait == Wait::UntilThere => return false,
            Joined::None(_) => FAILURE_STANDS,
        };
        let age = now.duration_since(arrived.at);
        !age.is_negative() && age < longest
    }
}
