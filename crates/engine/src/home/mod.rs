//! What the first page tells beside the figures: what changed since the last review, and what needs a decision. Each
//! is counted once and kept beside the newest snapshot, until a read-back corrects a record of it.

mod changes;
mod decisions;

use model::SnapshotId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Lasts, Record, RecordQuery, StoreError};

use crate::settings::json;
use crate::{Engine, EngineError};

pub use changes::{ReviewChanges, VerdictChange, VerdictCount};
pub use decisions::{Deciding, Decision, Decisions};

/// So many mailboxes of a list are kept by name; of the others there is the number.
pub const NAMED: usize = 50;

/// Records that are in memory at a time.
const PAGE: usize = 1_000;

impl Engine {
    /// Looks at every record of a snapshot, in the order of their names.
    async fn each_record(
        &self,
        snapshot: SnapshotId,
        mut look: impl FnMut(Record) + Send,
    ) -> Result<(), EngineError> {
        let mut query = RecordQuery {
            limit: PAGE,
            ..RecordQuery::default()
        };
        loop {
            let page = self.store.records(snapshot, query.clone()).await?;
            query.after = page.last().map(Record::key);
            let last = page.len() < PAGE;
            page.into_iter().for_each(&mut look);
            if last {
                return Ok(());
            }
        }
    }

    /// Keeps something that was counted beside a snapshot. (A review that came meanwhile may have dropped it: then there
    /// is nothing to keep it beside.)
    async fn keep_beside(
        &self,
        snapshot: SnapshotId,
        name: &str,
        value: &(impl Serialize + Sync),
    ) -> Result<(), EngineError> {
        let kept = self
            .store
            .put_beside(snapshot, name, json(value)?, Lasts::UntilCorrected);
        match kept.await {
            Ok(()) | Err(StoreError::Missing { .. }) => Ok(()),
            Err(e) => Err(e.into()),
        }
    }
}

/// What was kept, if it can still be read.
fn known<T: DeserializeOwned>(value: Option<serde_json::Value>) -> Option<T> {
    serde_json::from_value(value?).ok()
}
