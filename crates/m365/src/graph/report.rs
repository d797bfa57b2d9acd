//! Usage reports: a redirect to a file that needs no token, then a CSV read by header name (`graph.md` 5).

mod csv;

use jiff::Timestamp;
use model::{ByteSize, RequestId};
use url::Url;

use self::csv::{Record, Table};
use crate::answer::Answer;
use crate::call::{Attempt, Call, Next, Outcome};
use crate::connection::{Connection, Inner};
use crate::error::ReadError;
use crate::field::Field;
use crate::operation::{self, Operation};
use crate::retry::{Patience, Tries};

/// How many days a report looks back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are Graph's own")]
pub enum Period {
    D7,
    D30,
    D90,
    D180,
}

/// A usage report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report<R> {
    /// When the rows were true: the oldest Report Refresh Date, midnight UTC. `None` for a report without rows.
    pub refresh_date: Option<Timestamp>,
    /// Are names hidden? Then no row can be joined to an account.
    pub concealed: bool,
    /// The rows.
    pub rows: Vec<R>,
    /// For Microsoft's support.
    pub request_id: Option<RequestId>,
}

/// A row of `getMailboxUsageDetail`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxUsageRow {
    /// Join by exactly one, letters of either case.
    pub user_principal_name: String,
    /// Deleted, and still listed.
    pub is_deleted: Field<bool>,
    /// Bytes in the mailbox.
    pub storage_used: Field<ByteSize>,
    /// Number of items.
    pub item_count: Field<u64>,
    /// `Prohibit Send/Receive Quota (Byte)`.
    pub prohibit_send_receive_quota: Field<ByteSize>,
    /// Has it an archive?
    pub has_archive: Field<bool>,
    /// Activity in the mailbox; not a sign-in.
    pub last_activity: Field<Timestamp>,
    /// `Shared` or `SharedMailbox` …; most reports do not have the column.
    pub recipient_type: Field<String>,
}

/// A row of `getOffice365ActiveUserDetail`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveUserRow {
    /// Join by exactly one, letters of either case.
    pub user_principal_name: String,
    /// Deleted, and still listed.
    pub is_deleted: Field<bool>,
    /// OneDrive, midnight UTC of the day.
    pub onedrive_last_activity: Field<Timestamp>,
    /// SharePoint.
    pub sharepoint_last_activity: Field<Timestamp>,
    /// Teams.
    pub teams_last_activity: Field<Timestamp>,
    /// Exchange: activity in the mailbox, which delegates cause too.
    pub exchange_last_activity: Field<Timestamp>,
}

/// A row of `getOneDriveUsageAccountDetail`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneDriveUsageRow {
    /// `Owner Principal Name`. Join by exactly one, letters of either case.
    pub owner_principal_name: String,
    /// Deleted, and still listed.
    pub is_deleted: Field<bool>,
    /// Number of files.
    pub file_count: Field<u64>,
    /// Bytes in use.
    pub storage_used: Field<ByteSize>,
    /// The last activity of the day, midnight UTC.
    pub last_activity: Field<Timestamp>,
}

/// A row of a report: from a record of its CSV.
pub(crate) trait ReportRow: Sized {
    /// Columns without which the report is useless.
    const NEEDED: &'static [&'static str];
    fn read(record: &Record<'_>) -> Self;
    fn name(&self) -> &str;
}

impl ReportRow for MailboxUsageRow {
    const NEEDED: &'static [&'static str] = &["User Principal Name", "Storage Used (Byte)"];

    fn read(record: &Record<'_>) -> Self {
        Self {
            user_principal_name: record.text("User Principal Name"),
            is_deleted: record.flag("Is Deleted"),
            storage_used: record.size("Storage Used (Byte)"),
            item_count: record.number("Item Count"),
            prohibit_send_receive_quota: record.size("Prohibit Send/Receive Quota (Byte)"),
            has_archive: record.flag("Has Archive"),
            last_activity: record.day("Last Activity Date"),
            recipient_type: record.field("Recipient Type"),
        }
    }

    fn name(&self) -> &str {
        &self.user_principal_name
    }
}

impl ReportRow for ActiveUserRow {
    const NEEDED: &'static [&'static str] = &[
        "User Principal Name",
        "OneDrive Last Activity Date",
        "SharePoint Last Activity Date",
        "Teams Last Activity Date",
    ];

    fn read(record: &Record<'_>) -> Self {
        Self {
            user_principal_name: record.text("User Principal Name"),
            is_deleted: record.flag("Is Deleted"),
            onedrive_last_activity: record.day("OneDrive Last Activity Date"),
            sharepoint_last_activity: record.day("SharePoint Last Activity Date"),
            teams_last_activity: record.day("Teams Last Activity Date"),
            exchange_last_activity: record.day("Exchange Last Activity Date"),
        }
    }

    fn name(&self) -> &str {
        &self.user_principal_name
    }
}

impl ReportRow for OneDriveUsageRow {
    const NEEDED: &'static [&'static str] =
        &["Owner Principal Name", "File Count", "Storage Used (Byte)"];

    fn read(record: &Record<'_>) -> Self {
        Self {
            owner_principal_name: record.text("Owner Principal Name"),
            is_deleted: record.flag("Is Deleted"),
            file_count: record.number("File Count"),
            storage_used: record.size("Storage Used (Byte)"),
            last_activity: record.day("Last Activity Date"),
        }
    }

    fn name(&self) -> &str {
        &self.owner_principal_name
    }
}

