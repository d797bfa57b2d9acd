//! Usage reports, taken at most once each per reading and joined by exactly one user principal name.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use m365::{
    ActiveUserRow, Connection, Field, MailboxUsageRow, OneDriveUsageRow, Period, ReadError, Report,
};
use model::Env;
use model::fact::GapWhy;
use tokio::sync::OnceCell;

use super::facts::{Answer, why};
use super::shelf::{Shelf, Wait};

/// The reports of one reading or run.
#[derive(Debug)]
pub(crate) struct Reports {
    shelf: Arc<Shelf>,
    env: Env,
    mailboxes: OnceCell<Arc<Joined<MailboxUsageRow>>>,
    activity: OnceCell<Arc<Joined<ActiveUserRow>>>,
    onedrive: OnceCell<Arc<Joined<OneDriveUsageRow>>>,
    /// Found out once, for it takes a look at all rows of two reports.
    onedrive_is_complete: OnceLock<bool>,
}

impl Reports {
    pub(crate) fn new(shelf: Arc<Shelf>, env: Env) -> Self {
        Self {
            shelf,
            env,
            mailboxes: OnceCell::new(),
            activity: OnceCell::new(),
            onedrive: OnceCell::new(),
            onedrive_is_complete: OnceLock::new(),
        }
    }

    /// The mailbox's row of `getMailboxUsageDetail`.
    pub(crate) async fn mailbox(&self, wait: Wait, upn: &str) -> Answer<MailboxUsageRow> {
        let env = self.env.clone();
        let (shelf, fetch) = (&self.shelf, |conn: Connection| async move {
            Joined::new(conn.mailbox_usage(Period::D7).await, env.now(), |r| {
                (&r.user_principal_name, &r.is_deleted)
            })
        });
        let take = || shelf.mailboxes.take(&shelf.conn, wait, fetch);
        self.mailboxes.get_or_init(take).await.row(upn)
    }

    /// The account's row of `getOffice365ActiveUserDetail`. Whoever holds a licence is in it (assumption 75), so an
    /// absent row is a read that failed, never an account without activity.
    pub(crate) async fn activity(&self, wait: Wait, upn: &str) -> Answer<ActiveUserRow> {
        match self.activities(wait).await.row(upn) {
            Answer::None(GapWhy::Absent) => Answer::None(GapWhy::Failed {
                code: "no_row".to_owned(),
                request_id: None,
            }),
            answer => answer,
        }
    }

    async fn activities(&self, wait: Wait) -> &Joined<ActiveUserRow> {
        let env = self.env.clone();
        let (shelf, fetch) = (&self.shelf, |conn: Connection| async move {
            Joined::new(conn.active_users(Period::D30).await, env.now(), |r| {
                (&r.user_principal_name, &r.is_deleted)
            })
        });
        let take = || shelf.activity.take(&shelf.conn, wait, fetch);
        self.activity.get_or_init(take).await
    }

    /// The account's row of `getOneDriveUsageAccountDetail`. That there is none says that there is no OneDrive, if two
    /// things bear it out (assumption 74): the accounts that the active users report shows at work in OneDrive are in
    /// this report, and this account is in that one, without such work.
    pub(crate) async fn onedrive(&self, wait: Wait, upn: &str) -> Answer<Option<OneDriveUsageRow>> {
        let env = self.env.clone();
        let (shelf, fetch) = (&self.shelf, |conn: Connection| async move {
            Joined::new(conn.onedrive_usage(Period::D7).await, env.now(), |r| {
                (&r.owner_principal_name, &r.is_deleted)
            })
        });
        let take = || shelf.onedrive.take(&shelf.conn, wait, fetch);
        let report = self.onedrive.get_or_init(take).await;
        let answer = report.row_or_none(upn);
        if !matches!(answer, Answer::Row { row: None, .. }) {
            return answer;
        }
        let activities = self.activities(wait).await;
        if let Joined::None(why) = activities {
            return Answer::None(why.clone());
        }
        let idle = activities
            .row(upn)
            .row()
            .is_some_and(|row| row.onedrive_last_activity == Field::Null);
        let complete = || report.lists_most(&at_work_in_onedrive(activities));
        if idle && *self.onedrive_is_complete.get_or_init(complete) {
            answer
        } else {
            Answer::None(GapWhy::Absent)
        }
    }
}

