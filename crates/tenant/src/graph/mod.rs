//! Microsoft Graph v1.0: one resource, one file.

use std::sync::Arc;

use axum::Router;

use crate::context::Context;
use crate::refusal::Refusal;
use crate::tenant::Tenant;

mod batch;
mod groups;
mod organization;
mod query;
mod report_settings;
mod skus;
mod subscriptions;
pub(crate) mod users;

/// The routes below the Graph root.
pub(crate) fn routes() -> Router<Arc<Tenant>> {
    Router::new()
        .merge(users::routes())
        .merge(groups::routes())
        .merge(skus::routes())
        .merge(subscriptions::routes())
        .merge(organization::routes())
        .merge(report_settings::routes())
        .merge(batch::routes())
}

/// A path that is not served: 400, as Graph says it, not 404.
pub(crate) async fn no_segment(context: Context) -> Refusal {
    let path = context.target.split('?').next().unwrap_or_default();
    Refusal::no_segment(path.rsplit('/').next().unwrap_or_default())
}

/// The app roles that allow a call (`graph.md` 3.4): any of them.
mod permission {
    /// Read accounts, with their licences.
    pub(super) const USERS: &[&str] = &[
        "User.Read.All",
        "User.ReadWrite.All",
        "Directory.Read.All",
        "Directory.ReadWrite.All",
    ];
    /// Read one's own account.
    pub(super) const ME: &[&str] = &[
        "User.Read",
        "User.Read.All",
        "User.ReadWrite.All",
        "Directory.Read.All",
        "Directory.ReadWrite.All",
    ];
    /// Change accounts.
    pub(super) const WRITE_USERS: &[&str] = &["User.ReadWrite.All", "Directory.ReadWrite.All"];
    /// Allow or block sign-in.
    pub(super) const ENABLE_ACCOUNT: &[&str] = &[
        "User.EnableDisableAccount.All",
        "User.ReadWrite.All",
        "Directory.ReadWrite.All",
    ];
    /// `assignLicense` of an account.
    pub(super) const ASSIGN_TO_USER: &[&str] = &[
        "LicenseAssignment.ReadWrite.All",
        "User.ReadWrite.All",
        "Directory.ReadWrite.All",
    ];
    /// `licenseDetails`.
    pub(super) const LICENSE_DETAILS: &[&str] = &[
        "LicenseAssignment.Read.All",
        "User.Read.All",
        "User.ReadWrite.All",
        "Directory.Read.All",
        "Directory.ReadWrite.All",
    ];
    /// Read groups, with their licences.
    pub(super) const GROUPS: &[&str] = &[
        "Group.Read.All",
        "Group.ReadWrite.All",
        "Directory.Read.All",
        "Directory.ReadWrite.All",
    ];
    /// Read members.
    pub(super) const MEMBERS: &[&str] = &[
        "GroupMember.Read.All",
        "GroupMember.ReadWrite.All",
        "Group.Read.All",
        "Group.ReadWrite.All",
        "Directory.Read.All",
        "Directory.ReadWrite.All",
    ];
    /// Change members.
    pub(super) const WRITE_MEMBERS: &[&str] = &[
        "GroupMember.ReadWrite.All",
        "Group.ReadWrite.All",
        "Directory.ReadWrite.All",
    ];
    /// `assignLicense` of a group.
    pub(super) const ASSIGN_TO_GROUP: &[&str] = &[
        "LicenseAssignment.ReadWrite.All",
        "Group.ReadWrite.All",
        "Directory.ReadWrite.All",
    ];
    /// `directory/subscriptions`.
    pub(super) const SUBSCRIPTIONS: &[&str] = &[
        "Organization.Read.All",
        "Organization.ReadWrite.All",
        "Directory.Read.All",
        "Directory.ReadWrite.All",
    ];
    /// `organization`.
    pub(super) const ORGANIZATION: &[&str] = SUBSCRIPTIONS;
    /// `admin/reportSettings`.
    pub(super) const REPORT_SETTINGS: &[&str] =
        &["ReportSettings.Read.All", "ReportSettings.ReadWrite.All"];
    /// Change `admin/reportSettings`.
    pub(super) const WRITE_REPORT_SETTINGS: &[&str] = &["ReportSettings.ReadWrite.All"];
    /// `subscribedSkus`.
    pub(super) const SKUS: &[&str] = &[
        "LicenseAssignment.Read.All",
        "Organization.Read.All",
        "Organization.ReadWrite.All",
        "Directory.Read.All",
        "Directory.ReadWrite.All",
    ];
}
