//! Mailboxes without a trap: what a review is for.

use super::*;

const PLAN_1: &[Held] = &[Held::Direct(Role::Plan1)];
const PLAN_2: &[Held] = &[Held::Direct(Role::Plan2)];
const SUITE: &[Held] = &[Held::Direct(Role::Suite)];
const BASIC: &[Held] = &[Held::Direct(Role::BasicSuite)];

const WHAT: &str = "nothing keeps its licence (rules.md, how a verdict is made)";

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("info", "Info", WHAT, REMOVABLE, PLAN_1),
    Trap::new("support", "Support", WHAT, REMOVABLE, SUITE),
    Trap::new("sales", "Sales", WHAT, REMOVABLE, PLAN_1),
    Trap::new("invoices", "Invoices", WHAT, REMOVABLE, SUITE),
    Trap::new("jobs", "Jobs", WHAT, REMOVABLE, PLAN_2),
    Trap::new("events", "Events", WHAT, REMOVABLE, BASIC),
    Trap::new("press", "Press office", WHAT, REMOVABLE, PLAN_1),
    Trap::new("klantenservice", "Klantenservice", WHAT, REMOVABLE, SUITE),
    Trap::new("helpdesk", "Helpdesk", WHAT, REMOVABLE, PLAN_1),
    Trap::new("orders", "Orders", WHAT, REMOVABLE, BASIC),
    Trap::new("newsletter", "Newsletter", WHAT, REMOVABLE, PLAN_1),
    Trap::new("facilities", "Facilities", WHAT, REMOVABLE, PLAN_2),
    Trap::new("privacy", "Privacy", "no licence and no need of one (rules.md, verdicts)", UNLICENSED, &[]),
    Trap::new("suggestions", "Suggestions", "no licence and no need of one (rules.md, verdicts)", UNLICENSED, &[]),
];
