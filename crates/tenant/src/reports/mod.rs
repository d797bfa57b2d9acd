//! Usage reports (`graph.md` 5): a 302 to a short-lived address that needs no token, then a CSV.
//!
//! A report lags: its Report Refresh Date is some days ago (`assume::REPORT_LAG_DAYS`). Who came after that day
//! is not in it, and activity after it shows as of that day; sizes and counts are today's, for the tenant keeps
//! no history of them.

mod active_users;
mod day;
mod download;
mod mailbox_usage;
mod onedrive_usage;
mod table;

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::{HeaderValue, StatusCode, header};
use rusqlite::Connection;

use self::day::Frame;
use self::table::Table;
use crate::context::Context;
use crate::error::Result;
use crate::hosts;
use crate::refusal::Refusal;
use crate::{Tenant, assume};

/// The routes: the calls below the Graph root, and the downloads.
pub(crate) fn routes() -> Router<Arc<Tenant>> {
    Router::new()
        .route("/v1.0/reports/{call}", get(redirect))
        .route("/data/download/{token}", get(download::serve))
}

/// A report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Report {
    MailboxUsage,
    ActiveUsers,
    OneDriveUsage,
}

impl Report {
    const ALL: [(Self, &'static str); 3] = [
        (Self::MailboxUsage, "getMailboxUsageDetail"),
        (Self::ActiveUsers, "getOffice365ActiveUserDetail"),
        (Self::OneDriveUsage, "getOneDriveUsageAccountDetail"),
    ];

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|(_, known)| known.eq_ignore_ascii_case(name))
            .map(|(report, _)| report)
    }

    const fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The report as it is at the time of the frame.
    fn table(self, c: &Connection, frame: &Frame) -> Result<Table> {
        match self {
            Self::MailboxUsage => mailbox_usage::table(c, frame),
            Self::ActiveUsers => active_users::table(c, frame),
            Self::OneDriveUsage => onedrive_usage::table(c, frame),
        }
    }
}

/// `reports/getMailboxUsageDetail(period='D7')`: 302, no body (captured from the documentation).
async fn redirect(context: Context, Path(call): Path<String>) -> Result<Response, Refusal> {
    if !context.tenant.cloud().record().usage_reports {
        // Absent outside of the worldwide cloud (`graph.md` 1.2).
        return Err(Refusal::no_segment("reports"));
    }
    let (name, argument) = call.split_once('(').unwrap_or((&call, ""));
    let report = Report::from_name(name).ok_or_else(|| Refusal::no_segment(name))?;
    context.require_graph(&["Reports.Read.All"])?;
    // The text of the refusal is ours: none was captured.
    let period = period(argument).ok_or_else(|| {
        let text = "Invalid period value specified. Supported values are: D7, D30, D90, D180.";
        Refusal::new(StatusCode::BAD_REQUEST, "InvalidArgument", text)
    })?;
    let direct = |c: &Connection| Ok::<_, Refusal>(assume::REPORT_ANSWER.text(c)? == "direct");
    if context.tenant.db.read(direct).await? {
        return download::at_once(&context, report, period).await;
    }
    let token = download::issue(&context, report, period).await?;
    let mut response = (StatusCode::FOUND, [(header::CONTENT_TYPE, "text/plain")]).into_response();
    let location = HeaderValue::from_str(&format!(
        "{}/data/download/{token}",
        hosts::downloads(&context.base)
    ))
    .map_err(|_| Refusal::bad_request("The name of the host cannot stand in a Location header."))?;
    response.headers_mut().insert(header::LOCATION, location);
    Ok(response)
}

/// The days of `period='D7')`.
fn period(argument: &str) -> Option<u16> {
    let text = argument.strip_suffix(')')?.trim().strip_prefix("period=")?;
    match text.trim().trim_matches('\'') {
        "D7" => Some(7),
        "D30" => Some(30),
        "D90" => Some(90),
        "D180" => Some(180),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read() {
        for (text, days) in [
            ("period='D7')", Some(7)),
            ("period=D180)", Some(180)),
            (" period='D30' )", Some(30)),
            ("period='D8')", None),
            ("date=2026-01-01)", None),
            ("period='D7'", None),
            ("", None),
        ] {
            assert_eq!(period(text), days, "{text}");
        }
    }

    #[test]
    fn reports_have_their_names() {
        for (report, name) in Report::ALL {
            assert_eq!(report.name(), name);
            assert_eq!(Report::from_name(&name.to_ascii_uppercase()), Some(report));
        }
    }
}
