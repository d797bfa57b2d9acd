//! Proposals: exactly what would change, before anything does. What is asked for is read afresh in the background, shown,
//! and run only by whoever asked for it.

pub(crate) mod asked;
pub(crate) mod begin;
pub(crate) mod events;
pub(crate) mod run;
pub(crate) mod show;
