//! Names that break joins, tables and pages.

use super::*;

const PLAN_1: &[Held] = &[Held::Direct(Role::Plan1)];
const BASIC: &[Held] = &[Held::Direct(Role::BasicSuite)];

const WHAT: &str = "a name that must be shown as it is and nothing more (issue 2, bad input)";

pub(super) const TRAPS: &[Trap] = &[
    Trap::new("reception", "Reception", "two mailboxes of one name: the name is ambiguous (issue 2, bad input)", REMOVABLE, PLAN_1),
    Trap::new("reception2", "Reception", "the other one of that name (issue 2, bad input)", REMOVABLE, BASIC),
    Trap::new("infonl", "Info NL", "the UPN is not the primary address (exchange.md 4.2)", REMOVABLE, PLAN_1)
        .shaped(|d, s| d.primary(format!("contact.nl@{}", s.org.domain))),
    Trap::new("infobe", "Info BE", "the UPN stays in the first domain (exchange.md 4.2)", REMOVABLE, PLAN_1)
        .shaped(|d, s| d.account.upn = format!("infobe@{}", s.initial_domain)),
    Trap::new("InfoUK", "Info UK", "capital letters in UPN and address: the same account (rules.md, joined by UPN)", REMOVABLE, PLAN_1)
        .shaped(|d, s| d.account.upn = format!("InfoUK@{}", s.org.domain.to_uppercase())),
    Trap::new("script", "<script>alert('mailbox')</script>", WHAT, REMOVABLE, PLAN_1),
    Trap::new("formula", "=cmd|' /C calc'!A0", "a name that a spreadsheet would carry out (issue 2, CSV)", REMOVABLE, PLAN_1),
    Trap::new("plusformula", "+31 20 555 0123 (night line)", "a name that a spreadsheet would take for a number (issue 2, CSV)", REMOVABLE, BASIC),
    Trap::new("atsales", "@sales, \"quoted\"; and; more", "quotation marks and separators (issue 2, CSV)", REMOVABLE, PLAN_1),
    Trap::new("arabic", "الاستقبال", WHAT, REMOVABLE, PLAN_1),
    Trap::new("hebrew", "שירות לקוחות", WHAT, REMOVABLE, BASIC),
    Trap::new("override", "Invoices \u{202e}fdp.exe", "a direction override that turns its end around (issue 2, bad input)", REMOVABLE, PLAN_1),
    Trap::new("newline", "Line one\nline two\ttab", "control characters (issue 2, bad input)", REMOVABLE, PLAN_1),
    Trap::new("accents", "Crèche & Señalización – Žižkov", WHAT, REMOVABLE, PLAN_1),
    Trap::new("chinese", "客户服务", WHAT, REMOVABLE, BASIC),
    Trap::new("emoji", "Ideas 💡🇳🇱", WHAT, REMOVABLE, PLAN_1),
    Trap::new("o'brienteam", "O'Brien's team", "an apostrophe, which a filter doubles (graph.md 2.3)", REMOVABLE, PLAN_1),
    Trap::new("r_d#1!", "R&D #1: 100 % + more", "characters that a URL encodes (graph.md 2.3)", REMOVABLE, PLAN_1),
    Trap::new(
        "donotreplytothismailboxbecausenobodyreadsitandnobodyeverwillread",
        "Do not reply to this mailbox",
        "the longest alias there may be: 64 characters (exchange.md 4.10)",
        REMOVABLE,
        PLAN_1,
    ),
    Trap::new("longname", LONG_NAME, "the longest display name there may be: 256 characters (exchange.md 4.10)", REMOVABLE, BASIC),
];

const LONG_NAME: &str = "Committee for the coordination of the joint working groups on the harmonisation of \
    procedures for the intake, registration, classification, distribution, retention and destruction of \
    incoming correspondence of the northern and southern regional offices XXI";
