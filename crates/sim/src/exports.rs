//! One shared mailbox as an administrator's exports hold it, for the tests of everything that reads such files.

use serde_json::{Value, json};

/// The object id of the mailbox's account.
pub const SALES: &str = "a0000000-0000-4000-8000-000000000001";

/// The product that the account holds.
pub const EXCHANGE_PLAN_1: &str = "4b9405b0-7788-4568-add1-99614e613b69";

/// `Get-MailboxStatistics` through `Export-Csv` on a machine with Dutch numbers: 1.5 GB.
pub const SIZES: &str = "MailboxGuid;TotalItemSize\r\nb0000000-0000-4000-8000-000000000001;1,5 GB (1.610.612.736 bytes)\r\n";

/// `Get-Mailbox` through `ConvertTo-Json`, with a display name and the list of its holds.
pub fn mailboxes(name: &str, holds: &Value) -> String {
    json!([{
        "ExternalDirectoryObjectId": SALES,
        "ExchangeGuid": "b0000000-0000-4000-8000-000000000001",
        "DisplayName": name,
        "PrimarySmtpAddress": "sales@contoso.com",
        "UserPrincipalName": "sales@contoso.com",
        "RecipientTypeDetails": "SharedMailbox",
        "IsDirSynced": false,
        "RemoteRecipientType": "None",
        "ProhibitSendReceiveQuota": "50 GB (53,687,091,200 bytes)",
        "ArchiveGuid": "00000000-0000-0000-0000-000000000000",
        "LitigationHoldEnabled": false,
        "InPlaceHolds": holds,
        "ComplianceTagHoldApplied": false,
        "DelayHoldApplied": false,
        "DelayReleaseHoldApplied": false,
        "MailboxRegion": null,
    }])
    .to_string()
}

/// A page of Graph's users: sign-in is blocked, and the licence was given by an administrator.
pub fn users() -> String {
    json!({ "value": [{
        "id": SALES,
        "userPrincipalName": "sales@contoso.com",
        "accountEnabled": false,
        "assignedLicenses": [{ "skuId": EXCHANGE_PLAN_1, "disabledPlans": [] }],
        "licenseAssignmentStates": [{
            "skuId": EXCHANGE_PLAN_1, "assignedByGroup": null, "disabledPlans": [], "state": "Active", "error": "None",
        }],
    }] })
    .to_string()
}
