//! Users > Active users: the list, and the panel of one account.

mod asked;
pub(crate) mod columns;
pub(crate) mod export;
mod filters;
pub(crate) mod list;
pub(crate) mod panel;
pub(crate) mod pass_on;
pub(crate) mod propose;
pub(crate) mod refresh;
pub(crate) mod save;
mod selection;
