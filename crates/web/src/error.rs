//! Why a page could not be made.

use engine::EngineError;
use store::StoreError;

/// Why a page could not be made. Nothing was changed by trying.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// The page could not be written.
    #[error("the page could not be written: {0}")]
    Template(#[from] askama::Error),
    /// A table could not be written.
    #[error("the table could not be written: {0}")]
    Csv(String),
    /// Work beside the request was broken off.
    #[error("the work was broken off: {0}")]
    Broken(#[from] tokio::task::JoinError),
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Work beside the page ended in the midst.
    #[error("work beside the page ended: {0}")]
    Task(String),
    /// The engine said no.
    #[error(transparent)]
    Engine(Box<EngineError>),
}

impl From<EngineError> for PageError {
    fn from(error: EngineError) -> Self {
        Self::Engine(Box::new(error))
    }
}

impl PageError {
    /// Was it a right that the person lacks?
    pub(crate) fn is_denied(&self) -> bool {
        matches!(self, Self::Engine(e) if matches!(**e, EngineError::Denied(_)))
    }
}
