//! Accounts that may sign in.

use model::ReasonCode;

use super::{PLAN_1, SUITE, Trap};
use crate::seed::draft::{GB, MB};

pub(super) const TRAPS: &[Trap] = &[
    Trap::named("frontdesk", "Front desk")
        .what("somebody signs in to it")
        .rule("sign_in_used")
        .held(SUITE)
        .reason(ReasonCode::SignInUsed)
        .shaped(|d, _| {
            d.open();
            d.seen(2, 41);
        }),
    Trap::named("hallteams", "Town hall")
        .what("Teams is used with it, no sign-in was recorded")
        .rule("sign_in_used")
        .held(SUITE)
        .reason(ReasonCode::SignInUsed)
        .shaped(|d, _| {
            d.open();
            d.usage.last_teams = Some(d.day.ago(5, 7));
        }),
    Trap::named("openunused", "Open and unused")
        .what("sign-in allowed, no use found")
        .rule("sign_in_open")
        .held(PLAN_1)
        .reason(ReasonCode::SignInOpen)
        .shaped(|d, _| d.open()),
    Trap::named("attacked", "Guessed at")
        .what("only failed attempts yesterday: no use")
        .rule("sign_in_open; graph.md 2.4")
        .held(PLAN_1)
        .reason(ReasonCode::SignInOpen)
        .shaped(|d, _| {
            d.open();
            d.account.last_sign_in = Some(d.day.ago(1, 3));
            d.account.last_non_interactive = Some(d.day.ago(1, 9));
        }),
    Trap::named("longago", "Used long ago")
        .what("the last success is 45 days old")
        .rule("sign_in_open")
        .held(SUITE)
        .reason(ReasonCode::SignInOpen)
        .shaped(|d, _| {
            d.open();
            d.seen(45, 5);
        }),
    Trap::named("scanner", "Scanner 3rd floor")
        .what("SMTP AUTH is allowed for it")
        .rule("smtp_auth")
        .held(PLAN_1)
        .reason(ReasonCode::SmtpAuth)
        .shaped(|d, _| {
            d.mailbox.smtp_auth_disabled = Some(false);
            d.fill(120 * MB);
        }),
    Trap::named("smtpblocked", "SMTP switched off")
        .what("SMTP AUTH is switched off for it: nothing to say")
        .rule("smtp_auth")
        .held(PLAN_1)
        .shaped(|d, _| d.mailbox.smtp_auth_disabled = Some(true)),
    Trap::named("usedblocked", "Used, then blocked")
        .what("a sign-in last week, blocked since: use is not asked")
        .rule("sign_in_open")
        .held(SUITE)
        .shaped(|d, _| d.seen(7, 2)),
    Trap::named("formerdesigner", "Former designer")
        .what("somebody's files in its OneDrive")
        .rule("onedrive_content")
        .held(SUITE)
        .reason(ReasonCode::OneDriveContent)
        .shaped(|d, _| d.usage.onedrive = Some((18 * GB, 2_431))),
    Trap::named("emptydrive", "Empty OneDrive")
        .what("a OneDrive without content")
        .rule("onedrive_content")
        .held(SUITE)
        .shaped(|d, _| d.usage.onedrive = Some((0, 0))),
];