impl Period {
    const fn as_str(self) -> &'static str {
        match self {
            Self::D7 => "D7",
            Self::D30 => "D30",
            Self::D90 => "D90",
            Self::D180 => "D180",
        }
    }
}

impl Connection {
    /// How much is in every mailbox. Worldwide only: elsewhere [`ReadError::NotOffered`], and nothing is asked.
    pub async fn mailbox_usage(
        &self,
        period: Period,
    ) -> Result<Report<MailboxUsageRow>, ReadError> {
        self.report(&operation::MAILBOX_USAGE, period).await
    }

    /// When people last used each workload. Worldwide only.
    pub async fn active_users(&self, period: Period) -> Result<Report<ActiveUserRow>, ReadError> {
        self.report(&operation::ACTIVE_USERS, period).await
    }

    /// How much is in every OneDrive. Worldwide only.
    pub async fn onedrive_usage(
        &self,
        period: Period,
    ) -> Result<Report<OneDriveUsageRow>, ReadError> {
        self.report(&operation::ONEDRIVE_USAGE, period).await
    }

    async fn report<R: ReportRow>(
        &self,
        op: &'static Operation,
        period: Period,
    ) -> Result<Report<R>, ReadError> {
        if !self.cloud().usage_reports {
            return Err(ReadError::NotOffered { what: op.name });
        }
        let url = self.0.graph_url(
            &format!("/reports/{}(period='{}')", op.name, period.as_str()),
            "",
        );
        let answer = self.0.download(Call::get(op, url)).await?;
        let mut report = parse(answer.bytes()).map_err(|(what, at)| answer.broken(op, what, at))?;
        report.request_id = Some(answer.request_id());
        Ok(report)
    }
}

/// Columns, and rows of cells.
pub type Cells = (Vec<String>, Vec<Vec<String>>);

/// The columns and cells of a report as they stand, or what is wrong and where.
pub fn report_cells(bytes: &[u8]) -> Result<Cells, (String, String)> {
    Table::read_cells(bytes)
}

/// Reads a report out of its CSV, or says what is wrong and where.
pub(crate) fn parse<R: ReportRow>(bytes: &[u8]) -> Result<Report<R>, (String, String)> {
    let table = Table::read(bytes)?;
    for column in std::iter::once(&"Report Refresh Date").chain(R::NEEDED) {
        if !table.has(column) {
            return Err((
                "a column of the report is gone".to_owned(),
                (*column).to_owned(),
            ));
        }
    }
    let mut refresh_date: Option<Timestamp> = None;
    let mut rows = Vec::with_capacity(table.len());
    for record in table.records() {
        let at = match record.day("Report Refresh Date") {
            Field::Value(at) => at,
            other => {
                return Err((
                    "a row without its date".to_owned(),
                    format!("Report Refresh Date: {other:?}"),
                ));
            }
        };
        refresh_date = Some(refresh_date.map_or(at, |oldest| oldest.min(at)));
        rows.push(R::read(&record));
    }
    // No sentinel is known; a hidden name has no `@` (`graph.md` 5.3).
    let concealed = !rows.is_empty() && !rows.iter().any(|row| row.name().contains('@'));
    Ok(Report {
        refresh_date,
        concealed,
        rows,
        request_id: None,
    })
}

impl Inner {
    /// Follows the redirect of a report. The second request goes without the token: its URL is its own permit.
    async fn download(&self, call: Call) -> Result<Answer, ReadError> {
        let mut tries = Tries::new(Patience::READ);
        loop {
            let outcome = match self.authorised(&call).await {
                Outcome::Answer(answer) if matches!(answer.status, 301..=303 | 307 | 308) => {
                    self.fetch(&call, &answer).await?
                }
                other => other,
            };
            match self.judge_read(call.op, &call.what, outcome, &mut tries, self.luck()) {
                Next::End(end) => return end,
                // From the start: the URL of the file lives only a few minutes.
                Next::Again(wait) => self.pause(wait).await,
            }
        }
    }

    async fn fetch(&self, call: &Call, redirect: &Answer) -> Result<Outcome, ReadError> {
        let Some(url) = redirect
            .headers
            .location
            .as_deref()
            .filter(|to| !to.is_empty())
            .and_then(|to| call.url.join(to).ok())
        else {
            return Err(redirect.broken(call.op, "a redirect to nowhere", "Location"));
        };
        if url.scheme() != "https" && !wire::connect::is_loopback(&url) {
            let at = Url::origin(&url).ascii_serialization();
            return Err(redirect.broken(call.op, "a redirect to a place without TLS", at));
        }
        let file = Call::new(&operation::DOWNLOAD, http::Method::GET, url).header("accept", "*/*");
        Ok(match self.attempt(&file, None).await {
            Attempt::Answer(answer) if matches!(answer.status, 300..=399) => {
                return Err(answer.broken(call.op, "a second redirect", "Location"));
            }
            Attempt::Answer(answer) => Outcome::Answer(answer),
            Attempt::NotSent(why) => Outcome::NotSent(why),
            Attempt::Lost(why, id) => Outcome::Lost(why, id),
        })
    }
}
