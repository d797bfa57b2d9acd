//! What went wrong, for every door.

use model::{BadSetting, Trouble};

use crate::list::list;
use crate::locale::Locale;
use crate::msg::error;

/// Where it went wrong: what sentences name. A door that has no such thing leaves it empty.
#[derive(Debug, Clone, Copy, Default)]
pub struct Whereabouts<'a> {
    /// The host of Microsoft Graph.
    pub host: &'a str,
    /// The host that issues tokens.
    pub authority: &'a str,
    /// The application's id.
    pub application: &'a str,
    /// The connect file.
    pub connect: &'a str,
    /// The data folder.
    pub data: &'a str,
}

/// What went wrong, and what to do.
pub fn trouble(trouble: &Trouble, at: &Whereabouts<'_>, l: &Locale) -> String {
    match trouble {
        Trouble::Denied { name, right } => error::denied(l, name, right),
        Trouble::Secret => error::secret(l, at.authority, at.application),
        Trouble::Application => error::application(l, at.authority, at.application),
        Trouble::NoToken { code, message } => error::service(l, code, at.authority, message),
        Trouble::Permission { needs } => error::permission(l, at.host, needs),
        Trouble::ExchangeRole { needs } => error::exchange_role(l, needs),
        Trouble::Unreached { host, why } => error::host_down(l, host, why),
        Trouble::Certificate { host, why } => error::certificate(l, host, why),
        Trouble::Throttled { waited } => error::throttled(l, at.host, *waited),
        Trouble::Service { code, message } => error::service(l, code, at.host, message),
        Trouble::Answer { why } => error::answer(l, at.host, why),
        Trouble::NotOffered { what } => error::not_offered(l, what),
        Trouble::UnknownMailbox { name } => error::unknown_mailbox(l, name),
        Trouble::UnknownAccount { name } => error::unknown_account(l, name),
        Trouble::AmbiguousMailbox { name, candidates } => {
            error::ambiguous_mailbox(l, candidates.len() as u64, &list(candidates, l), name)
        }
        Trouble::UnknownChange { name } => error::unknown_change(l, name),
        Trouble::ReadOnly => error::read_only(l, at.host, at.connect),
        Trouble::OtherTenant => error::wrong_tenant(l, at.host),
        Trouble::UnsoundPlan { why } => error::unsound_plan(l, why),
        Trouble::Busy {
            process: Some(process),
        } => error::data_busy(l, &process.to_string(), at.data),
        Trouble::Busy { process: None } => error::data_busy_unnamed(l, at.data),
        Trouble::Setting { why } => setting(why, l),
        Trouble::BadCursor => error::bad_cursor(l),
        Trouble::DiskFull { path } => error::disk_full(l, path),
        Trouble::Unwritable { path, why } => error::file_unwritable(l, path, why),
        Trouble::ForeignData { path, why } => error::foreign_data(l, path, why),
        Trouble::DamagedData { why } => error::damaged_data(l, at.data, why),
        Trouble::DamagedLedger { at: entry } => error::damaged_ledger(l, *entry, at.data),
        Trouble::Unexpected { why } => error::unexpected(l, why),
        // `model` may grow a trouble first.
        other => error::unexpected(l, &format!("{other:?}")),
    }
}

fn setting(why: &BadSetting, l: &Locale) -> String {
    match why {
        BadSetting::Policy { name } => error::setting_policy(l, name),
        BadSetting::Price { part_number } => error::setting_price(l, part_number),
        BadSetting::Mailbox => error::setting_mailbox(l),
        BadSetting::Reason => error::setting_reason(l),
        BadSetting::Over => error::setting_over(l),
        BadSetting::Layout => error::setting_layout(l),
        other => error::unexpected(l, &format!("{other:?}")),
    }
}
