//! What is known of one mailbox and the account that anchors it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::fact::Fact;
use crate::ids::{AccountId, MailboxGuid};
use crate::license::License;
use crate::size::ByteSize;

/// `RecipientTypeDetails` of Exchange (`exchange.md` 4.2). An open set: what is not known here is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
#[expect(missing_docs, reason = "the variants are Exchange's own names")]
pub enum RecipientKind {
    UserMailbox,
    SharedMailbox,
    RoomMailbox,
    EquipmentMailbox,
    SchedulingMailbox,
    DiscoveryMailbox,
    TeamMailbox,
    LinkedMailbox,
    LegacyMailbox,
    GroupMailbox,
    LinkedRoomMailbox,
    Other(String),
}

impl RecipientKind {
    /// Exchange's own spelling.
    pub fn as_str(&self) -> &str {
        match self {
            Self::UserMailbox => "UserMailbox",
            Self::SharedMailbox => "SharedMailbox",
            Self::RoomMailbox => "RoomMailbox",
            Self::EquipmentMailbox => "EquipmentMailbox",
            Self::SchedulingMailbox => "SchedulingMailbox",
            Self::DiscoveryMailbox => "DiscoveryMailbox",
            Self::TeamMailbox => "TeamMailbox",
            Self::LinkedMailbox => "LinkedMailbox",
            Self::LegacyMailbox => "LegacyMailbox",
            Self::GroupMailbox => "GroupMailbox",
            Self::LinkedRoomMailbox => "LinkedRoomMailbox",
            Self::Other(s) => s,
        }
    }
}

impl From<String> for RecipientKind {
    fn from(text: String) -> Self {
        const KNOWN: [RecipientKind; 11] = [
            RecipientKind::UserMailbox,
            RecipientKind::SharedMailbox,
            RecipientKind::RoomMailbox,
            RecipientKind::EquipmentMailbox,
            RecipientKind::SchedulingMailbox,
            RecipientKind::DiscoveryMailbox,
            RecipientKind::TeamMailbox,
            RecipientKind::LinkedMailbox,
            RecipientKind::LegacyMailbox,
            RecipientKind::GroupMailbox,
            RecipientKind::LinkedRoomMailbox,
        ];
        KNOWN
            .into_iter()
            .find(|k| k.as_str().eq_ignore_ascii_case(&text))
            .unwrap_or(Self::Other(text))
    }
}

impl From<RecipientKind> for String {
    fn from(kind: RecipientKind) -> Self {
        kind.as_str().to_owned()
    }
}

/// How a person tells a mailbox from another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MailboxName {
    /// The name in the address list.
    pub display_name: String,
    /// `PrimarySmtpAddress`.
    pub primary_smtp_address: String,
    /// `UserPrincipalName`; its letters may differ from the address.
    pub user_principal_name: String,
}

/// How much is in the primary mailbox (`TotalItemSize`; recoverable items never count).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailboxSize {
    /// So many bytes.
    Used(ByteSize),
    /// No statistics row, and Exchange's own warning says that the mailbox was never used: it is empty.
    NeverUsed,
}

impl MailboxSize {
    /// The bytes in use.
    pub const fn bytes(self) -> ByteSize {
        match self {
            Self::Used(b) => b,
            Self::NeverUsed => ByteSize::ZERO,
        }
    }
}

/// A quota (`ProhibitSendReceiveQuota`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quota {
    /// At most so many bytes.
    Limited(ByteSize),
    /// No limit of its own.
    Unlimited,
}

impl Quota {
    /// Does so much fit in?
    pub fn holds(self, size: ByteSize) -> bool {
        match self {
            Self::Limited(limit) => size <= limit,
            Self::Unlimited => true,
        }
    }
}

/// The in-place archive. There is one when `guid` is not zero; `ArchiveStatus` alone is known to lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Archive {
    /// `ArchiveGuid`; all zeros when there is none.
    pub guid: Uuid,
    /// `ArchiveStatus`, as found: evidence only.
    pub status: String,
    /// `AutoExpandingArchiveEnabled` of the mailbox: counts only with an archive.
    pub auto_expanding: bool,
}

impl Archive {
    /// Is there an archive?
    pub const fn exists(&self) -> bool {
        !self.guid.is_nil()
    }
}

