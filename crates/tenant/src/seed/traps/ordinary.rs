//! Mailboxes without a trap: what a review is for.

use model::Verdict;

use super::{BASIC, PLAN_1, PLAN_2, SUITE, Trap};

const WHAT: &str = "nothing keeps its licence";
const RULE: &str = "rules.md, how a verdict is made";

pub(super) const TRAPS: &[Trap] = &[
    Trap::named("info", "Info")
        .what(WHAT)
        .rule(RULE)
        .held(PLAN_1),
    Trap::named("support", "Support")
        .what(WHAT)
        .rule(RULE)
        .held(SUITE),
    Trap::named("sales", "Sales")
        .what(WHAT)
        .rule(RULE)
        .held(PLAN_1),
    Trap::named("invoices", "Invoices")
        .what(WHAT)
        .rule(RULE)
        .held(SUITE),
    Trap::named("jobs", "Jobs")
        .what(WHAT)
        .rule(RULE)
        .held(PLAN_2),
    Trap::named("events", "Events")
        .what(WHAT)
        .rule(RULE)
        .held(BASIC),
    Trap::named("press", "Press office")
        .what(WHAT)
        .rule(RULE)
        .held(PLAN_1),
    Trap::named("klantenservice", "Klantenservice")
        .what(WHAT)
        .rule(RULE)
        .held(SUITE),
    Trap::named("helpdesk", "Helpdesk")
        .what(WHAT)
        .rule(RULE)
        .held(PLAN_1),
    Trap::named("orders", "Orders")
        .what(WHAT)
        .rule(RULE)
        .held(BASIC),
    Trap::named("newsletter", "Newsletter")
        .what(WHAT)
        .rule(RULE)
        .held(PLAN_1),
    Trap::named("facilities", "Facilities")
        .what(WHAT)
        .rule(RULE)
        .held(PLAN_2),
    Trap::named("privacy", "Privacy")
        .what("no licence and no need of one")
        .rule("rules.md, verdicts")
        .verdict(Verdict::Unlicensed),
    Trap::named("suggestions", "Suggestions")
        .what("no licence and no need of one")
        .rule("rules.md, verdicts")
        .verdict(Verdict::Unlicensed),
];
