//! The row of `Get-OrganizationConfig`: the 42 captured members and those that the hold and delicensing rules
//! need (`exchange.md` 4.3, 5.4). A live row has 336.

use super::Source::{Bool, List, Null, Of, Text};
use super::mailbox::{Home, text_or_null, word};
use super::{Cell, Property, Source};

/// The organisation's settings.
#[derive(Debug, Clone)]
pub(crate) struct OrganizationRow {
    pub(crate) home: Home,
    pub(crate) display_name: String,
    /// `InPlaceHolds`: policies for all mailboxes.
    pub(crate) in_place_holds: Vec<String>,
    /// `DefaultMailboxRegion`; empty in a tenant with one region.
    pub(crate) region: String,
    pub(crate) auto_expanding: bool,
    pub(crate) delayed_delicensing: bool,
    /// `IsMixedMode`: are there accounts from on premises?
    pub(crate) hybrid: bool,
}

const fn p(name: &'static str, value: Source<OrganizationRow>) -> Property<OrganizationRow> {
    Property { name, value }
}

/// The properties of an organisation.
pub(crate) const PROPERTIES: &[Property<OrganizationRow>] = &[
    p("Name", Of(|o| word(&o.home.initial_domain))),
    p("Identity", Of(|o| word(&o.home.initial_domain))),
    p("Guid", Of(|o| Cell::Guid(o.home.guid("organization")))),
    p("DisplayName", Of(|o| word(&o.display_name))),
    p("OAuth2ClientProfileEnabled", Bool(true)),
    p("AuditDisabled", Bool(false)),
    p("IsDehydrated", Bool(false)),
    p("CustomerLockboxEnabled", Bool(false)),
    p("EwsEnabled", Null),
    p("EwsAllowOutlook", Null),
    p("EwsAllowMacOutlook", Null),
    p("EwsApplicationAccessPolicy", Null),
    p("InPlaceHolds", Of(|o| Cell::List(o.in_place_holds.clone()))),
    p(
        "AutoExpandingArchiveEnabled",
        Of(|o| Cell::Bool(o.auto_expanding)),
    ),
    p(
        "DelayedDelicensingEnabled",
        Of(|o| Cell::Bool(o.delayed_delicensing)),
    ),
    p(
        "EndUserMailNotificationForDelayedDelicensingEnabled",
        Of(|o| Cell::Bool(o.delayed_delicensing)),
    ),
    p(
        "TenantAdminNotificationForDelayedDelicensingEnabled",
        Of(|o| Cell::Bool(o.delayed_delicensing)),
    ),
    p("MailTipsAllTipsEnabled", Bool(true)),
    p("MailTipsExternalRecipientsTipsEnabled", Bool(false)),
    p("ConnectorsEnabled", Bool(true)),
    p("ConnectorsEnabledForOutlook", Bool(true)),
    p("ConnectorsEnabledForTeams", Bool(true)),
    p("ConnectorsEnabledForYammer", Bool(true)),
    p("PublicFoldersEnabled", Text("Local")),
    p("PublicComputersDetectionEnabled", Bool(false)),
    p("ActivityBasedAuthenticationTimeoutEnabled", Bool(true)),
    p(
        "ActivityBasedAuthenticationTimeoutInterval",
        Text("06:00:00"),
    ),
    p(
        "ActivityBasedAuthenticationTimeoutWithSingleSignOnEnabled",
        Bool(true),
    ),
    p("DefaultAuthenticationPolicy", Null),
    p("SendFromAliasEnabled", Bool(false)),
    p("AutodiscoverPartialDirSync", Bool(false)),
    p("BookingsEnabled", Bool(true)),
    p("OutlookMobileGCCRestrictionsEnabled", Bool(false)),
    p("FocusedInboxOn", Null),
    p("LinkPreviewEnabled", Bool(true)),
    p("MessageRemindersEnabled", Bool(true)),
    p("SmtpActionableMessagesEnabled", Bool(true)),
    p("IPListBlocked", List(&[])),
    p("WorkspaceTenantEnabled", Bool(true)),
    p("MessageRecallEnabled", Null),
    p("DirectReportsGroupAutoCreationEnabled", Bool(false)),
    p("UnblockUnsafeSenderPromptEnabled", Bool(true)),
    p("MaskClientIpInReceivedHeadersEnabled", Bool(true)),
    p("ElcProcessingDisabled", Bool(false)),
    p("HierarchicalAddressBookRoot", Null),
    p("DefaultMailboxRegion", Of(|o| text_or_null(&o.region))),
    p("IsMixedMode", Of(|o| Cell::Bool(o.hybrid))),
];
