//! What the rules say of a mailbox: a verdict, its reasons, a ruling per licence, and the evidence.
//!
//! Codes and their effects are those of `docs/rules.md`. A reason is a code with typed parameters; the
//! sentence comes from `words`.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::fact::{Gap, Source};
use crate::ids::{AccountId, GroupId, ServicePlanId, SkuId};
use crate::mailbox::MailboxName;
use crate::size::ByteSize;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant,)* }

        impl $name {
            /// All of them, in the order of this list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as it is written in JSON, files and on the command line.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownCode;

            fn from_str(text: &str) -> Result<Self, UnknownCode> {
                Self::ALL.iter().copied().find(|c| c.as_str() == text).ok_or_else(|| UnknownCode {
                    text: text.to_owned(),
                    known: Self::ALL.iter().map(|c| c.as_str()).collect::<Vec<_>>().join(", "),
                })
            }
        }
    };
}

/// A code that is not in the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not one of: {known}")]
pub struct UnknownCode {
    /// What was found.
    pub text: String,
    /// The codes there are, joined by commas.
    pub known: String,
}

codes! {
    /// What to do with a mailbox's licences as a whole.
    Verdict {
        /// At least one licence can go, and none is needed.
        Removable = "removable",
        /// A licence must stay, and what is held fits.
        Required = "required",
        /// A licence must stay, but a cheaper product would do.
        Overlicensed = "overlicensed",
        /// A licence must be there, and nothing that is held suffices.
        Missing = "missing",
        /// No licence can go until something is done.
        Blocked = "blocked",
        /// A fact that could change the verdict is not known.
        Unknown = "unknown",
        /// It holds no licence and needs none.
        Unlicensed = "unlicensed",
    }
}

codes! {
    /// What to do with one licence.
    LicenseVerdict {
        /// It stays.
        Keep = "keep",
        /// It can go.
        Removable = "removable",
        /// It can be exchanged for a cheaper product.
        Swap = "swap",
        /// It cannot go until something is done.
        Blocked = "blocked",
        /// A fact that could change the ruling is not known.
        Unknown = "unknown",
    }
}

codes! {
    /// What a reason does.
    Effect {
        /// A licence must stay.
        Need = "need",
        /// A licence cannot go until something is done.
        Block = "block",
        /// It may go after an acknowledgement by name.
        Ack = "ack",
        /// A needed fact is missing.
        Unknown = "unknown",
        /// Said; changes nothing.
        Note = "note",
    }
}

codes! {
    /// The reasons there are; the rows of `docs/rules.md`.
    ReasonCode {
        /// More than 50 GB in use.
        Over50Gb = "over_50_gb",
        /// At or above the size at which an unlicensed mailbox stops sending.
        SizeLimit = "size_limit",
        /// 45 to 49 GB.
        Near50Gb = "near_50_gb",
        /// There is an in-place archive.
        Archive = "archive",
        /// Litigation hold.
        LitigationHold = "litigation_hold",
        /// eDiscovery or legacy in-place hold.
        InPlaceHold = "in_place_hold",
        /// A retention policy on this mailbox.
        RetentionPolicy = "retention_policy",
        /// A retention label on some item.
        LabelHold = "label_hold",
        /// A retention policy of the whole organisation.
        OrgRetention = "org_retention",
        /// A hold that ended less than 30 days ago.
        DelayHold = "delay_hold",
        /// A product for Defender for Office 365 alone.
        Defender = "defender",
        /// A suite that contains Defender for Office 365.
        DefenderInSuite = "defender_in_suite",
        /// The account is used as a person's.
        SignInUsed = "sign_in_used",
        /// Sign-in is allowed, and no use was found.
        SignInOpen = "sign_in_open",
        /// SMTP AUTH is allowed for this mailbox.
        SmtpAuth = "smtp_auth",
        /// Mastered on premises as a user mailbox.
        DirSynced = "dir_synced",
        /// Stored outside the tenant's default region.
        MultiGeo = "multi_geo",
        /// An unlicensed mailbox with an old, larger quota.
        Pre2018Quota = "pre_2018_quota",
        /// The account's OneDrive holds content.
        OneDriveContent = "onedrive_content",
        /// A group gives the licence.
        GroupInherited = "group_inherited",
        /// It is not a shared mailbox.
        NotShared = "not_shared",
        /// A product without mailbox, archiving or Defender for Office 365.
        NotExchange = "not_exchange",
        /// A product for rooms, devices and phones.
        DeviceAccount = "device_account",
        /// A Kiosk plan: 2 GB.
        KioskQuota = "kiosk_quota",
        /// Never used: counts as empty.
        NeverUsed = "never_used",
        /// A needed fact is a gap.
        FactMissing = "fact_missing",
    }
}

