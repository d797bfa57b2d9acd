//! Every endpoint, tried by everybody: with forms that would be taken, against a tenant that would change.
//!
//! The tables are [`acts::ACTS`] (forms) and [`looks::LOOKS`] (pages). An endpoint that is in neither fails a test,
//! and so does a row that no endpoint has.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

mod acts;
#[path = "../common/authority.rs"]
#[expect(dead_code, reason = "each test file uses another part of it")]
mod authority;
#[path = "../common/browser.rs"]
#[expect(dead_code, reason = "each test file uses another part of it")]
mod browser;
mod fill;
mod found;
mod house;
#[path = "../common/live.rs"]
#[expect(dead_code, reason = "each test file uses another part of it")]
mod live;
mod looks;
mod meanwhile;
mod proof;
mod stale;
mod standing;
mod try_all;
