//! What Exchange answers, as far as we ask (`exchange.md` 1.4, 4). Annotations and unknown members are ignored;
//! one odd member does not spoil its row.

use jiff::Timestamp;
use model::{AccountId, ByteSize, MailboxGuid, RecipientKind, mailbox::Quota};
use serde::Deserialize;
use uuid::Uuid;

use crate::field::{self, Field};

/// A row of `Get-Mailbox`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct MailboxRow {
    /// The account's object id; null (Exchange sends an empty text) for system mailboxes.
    #[serde(deserialize_with = "account")]
    pub external_directory_object_id: Field<AccountId>,
    /// The mailbox.
    pub exchange_guid: Field<MailboxGuid>,
    /// Not stable as a key: the object id, an alias or a name.
    #[serde(deserialize_with = "field::text")]
    pub identity: Field<String>,
    /// The name in the address list.
    #[serde(deserialize_with = "field::text")]
    pub display_name: Field<String>,
    /// Primary address.
    #[serde(deserialize_with = "field::text")]
    pub primary_smtp_address: Field<String>,
    /// Sign-in name.
    #[serde(deserialize_with = "field::text")]
    pub user_principal_name: Field<String>,
    /// Alias: what keyset paging walks by.
    #[serde(deserialize_with = "field::text")]
    pub alias: Field<String>,
    /// Addresses with their kind: `SMTP:` primary, `smtp:` others.
    pub email_addresses: Field<Vec<String>>,
    /// The kind of mailbox: never `IsShared`.
    pub recipient_type_details: Field<RecipientKind>,
    /// Null when the mailbox is cloud-only.
    pub is_dir_synced: Field<bool>,
    /// Flags joined by commas; null when nothing is said.
    #[serde(deserialize_with = "field::text")]
    pub remote_recipient_type: Field<String>,
    /// When a mailbox stops sending and receiving.
    #[serde(deserialize_with = "field::quota")]
    pub prohibit_send_receive_quota: Field<Quota>,
    /// When a mailbox stops sending.
    #[serde(deserialize_with = "field::quota")]
    pub prohibit_send_quota: Field<Quota>,
    /// All zeros when there is no archive.
    pub archive_guid: Field<Uuid>,
    /// Evidence only: it is known to lie.
    #[serde(deserialize_with = "field::text")]
    pub archive_status: Field<String>,
    /// Counts only with an archive.
    pub auto_expanding_archive_enabled: Field<bool>,
    /// Litigation hold.
    pub litigation_hold_enabled: Field<bool>,
    /// Holds and retention policies of the mailbox itself, each as found.
    pub in_place_holds: Field<Vec<String>>,
    /// A retain label is on some item.
    pub compliance_tag_hold_applied: Field<bool>,
    /// The delay after a hold.
    pub delay_hold_applied: Field<bool>,
    /// The delay after a hold, for the data of other apps.
    pub delay_release_hold_applied: Field<bool>,
    /// Pauses deletion; never a hold.
    pub retention_hold_enabled: Field<bool>,
    /// Null (Exchange sends null or `None`) in a tenant with one region.
    #[serde(deserialize_with = "region")]
    pub mailbox_region: Field<String>,
    /// When the mailbox was made.
    #[serde(deserialize_with = "field::time")]
    pub when_mailbox_created: Field<Timestamp>,
}

impl MailboxRow {
    /// The members that are asked for.
    pub(crate) const SELECT: &'static str = "ExternalDirectoryObjectId,ExchangeGuid,Identity,DisplayName,\
        PrimarySmtpAddress,UserPrincipalName,Alias,EmailAddresses,RecipientTypeDetails,IsDirSynced,\
        RemoteRecipientType,ProhibitSendReceiveQuota,ProhibitSendQuota,ArchiveGuid,ArchiveStatus,\
        AutoExpandingArchiveEnabled,LitigationHoldEnabled,InPlaceHolds,ComplianceTagHoldApplied,DelayHoldApplied,\
        DelayReleaseHoldApplied,RetentionHoldEnabled,MailboxRegion,WhenMailboxCreated";

    /// The account, where the row names one.
    pub fn account(&self) -> Option<AccountId> {
        self.external_directory_object_id.value().copied()
    }
}

/// A row of `Get-MailboxStatistics`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct StatisticsRow {
    /// The mailbox, or the archive.
    pub mailbox_guid: Field<MailboxGuid>,
    /// What is in it, without recoverable items.
    #[serde(deserialize_with = "field::size")]
    pub total_item_size: Field<ByteSize>,
    /// Recoverable items.
    #[serde(deserialize_with = "field::size")]
    pub total_deleted_item_size: Field<ByteSize>,
    /// Number of items.
    pub item_count: Field<u64>,
}

impl StatisticsRow {
    /// The members that are asked for.
    pub(crate) const SELECT: &'static str =
        "MailboxGuid,TotalItemSize,TotalDeletedItemSize,ItemCount";
}

/// How much is in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statistics {
    /// Exchange's row.
    Row(StatisticsRow),
    /// No row, and Exchange's own warning says that nobody ever opened the mailbox.
    NeverUsed,
}

/// A row of `Get-CASMailbox`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct CasMailboxRow {
    /// The account's object id.
    #[serde(deserialize_with = "account")]
    pub external_directory_object_id: Field<AccountId>,
    /// Null: the organisation's setting holds; true: blocked; false: allowed.
    pub smtp_client_authentication_disabled: Field<bool>,
}

/// The row of `Get-OrganizationConfig`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct OrgConfigRow {
    /// The organisation.
    #[serde(deserialize_with = "field::text")]
    pub name: Field<String>,
    /// Retention policies for the whole organisation, each as found.
    pub in_place_holds: Field<Vec<String>>,
    /// A switch for all mailboxes: counts only where there is an archive.
    pub auto_expanding_archive_enabled: Field<bool>,
    /// The default region of a multi-geo tenant.
    #[serde(deserialize_with = "region")]
    pub default_mailbox_region: Field<String>,
    /// Does Exchange wait 30 days after a licence is gone?
    pub delayed_delicensing_enabled: Field<bool>,
}

fn account<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Field<AccountId>, D::Error> {
    Ok(field::text(d)?.parse(|text| text.parse().ok()))
}

fn region<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Field<String>, D::Error> {
    Ok(match field::text(d)? {
        Field::Value(text) if text.eq_ignore_ascii_case("None") => Field::Null,
        other => other,
    })
}
