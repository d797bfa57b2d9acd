//! What `/_tenant` offers, for programs that hold the tenant itself. These block on the database: call them
//! from a test, or from a thread that may wait.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::Connection;
use wire::image::TenantImage;

use crate::due::Happened;
use crate::error::Result;
use crate::faults::{self, Fault, FaultRow};
use crate::tenant::Tenant;
use crate::{clock, image};

impl Tenant {
    /// Moves the clock forward, and executes what is due by then.
    pub fn advance(&self, to: Timestamp) -> Result<Vec<Happened>> {
        self.db.write_now(|tx| clock::advance(self, tx, to))
    }

    /// Adds a fault; says its number.
    pub fn add_fault(&self, fault: &Fault) -> Result<i64> {
        self.db.write_now(|tx| faults::add(tx, fault))
    }

    /// All faults, spent ones too, with how often each fired.
    pub fn faults(&self) -> Result<Vec<FaultRow>> {
        self.db.read_now(faults::list)
    }

    /// How often each operation was asked for, items of batches included.
    pub fn request_counts(&self) -> Result<BTreeMap<String, i64>> {
        self.db.read_now(request_counts)
    }

    /// Every row, as one document.
    pub fn export(&self) -> Result<TenantImage> {
        self.db.read_now(image::export)
    }

    /// Takes the rows of an image in place of what is there; identity and credentials stay.
    pub fn import(&self, image: &TenantImage) -> Result<()> {
        self.db.write_now(|tx| image::import(tx, image))
    }

    /// Back to how it was seeded; identity and credentials stay.
    pub fn reset(&self) -> Result<()> {
        self.db.write_now(|tx| self.reset_in(tx))
    }
}

/// Operations with their numbers.
pub(crate) fn request_counts(c: &Connection) -> Result<BTreeMap<String, i64>> {
    let mut statement = c.prepare_cached("SELECT operation, n FROM request_count")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
