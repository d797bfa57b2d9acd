//! When a shared mailbox keeps its licence: pure functions over facts, and the dated policy.
//!
//! A verdict is made in four steps. `view` turns facts that are too old into gaps; `conditions` say of each
//! reason whether it holds; `judge` gives the verdict in one situation; `worlds` judges every situation that
//! the known facts allow, so that a fact is missed exactly when its value could change the verdict.
//!
//! Nothing here reads a clock, a network or a disk. The reasons are listed in `docs/rules.md`.

mod answers;
mod assess;
mod change;
mod conditions;
mod cost;
mod cover;
mod evidence;
mod held;
mod judge;
mod lint;
mod obstacle;
mod plan;
pub mod policy;
mod situation;
mod table;
mod undo;
mod view;
mod worlds;

pub use answers::{Answers, can_be_overridden};
pub use assess::{assess, assess_with, is_leaver_not_converted, needs, needs_with, with_added};
pub use change::{Conflict, Wanted, conflicts};
pub use lint::{PlanFault, lint};
pub use model::Exclusion;
pub use obstacle::Obstacle;
pub use plan::{Goal, Target, World, plan};
pub use policy::Policy;
pub use table::{RuleRow, rule_rows, rules_markdown};
pub use undo::undo;
