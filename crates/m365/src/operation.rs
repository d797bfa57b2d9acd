//! The operations that Boxseat asks of the services: name, limit and the least permission (`graph.md` 3.4,
//! `exchange.md` 3.1).

/// Which limit an operation counts against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// The token endpoint, and downloads that no limit is published for.
    Free,
    /// Identity and access, reads.
    Graph,
    /// Identity and access, writes.
    GraphWrite,
    /// Usage reports.
    Report,
    /// Identity and access reports: `signInActivity`.
    SignIn,
    /// The Exchange admin API.
    Exchange,
}

/// One kind of call.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Operation {
    /// The name in errors, logs and the meter.
    pub name: &'static str,
    /// Its limit.
    pub lane: Lane,
    /// The least permission.
    pub needs: &'static str,
}

impl Operation {
    const fn new(name: &'static str, lane: Lane, needs: &'static str) -> Self {
        Self { name, lane, needs }
    }
}

const EXCHANGE: &str =
    "Exchange.ManageAsApp and a role such as Exchange Recipient Administrator or Global Reader";

pub(crate) static TOKEN: Operation = Operation::new("token", Lane::Free, "a valid client secret");
pub(crate) static DISCOVERY: Operation =
    Operation::new("discovery", Lane::Free, "nothing: it is public");
pub(crate) static BILLING: Operation =
    Operation::new("billing", Lane::Free, "Organization.Read.All");
pub(crate) static CHANGE_TOTAL: Operation =
    Operation::new("billing change", Lane::Free, wire::billing::ROLE);
pub(crate) static GRAPH_BATCH: Operation = Operation::new("$batch", Lane::Graph, "User.Read.All");
pub(crate) static WRITE_BATCH: Operation = Operation::new(
    "$batch (writes)",
    Lane::GraphWrite,
    "LicenseAssignment.ReadWrite.All",
);
pub(crate) static USERS: Operation = Operation::new("users", Lane::Graph, "User.Read.All");
pub(crate) static COUNT_USERS: Operation =
    Operation::new("users/$count", Lane::Graph, "User.Read.All");
pub(crate) static USER: Operation = Operation::new("users/{id}", Lane::Graph, "User.Read.All");
pub(crate) static SIGN_INS: Operation = Operation::new(
    "users/signInActivity",
    Lane::SignIn,
    "AuditLog.Read.All and User.Read.All",
);
pub(crate) static SIGN_IN_BATCH: Operation = Operation::new(
    "$batch (signInActivity)",
    Lane::SignIn,
    "AuditLog.Read.All and User.Read.All",
);
pub(crate) static SKUS: Operation =
    Operation::new("subscribedSkus", Lane::Graph, "LicenseAssignment.Read.All");
pub(crate) static SUBSCRIPTIONS: Operation = Operation::new(
    "directory/subscriptions",
    Lane::Graph,
    "Organization.Read.All",
);
pub(crate) static ORGANIZATION: Operation =
    Operation::new("organization", Lane::Graph, "Organization.Read.All");
pub(crate) static GROUP: Operation = Operation::new("groups/{id}", Lane::Graph, "Group.Read.All");
pub(crate) static REPORT_SETTINGS: Operation = Operation::new(
    "admin/reportSettings",
    Lane::Graph,
    "ReportSettings.Read.All",
);
pub(crate) static MAILBOX_USAGE: Operation =
    Operation::new("getMailboxUsageDetail", Lane::Report, "Reports.Read.All");
pub(crate) static ACTIVE_USERS: Operation = Operation::new(
    "getOffice365ActiveUserDetail",
    Lane::Report,
    "Reports.Read.All",
);
pub(crate) static ONEDRIVE_USAGE: Operation = Operation::new(
    "getOneDriveUsageAccountDetail",
    Lane::Report,
    "Reports.Read.All",
);
pub(crate) static DOWNLOAD: Operation =
    Operation::new("report download", Lane::Free, "Reports.Read.All");
pub(crate) static ASSIGN: Operation = Operation::new(
    "assignLicense",
    Lane::GraphWrite,
    "LicenseAssignment.ReadWrite.All",
);
pub(crate) static SET_SIGN_IN: Operation = Operation::new(
    "users/accountEnabled",
    Lane::GraphWrite,
    "User.EnableDisableAccount.All",
);
pub(crate) static SET_USAGE_LOCATION: Operation = Operation::new(
    "users/usageLocation",
    Lane::GraphWrite,
    "User.ReadWrite.All",
);
pub(crate) static EXCHANGE_BATCH: Operation =
    Operation::new("Exchange $batch", Lane::Exchange, EXCHANGE);
pub(crate) static GET_MAILBOX: Operation = Operation::new("Get-Mailbox", Lane::Exchange, EXCHANGE);
pub(crate) static GET_STATISTICS: Operation =
    Operation::new("Get-MailboxStatistics", Lane::Exchange, EXCHANGE);
pub(crate) static GET_CAS_MAILBOX: Operation =
    Operation::new("Get-CASMailbox", Lane::Exchange, EXCHANGE);
pub(crate) static GET_PERMISSION: Operation =
    Operation::new("Get-MailboxPermission", Lane::Exchange, EXCHANGE);
pub(crate) static GET_ORGANIZATION: Operation =
    Operation::new("Get-OrganizationConfig", Lane::Exchange, EXCHANGE);