codes! {
    /// The facts that evidence names.
    FactName {
        /// `RecipientTypeDetails`.
        Kind = "kind",
        /// `TotalItemSize`.
        Size = "size",
        /// `ProhibitSendReceiveQuota`.
        Quota = "quota",
        /// `ArchiveGuid`.
        Archive = "archive",
        /// Size of the archive.
        ArchiveSize = "archiveSize",
        /// Holds on the mailbox.
        Holds = "holds",
        /// Holds of the organisation.
        OrgHolds = "orgHolds",
        /// `IsDirSynced`, `RemoteRecipientType`.
        DirSync = "dirSync",
        /// `MailboxRegion`.
        Region = "region",
        /// The tenant's default region.
        DefaultRegion = "defaultRegion",
        /// `accountEnabled`.
        SignIn = "signIn",
        /// The last successful sign-in.
        LastSignIn = "lastSignIn",
        /// The last OneDrive, SharePoint or Teams activity.
        LastActivity = "lastActivity",
        /// SMTP AUTH.
        SmtpAuth = "smtpAuth",
        /// OneDrive content.
        OneDrive = "oneDrive",
        /// Licences held.
        Licenses = "licenses",
        /// Products owned.
        Skus = "skus",
    }
}

/// Why a licence stays, goes or waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "each variant is described at its code")]
pub enum Reason {
    #[serde(rename = "over_50_gb")]
    Over50Gb { size: ByteSize, limit: ByteSize },
    #[serde(rename = "size_limit")]
    SizeLimit { size: ByteSize, limit: ByteSize },
    #[serde(rename = "near_50_gb")]
    Near50Gb { size: ByteSize, limit: ByteSize },
    #[serde(rename = "archive")]
    Archive {
        auto_expanding: bool,
        size: Option<ByteSize>,
    },
    #[serde(rename = "litigation_hold")]
    LitigationHold,
    #[serde(rename = "in_place_hold")]
    InPlaceHold { entries: Vec<String> },
    #[serde(rename = "retention_policy")]
    RetentionPolicy { entries: Vec<String> },
    #[serde(rename = "label_hold")]
    LabelHold,
    #[serde(rename = "org_retention")]
    OrgRetention { entries: Vec<String> },
    #[serde(rename = "delay_hold")]
    DelayHold { mailbox: bool, release: bool },
    #[serde(rename = "defender")]
    Defender { sku: SkuId },
    #[serde(rename = "defender_in_suite")]
    DefenderInSuite { sku: SkuId },
    #[serde(rename = "sign_in_used")]
    SignInUsed { source: Source, at: Timestamp },
    #[serde(rename = "sign_in_open")]
    SignInOpen,
    #[serde(rename = "smtp_auth")]
    SmtpAuth,
    #[serde(rename = "dir_synced")]
    DirSynced { remote_recipient_type: String },
    #[serde(rename = "multi_geo")]
    MultiGeo {
        region: String,
        default_region: String,
    },
    #[serde(rename = "pre_2018_quota")]
    Pre2018Quota { quota: ByteSize },
    #[serde(rename = "onedrive_content")]
    OneDriveContent {
        sku: SkuId,
        /// `None`: the OneDrive could not be read.
        used: Option<ByteSize>,
        files: Option<u64>,
    },
    #[serde(rename = "group_inherited")]
    GroupInherited {
        sku: SkuId,
        groups: Vec<GroupId>,
        /// There is a direct assignment as well: removing it frees nothing.
        also_direct: bool,
    },
    #[serde(rename = "not_shared")]
    NotShared { kind: String },
    #[serde(rename = "not_exchange")]
    NotExchange { sku: SkuId },
    #[serde(rename = "device_account")]
    DeviceAccount { sku: SkuId },
    #[serde(rename = "kiosk_quota")]
    KioskQuota { sku: SkuId, quota: Option<ByteSize> },
    #[serde(rename = "never_used")]
    NeverUsed,
    #[serde(rename = "fact_missing")]
    FactMissing { fact: FactName, gap: Gap },
}

