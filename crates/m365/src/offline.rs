//! Files that an administrator exported, recognised by what is in them and read into the rows that a connection
//! gives. Nothing here connects anywhere.
//!
//! What a file does not hold stays a missing member, and what PowerShell put in the place of a value
//! (`System.String[]`) an odd one: neither ever becomes an empty list, a `false` or a zero.

mod accounts;
mod active_users;
mod exchange;
mod products;
mod recognise;
mod reports;
mod sign_ins;
mod table;
mod text;
mod value;

pub use accounts::ExportedAccount;
pub use exchange::ExportedStatistics;
pub use products::{Named, named};
pub use sign_ins::ExportedSignIn;

use crate::exchange::{MailboxRow, OrgConfigRow};
use crate::graph::{ActiveUserRow, MailboxUsageRow, OneDriveUsageRow, Report, SkuRow};

/// What a file can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExportKind {
    /// `Get-Mailbox` or `Get-EXOMailbox`.
    Mailboxes,
    /// `Get-MailboxStatistics` or `Get-EXOMailboxStatistics`.
    Statistics,
    /// **Export users** of Active users in the admin center.
    ActiveUsers,
    /// `users` of Graph, `Get-MgUser`, or **Download users** of Entra.
    Users,
    /// `users` of Graph or `Get-MgUser` with `signInActivity`.
    SignIns,
    /// Usage report `getMailboxUsageDetail`.
    MailboxUsage,
    /// Usage report `getOffice365ActiveUserDetail`.
    ActiveUserReport,
    /// Usage report `getOneDriveUsageAccountDetail`.
    OneDriveUsage,
    /// `subscribedSkus` of Graph or `Get-MgSubscribedSku`.
    Products,
    /// `Get-OrganizationConfig`.
    Organization,
}

impl ExportKind {
    /// Every kind, the most useful first.
    pub const ALL: [Self; 10] = [
        Self::Mailboxes,
        Self::Users,
        Self::Statistics,
        Self::MailboxUsage,
        Self::OneDriveUsage,
        Self::ActiveUserReport,
        Self::SignIns,
        Self::Products,
        Self::Organization,
        Self::ActiveUsers,
    ];

    /// How it is known: the cmdlet, the report or the page that gives it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mailboxes => "Get-Mailbox",
            Self::Statistics => "Get-MailboxStatistics",
            Self::ActiveUsers => "Active users",
            Self::Users => "users",
            Self::SignIns => "users/signInActivity",
            Self::MailboxUsage => "getMailboxUsageDetail",
            Self::ActiveUserReport => "getOffice365ActiveUserDetail",
            Self::OneDriveUsage => "getOneDriveUsageAccountDetail",
            Self::Products => "subscribedSkus",
            Self::Organization => "Get-OrganizationConfig",
        }
    }

    /// The exact line that gives it. `Get-Mailbox` rather than `Get-EXOMailbox`: no property set of the latter is
    /// documented to hold `IsDirSynced`, `RemoteRecipientType`, `DelayReleaseHoldApplied` or `MailboxRegion`.
    pub const fn line(self) -> &'static str {
        match self {
            Self::Mailboxes => {
                "Get-Mailbox -RecipientTypeDetails SharedMailbox -ResultSize Unlimited | Select-Object ExternalDirectoryObjectId,ExchangeGuid,DisplayName,PrimarySmtpAddress,UserPrincipalName,RecipientTypeDetails,IsDirSynced,RemoteRecipientType,ProhibitSendReceiveQuota,ArchiveGuid,ArchiveStatus,AutoExpandingArchiveEnabled,LitigationHoldEnabled,InPlaceHolds,ComplianceTagHoldApplied,DelayHoldApplied,DelayReleaseHoldApplied,RetentionHoldEnabled,MailboxRegion | ConvertTo-Json -Depth 5 | Out-File mailboxes.json -Encoding utf8"
            }
            Self::Statistics => {
                "Get-Mailbox -RecipientTypeDetails SharedMailbox -ResultSize Unlimited | ForEach-Object { Get-MailboxStatistics -Identity $_.ExchangeGuid.ToString() } | Select-Object MailboxGuid,DisplayName,ItemCount,@{n='TotalItemSize';e={\"$($_.TotalItemSize)\"}} | ConvertTo-Json | Out-File sizes.json -Encoding utf8"
            }
            Self::ActiveUsers => "Microsoft 365 admin center > Users > Active users > Export users",
            Self::Users => {
                "Get-MgUser -All -Property Id,DisplayName,UserPrincipalName,Mail,AccountEnabled,UserType,UsageLocation,OnPremisesSyncEnabled,AssignedLicenses,LicenseAssignmentStates | Select-Object Id,DisplayName,UserPrincipalName,Mail,AccountEnabled,UserType,UsageLocation,OnPremisesSyncEnabled,AssignedLicenses,LicenseAssignmentStates | ConvertTo-Json -Depth 6 | Out-File users.json -Encoding utf8"
            }
            Self::SignIns => {
                "Get-MgUser -All -Property Id,UserPrincipalName,SignInActivity | Select-Object Id,UserPrincipalName,SignInActivity | ConvertTo-Json -Depth 4 | Out-File sign-ins.json -Encoding utf8"
            }
            Self::MailboxUsage => {
                "Invoke-MgGraphRequest -Uri \"v1.0/reports/getMailboxUsageDetail(period='D7')\" -OutputFilePath mailbox-usage.csv"
            }
            Self::ActiveUserReport => {
                "Invoke-MgGraphRequest -Uri \"v1.0/reports/getOffice365ActiveUserDetail(period='D30')\" -OutputFilePath active-users.csv"
            }
            Self::OneDriveUsage => {
                "Invoke-MgGraphRequest -Uri \"v1.0/reports/getOneDriveUsageAccountDetail(period='D7')\" -OutputFilePath onedrive-usage.csv"
            }
            Self::Products => {
                "Get-MgSubscribedSku -All | Select-Object SkuId,SkuPartNumber,CapabilityStatus,AppliesTo,ConsumedUnits,PrepaidUnits,ServicePlans | ConvertTo-Json -Depth 6 | Out-File products.json -Encoding utf8"
            }
            Self::Organization => {
                "Get-OrganizationConfig | Select-Object Name,InPlaceHolds,AutoExpandingArchiveEnabled,DefaultMailboxRegion | ConvertTo-Json -Depth 5 | Out-File organization.json -Encoding utf8"
            }
        }
    }

    /// Is its line for Exchange Online PowerShell (else for Microsoft Graph PowerShell, or the admin center)?
    pub const fn is_exchange(self) -> bool {
        matches!(
            self,
            Self::Mailboxes | Self::Statistics | Self::Organization
        )
    }
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are those of `ExportKind`")]
pub enum Content {
    Mailboxes(Vec<MailboxRow>),
    Statistics(Vec<ExportedStatistics>),
    ActiveUsers(Vec<ExportedAccount>),
    Users(Vec<ExportedAccount>),
    SignIns(Vec<ExportedSignIn>),
    MailboxUsage(Report<MailboxUsageRow>),
    ActiveUserReport(Report<ActiveUserRow>),
    OneDriveUsage(Report<OneDriveUsageRow>),
    Products(Vec<SkuRow>),
    Organization(Vec<OrgConfigRow>),
}