/// The names of accounts with activity in OneDrive.
fn at_work_in_onedrive(activities: &Joined<ActiveUserRow>) -> Vec<&str> {
    let Joined::Rows { by_upn, .. } = activities else {
        return Vec::new();
    };
    let works = |rows: &[Option<ActiveUserRow>]| {
        rows.iter()
            .flatten()
            .any(|row| row.onedrive_last_activity.value().is_some())
    };
    by_upn
        .iter()
        .filter(|(_, rows)| works(rows))
        .map(|(upn, _)| upn.as_str())
        .collect()
}

/// A report by the lower-case name in its rows.
#[derive(Debug)]
pub(crate) enum Joined<R> {
    Rows {
        as_of: Timestamp,
        read_at: Timestamp,
        /// A row that does not say whether it is of something deleted is none that could be trusted.
        by_upn: HashMap<String, Vec<Option<R>>>,
    },
    None(GapWhy),
}

impl<R: Clone> Joined<R> {
    pub(crate) fn new(
        report: Result<Report<R>, ReadError>,
        read_at: Timestamp,
        key: impl Fn(&R) -> (&String, &Field<bool>),
    ) -> Self {
        let report = match report {
            Ok(report) if report.concealed => return Self::None(GapWhy::Concealed),
            Ok(report) => report,
            Err(e) => return Self::None(why(&e)),
        };
        let Some(as_of) = report.refresh_date else {
            return Self::None(GapWhy::Absent);
        };
        let mut by_upn: HashMap<String, Vec<Option<R>>> = HashMap::with_capacity(report.rows.len());
        for row in report.rows {
            let (upn, deleted) = key(&row);
            let (upn, deleted) = (upn.to_lowercase(), deleted.value().copied());
            if deleted != Some(true) {
                let known = deleted.map(|_| row);
                by_upn.entry(upn).or_default().push(known);
            }
        }
        Self::Rows {
            as_of,
            read_at,
            by_upn,
        }
    }

    pub(crate) fn row(&self, upn: &str) -> Answer<R> {
        match self {
            Self::None(why) => Answer::None(why.clone()),
            Self::Rows {
                as_of,
                read_at,
                by_upn,
            } => match by_upn.get(&upn.to_lowercase()).map(Vec::as_slice) {
                None | Some([]) => Answer::None(GapWhy::Absent),
                Some([None]) => Answer::None(GapWhy::Unparsable {
                    text: "Is Deleted".to_owned(),
                }),
                Some([Some(row)]) => Answer::Row {
                    row: row.clone(),
                    as_of: *as_of,
                    read_at: *read_at,
                },
                Some(rows) => Answer::None(GapWhy::Ambiguous {
                    rows: rows.len() as u64,
                }),
            },
        }
    }

    /// Are nine in ten of these names in the report? Work in another's OneDrive counts as activity too.
    fn lists_most(&self, names: &[&str]) -> bool {
        let Self::Rows { by_upn, .. } = self else {
            return false;
        };
        let missing = names.iter().filter(|name| !by_upn.contains_key(**name));
        missing.count() * 10 <= names.len()
    }

    /// The row, or that a complete report has none.
    pub(crate) fn row_or_none(&self, upn: &str) -> Answer<Option<R>> {
        match (self.row(upn), self) {
            (
                Answer::Row {
                    row,
                    as_of,
                    read_at,
                },
                _,
            ) => Answer::Row {
                row: Some(row),
                as_of,
                read_at,
            },
            (Answer::None(GapWhy::Absent), Self::Rows { as_of, read_at, .. }) => Answer::Row {
                row: None,
                as_of: *as_of,
                read_at: *read_at,
            },
            (Answer::None(why), _) => Answer::None(why),
            (Answer::NotAsked, _) => Answer::NotAsked,
        }
    }
}