impl Reason {
    /// Its code.
    pub const fn code(&self) -> ReasonCode {
        match self {
            Self::Over50Gb { .. } => ReasonCode::Over50Gb,
            Self::SizeLimit { .. } => ReasonCode::SizeLimit,
            Self::Near50Gb { .. } => ReasonCode::Near50Gb,
            Self::Archive { .. } => ReasonCode::Archive,
            Self::LitigationHold => ReasonCode::LitigationHold,
            Self::InPlaceHold { .. } => ReasonCode::InPlaceHold,
            Self::RetentionPolicy { .. } => ReasonCode::RetentionPolicy,
            Self::LabelHold => ReasonCode::LabelHold,
            Self::OrgRetention { .. } => ReasonCode::OrgRetention,
            Self::DelayHold { .. } => ReasonCode::DelayHold,
            Self::Defender { .. } => ReasonCode::Defender,
            Self::DefenderInSuite { .. } => ReasonCode::DefenderInSuite,
            Self::SignInUsed { .. } => ReasonCode::SignInUsed,
            Self::SignInOpen => ReasonCode::SignInOpen,
            Self::SmtpAuth => ReasonCode::SmtpAuth,
            Self::DirSynced { .. } => ReasonCode::DirSynced,
            Self::MultiGeo { .. } => ReasonCode::MultiGeo,
            Self::Pre2018Quota { .. } => ReasonCode::Pre2018Quota,
            Self::OneDriveContent { .. } => ReasonCode::OneDriveContent,
            Self::GroupInherited { .. } => ReasonCode::GroupInherited,
            Self::NotShared { .. } => ReasonCode::NotShared,
            Self::NotExchange { .. } => ReasonCode::NotExchange,
            Self::DeviceAccount { .. } => ReasonCode::DeviceAccount,
            Self::KioskQuota { .. } => ReasonCode::KioskQuota,
            Self::NeverUsed => ReasonCode::NeverUsed,
            Self::FactMissing { .. } => ReasonCode::FactMissing,
        }
    }

    /// The one product it is about, if it is about one.
    pub const fn sku(&self) -> Option<SkuId> {
        match self {
            Self::Defender { sku }
            | Self::DefenderInSuite { sku }
            | Self::OneDriveContent { sku, .. }
            | Self::GroupInherited { sku, .. }
            | Self::NotExchange { sku }
            | Self::DeviceAccount { sku }
            | Self::KioskQuota { sku, .. } => Some(*sku),
            _ => None,
        }
    }
}

