//! Review: every shared mailbox by what to do with it; and to begin another one.

pub(crate) mod again;
mod filter;
pub(crate) mod list;
pub(crate) mod progress;

pub(crate) use filter::Filter;
