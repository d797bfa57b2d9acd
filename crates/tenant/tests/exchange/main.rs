//! The Exchange admin API from outside: envelopes, rows, paging, batches, gates, and what mailboxes do.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail like tests")]

mod batch;
mod gates;
mod lifecycle;
mod paging;
mod permissions;
mod rows;
mod world;
