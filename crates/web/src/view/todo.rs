//! Mailboxes by what to do with them.

use std::str::FromStr;

use model::Verdict;
use store::Record;
use words::{Locale, web};

/// What to do with a mailbox: its verdict, and apart from it the mailboxes that only wait for sign-in to be
/// blocked. Each mailbox has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ToDo {
    Removable,
    OnceBlocked,
    Required,
    Blocked,
    Unknown,
    Overlicensed,
    Missing,
    Unlicensed,
}

/// Text that names no [`ToDo`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoSuchFilter(pub(crate) String);

impl ToDo {
    /// In the order in which pages show them.
    pub(crate) const ALL: [Self; 8] = [
        Self::Removable,
        Self::OnceBlocked,
        Self::Required,
        Self::Blocked,
        Self::Unknown,
        Self::Overlicensed,
        Self::Missing,
        Self::Unlicensed,
    ];

    /// Those that are told unasked: all but the crowd that holds nothing and needs nothing.
    pub(crate) const TOLD: [Self; 7] = [
        Self::Removable,
        Self::OnceBlocked,
        Self::Required,
        Self::Blocked,
        Self::Unknown,
        Self::Overlicensed,
        Self::Missing,
    ];

    pub(crate) fn of(record: &Record) -> Self {
        let assessment = &record.assessment;
        if assessment.removable_once_blocked && assessment.verdict != Verdict::Removable {
            return Self::OnceBlocked;
        }
        match assessment.verdict {
            Verdict::Removable => Self::Removable,
            Verdict::Required => Self::Required,
            Verdict::Overlicensed => Self::Overlicensed,
            Verdict::Missing => Self::Missing,
            Verdict::Blocked => Self::Blocked,
            Verdict::Unknown => Self::Unknown,
            Verdict::Unlicensed => Self::Unlicensed,
        }
    }

    /// May its mailboxes hold licences?
    pub(crate) const fn holds_licenses(self) -> bool {
        !matches!(self, Self::Missing | Self::Unlicensed)
    }

    /// As it stands in an address (`?verdict=`), an icon's name and a style: the verdict's code, or `once_blocked`.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Removable => Verdict::Removable.as_str(),
            Self::OnceBlocked => "once_blocked",
            Self::Required => Verdict::Required.as_str(),
            Self::Blocked => Verdict::Blocked.as_str(),
            Self::Unknown => Verdict::Unknown.as_str(),
            Self::Overlicensed => Verdict::Overlicensed.as_str(),
            Self::Missing => Verdict::Missing.as_str(),
            Self::Unlicensed => Verdict::Unlicensed.as_str(),
        }
    }

    pub(crate) fn title(self, locale: &Locale) -> String {
        match self {
            Self::Removable => web::group_removable(locale),
            Self::OnceBlocked => web::group_once_blocked(locale),
            Self::Required => web::group_required(locale),
            Self::Blocked => web::group_blocked(locale),
            Self::Unknown => web::group_unknown(locale),
            Self::Overlicensed => web::group_overlicensed(locale),
            Self::Missing => web::group_missing(locale),
            Self::Unlicensed => web::group_unlicensed(locale),
        }
    }

    pub(crate) fn about(self, locale: &Locale) -> String {
        match self {
            Self::Removable => web::group_removable_about(locale),
            Self::OnceBlocked => web::group_once_blocked_about(locale),
            Self::Required => web::group_required_about(locale),
            Self::Blocked => web::group_blocked_about(locale),
            Self::Unknown => web::group_unknown_about(locale),
            Self::Overlicensed => web::group_overlicensed_about(locale),
            Self::Missing => web::group_missing_about(locale),
            Self::Unlicensed => web::group_unlicensed_about(locale),
        }
    }
}

impl FromStr for ToDo {
    type Err = NoSuchFilter;

    fn from_str(text: &str) -> Result<Self, NoSuchFilter> {
        Self::ALL
            .into_iter()
            .find(|t| t.key() == text)
            .ok_or_else(|| NoSuchFilter(text.to_owned()))
    }
}
