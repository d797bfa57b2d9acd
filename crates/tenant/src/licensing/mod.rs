//! Licences: who holds what, from which source, and what stands against a change (`graph.md` 3).
//!
//! [`rules`] decides and knows no database; [`store`] reads what it needs and writes what it decided.

pub(crate) mod body;
pub(crate) mod groups;
pub(crate) mod plans;
pub(crate) mod rules;
pub(crate) mod store;
pub(crate) mod visibility;