impl Content {
    /// Which kind it is.
    pub const fn kind(&self) -> ExportKind {
        match self {
            Self::Mailboxes(_) => ExportKind::Mailboxes,
            Self::Statistics(_) => ExportKind::Statistics,
            Self::ActiveUsers(_) => ExportKind::ActiveUsers,
            Self::Users(_) => ExportKind::Users,
            Self::SignIns(_) => ExportKind::SignIns,
            Self::MailboxUsage(_) => ExportKind::MailboxUsage,
            Self::ActiveUserReport(_) => ExportKind::ActiveUserReport,
            Self::OneDriveUsage(_) => ExportKind::OneDriveUsage,
            Self::Products(_) => ExportKind::Products,
            Self::Organization(_) => ExportKind::Organization,
        }
    }

    /// How many rows it has.
    pub const fn len(&self) -> usize {
        match self {
            Self::Mailboxes(rows) => rows.len(),
            Self::Statistics(rows) => rows.len(),
            Self::ActiveUsers(rows) | Self::Users(rows) => rows.len(),
            Self::SignIns(rows) => rows.len(),
            Self::MailboxUsage(report) => report.rows.len(),
            Self::ActiveUserReport(report) => report.rows.len(),
            Self::OneDriveUsage(report) => report.rows.len(),
            Self::Products(rows) => rows.len(),
            Self::Organization(rows) => rows.len(),
        }
    }

    /// Has it no rows?
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// When the rows were true, where the file itself says so: the Report Refresh Date of a usage report.
    pub const fn own_date(&self) -> Option<jiff::Timestamp> {
        match self {
            Self::MailboxUsage(report) => report.refresh_date,
            Self::ActiveUserReport(report) => report.refresh_date,
            Self::OneDriveUsage(report) => report.refresh_date,
            _ => None,
        }
    }
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// What it holds: mostly one kind; mailboxes with their sizes in one table are two.
    pub contents: Vec<Content>,
    /// It is one page of several (`@odata.nextLink`): what it lacks may stand in the others.
    pub is_one_page: bool,
}

/// Why a file was not taken. Lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// There is nothing in it: PowerShell writes an empty file where a command found nothing.
    #[error("the file is empty")]
    Empty,
    /// Its bytes are no text in UTF-8 or UTF-16.
    #[error("line {line}, column {column}: not UTF-8 or UTF-16")]
    Encoding {
        /// Line.
        line: u64,
        /// Column, in characters.
        column: u64,
    },
    /// It is a table that is broken.
    #[error("line {line}, column {column}: {why}")]
    Table {
        /// Line.
        line: u64,
        /// Column: a cell of the table.
        column: u64,
        /// What is wrong there.
        why: String,
    },
    /// It is JSON that is broken.
    #[error("line {line}, column {column}: {why}")]
    Json {
        /// Line.
        line: u64,
        /// Column.
        column: u64,
        /// What is wrong there.
        why: String,
    },
    /// It is well-formed and of no known kind.
    #[error("no known export has these columns: {}", columns.join(", "))]
    Unknown {
        /// The first names of columns or members that were found.
        columns: Vec<String>,
    },
}

/// Reads a file. Its name says nothing, its content all.
pub fn read(bytes: &[u8]) -> Result<Exported, ExportError> {
    let text = text::decode(bytes)?;
    let table = table::read(&text)?;
    if table.names.is_empty() {
        return Err(ExportError::Empty);
    }
    Ok(Exported {
        contents: recognise::contents(&table)?,
        is_one_page: table.is_one_page,
    })
}