/// What keeps the content from being deleted (`exchange.md` 4.3).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Holds {
    /// `LitigationHoldEnabled`.
    pub litigation: bool,
    /// `InPlaceHolds`, each entry as found (`UniH…`, `cld…`, `mbx…:2`, `-mbx…`, bare GUIDs).
    pub in_place: Vec<String>,
    /// `ComplianceTagHoldApplied`.
    pub compliance_tag: bool,
    /// `DelayHoldApplied`.
    pub delay: bool,
    /// `DelayReleaseHoldApplied`.
    pub delay_release: bool,
    /// `RetentionHoldEnabled`: pauses deletion, never a hold.
    pub retention_paused: bool,
}

/// Is the account mastered on premises, and as what?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DirSync {
    /// `IsDirSynced`.
    pub synced: bool,
    /// `RemoteRecipientType` as found, flags joined by commas; `None` or empty when nothing is said.
    pub remote_recipient_type: String,
}

/// May the account sign in (`accountEnabled`)?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignIn {
    /// It may.
    Allowed,
    /// It may not.
    Blocked,
}

/// `SmtpClientAuthenticationDisabled` of the mailbox: three states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmtpAuth {
    /// The organisation's setting holds (null).
    Organization,
    /// Switched off for this mailbox (true).
    Blocked,
    /// Allowed for this mailbox (false).
    Allowed,
}

/// The last time the account itself was used, from one source. `None` is "read, and never seen".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LastUse {
    /// UTC; a report gives days only, so midnight of the day.
    pub at: Option<Timestamp>,
}

/// What lies in the account's OneDrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OneDrive {
    /// Bytes in use.
    pub used: ByteSize,
    /// Number of files.
    pub files: u64,
}

impl OneDrive {
    /// Is there anything that would be lost?
    pub const fn has_content(self) -> bool {
        self.files > 0 || self.used.0 > 0
    }
}

/// Everything the rules may ask of one mailbox. No fact has a default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MailboxFacts {
    /// The account that anchors the mailbox.
    pub account: AccountId,
    /// Its names, for people.
    pub name: MailboxName,
    /// `ExchangeGuid`.
    pub exchange_guid: Option<MailboxGuid>,
    /// `RecipientTypeDetails`.
    pub kind: Fact<RecipientKind>,
    /// `TotalItemSize`.
    pub size: Fact<MailboxSize>,
    /// `ProhibitSendReceiveQuota`.
    pub quota: Fact<Quota>,
    /// The archive.
    pub archive: Fact<Archive>,
    /// How much is in the archive; only asked to word the remedy.
    pub archive_size: Fact<MailboxSize>,
    /// The holds.
    pub holds: Fact<Holds>,
    /// On premises or not.
    pub dir_sync: Fact<DirSync>,
    /// `MailboxRegion`, as found; empty when none.
    pub region: Fact<String>,
    /// `accountEnabled`.
    pub sign_in: Fact<SignIn>,
    /// The last successful sign-in (`signInActivity`).
    pub last_sign_in: Fact<LastUse>,
    /// The last OneDrive, SharePoint or Teams activity of the account (active user report).
    pub last_activity: Fact<LastUse>,
    /// SMTP AUTH.
    pub smtp_auth: Fact<SmtpAuth>,
    /// OneDrive content.
    pub onedrive: Fact<OneDrive>,
    /// `usageLocation` of the account, empty when none: without one no licence can be assigned again.
    pub usage_location: Fact<String>,
    /// What it holds.
    pub licenses: Fact<Vec<License>>,
}

impl MailboxFacts {
    /// A mailbox of which only the account is known: every fact a gap.
    pub const fn unread(account: AccountId, name: MailboxName) -> Self {
        Self {
            account,
            name,
            exchange_guid: None,
            kind: Fact::not_read(),
            size: Fact::not_read(),
            quota: Fact::not_read(),
            archive: Fact::not_read(),
            archive_size: Fact::not_read(),
            holds: Fact::not_read(),
            dir_sync: Fact::not_read(),
            region: Fact::not_read(),
            sign_in: Fact::not_read(),
            last_sign_in: Fact::not_read(),
            last_activity: Fact::not_read(),
            smtp_auth: Fact::not_read(),
            onedrive: Fact::not_read(),
            usage_location: Fact::not_read(),
            licenses: Fact::not_read(),
        }
    }
}
