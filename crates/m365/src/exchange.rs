//! The Exchange admin API: `InvokeCommand` of its `beta` surface, which is no contract of Microsoft's: drift is met
//! with errors, never with guesses (`exchange.md` 1).

mod command;
mod look;
mod mailboxes;
mod permissions;
mod rows;
mod single;

pub use permissions::PermissionRow;
pub use rows::{CasMailboxRow, MailboxRow, OrgConfigRow, Statistics, StatisticsRow};
