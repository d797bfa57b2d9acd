//! The row of `Get-MailboxStatistics`, of a mailbox or of its archive. No whole row was ever captured: names and
//! types are those of the documented property set, the sizes are texts as every client expects (`exchange.md`
//! 4.4, 4.5), the order is the documentation's.

use super::Source::{Bool, Null, Of, Text};
use super::mailbox::{DATABASE, MailboxRow, size, time_or_null, word};
use super::{Cell, Property, Source};

/// Statistics of a mailbox or of its archive.
#[derive(Debug, Clone)]
pub(crate) struct StatisticsRow {
    /// Whose.
    pub(crate) mailbox: MailboxRow,
    /// Of the archive?
    pub(crate) archive: bool,
}

impl StatisticsRow {
    fn display_name(&self) -> Cell {
        let name = &self.mailbox.display_name;
        Cell::Text(if self.archive {
            format!("In-Place Archive - {name}")
        } else {
            name.clone()
        })
    }

    fn guid(&self) -> Cell {
        let mailbox = &self.mailbox;
        Cell::Guid(
            if self.archive {
                &mailbox.archive_guid
            } else {
                &mailbox.exchange_guid
            }
            .clone(),
        )
    }

    const fn items(&self) -> Cell {
        Cell::Int64(if self.archive {
            self.mailbox.archive_items
        } else {
            self.mailbox.items
        })
    }

    fn total(&self) -> Cell {
        size(if self.archive {
            self.mailbox.archive_size
        } else {
            self.mailbox.size
        })
    }

    const fn deleted_items(&self) -> Cell {
        Cell::Int64(if self.archive {
            0
        } else {
            self.mailbox.deleted_items
        })
    }

    fn deleted(&self) -> Cell {
        size(if self.archive {
            model::ByteSize::ZERO
        } else {
            self.mailbox.deleted_size
        })
    }

    /// `BelowLimit` and its fellows are recollections.
    fn storage_limit(&self) -> Cell {
        let (mailbox, size) = (&self.mailbox, self.mailbox.size);
        word(if self.archive || size < mailbox.quota_warn {
            "BelowLimit"
        } else if size < mailbox.quota_send {
            "IssueWarning"
        } else if size < mailbox.quota_receive {
            "ProhibitSend"
        } else {
            "MailboxDisabled"
        })
    }
}

const fn p(name: &'static str, value: Source<StatisticsRow>) -> Property<StatisticsRow> {
    Property { name, value }
}

/// The properties of statistics.
pub(crate) const PROPERTIES: &[Property<StatisticsRow>] = &[
    p("AssociatedItemCount", Of(|_| Cell::Int64(0))),
    p(
        "DatabaseIssueWarningQuota",
        Of(|s| size(s.mailbox.quota_warn)),
    ),
    p("DatabaseName", Text(DATABASE)),
    p(
        "DatabaseProhibitSendQuota",
        Of(|s| size(s.mailbox.quota_send)),
    ),
    p(
        "DatabaseProhibitSendReceiveQuota",
        Of(|s| size(s.mailbox.quota_receive)),
    ),
    p("DeletedItemCount", Of(StatisticsRow::deleted_items)),
    p(
        "DisconnectDate",
        Of(|s| time_or_null(s.mailbox.disconnected_at)),
    ),
    p(
        "DisconnectReason",
        Of(|s| {
            s.mailbox
                .disconnected_at
                .map_or(Cell::Null, |_| word("SoftDeleted"))
        }),
    ),
    p("DisplayName", Of(StatisticsRow::display_name)),
    p(
        "ExternalDirectoryOrganizationId",
        Of(|s| Cell::Guid(s.mailbox.home.tenant.to_string())),
    ),
    p("IsArchiveMailbox", Of(|s| Cell::Bool(s.archive))),
    p("IsDatabaseCopyActive", Bool(true)),
    p("IsMoveDestination", Bool(false)),
    p("IsQuarantined", Bool(false)),
    p("ItemCount", Of(StatisticsRow::items)),
    p("LastLoggedOnUserAccount", Null),
    p("LastLogoffTime", Null),
    p(
        "LastLogonTime",
        Of(|s| time_or_null(s.mailbox.last_activity)),
    ),
    p("LegacyDN", Of(|s| s.mailbox.legacy_dn())),
    p("MailboxGuid", Of(StatisticsRow::guid)),
    p("MailboxType", Text("Private")),
    p("MailboxTypeDetail", Of(|s| word(s.mailbox.kind.as_str()))),
    p("OwnerADGuid", Of(|s| s.mailbox.derived_guid("directory"))),
    p("ServerName", Text("ABCPR01MB0002")),
    p("StorageLimitStatus", Of(StatisticsRow::storage_limit)),
    p("SystemMessageCount", Of(|_| Cell::Int64(0))),
    p("SystemMessageSize", Of(|_| size(model::ByteSize::ZERO))),
    p("TotalDeletedItemSize", Of(StatisticsRow::deleted)),
    p("TotalItemSize", Of(StatisticsRow::total)),
];
