//! Health of a connection: does the tenant answer, which reads are allowed, may it write, how old is what is kept.

use jiff::Timestamp;
use m365::{Connection, ReadError, UserFilter};
use model::{CloudId, PlanDigest, RunId, TenantId};
use store::AccountReading;

use crate::roles::{Caller, Right};
use crate::{Engine, EngineError};

/// How a connection is.
#[derive(Debug, Clone)]
pub struct Health {
    /// The tenant.
    pub tenant: TenantId,
    /// Its name, where it could be read.
    pub name: Option<String>,
    /// Its cloud.
    pub cloud: CloudId,
    /// Are all its hosts this machine, as those of the embedded tenant?
    pub local: bool,
    /// When it was asked, UTC.
    pub asked_at: Timestamp,
    /// Is there a token? The first thing that fails with a wrong secret.
    pub token: Answered,
    /// Did any service answer?
    pub reachable: bool,
    /// What was tried, with the least permission of each.
    pub reads: Vec<Tried>,
    /// Whether it may write.
    pub writes: Writes,
    /// When the newest complete review was finished, UTC.
    pub reviewed_at: Option<Timestamp>,
    /// The newest complete reading of the directory.
    pub accounts: Option<AccountReading>,
    /// Runs that began and did not end: going on now, or interrupted.
    pub open_runs: Vec<(RunId, PlanDigest)>,
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// It was answered.
    Yes,
    /// It is not allowed.
    Denied,
    /// This cloud, or the tenant's plan, does not have it.
    NotOffered,
    /// Not asked, because nothing answers at all, or there is no token.
    NotAsked,
    /// It failed.
    Failed(Box<ReadError>),
}

/// One read that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// What, as Microsoft spells it.
    pub what: &'static str,
    /// The least permission or role that allows it.
    pub needs: &'static str,
    /// What came of it.
    pub answer: Answered,
}

/// May it write? A permission to write shows only when something is written, so none is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writes {
    /// The connect file does not allow it: nothing is ever sent.
    ReadOnly,
    /// The connect file allows it; what the tenant allows is found out by writing.
    Allowed,
}

/// What a change of licences needs beside the reads, by the steps that it may take (`graph.md` 3.4).
pub const WRITE_PERMISSIONS: [(&str, &str); 3] = [
    ("assignLicense", "LicenseAssignment.ReadWrite.All"),
    ("accountEnabled", "User.EnableDisableAccount.All"),
    ("usageLocation", "User.ReadWrite.All"),
];

impl Engine {
    /// Tries the reads that a review takes, the smallest of each kind.
    pub async fn health(&self, by: &Caller, conn: &Connection) -> Result<Health, EngineError> {
        by.may(Right::Read)?;
        let tenant = conn.tenant();
        let organization = conn.organization().await;
        let name = organization
            .as_ref()
            .ok()
            .and_then(|row| row.display_name.value().cloned());
        let token = match &organization {
            Err(e @ ReadError::Unauthorized { .. }) => Answered::Failed(Box::new(e.clone())),
            Err(ReadError::Unreached { .. }) => Answered::NotAsked,
            _ => Answered::Yes,
        };
        let mut reads = vec![tried(
            "organization",
            "Organization.Read.All",
            organization.map(|_| ()),
        )];
        let answers = token == Answered::Yes;
        reads.extend(self.further_reads(conn, answers).await);
        let reached = |t: &Tried| {
            !matches!(&t.answer, Answered::NotAsked)
                && !matches!(&t.answer, Answered::Failed(e) if matches!(**e, ReadError::Unreached { .. }))
        };
        Ok(Health {
            tenant,
            name,
            cloud: conn.cloud().id,
            local: conn.is_loopback(),
            asked_at: self.env.now(),
            token,
            reachable: reads.iter().any(reached),
            reads,
            writes: if conn.may_write() {
                Writes::Allowed
            } else {
                Writes::ReadOnly
            },
            reviewed_at: self
                .store
                .latest_snapshot(tenant)
                .await?
                .and_then(|s| s.finished_at),
            accounts: self.store.account_reading(tenant).await?,
            open_runs: self.store.open_runs(tenant).await?,
        })
    }

    /// The other reads, all at once; none where nothing answers.
    async fn further_reads(&self, conn: &Connection, answers: bool) -> Vec<Tried> {
        const EXCHANGE: &str = "Exchange.ManageAsApp and a role such as Exchange Recipient Administrator or Global Reader";
        const NEEDS: [(&str, &str); 5] = [
            ("users", "User.Read.All"),
            ("subscribedSkus", "LicenseAssignment.Read.All"),
            ("directory/subscriptions", "Organization.Read.All"),
            ("admin/reportSettings", "ReportSettings.Read.All"),
            ("Get-OrganizationConfig", EXCHANGE),
        ];
        if !answers {
            let not_asked = |(what, needs)| Tried {
                what,
                needs,
                answer: Answered::NotAsked,
            };
            return NEEDS.map(not_asked).to_vec();
        }
        let (users, skus, subscriptions, settings, exchange) = tokio::join!(
            conn.count_users(&UserFilter::Licensed),
            conn.subscribed_skus(),
            conn.subscriptions(),
            conn.report_settings(),
            conn.organization_config(),
        );
        let results = [
            users.map(|_| ()),
            skus.map(|_| ()),
            subscriptions.map(|_| ()),
            settings.map(|_| ()),
            exchange.map(|_| ()),
        ];
        NEEDS
            .into_iter()
            .zip(results)
            .map(|((what, needs), result)| tried(what, needs, result))
            .collect()
    }
}

fn tried(what: &'static str, needs: &'static str, result: Result<(), ReadError>) -> Tried {
    let answer = match result {
        Ok(()) => Answered::Yes,
        Err(ReadError::Denied { .. }) => Answered::Denied,
        Err(ReadError::NotOffered { .. }) => Answered::NotOffered,
        Err(error) => Answered::Failed(Box::new(error)),
    };
    Tried {
        what,
        needs,
        answer,
    }
}
