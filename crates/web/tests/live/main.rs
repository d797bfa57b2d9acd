//! The pages over the embedded tenant: what is pressed here is done there, and read back. One module per area.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panic")]

mod browser;
mod events;
mod history;
mod home;
mod runs;
