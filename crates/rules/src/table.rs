//! The table of `docs/rules.md`, made from the conditions themselves.

use std::fmt::Write as _;

use model::ReasonCode;

use crate::conditions::ROWS;
use crate::policy::{POLICIES, Policy};

/// A line of the table: a reason, when it holds, what it does under each policy, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow {
    /// The reason.
    pub code: ReasonCode,
    /// When it holds.
    pub holds: &'static str,
    /// What it does, in the order of [`POLICIES`].
    pub effects: Vec<&'static str>,
    /// Who says so.
    pub source: &'static str,
}

/// Every reason with what it does under the policies that ship, in the order of the codes.
pub fn rule_rows() -> Vec<RuleRow> {
    let policies =
        POLICIES.map(|name| Policy::named(name).expect("a policy that ships has its name"));
    let effects = |effect: fn(&Policy) -> &'static str| policies.iter().map(effect).collect();
    let row = |row: crate::conditions::Row| RuleRow {
        code: row.code,
        holds: row.holds,
        effects: effects(row.effect),
        source: row.source,
    };
    ROWS.into_iter().map(row).collect()
}

/// The same as a Markdown table.
pub fn rules_markdown() -> String {
    let policies = POLICIES.map(|name| format!("`{name}`")).join(" | ");
    let mut table =
        format!("| reason | holds when | {policies} | source |\n|---|---|---|---|---|\n");
    for row in rule_rows() {
        let cells = [format!("`{}`", row.code), row.holds.to_owned()];
        let effects = row.effects.into_iter().map(str::to_owned);
        let cells: Vec<_> = cells
            .into_iter()
            .chain(effects)
            .chain([row.source.to_owned()])
            .collect();
        writeln!(table, "| {} |", cells.join(" | ")).expect("a String takes everything");
    }
    table
}
