//! Microsoft Graph v1.0: one resource, one file.

use std::sync::Arc;

use axum::Router;

use crate::context::Context;
use crate::refusal::Refusal;
use crate::tenant::Tenant;

mod query;
mod skus;
pub(crate) mod users;

/// The routes below the Graph root.
pub(crate) fn routes() -> Router<Arc<Tenant>> {
    Router::new().merge(users::routes()).merge(skus::routes())
}

/// A path that is not served: 400, as Graph says it, not 404.
pub(crate) async fn no_segment(context: Context) -> Refusal {
    let path = context.target.split('?').next().unwrap_or_default();
    Refusal::no_segment(path.rsplit('/').next().unwrap_or_default())
}

/// The app roles that allow a call (`graph.md` 3.4): any of them.
mod permission {
    /// Read accounts, with their licences.
    pub(super) const USERS: &[&str] = &["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];
    /// Change accounts.
    pub(super) const WRITE_USERS: &[&str] = &["User.ReadWrite.All", "Directory.ReadWrite.All"];
    /// Allow or block sign-in.
    pub(super) const ENABLE_ACCOUNT: &[&str] =
        &["User.EnableDisableAccount.All", "User.ReadWrite.All", "Directory.ReadWrite.All"];
    /// `assignLicense` of an account.
    pub(super) const ASSIGN_TO_USER: &[&str] =
        &["LicenseAssignment.ReadWrite.All", "User.ReadWrite.All", "Directory.ReadWrite.All"];
    /// `subscribedSkus`.
    pub(super) const SKUS: &[&str] = &[
        "LicenseAssignment.Read.All",
        "Organization.Read.All",
        "Organization.ReadWrite.All",
        "Directory.Read.All",
        "Directory.ReadWrite.All",
    ];
}
