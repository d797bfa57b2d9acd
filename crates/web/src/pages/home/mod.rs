//! Home: the manager's sentence, what changed, what needs a decision, and how it went over time.

mod chart;
mod decisions;
mod page;

pub(crate) use page::get;
