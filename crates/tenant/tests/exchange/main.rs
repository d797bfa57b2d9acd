//! The Exchange admin API from outside: envelopes, rows, paging, batches, gates, and what mailboxes do.

mod batch;
mod gates;
mod lifecycle;
mod paging;
mod rows;
mod world;
