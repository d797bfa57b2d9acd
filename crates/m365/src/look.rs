//! Raw looks at answers, for checking what is assumed of them (`wire::assumptions`). They only read.

use serde_json::{Map, Value};

use crate::answer::{Answer, Class};
use crate::call::{Attempt, Call, Next, Outcome};
use crate::connection::{Connection, Inner, unreached};
use crate::error::ReadError;
use crate::operation::{self, Operation};
use crate::page::Links;
use crate::retry::{Patience, Tries};
use crate::token::Resource;

/// An answer as it came, of whatever status. It does not print itself: it holds a tenant's data.
#[derive(Clone)]
pub struct Look {
    /// HTTP status.
    pub status: u16,
    /// Did it carry a request id?
    pub has_request_id: bool,
    /// `X-Warnings`.
    pub warnings: Option<String>,
    /// `Rate-Limit-Reset`, as it stands.
    pub rate_reset: Option<String>,
    location: Option<String>,
    body: Vec<u8>,
}

impl std::fmt::Debug for Look {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Look({})", self.status)
    }
}

impl Look {
    fn of(answer: &Answer) -> Self {
        Self {
            status: answer.status,
            has_request_id: answer.headers.request_id.is_some(),
            warnings: answer.headers.warnings.clone(),
            rate_reset: answer.headers.rate_reset.clone(),
            location: answer.headers.location.clone(),
            body: answer.bytes().to_vec(),
        }
    }

    /// The body, if it is JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The body.
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }
}

/// A usage report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportKind {
    /// `getMailboxUsageDetail`.
    Mailboxes,
    /// `getOneDriveUsageAccountDetail`.
    OneDrives,
    /// `getOffice365ActiveUserDetail`.
    Activity,
}

impl ReportKind {
    const fn operation(self) -> &'static Operation {
        match self {
            Self::Mailboxes => &operation::MAILBOX_USAGE,
            Self::OneDrives => &operation::ONEDRIVE_USAGE,
            Self::Activity => &operation::ACTIVE_USERS,
        }
    }
}

/// A cmdlet that reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadCmdlet {
    /// `Get-Mailbox`.
    Mailbox,
    /// `Get-MailboxStatistics`.
    Statistics,
    /// `Get-OrganizationConfig`.
    Organization,
}

/// One command of Exchange to look at.
#[derive(Debug, Clone)]
pub struct ExchangeLook {
    /// Which.
    pub cmdlet: ReadCmdlet,
    /// Its parameters.
    pub parameters: Map<String, Value>,
    /// Are only the members wanted that the client itself reads?
    pub selected: bool,
    /// Most rows on a page.
    pub page: usize,
}

impl Connection {
    /// Looks at a GET of Graph: path below the version, query encoded already.
    pub async fn look_at_graph(
        &self,
        path: &str,
        query: &str,
        eventual: bool,
    ) -> Result<Look, ReadError> {
        let call = Call::get(&operation::USERS, self.0.graph_url(path, query));
        let call = if eventual {
            call.header(wire::graph::header::CONSISTENCY_LEVEL, "eventual")
        } else {
            call
        };
        self.0.look(&call).await
    }

    /// Looks at where a link of such an answer leads, if that is the same host.
    pub async fn look_at_graph_link(
        &self,
        path: &str,
        query: &str,
        link: &str,
    ) -> Result<Look, ReadError> {
        let mut call = Call::get(&operation::USERS, self.0.graph_url(path, query));
        call.url = same_host(&call, link)?;
        let call = call.header(wire::graph::header::CONSISTENCY_LEVEL, "eventual");
        self.0.look(&call).await
    }

    /// Looks at a `$batch` of GETs.
    pub async fn look_at_batch(&self, urls: &[String]) -> Result<Look, ReadError> {
        let requests = urls
            .iter()
            .zip(1..)
            .map(|(url, id): (_, usize)| wire::batch::Request {
                id: id.to_string(),
                method: "GET".to_owned(),
                url: url.clone(),
                headers: Map::new(),
                body: None,
                depends_on: Vec::new(),
            });
        let url = self.0.graph_url("/$batch", "");
        let call = Call::batch(&operation::GRAPH_BATCH, url, requests.collect());
        self.0.look(&call).await
    }

    /// Looks at a usage report: the answer, and the file it leads to.
    pub async fn look_at_report(
        &self,
        report: ReportKind,
    ) -> Result<(Look, Option<Look>), ReadError> {
        let op = report.operation();
        if !self.cloud().usage_reports {
            return Err(ReadError::NotOffered { what: op.name });
        }
        let url = self
            .0
            .graph_url(&format!("/reports/{}(period='D7')", op.name), "");
        let call = Call::get(op, url);
        let look = self.0.look(&call).await?;
        let Some(to) = look
            .location
            .as_deref()
            .and_then(|to| call.url.join(to).ok())
        else {
            return Ok((look, None));
        };
        if to.scheme() != "https" && !wire::connect::is_loopback(&to) {
            return Ok((look, None));
        }
        // Without the token: its address is its own permit.
        let file = Call::new(&operation::DOWNLOAD, http::Method::GET, to).header("accept", "*/*");
        let file = match self.0.attempt(&file, None).await {
            Attempt::Answer(answer) => Some(Look::of(&answer)),
            Attempt::NotSent(_) | Attempt::Lost(..) => None,
        };
        Ok((look, file))
    }

    /// Looks at a token answer; the tokens themselves are left out of it.
    pub async fn look_at_token(&self) -> Result<Value, ReadError> {
        match self
            .0
            .attempt(&self.0.token_call(Resource::Graph), None)
            .await
        {
            Attempt::Answer(answer) => {
                let mut members: Map<String, Value> = answer.json(&operation::TOKEN)?;
                members.retain(|name, _| !name.contains("token") || name == "token_type");
                Ok(members.into())
            }
            Attempt::NotSent(why) | Attempt::Lost(why, _) => {
                Err(unreached(&self.0.info.authority, why))
            }
        }
    }
}

impl Inner {
    /// One look; what passes is asked again.
    pub(crate) async fn look(&self, call: &Call) -> Result<Look, ReadError> {
        let mut tries = Tries::new(Patience::READ);
        loop {
            let outcome = self.authorised(call).await;
            if let Outcome::Answer(answer) = &outcome {
                let passes = matches!(
                    answer.class(call.op),
                    Class::Throttled | Class::Passing | Class::Expired
                );
                if !passes {
                    return Ok(Look::of(answer));
                }
            }
            match self.judge_read(call.op, &call.what, outcome, &mut tries, self.luck()) {
                Next::End(end) => return end.map(|answer| Look::of(&answer)),
                Next::Again(wait) => self.pause(wait).await,
            }
        }
    }
}

/// Where a link leads, if that is the same host.
pub(crate) fn same_host(call: &Call, link: &str) -> Result<url::Url, ReadError> {
    Links::new(&call.url)
        .follow(link)
        .map_err(|(what, at)| ReadError::Broken {
            operation: call.op.name,
            what: what.to_owned(),
            at,
            request_id: None,
        })
}
