//! Sample organisations. (A seam: its owner replaces this file.)

mod profile;

use jiff::Timestamp;
use model::CloudId;
use rusqlite::Transaction;

use crate::error::Result;
pub use profile::{Profile, UnknownProfile};

/// What a tenant is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// The number everything is drawn from.
    pub seed: u64,
    /// How many users.
    pub users: u32,
    /// In which cloud.
    pub cloud: CloudId,
    /// Which organisation.
    pub profile: Profile,
}

/// Fills a new tenant.
pub(crate) fn fill(_: &Transaction<'_>, _: &Seed, _: Timestamp) -> Result<()> {
    Ok(())
}
