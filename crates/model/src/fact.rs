//! Facts: what is known, from where, and how old it is; or why it is not known.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a fact was read. The name is what evidence shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Source {
    /// Exchange `Get-Mailbox`.
    ExchangeMailbox,
    /// Exchange `Get-MailboxStatistics`.
    ExchangeStatistics,
    /// Exchange `Get-CASMailbox`.
    ExchangeCasMailbox,
    /// Exchange `Get-OrganizationConfig`.
    ExchangeOrganization,
    /// Graph `users`.
    GraphUser,
    /// Graph `users` with `signInActivity`.
    GraphSignInActivity,
    /// Graph `groups`.
    GraphGroup,
    /// Graph `subscribedSkus`.
    GraphSubscribedSkus,
    /// Graph `directory/subscriptions`.
    GraphSubscriptions,
    /// Graph `organization`.
    GraphOrganization,
    /// Usage report `getMailboxUsageDetail`.
    MailboxUsageReport,
    /// Usage report `getOffice365ActiveUserDetail`.
    ActiveUserReport,
    /// Usage report `getOneDriveUsageAccountDetail`.
    OneDriveUsageReport,
    /// A file that an administrator exported.
    Export,
}

impl Source {
    /// What the source is called in evidence: the name by which the field knows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ExchangeMailbox => "Get-Mailbox",
            Self::ExchangeStatistics => "Get-MailboxStatistics",
            Self::ExchangeCasMailbox => "Get-CASMailbox",
            Self::ExchangeOrganization => "Get-OrganizationConfig",
            Self::GraphUser => "users",
            Self::GraphSignInActivity => "users/signInActivity",
            Self::GraphGroup => "groups",
            Self::GraphSubscribedSkus => "subscribedSkus",
            Self::GraphSubscriptions => "directory/subscriptions",
            Self::GraphOrganization => "organization",
            Self::MailboxUsageReport => "getMailboxUsageDetail",
            Self::ActiveUserReport => "getOffice365ActiveUserDetail",
            Self::OneDriveUsageReport => "getOneDriveUsageAccountDetail",
            Self::Export => "export",
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A value with its origin and its two times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Observed<T> {
    /// The value.
    pub value: T,
    /// Where it was read.
    pub source: Source,
    /// When it was true, UTC: for a usage report its Report Refresh Date, not the time it was fetched.
    pub as_of: Timestamp,
    /// When it was read, UTC.
    pub read_at: Timestamp,
}

impl<T> Observed<T> {
    /// How old the value is at `now`; never negative.
    pub fn age(&self, now: Timestamp) -> SignedDuration {
        let age = now.duration_since(self.as_of);
        if age.is_negative() {
            SignedDuration::ZERO
        } else {
            age
        }
    }
}

/// Why a fact is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why")]
#[non_exhaustive]
pub enum GapWhy {
    /// Nobody asked for it in this reading.
    NotRead,
    /// The service answered, and the answer does not hold it.
    Absent,
    /// The connection may not read it: the permission or role that is missing.
    Forbidden {
        /// The permission or role, in the service's own spelling.
        permission: String,
    },
    /// This cloud or this tenant's plan does not offer it (no usage report, no Entra ID P1).
    NotOffered {
        /// What is not offered.
        what: String,
    },
    /// The report hides names, so its rows cannot be joined to accounts.
    Concealed,
    /// It was true too long ago to decide anything.
    Stale {
        /// How old it is, seconds.
        age_seconds: i64,
        /// How old it may be, seconds.
        limit_seconds: i64,
    },
    /// The text that was found is not a value of this kind.
    Unparsable {
        /// The text, as found.
        text: String,
    },
    /// Two sources say different things.
    Conflict {
        /// The one.
        one: Source,
        /// What the one says.
        one_says: String,
        /// The other.
        other: Source,
        /// What the other says.
        other_says: String,
    },
    /// The account or mailbox was not found where it must be.
    NotFound,
    /// More than one row answers to the name, so none can be trusted.
    Ambiguous {
        /// How many rows.
        rows: u64,
    },
    /// It was asked for and had not arrived when the answer was due: a usage report, of which Microsoft gives 14 in 10
    /// minutes (`graph.md` 7).
    NotYet,
    /// The read failed: the service's own code, and the request id if there is one.
    Failed {
        /// The service's code.
        code: String,
        /// For Microsoft's support.
        request_id: Option<String>,
    },
}

/// A fact that is not known, and where it was looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Gap {
    /// Why.
    #[serde(flatten)]
    pub why: GapWhy,
    /// Where it was looked for.
    pub source: Option<Source>,
}

impl Gap {
    /// A gap at a source.
    pub const fn at(source: Source, why: GapWhy) -> Self {
        Self {
            why,
            source: Some(source),
        }
    }

    /// Nobody asked.
    pub const fn not_read() -> Self {
        Self {
            why: GapWhy::NotRead,
            source: None,
        }
    }
}

/// Something known, or the reason why it is not. There is no default: a fact that nobody set is a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact<T> {
    /// It is known.
    Known(Observed<T>),
    /// It is not.
    Gap(Gap),
}

impl<T> Fact<T> {
    /// A value that is true now, as live reads are.
    pub const fn live(value: T, source: Source, read_at: Timestamp) -> Self {
        Self::Known(Observed {
            value,
            source,
            as_of: read_at,
            read_at,
        })
    }

    /// Nobody asked for it.
    pub const fn not_read() -> Self {
        Self::Gap(Gap::not_read())
    }

    /// The value, where known.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Known(o) => Some(&o.value),
            Self::Gap(_) => None,
        }
    }

    /// The observation, where known.
    pub const fn observed(&self) -> Option<&Observed<T>> {
        match self {
            Self::Known(o) => Some(o),
            Self::Gap(_) => None,
        }
    }

    /// The gap, where not known.
    pub const fn gap(&self) -> Option<&Gap> {
        match self {
            Self::Known(_) => None,
            Self::Gap(g) => Some(g),
        }
    }

    /// The observation, or the gap as an error: for `?`.
    pub fn ok(&self) -> Result<&Observed<T>, &Gap> {
        match self {
            Self::Known(o) => Ok(o),
            Self::Gap(g) => Err(g),
        }
    }

    /// The same fact with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Fact<U> {
        match self {
            Self::Known(o) => Fact::Known(Observed {
                value: f(o.value),
                source: o.source,
                as_of: o.as_of,
                read_at: o.read_at,
            }),
            Self::Gap(g) => Fact::Gap(g),
        }
    }
}