/// What would clear a reason. The sentence (per cloud) comes from `words`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum Remedy {
    /// Bring the mailbox below the limit.
    ReduceSize {
        /// Below this.
        below: ByteSize,
    },
    /// Disable the (empty) archive.
    DisableArchive,
    /// Empty the archive or keep it, then decide.
    DecideArchive,
    /// End the hold, with whoever asked for it.
    EndHold,
    /// Exclude the mailbox from the policy, or accept that it stays.
    ExcludeFromPolicy,
    /// Wait for the delay hold to end (within 30 days), or remove it.
    WaitForDelayHold,
    /// Block sign-in (`--block-sign-in`).
    BlockSignIn,
    /// Find out who uses it and give that person an account.
    MoveUse,
    /// Change the type on premises: `Set-RemoteMailbox -Type Shared`.
    SetRemoteMailboxShared,
    /// Acknowledge it by name (`--ack CODE`).
    Acknowledge {
        /// The code to acknowledge.
        code: ReasonCode,
    },
    /// Save the OneDrive content elsewhere.
    SaveOneDrive,
    /// Take the account out of the group.
    LeaveGroup {
        /// The group.
        group: GroupId,
    },
    /// Convert the mailbox to shared first.
    ConvertToShared,
    /// Exchange the licence for a cheaper product.
    SwapTo {
        /// The product.
        sku: SkuId,
    },
    /// Assign a product that suffices.
    AssignSufficient {
        /// One that the tenant owns, where there is one.
        sku: Option<SkuId>,
    },
    /// Grant the permission or role.
    GrantPermission {
        /// The permission or role, in the service's own spelling.
        permission: String,
    },
    /// Read the fact again, now.
    ReadAgain,
    /// Show real names in reports (a tenant-wide setting), or let Exchange be read.
    RevealReportNames,
}

/// A reason with its effect and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// What holds.
    #[serde(flatten)]
    pub reason: Reason,
    /// What it does under the active policy.
    pub effect: Effect,
    /// What would clear it; empty when nothing can or need.
    pub remedies: Vec<Remedy>,
    /// The facts it rests on.
    pub facts: Vec<FactName>,
}

/// A fact as evidence: its value in short, and its times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// Which fact.
    pub fact: FactName,
    /// The value, as machines read it (bytes as a number, names as Exchange spells them); for a gap, why.
    pub value: serde_json::Value,
    /// Is it known?
    pub known: bool,
    /// Where it was read, or looked for.
    pub source: Option<Source>,
    /// When it was true, UTC.
    pub as_of: Option<Timestamp>,
    /// When it was read, UTC.
    pub read_at: Option<Timestamp>,
}

/// What to do with one licence, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LicenseRuling {
    /// The product.
    pub sku: SkuId,
    /// What to do with it.
    pub verdict: LicenseVerdict,
    /// The codes of the findings that decide it.
    pub because: Vec<ReasonCode>,
    /// With `swap`: the product instead.
    pub swap_to: Option<SkuId>,
    /// The service plans that end with it: switched on here, and given by no other licence that stays.
    pub ends: Vec<ServicePlanId>,
}

/// The verdict on one mailbox with everything it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// The account.
    pub account: AccountId,
    /// Its names.
    pub name: MailboxName,
    /// The verdict.
    pub verdict: Verdict,
    /// Would it be `removable` if sign-in were blocked? Only said when it is not `removable` now.
    pub removable_once_blocked: bool,
    /// What holds, the deciding ones first.
    pub findings: Vec<Finding>,
    /// A ruling per licence, in the order they are held.
    pub licenses: Vec<LicenseRuling>,
    /// The facts that were asked.
    pub evidence: Vec<Evidence>,
    /// When it was assessed, UTC.
    pub at: Timestamp,
}

impl Assessment {
    /// The licences that can go now.
    pub fn removable_skus(&self) -> impl Iterator<Item = SkuId> + '_ {
        self.licenses
            .iter()
            .filter(|l| l.verdict == LicenseVerdict::Removable)
            .map(|l| l.sku)
    }

    /// The finding with this code, if it holds.
    pub fn finding(&self, code: ReasonCode) -> Option<&Finding> {
        self.findings.iter().find(|f| f.reason.code() == code)
    }
}
