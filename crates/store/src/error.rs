//! Why the store said no.

use model::{Fence, LedgerSeq, StepNo, StepState, TenantId, Trouble};

/// Why the store said no. Nothing was changed by a call that answers this.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The disk is full, or a quota is reached.
    #[error("the disk that holds {path} is full; nothing was changed")]
    Full {
        /// The data folder.
        path: String,
    },
    /// The folder or a file in it cannot be read or written.
    #[error("cannot use {path}: {why}")]
    Io {
        /// The file.
        path: String,
        /// What the system says.
        why: String,
    },
    /// The file is not one of ours, or was made by a newer version.
    #[error("{path} was not made by this program: {why}")]
    Foreign {
        /// The file.
        path: String,
        /// What was found.
        why: String,
    },
    /// A row does not read back as what was written.
    #[error("{table} row {row} is damaged: {why}")]
    Damaged {
        /// The table.
        table: &'static str,
        /// Its key.
        row: String,
        /// What is wrong.
        why: String,
    },
    /// Another process took the tenant's lease after this one.
    #[error(
        "another run took over tenant {tenant} (fence {newest}, ours is {ours}); nothing more is written by this one"
    )]
    StaleFence {
        /// The tenant.
        tenant: TenantId,
        /// The fence of this writer.
        ours: Fence,
        /// The newest fence.
        newest: Fence,
    },
    /// A step cannot move like that.
    #[error("step {step} cannot go from {from:?} to {to:?}")]
    Transition {
        /// The step.
        step: StepNo,
        /// Where it stands.
        from: Option<StepState>,
        /// Where it was to go.
        to: StepState,
    },
    /// An entry does not say what it is about: another tenant than the append, or a step's move without a step.
    #[error("entry {place} of the append does not fit: {why}")]
    Misfit {
        /// Its place in the append, from 1.
        place: usize,
        /// What does not fit.
        why: String,
    },
    /// The hash chain of the ledger is broken: an entry was changed or lost.
    #[error("the ledger is broken at entry {at}: {why}")]
    Chain {
        /// The first entry that does not fit.
        at: LedgerSeq,
        /// How.
        why: String,
    },
    /// A page was asked for after a place that no page of this list ended with.
    #[error("this is no place in the list; begin again at its first page")]
    BadCursor,
    /// Something that must be there is not.
    #[error("there is no {what}")]
    Missing {
        /// What.
        what: String,
    },
    /// The database refused for another reason.
    #[error("the database refused: {0}")]
    Driver(String),
}

impl StoreError {
    /// What it comes to for a person.
    pub fn trouble(&self) -> Trouble {
        match self {
            Self::Full { path } => Trouble::DiskFull { path: path.clone() },
            Self::Io { path, why } => Trouble::Unwritable {
                path: path.clone(),
                why: why.clone(),
            },
            Self::Foreign { path, why } => Trouble::ForeignData {
                path: path.clone(),
                why: why.clone(),
            },
            Self::Damaged { table, row, why } => Trouble::DamagedData {
                why: format!("{table} {row}: {why}"),
            },
            Self::Chain { at, .. } => Trouble::DamagedLedger { at: at.0 },
            Self::StaleFence { .. } => Trouble::Busy { process: None },
            Self::BadCursor => Trouble::BadCursor,
            Self::Transition { .. }
            | Self::Misfit { .. }
            | Self::Missing { .. }
            | Self::Driver(_) => Trouble::Unexpected {
                why: self.to_string(),
            },
        }
    }
}
