//! Further reads: what can still be asked about some mailboxes, cheapest first.

use model::FactName;

use super::facts::Rows;
use crate::events::Reading;

/// A further read for some mailboxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Further {
    Account,
    UsageReport,
    Statistics,
    ActivityReport,
    SignInActivity,
    OneDriveReport,
    ArchiveStatistics,
    MailApps,
}

/// The further reads, cheapest first: a report is one request for all, sign-in activity is the most throttled.
pub(super) const FURTHER: [Further; 8] = [
    Further::Account,
    Further::UsageReport,
    Further::ActivityReport,
    Further::OneDriveReport,
    Further::Statistics,
    Further::SignInActivity,
    Further::ArchiveStatistics,
    Further::MailApps,
];

impl Further {
    pub(super) const fn what(self) -> Reading {
        match self {
            Self::Account => Reading::Accounts,
            Self::UsageReport | Self::ActivityReport | Self::OneDriveReport => Reading::Reports,
            Self::Statistics | Self::ArchiveStatistics => Reading::Sizes,
            Self::SignInActivity => Reading::SignIns,
            Self::MailApps => Reading::MailApps,
        }
    }

    /// Has it not been asked for this mailbox?
    pub(super) const fn is_open(self, rows: &Rows, report_may_decide: bool) -> bool {
        match self {
            Self::Account => !rows.user.asked(),
            Self::UsageReport => {
                report_may_decide && !rows.usage.asked() && !rows.statistics.asked()
            }
            Self::Statistics => !rows.statistics.asked(),
            Self::ActivityReport => !rows.activity.asked(),
            Self::SignInActivity => !rows.sign_in.asked(),
            Self::OneDriveReport => !rows.onedrive.asked(),
            Self::ArchiveStatistics => !rows.archive_statistics.asked(),
            Self::MailApps => !rows.cas.asked(),
        }
    }
}

/// The cheapest read that may still give a fact, as its place in [`FURTHER`].
pub(super) fn further(fact: FactName, rows: &Rows, report_may_decide: bool) -> Option<usize> {
    let reads: &[Further] = match fact {
        FactName::Size => &[Further::UsageReport, Further::Statistics],
        FactName::ArchiveSize => &[Further::ArchiveStatistics],
        FactName::SignIn | FactName::Licenses => &[Further::Account],
        FactName::LastActivity => &[Further::ActivityReport],
        FactName::LastSignIn => &[Further::SignInActivity],
        FactName::OneDrive => &[Further::OneDriveReport],
        FactName::SmtpAuth => &[Further::MailApps],
        // These come with the mailbox or the tenant: asking again would not change them.
        FactName::Kind
        | FactName::Quota
        | FactName::Archive
        | FactName::Holds
        | FactName::OrgHolds
        | FactName::DirSync
        | FactName::Region
        | FactName::DefaultRegion
        | FactName::Skus => &[],
    };
    let read = reads.iter().find(|r| r.is_open(rows, report_may_decide))?;
    FURTHER.iter().position(|r| r == read)
}
