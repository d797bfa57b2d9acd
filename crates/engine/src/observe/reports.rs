//! Usage reports, fetched at most once each and joined by exactly one user principal name.

use std::collections::HashMap;

use jiff::Timestamp;
use m365::{
    ActiveUserRow, Connection, Field, MailboxUsageRow, OneDriveUsageRow, Period, ReadError, Report,
};
use model::Env;
use model::fact::GapWhy;
use tokio::sync::OnceCell;

use super::facts::{Answer, why};

/// The reports of one reading or run.
#[derive(Debug, Default)]
pub(crate) struct Reports {
    mailboxes: OnceCell<Joined<MailboxUsageRow>>,
    activity: OnceCell<Joined<ActiveUserRow>>,
    onedrive: OnceCell<Joined<OneDriveUsageRow>>,
}

impl Reports {
    /// The mailbox's row of `getMailboxUsageDetail`.
    pub(crate) async fn mailbox(
        &self,
        conn: &Connection,
        env: &Env,
        upn: &str,
    ) -> Answer<MailboxUsageRow> {
        let fetch = || async {
            Joined::new(conn.mailbox_usage(Period::D7).await, env.now(), |r| {
                (&r.user_principal_name, &r.is_deleted)
            })
        };
        self.mailboxes.get_or_init(fetch).await.row(upn)
    }

    /// The account's row of `getOffice365ActiveUserDetail`.
    pub(crate) async fn activity(
        &self,
        conn: &Connection,
        env: &Env,
        upn: &str,
    ) -> Answer<ActiveUserRow> {
        let fetch = || async {
            Joined::new(conn.active_users(Period::D30).await, env.now(), |r| {
                (&r.user_principal_name, &r.is_deleted)
            })
        };
        self.activity.get_or_init(fetch).await.row(upn)
    }

    /// The account's row of `getOneDriveUsageAccountDetail`; a complete report without one says that there is no OneDrive.
    /// Assumption: the report lists every OneDrive (`graph.md` 12 shows its columns, not its scope).
    pub(crate) async fn onedrive(
        &self,
        conn: &Connection,
        env: &Env,
        upn: &str,
    ) -> Answer<Option<OneDriveUsageRow>> {
        let fetch = || async {
            Joined::new(conn.onedrive_usage(Period::D7).await, env.now(), |r| {
                (&r.owner_principal_name, &r.is_deleted)
            })
        };
        self.onedrive.get_or_init(fetch).await.row_or_none(upn)
    }
}

/// A report by the lower-case name in its rows.
#[derive(Debug)]
pub(crate) enum Joined<R> {
    Rows {
        as_of: Timestamp,
        read_at: Timestamp,
        by_upn: HashMap<String, Vec<R>>,
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
        let mut by_upn: HashMap<String, Vec<R>> = HashMap::with_capacity(report.rows.len());
        for row in report.rows {
            let (upn, deleted) = key(&row);
            if deleted.value() != Some(&true) {
                by_upn.entry(upn.to_lowercase()).or_default().push(row);
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
                Some([row]) => Answer::Row {
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
