//! Names that break joins, tables and pages.

use super::{BASIC, PLAN_1, Trap};
use crate::seed::draft::LetIn;

const WHAT: &str = "a name that must be shown as it is and nothing more";
const RULE: &str = "bad input";

pub(super) const TRAPS: &[Trap] = &[
    Trap::named("reception", "Reception")
        .what("two mailboxes of one name: the name is ambiguous")
        .rule("bad input")
        .held(PLAN_1)
        .shaped(|d, _| d.mailbox.let_in = NOT_MEMBERS),
    Trap::named("reception2", "Reception")
        .what("the other one of that name")
        .rule("bad input")
        .held(BASIC),
    Trap::named("infonl", "Info NL")
        .what("the UPN is not the primary address")
        .rule("exchange.md 4.2")
        .held(PLAN_1)
        .shaped(|d, s| d.primary(format!("contact.nl@{}", s.org.domain))),
    Trap::named("infobe", "Info BE")
        .what("the UPN stays in the first domain")
        .rule("exchange.md 4.2")
        .held(PLAN_1)
        .shaped(|d, s| d.account.upn = format!("infobe@{}", s.initial_domain)),
    Trap::named("InfoUK", "Info UK")
        .what("capital letters in UPN and address: the same account")
        .rule("rules.md, joined by UPN")
        .held(PLAN_1)
        .shaped(|d, s| d.account.upn = format!("InfoUK@{}", s.org.domain.to_uppercase())),
    Trap::named("script", "<script>alert('mailbox')</script>")
        .what(WHAT)
        .rule(RULE)
        .held(PLAN_1)
        .shaped(|d, _| d.mailbox.let_in = HOSTILE),
    Trap::named("formula", "=cmd|' /C calc'!A0")
        .what("a name that a spreadsheet would carry out")
        .rule("CSV")
        .held(PLAN_1),
    Trap::named("plusformula", "+31 20 555 0123 (night line)")
        .what("a name that a spreadsheet would take for a number")
        .rule("CSV")
        .held(BASIC),
    Trap::named("atsales", "@sales, \"quoted\"; and; more")
        .what("quotation marks and separators")
        .rule("CSV")
        .held(PLAN_1),
    Trap::named("arabic", "الاستقبال")
        .what(WHAT)
        .rule(RULE)
        .held(PLAN_1),
    Trap::named("hebrew", "שירות לקוחות")
        .what(WHAT)
        .rule(RULE)
        .held(BASIC),
    Trap::named("override", "Invoices \u{202e}fdp.exe")
        .what("a direction override that turns its end around")
        .rule("bad input")
        .held(PLAN_1),
    Trap::named("newline", "Line one\nline two\ttab")
        .what("control characters")
        .rule("bad input")
        .held(PLAN_1)
        .shaped(|d, _| d.mailbox.let_in = GONE),
    Trap::named("accents", "Crèche & Señalización – Žižkov")
        .what(WHAT)
        .rule(RULE)
        .held(PLAN_1),
    Trap::named("chinese", "客户服务")
        .what(WHAT)
        .rule(RULE)
        .held(BASIC),
    Trap::named("emoji", "Ideas 💡🇳🇱")
        .what(WHAT)
        .rule(RULE)
        .held(PLAN_1),
    Trap::named("o'brienteam", "O'Brien's team")
        .what("an apostrophe, which a filter doubles")
        .rule("graph.md 2.3")
        .held(PLAN_1),
    Trap::named("r_d#1!", "R&D #1: 100 % + more")
        .what("characters that a URL encodes")
        .rule("graph.md 2.3")
        .held(PLAN_1),
    Trap::named(
        "donotreplytothismailboxbecausenobodyreadsitandnobodyeverwillread",
        "Do not reply to this mailbox",
    )
    .what("the longest alias there may be: 64 characters")
    .rule("exchange.md 4.10")
    .held(PLAN_1),
    Trap::named("longname", LONG_NAME)
        .what("the longest display name there may be: 256 characters")
        .rule("exchange.md 4.10")
        .held(BASIC),
];

/// Whose name a page must show as it is.
const HOSTILE: &[LetIn] = &[LetIn::with(
    "<script>alert('member')</script>",
    "FullAccess, ReadPermission",
)];
/// Somebody who is gone.
const GONE: &[LetIn] = &[LetIn::with(
    "S-1-5-21-1000000001-1000000002-1000000003-1234567",
    "FullAccess",
)];
/// Entries that make nobody a member.
const NOT_MEMBERS: &[LetIn] = &[
    LetIn::with("Front desk", "ReadPermission"),
    LetIn {
        deny: true,
        ..LetIn::with("Contractors", "FullAccess")
    },
    LetIn {
        inherited: true,
        ..LetIn::with("Organization Management", "FullAccess")
    },
];

const LONG_NAME: &str = "Committee for the coordination of the joint working groups on the harmonisation of \
    procedures for the intake, registration, classification, distribution, retention and destruction of \
    incoming correspondence of the northern and southern regional offices XXI";
