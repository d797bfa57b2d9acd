//! The client against a scripted service, on virtual time.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

mod batch;
mod billing;
mod exchange;
mod pages;
mod permissions;
mod reports;
mod retry;
mod support;
mod tokens;
