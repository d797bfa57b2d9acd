//! The row of `Get-CASMailbox` (`exchange.md` 4.6): names and types as the OData route shows them, in its
//! order. All switches are at their defaults; only SMTP AUTH has a state of its own.

use super::Source::{Bool, Null, Of, Text};
use super::mailbox::{MailboxRow, word};
use super::{Cell, Property, Source};

const fn p(name: &'static str, value: Source<MailboxRow>) -> Property<MailboxRow> {
    Property { name, value }
}

/// The properties of client access.
pub(crate) const PROPERTIES: &[Property<MailboxRow>] = &[
    p("EmailAddresses", Of(|m| Cell::List(m.addresses.clone()))),
    p("LegacyExchangeDN", Of(MailboxRow::legacy_dn)),
    p(
        "PrimarySmtpAddress",
        Of(|m| Cell::Text(m.primary_smtp.clone())),
    ),
    p("SamAccountName", Of(MailboxRow::sam_account_name)),
    p(
        "ServerLegacyDN",
        Text(
            "/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Configuration/cn=Servers/cn=ABCPR01MB0002",
        ),
    ),
    p("DisplayName", Of(|m| Cell::Text(m.display_name.clone()))),
    p("ActiveSyncEnabled", Bool(true)),
    p("UniversalOutlookEnabled", Bool(true)),
    p("OutlookMobileEnabled", Bool(true)),
    p("MacOutlookEnabled", Bool(true)),
    p("ECPEnabled", Bool(true)),
    p("OWAforDevicesEnabled", Bool(true)),
    p(
        "SmtpClientAuthenticationDisabled",
        Of(|m| m.smtp_auth_disabled.map_or(Cell::Null, Cell::Bool)),
    ),
    p("OneWinNativeOutlookEnabled", Bool(true)),
    p("OWAEnabled", Bool(true)),
    p("PublicFolderClientAccess", Bool(false)),
    p("OwaMailboxPolicy", Text("OwaMailboxPolicy-Default")),
    p("ImapEnabled", Bool(true)),
    p("PopEnabled", Bool(true)),
    p("MAPIEnabled", Bool(true)),
    // Null is "not configured", as captured.
    p("EwsEnabled", Null),
    p("EwsAllowOutlook", Null),
    p("EwsAllowMacOutlook", Null),
    p("EwsApplicationAccessPolicy", Null),
    p("Identity", Of(|m| word(m.name()))),
    p("Id", Of(|m| word(m.name()))),
    p("ExchangeVersion", Text("0.20 (15.0.0.0)")),
    p("Name", Of(|m| word(m.name()))),
    p(
        "DistinguishedName",
        Of(|m| Cell::Text(m.home.distinguished_name(m.name()))),
    ),
    p("WhenChanged", Of(|m| Cell::Time(m.changed_at))),
    p("WhenCreated", Of(|m| Cell::Time(m.account_created_at))),
    p("WhenChangedUTC", Of(|m| Cell::TimeUtc(m.changed_at))),
    p(
        "WhenCreatedUTC",
        Of(|m| Cell::TimeUtc(m.account_created_at)),
    ),
    p("ExchangeObjectId", Of(|m| m.derived_guid("object"))),
    p(
        "ExternalDirectoryObjectId",
        Of(|m| Cell::Text(m.id.clone())),
    ),
    p(
        "OrganizationId",
        Of(|m| Cell::Text(m.home.organization_id())),
    ),
    p("Guid", Of(|m| m.derived_guid("directory"))),
];
