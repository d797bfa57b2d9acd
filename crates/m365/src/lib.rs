//! The client: tokens, limits, retry, batches, pages, typed reads and writes of Microsoft 365.
//!
//! Every request takes the same way: **limit → token → send → classify → maybe again**.
//!
//! * *limit*: one limiter per workload, from the published figures.
//! * *token*: from the cache of its resource; renewed before it ends, and once after a 401.
//! * *send*: through the [`Transport`]; a read-only connection lets only reads through.
//! * *classify*: success, throttled, passing, refused.
//! * *maybe again*: a read whenever it may pass; a write only when it was certainly **not** applied (throttled,
//!   409, never sent), item by item inside a batch, each with its own `Retry-After`. A write that *may* have been
//!   applied is never repeated here: [`WriteEnd::MaybeApplied`] tells the caller, who holds the intent, to read the
//!   account and decide.
//!
//! A list is whole or an error: an answer that breaks the protocol never becomes a shorter list.

mod answer;
mod batch;
mod billing;
mod call;
mod connection;
mod error;
pub mod exchange;
mod field;
pub mod graph;
mod guard;
mod http_transport;
mod limit;
mod look;
mod meter;
pub mod offline;
mod operation;
mod page;
mod retry;
mod token;
mod transport;

pub use billing::Ordered;
pub use connection::Connection;
pub use error::{Lost, ReadError, Refusal, RefusalKind, WriteEnd};
pub use exchange::{
    CasMailboxRow, MailboxRow, OrgConfigRow, PermissionRow, Statistics, StatisticsRow,
};
pub use field::Field;
pub use graph::{
    ActiveUserRow, AssignedLicense, GroupRow, LicenseChange, LicenseState, MailboxUsageRow,
    OneDriveUsageRow, OrganizationRow, Period, PrepaidUnits, Report, ReportSettings,
    ServicePlanRow, SignInActivity, SignInRow, SkuRow, SubscriptionRow, UserFilter, UserQuery,
    UserRow, UserSelect, VerifiedDomain,
};
pub use graph::{Cells, report_cells};
pub use http_transport::{HttpTransport, SetupError};
pub use look::{ExchangeLook, Look, ReadCmdlet, ReportKind};
pub use meter::Meter;
pub use page::Page;
pub use transport::{SendError, Transport};
