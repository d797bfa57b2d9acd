//! Billing > Your products (Germany, 21Vianet: Subscriptions): what is paid for, and another number of it.

pub(crate) mod change;
pub(crate) mod list;
pub(crate) mod show;
pub(crate) mod watches;

mod ask;
mod form;
pub(crate) mod row;
