//! History: what was changed, by whom, and what came of it; the way to put it back, and to take it along.

mod asked;
pub(crate) mod export;
mod found;
pub(crate) mod list;
