//! Runs: watched while they go on, whoever began them and where, and told afterwards.

pub(crate) mod course;
pub(crate) mod events;
pub(crate) mod finish;
pub(crate) mod show;
