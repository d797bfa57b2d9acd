//! Switches for what Microsoft does not document: each names the fact it guesses at, and can be turned by
//! `PATCH /_tenant/settings`. The default is the best guess.

use rusqlite::Connection;

use crate::error::Result;
use crate::meta;

/// One switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switch {
    /// The key in `meta`.
    pub key: &'static str,
    /// What holds until it is set.
    pub default: &'static str,
    /// What it decides, and the fact-sheet section.
    pub what: &'static str,
}

macro_rules! switches {
    ($($(#[$doc:meta])* $name:ident = ($key:literal, $default:literal, $what:literal);)*) => {
        $($(#[$doc])* pub const $name: Switch = Switch { key: $key, default: $default, what: $what };)*
        /// All of them.
        pub const ALL: &[Switch] = &[$($name),*];
    };
}

switches! {
    /// Most users on a page with `signInActivity`.
    SIGN_IN_PAGE = ("assume.sign_in_page", "500", "largest page with signInActivity: 120 in 2023, 500 in 2026 (graph.md 2.2)");
    /// Does reading `signInActivity` count against 5 requests in 10 seconds?
    SIGN_IN_LIMIT = ("assume.sign_in_limit", "1", "signInActivity counts against the limit of the sign-in reports (graph.md 2.2, 7)");
    /// What `licenseAssignmentStates.error` says on success.
    STATE_ERROR_NONE = ("assume.state_error_none", "None", "licenseAssignmentStates.error on success; empty: null (graph.md 2.4)");
    /// Which claims of an id token tell a person's roles.
    ROLE_CLAIMS = ("assume.role_claims", "wids", "what the registration emits in id tokens: wids, roles, both or none (graph.md 1.10)");
    /// HTTP status of the page that says why nobody can be signed in.
    SIGN_IN_ERROR_STATUS = ("assume.sign_in_error_status", "400", "status of the error page of authorize, when nothing may be sent to the application (not documented)");
    /// Seconds until a licence write shows in reads.
    VISIBILITY_SECONDS = ("assume.visibility_seconds", "0", "seconds until reads show a licence write (graph.md 3.1: 2 to 5 minutes)");
    /// Seconds until a change of a group's licences or members is carried out.
    GROUP_SECONDS = ("assume.group_seconds", "30", "seconds until group licensing has been carried out (graph.md 3.2: asynchronous)");
    /// May an expired product in its grace still be assigned?
    WARNING_ASSIGNABLE = ("assume.warning_assignable", "1", "assignable = enabled + warning - consumed (graph.md 4.1)");
    /// Seconds to wait that a throttled answer names.
    RETRY_AFTER = ("assume.retry_after", "10", "Retry-After of a throttled answer; empty: none (graph.md 7)");
    /// `object` or `plain`: the two forms of reportSettings that were seen.
    REPORT_SETTINGS_FORM = ("assume.report_settings_form", "plain", "reportSettings plain or wrapped in `value` (graph.md 12)");
    /// Are the documented limits enforced?
    LIMITS = ("assume.limits", "1", "the documented token buckets are enforced (graph.md 7)");
    /// Does a mailbox keep 2 GB after a Kiosk licence has gone?
    KIOSK_QUOTA_STICKS = ("assume.kiosk_quota_sticks", "0", "an unlicensed shared mailbox keeps the 2 GB of a Kiosk plan (one report: peers.md, CIPP issue 5321)");
    /// Seconds until a converted mailbox shows its new type.
    CONVERSION_SECONDS = ("assume.conversion_seconds", "0", "seconds until RecipientTypeDetails shows a conversion (exchange.md 4.10, 7.7)");
    /// Seconds until directory synchronisation runs over a converted mailbox.
    SYNC_SECONDS = ("assume.sync_seconds", "1800", "seconds until directory synchronisation turns a mailbox back that is a user on premises (exchange.md 5.5)");
    /// Do Business products give 100 GB since 2026-08-01?
    BUSINESS_100_GB = ("assume.business_100_gb", "1", "Business Basic, Standard and Premium give 100 GB from 2026-08-01 (third-party; rules.md, over_50_gb)");
    /// Does every page link of Exchange answer the 400 of an expired one?
    BROKEN_LINKS = ("assume.broken_links", "0", "page links of Exchange never work, as one client measured (exchange.md 1.5, 7.5)");
    /// May the link of a page that `ResultSize` cut be followed?
    RESULT_SIZE_LINKS = ("assume.result_size_links", "0", "the link of a page cut by ResultSize can be followed (exchange.md 1.5)");
    /// The warning of `Get-MailboxStatistics` for a mailbox that was never opened.
    NEVER_USED_WARNING = ("assume.never_used_warning", "The user hasn't logged on to mailbox '{identity}' ('{guid}'), so there is no data to return. After the user logs on, this warning will no longer appear.", "the warning instead of statistics of a mailbox never opened (exchange.md 4.5; seen in a public transcript)");
    /// `SKUAssigned` of an unlicensed mailbox: `false` or `null`.
    SKU_UNASSIGNED = ("assume.sku_unassigned", "false", "SKUAssigned without a licence (exchange.md 4.2, 8)");
    /// HTTP status of an Exchange object that is not there: 404, 400 or 500.
    EXCHANGE_NOT_FOUND = ("assume.exchange_not_found", "404", "status of ManagementObjectNotFoundException (exchange.md 1.6)");
    /// Seconds until an Exchange write shows to callers with another anchor.
    ANCHOR_SECONDS = ("assume.anchor_seconds", "0", "seconds until Exchange reads with another or no anchor show a write (exchange.md 1.3, 7.7)");
    /// Days between a usage report's date and today.
    REPORT_LAG_DAYS = ("assume.report_lag_days", "2", "days that usage reports lag (graph.md 5.1: two to three)");
    /// Does the mailbox usage report have an 18th column, `Recipient Type`?
    REPORT_RECIPIENT_TYPE = ("assume.report_recipient_type", "0", "the mailbox usage CSV has Recipient Type before Report Period (graph.md 5.1, 11)");
    /// Is a report's download refused when it carries a token?
    REPORT_DOWNLOAD_STRICT = ("assume.report_download_strict", "1", "the pre-authenticated download refuses an Authorization header (graph.md 5.1, 10.8)");
}

impl Switch {
    /// The value that holds.
    pub fn text(&self, c: &Connection) -> Result<String> {
        Ok(meta::get(c, self.key)?.unwrap_or_else(|| self.default.to_owned()))
    }

    /// As a number; what is not one counts as the default.
    pub fn number(&self, c: &Connection) -> Result<i64> {
        let or_default = || self.default.parse().unwrap_or_default();
        Ok(self
            .text(c)?
            .trim()
            .parse()
            .unwrap_or_else(|_| or_default()))
    }

    /// On or off.
    pub fn on(&self, c: &Connection) -> Result<bool> {
        Ok(self.text(c)?.trim() == "1")
    }
}
